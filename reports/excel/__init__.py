"""Workbooks that the program writes."""
