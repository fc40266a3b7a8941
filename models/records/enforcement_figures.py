"""A unit's figures of 行政执法 in a year: as its yearly sheet says, else counted from its decisions and inspections."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple, cast

from models.records.context import BasicContext
from models.records.ledgers.enforcement import NAME as DECISIONS
from models.records.ledgers.enforcement import Enforcement
from models.records.ledgers.enforcement_year import LEDGER as SHEET
from models.records.ledgers.enforcement_year import NAME as SHEETS
from models.records.ledgers.enforcement_year import TOTALS, EnforcementYear
from models.records.ledgers.inspection import LEDGER as INSPECTION
from models.records.ledgers.inspection import NAME as INSPECTIONS
from models.records.ledgers.inspection import Inspection
from models.rules.enforcement_kinds import KINDS, OTHER_ACTS, PENALTY, counted_as

LEVY, REQUISITION = "行政征收或者征用", "征用"
FIGURES = tuple(field.name for field in SHEET.summed if field.name not in TOTALS)
"""Everything that is counted, in the order of the sheet; sums are of these."""
MONEY = frozenset({"fined", "levied"})
UNSAID = ""
"""The name under which decisions are kept that say nothing the year could count."""


class YearFigure(NamedTuple):
    """A figure with the records it comes from: one sheet, or the decisions it counts."""

    amount: int | Decimal
    ledger: str
    uids: tuple[str, ...]


Decisions = Mapping[str, list[tuple[str, Enforcement]]]
"""Decisions with their uids, by the figure that counts them."""


def decisions_by_unit(context: BasicContext, year: int, until: dt.date) -> Mapping[str, Decisions]:
    """The decisions made in the year up to a day, by the unit that made them."""
    owners = context.entries(DECISIONS)
    found: defaultdict[str, defaultdict[str, list[tuple[str, Enforcement]]]] = defaultdict(lambda: defaultdict(list))
    for uid, record in context.records(DECISIONS).items():
        one = cast("Enforcement", record)
        if one.decided_on and one.decided_on.year == year and one.decided_on <= until:
            found[owners[uid].unit][_figure_of(one)].append((uid, one))
    return found


def _figure_of(one: Enforcement) -> str:
    kind, detail = one.kind or "", one.detail or ""
    if kind in KINDS:
        return counted_as(kind, detail) or UNSAID
    if kind == LEVY:
        return "requisitions" if REQUISITION in detail else "levies"
    return next((name for name, label in OTHER_ACTS.items() if label == kind), "other_acts" if kind else UNSAID)


def inspections_by_unit(context: BasicContext, year: int, until: dt.date) -> Mapping[str, YearFigure]:
    """How many visits were paid in the year up to a day, by the unit that paid them."""
    owners = context.entries(INSPECTIONS)
    found: defaultdict[str, list[tuple[str, int | None]]] = defaultdict(list)
    for uid, record in context.records(INSPECTIONS).items():
        one = cast("Inspection", record)
        if one.visited_on and one.visited_on.year == year and one.visited_on <= until:
            found[owners[uid].unit].append((uid, one.visits))
    visits = INSPECTION.by_name["visits"]
    return {
        unit: YearFigure(visits.added(count for _, count in some), INSPECTIONS, tuple(uid for uid, _ in some))
        for unit, some in found.items()
    }


def sheets_by_unit(context: BasicContext, year: int) -> dict[str, tuple[str, EnforcementYear]]:
    """The sheets of a year with their uids, by the unit that keeps them."""
    owners = context.entries(SHEETS)
    sheets = ((uid, cast("EnforcementYear", one)) for uid, one in context.records(SHEETS).items())
    return {owners[uid].unit: (uid, one) for uid, one in sheets if one.year == year}


def figures_of(
    decisions: Decisions, sheet: tuple[str, EnforcementYear] | None, inspected: YearFigure | None = None
) -> dict[str, YearFigure]:
    """The figures of a unit by name; none where neither its sheet nor a decision or inspection says something."""
    decided = _decided(decisions) | ({"inspections": inspected} if inspected else {})
    return {name: found for name in FIGURES if (found := _of_sheet(sheet, name) or decided.get(name))}


def _of_sheet(sheet: tuple[str, EnforcementYear] | None, name: str) -> YearFigure | None:
    amount = getattr(sheet[1], name) if sheet else None
    return YearFigure(amount, SHEETS, (sheet[0],)) if sheet and amount is not None else None


def _decided(found: Decisions) -> dict[str, YearFigure]:
    figures = {
        name: YearFigure(len(some), DECISIONS, tuple(uid for uid, _ in some)) for name, some in found.items() if name
    }
    of_kind = {"fined": [name for name in found if name in KINDS[PENALTY]], "levied": ["levies"]}
    for name, parts in of_kind.items():
        paid = [(uid, one.amount) for part in parts for uid, one in found.get(part, ()) if one.amount]
        if paid:
            whole = sum((max(amount, Decimal(0)) for _, amount in paid), Decimal(0))
            figures[name] = YearFigure(whole, DECISIONS, tuple(uid for uid, _ in paid))
    return figures


def disagreeing(decisions: Decisions, sheet: EnforcementYear) -> Iterator[tuple[str, int | Decimal, int | Decimal]]:
    """The figures of a sheet that differ from the decisions that are kept of their kind: name, sheet, decisions."""
    for name, figure in _decided(decisions).items():
        said = getattr(sheet, name)
        if said is not None and said != figure.amount:
            yield name, said, figure.amount
