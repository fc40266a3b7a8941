"""Every 经验校验 of all units with the reason its unit gave; only units that changed are checked again."""

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

SILENT, EXPLAINED = "silent", "explained"
Tell = Callable[[int, int], None]


class UnitWarnings(NamedTuple):
    """How many warnings there are, how many of them have no reason, and those asked for."""

    whole: int
    silent: int
    findings: list[Finding]


def all_warnings(
    workspace: Workspace,
    today: dt.date,
    tell: Tell = lambda _done, _all: None,
    most: int | None = None,
    fits: Callable[[Finding], bool] = lambda _: True,
    year: int | None = None,
) -> UnitWarnings:
    """Warnings of every unit's ledgers as the centre has them: unexplained ones first, then by unit.

    A year that is over is looked at as on its last day, as its assessment is: what ran out later was right then.

    Args:
        workspace: The centre's.
        today: The day looked at.
        tell: Gets how many units are checked and how many have to be; may raise to give up.
        most: How many are wanted, None for all.
        fits: Which ones are wanted.
        year: Which year's plan is asked for, None for the one that is assessed now.
    """
    with workspace.read() as connection:
        issue, calendar = documents.assessed_issue(connection, year, today), working_calendar(connection)
    if issue is None:
        return UnitWarnings(0, 0, [])
    recipe = _recipe(issue, calendar, min(today, dt.date(issue.year, 12, 31)))
    bodies = brought_up(workspace, recipe, tell)
    counts = {code: msgspec.json.decode(body, type=dict[str, int]) for code, body in bodies.items()}
    sums = {kind: sum(one[kind] for one in counts.values()) for kind in (SILENT, EXPLAINED)}
    wanted = (one for one in _each(workspace, recipe, counts) if fits(one))
    return UnitWarnings(sum(sums.values()), sums[SILENT], list(islice(wanted, most)))


def _each(workspace: Workspace, recipe: Recipe, counts: Mapping[str, Mapping[str, int]]) -> Iterator[Finding]:
    for kind in (SILENT, EXPLAINED):
        units = [code for code in recipe.basis if counts[code][kind]]
        for body in behind_each(workspace, recipe, kind, units):
            yield from msgspec.json.decode(body, type=list[Finding])


def _recipe(issue: Issue, calendar: Calendar, day: dt.date) -> Recipe:
    rest = _rest(issue, calendar)
    return Recipe(
        what="warned",
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
        SILENT: [one for one in warnings if not one.explained],
        EXPLAINED: [one for one in warnings if one.explained],
    }
    counts = {kind: len(some) for kind, some in parts.items()}
    behind = {kind: msgspec.json.encode(some).decode() for kind, some in parts.items()}
    return Made(msgspec.json.encode(counts).decode(), behind, until=day.isoformat())
