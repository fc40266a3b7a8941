"""A copy of the user's own workbook with the refused cells marked and a last column 错误原因."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from reports.base.atomic import save_whole
from reports.filled_in.head import plain_label
from reports.filled_in.import_rows import Refused
from reports.filled_in.read_workbook import SheetRows
from reports.filled_in.scan import column_letters

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

REASON = "错误原因"
MARK = "FCE4E2"
WIDTH = 60


def write_marked(tables: Sequence[SheetRows], refused: Iterable[Refused], target: Path) -> int:
    """Write the copy as .xlsx and return how many rows are marked; the original is not touched.

    Raises:
        NotWrittenError: It cannot be written: open in another program, no space, a stick that was pulled.
    """
    reasons: dict[tuple[str, int], list[Refused]] = defaultdict(list)
    for one in refused:
        reasons[one.sheet or tables[0].sheet, one.row].append(one)
    book = _own(tables[0].path) or _anew(tables)
    for sheet in dict.fromkeys(one.sheet for one in tables):
        last = _reason_column(book[sheet], [one for one in tables if one.sheet == sheet])
        for (_, row), some in (pair for pair in reasons.items() if pair[0][0] == sheet):
            _mark(book[sheet], row, some, last)
    save_whole(target, book.save)
    return len(reasons)


def _reason_column(page: Worksheet, tables: Sequence[SheetRows]) -> int:
    """The column 错误原因, made where there is none."""
    headings = [heading for table in tables for heading in table.headings]
    at = next((one.column for one in headings if plain_label(one.label) == REASON), 0)
    if at:
        _clear(page, at, tables[0].head[1])
    last = at or max([page.max_column, *(one.column for one in headings)]) + 1
    for table in tables:
        page.cell(max(table.head[1], 1), last, REASON)
    page.column_dimensions[column_letters(last)].width = WIDTH
    return last


def _clear(page: Worksheet, at: int, head: int) -> None:
    """Take away the reasons and marks of a copy that is imported again.

    What stands above the rows, down to row `head`, is no reason; nor is a line that runs across all columns.
    """
    from openpyxl.cell import MergedCell
    from openpyxl.styles import PatternFill

    for line in page.iter_rows(min_row=head + 1):
        for cell in line:
            if cell.column == at and not isinstance(cell, MergedCell):
                cell.value = None
            if cell.fill.fill_type == "solid" and str(cell.fill.fgColor.rgb).endswith(MARK):
                cell.fill = PatternFill()


def _mark(page: Worksheet, row: int, some: list[Refused], last: int) -> None:
    from openpyxl.styles import Alignment, PatternFill

    fill = PatternFill("solid", fgColor=MARK)
    for one in some:
        if one.cell:
            page[one.cell].fill = fill
    cell: Any = page.cell(row, last)
    cell.value = "；".join(f"{one.column}：{one.reason}" if one.column else one.reason for one in some)
    cell.data_type = "s"
    cell.fill = fill
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def _own(path: Path) -> Workbook | None:
    """The file itself, looks and all; None where openpyxl cannot read it (xls, ods, clipboard)."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        return load_workbook(path)
    except (InvalidFileException, BadZipFile, OSError, KeyError, ValueError):
        return None


def _anew(tables: Sequence[SheetRows]) -> Workbook:
    from openpyxl import Workbook

    book = Workbook()
    for name in dict.fromkeys(one.sheet for one in tables):
        book.create_sheet(name)
    del book["Sheet"]
    for table in tables:
        page = book[table.sheet]
        for heading in table.headings:
            page.cell(max(table.head[1], 1), heading.column, heading.label)
        for cell in (*table.titles, *table.asides, *(one for row in table.rows for one in (*row.cells, *row.beside))):
            if cell.text:
                place: Any = page.cell(cell.row, cell.column)
                place.value = cell.text
                place.data_type = "s"
        for number in table.hidden:
            page.row_dimensions[number].hidden = True
    return book
