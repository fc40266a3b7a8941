"""Which column of somebody's table means which field: guessed by name, remembered as the user put it right. No Qt."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from models.records.field import BoundField
from models.records.ledger import Derived, Ledger
from reports.excel.ledger_text import NOT_IN_WORKBOOKS
from reports.filled_in.cells import ReadCell, read_cell
from reports.filled_in.head import ColumnHeading, plain_label
from reports.filled_in.import_rows import HeadTwiceError, guessed_columns
from reports.filled_in.read_workbook import ReadRow, SheetRows
from ui.kit.text_cells import unmarked

CLIPBOARD = Path("剪贴板")
UNREAD = frozenset({"explanations", *NOT_IN_WORKBOOKS})
ALIKE: Mapping[str, tuple[str, ...]] = {
    "身份证号": ("身份证号码", "公民身份号码", "证件号码", "身份证"),
    "姓名": ("人员姓名", "执法人员姓名", "名字"),
    "联系电话": ("电话", "手机", "手机号", "手机号码", "联系方式"),
    "民族": ("族别",),
    "职务": ("职位",),
    "案号": ("案件编号", "案件号"),
    "备注": ("说明", "备 注"),
    "证件编号": ("执法证号", "证号", "执法证编号", "证件号"),
}
"""Other names that offices give our fields."""
LONGER = 4
"""Letters that a heading may have beside our label: 原告姓名, 执法证件编号."""


def guess_columns(found: SheetRows, ledger: Ledger, kept: Mapping[str, str]) -> list[str]:
    """The field name each heading means, "" for none: as kept from last time, else by name, each field once."""
    try:
        by_name = [_name(column) for column in guessed_columns(found.path, ledger, found)]
    except HeadTwiceError:
        by_name = [""] * len(found.headings)
    taken: set[str] = set()
    names = []
    sure = {name for name in by_name if name}
    for heading, guessed in zip(found.headings, by_name, strict=True):
        label = plain_label(heading.label)
        name = kept.get(label) if label in kept else guessed or _alike(label, ledger) or _within(label, ledger, sure)
        name = name if name and name in known_labels(ledger) and name not in taken else ""
        taken.add(name)
        names.append(name)
    return names


def known_labels(ledger: Ledger) -> dict[str, str]:
    """The labels a column may be mapped to, by field name."""
    return {one.name: one.label for one in ledger.fields if one.name not in UNREAD}


def mapped_columns(found: SheetRows, ledger: Ledger, names: Sequence[str]) -> list[BoundField | str]:
    """What `rows_under` wants: fields, our own columns as they are headed, "" for what is not read."""
    own = guessed_or_none(found, ledger)
    return [ledger.by_name[name] if name else mine for name, mine in zip(names, own, strict=True)]


def guessed_or_none(found: SheetRows, ledger: Ledger) -> list[str]:
    """The field label guessed for each heading; all "" if a heading stands twice."""
    try:
        return [one if isinstance(one, str) else "" for one in guessed_columns(found.path, ledger, found)]
    except HeadTwiceError:
        return [""] * len(found.headings)


def columns_to_remember(found: SheetRows, names: Sequence[str], kept: Mapping[str, str]) -> dict[str, str]:
    """The mapping to save: `kept` overlaid with the field chosen for each heading of this file."""
    now = {plain_label(heading.label): name for heading, name in zip(found.headings, names, strict=True)}
    return {**kept, **now}


def _name(column: BoundField | str) -> str:
    return column.name if isinstance(column, BoundField) else ""


def _alike(label: str, ledger: Ledger) -> str:
    for field in ledger.fields:
        if label in ALIKE.get(field.label, ()):
            return field.name
    return ""


def _within(label: str, ledger: Ledger, sure: set[str]) -> str:
    """The field whose label the heading has in it, the longest one; "" where its own column stands beside it."""
    fitting = [one for one in ledger.fields if one.label in label and len(label) <= len(one.label) + LONGER]
    longest = max(fitting, key=lambda one: len(one.label), default=None)
    return longest.name if longest and longest.name not in sure else ""


def read_pasted(text: str, ledger: Ledger, shown: Sequence[BoundField | Derived | None]) -> SheetRows | None:
    """Cells copied from a spreadsheet; without a line of heads they mean the columns the list shows.

    None for nothing, and for what is no table: a cell longer than any spreadsheet has.

    A line of heads is one in which at least half of the cells name a field.
    """
    try:
        lines = [line for line in csv.reader(io.StringIO(text), "excel-tab") if any(cell.strip() for cell in line)]
    except csv.Error:
        return None
    if not lines:
        return None
    width = max(len(line) for line in lines)
    labels = {plain_label(label) for label in known_labels(ledger).values()}
    filled = [cell for cell in lines[0] if cell.strip()]
    headed = 2 * sum(plain_label(cell) in labels for cell in filled) >= len(filled)
    given = lines[0] if headed else [one.label if one else "" for one in shown]
    heads = [*given, *[""] * width][:width]
    headings = tuple(ColumnHeading(head or f"第{at}列", "", at) for at, head in enumerate(heads, 1))
    body = lines[1:] if headed else lines
    rows = tuple(ReadRow(number, _cells(number, line, width)) for number, line in enumerate(body, 1 + headed))
    return SheetRows(CLIPBOARD, CLIPBOARD.name, (CLIPBOARD.name,), (), (0, int(headed)), headings, rows)


def _cells(number: int, line: Sequence[str], width: int) -> tuple[ReadCell, ...]:
    padded = [*line, *[""] * (width - len(line))]
    return tuple(read_cell(number, at, unmarked(text)) for at, text in enumerate(padded, 1))
