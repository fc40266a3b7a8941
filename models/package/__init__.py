"""Packages: what one says, how it is written, whether to believe it; knows no database."""
