"""Which field of a ledger each heading of somebody's table means: by the names that the declaration knows.

A field is meant by its label or one of its other names (`Field.also`), what people decorate it with aside: blanks,
stars, brackets, the common head above it, a unit behind it. A column of a table field (开庭日期 of 开庭情况) may stand
in a column of its own. See docs/workbooks.md, headings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from models.errors import FazhiError
from models.records.field import BoundField, Kind
from models.records.ledger import Derived, Ledger
from reports.excel.ledger_text import NOT_IN_WORKBOOKS
from reports.excel.ledger_workbook import ORIGIN_HEAD, UID_HEAD, UNIT_HEAD, UNIT_NAME_HEAD
from reports.filled_in.errors import SideBySideError
from reports.filled_in.head import ColumnHeading, plain_label
from reports.filled_in.read_workbook import SheetRows
from reports.filled_in.scan import column_letters

OWN_HEADS = frozenset({UID_HEAD, UNIT_HEAD, UNIT_NAME_HEAD, ORIGIN_HEAD})
NOT_READ = frozenset({"佐证材料", "错误原因"})
"""Heads of our own workbooks that say something to people only."""
LONGER = 4
"""Letters that a heading may have beside a field's label: 原告姓名, 执法证件编号."""
SURE_AT_THE_END = 3
"""Letters of a label that a heading may end with: 日期 stands at the end of too many."""
_IN_BRACKETS = re.compile(r"[（(〔\[].*?[）)〕\]]")
_FORMER = re.compile(r"(.+)[（(](?:旧|原)[）)]")
_UNIT = re.compile(r"[/／、_-]?(单位[:：])?[百千万亿]*元$")


class HeadTwiceError(FazhiError):
    """Two columns of the workbook are the same field."""

    path: Path
    label: str
    template = "“{path.name}”里有两栏都是“{label}”，没有导入：请删去或改名其中一栏。"


class FieldColumn(NamedTuple):
    """A field that a column means; with `inside` only that column of it, a table: 开庭日期 of 开庭情况."""

    field: BoundField
    inside: BoundField | None = None

    @property
    def name(self) -> str:
        """Its name in what is remembered: "phone", "hearings.on"."""
        return f"{self.field.name}.{self.inside.name}" if self.inside else self.field.name

    @property
    def label(self) -> str:
        """What people read: 联系电话, 开庭情况的开庭日期."""
        return f"{self.field.label}的{self.inside.label}" if self.inside else self.field.label


Column = FieldColumn | str
"""What a heading means: a field, one of our own columns by its head, or "" for neither."""


@cache
def field_columns(ledger: Ledger) -> dict[str, FieldColumn]:
    """Whatever of the ledger a column may hold, by name."""
    fields = [one for one in ledger.fields if one.name not in NOT_IN_WORKBOOKS]
    found = [FieldColumn(one) for one in fields]
    found += [FieldColumn(one, inside) for one in fields if one.kind is Kind.TABLE for inside in one.columns]
    return {one.name: one for one in found}


@cache
def passed_over(ledger: Ledger) -> set[str]:
    """Headings that are known and not read: what the program computes, and what its workbooks tell people."""
    derived = {plain_label(one.label) for one in ledger.columns if isinstance(one, Derived)} | NOT_READ
    return derived - {one.label for one in field_columns(ledger).values()}


@cache
def expected_labels(ledger: Ledger) -> frozenset[str]:
    """Every name that a heading for the ledger may have, plain."""
    columns = field_columns(ledger).values()
    return frozenset(plain_label(name) for one in columns for name in (one.inside or one.field).names)


def guess_columns(
    ledger: Ledger, headings: Sequence[ColumnHeading], kept: Mapping[str, str] | None = None
) -> list[Column]:
    """What each heading means: as `kept` says (names by plain heading), else by its words; each field once.

    The surest reading of all headings comes before a bolder one of any: 持证人 stands before 姓名.
    """
    found: list[Column] = [""] * len(headings)
    free, known = dict(field_columns(ledger)), kept or {}
    open_at = []
    for at, heading in enumerate(headings):
        label = plain_label(heading.label)
        if label in OWN_HEADS:
            found[at] = label
        elif label in known:
            found[at] = _take(free, known[label]) if known[label] in free else ""
        elif label not in passed_over(ledger):
            open_at.append(at)
    for reading in _READINGS:
        for at in open_at:
            if not found[at] and (meant := reading(headings[at], free)):
                found[at] = _take(free, meant.name)
    return found


def _take(free: dict[str, FieldColumn], name: str) -> FieldColumn:
    """The column of that name, which is free no more, nor is the table that it is a part of, or its parts."""
    taken = free.pop(name)
    free.pop(taken.field.name, None)
    if not taken.inside:
        for part in [one for one in free if one.startswith(f"{name}.")]:
            del free[part]
    return taken


def refuse_twice(path: Path, ledger: Ledger, headings: Sequence[ColumnHeading], columns: Sequence[Column]) -> None:
    """Raise for two headings that call a field the same.

    Raises:
        HeadTwiceError: Which of the two is meant cannot be told.
    """
    labels = [bare_label(heading.label) for heading in headings]
    meant = {label for label, column in zip(labels, columns, strict=True) if column}
    twice = next((label for label in labels if label in meant and labels.count(label) > 1), None)
    if twice and twice in {plain_label(one.label) for one in field_columns(ledger).values()} | OWN_HEADS:
        raise HeadTwiceError(path, twice)


def refuse_side_by_side(table: SheetRows, expected: Collection[str]) -> None:
    """Raise where two heads hoped for stand twice under the same common head: two records are in a row.

    Raises:
        SideBySideError: Half of the table would be left out.
    """
    places: dict[tuple[str, str], list[str]] = {}
    for one in table.headings:
        if plain_label(one.label) in expected:
            places.setdefault((one.group, plain_label(one.label)), []).append(f"{column_letters(one.column)}列")
    several = [(label, columns) for (_, label), columns in places.items() if len(columns) > 1]
    if len(several) > 1:
        (label, columns), *_ = several
        raise SideBySideError(table.path, table.sheet, label, f"{'、'.join(columns[:-1])}和{columns[-1]}")


_Free = Mapping[str, FieldColumn]
_Reading = Callable[[ColumnHeading, _Free], FieldColumn | None]


def bare_label(label: str) -> str:
    """A plain heading without brackets and the unit behind it; 证件编号（旧） is 原证件编号, another one."""
    plain = _FORMER.sub(r"原\1", plain_label(label))
    return _UNIT.sub("", _IN_BRACKETS.sub("", plain)) or plain


def _spellings(heading: ColumnHeading) -> Iterator[str]:
    """The words that may name the field, the surest first."""
    for group in (heading.group, "") if heading.group else ("",):
        yield plain_label(group + heading.label)
        yield bare_label(group) + bare_label(heading.label)


def _named(heading: ColumnHeading, free: _Free, names: Callable[[BoundField], Sequence[str]]) -> FieldColumn | None:
    spellings = list(_spellings(heading))
    own = [one for one in free.values() if one.inside is None]
    inner = [one for one in free.values() if one.inside is not None]
    for some in (own, inner):
        for spelling in spellings:
            for one in some:
                if spelling in map(plain_label, names(one.inside or one.field)):
                    return one
    return None


def _by_label(heading: ColumnHeading, free: _Free) -> FieldColumn | None:
    return _named(heading, free, lambda one: (one.label, one.name))


def _by_other_name(heading: ColumnHeading, free: _Free) -> FieldColumn | None:
    return _named(heading, free, lambda one: one.names)


def _within(heading: ColumnHeading, free: _Free) -> FieldColumn | None:
    """The field whose label the heading begins or ends with, the longest one."""
    label = plain_label(heading.label)
    fitting = [
        one
        for one in free.values()
        if not one.inside
        and len(label) <= len(one.label) + LONGER
        and (label.startswith(one.label) or (label.endswith(one.label) and len(one.label) >= SURE_AT_THE_END))
    ]
    return max(fitting, key=lambda one: len(one.label), default=None)


_READINGS: tuple[_Reading, ...] = (_by_label, _by_other_name, _within)
