"""Chance that can be repeated: one stream per topic, so that more of one thing changes nothing else."""

from __future__ import annotations

import datetime as dt
import random

from models.rules.holidays import DEFAULT_CALENDAR
from models.rules.periods import by_workdays

Luck = random.Random


def luck_for(seed: int, *topic: str) -> Luck:
    """A random source for one topic: the same seed and topic always give the same numbers."""
    return random.Random(f"{seed}/{'/'.join(topic)}")  # noqa: S311 - nothing secret is drawn from it


def day_between(luck: Luck, first: dt.date, last: dt.date) -> dt.date:
    """A working day between two days."""
    return workday(first + dt.timedelta(days=luck.randint(0, (last - first).days)))


def day_in_year(luck: Luck, year: int, first: str, last: str) -> dt.date:
    """A working day of a year between two, as "03-02"."""
    ends = [dt.date.fromisoformat(f"{year}-{day}") for day in (first, last)]
    return day_between(luck, *ends)


def later(day: dt.date, luck: Luck, least: int, most: int) -> dt.date:
    """A working day drawn `least` to `most` calendar days after `day`, moved to the next working day."""
    return workday(day + dt.timedelta(days=luck.randint(least, most)))


def workdays_after(day: dt.date, count: int) -> dt.date:
    """The last of so many working days after another day."""
    return by_workdays(day, count, "", DEFAULT_CALENDAR).due


def workday(day: dt.date) -> dt.date:
    """The day itself, or the next one that is worked: courts and offices hold nothing on rest days."""
    while DEFAULT_CALENDAR.is_rest_day(day):
        day += dt.timedelta(days=1)
    return day
