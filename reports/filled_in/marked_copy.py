"""A copy of the user's own workbook with the refused cells marked and a last column 错误原因."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
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


def write_marked(
    found: SheetRows, refused: Iterable[Refused], target: Path, mapped: Mapping[str, int] | None = None
) -> int:
    """Write the copy as .xlsx and return how many rows are marked; the original is not touched.

    `mapped` says in which column a field stands, by its label, where the headings have other names.

    Raises:
        NotWrittenError: It cannot be written: open in another program, no space, a stick that was pulled.
    """
    reasons: dict[int, list[Refused]] = defaultdict(list)
    for one in refused:
        reasons[one.row].append(one)
    book = _own(found) or _anew(found)
    page = book[found.sheet]
    columns = {plain_label(heading.label): heading.column for heading in found.headings}
    columns |= {plain_label(label): column for label, column in (mapped or {}).items()}
    last = _cleared(page, columns, found.head[1]) or max([page.max_column, *columns.values()]) + 1
    page.cell(max(found.head[1], 1), last, REASON)
    for row, some in reasons.items():
        _mark(page, row, some, columns, last)
    page.column_dimensions[column_letters(last)].width = WIDTH
    save_whole(target, book.save)
    return len(reasons)


def _cleared(page: Worksheet, columns: Mapping[str, int], head: int) -> int:
    """The column 错误原因 of a copy that is imported again, 0 where there is none; its reasons and marks go.

    What stands above the rows, down to row `head`, is no reason; nor is a line that runs across all columns.
    """
    from openpyxl.cell import MergedCell
    from openpyxl.styles import PatternFill

    at = columns.get(REASON, 0)
    for line in page.iter_rows(min_row=head + 1) if at else ():
        for cell in line:
            if cell.column == at and not isinstance(cell, MergedCell):
                cell.value = None
            if cell.fill.fill_type == "solid" and str(cell.fill.fgColor.rgb).endswith(MARK):
                cell.fill = PatternFill()
    return at


def _mark(page: Worksheet, row: int, some: list[Refused], columns: dict[str, int], last: int) -> None:
    from openpyxl.styles import Alignment, PatternFill

    fill = PatternFill("solid", fgColor=MARK)
    for one in some:
        at = columns.get(plain_label(one.column))
        if at:
            page.cell(row, at).fill = fill
    cell: Any = page.cell(row, last)
    cell.value = "；".join(f"{one.column}：{one.reason}" if one.column else one.reason for one in some)
    cell.data_type = "s"
    cell.fill = fill
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def _own(found: SheetRows) -> Workbook | None:
    """The file itself, looks and all; None where openpyxl cannot read it (xls, ods, clipboard)."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        return load_workbook(found.path)
    except (InvalidFileException, BadZipFile, OSError, KeyError, ValueError):
        return None


def _anew(found: SheetRows) -> Workbook:
    from openpyxl import Workbook

    book = Workbook()
    page = book.active
    assert page is not None  # noqa: S101 (a new workbook has a sheet)
    page.title = found.sheet[:31]
    for heading in found.headings:
        page.cell(max(found.head[1], 1), heading.column, heading.label)
    beside = (*found.titles, *found.asides, *found.unlabelled)
    for cell in (*beside, *(one for row in found.rows for one in row.cells)):
        if cell.text:
            place: Any = page.cell(cell.row, cell.column)
            place.value = cell.text
            place.data_type = "s"
    return book
