"""The records behind the year's figures of 行政应诉: one record for each thing that `case_year` counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import cast

from models.assess.measures import cases as measures
from models.assess.measures.measure import Measure, UnitYear
from models.records.context import BasicContext
from models.records.entry import Entry
from models.records.ledgers.case.record import Case
from models.records.office import Unit
from models.records.place import NATIONAL, PlaceProfile
from models.records.plan import Plan
from models.rules.holidays import DEFAULT_CALENDAR, Calendar
from reports.figures.case_year import courses_of, decided_in, known_cases
from reports.figures.cases import cases_as_on, whole_cases

_MEASURED: Mapping[str, Measure] = {
    "attendance.heard": measures.heard_cases,
    "attendance.with_leader": measures.heard_cases_with_leader,
    "answers.due": measures.answers,
    "answers.in_time": measures.answers_in_time,
}


def case_records(
    entries: Iterable[Entry],
    year: int,
    day: dt.date,
    calendar: Calendar = DEFAULT_CALENDAR,
    place: PlaceProfile = NATIONAL,
) -> dict[str, tuple[str, ...]]:
    """Uids by name of the figure, as on `day`; `entries` as for `case_figures`.

    A whole case stands here with one record: a new one with its first instance, any other with its last.
    """
    kept = list(entries)
    context = BasicContext({"case": cases_as_on(kept, day)}, day, calendar, place=place)
    courses = whole_cases(cast("Mapping[str, Case]", context.records("case")))
    known = known_cases(kept, year, context)
    found = courses_of(known.before, known.after, year)
    decided, lost = decided_in(known)
    measured = UnitYear(Unit("", "", ""), year, day, Plan(None, None, "", "", ()), context)
    whole = {"cases.pending": found.pending, "lost.decided": decided, "lost.lost": lost}
    return {
        "cases.new": tuple(sorted(found.fresh)),
        **{name: tuple(courses[root][-1] for root in sorted(roots)) for name, roots in whole.items()},
        **{name: tuple(one.uid for one in measured.find(measure)) for name, measure in _MEASURED.items()},
    }
