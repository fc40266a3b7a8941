"""Title and text of items: a heading names the item before the text; a sentence that is itself the task is none.

Whether a plan gives its items headings shows in most of them, so they are looked at together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from models.plan_text.marks import MarkLevel, mark_of
from models.plan_text.outline import RawItem

_COLON_TITLE = re.compile(r"([^。，；：:]{2,25})[：:](?=.{8,})")
_SPACED_TITLE = re.compile(r"([^。，；：\s\u3000]{4,40})(?:[\u3000\t]| {2,})(?=.{8,})")
_LISTS = re.compile(r"[：:]$")
"""What a list follows is no heading: 有下列情形的，应当报告："""
_SHORT, _LONGEST = 30, 60
_FEW_COMMAS = 2
_EXCERPT = 24


def titled(items: Sequence[RawItem], texts: Sequence[Sequence[str]]) -> list[tuple[str, str]]:
    """Title and text of each item, whose paragraphs without owners are `texts`.

    An item of one short sentence has it as its title. A longer one without a heading keeps its text whole; its title is
    how that begins, and ends with “…”.
    """
    pairs = [_first(item, list(text)) for item, text in zip(items, texts, strict=True)]
    more = [title for title, rest in pairs if rest]
    headed = 2 * sum(map(_is_short, more)) >= len(more)
    return [
        _title(title, rest, "\n".join(text), headed=headed) for (title, rest), text in zip(pairs, texts, strict=True)
    ]


def _first(item: RawItem, text: Sequence[str]) -> tuple[str, str]:
    """What may be the heading, and the text after it."""
    first, *others = text or ("",)
    second = mark_of(first)
    if item.mark and second and second.level is MarkLevel.DIGIT and second.rest:  # （一）6.: counted twice
        first = second.rest
    title, rest = first, ""
    for pattern in (_COLON_TITLE, _SPACED_TITLE):
        if match := pattern.match(first):
            title, rest = match[1], first[match.end() :]
            break
    else:
        if item.mark is None or item.mark.level is not MarkLevel.ARTICLE:
            title, _, rest = first.partition("。")
    return title.strip(), "\n".join(line for line in (rest.strip(), *others) if line)


def _is_short(title: str) -> bool:
    return len(title) <= _SHORT and len(re.findall("[，,、；]", title)) <= _FEW_COMMAS


def _title(title: str, rest: str, whole: str, *, headed: bool) -> tuple[str, str]:
    if len(title) <= _LONGEST and ((headed and _is_short(title)) or not rest) and not _LISTS.search(title):
        return title, rest
    return _excerpt(whole), whole


def _excerpt(text: str) -> str:
    clause = re.match(r"[^，。；：\n]{6,30}(?=[，。；：\n])", text)
    return f"{clause[0] if clause else text[:_EXCERPT]}…"
