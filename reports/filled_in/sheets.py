"""A workbook opened, and the cells of its sheets: values, what they show, which are merged or hidden."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from reports.filled_in.cells import ReadCell, read_cell, with_format, with_text
from reports.filled_in.errors import (
    BusyWorkbookError,
    LockedWorkbookError,
    MissingWorkbookError,
    NotAWorkbookError,
    OldWorkbookError,
    OversizeWorkbookError,
)
from reports.filled_in.file_kinds import refuse_other_kinds
from reports.filled_in.scan import TooManyBytesError, column_letters, ods_sheets, scan
from reports.filled_in.sheet_looks import Area, Looks

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

MOST_ROWS, MOST_COLUMNS = 200_000, 500
_LOOKED_AT = 40
_MOST_CELLS = 10_000_000
_MOST_FILE_BYTES = 200_000_000
_PANIC = "PanicException"
"""What the reader raises where its Rust panics; the class cannot be imported and is no `Exception`."""


@dataclass(frozen=True, slots=True)
class OpenBook:
    """An open workbook: its bytes, and its visible and hidden worksheets by name with their place in it."""

    path: Path
    data: bytes
    opened: CalamineWorkbook
    sheets: dict[str, int]
    hidden: dict[str, int]


@dataclass(frozen=True, slots=True)
class SheetLines:
    """The rows of a sheet that are not empty, each as wide as the sheet, and what they look like."""

    sheet: str
    lines: list[tuple[ReadCell, ...]]
    areas: list[Area]
    hidden: frozenset[int]
    hidden_columns: frozenset[int] = frozenset()


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


def open_book(path: Path) -> OpenBook:
    """The workbook, its format told from its bytes: .et is xls under another name, and so may .xlsx be.

    Raises:
        WorkbookError: It cannot be read, and why.
    """
    from python_calamine import CalamineWorkbook, PasswordError

    data = _bytes_of(path)
    refuse_other_kinds(path, data)
    with _undamaged(path):
        try:
            for place, name in enumerate(ods_sheets(data)):
                _looks(path, data, name, place)
            opened = CalamineWorkbook.from_filelike(io.BytesIO(data))
        except PasswordError as error:
            raise LockedWorkbookError(path) from error
        except TooManyBytesError as error:
            raise OversizeWorkbookError(path, "内容超过 400 MB") from error
    return OpenBook(path, data, opened, _worksheets(opened, visible=True), _worksheets(opened, visible=False))


@contextmanager
def _undamaged(path: Path, sheet: str = "") -> Iterator[None]:
    """Whatever the reader says of a damaged file is said in our words; in Rust it panics over some of them."""
    from python_calamine import CalamineError

    try:
        yield
    except (CalamineError, BadZipFile, OSError, ValueError) as error:
        raise NotAWorkbookError(path, sheet) from error
    except BaseException as error:
        if type(error).__name__ != _PANIC:
            raise
        raise NotAWorkbookError(path, sheet) from error


def _worksheets(book: CalamineWorkbook, *, visible: bool) -> dict[str, int]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    return {
        meta.name: at
        for at, meta in enumerate(book.sheets_metadata)
        if meta.typ == SheetTypeEnum.WorkSheet and (meta.visible == SheetVisibleEnum.Visible) is visible
    }


def read_lines(book: OpenBook, name: str) -> SheetLines | None:
    """The rows of a sheet, None where nothing is in it.

    Raises:
        WorkbookError: It is too large, or damaged.
    """
    looks = _looks_of(book, name)
    page = _sheet(book, name)
    if page.start is None or page.end is None:
        return None
    _refuse_beyond(book.path, name, page.end[0] + 1, page.end[1] + 1)
    if (page.end[0] + 1) * (page.end[1] + 1) > _MOST_CELLS:
        raise OversizeWorkbookError(book.path, f"工作表“{name}”超过一千万个单元格")
    with _undamaged(book.path, name):
        lines = list(_lines(page, looks))
    if any("\0" in cell.text for line in lines[:_LOOKED_AT] for cell in line):  # letters read in the wrong width
        raise OldWorkbookError(book.path)
    areas = [(top[0] + 1, top[1] + 1, end[0] + 1, end[1] + 1) for top, end in page.merged_cell_ranges or ()]
    unseen = frozenset(looks.hidden), frozenset(looks.hidden_columns)
    return SheetLines(name, lines, areas or looks.merged, *unseen) if lines else None


def _sheet(book: OpenBook, name: str) -> CalamineSheet:
    with _undamaged(book.path, name):
        return book.opened.get_sheet_by_name(name)


def _looks_of(book: OpenBook, name: str) -> Looks:
    try:
        return _looks(book.path, book.data, name, {**book.sheets, **book.hidden}[name])
    except TooManyBytesError as error:
        raise OversizeWorkbookError(book.path, f"工作表“{name}”超过 400 MB") from error
    except BadZipFile as error:
        raise NotAWorkbookError(book.path, name) from error


def _looks(path: Path, data: bytes, name: str, place: int) -> Looks:
    """What a sheet looks like, if it does not reach too far."""
    looks = scan(data, place)
    for row, column in (*looks.reach, *looks.errors):
        _refuse_beyond(path, name, row, column)
    return looks


def _refuse_beyond(path: Path, sheet: str, row: int, column: int) -> None:
    if row > MOST_ROWS or column > MOST_COLUMNS:
        raise OversizeWorkbookError(path, f"工作表“{sheet}”的单元格 {column_letters(column)}{row} 还有内容")


def _lines(page: CalamineSheet, looks: Looks) -> Iterator[tuple[ReadCell, ...]]:
    """Rows that are not empty, each as wide as the sheet."""
    width = page.end[1] + 1 if page.end else 0
    spoilt = {row for row, _ in looks.errors}
    told = {row for row, _ in (*looks.formats, *looks.shown, *looks.struck)}
    for number, raw in enumerate(page.to_python(skip_empty_area=False), 1):
        if number not in spoilt and all(each == "" for each in raw):
            continue
        padded = [*raw, *[""] * (width - len(raw))]
        wrong = [looks.errors.get((number, at), "") for at in range(1, width + 1)] if number in spoilt else [""] * width
        cells = tuple(map(read_cell, repeat(number), range(1, width + 1), padded, wrong))
        if number in told:
            cells = tuple(_as_shown(cell, looks) for cell in cells)
        if any(cell.text for cell in cells):
            yield cells


def _as_shown(cell: ReadCell, looks: Looks) -> ReadCell:
    place = cell.row, cell.column
    if place in looks.struck:
        cell = cell._replace(struck=looks.struck[place])
    if place in looks.shown:
        return with_text(cell, looks.shown[place])
    return with_format(cell, looks.formats[place]) if place in looks.formats else cell
