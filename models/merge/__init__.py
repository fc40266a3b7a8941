"""Bringing verified packages into a workspace."""
