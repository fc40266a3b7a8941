"""Numbering marks at the start of a line: 第一章, 一、, （一）, 1., （1）, ①."""

from __future__ import annotations

import enum
import re
from typing import NamedTuple

from models.plan_text.numerals import CHINESE, read_numeral


class MarkLevel(enum.IntEnum):
    """How deep a mark stands, after GB/T 9704 clause 7.3.3 (一、 then （一） then 1. then （1）)."""

    PART = 0
    CHINESE = 1
    BRACKET = 2
    DIGIT = 3
    BRACKET_DIGIT = 4
    CIRCLED = 5


class Mark(NamedTuple):
    """The mark a line starts with: its level, its number, as printed, and the words after it."""

    level: MarkLevel
    number: int
    printed: str
    rest: str


_SPACE = r"[\s\u3000]*"
_PATTERNS = (
    (MarkLevel.PART, rf"第{_SPACE}([{CHINESE}]+|\d{{1,2}}){_SPACE}(?:章|部分|编|篇)[、.．:：]?"),
    (MarkLevel.CHINESE, rf"([{CHINESE}]+){_SPACE}[、.．]"),
    (MarkLevel.BRACKET, rf"[（(〔]{_SPACE}([{CHINESE}]+){_SPACE}[）)〕][、.．]?"),
    (MarkLevel.BRACKET, r"([㈠-㈩])[、.．]?"),
    (MarkLevel.DIGIT, rf"(\d{{1,3}}){_SPACE}[.．、](?!\d)"),
    (MarkLevel.DIGIT, r"([⒈-⒛])"),
    (MarkLevel.DIGIT, rf"第{_SPACE}([{CHINESE}]+|\d{{1,2}}){_SPACE}条[、.．:：]?"),
    (MarkLevel.BRACKET_DIGIT, rf"[（(]?{_SPACE}(\d{{1,2}}){_SPACE}[）)][、.．]?"),
    (MarkLevel.BRACKET_DIGIT, r"([⑴-⒇])"),
    (MarkLevel.CIRCLED, r"([①-⑳])"),
)
_COMPILED = tuple((level, re.compile(pattern)) for level, pattern in _PATTERNS)


def mark_of(line: str) -> Mark | None:
    """The mark `line` starts with, or None."""
    for level, pattern in _COMPILED:
        if match := pattern.match(line):
            value = read_numeral(match[1])
            if value:
                return Mark(level, value, match[0].strip(), line[match.end() :].strip())
    return None
