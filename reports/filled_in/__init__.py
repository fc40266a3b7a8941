"""Workbooks and files that people give back, read strictly."""
