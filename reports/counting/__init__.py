"""Figures of the forms: pure functions over records, so that every figure can be counted again from the records."""
