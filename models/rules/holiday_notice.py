"""The State Council's yearly notice (部分节假日安排的通知) read into days off and weekends worked.

Its wording has stayed the same since 2008: “二、春节：2月15日（…）至23日（…）放假调休，共9天。2月14日（周六）、
2月28日（周六）上班。” A day may name its year, as a holiday does that begins in the December before.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from models.rules.holidays import Calendar

_YEAR = re.compile(r"(20\d\d)\s*年")
_ASIDE = re.compile(r"[（(][^（）()]*[）)]")
_DAY = re.compile(r"(?:(20\d\d)年)?(?:(\d{1,2})月)?(\d{1,2})日")
_CLAUSE = re.compile(r"([^。；;\n]*?)(放假|补休|调休|上班)")
_NAMED = re.compile(r"(?:(20\d\d)年)?(\d{1,2})月(\d{1,2})日[（(][^（）()]*?(?:星期|周)([一二三四五六日天])")
_WEEKDAYS = {name: at for at, name in enumerate("一二三四五六日")} | {"天": 6}
_UNTIL = ("至", "到", "-", "—", "～", "~")
LONGEST = 31
"""Days; no holiday is longer, so a longer span was misread."""


@dataclass(frozen=True)
class HolidayNotice:
    """What a notice says: the year it is for (None where it names none), worked days as True, days off as False.

    `odd` are days whose weekday in the wording is not that of the calendar: the year may be another one.
    """

    year: int | None
    days: Mapping[dt.date, bool]
    odd: tuple[dt.date, ...] = ()

    @property
    def off(self) -> list[dt.date]:
        """The days off, earliest first."""
        return sorted(day for day, worked in self.days.items() if not worked)

    @property
    def worked(self) -> list[dt.date]:
        """The weekend days worked instead (调休上班), earliest first."""
        return sorted(day for day, worked in self.days.items() if worked)

    @property
    def is_whole(self) -> bool:
        """Whether it has the year's first and its last holiday, so that nothing was left out in copying."""
        return self.year is not None and not _lacking(self.year, self.days)


def _lacking(year: int, days: Mapping[dt.date, bool]) -> list[dt.date]:
    return [day for day in (dt.date(year, 1, 1), dt.date(year, 10, 1)) if day not in days]


def read_notice(text: str) -> HolidayNotice:
    """Read a pasted notice; what is no day is passed over, an impossible day too."""
    plain = _ASIDE.sub("", re.sub(r"[ \t\u3000]", "", text))
    said = _YEAR.findall(plain.split("放假", 1)[0]) or _YEAR.findall(plain)
    year = _for_year(plain, said)
    found: dict[dt.date, bool] = {}
    if year is not None:
        for before, word in _CLAUSE.findall(plain):
            for day in _days(before, year):
                found[day] = word == "上班"
    return HolidayNotice(year, found, tuple(_odd(text, year)) if year else ())


def _odd(text: str, year: int) -> Iterator[dt.date]:
    for of_year, month, day, weekday in _NAMED.findall(re.sub(r"\s", "", text)):
        found = _date(int(of_year or year), int(month), int(day))
        if found is not None and found.weekday() != _WEEKDAYS[weekday]:
            yield found


def _for_year(plain: str, said: list[str]) -> int | None:
    head = re.search(r"(20\d\d)年(?:部分)?(?:元旦|节假日|放假)", plain)
    if head:
        return int(head[1])
    return int(said[0]) if said else None


def _days(clause: str, year: int) -> Iterator[dt.date]:
    """Every day a clause names; of “A至B” all between."""
    found = list(_DAY.finditer(clause))
    month, of_year, last = 0, year, None
    for at, match in enumerate(found):
        of_year = int(match[1]) if match[1] else _year_after(last, int(match[2] or month or 0), of_year)
        month = int(match[2]) if match[2] else month
        day = _date(of_year, month, int(match[3]))
        if day is None:
            last = None
            continue
        between = clause[found[at - 1].end() : match.start()] if at else ""
        if last is not None and between.startswith(_UNTIL) and dt.timedelta(0) < day - last < dt.timedelta(LONGEST):
            yield from (last + dt.timedelta(step) for step in range(1, (day - last).days))
        yield day
        last = day


def _year_after(last: dt.date | None, month: int, year: int) -> int:
    """A span from December ends in the next year."""
    return last.year + 1 if last is not None and month and month < last.month - 6 else year


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def notice_differences(notice: HolidayNotice, calendar: Calendar) -> list[dt.date]:
    """Days of the notice that the calendar counts otherwise."""
    return sorted(day for day, worked in notice.days.items() if calendar.is_workday(day) != worked)
