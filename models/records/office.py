"""Documents of an office that are no ledger records: units, periods, and what the centre issues for a year."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec

from models.records.place import NATIONAL, PlaceProfile
from models.records.plan import Plan
from models.records.shipped_places import only_place_before
from models.rules.year_parts import part_ends

UNKNOWN_DAY = "日期不明"
NEW_UNIT = "新单位"
"""The name of a unit that was just added, until it gets its own."""


class FormerName(msgspec.Struct, frozen=True):
    """A name a unit had until a day."""

    name: str
    until: dt.date


class Unit(msgspec.Struct, frozen=True, omit_defaults=True):
    """A unit of the roster: the code stays, names come and go.

    `aliases` are what plans call it beside its name: in short, or with others as one group (行政执法单位).
    `undated` are names it had until a day that nobody knows, apart because an older program reads none without a day.
    `successors` are the codes of the units that took over what it did, where it was merged or split; it stays in the
    list for the packages that still come from it, and owes nothing any more. `ended` is the day, None where it is not
    known or the unit still exists (see `is_gone`).
    """

    code: str
    name: str
    category: str
    contact: str = ""
    phone: str = ""
    former: tuple[FormerName, ...] = ()
    successors: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    undated: tuple[str, ...] = ()
    ended: dt.date | None = None

    @property
    def is_gone(self) -> bool:
        """Whether it was merged, split or abolished."""
        return self.ended is not None or bool(self.successors)

    @property
    def former_names(self) -> tuple[str, ...]:
        """The names it had, those of which the last day is known first."""
        return (*(one.name for one in self.former), *self.undated)

    @property
    def past_words(self) -> str:
        """The names it had with their last days, as the roster's table shows and reads them; "" for none."""
        dated = [f"{one.name}（至{one.until}）" for one in self.former]
        return "；".join([*dated, *(f"{name}（{UNKNOWN_DAY}）" for name in self.undated)])


class Period(msgspec.Struct, frozen=True, omit_defaults=True):
    """A reporting period (报送期); `id` is used in packages and commands."""

    id: str
    label: str
    due: dt.date | None = None

    def ends(self, year: int) -> dt.date | None:
        """The last day of the part of the year that it is for, by its name; None for the whole year."""
        return part_ends(self.label, year)


class IssuedHolidays(msgspec.Struct, frozen=True):
    """The centre's table of holidays as of issue `number`: True is a day worked, False a day off."""

    number: int
    days: dict[dt.date, bool]


class Issue(msgspec.Struct, frozen=True, kw_only=True):
    """What the centre issues (任务下发): the year's plan with units, periods and scheme.

    `number` counts the issues of a centre; a later one replaces an earlier one. `scheme` is read by `models.assess`.
    `reported` names the ledgers of which an empty one wants a 零报送; None leaves it to their declarations. `terms` are
    periods set otherwise than shipped, in days (see `models.rules.terms`). `place` is what the place adds to national
    law, None where a package brought nothing of it and national law alone is known, UNSET where an older program that
    knew one place only kept the issue. `holidays` is the centre's table (see `models.store.records.calendar`), None
    where its program knows of none to send. A plan package of an older program has none of the four.
    """

    number: int
    year: int
    centre: str
    plan: Plan
    units: tuple[Unit, ...]
    periods: tuple[Period, ...]
    scheme: dict[str, Any]
    reported: tuple[str, ...] | None = None
    terms: dict[str, int] = msgspec.field(default_factory=dict)
    place: PlaceProfile | msgspec.UnsetType | None = msgspec.UNSET
    holidays: dict[dt.date, bool] | None = None

    @property
    def profile(self) -> PlaceProfile:
        """The place whose law and words count for this issue."""
        if isinstance(self.place, msgspec.UnsetType):
            return only_place_before()
        return self.place or NATIONAL

    def unit(self, code: str) -> Unit | None:
        """The unit with this code."""
        return next((unit for unit in self.units if unit.code == code), None)

    @property
    def owing(self) -> tuple[Unit, ...]:
        """The units that still exist: only they owe anything."""
        return tuple(unit for unit in self.units if not unit.is_gone)

    def reporting(self, own: str) -> list[Unit]:
        """Units that have to send packages: all but the centre's `own`, whose ledgers lie in its workspace already."""
        return [unit for unit in self.owing if unit.code != own]

    def period(self, period_id: str | None = None) -> Period | None:
        """The period with this id; without one the last period, which is the year's."""
        if period_id is None:
            return self.periods[-1] if self.periods else None
        return next((period for period in self.periods if period_id in (period.id, period.label)), None)


def place_of(issue: Issue | None) -> PlaceProfile:
    """The place of an issue; national law alone where nothing was issued."""
    return issue.profile if issue else NATIONAL


def period_label(issue: Issue | None, period_id: str) -> str:
    """What people call a period; its id where nothing issued names it."""
    period = issue.period(period_id) if issue and period_id else None
    return period.label if period else period_id
