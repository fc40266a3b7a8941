"""Every 经验校验 of all units with the reason its unit gave; only units that changed are checked again."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from functools import partial

import msgspec
from sqlalchemy import Connection

from models.check import check_entries
from models.records.finding import Finding, Level
from models.records.office import Issue, Unit
from models.records.registry import ledgers
from models.rules.holidays import Calendar
from models.store import documents
from models.store.calendar import calendar_of
from models.store.derived import Made, Recipe, brought_up
from models.store.documents import ISSUE
from models.store.workspace import Workspace
from models.submit.unit import owed, own_entries
from models.version import VERSION


def all_warnings(
    workspace: Workspace, today: dt.date, tell: Callable[[int, int], None] = lambda _done, _all: None
) -> list[Finding]:
    """Warnings of every unit's ledgers as the centre has them: unexplained ones first, then by unit.

    A year that is over is looked at as on its last day, as its assessment is: what ran out later was right then.

    Args:
        workspace: The centre's.
        today: The day looked at.
        tell: Gets how many units are checked and how many have to be; may raise to give up.
    """
    with workspace.read() as connection:
        issue, calendar = documents.latest(connection, ISSUE, Issue), calendar_of(connection)
    if issue is None:
        return []
    day = min(today, dt.date(issue.year, 12, 31))
    rest = _rest(issue, calendar)
    recipe = Recipe(
        what="warnings",
        day=day,
        basis={unit.code: _digest(rest, unit) for unit in issue.units},
        make=partial(_check, issue, calendar, day),
        ledgers=frozenset(ledgers()),
    )
    bodies = brought_up(workspace, recipe, tell)
    found = [one for unit in issue.units for one in msgspec.json.decode(bodies[unit.code], type=list[Finding])]
    return sorted(found, key=lambda one: bool(one.explained))


def _rest(issue: Issue, calendar: Calendar) -> str:
    """What every unit's check rests on beside its records and its line of the roster."""
    said = (VERSION, issue.year, issue.plan, issue.terms, issue.reported, sorted(calendar.extra.items()))
    return hashlib.sha256(repr(said).encode()).hexdigest()


def _digest(rest: str, unit: Unit) -> str:
    return hashlib.sha256(f"{rest}{unit!r}".encode()).hexdigest()[:32]


def _check(issue: Issue, calendar: Calendar, day: dt.date, connection: Connection, unit: str) -> Made:
    entries, duty = own_entries(connection, unit), owed(issue, unit)
    found = check_entries(entries, unit, day, duty, calendar=calendar, terms=issue.terms)
    warnings = [one for one in found if one.level is Level.WARNING]
    return Made(msgspec.json.encode(warnings).decode(), until=day.isoformat())
