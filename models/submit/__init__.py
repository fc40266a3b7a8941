"""Sending: what a centre issues, what a unit submits, what comes back."""
