"""行政执法统计年报 by unit: which figures each of its tables has, and what they come to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from models.records.enforcement_figures import (
    FIGURES,
    UNSAID,
    YearFigure,
    decisions_by_unit,
    figures_of,
    inspections_by_unit,
    sheets_by_unit,
)
from models.records.ledgers.enforcement import NAME as DECISIONS
from models.records.ledgers.enforcement_year import NAME as SHEETS
from models.records.ledgers.enforcement_year import TOTALS, EnforcementYear
from models.rules.enforcement_kinds import EXECUTIONS, MEASURES, PENALTIES
from reports.base.sheet import Behind
from reports.figures.counted import Counted, counted, together
from reports.figures.form_data import FormData

PENALTY, LICENCE, COERCION, LEVY, REQUISITION, INSPECTION, OTHERS = TABLES = (
    *("penalties", "licences", "coercion"),
    *("levies", "requisitions", "inspections", "others"),
)
_OTHERS = ("levies", "requisitions", "inspections", "confirmations", "payments", "rewards", "rulings", "other_acts")
FIGURES_OF: Mapping[str, tuple[str, ...]] = {
    PENALTY: (*PENALTIES, "fined"),
    LICENCE: ("applied", "carried", "accepted", "granted", "refused", "revoked"),
    COERCION: (*MEASURES, *EXECUTIONS),
    LEVY: ("levies", "levied"),
    REQUISITION: ("requisitions",),
    INSPECTION: ("inspections",),
    OTHERS: (*_OTHERS, "levied"),
}
"""The figures of each table, by its name."""
SUMS: Mapping[str, tuple[str, ...]] = {**TOTALS, "measures": tuple(MEASURES), "others": _OTHERS}
"""Sums that a table prints, by their name."""
LEDGERS = ("enforcement", "enforcement_year", "inspection")
"""What the figures are read from."""
IN_TEN_THOUSANDS: Mapping[str, str] = {"fined_wan": "fined", "levied_wan": "levied"}
"""Amounts in 万元, with the amount in 元 that they are."""
TYPED_ONLY = frozenset({"applied", "carried", "accepted", "inspections"})
"""Figures that no decision shows: where no sheet says them, nobody knows."""
APART: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "unaccepted": ("accepted", ("granted", "refused")),
    "unfined": ("fined", ("fine", "confiscation")),
}
"""By its name what units did of whom another figure is not known: which that is, and what they did."""
_HUNDREDTH = Decimal("0.01")
Line = dict[str, Counted]


class EnforcementYears(NamedTuple):
    """The figures of every unit covered by its code, {} of one that says nothing; and decisions nobody can count."""

    lines: dict[str, Line]
    uncounted: Counted


def enforcement_years(books: FormData) -> EnforcementYears:
    """The year's figures of every unit with their sums."""
    context = books.context()
    decisions = decisions_by_unit(context, books.year, books.day)
    sheets, inspected = sheets_by_unit(context, books.year), inspections_by_unit(context, books.year, books.day)
    lines = {}
    for unit in books.units:
        sheet = sheets.get(unit.code)
        figures = figures_of(decisions.get(unit.code, {}), sheet, inspected.get(unit.code))
        lines[unit.code] = _line(figures, _typed_sums(sheet))
    unsaid = [uid for unit in books.units for uid, _ in decisions.get(unit.code, {}).get(UNSAID, ())]
    return EnforcementYears(lines, counted(DECISIONS, unsaid))


def _typed_sums(sheet: tuple[str, EnforcementYear] | None) -> Line:
    """What a sheet says of sums alone, whose parts it leaves open."""
    if sheet is None:
        return {}
    uid, said = sheet
    amounts = {name: getattr(said, name) for name in TOTALS}
    return {name: _of(YearFigure(amount, SHEETS, (uid,))) for name, amount in amounts.items() if amount}


def _of(figure: YearFigure) -> Counted:
    return Counted(figure.amount, (Behind(figure.ledger, figure.uids),))


def _line(figures: Mapping[str, YearFigure], totals: Line) -> Line:
    if not figures and not totals:
        return {}
    line = {
        name: _of(figures[name]) if name in figures else Counted(None if name in TYPED_ONLY else 0) for name in FIGURES
    }
    return with_sums(line, {name: one for name, one in totals.items() if not figures.keys() & {*TOTALS[name]}})


def with_sums(line: Line, instead: Mapping[str, Counted] | None = None) -> Line:
    """The figures with the sums and the amounts in 万元 that follow from them, but for those given `instead`."""
    sums = {name: together(line[part] for part in parts) for name, parts in SUMS.items()}
    wan = {name: ten_thousands(line[of]) for name, of in IN_TEN_THOUSANDS.items()}
    return {**line, **sums, **wan, **(instead or {})}


def ten_thousands(figure: Counted) -> Counted:
    """An amount in 元 as one in 万元."""
    amount = figure.amount if isinstance(figure.amount, int | Decimal) else 0
    return figure._replace(amount=(Decimal(amount) / 10_000).quantize(_HUNDREDTH))


def added_lines(lines: Iterable[Line]) -> Line:
    """All units together, with what stands `APART`."""
    every = [line for line in lines if line]
    names = every[0] if every else with_sums(dict.fromkeys(FIGURES, Counted(0)))
    whole = {name: together(line[name] for line in every) for name in names}
    wan = {name: ten_thousands(whole[of]) for name, of in IN_TEN_THOUSANDS.items()}
    apart = {name: together(line[name] for line in map(_apart, every)) for name in APART}
    return {**whole, **wan, **apart}


def _apart(line: Line) -> Line:
    return {
        name: Counted(None) if line[unknown].behind else together(line[part] for part in parts)
        for name, (unknown, parts) in APART.items()
    }


def apart_of(lines: Mapping[str, Line], name: str) -> dict[str, Counted]:
    """The figures that stand `APART`, by the units that they are of; none where the other figure is known of nobody."""
    if not any(line[APART[name][0]].behind for line in lines.values() if line):
        return {}
    found = {code: _apart(line)[name] for code, line in lines.items() if line}
    return {code: one for code, one in found.items() if one.amount}


def says(line: Line, table: str) -> bool:
    """Whether a unit says something for a table: 0 too, where it says that."""
    return any(line[name].behind for name in FIGURES_OF[table]) if line else False
