"""Cells that stay text wherever they are pasted: the mark of one that a spreadsheet would calculate. Knows no Qt."""

from __future__ import annotations

import re

FORMULA = re.compile(r"'*(?:[=@＝＠]|[+\-](?![\d.]*%?$))")
"""How a cell begins that a spreadsheet calculates, or that is marked as none; a signed number is left as it is."""


def marked(text: str) -> str:
    """One cell, in one line, for whoever takes text only: what would be calculated begins with the mark of a text."""
    line = " ".join(text.split())
    return f"'{line}" if FORMULA.match(line) else line


def unmarked(text: str) -> str:
    """What a cell said before it was marked."""
    return text[1:] if text[:1] == "'" and FORMULA.match(text) else text
