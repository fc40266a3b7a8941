"""Litigation cases as on a day: which instances there were, which chains were open, which were lost.

A year is a view by date. `cases_as_on` takes everything away that was not known on a day, so that last year's figures
come out as they stood; `once_each` makes one case of what several units report under one case number.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, cast

import msgspec

from models.records.context import BasicContext
from models.records.entry import Entry
from models.records.ledgers.case.chain import chains, course_of
from models.records.ledgers.case.codes import SECOND, THIRD_PARTY
from models.records.ledgers.case.effect import OfDay
from models.records.ledgers.case.record import Case
from models.rules.case_number import normalise, parse_case_number

SENT_BACK = frozenset({"撤销原判发回重审", "裁定再审"})
"""Endings of an instance after which the case itself goes on."""

Steps = tuple[Case, ...]


def once_each(entries: Iterable[Entry]) -> list[Entry]:
    """The cases with one entry for each case number.

    The first report leads, a defendant's before a third party's; what it leaves empty is taken from the others, and a
    hearing counts as attended when any of the joint defendants' leaders came (法释〔2020〕3号第三条). References to a
    report that was merged follow it.
    """
    groups: dict[str, list[Entry]] = defaultdict(list)
    for entry in sorted(entries, key=lambda entry: entry.fields.get("role") == THIRD_PARTY):
        groups[normalise(entry.fields.get("number") or "") or entry.uid].append(entry)
    lead = {entry.uid: group[0].uid for group in groups.values() for entry in group}
    return [_led(_merged(group), lead) for group in groups.values()]


def _merged(group: list[Entry]) -> Entry:
    if len(group) == 1:
        return group[0]
    fields: dict[str, Any] = {}
    for entry in reversed(group):
        fields |= entry.fields
    hearings: dict[tuple[str, str], dict[str, Any]] = {}
    for entry in group:
        for hearing in entry.fields.get("hearings", ()):
            key = (hearing.get("on", ""), hearing.get("kind") or "开庭")
            if key not in hearings or (hearing.get("leader") and not hearings[key].get("leader")):
                hearings[key] = hearing
    return msgspec.structs.replace(group[0], fields={**fields, "hearings": list(hearings.values())})


def _led(entry: Entry, lead: Mapping[str, str]) -> Entry:
    before = entry.fields.get("previous")
    if before is None or lead.get(before, before) == before:
        return entry
    return msgspec.structs.replace(entry, fields={**entry.fields, "previous": lead[before]})


def started_on(case: Case) -> dt.date | None:
    """The day an instance came in: when it was served, or else the earliest day that is known of it.

    Something that happened before that day tells that the day is wrong: then the instance was there by then.
    """
    happened = [
        case.judged_on,
        case.received_on,
        case.effective_on,
        case.answered_on,
        *(one.on for one in case.hearings),
    ]
    first = min(filter(None, happened), default=None)
    if case.served_on:
        return min(case.served_on, first or case.served_on)
    if case.year and dt.MINYEAR <= case.year <= dt.MAXYEAR:
        return dt.date(case.year, 1, 1)
    return case.judged_on or case.received_on or case.effective_on


def ended_on(case: Case) -> dt.date | None:
    """The day an instance ended: the document's date, or else the best known; None while it is open."""
    if not case.outcome:
        return None
    return case.judged_on or case.received_on or case.effective_on or started_on(case)


def is_suit(case: Case) -> bool:
    """Whether the record is litigation: 行审 (非诉执行), 行辖 and 行他 are none."""
    parsed = parse_case_number(case.number or "")
    return parsed is None or parsed.is_litigation


_LATER = {"judged_on": ("judged_on", "outcome"), "received_on": ("received_on",)}
_FOLLOWING = {"answered_on": ("answered_on",), "performed_on": ("performed_on",), "reported_on": ("reported_on",)}


def cases_as_on(entries: Iterable[Entry], day: dt.date) -> list[Entry]:
    """The suits known on `day`, without what happened to them later; a record without any date is left out.

    A day of effect stays though it is later: it tells that the document was not in effect on `day`.
    """
    kept = list(entries)
    cases = cast("Mapping[str, Case]", BasicContext({"case": kept}, day).records("case"))
    return [_known(entry, cases[entry.uid], day) for entry in kept if _begun(cases.get(entry.uid), day)]


def _begun(case: Case | None, day: dt.date) -> bool:
    return case is not None and is_suit(case) and (started_on(case) or dt.date.max) <= day


def _known(entry: Entry, case: Case, day: dt.date) -> Entry:
    later = set[str]()
    if (ended_on(case) or day) > day:
        later |= {"outcome", "judged_on", "received_on", "effective_on"}
    for name, what in {**_LATER, **_FOLLOWING}.items():
        if (getattr(case, name) or day) > day:
            later |= {*what}
    if (case.effective_on or ended_on(case) or day) > day:
        later |= {"lost_override"}
    if not later.intersection(entry.fields):
        return entry
    return msgspec.structs.replace(entry, fields={name: v for name, v in entry.fields.items() if name not in later})


def cases_of(entries: Iterable[Entry], day: dt.date) -> dict[str, Case]:
    """The readable cases by uid."""
    return cast("dict[str, Case]", dict(BasicContext({"case": list(entries)}, day).records("case")))


def whole_cases(cases: Mapping[str, Case]) -> dict[str, tuple[str, ...]]:
    """Uids of the instances of every case, first to last, by the uid of the first."""
    return {course[0]: course for course in chains(cases).values()}


def steps_of(cases: Mapping[str, Case]) -> dict[str, Steps]:
    """The instances of every case by the uid of the first."""
    return {root: tuple(cases[uid] for uid in course) for root, course in whole_cases(cases).items()}


def is_open(steps: Steps) -> bool:
    """Whether a case still goes on: its last instance is open, or sent it back."""
    return steps[-1].outcome is None or steps[-1].outcome in SENT_BACK


def case_verdicts(
    steps: Mapping[str, Steps], day: OfDay, later: Mapping[str, Steps] = MappingProxyType({})
) -> dict[str, str]:
    """败诉, 未败诉 or 未定 by the uid of the first instance, on `day`; `later` are the cases as they went on since."""
    return {
        root: course_of(course, day, appealed=is_appealed_later(course, later.get(root, ()))).lost
        for root, course in steps.items()
    }


def is_appealed_later(course: Steps, later: Steps) -> bool:
    """Whether the case went on to a second instance: its last document was not in effect then, whatever is presumed."""
    return any(step.instance == SECOND for step in later[len(course) : len(course) + 1])


def in_course(entries: Iterable[Entry], year: int, day: dt.date) -> Iterator[tuple[int, int, int, str]]:
    """The ledger of a year: cases carried over, new or taken up again, each with all its instances.

    Gives number of the case, number and count of the instances within it, and the record's uid.
    """
    known = cases_as_on(entries, day)
    cases = cases_of(known, day)
    before = dt.date(year - 1, 12, 31)
    active = [
        course
        for course in whole_cases(cases).values()
        if any(_active(cases[uid], before) for uid in course) or is_open(tuple(cases[uid] for uid in course))
    ]
    for number, course in enumerate(sorted(active, key=lambda course: started_on(cases[course[0]]) or day), 1):
        for place, uid in enumerate(course, 1):
            yield number, place, len(course), uid


def _active(case: Case, before: dt.date) -> bool:
    return (started_on(case) or before) > before or (ended_on(case) or dt.date.max) > before
