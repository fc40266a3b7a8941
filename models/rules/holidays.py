"""Which days are worked: weekends, public holidays and the weekends worked in exchange for them.

The State Council publishes each year's arrangement in the year before. `chinesecalendar` carries the published years;
an office adds later ones, or corrections, in a table of its own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property

from models.rules.statutory_holidays import is_statutory_holiday

_SATURDAY = 5
_NEW_YEAR_WEEK = (12, 25)
"""From here on a day may still be moved by the next year's arrangement (31 December 2018 was, by that of 2019)."""


@dataclass(frozen=True)
class Calendar:
    """The working calendar; `extra` maps a date to True (worked) or False (rest) and wins over what is built in."""

    extra: Mapping[dt.date, bool] = field(default_factory=dict)

    @cached_property
    def _digest(self) -> int:
        return hash(frozenset(self.extra.items()))

    def __hash__(self) -> int:
        return self._digest

    def is_workday(self, date: dt.date) -> bool:
        """Whether `date` is worked.

        For a year nobody has published: Monday to Friday, the holidays by law apart (ask `certain`).
        """
        if date in self.extra:
            return self.extra[date]
        known = _built_in(date)
        if known is not None:
            return known
        return date.weekday() < _SATURDAY and not is_statutory_holiday(date)

    def is_rest_day(self, date: dt.date) -> bool:
        """Whether `date` is a weekend or a holiday."""
        return not self.is_workday(date)

    def published(self, year: int) -> bool:
        """Whether the arrangement of `year` is known, built in or from `extra`.

        `extra` counts as a year's arrangement once it has both 1 January and 1 October: the first and the last
        holiday. A table begun and not finished must not pass for a whole one.
        """
        new_year, national_day = dt.date(year, 1, 1), dt.date(year, 10, 1)
        return _built_in(new_year) is not None or (new_year in self.extra and national_day in self.extra)

    def certain(self, date: dt.date) -> bool:
        """Whether `is_workday(date)` rests on a published arrangement and not on the weekday alone."""
        if date in self.extra:
            return True
        movable = (date.month, date.day) >= _NEW_YEAR_WEEK
        return self.published(date.year) and (not movable or self.published(date.year + 1))

    def first_workday(self, date: dt.date) -> dt.date:
        """`date` itself if it is worked, otherwise the first day after it that is."""
        while self.is_rest_day(date):
            date += dt.timedelta(days=1)
        return date


def under_centre(own: Mapping[dt.date, bool], centre: Mapping[dt.date, bool]) -> dict[dt.date, bool]:
    """The table that counts at a unit: its own days, and the centre's over them.

    Of a year that the centre speaks of and knows whole only its days count, so that both find the same due day; of a
    year of which it has single days only, the unit's other days stay.
    """
    known = Calendar(centre)
    whole = {year for year in {day.year for day in centre} if known.published(year)}
    return {**{day: worked for day, worked in own.items() if day.year not in whole}, **centre}


DEFAULT_CALENDAR = Calendar()
"""What is built in, with nothing added."""


@cache
def _built_in(date: dt.date) -> bool | None:
    """Whether `date` is worked by the built-in years, or None outside them; asked for the same days over and over."""
    import chinese_calendar

    try:
        return bool(chinese_calendar.is_workday(date))
    except NotImplementedError:
        return None
