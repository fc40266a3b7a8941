"""PDF: pages, type, fonts, tables and pens."""
