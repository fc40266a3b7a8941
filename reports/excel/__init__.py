"""Writes workbooks: ledgers, forms and charts."""
