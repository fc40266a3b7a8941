"""The year of all units together, worked out unit by unit and added up; only units that changed are looked at again.

A case number that several records have is one case (`once_each`), and an instance may follow one of another unit: such
cases, with all their instances, are worked out together and not with their units'.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection

from models.records.context import BasicContext
from models.records.entry import Entry
from models.records.ledgers.case.codes import LOST
from models.records.place import NATIONAL, PlaceProfile
from models.records.registry import ledger
from models.rules.holidays import Calendar
from models.store.base.workspace import Workspace
from models.store.records import conditions, listing, records, unit_cache
from models.store.records.listing import ListQuery
from models.store.records.unit_cache import Made, Recipe
from models.version import VERSION
from reports.figures.case_records import case_records
from reports.figures.case_year import outcome_figures
from reports.figures.cases import case_verdicts, cases_of, once_each, steps_of, whole_cases
from reports.figures.certificates import certificate_records
from reports.figures.changes import unchanged_until
from reports.figures.joint_cases import joint_cases

CASE, CERTIFICATE = ledger("case"), ledger("certificate")
JOINT = "\x1f"
"""Stands where a unit's code does for the cases of several units; no unit is called so."""
CERTIFICATES = ("issued", "renewed")
"""The figures of certificates that are wanted of a year."""
TO_RENEW = "to_renew"
"""Cards that are to be renewed today, whatever the year."""
LOST_EVER = "lost.ever"
"""Cases that are lost, whatever their year: of the year before there is none."""
Names = dict[str, tuple[str, ...]]
Tell = Callable[[int, int], None]


class Totals(msgspec.Struct, frozen=True):
    """How many records each figure counts, by its name; `outcomes` are those of the year's instances."""

    now: dict[str, int]
    before: dict[str, int]
    outcomes: dict[str, int]


class Worked(NamedTuple):
    """Figures, and the uids of the records that each of the year and of the year before counts, by its name."""

    totals: Totals
    now: Names
    before: Names


@dataclass(frozen=True)
class District:
    """Which year is looked at, on which day, by which calendar and by the law of which place."""

    workspace: Workspace
    year: int
    today: dt.date
    calendar: Calendar
    place: PlaceProfile = NATIONAL

    def day_of(self, year: int) -> dt.date:
        """The last day of a year, or today while it is not over."""
        return min(self.today, dt.date(year, 12, 31))


def figures_of(district: District, tell: Tell = lambda _done, _all: None) -> Totals:
    """The figures of all units as of now."""
    found = unit_cache.brought_up(district.workspace, _recipe(district), tell)
    some = [msgspec.json.decode(body, type=Totals) for body in found.values()]
    return Totals(_sum(one.now for one in some), _sum(one.before for one in some), _sum(one.outcomes for one in some))


def records_behind(district: District, name: str, *, before: bool = False) -> list[str]:
    """Uids of the records that a figure counts as of now, of the year before where that is asked for."""
    recipe = _recipe(district)
    unit_cache.brought_up(district.workspace, recipe)
    found = unit_cache.behind(district.workspace, recipe, _named(name, before=before))
    return [uid for body in found for uid in msgspec.json.decode(body, type=list[str])]


def _named(name: str, *, before: bool) -> str:
    return f"{'before' if before else 'now'}/{name}"


def _sum(some: Iterable[dict[str, int]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in some:
        for name, count in one.items():
            found[name] = found.get(name, 0) + count
    return found


def _recipe(district: District) -> Recipe:
    """Every unit by itself, without the cases that have to be looked at together."""
    joint = joint_cases(district.workspace)
    with district.workspace.read() as connection:
        units = conditions.units_with_records(connection, CASE.id, CERTIFICATE.id)
    rest = _digest(VERSION, district.year, sorted(district.calendar.extra.items()), district.place)
    basis = {unit: _digest(rest, *sorted(joint.uids.get(unit, ()))) for unit in units}
    if joint.uids:
        basis[JOINT] = _digest(rest, joint.versions)
    everyone = [uid for some in joint.uids.values() for uid in some]
    return Recipe(
        what=f"district/{district.year}",
        day=district.today,
        basis=basis,
        make=partial(_make, district, frozenset(everyone)),
        ledgers=frozenset((CASE.id, CERTIFICATE.id)),
    )


def _digest(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]


def _make(district: District, joint: frozenset[str], connection: Connection, unit: str) -> Made:
    if unit == JOINT:
        cases = listing.list_entries(connection, CASE, ListQuery(uids=tuple(joint)))
        return _made(district, cases, [])
    cases = [one for one in records.entries(connection, CASE, unit) if one.uid not in joint]
    return _made(district, cases, list(records.entries(connection, CERTIFICATE, unit)))


def _made(district: District, cases: list[Entry], certificates: list[Entry]) -> Made:
    found = work_out(district, cases, certificates)
    until = unchanged_until(cases, certificates, district.today, district.calendar)
    behind = {
        _named(name, before=before): msgspec.json.encode(uids).decode()
        for before, some in ((False, found.now), (True, found.before))
        for name, uids in some.items()
    }
    return Made(msgspec.json.encode(found.totals).decode(), behind, until)


def work_out(district: District, cases: Iterable[Entry], certificates: list[Entry]) -> Worked:
    """The figures over these records; every record that shares its case number with another is among them or not."""
    each = once_each(cases)
    now, before = (_year(district, one, each, certificates) for one in (district.year, district.year - 1))
    now[TO_RENEW] = _to_renew(district, certificates)
    now[LOST_EVER] = _lost(each, BasicContext({}, district.today, district.calendar, place=district.place))
    outcomes = outcome_figures(each, district.year, district.day_of(district.year))
    return Worked(Totals(_counts(now), _counts(before), outcomes), now, before)


def _counts(names: Names) -> dict[str, int]:
    return {name: len(uids) for name, uids in names.items()}


def _year(district: District, year: int, cases: list[Entry], certificates: list[Entry]) -> Names:
    day = district.day_of(year)
    held = certificate_records(BasicContext({"certificate": certificates}, day), year)
    return {
        **case_records(cases, year, day, district.calendar, district.place),
        **{name: held[name] for name in CERTIFICATES},
    }


def _to_renew(district: District, certificates: list[Entry]) -> tuple[str, ...]:
    today = BasicContext({"certificate": certificates}, district.today)
    return certificate_records(today, district.today.year)[TO_RENEW]


def _lost(cases: list[Entry], day: BasicContext) -> tuple[str, ...]:
    """The last instance of every case that is lost, whatever its year."""
    known = cases_of(cases, day.today)
    courses = whole_cases(known)
    return tuple(courses[root][-1] for root, verdict in case_verdicts(steps_of(known), day).items() if verdict == LOST)
