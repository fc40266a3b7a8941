"""Scoring all units at once: the same points, reasons and ranks as record by record, without the records behind them.

The database counts (`models.assess.counted`); what it cannot count is asked of the unit's records. The records behind
a unit's points are those of `assess` for that unit alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec
from sqlalchemy import Connection

from models.assess.assess import assess
from models.assess.counted import COUNTED, NEAR, Counted, Near
from models.assess.inputs import UnitInput
from models.assess.measures import Found, Measure, UnitYear
from models.assess.scheme import Bonus, Completion, Deduction, Quota, Rate, Scheme, Veto
from models.assess.score import Assessment, UnitScore
from models.records.context import BasicContext
from models.records.entry import Entry
from models.records.field import Kind
from models.records.plan import Plan
from models.records.record import Record
from models.records.registry import ledger
from models.rules.holidays import DEFAULT_CALENDAR, Calendar
from models.rules.terms import AS_SHIPPED
from models.store import records, tallies

ByUid = dict[str, Record]
PLACES = tuple(Found("", "", f"{number:06}", "", "") for number in range(100))
"""What stands for records that were counted, not read."""


@dataclass(frozen=True)
class Tallied:
    """What the database said: counts by measure and unit, and records of few fields by measure or ledger and unit."""

    counts: Mapping[str, Mapping[str, int]]
    near: Mapping[str, Mapping[str, ByUid]]
    kept: Mapping[str, Mapping[str, ByUid]]


class _OfUnit(dict[str, Iterable[Entry]]):
    """One unit's entries by ledger, read when asked for."""

    def __init__(self, connection: Connection, unit: str) -> None:
        super().__init__()
        self._connection, self._unit = connection, unit

    def get(self, name: str, _default: object = ()) -> list[Entry]:
        return list(records.entries(self._connection, ledger(name), self._unit))


class _Known(BasicContext):
    """A context that knows some records of one ledger."""

    def __init__(self, ledger_id: str, known: ByUid, whole: BasicContext) -> None:
        super().__init__({}, whole.today, whole.calendar, whole.terms)
        self._records[ledger_id] = known


@dataclass(frozen=True)
class TalliedYear(UnitYear):
    """A unit's year as the database counted it."""

    tallied: Tallied = field(kw_only=True, repr=False)

    def records(self, ledger: str) -> Mapping[str, Record]:
        """Records of few fields where the scheme's own rules look at them; whole ones otherwise."""
        if ledger in self.tallied.kept:
            return self.tallied.kept[ledger].get(self.unit.code, {})
        return super().records(ledger)

    def find(self, measure: Measure) -> tuple[Found, ...]:
        """As many as the measure finds; only what was read tells which."""
        if measure.name in self.tallied.counts:
            return _places(self.tallied.counts[measure.name].get(self.unit.code, 0))
        if measure.name not in self.tallied.near:
            return super().find(measure)
        known = self.tallied.near[measure.name].get(self.unit.code)
        if not known:
            return ()
        context = _Known(NEAR[measure.name].ledger, known, self.context)
        return tuple(sorted(measure.of(UnitYear(self.unit, self.year, self.on, self.plan, context))))


def _places(count: int) -> tuple[Found, ...]:
    if count <= len(PLACES):
        return PLACES[:count]
    return tuple(Found("", "", f"{number:06}", "", "") for number in range(count))


def tally(
    connection: Connection,
    scheme: Scheme,
    plan: Plan,
    units: Iterable[UnitInput],
    on: dt.date | None = None,
    calendar: Calendar = DEFAULT_CALENDAR,
    terms: Mapping[str, int] = AS_SHIPPED,
) -> Assessment:
    """What `assess` says of all these units, but with `because` left empty; their `entries` are not looked at."""
    day = on or dt.date(scheme.year, 12, 31)
    tallied = _tallied(connection, scheme, day)

    def look(given: UnitInput, day: dt.date) -> UnitYear:
        context = BasicContext(_OfUnit(connection, given.unit.code), day, calendar, terms)
        return TalliedYear(given.unit, scheme.year, day, plan, context, tallied=tallied)

    found = assess(scheme, plan, units, day, calendar, terms, look)
    return msgspec.structs.replace(found, units=tuple(map(brief, found.units)))


def brief(unit: UnitScore) -> UnitScore:
    """The result without the records behind it."""
    scores = tuple(msgspec.structs.replace(one, because=()) if one.because else one for one in unit.scores)
    return msgspec.structs.replace(unit, scores=scores)


def _tallied(connection: Connection, scheme: Scheme, day: dt.date) -> Tallied:
    values = values_for(scheme.year, day)
    read: dict[Near, dict[str, ByUid]] = {one: _records(connection, one, values) for one in selections(scheme)}
    return Tallied(
        counts=dict(_counts(connection, sums(scheme), values)),
        near={name: read[NEAR[name]] for name in _wanted(scheme) if name in NEAR},
        kept={one.ledger: read[one] for one in _kept(scheme)},
    )


def values_for(year: int, day: dt.date) -> dict[str, object]:
    """What the names in conditions stand for."""
    first, end = dt.date(year, 1, 1), dt.date(year, 12, 31)
    return {"year": year, "first": f"{first}", "last": f"{min(day, end)}", "end": f"{end}", "on": f"{day}"}


def sums(scheme: Scheme) -> dict[str, dict[str, Counted]]:
    """By ledger and name the measures of a scheme that the database sums up: one pass a ledger."""
    found: dict[str, dict[str, Counted]] = {}
    for name in sorted(_wanted(scheme) & COUNTED.keys()):
        found.setdefault(COUNTED[name].ledger, {})[name] = COUNTED[name]
    return found


def selections(scheme: Scheme) -> list[Near]:
    """The records that scoring by a scheme reads, with the fields it needs of them: one pass each."""
    return list(dict.fromkeys([*(NEAR[name] for name in sorted(_wanted(scheme) & NEAR.keys())), *_kept(scheme)]))


def _wanted(scheme: Scheme) -> set[str]:
    """Measures of the scheme that need no records; of a rate both or none, and only where one lies in the other."""
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


def _counts(
    connection: Connection, wanted: Mapping[str, Mapping[str, Counted]], values: Mapping[str, object]
) -> Iterator[tuple[str, dict[str, int]]]:
    """By measure and unit."""
    for ledger_id, some in wanted.items():
        found = list(tallies.sums_by_unit(connection, ledger_id, [one.expression for one in some.values()], values))
        for place, name in enumerate(some):
            yield name, {unit: numbers[place] for unit, numbers in found if numbers[place]}


def _kept(scheme: Scheme) -> list[Near]:
    """The ledgers whose records the rules themselves look at."""
    fields: dict[str, set[str]] = {}
    for one in scheme.indicators:
        match one.rule:
            case Completion():
                fields.setdefault("progress", set()).update(("year", "item", "state", "not_applicable"))
            case Quota(ledger=name, where=where):
                declared = ledger(name)
                placed = {declared.year_of} if declared.year_of else set()
                fields.setdefault(name, set()).update((*where, declared.title, *placed))
    return [Near(name, tuple(sorted(wanted)), _of_year(name)) for name, wanted in fields.items()]


def _of_year(name: str) -> str:
    """The year's records only: the rules pass over all others."""
    declared = ledger(name)
    if not declared.year_of:
        return "1"
    column = f"f_{declared.year_of}"
    integer = declared.by_name[declared.year_of].kind is Kind.INTEGER
    return f"{column} = :year" if integer else f"{column} BETWEEN :first AND :last"


def _records(connection: Connection, wanted: Near, values: Mapping[str, object]) -> dict[str, ByUid]:
    """Records with only the wanted fields, by unit and uid."""
    declared = ledger(wanted.ledger)
    make = [(name, _value_of(declared.by_name[name].kind)) for name in wanted.fields]
    found: dict[str, ByUid] = {}
    for unit, uid, *cells in tallies.columns(connection, wanted.ledger, wanted.fields, wanted.condition, values):
        kept = {name: read(value) for (name, read), value in zip(make, cells, strict=True) if value is not None}
        found.setdefault(unit, {})[uid] = msgspec.convert(kept, declared.record)
    return found


def _value_of(kind: Kind) -> Callable[[Any], Any]:
    """From a column back to the JSON value."""
    if kind is Kind.TABLE:
        return msgspec.json.decode
    return bool if kind is Kind.FLAG else _itself


def _itself(value: Any) -> Any:
    return value
