"""A matrix by 管理类别: the records of a year, each under its branch and with the marks by which columns count it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from reports.base.sheet import Row
from reports.figures.counted import Counted, added, counted, counted_row
from reports.layouts.filled import FormValue
from reports.layouts.layout import Layout, parts_of

LABEL, CODE = "label", "code"
OTHERWISE = "其他"
_NAMES = re.compile(r"[、，,]+")


@dataclass(frozen=True)
class MarkedRecord:
    """A record for a matrix.

    Attributes:
        uid: Its uid.
        branch: Its 管理类别 as it says it, which rows of the layout name.
        marks: What it is counted as.
        said: Words of open lists by the mark that stands for those no column has: {"act_other": "行政处罚"}.
        amounts: What it adds to columns that are sums.
    """

    uid: str
    branch: str
    marks: frozenset[str]
    said: Mapping[str, str] = field(default_factory=dict)
    amounts: Mapping[str, int | Decimal] = field(default_factory=dict)


def matrix_values(layout: Layout, money: frozenset[str]) -> tuple[FormValue, ...]:
    """The values of a layout's columns: name and number of the row, then figures."""
    figures = [key for key in layout.keys if key not in (LABEL, CODE)]
    return (
        FormValue(LABEL),
        FormValue(CODE, "number"),
        *(FormValue(key, "money" if key in money else "number") for key in figures),
    )


def matrix_rows(
    layout: Layout, values: Sequence[FormValue], ledger: str, records: Sequence[MarkedRecord]
) -> Iterator[Row]:
    """A row for each branch of the layout, the last for all that no other names, and their sum."""
    keys = [value.key for value in values[2:]]
    columns = {part for key in keys for part in parts_of(key)}
    branches = [(row.label, {row.label, *filter(None, _NAMES.split(row.figure))}) for row in layout.rows]
    under: dict[str, list[MarkedRecord]] = {label: [] for label, _ in branches}
    for one in records:
        label = next((label for label, names in branches if one.branch in names), branches[-1][0] if branches else "")
        under.setdefault(label, []).append(one)
    for number, (label, some) in enumerate(under.items(), 1):
        yield counted_row(label, number, *(_cell(key, ledger, some, columns) for key in keys))
    yield replace(counted_row("合计", None, *(_cell(key, ledger, records, columns) for key in keys)), style="total")


def _cell(key: str, ledger: str, records: Sequence[MarkedRecord], columns: set[str]) -> Counted:
    sums = [(one.uid, one.amounts[key]) for one in records if key in one.amounts]
    if sums:
        return added(ledger, sums)
    wanted = {*parts_of(key)}
    return counted(ledger, [one.uid for one in records if wanted & _marks(one, columns)])


def _marks(one: MarkedRecord, columns: set[str]) -> set[str]:
    """Its marks, words that no column has as what stands for them."""
    return {*one.marks, *(word if word in columns else other for other, word in one.said.items())}
