"""The date an item is due, where its wording states one."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator

from models.plan_text.numerals import read_numeral
from models.plan_text.wording import blank_quoted, full_width

_YEAR = r"(?:(?P<year>20\d\d)年|(?P<next>明年|次年)|今年|本年|每年|当年)?"
_BEFORE = r"(?:之前|以前|前)"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_YEAR}(?<!\d)(?P<month>\d{{1,2}})月(?:份)?(?:(?P<day>\d{{1,2}})日|(?P<part>底|末|上旬|中旬|下旬)){_BEFORE}",
        rf"{_YEAR}年?(?P<end>底|末){_BEFORE}",
        rf"{_YEAR}年?(?P<end>内)(?:要|须|应|基本|全部|全面)*完成",
        rf"{_YEAR}第?(?P<quarter>[一二三四1-4])季度(?:末|底)?{_BEFORE}",
        rf"{_YEAR}(?P<half>上半年)(?:底|末)?(?:{_BEFORE}|完成)",
    )
)
_LIMIT = re.compile(r"(?:完成时限|完成时间|办理时限|时限要求|时间节点)\s*：\s*(?P<limit>[^；。\n）】]+)")
_LOOSE = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_YEAR}(?<!\d)(?P<month>\d{{1,2}})月(?:份)?(?:(?P<day>\d{{1,2}})日|(?P<part>底|末|上旬|中旬|下旬))?",
        r"(?P<year>20\d\d)[.\-/](?P<month>\d{1,2})(?:[.\-/](?P<day>\d{1,2}))?",
        rf"{_YEAR}年?(?P<end>底|末)",
        rf"{_YEAR}第?(?P<quarter>[一二三四1-4])季度",
        rf"{_YEAR}(?P<half>上半年)",
    )
)
_PART_DAYS = {"上旬": 10, "中旬": 20}


def due_date(wording: str, year: int | None) -> dt.date | None:
    """The last date the wording gives for its work, in the plan's year or the one after it.

    A date without a year means the plan's. A later year (「到2025年底前」) is an aim, not a due date.
    """
    text = blank_quoted(full_width(wording))
    dates = [_date(match, year) for pattern in _PATTERNS for match in pattern.finditer(text) if _is_end(text, match)]
    for limit in _LIMIT.finditer(text):
        dates += [_date(match, year) for match in _loose(limit["limit"])]
    near = [date for date in dates if date and (year is None or date.year in (year, year + 1))]
    return max(near, default=None)


def _is_end(text: str, match: re.Match[str]) -> bool:
    """Refuse 每月底前, 周末前, 三年内完成 and the like: they name no day of the year."""
    start = match.start()
    lone = match.groupdict().get("end") and not match[0].startswith(("年", "20", "今", "本", "每", "当", "明", "次"))
    return not lone and text[max(start - 1, 0) : start] not in tuple("自从第半几去多数一二两三四五六七八九十0123456789")


def _loose(text: str) -> Iterator[re.Match[str]]:
    for pattern in _LOOSE:
        for match in pattern.finditer(text):
            if not match.groupdict().get("end") or _is_end(text, match):
                yield match


def _date(match: re.Match[str], plan_year: int | None) -> dt.date | None:
    found = match.groupdict()
    year = int(found["year"]) if found.get("year") else plan_year
    if year is None:
        return None
    year += 1 if found.get("next") else 0
    month = _month(found)
    if not 1 <= month <= 12:  # noqa: PLR2004  months of a year
        return None
    last = calendar.monthrange(year, month)[1]
    day = int(found["day"]) if found.get("day") else _PART_DAYS.get(found.get("part") or "", last)
    return dt.date(year, month, day) if 1 <= day <= last else None


def _month(found: dict[str, str | None]) -> int:
    if found.get("month"):
        return int(found["month"] or 0)
    if found.get("quarter"):
        return 3 * (read_numeral(found["quarter"] or "") or 0)
    return 6 if found.get("half") else 12
