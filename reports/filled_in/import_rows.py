"""Rows of somebody's workbook as values of a ledger's fields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from models.errors import FazhiError
from models.records.field import BoundField
from models.records.ledger import Derived, Ledger
from reports.excel.ledger_text import NOT_IN_WORKBOOKS
from reports.excel.ledger_workbook import ORIGIN_HEAD, UID_HEAD, UNIT_HEAD, UNIT_NAME_HEAD
from reports.filled_in.cells import ReadCell
from reports.filled_in.head import plain_label
from reports.filled_in.read_values import CellRefusedError, read_value
from reports.filled_in.read_workbook import SheetRows, read_rows

EVIDENCE_HEAD = "佐证材料"
NOT_READ = frozenset({EVIDENCE_HEAD, "校验说明", "错误原因"})
"""Heads of our own workbooks that say something to people only."""
_IN_BRACKETS = re.compile(r"[（(〔\[].*?[）)〕\]]")


class NoHeadsError(FazhiError):
    """No column of the workbook is one of the ledger's."""

    path: Path
    ledger: Ledger

    @property
    def sentence(self) -> str:
        """Names the file and the required columns its heading must have."""
        labels = "、".join(one.label for one in self.ledger.fields if one.spec.required)
        return (
            f"“{self.path.name}”里没有找到{self.ledger.label}的表头，没有导入：表头要有{labels}等栏目，"
            "可以先导出一份作样表。"
        )


class HeadTwiceError(FazhiError):
    """Two columns of the workbook are the same field."""

    path: Path
    label: str
    template = "“{path.name}”里有两栏都是“{label}”，没有导入：请删去或改名其中一栏。"


@dataclass(frozen=True)
class Refused:
    """A cell, or with an empty column a whole row, that was not taken, and why."""

    row: int
    column: str
    reason: str


@dataclass
class GivenRow:
    """A row as given: values by field name (references still as text), and what was wrong with its cells.

    `uid` and `unit` are what our own columns say; `refused` is set once the row is not to be taken.
    """

    number: int
    values: dict[str, Any]
    cells: dict[str, ReadCell]
    faults: dict[str, str]
    uid: str = ""
    unit: str = ""
    refused: bool = False


@dataclass(frozen=True)
class GivenRows:
    """All rows that say something, and sentences about what was passed over."""

    path: Path
    rows: list[GivenRow]
    notes: list[str] = field(default_factory=list)


def given_rows(path: Path, ledger: Ledger, sheet: str | None = None) -> GivenRows:
    """Read a workbook's rows for a ledger.

    Raises:
        WorkbookError: It cannot be read.
        NoHeadsError, HeadTwiceError: Its columns cannot be told.
    """
    found = read_rows(path, sheet=sheet, expected=[one.label for one in ledger.fields])
    return rows_under(found, ledger, guessed_columns(path, ledger, found))


def rows_under(found: SheetRows, ledger: Ledger, columns: list[BoundField | str]) -> GivenRows:
    """The rows of a sheet whose columns mean `columns`.

    Raises:
        NoHeadsError: None of them is a field.
    """
    if not any(isinstance(column, BoundField) for column in columns):
        raise NoHeadsError(found.path, ledger)
    rows = [_row(row.number, columns, row.cells) for row in found.rows]
    kept = [row for row in rows if row.values or row.faults]
    return GivenRows(found.path, kept, list(_notes(found, ledger, columns)))


def guessed_columns(path: Path, ledger: Ledger, found: SheetRows) -> list[BoundField | str]:
    """What each heading is: a field, one of our own columns, or "" where it is neither.

    Raises:
        HeadTwiceError: Two headings are the same.
    """
    known: dict[str, BoundField | str] = {one: one for one in (UID_HEAD, UNIT_HEAD, UNIT_NAME_HEAD, ORIGIN_HEAD)}
    known |= {plain_label(one.label): one for one in ledger.fields} | {one.name: one for one in ledger.fields}
    columns: list[BoundField | str] = []
    for heading in found.headings:
        label = plain_label(heading.label)
        column = known.get(label) or known.get(_IN_BRACKETS.sub("", label), "")
        if column and column in columns:
            raise HeadTwiceError(path, heading.label)
        columns.append(column)
    return columns


def _row(number: int, columns: list[BoundField | str], cells: tuple[ReadCell, ...]) -> GivenRow:
    row = GivenRow(number, {}, {}, {})
    for column, cell in zip(columns, cells, strict=True):
        if isinstance(column, BoundField):
            if column.name not in NOT_IN_WORKBOOKS:
                _take(row, column, cell)
        elif column == UID_HEAD:
            row.uid = cell.text
        elif column == UNIT_HEAD:
            row.unit = cell.text
    return row


def _take(row: GivenRow, column: BoundField, cell: ReadCell) -> None:
    row.cells[column.name] = cell
    try:
        value = read_value(column, cell)
    except CellRefusedError as problem:
        row.faults[column.name] = problem.reason
        return
    if value not in (None, []):
        row.values[column.name] = value


def _notes(found: SheetRows, ledger: Ledger, columns: list[BoundField | str]) -> Iterator[str]:
    known = {plain_label(one.label) for one in ledger.columns if isinstance(one, Derived)} | NOT_READ
    strange = [
        heading.label
        for heading, column in zip(found.headings, columns, strict=True)
        if not column and plain_label(heading.label) not in known
    ]
    if strange:
        yield f"{ledger.label}没有这些栏目，没有读：{'、'.join(strange)}。"
    named = [heading.column for heading in found.headings if plain_label(heading.label) == EVIDENCE_HEAD]
    if any(cell.text for row in found.rows for cell in row.cells if cell.column in named):
        yield "佐证材料只能在程序里添加，表里写的文件名没有读。"
    if found.spread:
        yield f"有{found.spread}个格子和上面的合并成一格，按合并格的内容读。"
    if found.unlabelled:
        yield f"有{len(found.unlabelled)}个单元格上面没有表头，没有读，第一个是{found.unlabelled[0].address}。"
    if found.asides:
        yield f"有{len(found.asides)}处不是记录的文字，没有读，第一处是{found.asides[0].address}。"
