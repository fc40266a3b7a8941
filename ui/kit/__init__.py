"""Widgets that serve two rooms or more."""
