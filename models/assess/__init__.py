"""Scoring units by a scheme that is data: every point can be traced to the records that cost or earned it."""
