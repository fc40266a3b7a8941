"""What one scheme says otherwise than another, value by value, in the words of the workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from models.assess.scheme_words import Raw
from models.records.plan import Plan
from reports.filled_in.schemes.scheme_sheets import (
    CATEGORIES,
    CATEGORY,
    CONTENT,
    ID,
    INDICATORS,
    ITEM,
    NAME,
    SCHEME,
    Line,
    category_lines,
    indicator_lines,
    setting_lines,
)

ADDED, GONE, ORDER = "新增", "删去", "次序"


class SchemeChange(NamedTuple):
    """One value: of what, which, and what it was and is to be."""

    of: str
    what: str
    before: str
    after: str


def scheme_changes(before: Raw, after: Raw, plan: Plan) -> list[SchemeChange]:
    """Every difference in the order of the sheets; indicators and categories are the same by their ids."""
    sheets = (
        (SCHEME, ITEM, ITEM, setting_lines(before), setting_lines(after)),
        (CATEGORIES, ID, CATEGORY, category_lines(before), category_lines(after)),
        (INDICATORS, ID, NAME, indicator_lines(before, plan), indicator_lines(after, plan)),
    )
    return [one for name, key, title, old, new in sheets for one in _differences(name, key, title, old, new)]


def _differences(sheet: str, key: str, title: str, old: list[Line], new: list[Line]) -> Iterator[SchemeChange]:
    was, now = {one[key]: one for one in old}, {one[key]: one for one in new}
    for name, line in was.items():
        if name not in now:
            yield SchemeChange(_called(sheet, line, key, title), GONE, line[title], "")
    for name, line in now.items():
        of = _called(sheet, line, key, title)
        if name not in was:
            yield SchemeChange(of, ADDED, "", "，".join(filter(None, [line[title], *_marks(line)])))
        else:
            yield from _changed(of, was[name], line)
    kept = [name for name in was if name in now]
    if kept != [name for name in now if name in was]:
        yield SchemeChange(sheet, ORDER, "、".join(kept), "、".join(name for name in now if name in was))


def _changed(of: str, was: Mapping[str, str], now: Mapping[str, str]) -> Iterator[SchemeChange]:
    for head in dict.fromkeys([*was, *now]):
        before, after = was.get(head, ""), now.get(head, "")
        if before != after:
            yield SchemeChange(of, "" if head == CONTENT else head, before, after)


def _marks(line: Mapping[str, str]) -> list[str]:
    return [f"{head}{text}" for head, text in line.items() if text and head.startswith("分值：")]


def _called(sheet: str, line: Mapping[str, str], key: str, title: str) -> str:
    return line[key] if sheet == SCHEME else f"{sheet}{line[key]} {line[title]}"
