"""The year's figures of 行政应诉, by name: what the layouts in `resources/forms` refer to.

`cases.*` count whole cases, all instances together; `instances.*` count every instance (案号); `attendance.*` count
instances with a hearing. A rate is a ratio, None where there is nothing to divide by.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple, cast

from models.assess.measures import cases as measures
from models.assess.measures.measure import Measure, UnitYear
from models.records.context import BasicContext
from models.records.entry import Entry
from models.records.ledgers.case.chain import course_of
from models.records.ledgers.case.codes import COMPENSATION, HEAD, HEARING, INSTANCES, LOST, NOT_LOST
from models.records.ledgers.case.effect import OfDay
from models.records.ledgers.case.record import Case, Hearing
from models.records.office import Unit
from models.records.place import NATIONAL, PlaceProfile
from models.records.plan import Plan
from models.rules.holidays import DEFAULT_CALENDAR, Calendar
from models.rules.legal_effect import Effect
from models.rules.lost_case import JUDGMENTS, OTHER_ENDINGS, OUTCOME_NAMES, RULINGS, CaseVerdict
from reports.figures.cases import (
    Steps,
    case_verdicts,
    cases_as_on,
    cases_of,
    ended_on,
    is_appealed_later,
    is_open,
    started_on,
    steps_of,
)

Figure = int | Decimal | None
Figures = dict[str, Figure]

_NOBODY = Unit("", "", "")
_NO_PLAN = Plan(title=None, year=None, preamble="", closing="", chapters=())
_MEASURED = {
    "attendance.sessions": measures.hearings,
    "attendance.sessions_with_leader": measures.hearings_with_leader,
    "attendance.sessions_with_head": measures.hearings_with_principal,
    "attendance.sessions_unexcused": measures.hearings_unexcused,
    "attendance.heard": measures.heard_cases,
    "attendance.with_leader": measures.heard_cases_with_leader,
    "answers.due": measures.answers,
    "answers.in_time": measures.answers_in_time,
    "answers.late": measures.late_answers,
    "after.late_replies": measures.late_advice_replies,
    "after.late_performances": measures.late_performances,
    "after.dishonest": measures.dishonest_cases,
}


def case_figures(
    entries: Iterable[Entry],
    year: int,
    day: dt.date,
    calendar: Calendar = DEFAULT_CALENDAR,
    place: PlaceProfile = NATIONAL,
) -> Figures:
    """Every figure of `year` as on `day`, which lies in it or is its last day.

    `entries` are the cases of one unit, or of several after `once_each`.
    """
    kept = list(entries)
    context = BasicContext({"case": cases_as_on(kept, day)}, day, calendar, place=place)
    cases = cast("Mapping[str, Case]", context.records("case"))
    known = known_cases(kept, year, context)
    measured = UnitYear(_NOBODY, year, day, _NO_PLAN, context)
    return {
        **_courses(known.before, known.after, year),
        **_instances(cases, year),
        **_outcomes(cases, year),
        **_lost(known),
        **{name: len(measured.counted(measure)) for name, measure in _MEASURED.items()},
        **_attendance(cases, measured),
        **_rates_of_answers(measured),
        **_aftermath(cases, year, day),
    }


def outcome_figures(entries: Iterable[Entry], year: int, day: dt.date) -> dict[str, int]:
    """Only how many of the year's instances ended how, by name of the outcome; `entries` as for `case_figures`."""
    found = _outcomes(cases_of(cases_as_on(entries, day), day), year)
    return {name: int(found[f"outcomes.{name}"] or 0) for name in OUTCOME_NAMES}


class Courses(NamedTuple):
    """Whole cases of a year by the uid of their first instance; 结转 + 新收 + 再启 = 审结 + 未结, always."""

    carried: set[str]
    fresh: set[str]
    again: set[str]
    closed: set[str]
    pending: set[str]


def courses_of(before: Mapping[str, Steps], after: Mapping[str, Steps], year: int) -> Courses:
    """The year's cases, from those as they stood at the end of the year before and as they stand now."""
    carried = {root for root, steps in before.items() if is_open(steps)}
    fresh = set(after) - set(before)
    again = {root for root in set(after) - carried - fresh if _came_in(after[root], year)}
    active = (carried & set(after)) | fresh | again
    pending = {root for root in active if is_open(after[root])}
    return Courses(carried, fresh, again, active - pending, pending)


def _courses(before: Mapping[str, Steps], after: Mapping[str, Steps], year: int) -> Figures:
    found = courses_of(before, after, year)
    new = [after[root][0] for root in found.fresh]
    return {
        "cases.carried": len(found.carried),
        "cases.new": len(found.fresh),
        "cases.new_compensation": sum(first.suit == COMPENSATION for first in new),
        "cases.new_third_party": sum(first.role == "第三人" for first in new),
        "cases.again": len(found.again),
        "cases.closed": len(found.closed),
        "cases.pending": len(found.pending),
    }


def _came_in(steps: Steps, year: int) -> bool:
    return any((day := started_on(step)) is not None and day.year == year for step in steps)


def _instances(cases: Mapping[str, Case], year: int) -> Figures:
    figures: Figures = {}
    for name in ("", *INSTANCES):
        some = [case for case in cases.values() if name in ("", case.instance)]
        new = [case for case in some if (started_on(case) or dt.date.min).year == year]
        carried = [
            case
            for case in some
            if (started_on(case) or dt.date.max).year < year and (ended_on(case) or dt.date.max).year >= year
        ]
        closed = sum(ended_on(case) is not None for case in (*carried, *new))
        tail = f".{name}" if name else ""
        figures |= {
            f"instances.carried{tail}": len(carried),
            f"instances.new{tail}": len(new),
            f"instances.closed{tail}": closed,
            f"instances.pending{tail}": len(carried) + len(new) - closed,
        }
    return figures


def _outcomes(cases: Mapping[str, Case], year: int) -> Figures:
    """Instances closed in the year by how they ended: one figure an outcome, and one a kind of document."""
    counts = Counter(case.outcome or "" for case in cases.values() if (ended_on(case) or dt.date.min).year == year)
    figures: Figures = {f"outcomes.{name}": counts[name] for name in OUTCOME_NAMES}
    kinds = {"judgments": JUDGMENTS, "rulings": RULINGS, "others": OTHER_ENDINGS}
    sums = {f"outcomes.{kind}": sum(counts[outcome.name] for outcome in some) for kind, some in kinds.items()}
    unlisted = sum(counts.values()) - sum(sums.values())
    return {**figures, **sums, "outcomes.others": sums["outcomes.others"] + unlisted}


class Known(NamedTuple):
    """Whole cases by the uid of their first instance: at the end of the year before, on `day`, and as known by now.

    What came later takes nothing back but a presumption: a document appealed against has not been in effect.
    """

    before: Mapping[str, Steps]
    after: Mapping[str, Steps]
    later: Mapping[str, Steps]
    day: OfDay


def known_cases(entries: Iterable[Entry], year: int, day: OfDay) -> Known:
    """The cases as they stood at the end of the year before and on `day`, which lies in `year`."""
    kept = list(entries)
    times = dt.date(year - 1, 12, 31), day.today, dt.date.max
    before, after, later = (steps_of(cases_of(cases_as_on(kept, time), day.today)) for time in times)
    return Known(before, after, later, day)


def decided_in(known: Known) -> tuple[set[str], set[str]]:
    """Cases on which the verdict fell in the year, and those lost: one that stood as it is before is none of them."""
    then = BasicContext({}, dt.date(known.day.today.year - 1, 12, 31), known.day.calendar, place=known.day.place)
    stood = case_verdicts(known.before, then, known.later)
    verdict = case_verdicts(known.after, known.day, known.later)
    decided = {root for root, said in verdict.items() if said in (LOST, NOT_LOST) and stood.get(root) != said}
    return decided, {root for root in decided if verdict[root] == LOST}


def _lost(known: Known) -> Figures:
    decided, lost = decided_in(known)
    last = [known.after[root][-1] for root in lost]
    verdicts = {
        root: course_of(steps, known.day, appealed=is_appealed_later(steps, known.later.get(root, ()))).verdict
        for root, steps in known.after.items()
    }
    waiting = [one.effect for root, one in verdicts.items() if _waits(one, known.after[root])]
    return {
        "lost.decided": len(decided),
        "lost.lost": len(lost),
        "lost.partial": sum(verdicts[root].partial for root in lost),
        "lost.presumed": sum(verdicts[root].effect is Effect.PRESUMED for root in lost),
        "lost.not_yet": waiting.count(Effect.NOT_YET),
        "lost.in_doubt": waiting.count(Effect.IN_DOUBT),
        "lost.by_hand": sum(step.lost_override is not None for step in last),
        "lost.rate": ratio(len(lost), len(decided)),
        "lost.accountable": sum(bool(step.accountable) for step in last),
        "lost.held_to_account": sum(bool(step.accountable and step.accountable_decision) for step in last),
        "lost.reported": sum(step.reported_on is not None for step in last),
    }


def _waits(verdict: CaseVerdict, steps: Steps) -> bool:
    """Whether the case is lost as soon as the document against the unit is in effect."""
    return verdict.lost is None and bool(verdict.once_effective) and not steps[-1].lost_override


def _attendance(cases: Mapping[str, Case], measured: UnitYear) -> Figures:
    """Instances with a hearing by who came; the head before a deputy where both did on different days."""
    heard, came = _count(measured, measures.heard_cases), _count(measured, measures.heard_cases_with_leader)
    with_head = sum(
        any(_counts(one, measured) and one.leader and one.leader_role == HEAD for one in case.hearings)
        for case in cases.values()
    )
    return {
        "attendance.with_head": with_head,
        "attendance.with_other": came - with_head,
        "attendance.without": heard - came,
        "attendance.rate": ratio(came, heard),
        "attendance.head_rate": ratio(with_head, heard),
    }


def _counts(hearing: Hearing, measured: UnitYear) -> bool:
    return hearing.kind in (HEARING, None) and measured.in_year(hearing.on)


def _rates_of_answers(measured: UnitYear) -> Figures:
    return {"answers.rate": ratio(_count(measured, measures.answers_in_time), _count(measured, measures.answers))}


def _count(measured: UnitYear, measure: Measure) -> int:
    return len(measured.counted(measure))


def _aftermath(cases: Mapping[str, Case], year: int, day: dt.date) -> Figures:
    advice = [
        one
        for case in cases.values()
        for one in case.advice
        if one.received_on and one.received_on.year == year and one.received_on <= day
    ]
    performed = [case for case in cases.values() if case.performed_on and case.performed_on.year == year]
    return {
        "after.advice": len(advice),
        "after.advice_answered": sum(one.replied_on is not None and one.replied_on <= day for one in advice),
        "after.performed": len(performed),
        "after.paid": sum((case.compensation_paid or Decimal(0) for case in performed), Decimal(0)),
    }


def ratio(part: int, whole: int) -> Decimal | None:
    """The share to four places, as it is printed (66.67%); None where there is nothing to divide by."""
    return (Decimal(part) / whole).quantize(Decimal("0.0001"), ROUND_HALF_UP) if whole else None
