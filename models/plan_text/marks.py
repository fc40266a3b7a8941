"""Numbering marks: 第一章, 第一条, 一、, （一）, 1., 1.1, （1）, ①; at the start of a line or buried in one."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator
from typing import NamedTuple

from models.plan_text.numerals import CHINESE, read_numeral


class MarkLevel(enum.IntEnum):
    """How deep a mark usually stands, after GB/T 9704 clause 7.3.3 (一、 then （一） then 1. then （1）)."""

    PART = 0
    ARTICLE = 1
    CHINESE = 2
    BRACKET = 3
    DIGIT = 4
    DECIMAL = 5
    FINE_DECIMAL = 6
    BRACKET_DIGIT = 7
    CIRCLED = 8


class Mark(NamedTuple):
    """The mark a line starts with: its level, its number, as printed, and the words after it."""

    level: MarkLevel
    number: int
    printed: str
    rest: str


class Buried(NamedTuple):
    """A mark inside a line (without its `rest`): where it starts, and whether a sentence clearly ends before it."""

    at: int
    mark: Mark
    is_parted: bool


_SPACE = r"[\s\u3000]*"
_DOT = r"[.．﹒․‧·]"
_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_PATTERNS = (
    (MarkLevel.PART, rf"第{_SPACE}([{CHINESE}]+|\d{{1,2}}){_SPACE}(?:章|部分|编|篇)[、.．:：]?"),
    (MarkLevel.ARTICLE, rf"第{_SPACE}([{CHINESE}]+|\d{{1,3}}){_SPACE}条[、.．:：]?(?!第|规定|款)"),
    (MarkLevel.CHINESE, rf"([{CHINESE}]+){_SPACE}(?:、|{_DOT})"),
    (MarkLevel.BRACKET, rf"[（(〔﹙]{_SPACE}([{CHINESE}]+){_SPACE}[）)〕﹚][、.．]?"),
    (MarkLevel.BRACKET, r"([㈠-㈩])[、.．]?"),
    (MarkLevel.DIGIT, rf"(\d{{1,3}}){_SPACE}(?:、|{_DOT}(?!\d)|{_DOT}(?=20\d\d年))"),
    (MarkLevel.DIGIT, r"([⒈-⒛])"),
    (MarkLevel.BRACKET_DIGIT, rf"[（(﹙]?{_SPACE}(\d{{1,2}}){_SPACE}[）)﹚][、.．]?"),
    (MarkLevel.BRACKET_DIGIT, r"([⑴-⒇])"),
    (MarkLevel.CIRCLED, r"([①-⑳❶-❿])[、.．]?"),
)
_COMPILED = tuple((level, re.compile(pattern)) for level, pattern in _PATTERNS)
_BARE_DIGIT = re.compile(r"(\d{1,2})[\s\u3000]+(?=[\u4e00-\u9fff“《]|20\d\d年)")
_DECIMAL = re.compile(
    rf"(\d{{1,2}})[.．](\d{{1,2}})(?:[.．](\d{{1,2}}))?(?!\d)(?:、|{_DOT}(?!\d))?{_SPACE}(?=[\u4e00-\u9fff“《]|20\d\d年)"
)
_LONGEST_MARK = 20
_DASH = re.compile(r"^[—－―ー‐-](?=、)")
_STARTS = re.compile(rf"[第（(〔﹙\d{CHINESE}㈠-㈩⒈-⒛⑴-⒇①-⑳❶-❿]")
_CLEAR = "。；;：:！？!?”』）)》】\u3000 \t"
_CLEAR_ABOVE = "。\u3000 \t"
_NOT_AFTER = re.compile(rf"[第之表图附件款项条前共近约达每至到\d{CHINESE}年月日号.．、,，《〔（(-]$")
_ONE_WORD = re.compile("[统唯万单专同划归合逐另]一")
"""统一, 唯一 and the like number nothing."""
_NOT_BEFORE = re.compile(r"(?:是|方面|者|类|级|等奖|号|类|项|款|个|次)")


def mark_of(line: str) -> Mark | None:
    """The mark `line` starts with, or None. 1.1 and a bare 1 before a blank are none: see `decimal_of`."""
    found = _mark_at(line[:_LONGEST_MARK])
    return found._replace(rest=line[len(found.printed) :].strip()) if found else None


def _mark_at(start: str) -> Mark | None:
    """The mark without its rest; `start` has no blank in front, so the mark is as long as it is printed."""
    folded = _DASH.sub("一", start.translate(_DIGITS))
    for level, pattern in _COMPILED:
        if match := pattern.match(folded):
            value = read_numeral(match[1])
            if value:
                return Mark(level, value, start[: match.end()].strip(), "")
    return None


def decimal_of(line: str) -> tuple[Mark, tuple[int, ...]] | None:
    """The mark 1.1 or 1.1.1 that `line` starts with, or a bare 1 before words, with all its numbers."""
    folded = line[:_LONGEST_MARK].translate(_DIGITS)
    match = _DECIMAL.match(folded) or _BARE_DIGIT.match(folded)
    if match is None:
        return None
    numbers = tuple(int(one) for one in match.groups() if one)
    level = (MarkLevel.DIGIT, MarkLevel.DECIMAL, MarkLevel.FINE_DECIMAL)[len(numbers) - 1]
    mark = Mark(level, numbers[-1], line[: match.end()].strip(), line[match.end() :].strip())
    return (mark, numbers) if mark.number else None


def goes_on_as_word(before: str, line: str) -> bool:
    """Whether a line begins with 一 only because 统一 or the like was broken in two behind `before`."""
    return bool(_ONE_WORD.match(before[-1:] + line[:1]))


def buried_marks(line: str) -> Iterator[Buried]:
    """What looks like a mark behind the first character of `line`, in order."""
    end = 0
    for start in _STARTS.finditer(line, 1):
        at = start.start()
        if at < end or _NOT_AFTER.search(line[max(at - 2, 0) : at]) or _ONE_WORD.match(line, at - 1):
            continue
        mark = _mark_at(line[at : at + _LONGEST_MARK])
        if mark and not _NOT_BEFORE.match(line, at + len(mark.printed)):
            is_parted = line[at - 1] in (_CLEAR if mark.level > MarkLevel.ARTICLE else _CLEAR_ABOVE)
            if is_parted or mark.level > MarkLevel.ARTICLE:
                yield Buried(at, mark, is_parted)
                end = at + len(mark.printed)
