"""Counts the figures that forms, pages and drafts show."""
