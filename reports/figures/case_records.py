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
from models.records.plan import Plan
from models.rules.holidays import DEFAULT_CALENDAR, Calendar
from reports.figures.case_year import courses_of, decided_in
from reports.figures.cases import cases_as_on, cases_of, steps_of, whole_cases

_MEASURED: Mapping[str, Measure] = {
    "attendance.heard": measures.heard_cases,
    "attendance.with_leader": measures.heard_cases_with_leader,
    "answers.due": measures.answers,
    "answers.in_time": measures.answers_in_time,
}


def case_records(
    entries: Iterable[Entry], year: int, day: dt.date, calendar: Calendar = DEFAULT_CALENDAR
) -> dict[str, tuple[str, ...]]:
    """Uids by name of the figure, as on `day`; `entries` as for `case_figures`.

    A whole case stands here with one record: a new one with its first instance, any other with its last.
    """
    kept = list(entries)
    now, then = cases_as_on(kept, day), cases_as_on(kept, dt.date(year - 1, 12, 31))
    context = BasicContext({"case": now}, day, calendar)
    cases = cast("Mapping[str, Case]", context.records("case"))
    courses, after, before = whole_cases(cases), steps_of(cases), steps_of(cases_of(then, day))
    found = courses_of(before, after, year)
    decided, lost = decided_in(before, after)
    measured = UnitYear(Unit("", "", ""), year, day, Plan(None, None, "", "", ()), context)
    whole = {"cases.pending": found.pending, "lost.decided": decided, "lost.lost": lost}
    return {
        "cases.new": tuple(sorted(found.fresh)),
        **{name: tuple(courses[root][-1] for root in sorted(roots)) for name, roots in whole.items()},
        **{name: tuple(one.uid for one in measured.find(measure)) for name, measure in _MEASURED.items()},
    }
