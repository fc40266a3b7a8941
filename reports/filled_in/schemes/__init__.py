"""The assessment scheme as a workbook or a text file: out, back in, and what it changes."""
