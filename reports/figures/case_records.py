"""The records behind those of the year's figures of 行政应诉 that the desk lists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from models.records.entry import Entry
from models.records.place import NATIONAL, PlaceProfile
from models.rules.holidays import DEFAULT_CALENDAR, Calendar
from reports.figures.case_year import counted_cases

_LISTED = (
    *("cases.new", "cases.pending", "lost.decided", "lost.lost"),
    *("attendance.heard", "attendance.with_leader", "answers.due", "answers.in_time"),
)


def case_records(
    entries: Iterable[Entry],
    year: int,
    day: dt.date,
    calendar: Calendar = DEFAULT_CALENDAR,
    place: PlaceProfile = NATIONAL,
) -> dict[str, tuple[str, ...]]:
    """Uids by name of the figure, as on `day`; `entries` as for `counted_cases`."""
    found = counted_cases(entries, year, day, calendar, place)
    return {name: found[name].uids for name in _LISTED}
