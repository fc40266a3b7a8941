"""Figures that forms, pages and drafts count."""
