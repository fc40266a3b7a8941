"""A ledger as a workbook that can be filled in and read back by `reports.filled_in.import_ledger`.

Heads are the labels of the fields in declared order. Dates and figures are real ones, everything else is text; choices
and 是/否 have lists. A table (开庭情况 …) stands in one cell, a line a row; a reference is the other record's title.
The last column, hidden, is 记录编号: by it a row finds its record again whatever else was changed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from models.records.bounds import is_amount
from models.records.entry import Entry
from models.records.field import BoundField, Kind, choices_at
from models.records.ledger import Ledger
from models.records.office import place_of
from models.records.place import NATIONAL, PlaceProfile
from models.records.registry import ledger as ledger_with
from models.store.base.workspace import Workspace
from models.store.records import documents, records
from models.store.records.item_numbers import item_numbers_for
from models.store.records.proxy import MARK, proxy_uids
from reports.base.atomic import save_whole
from reports.excel.ledger_text import NO, NOT_IN_WORKBOOKS, YES, Titles, as_read_back, table_text, value_text

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

UID_HEAD, UNIT_HEAD, UNIT_NAME_HEAD, ORIGIN_HEAD = "记录编号", "单位代码", "单位名称", "来源"
EXPLAINED = "填写说明"
"""The sheet of our own workbooks that holds no records."""
TOO_LONG = "（内容超过单元格上限，请在程序中查看）"
"""Stands for a text that no cell can hold; read back, it changes nothing."""

LONGEST_TEXT = 32_767
SAFE_DIGITS = 15
FIRST_DAY = dt.date(1900, 3, 1)
SPARE_ROWS = 1_000
_LOOKS_ESCAPED = re.compile(r"_x[0-9A-Fa-f]{4}_")
"""How workbooks spell characters they cannot hold (ECMA-376, 22.9.2.19); a text must not be taken for one."""
_FORMATS = {Kind.DATE: "yyyy-mm-dd", Kind.INTEGER: "0", Kind.MONEY: "#,##0.00"}
_KIND_WORDS = {
    Kind.TEXT: "文字",
    Kind.DATE: "日期，写成 年-月-日",
    Kind.INTEGER: "整数",
    Kind.MONEY: "金额，元",
    Kind.FLAG: f"{YES}或{NO}",
    Kind.CHOICE: "从列表中选",
    Kind.REFERENCE: "填“{}”里的名称；同名的写成 名称〔编号〕",
    Kind.TABLE: "每行一条，写成 {}；值里的分号前加 \\",
}


def export_ledger(workspace: Workspace, ledger: Ledger, unit: str | None, target: Path) -> int:
    """Write one unit's records, or with None those of all units, and return how many.

    Raises:
        NotWrittenError: It cannot be written: open in another program, no space, a stick that was pulled.
    """
    with workspace.read() as connection:
        entries = list(records.entries(connection, ledger, unit))
        targets = {ledger_with(one.spec.to) for one in ledger.fields if one.spec.to}
        titles = {one.id: Titles(one, records.entries(connection, one, unit)) for one in targets}
        typed, numbers = proxy_uids(connection, entries), item_numbers_for(connection, ledger)
        names = documents.unit_names(connection, {entry.unit for entry in entries})
        place = place_of(documents.issue_for(connection, None))
    entries = [numbers.shown_entry(ledger, entry) for entry in entries]
    return write_ledger(ledger, entries, titles, target, names if unit is None else None, typed, place)


def write_ledger(
    ledger: Ledger,
    entries: Iterable[Entry],
    titles: Mapping[str, Titles],
    target: Path | BinaryIO,
    units: Mapping[str, str] | None = None,
    proxies: Collection[str] = (),
    place: PlaceProfile = NATIONAL,
) -> int:
    """Write the ledger's records and return how many.

    Args:
        ledger: Which ledger.
        entries: Its records.
        titles: What to call the records of ledgers that fields refer to, by ledger id.
        target: Where to.
        units: Names of units by code, where records of several units are written: two more columns stand in front.
        proxies: Uids of those that rest on paper (代录); where there are any, one more column says so.
        place: Whose kinds of certificates are offered.

    Raises:
        NotWrittenError: It cannot be written: open in another program, no space, a stick that was pulled.
    """
    from openpyxl import Workbook

    book = Workbook()
    page = book.active
    assert page is not None  # noqa: S101 (a new workbook has a sheet)
    page.title = ledger.label
    front = [UNIT_HEAD, UNIT_NAME_HEAD] if units is not None else []
    front += [ORIGIN_HEAD] if proxies else []
    _head(page, ledger, front)
    count = 0
    for count, entry in enumerate(entries, 1):
        own = [entry.unit, units.get(entry.unit, entry.unit)] if units is not None else []
        own += [MARK if entry.uid in proxies else ""] if proxies else []
        _row(page, count + 1, [*own, *(_cell(field, entry, titles) for field in ledger.fields), entry.uid])
    _columns(page, ledger, len(front), count)
    _lists(book, page, ledger, (len(front), count), place)
    _explain(book.create_sheet(EXPLAINED), ledger)
    save_whole(target, book.save)
    return count


def _head(page: Worksheet, ledger: Ledger, front: Sequence[str]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    required = {field.label for field in ledger.fields if field.spec.required}
    heads = [*front, *(field.label for field in ledger.fields), UID_HEAD]
    for at, head in enumerate(heads, 1):
        cell = page.cell(1, at, head)
        cell.font = Font(bold=True, color="C00000" if head in required else "000000")
        cell.fill = PatternFill("solid", fgColor="EDEDED")
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    page.freeze_panes = "A2"


def _row(page: Worksheet, number: int, values: Sequence[Any]) -> None:
    for at, value in enumerate(values, 1):
        if value in (None, ""):
            continue
        cell: Any = page.cell(number, at)
        cell.value = value
        if isinstance(value, str):
            cell.value = _LOOKS_ESCAPED.sub(r"_x005F\g<0>", value)
            cell.data_type = "s"  # else `=…` becomes a formula


def _cell(field: BoundField, entry: Entry, titles: Mapping[str, Titles]) -> str | int | float | dt.date | None:
    """The value for a cell; what a cell cannot hold exactly is text."""
    value = entry.fields.get(field.name)
    if value in (None, "", []):
        return None
    if field.kind in (Kind.DATE, Kind.INTEGER, Kind.MONEY):
        return _figure(field.kind, value)
    if field.kind is Kind.REFERENCE:
        return titles[field.spec.to].label(value)
    if field.name in NOT_IN_WORKBOOKS:
        return _fitting("\n".join(as_read_back(one.get("name") or "") for one in value))
    return _fitting(table_text(field, value) if field.kind is Kind.TABLE else value_text(field, value))


def _figure(kind: Kind, value: Any) -> str | int | float | dt.date:
    """A date or number as such, or as text where a workbook has no such day or not so many digits."""
    if kind is Kind.DATE:
        day = dt.date.fromisoformat(value)
        return day if day >= FIRST_DAY else str(value)
    if kind is Kind.INTEGER and isinstance(value, str):  # an item that was dropped, in words
        return value
    amount = Decimal(value)
    if not is_amount(amount) or len(amount.as_tuple().digits) > SAFE_DIGITS:
        return str(value)
    return int(value) if kind is Kind.INTEGER else float(value)


def _fitting(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else TOO_LONG


def _columns(page: Worksheet, ledger: Ledger, front: int, count: int) -> None:
    """Widths and number formats, of the whole columns: an ID number typed further down keeps its digits."""
    from openpyxl.utils import get_column_letter

    for at in range(1, front + 1):
        page.column_dimensions[get_column_letter(at)].width = 14
    for at, field in enumerate(ledger.fields, front + 1):
        column: Any = page.column_dimensions[get_column_letter(at)]
        column.width = max(field.spec.width, len(field.label) * 2) + 2
        column.number_format = "General" if field.spec.points else _FORMATS.get(field.kind, "@")
        for row in range(2, count + 2):
            page.cell(row, at).number_format = column.number_format
    last = page.column_dimensions[get_column_letter(front + len(ledger.fields) + 1)]
    last.width, last.hidden = 36, True


def _lists(book: Workbook, page: Worksheet, ledger: Ledger, size: tuple[int, int], place: PlaceProfile) -> None:
    """Lists to pick from, kept on a hidden sheet: within a rule Excel takes no more than 255 characters."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    front, count = size
    lists = book.create_sheet("选项")
    lists.sheet_state = "hidden"
    for at, field in enumerate(ledger.fields, front + 1):
        choices = (YES, NO) if field.kind is Kind.FLAG else choices_at(field, place)
        if not choices:
            continue
        number = lists.max_column + 1
        for row, choice in enumerate(choices, 1):
            lists.cell(row, number, choice)
        there = get_column_letter(number)
        rule = DataValidation(
            type="list", formula1=f"选项!${there}$1:${there}${len(choices)}", allow_blank=True, showErrorMessage=True
        )
        rule.errorStyle = "warning" if field.spec.open else "stop"
        rule.errorTitle, rule.error = field.label, "请从列表中选择。"
        page.add_data_validation(rule)
        here = get_column_letter(at)
        rule.add(f"{here}2:{here}{count + SPARE_ROWS + 1}")


def _explain(page: Worksheet, ledger: Ledger) -> None:
    """A sheet that says how each column is filled in."""
    for at, (head, width) in enumerate((("栏目", 18), ("必填", 6), ("怎么填", 50), ("说明", 70)), 1):
        cell: Cell = page.cell(1, at, head)
        page.column_dimensions[cell.column_letter].width = width
    for row, field in enumerate(ledger.fields, 2):
        for at, text in enumerate((field.label, "是" if field.spec.required else "", _how(field), field.spec.help), 1):
            page.cell(row, at, text)


def _how(field: BoundField) -> str:
    if field.name in NOT_IN_WORKBOOKS:
        return "只列出文件名，导入时不读；请在程序里添加文件"
    words = "分数" if field.spec.points else _KIND_WORDS[field.kind]
    if field.kind is Kind.REFERENCE:
        return words.format(ledger_with(field.spec.to).label)
    return words.format("；".join(f"{column.label}：…" for column in field.columns))
