"""The points of all units as of now, kept: only units are scored again whose records changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from weakref import WeakKeyDictionary

import msgspec
from sqlalchemy import Connection

from models.assess.adjust import as_appealed
from models.assess.assess import assess, everyone, nobody
from models.assess.averages import OwnFigures, repriced, with_averages
from models.assess.frozen import whole
from models.assess.frozen_parts import Parted, parted
from models.assess.inputs import Basis, UnitInput
from models.assess.kept import with_records
from models.assess.score import Assessment
from models.assess.totals import ranked
from models.store.base import journal
from models.store.base.workspace import Workspace
from reports.figures.form_data import Scope
from reports.figures.scores import (
    Assessed,
    ScoreBasis,
    assess_workspace,
    averaged,
    figures_of,
    score_basis_of,
    scored_books,
)


@dataclass(frozen=True)
class _Current:
    """A result and what it follows from: the journal up to `seq`, and what was given beside the records.

    `figures` are what the units bring to the averages that they are compared with, `averaged` the basis with these.
    """

    seq: int
    basis: Basis
    inputs: Mapping[str, UnitInput]
    result: Assessment
    figures: Mapping[str, OwnFigures]
    averaged: Basis


_known: WeakKeyDictionary[Workspace, _Current] = WeakKeyDictionary()


def points_of(workspace: Workspace, asked: Scope) -> Assessed:
    """What `assess_workspace` says, the quickest way: of all units without the records behind the points."""
    whole = workspace.is_centre and asked.unit is None
    return standing_of(workspace, asked) if whole else assess_workspace(workspace, asked)


def standing_of(workspace: Workspace, asked: Scope, traced: Callable[[str], bool] = nobody) -> Assessed:
    """What `assess_workspace` says of all units, without the records behind the points but for `traced` units.

    Raises:
        NoSchemeError: No scheme was issued for the year, or it has errors.
    """
    with workspace.read() as connection:
        books = scored_books(connection, workspace, replace(asked, unit=None))
        given = score_basis_of(connection, workspace, books)
        if given.frozen:
            kept = whole(connection, given.frozen, traced)
            return Assessed(books, given.scheme, kept, given.frozen, given.papers)
        now = _now(connection, _known.get(workspace), given)
        wanted = set(filter(traced, now.inputs))
        result = _scored_again(connection, now, wanted, explained=True) if wanted else now.result
    _known[workspace] = now
    result = as_appealed(given.scheme, result, given.appeals)
    return Assessed(books, given.scheme, result, on_paper=given.papers)


def parted_now(workspace: Workspace, asked: Scope) -> Parted:
    """What `assess_workspace` says of all units as of now, in two parts.

    Unit by unit: never do the records behind the points of all units lie in memory other than packed.

    Raises:
        NoSchemeError: No scheme was issued for the year, or it has errors.
    """
    with workspace.read() as connection:
        books = scored_books(connection, workspace, replace(asked, unit=None))
        given = score_basis_of(connection, workspace, books)
        if given.frozen:
            return Parted(given.frozen.result, {})
        basis = averaged(connection, workspace, replace(asked, unit=None), given)
        parts = [
            parted(as_appealed(given.scheme, assess(basis, [one]), given.appeals))
            for one in with_records(connection, given.scheme, given.inputs)
        ]
    units = [unit for part in parts for unit in part.result.units]
    placed = [one for category in given.scheme.categories for one in ranked(units, category)]
    findings = tuple(found for part in parts for found in part.result.findings)
    behind = {code: packed for part in parts for code, packed in part.behind.items()}
    return Parted(msgspec.structs.replace(assess(given.basis, ()), units=tuple(placed), findings=findings), behind)


def forget(workspace: Workspace) -> None:
    """Drop the cached scores of this workspace, so that the next call computes them again."""
    _known.pop(workspace, None)


def _now(connection: Connection, before: _Current | None, given: ScoreBasis) -> _Current:
    """Only units are scored again of which something changed."""
    inputs = {one.unit.code: one for one in given.inputs}
    now = _Current(journal.last_seq(connection), given.basis, inputs, assess(given.basis, ()), {}, given.basis)
    changed = set(inputs)
    if before and before.basis == given.basis and before.inputs.keys() == inputs.keys():
        now = replace(now, result=before.result, figures=before.figures, averaged=before.averaged)
        changed = _changed(connection, before, inputs)
    if not changed:
        return now
    now = _averaged_again(connection, now, changed)
    return replace(now, result=_scored_again(connection, now, changed, explained=False))


def _averaged_again(connection: Connection, now: _Current, changed: set[str]) -> _Current:
    """Averages with what these units bring now; where they moved, the others are compared with them anew."""
    fresh = figures_of(connection, now.basis, [now.inputs[code] for code in changed])
    kept = {code: own for code, own in now.figures.items() if code not in changed}
    basis = with_averages(now.basis, [*kept.values(), *fresh.values()]) if kept or fresh else now.basis
    result = now.result
    if kept and basis.averages != now.averaged.averages:
        units = tuple(repriced(basis, one, kept[one.unit]) if one.unit in kept else one for one in result.units)
        result = msgspec.structs.replace(result, units=units)
    return replace(now, figures={**kept, **fresh}, averaged=basis, result=result)


def _changed(connection: Connection, before: _Current, inputs: Mapping[str, UnitInput]) -> set[str]:
    """Units whose records, reports or points by hand are not what they were."""
    written = journal.units_since(connection, before.seq)
    return (written & inputs.keys()) | {code for code, one in inputs.items() if one != before.inputs[code]}


def _scored_again(connection: Connection, before: _Current, codes: set[str], *, explained: bool) -> Assessment:
    """The result with these units scored by their records, and all ranked anew."""
    scheme, result = before.basis.scheme, before.result
    inputs = [before.inputs[code] for code in codes]
    given = with_records(connection, scheme, inputs, worded=explained)
    again = assess(before.averaged, given, everyone if explained else nobody)
    units = [*(one for one in result.units if one.unit not in codes), *again.units]
    placed = [one for category in scheme.categories for one in ranked(units, category)]
    others = [one for one in result.findings if one.unit not in codes]
    findings = sorted((*others, *again.findings), key=lambda one: one.unit)
    return msgspec.structs.replace(result, units=tuple(placed), findings=tuple(findings))
