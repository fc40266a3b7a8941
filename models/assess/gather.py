"""What scoring by a scheme needs to know of all units, as the database tells it: one statement a ledger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, NamedTuple

from sqlalchemy import Connection

from models.assess.counted import COUNTED, NEAR, Near
from models.assess.measures import UnitYear
from models.assess.pricing import MONTHS
from models.assess.scheme import Bonus, Completion, Deduction, Quota, Rate, Scheme, Veto
from models.records.context import BasicContext
from models.records.field import Kind
from models.records.ledgers.progress import DONE, NOT_APPLICABLE
from models.records.office import Unit
from models.records.plan import Plan
from models.records.record import Record
from models.records.registry import ledger
from models.rules.holidays import Calendar
from models.store.records.unit_sums import Selection, by_unit

Key = str | tuple[str, int]
"""A measure's name, or a quota's indicator with the part of the year."""
Standings = Mapping[int, bool | None]
"""By item whether it is completed; None where it does not apply."""


@dataclass
class Figures:
    """What is known of one unit; a count that is not there is 0. Of a `doubtful` one, some records cannot be read."""

    counts: dict[Key, int] = field(default_factory=dict)
    standings: Standings = field(default_factory=dict)
    doubtful: bool = False


class Read(NamedTuple):
    """A selection of records and what is made of a unit's rows."""

    selection: Selection
    put: Callable[[Figures, list[Any]], None]


class Pass(NamedTuple):
    """What is asked of one ledger."""

    ledger: str
    sums: Mapping[Key, str]
    reads: tuple[Read, ...]

    @property
    def selections(self) -> list[Selection]:
        """The records to be read."""
        return [one.selection for one in self.reads]


class Moment(NamedTuple):
    """The year looked at, on which day, and by which days and periods."""

    year: int
    day: dt.date
    calendar: Calendar
    terms: Mapping[str, int]

    @property
    def values(self) -> dict[str, object]:
        """What the names in conditions stand for."""
        first, end = dt.date(self.year, 1, 1), dt.date(self.year, 12, 31)
        last = min(self.day, end)
        return {"year": self.year, "first": f"{first}", "last": f"{last}", "end": f"{end}", "on": f"{self.day}"}


def gathered(connection: Connection, scheme: Scheme, moment: Moment) -> dict[str, Figures]:
    """By unit what the scheme's passes found; units without records are not there."""
    found: dict[str, Figures] = {}
    for one in passes(scheme, moment):
        for unit, sums, rows in by_unit(connection, one.ledger, [*one.sums.values()], one.selections, moment.values):
            figures = found.setdefault(unit, Figures())
            figures.counts.update(zip(one.sums, sums, strict=True))
            for read, some in zip(one.reads, rows, strict=True):
                if some is None:
                    figures.doubtful = True
                else:
                    read.put(figures, some)
    return found


def passes(scheme: Scheme, moment: Moment) -> list[Pass]:
    """One for each ledger that the scheme asks for."""
    sums: dict[str, dict[Key, str]] = {}
    reads: dict[str, list[Read]] = {}
    for ledger_id, key, expression in (*_sums(scheme), *_quotas(scheme)):
        sums.setdefault(ledger_id, {})[key] = expression
    for ledger_id, read in _reads(scheme, moment):
        reads.setdefault(ledger_id, []).append(read)
    names = sorted({*sums, *reads})
    return [Pass(name, sums.get(name, {}), tuple(reads.get(name, ()))) for name in names]


def wanted(scheme: Scheme) -> set[str]:
    """Measures of the scheme that the database tells; of a rate both or none, and only where one lies in the other."""
    single: set[str] = set()
    whole: set[str] = set()
    for one in scheme.indicators:
        match one.rule:
            case Deduction() | Bonus() | Veto():
                single.add(one.rule.measure)
            case Rate(numerator=part, denominator=base):
                nested = base in COUNTED and part in COUNTED and COUNTED[part].within == base
                (single if nested else whole).update((base, part))
    return (single - whole) & (COUNTED.keys() | NEAR.keys())


def _sums(scheme: Scheme) -> Iterator[tuple[str, Key, str]]:
    return ((COUNTED[name].ledger, name, COUNTED[name].expression) for name in sorted(wanted(scheme) & COUNTED.keys()))


def _quotas(scheme: Scheme) -> Iterator[tuple[str, Key, str]]:
    """The records that count for a quota, by the part of the year they fall in."""
    for one in scheme.indicators:
        if isinstance(one.rule, Quota):
            holds = [f"f_{name} = {_literal(value)}" for name, value in one.rule.where.items()]
            for slot, part in enumerate(_parts(one.rule)):
                yield one.rule.ledger, (one.id, slot), f"({' AND '.join([*holds, part])})"


def _literal(value: str | int | bool) -> str:
    if isinstance(value, str):
        doubled = value.replace("'", "''")
        return f"'{doubled}'"
    return str(int(value))


def _parts(rule: Quota) -> list[str]:
    declared = ledger(rule.ledger)
    if not declared.year_of:
        return ["1"]
    column = f"f_{declared.year_of}"
    if declared.by_name[declared.year_of].kind is Kind.INTEGER:
        return [f"{column} = :year"]
    months = MONTHS[rule.per]
    ends = [(first, first + months - 1) for first in range(1, 12, months)]
    return [
        f"{column} BETWEEN :first AND :last AND substr({column}, 6, 2) BETWEEN '{first:02}' AND '{last:02}'"
        for first, last in ends
    ]


def _reads(scheme: Scheme, moment: Moment) -> Iterator[tuple[str, Read]]:
    for name in sorted(wanted(scheme) & NEAR.keys()):
        near = NEAR[name]
        yield near.ledger, Read(Selection(near.fields, near.condition), _counter(name, near, moment))
    if any(isinstance(one.rule, Completion) for one in scheme.indicators):
        yield "progress", Read(Selection(("item", "state", "not_applicable"), "f_year = :year"), _put_standings)


def _put_standings(figures: Figures, rows: list[Any]) -> None:
    standings: dict[int, bool | None] = {}
    for one in sorted(rows, key=attrgetter("uid")):
        aside = one.state == NOT_APPLICABLE and one.not_applicable
        standings.setdefault(one.item, None if aside else one.state == DONE)
    figures.standings = standings


def _counter(name: str, near: Near, moment: Moment) -> Callable[[Figures, list[Any]], None]:
    """Has the measure look at rows as if they were all the unit's records."""
    nobody, no_plan = Unit("", "", ""), Plan(None, None, "", "", ())

    def put(figures: Figures, rows: list[Any]) -> None:
        if rows:
            context = _Known(near.ledger, {one.uid: one for one in rows}, moment)
            year = UnitYear(nobody, moment.year, moment.day, no_plan, context)
            figures.counts[name] = sum(1 for _ in near.of(year))

    return put


class _Known(BasicContext):
    """A context that knows these records of one ledger, and no others."""

    def __init__(self, ledger_id: str, known: dict[str, Record], moment: Moment) -> None:
        super().__init__({}, moment.day, moment.calendar, moment.terms)
        self._records[ledger_id] = known
