"""What forms are made from: the records of the units a form covers, and the year's plan, read at one moment."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import msgspec
from sqlalchemy import Connection

from models.records.context import BasicContext
from models.records.entry import Entry
from models.records.office import Issue, Unit, place_of
from models.records.place import PlaceProfile
from models.records.plan import Plan
from models.records.quotas import counted_ledgers
from models.records.registry import ledger
from models.rules.holidays import DEFAULT_CALENDAR, Calendar
from models.rules.terms import AS_SHIPPED
from models.store.base.workspace import Workspace
from models.store.records import documents, records
from models.store.records.calendar import working_calendar
from models.store.records.held_years import is_held

NO_PLAN = Plan(title=None, year=None, preamble="", closing="", chapters=())


@dataclass(frozen=True)
class FormData:
    """Records of some units.

    Attributes:
        office: Name that stands behind 填报单位.
        own: Code of the workspace's own unit: names of parties show in full in its ledgers only.
        units: The units covered, in the roster's order; units that left the roster but kept records stand last.
        all_units: Whether the centre asked for all of them together.
        year: The year looked at.
        day: The last day looked at: today, or the year's last day once it is over.
        issue: What was issued for the year, if anything.
        entries: Entries in order of entry, by ledger.
        calendar: Which days are worked.
        has_last_year: Whether the workspace holds the year before; else there are no figures of it to print.
        until: The last day of the part of the year looked at, None for the whole year.
        past: Whether `day` is before today: states without a day of their own are told by others then.
    """

    office: str
    own: str
    units: tuple[Unit, ...]
    all_units: bool
    year: int
    day: dt.date
    issue: Issue | None
    entries: Mapping[str, list[Entry]]
    calendar: Calendar = DEFAULT_CALENDAR
    has_last_year: bool = True
    until: dt.date | None = None
    past: bool = False

    @cached_property
    def owing(self) -> tuple[Unit, ...]:
        """The units covered that owe something: none that has left the roster, was merged or split."""
        known = {unit.code for unit in self.issue.owing} if self.issue else set[str]()
        return tuple(unit for unit in self.units if unit.code in known)

    @property
    def day_before(self) -> dt.date:
        """The day up to which the year before is compared: its last, or of the same part; today if that is ahead."""
        ends = self.until or dt.date(self.year, 12, 31)
        return min(self.day, dt.date(self.year - 1, ends.month, monthrange(self.year - 1, ends.month)[1]))

    @property
    def plan(self) -> Plan:
        """The year's plan; an empty one where none was issued."""
        return self.issue.plan if self.issue else NO_PLAN

    @property
    def terms(self) -> Mapping[str, int]:
        """Periods as the year's issue sets them."""
        return self.issue.terms if self.issue else AS_SHIPPED

    @property
    def place(self) -> PlaceProfile:
        """The place of the year's issue."""
        return place_of(self.issue)

    def context(self, day: dt.date | None = None, **instead: Iterable[Entry]) -> BasicContext:
        """What rules may ask, on `day`, with other entries for the ledgers named."""
        return BasicContext({**self.entries, **instead}, day or self.day, self.calendar, self.terms, self.place)

    def of(self, unit: str, ledger_id: str) -> list[Entry]:
        """One unit's entries of one ledger."""
        return [entry for entry in self.entries[ledger_id] if entry.unit == unit]

    def by_unit(self) -> dict[str, dict[str, list[Entry]]]:
        """Every unit's entries by ledger, parted in one go."""
        parted: dict[str, dict[str, list[Entry]]] = {
            unit.code: {name: [] for name in self.entries} for unit in self.units
        }
        for name, entries in self.entries.items():
            for entry in entries:
                parted[entry.unit][name].append(entry)
        return parted

    def unit_name(self, code: str) -> str:
        """The unit's name, or its code where the roster does not know it."""
        return next((unit.name for unit in self.units if unit.code == code), code)


@dataclass(frozen=True)
class Scope:
    """The scope of a form: units, year and the day it is judged on; `until` where it is for a part of the year."""

    year: int
    today: dt.date
    unit: str | None
    until: dt.date | None = None


def read_form_data(workspace: Workspace, asked: Scope, *ledger_ids: str, quotas: bool = False) -> FormData:
    """Read the named ledgers of the asked unit, or at the centre of all units, in one consistent view.

    With `quotas` those too that the quotas of the year's plan are counted from.
    """
    code = asked.unit if workspace.is_centre else workspace.unit
    with workspace.read() as connection:
        issue = documents.issue_of_year(connection, asked.year)
        counted = {"progress", *counted_ledgers(issue.plan)} if quotas and issue else set[str]()
        names = dict.fromkeys((*ledger_ids, *sorted(counted)))
        entries = {name: list(records.entries(connection, ledger(name), code)) for name in names}
        calendar = working_calendar(connection)
        before = is_held(connection, asked.year - 1)
        codes = dict.fromkeys(entry.unit for some in entries.values() for entry in some)
        others = units_not_in(connection, issue, [*codes, *filter(None, [code])])
    return replace(form_data_of(workspace, asked, issue, calendar, entries, others), has_last_year=before)


def form_data_of(
    workspace: Workspace,
    asked: Scope,
    issue: Issue | None,
    calendar: Calendar,
    entries: Mapping[str, list[Entry]],
    others: Iterable[Unit],
) -> FormData:
    """Books of what was read; `others` are the units that have records and are not in the issue."""
    code = asked.unit if workspace.is_centre else workspace.unit
    units = _units(workspace, issue, code, others)
    day = min(asked.today, asked.until or dt.date(asked.year, 12, 31))
    return FormData(
        office=workspace.name if code is None else units[0].name,
        own=workspace.unit,
        units=units,
        all_units=code is None,
        year=asked.year,
        day=day,
        until=asked.until,
        past=day < asked.today,
        issue=issue,
        entries=entries,
        calendar=calendar,
    )


def units_not_in(connection: Connection, issue: Issue | None, codes: Iterable[str]) -> list[Unit]:
    """Those of the units that the issue has not, by the names they had when one had them last."""
    known = {unit.code for unit in issue.units} if issue else set[str]()
    return documents.units_as_last_issued(connection, [code for code in codes if code not in known])


def _units(workspace: Workspace, issue: Issue | None, code: str | None, others: Iterable[Unit]) -> tuple[Unit, ...]:
    every = {unit.code: unit for unit in (*(issue.units if issue else ()), *others)}
    own = every.get(workspace.unit, Unit(workspace.unit, workspace.unit, ""))
    if own.name == own.code and own.code in {code, *every}:
        every[own.code] = msgspec.structs.replace(own, name=workspace.name)
    return tuple(every.values()) if code is None else (every.get(code, Unit(code, code, "")),)
