"""The date an item is due, where its wording states one."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from models.plan_text.numerals import read_numeral
from models.plan_text.wording import blank_quoted, full_width

_YEAR = r"(?:(?P<year>20\d\d)年|(?P<next>明年|次年)|今年|本年|(?P<every>每年)|当年)?"
_BEFORE = r"(?:之前|以前|前)"
_DONE = r"(?:要|须|应|基本|初步|全部|全面|力争)*(?:完成|实现|建成|完善|出台|印发|形成|取得|达到|推广|覆盖)"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_YEAR}(?<!\d)(?P<month>\d{{1,2}})月(?:份)?(?:(?P<day>\d{{1,2}})日|(?P<part>底|末|上旬|中旬|下旬)){_BEFORE}",
        rf"{_YEAR}(?<!\d)(?P<month>\d{{1,2}})月(?P<part>底|末){_DONE}",
        rf"{_YEAR}年?(?P<end>底|末){_BEFORE}",
        rf"{_YEAR}年?(?P<end>内){_DONE}",
        rf"(?P<year>20\d\d)年(?P<end>){_DONE}",
        r"到(?P<year>20\d\d)年(?P<end>)[底末]?(?=，)",
        rf"{_YEAR}第?(?P<quarter>[一二三四1-4])季度(?:末|底)?{_BEFORE}",
        rf"{_YEAR}(?P<half>上半年)(?:底|末)?(?:{_BEFORE}|完成)",
        r"(?P<year>20\d\d)年(?P<half>上半年)",
    )
)
_LIMIT = re.compile(
    r"(?:(?:完成|办理)?(?:时限|期限)(?:要求)?|完成时间|时间(?:节点|要求|安排))\s*：\s*(?P<limit>[^；。\n）】]+)"
)
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
_LASTING = re.compile(
    r"持续|长期|全年|常态|经常|适时|及时|随时|按进度|按时|按期|分阶段|每[年季月周]|年[初中末底]|立即|即日"
)
_EVERY_YEAR = re.compile(
    rf"每年\d{{1,2}}月(?:\d{{1,2}}日|[底末]){_BEFORE}|每年年?[底末初](?:{_BEFORE})?|每(?:月|季度?)\d{{1,2}}日{_BEFORE}|每年第?[一二三四]季度(?:{_BEFORE})?|(?:年中|半年)和年[末底]"
)
_PART_DAYS = {"上旬": 10, "中旬": 20}


class Due(NamedTuple):
    """The day an item is due; `aside` are words of its text that name a later one than the time limit beside it."""

    day: dt.date | None
    aside: str = ""


def read_due(wording: str, year: int | None, limits: Iterable[str] = (), *, for_year: bool = True) -> Due:
    """The last date the wording gives for its work, in the plan's year or the one after it.

    A time limit said as such (完成时限：…) or beside the owners (`limits`) goes before what the text says; there a bare
    month is a due date too. A date without a year means that named before it in the sentence, else the plan's. A later
    year (「到2025年底前」) is an aim, not a due date, unless the document is for no year (not `for_year`); then what is
    due every year is due on no day.
    """
    text = blank_quoted(full_width(wording))
    stated = [(match.span("limit"), match["limit"]) for match in _LIMIT.finditer(text)]
    set_apart = [*(words for _, words in stated), *(blank_quoted(full_width(one)) for one in limits)]
    limited = [_date(match, year, for_year=for_year) for limit in set_apart for match in _loose(limit)]
    told = {
        match[0]: _date(match, _year_before(text, match, year if for_year else None) or year, for_year=for_year)
        for pattern in _PATTERNS
        for match in pattern.finditer(text)
        if _is_end(text, match) and not any(start <= match.start() < end for (start, end), _ in stated)
    }

    def is_near(day: dt.date) -> bool:
        return year is None or not for_year or day.year in (year, year + 1)

    days = {words: day for words, day in told.items() if day and is_near(day)}
    limit = max(filter(is_near, filter(None, limited)), default=None)
    if limit is None:
        return Due(max(days.values(), default=None))
    later = [words for words, day in days.items() if day > limit]
    return Due(limit, max(later, key=lambda words: days[words], default=""))


def limit_words(wording: str, limits: Iterable[str] = ()) -> str:
    """A time limit that names no day, as it is written: 持续推进, 每年1月31日前; "" for none."""
    text = full_width(wording)
    stated = (limit["limit"].strip() for limit in _LIMIT.finditer(text))
    said = next((limit for limit in (*stated, *limits) if _LASTING.search(limit) and "：" not in limit), "")
    every = _EVERY_YEAR.search(blank_quoted(text))
    return said or (every[0] if every else "")


def is_time(words: str) -> bool:
    """Whether these words are a time limit."""
    return bool(_LASTING.search(words)) or any(True for _ in _loose(full_width(words)))


def _is_end(text: str, match: re.Match[str]) -> bool:
    """Refuse 每月底前, 周末前, 三年内完成 and the like: they name no day of the year."""
    start = match.start()
    lone = match.groupdict().get("end") and not match[0].startswith(
        ("年", "20", "今", "本", "每", "当", "明", "次", "到")
    )
    return not lone and text[max(start - 1, 0) : start] not in tuple("自从第半几去多数一二两三四五六七八九十0123456789")


def _year_before(text: str, match: re.Match[str], earliest: int | None) -> int | None:
    """The year that the same sentence names last before this date; what is of a year past is what was."""
    sentence = text[text.rfind("。", 0, match.start()) + 1 : match.start()]
    years = re.findall(r"(20\d\d)年(?=\d|底|末|第|上半)", sentence)
    return int(years[-1]) if years and int(years[-1]) >= (earliest or 0) else None


def _loose(text: str) -> Iterator[re.Match[str]]:
    for pattern in _LOOSE:
        for match in pattern.finditer(text):
            if not match.groupdict().get("end") or _is_end(text, match):
                yield match


def _date(match: re.Match[str], plan_year: int | None, *, for_year: bool) -> dt.date | None:
    found = match.groupdict()
    year = int(found["year"]) if found.get("year") else plan_year
    if year is None or (found.get("every") and not for_year):
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
