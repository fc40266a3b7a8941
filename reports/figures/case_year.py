"""The year's figures of 行政应诉, by name: what the layouts in `resources/forms` refer to.

`cases.*` count whole cases, all instances together; `instances.*` count every instance (案号); `attendance.*` count
instances with a hearing. A rate is a ratio, None where there is nothing to divide by.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple, cast

from models.assess.measures import cases as measures
from models.assess.measures.measure import Measure, UnitYear
from models.records.context import BasicContext
from models.records.entry import Entry
from models.records.ledgers.case.attendance import counts
from models.records.ledgers.case.chain import course_of
from models.records.ledgers.case.codes import COMPENSATION, HEAD, INSTANCES, LOST, NOT_LOST, THIRD_PARTY
from models.records.ledgers.case.effect import OfDay
from models.records.ledgers.case.record import Case
from models.records.office import Unit
from models.records.place import NATIONAL, PlaceProfile
from models.records.plan import Plan
from models.rules.holidays import DEFAULT_CALENDAR, Calendar
from models.rules.legal_effect import Effect
from models.rules.lost_case import JUDGMENTS, OUTCOME_NAMES, RULINGS, CaseVerdict
from reports.base.sheet import CellValue
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
    whole_cases,
)
from reports.figures.counted import Counted, counted, ratio, share

Figure = int | Decimal | None
Figures = dict[str, Figure]
Names = dict[str, tuple[str, ...]]


class CaseFigure(NamedTuple):
    """A figure and the uids of what it counts, each as often as it counts; none behind a rate, see `RATES`."""

    amount: Figure
    uids: tuple[str, ...] = ()


CaseFigures = Mapping[str, CaseFigure]
RATES = {
    "lost.rate": ("lost.lost", "lost.decided"),
    "attendance.rate": ("attendance.with_leader", "attendance.heard"),
    "attendance.head_rate": ("attendance.with_head", "attendance.heard"),
    "answers.rate": ("answers.in_time", "answers.due"),
}
"""The two figures that each rate is made of."""

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
    """Every figure of `year` as on `day`, which lies in it, or before it while it has not begun.

    `entries` are the cases of one unit, or of several after `once_each`.
    """
    return {name: figure.amount for name, figure in counted_cases(entries, year, day, calendar, place).items()}


def counted_cases(
    entries: Iterable[Entry],
    year: int,
    day: dt.date,
    calendar: Calendar = DEFAULT_CALENDAR,
    place: PlaceProfile = NATIONAL,
) -> dict[str, CaseFigure]:
    """The same figures, each with the records it counts.

    A whole case stands with one record: a new one with its first instance, any other with its last.
    """
    kept = list(entries)
    context = BasicContext({"case": cases_as_on(kept, day)}, day, calendar, place=place)
    cases = cast("Mapping[str, Case]", context.records("case"))
    known = known_cases(kept, year, context)
    measured = UnitYear(_NOBODY, year, day, _NO_PLAN, context)
    found = {
        **_courses(known.before, known.after, year, cases),
        **_instances(cases, year),
        **_outcomes(cases, year),
        **_lost(known, cases),
        **{name: _measured(measured, measure) for name, measure in _MEASURED.items()},
        **_attendance(cases, measured),
        **_aftermath(cases, year, day),
    }
    counts = {name: CaseFigure(len(uids), uids) for name, uids in found.items()}
    rates = {name: CaseFigure(ratio(len(found[part]), len(found[whole]))) for name, (part, whole) in RATES.items()}
    paid = sum((cases[uid].compensation_paid or Decimal(0) for uid in found["after.performed"]), Decimal(0))
    return {**counts, **rates, "after.paid": CaseFigure(paid, found["after.performed"])}


def outcome_figures(entries: Iterable[Entry], year: int, day: dt.date) -> dict[str, int]:
    """Only how many of the year's instances ended how, by name of the outcome; `entries` as for `case_figures`."""
    found = _outcomes(cases_of(cases_as_on(entries, day), day), year)
    return {name: len(found[f"outcomes.{name}"]) for name in OUTCOME_NAMES}


def opened(figures: CaseFigures, name: str, printed: CellValue) -> Counted:
    """A figure as it is `printed`, with the cases it counts; of a rate those of both its figures."""
    if name in RATES:
        part, whole = (counted("case", dict.fromkeys(figures[of].uids)) for of in RATES[name])
        return share(part, whole)._replace(amount=printed)
    return counted("case", dict.fromkeys(figures[name].uids))._replace(amount=printed)


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


def _measured(year: UnitYear, measure: Measure) -> tuple[str, ...]:
    """The uid of each thing that counts, a case's as often as it counts."""
    return tuple(key if isinstance(key, str) else key[0] for key in sorted(year.counted(measure)))


def _courses(before: Mapping[str, Steps], after: Mapping[str, Steps], year: int, cases: Mapping[str, Case]) -> Names:
    found, last = courses_of(before, after, year), _last_instances(cases)
    fresh = sorted(found.fresh)
    return {
        "cases.carried": tuple(last.get(root, root) for root in sorted(found.carried)),
        "cases.new": tuple(fresh),
        "cases.new_compensation": tuple(root for root in fresh if after[root][0].suit == COMPENSATION),
        "cases.new_third_party": tuple(root for root in fresh if after[root][0].role == THIRD_PARTY),
        **{
            f"cases.{name}": tuple(last[root] for root in sorted(roots))
            for name, roots in (("again", found.again), ("closed", found.closed), ("pending", found.pending))
        },
    }


def _last_instances(cases: Mapping[str, Case]) -> dict[str, str]:
    """The uid of the last instance of each case by that of the first."""
    return {root: course[-1] for root, course in whole_cases(cases).items()}


def _came_in(steps: Steps, year: int) -> bool:
    return any((day := started_on(step)) is not None and day.year == year for step in steps)


def _instances(cases: Mapping[str, Case], year: int) -> Names:
    figures: Names = {}
    for name in ("", *INSTANCES):
        some = [(uid, case) for uid, case in cases.items() if name in ("", case.instance)]
        new = tuple(uid for uid, case in some if (started_on(case) or dt.date.min).year == year)
        carried = tuple(
            uid
            for uid, case in some
            if (started_on(case) or dt.date.max).year < year and (ended_on(case) or dt.date.max).year >= year
        )
        tail = f".{name}" if name else ""
        figures |= {
            f"instances.carried{tail}": carried,
            f"instances.new{tail}": new,
            f"instances.closed{tail}": tuple(uid for uid in (*carried, *new) if ended_on(cases[uid])),
            f"instances.pending{tail}": tuple(uid for uid in (*carried, *new) if not ended_on(cases[uid])),
        }
    return figures


def _outcomes(cases: Mapping[str, Case], year: int) -> Names:
    """Instances closed in the year by how they ended: one figure an outcome, and one a kind of document."""
    closed: dict[str | None, list[str]] = {}
    for uid, case in cases.items():
        if (ended_on(case) or dt.date.min).year == year:
            closed.setdefault(case.outcome, []).append(uid)

    def of(outcomes: Iterable[str | None]) -> tuple[str, ...]:
        return tuple(uid for outcome in outcomes for uid in closed.get(outcome, ()))

    judgments, rulings = (dict.fromkeys(one.name for one in some) for some in (JUDGMENTS, RULINGS))
    return {
        **{f"outcomes.{name}": of((name,)) for name in OUTCOME_NAMES},
        "outcomes.judgments": of(judgments),
        "outcomes.rulings": of(rulings),
        "outcomes.others": of(outcome for outcome in closed if outcome not in {**judgments, **rulings}),
    }


class Known(NamedTuple):
    """Whole cases by the uid of their first instance: at the end of the year before, on `day`, and as known by now.

    `eve` is that end, or `day` while it has not come. What came later takes nothing back but a presumption: a document
    appealed against has not been in effect.
    """

    before: Mapping[str, Steps]
    after: Mapping[str, Steps]
    later: Mapping[str, Steps]
    eve: OfDay
    day: OfDay


def known_cases(entries: Iterable[Entry], year: int, day: OfDay) -> Known:
    """The cases as they stood at the end of the year before and on `day`, which lies in `year` or before it."""
    kept = list(entries)
    eve = BasicContext({}, min(dt.date(year - 1, 12, 31), day.today), day.calendar, place=day.place)
    times = eve.today, day.today, dt.date.max
    before, after, later = (steps_of(cases_of(cases_as_on(kept, time), day.today)) for time in times)
    return Known(before, after, later, eve, day)


def decided_in(known: Known) -> tuple[set[str], set[str]]:
    """Cases on which the verdict fell in the year, and those lost: one that stood as it is before is none of them."""
    stood = case_verdicts(known.before, known.eve, known.later)
    verdict = case_verdicts(known.after, known.day, known.later)
    decided = {root for root, said in verdict.items() if said in (LOST, NOT_LOST) and stood.get(root) != said}
    return decided, {root for root in decided if verdict[root] == LOST}


def _lost(known: Known, cases: Mapping[str, Case]) -> Names:
    decided, lost = (sorted(roots) for roots in decided_in(known))
    uid_of = _last_instances(cases)
    last = {uid_of[root]: known.after[root][-1] for root in lost}
    verdicts = {
        root: course_of(steps, known.day, appealed=is_appealed_later(steps, known.later.get(root, ()))).verdict
        for root, steps in known.after.items()
    }
    waiting = [(uid_of[root], one.effect) for root, one in verdicts.items() if _waits(one, known.after[root])]
    return {
        "lost.decided": tuple(uid_of[root] for root in decided),
        "lost.lost": tuple(last),
        "lost.partial": tuple(uid_of[root] for root in lost if verdicts[root].partial),
        "lost.presumed": tuple(uid_of[root] for root in lost if verdicts[root].effect is Effect.PRESUMED),
        "lost.not_yet": tuple(uid for uid, effect in waiting if effect is Effect.NOT_YET),
        "lost.in_doubt": tuple(uid for uid, effect in waiting if effect is Effect.IN_DOUBT),
        "lost.by_hand": tuple(uid for uid, step in last.items() if step.lost_override is not None),
        "lost.accountable": tuple(uid for uid, step in last.items() if step.accountable),
        "lost.held_to_account": tuple(
            uid for uid, step in last.items() if step.accountable and step.accountable_decision
        ),
        "lost.reported": tuple(uid for uid, step in last.items() if step.reported_on is not None),
    }


def _waits(verdict: CaseVerdict, steps: Steps) -> bool:
    """Whether the case is lost as soon as the document against the unit is in effect."""
    return verdict.lost is None and bool(verdict.once_effective) and not steps[-1].lost_override


def _attendance(cases: Mapping[str, Case], measured: UnitYear) -> Names:
    """Instances with a hearing by who came; the head before a deputy where both did on different days."""
    heard, came = (_measured(measured, one) for one in (measures.heard_cases, measures.heard_cases_with_leader))
    with_head = tuple(
        uid
        for uid, case in cases.items()
        if any(
            counts(case, one, measured.year, measured.until) and one.leader and one.leader_role == HEAD
            for one in case.hearings
        )
    )
    return {
        "attendance.with_head": with_head,
        "attendance.with_other": tuple(uid for uid in came if uid not in {*with_head}),
        "attendance.without": tuple(uid for uid in heard if uid not in {*came}),
    }


def _aftermath(cases: Mapping[str, Case], year: int, day: dt.date) -> Names:
    advice = [
        (uid, one)
        for uid, case in cases.items()
        for one in case.advice
        if one.received_on and one.received_on.year == year and one.received_on <= day
    ]
    return {
        "after.advice": tuple(uid for uid, _ in advice),
        "after.advice_answered": tuple(uid for uid, one in advice if one.replied_on and one.replied_on <= day),
        "after.performed": tuple(
            uid for uid, case in cases.items() if case.performed_on and case.performed_on.year == year
        ),
    }
