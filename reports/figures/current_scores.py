"""How all units stand: scored by counting, kept, and afterwards only units scored again whose records changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from weakref import WeakKeyDictionary

import msgspec
from sqlalchemy import Connection

from models.assess.adjust import as_appealed
from models.assess.apart import Parted, parted
from models.assess.assess import assess
from models.assess.frozen import Appeal, whole
from models.assess.inputs import KeptEntries, UnitInput
from models.assess.scheme import Scheme
from models.assess.score import Assessment, UnitScore
from models.assess.tally import brief, tally
from models.assess.totals import ranked
from models.records.plan import Plan
from models.rules.holidays import Calendar
from models.store.base import journal
from models.store.base.workspace import Workspace
from reports.figures.form_data import Asked, Books
from reports.figures.scores import Assessed, Given, assess_workspace, given_of, scored_books

Basis = tuple[Scheme, Plan, dt.date, Calendar, Mapping[str, int]]
FEW = 100
"""So many changed units are scored one by one; more are counted with all the others."""


@dataclass(frozen=True)
class _Standing:
    """A result and what it follows from: the journal up to `seq`, and what was given beside the records."""

    seq: int
    basis: Basis
    inputs: Mapping[str, UnitInput]
    result: Assessment


_known: WeakKeyDictionary[Workspace, _Standing] = WeakKeyDictionary()


def points_of(workspace: Workspace, asked: Asked) -> Assessed:
    """What `assess_workspace` says, the quickest way: of all units without the records behind the points."""
    whole = workspace.is_centre and asked.unit is None
    return standing_of(workspace, asked) if whole else assess_workspace(workspace, asked)


def standing_of(workspace: Workspace, asked: Asked, traced: Callable[[str], bool] | None = None) -> Assessed:
    """What `assess_workspace` says of all units, without the records behind the points but for `traced` units.

    Raises:
        NoSchemeError: No scheme was issued for the year, or it has errors.
    """
    with workspace.read() as connection:
        books = scored_books(connection, workspace, replace(asked, unit=None))
        given = given_of(connection, workspace, books)
        if given.frozen:
            kept = whole(connection, given.frozen, traced or (lambda _: False))
            return Assessed(books, given.scheme, kept, given.frozen, given.papers)
        now = _now(connection, _known.get(workspace), books, given)
        wanted = [one for code, one in now.inputs.items() if traced and traced(code)]
        result = _scored_again(connection, now.result, wanted, now.basis, _whole) if wanted else now.result
    _known[workspace] = now
    result = as_appealed(given.scheme, result, given.appeals)
    return Assessed(books, given.scheme, result, on_paper=given.papers)


def parted_now(workspace: Workspace, asked: Asked) -> Parted:
    """What `assess_workspace` says of all units as of now, in two parts.

    Unit by unit: never do the records behind the points of all units lie in memory other than packed.

    Raises:
        NoSchemeError: No scheme was issued for the year, or it has errors.
    """
    with workspace.read() as connection:
        books = scored_books(connection, workspace, replace(asked, unit=None))
        given = given_of(connection, workspace, books)
        if given.frozen:
            return Parted(given.frozen.result, {})
        basis = given.scheme, books.plan, books.day, books.calendar, books.terms
        parts = [
            _one_parted(connection, one, basis, given.appeals)
            for one in sorted(given.inputs, key=lambda one: one.unit.code)
        ]
    units = [unit for part in parts for unit in part.result.units]
    placed = [one for category in given.scheme.categories for one in ranked(units, category.id)]
    findings = tuple(found for part in parts for found in part.result.findings)
    none = assess(given.scheme, books.plan, (), books.day, books.calendar, books.terms)
    behind = {code: packed for part in parts for code, packed in part.behind.items()}
    return Parted(msgspec.structs.replace(none, units=tuple(placed), findings=findings), behind)


def _one_parted(connection: Connection, given: UnitInput, basis: Basis, appeals: Sequence[Appeal]) -> Parted:
    scheme, plan, day, calendar, terms = basis
    one = replace(given, entries=KeptEntries(connection, given.unit.code))
    return parted(as_appealed(scheme, assess(scheme, plan, [one], day, calendar, terms), appeals))


def forget(workspace: Workspace) -> None:
    """Have everything counted anew."""
    _known.pop(workspace, None)


def _now(connection: Connection, before: _Standing | None, books: Books, given: Given) -> _Standing:
    basis = given.scheme, books.plan, books.day, books.calendar, books.terms
    inputs = {one.unit.code: one for one in given.inputs}
    seq = journal.last_seq(connection)
    result = None
    if before and before.basis == basis and before.inputs.keys() == inputs.keys():
        changed = _changed(connection, before, inputs)
        result = before.result if not changed else None
        if 0 < len(changed) <= FEW:
            result = _scored_again(connection, before.result, [inputs[one] for one in sorted(changed)], basis, brief)
    if result is None:
        result = tally(connection, given.scheme, books.plan, given.inputs, books.day, books.calendar, books.terms)
    return _Standing(seq, basis, inputs, result)


def _changed(connection: Connection, before: _Standing, inputs: Mapping[str, UnitInput]) -> set[str]:
    """Units whose records, reports or points by hand are not what they were."""
    written = journal.units_since(connection, before.seq)
    return (written & inputs.keys()) | {code for code, one in inputs.items() if one != before.inputs[code]}


def _whole(unit: UnitScore) -> UnitScore:
    return unit


def _scored_again(
    connection: Connection, result: Assessment, inputs: list[UnitInput], basis: Basis, kept: Callable[..., UnitScore]
) -> Assessment:
    """The result with these units scored by their records, as much of it as is to be `kept`, and all ranked anew."""
    scheme, plan, day, calendar, terms = basis
    codes = {one.unit.code for one in inputs}
    whole = [replace(given, entries=KeptEntries(connection, given.unit.code)) for given in inputs]
    again = assess(scheme, plan, whole, day, calendar, terms)
    units = [*(one for one in result.units if one.unit not in codes), *map(kept, again.units)]
    placed = [one for category in scheme.categories for one in ranked(units, category.id)]
    others = [one for one in result.findings if one.unit not in codes]
    findings = sorted((*others, *again.findings), key=lambda one: one.unit)
    return msgspec.structs.replace(result, units=tuple(placed), findings=tuple(findings))
