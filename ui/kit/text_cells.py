"""Cells that stay text wherever they are pasted: the mark of one that a spreadsheet would calculate. Knows no Qt."""

from __future__ import annotations

import re
from collections.abc import Iterator

FORMULA = re.compile(r"'*(?:[=@＝＠]|[+\-](?![\d.]*%?$))")
"""How a cell begins that a spreadsheet calculates, or that is marked as none; a signed number is left as it is."""


_PLAIN = re.compile(r"[^\t\n]*")
_QUOTED = re.compile(r'"((?:[^"]|"")*)"(?=\t|\r?\n|$)')


def marked(text: str) -> str:
    """One cell, in one line, for whoever takes text only: what would be calculated begins with the mark of a text."""
    line = " ".join(text.split())
    return f"'{line}" if FORMULA.match(line) else line


def unmarked(text: str) -> str:
    """What a cell said before it was marked."""
    return text[1:] if text[:1] == "'" and FORMULA.match(text) else text


def pasted_lines(text: str) -> Iterator[list[str]]:
    """Rows of cells as Excel and WPS put them: only a cell of several lines, or with a tab, stands in quotes."""
    line, at = list[str](), 0
    while at < len(text):
        quoted = _QUOTED.match(text, at)
        if quoted and ("\n" in quoted[1] or "\t" in quoted[1]):
            line.append(quoted[1].replace('""', '"'))
            at = quoted.end()
        else:
            plain = _PLAIN.match(text, at)
            line.append(plain[0].removesuffix("\r") if plain else "")
            at = plain.end() if plain else at
        if text[at : at + 1] == "\t":
            at += 1
            if at < len(text):
                continue
            line.append("")
        at += 2 if text.startswith("\r\n", at) else 1
        yield line
        line = []
