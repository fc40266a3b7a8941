"""Every finding of all units, a warning with the reason its unit gave; only units that changed are checked again."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import islice
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection

from models.check import check_entries
from models.check.unit import owed
from models.records.finding import Finding, Level
from models.records.office import Issue, Unit
from models.records.registry import ledgers
from models.rules.holidays import Calendar
from models.store.base.workspace import Workspace
from models.store.records import documents
from models.store.records.calendar import working_calendar
from models.store.records.unit_cache import Made, Recipe, behind_each, brought_up
from models.submit.unit import own_entries
from models.version import VERSION

WRONG, SILENT, EXPLAINED = "wrong", "silent", "explained"
"""What must be mended; warnings without a reason, and with one."""
_KINDS = (WRONG, SILENT, EXPLAINED)
IN_RECORDS = "in_records"
"""How many of the errors are in records that are kept."""
Tell = Callable[[int, int], None]
Counts = Mapping[str, Mapping[str, int]]
"""By unit how many findings there are of each kind."""


class UnitWarnings(NamedTuple):
    """How many warnings there are, how many of them have no reason, how many errors, and what was asked for of all."""

    whole: int
    silent: int
    findings: list[Finding]
    wrong: int = 0


def all_warnings(
    workspace: Workspace,
    today: dt.date,
    tell: Tell = lambda _done, _all: None,
    most: int | None = None,
    fits: Callable[[Finding], bool] = lambda _: True,
    year: int | None = None,
) -> UnitWarnings:
    """Findings about every unit's ledgers as the centre has them: errors first, then unexplained warnings, by unit.

    A year that is over is looked at as on its last day, as its assessment is: what ran out later was right then.

    Args:
        workspace: The centre's.
        today: The day looked at.
        tell: Gets how many units are checked and how many have to be; may raise to give up.
        most: How many are wanted, None for all.
        fits: Which ones are wanted.
        year: Which year's plan is asked for, None for the one that is assessed now.
    """
    recipe = _recipe_for(workspace, today, year)
    if recipe is None:
        return UnitWarnings(0, 0, [])
    counts = _counts(workspace, recipe, tell)
    sums = {kind: sum(one[kind] for one in counts.values()) for kind in _KINDS}
    wanted = (one for one in _each(workspace, recipe, counts) if fits(one))
    return UnitWarnings(sums[SILENT] + sums[EXPLAINED], sums[SILENT], list(islice(wanted, most)), wrong=sums[WRONG])


def errors_by_unit(workspace: Workspace, today: dt.date, year: int) -> dict[str, int]:
    """How many errors there are in records of the units that have any, by their codes, by the year's plan.

    What a unit has not recorded at all is no error in its records: it stands among the findings, and earns nothing.
    """
    recipe = _recipe_for(workspace, today, year)
    counts = _counts(workspace, recipe) if recipe else {}
    return {code: one[IN_RECORDS] for code, one in counts.items() if one[IN_RECORDS]}


def _recipe_for(workspace: Workspace, today: dt.date, year: int | None) -> Recipe | None:
    """How units are checked by the plan of a year, or of the one that is assessed now; None without a plan."""
    with workspace.read() as connection:
        issue, calendar = documents.assessed_issue(connection, year, today), working_calendar(connection)
    return _recipe(issue, calendar, min(today, dt.date(issue.year, 12, 31))) if issue else None


def _counts(workspace: Workspace, recipe: Recipe, tell: Tell = lambda _done, _all: None) -> Counts:
    bodies = brought_up(workspace, recipe, tell)
    return {code: msgspec.json.decode(body, type=dict[str, int]) for code, body in bodies.items()}


def _each(workspace: Workspace, recipe: Recipe, counts: Counts) -> Iterator[Finding]:
    for kind in _KINDS:
        units = [code for code in recipe.basis if counts[code][kind]]
        for body in behind_each(workspace, recipe, kind, units):
            yield from msgspec.json.decode(body, type=list[Finding])


def _recipe(issue: Issue, calendar: Calendar, day: dt.date) -> Recipe:
    rest = _rest(issue, calendar)
    return Recipe(
        what="checked",
        day=day,
        basis={unit.code: _digest(rest, unit) for unit in issue.units},
        make=partial(_check, issue, calendar, day),
        ledgers=frozenset(ledgers()),
    )


def _rest(issue: Issue, calendar: Calendar) -> str:
    """What every unit's check rests on beside its records and its line of the roster."""
    asked = (issue.terms, issue.profile, issue.reported)
    said = (VERSION, issue.year, issue.plan, asked, sorted(calendar.extra.items()))
    return hashlib.sha256(repr(said).encode()).hexdigest()


def _digest(rest: str, unit: Unit) -> str:
    return hashlib.sha256(f"{rest}{unit!r}".encode()).hexdigest()[:32]


def _check(issue: Issue, calendar: Calendar, day: dt.date, connection: Connection, unit: str) -> Made:
    entries, duty = own_entries(connection, unit), owed(issue, unit)
    found = check_entries(entries, unit, day, duty, calendar=calendar, terms=issue.terms, place=issue.profile)
    warnings = [one for one in found if one.level is Level.WARNING]
    parts = {
        WRONG: [one for one in found if one.level is Level.ERROR],
        SILENT: [one for one in warnings if not one.explained],
        EXPLAINED: [one for one in warnings if one.explained],
    }
    counts = {kind: len(some) for kind, some in parts.items()} | {
        IN_RECORDS: sum(bool(one.uid) for one in parts[WRONG])
    }
    behind = {kind: msgspec.json.encode(some).decode() for kind, some in parts.items()}
    return Made(msgspec.json.encode(counts).decode(), behind, until=day.isoformat())
