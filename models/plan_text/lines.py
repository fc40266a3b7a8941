"""From raw text to paragraphs: page furniture set aside, lines a PDF copy broke put together again."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from models.plan_text.front import is_title_line
from models.plan_text.marks import MarkLevel, buried_marks, goes_on_as_word, mark_of
from models.plan_text.wording import BRACKET, CLOSING, OPENING

_FURNITURE = re.compile(r"(?:[—\-–－─·]+\s*)?\d{1,3}(?:\s*[—\-–－─·]+)?|第\s*\d+\s*页(?:[\s,，/]*共\s*\d+\s*页)?")
_PAGE = re.compile(
    r"(?:[—－–-]\s*(?P<ruled>\d{1,3})\s*[—－–-]|第\s*(?P<said>\d{1,3})\s*页|(?P<plain>\d{1,3})\s*[、.．])\s*"
)
_REPEATED = re.compile(r"(.{5,40}?)\1+")
_ENDS = "。！？；：!?;:…"
_CLOSERS = f"”’》{CLOSING}"
_OPENERS = tuple("（(《“【")
_GOES_ON = "，、,"
_LONGEST_BRACKET = 120
_OWN_LINE = re.compile(
    rf"[{re.escape(OPENING)}]?(?:责任|牵头|配合|主办|协办|承办|落实|负责|支撑|参与|协助|指导)(?:单位|部门|科室|领导|人)|完成时[限间]|附件|抄送|主送|附[:：]|本(?:要点|方案|安排|计划)"
    r"|20\d\d年\d{1,2}月\d{1,2}日$",
)
_CONTENTS = re.compile(r"目\s*录|.{2,60}?(?:[.．·]{4,}|…{2,})\s*\d{1,3}")
"""A line of the table of contents."""
_TAIL = re.compile(r"[\u4e00-\u9fff]{0,2}[。，；、》”）]")
"""The end of a word and a stop: no paragraph begins so."""
_BROKEN_WIDTHS = range(15, 61)
_LONG_HEADING = 60
_FEWEST_PAGES = 2


class PlanLine(NamedTuple):
    """A line without its indent, and whether it had one (which starts a paragraph)."""

    text: str
    indented: bool


class Paragraphs(NamedTuple):
    """The paragraphs in order, and what each page repeats: its number, the title as running head."""

    body: tuple[str, ...]
    furniture: tuple[str, ...]


def paragraphs(text: str) -> Paragraphs:
    """Split text into paragraphs; no character but line ends and outer blanks is lost."""
    lines = [_line(raw) for raw in text.replace("\ufeff", "").splitlines() if raw.strip(" \t\u3000\xa0\u200b")]
    lines, furniture = _without_page_starts(lines)
    kept: list[PlanLine] = []
    titles: set[str] = set()
    for line in itertools.chain.from_iterable(map(_titles_apart, lines)):
        if _FURNITURE.fullmatch(line.text) or line.text in titles or _CONTENTS.fullmatch(line.text):
            furniture.append(line.text)
            continue
        kept.append(line)
        if is_title_line(line.text):
            titles.add(line.text)
    return Paragraphs(tuple(_join(kept)), tuple(furniture))


def _line(raw: str) -> PlanLine:
    text = raw.strip().strip("\u200b\u3000\xa0 ")
    return PlanLine(text, indented=raw.lstrip("\f").startswith(("\u3000", "  ", "\t", "\xa0\xa0")))


def _without_page_starts(lines: Sequence[PlanLine]) -> tuple[list[PlanLine], list[str]]:
    """The lines with pages joined again that begin with their number, and these numbers.

    They count up. Numbers set off (— 2 —, 第2页) may begin anywhere; plain ones only from the first line on, all but
    the first in the middle of a sentence, with chapters inside them.
    """
    starts = _page_starts(lines, is_plain=False)
    if len(starts) < _FEWEST_PAGES:
        starts = _page_starts(lines, is_plain=True)
        if 0 not in starts or len(starts) < _FEWEST_PAGES or not any(_has_chapter(lines[at].text) for at in starts):
            return list(lines), []
    kept: list[PlanLine] = []
    for at, line in enumerate(lines):
        rest = line.text[starts[at].end() :] if at in starts else line.text
        if at and at in starts and rest and _breaks_off(kept[-1].text) and not mark_of(rest):
            kept[-1] = kept[-1]._replace(text=kept[-1].text + rest)
        elif rest:
            kept.append(line._replace(text=rest))
    return kept, [match[0].strip() for match in starts.values()]


def _page_starts(lines: Sequence[PlanLine], *, is_plain: bool) -> dict[int, re.Match[str]]:
    """Where pages begin with their number, in turn."""
    starts: dict[int, re.Match[str]] = {}
    for at, line in enumerate(lines):
        match = _PAGE.match(line.text)
        number = match and (match["ruled"] or match["said"] or (match["plain"] if is_plain else None))
        in_sentence = not is_plain or at == 0 or _breaks_off(lines[at - 1].text)
        if match and number and int(number) == len(starts) + 1 and in_sentence:
            starts[at] = match
    return starts


def _breaks_off(text: str) -> bool:
    return not text.endswith(tuple(_ENDS + _CLOSERS))


def _has_chapter(text: str) -> bool:
    return any(one.mark.level <= MarkLevel.CHINESE for one in buried_marks(text))


def _titles_apart(line: PlanLine) -> Iterator[PlanLine]:
    """A title that a line says several times, each by itself, and what follows."""
    repeated = _REPEATED.match(line.text)
    if repeated is None or not is_title_line(repeated[1]):
        yield line
        return
    times = repeated.end() // len(repeated[1])
    for text in (*[repeated[1]] * times, line.text[repeated.end() :]):
        if text:
            yield line._replace(text=text)


def _width(text: str) -> float:
    return sum(0.5 if char.isascii() else 1 for char in text)


def _broken_width(lines: Iterable[PlanLine]) -> float | None:
    """The line width of a text copied line by line, None where every line is a paragraph."""
    widths = sorted(_width(line.text) for line in lines)
    full = widths[len(widths) * 9 // 10] if widths else 0
    if int(full) not in _BROKEN_WIDTHS:
        return None
    long = [line for line in lines if _width(line.text) >= 0.85 * full]
    broken = [line for line in long if _breaks_off(line.text)]
    return full if len(broken) >= 4 and len(broken) * 2 >= len(long) else None  # noqa: PLR2004  fewer is chance


def _join(lines: list[PlanLine]) -> list[str]:
    width = _broken_width(lines)
    out: list[str] = []
    last = ""
    for line in lines:
        if out and (last.endswith(_OPENERS) or _continues(out[-1], last, line, width)):
            gap = " " if out[-1][-1].isascii() and out[-1][-1].isalpha() and line.text[0].isalpha() else ""
            out[-1] += gap + line.text
        else:
            out.append(line.text)
        last = line.text
    return out


def _continues(paragraph: str, last: str, line: PlanLine, width: float | None) -> bool:
    mark, begins = mark_of(paragraph), mark_of(line.text) and not goes_on_as_word(last, line.text)
    if (mark and not mark.rest) or _closes(paragraph, line.text):
        return not begins
    if begins or _OWN_LINE.match(line.text) or " | " in line.text + last or is_title_line(paragraph):
        return False
    if last.endswith(tuple(_GOES_ON)) or _open(paragraph) or (_TAIL.match(line.text) and _breaks_off(last)):
        return True
    if line.indented:
        return False
    if width is None:
        return _width(last) > _LONG_HEADING and _breaks_off(last)
    return _width(last) >= (0.95 if last.endswith(tuple(_ENDS)) else 0.85) * width


def _closes(paragraph: str, text: str) -> bool:
    """Whether a line goes on inside a bracket that the paragraph has just opened, and closes it."""
    opened, following = list(BRACKET.finditer(paragraph))[-1:], BRACKET.search(text)
    is_inside = opened and opened[0][0] in OPENING and len(paragraph) - opened[0].start() <= _LONGEST_BRACKET
    return bool(is_inside) and following is not None and following[0] not in OPENING


def _open(text: str) -> bool:
    """Whether a book-title mark or quotation is still open at the end of `text`."""
    return any(text.rfind(left) > text.rfind(right) for left, right in ("《》", "“”"))
