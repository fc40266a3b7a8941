"""Reading the workbooks offices have: xlsx, xls, xlsb, ods and WPS's .et, told by content and not by name.

Nothing is repaired or guessed: each cell comes with its address, its kind, and whether digits were lost.
Error cells say what they show (`#N/A`).
"""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from reports.filled_in.cells import ReadCell, read_cell
from reports.filled_in.errors import (
    BusyWorkbookError,
    EmptyWorkbookError,
    LockedWorkbookError,
    MissingWorkbookError,
    NotAWorkbookError,
    OversizeWorkbookError,
)
from reports.filled_in.head import ColumnHeading, find_head, plain_label, read_headings
from reports.filled_in.scan import TooManyBytesError, column_letters, ods_sheets, scan

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

MOST_ROWS, MOST_COLUMNS = 200_000, 500
_MOST_CELLS = 10_000_000
_MOST_FILE_BYTES = 200_000_000
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SECTION = re.compile(r"[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）")
_END_WORDS = ("填表人：", "审核人：", "单位负责人：", "说明：", "注：", "备注：", "填表说明")


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row with something in it; `number` as the workbook counts. Cells stand under the headings, in their order."""

    number: int
    cells: tuple[ReadCell, ...]


@dataclass(frozen=True, slots=True)
class SheetRows:
    """One sheet of a workbook.

    Attributes:
        sheet: The sheet's name; `sheets` are the names of all visible ones.
        titles: What stands above the head, cell by cell.
        head: Numbers of the head's first and last row.
        headings: The labelled columns.
        rows: The rows below the head; empty ones are left out.
        asides: Cells below the head that belong to no record: section lines, signatures, notes.
        unlabelled: Cells with content in columns that have no heading.
        spread: How many cells of rows say what a merged cell running down over them says.
    """

    path: Path
    sheet: str
    sheets: tuple[str, ...]
    titles: tuple[ReadCell, ...]
    head: tuple[int, int]
    headings: tuple[ColumnHeading, ...]
    rows: tuple[ReadRow, ...]
    asides: tuple[ReadCell, ...] = ()
    unlabelled: tuple[ReadCell, ...] = ()
    spread: int = 0

    def matches(self, expected: Collection[str]) -> int:
        """How many of the labels are among the headings, decoration aside."""
        return len({plain_label(label) for label in expected} & {plain_label(each.label) for each in self.headings})


def read_rows(path: Path, *, sheet: str | None = None, expected: Collection[str] = ()) -> SheetRows:
    """Read one sheet: the one named, else the visible one with most of the `expected` labels, else the first not empty.

    Raises:
        WorkbookError: one of the classes in `reports.filled_in.errors`, whose `explain` has the words.
    """
    book = _open(path, _bytes_of(path))
    best: SheetRows | None = None
    for name in book.sheets:
        found = _read_sheet(book, name, expected) if sheet in (None, name) else None
        if found and (best is None or found.matches(expected) > best.matches(expected)):
            best = found
        if best and not expected:
            break
    if best is None:
        raise EmptyWorkbookError(path, f"（工作表“{sheet}”）" if sheet else "")
    return best


_Area = tuple[int, int, int, int]
"""Top, left, bottom and right of merged cells, counted from 1."""


@dataclass(frozen=True, slots=True)
class _Book:
    """An open workbook: its bytes, and its visible worksheets by name with their place in it."""

    path: Path
    data: bytes
    opened: CalamineWorkbook
    sheets: dict[str, int]


def _bytes_of(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MOST_FILE_BYTES:
            raise OversizeWorkbookError(path, "超过 200 MB")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise MissingWorkbookError(path) from error
    except IsADirectoryError as error:
        raise NotAWorkbookError(path) from error
    except OSError as error:
        raise BusyWorkbookError(path) from error


def _open(path: Path, data: bytes) -> _Book:
    """The workbook, its format told from its bytes: .et is xls under another name, and so may .xlsx be."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    if data.startswith(_OLE) and _ENCRYPTED in data:
        raise LockedWorkbookError(path)
    try:
        for place, name in enumerate(ods_sheets(data)):
            _error_cells(path, data, name, place)
        opened = CalamineWorkbook.from_filelike(io.BytesIO(data))
    except PasswordError as error:
        raise LockedWorkbookError(path) from error
    except TooManyBytesError as error:
        raise OversizeWorkbookError(path, "内容超过 400 MB") from error
    except (CalamineError, BadZipFile, OSError, ValueError) as error:
        raise NotAWorkbookError(path) from error
    return _Book(path, data, opened, _visible_sheets(opened))


def _visible_sheets(book: CalamineWorkbook) -> dict[str, int]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    return {
        meta.name: at
        for at, meta in enumerate(book.sheets_metadata)
        if meta.typ == SheetTypeEnum.WorkSheet and meta.visible == SheetVisibleEnum.Visible
    }


def _read_sheet(book: _Book, name: str, expected: Collection[str]) -> SheetRows | None:
    errors = _errors(book, name)
    page = _sheet(book, name)
    if page.start is None or page.end is None:
        return None
    _refuse_beyond(book.path, name, page.end[0] + 1, page.end[1] + 1)
    if (page.end[0] + 1) * (page.end[1] + 1) > _MOST_CELLS:
        raise OversizeWorkbookError(book.path, f"工作表“{name}”超过一千万个单元格")
    lines = list(_lines(page, errors))
    areas = [(top[0] + 1, top[1] + 1, end[0] + 1, end[1] + 1) for top, end in page.merged_cell_ranges or ()]
    return _parted(book, name, lines, areas, expected) if lines else None


def _sheet(book: _Book, name: str) -> CalamineSheet:
    from python_calamine import CalamineError

    try:
        return book.opened.get_sheet_by_name(name)
    except (CalamineError, OSError, ValueError) as error:
        raise NotAWorkbookError(book.path, name) from error


def _errors(book: _Book, name: str) -> dict[tuple[int, int], str]:
    try:
        return _error_cells(book.path, book.data, name, book.sheets[name])
    except TooManyBytesError as error:
        raise OversizeWorkbookError(book.path, f"工作表“{name}”超过 400 MB") from error
    except BadZipFile as error:
        raise NotAWorkbookError(book.path, name) from error


def _error_cells(path: Path, data: bytes, name: str, place: int) -> dict[tuple[int, int], str]:
    """Error cells by row and column, after a look at how far the sheet reaches."""
    errors = {}
    for spot in scan(data, place):
        _refuse_beyond(path, name, spot.row, spot.column)
        if spot.error:
            errors[spot.row, spot.column] = spot.error
    return errors


def _refuse_beyond(path: Path, sheet: str, row: int, column: int) -> None:
    if row > MOST_ROWS or column > MOST_COLUMNS:
        raise OversizeWorkbookError(path, f"工作表“{sheet}”的单元格 {column_letters(column)}{row} 还有内容")


def _lines(page: CalamineSheet, errors: dict[tuple[int, int], str]) -> Iterator[tuple[ReadCell, ...]]:
    """Rows that are not empty, each as wide as the sheet."""
    width = page.end[1] + 1 if page.end else 0
    spoilt = {row for row, _ in errors}
    for number, raw in enumerate(page.to_python(skip_empty_area=False), 1):
        if number not in spoilt and all(each == "" for each in raw):
            continue
        padded = [*raw, *[""] * (width - len(raw))]
        wrong = [errors.get((number, at), "") for at in range(1, width + 1)] if number in spoilt else [""] * width
        cells = tuple(map(read_cell, repeat(number), range(1, width + 1), padded, wrong))
        if any(cell.text for cell in cells):
            yield cells


def _parted(
    book: _Book, name: str, lines: list[tuple[ReadCell, ...]], areas: list[_Area], expected: Collection[str]
) -> SheetRows:
    first, height = find_head(lines, expected)
    labels = read_headings(lines, first, height)
    under = {each.column for each in labels}
    merged = {(top, left) for top, left, _, right in areas if right > left}
    over = _over(lines[first + height :], areas)
    rows, asides, stray, spread = list[ReadRow](), list[ReadCell](), list[ReadCell](), 0
    for line in lines[first + height :]:
        filled = [cell for cell in line if cell.text]
        if _is_aside(filled, merged, len(labels)):
            asides += filled
            continue
        cells = [line[each.column - 1] for each in labels]
        if over:
            cells = [over.get((cell.row, cell.column), cell) for cell in cells]
            spread += sum(cell is not line[cell.column - 1] for cell in cells)
        rows.append(ReadRow(line[0].row, tuple(cells)))
        stray += [cell for cell in filled if cell.column not in under]
    titles = tuple(cell for line in lines[:first] for cell in line if cell.text)
    head = (lines[first][0].row, lines[first + height - 1][0].row)
    asked = (book.path, name, tuple(book.sheets))
    return SheetRows(*asked, titles, head, labels, tuple(rows), tuple(asides), tuple(stray), spread)


def _over(lines: list[tuple[ReadCell, ...]], areas: list[_Area]) -> dict[tuple[int, int], ReadCell]:
    """Cells under one that runs down over several records, say the name of who has two certificates: as it reads."""
    tops = {line[0].row: line for line in lines}
    return {
        (row, left): tops[top][left - 1]._replace(row=row)
        for top, left, bottom, right in areas
        if left == right and top in tops and left <= len(tops[top])
        for row in range(top + 1, bottom + 1)
        if row in tops
    }


def _is_aside(filled: list[ReadCell], merged: set[tuple[int, int]], columns: int) -> bool:
    """A lone cell running over others, or one that begins as section lines, signatures and notes do."""
    first = filled[0]
    lone = len(filled) == 1 and columns > 1
    if lone and ((first.row, first.column) in merged or _SECTION.match(first.text)):
        return True
    return first.text.startswith(_END_WORDS) and (lone or first.column == 1)
