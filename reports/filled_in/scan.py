"""A look at a workbook's raw cells before it is loaded: how far they reach, and which of them are errors.

The reader lays cells out as a full rectangle, so one stray cell in the last corner would ask for more memory than there
is; and it gives an empty text for `#N/A`, as its interface has no kind for errors. Both are seen here in zipped formats
(xlsx, ods, and the binary xlsb by `reports.filled_in.xlsb_cells`). The older xls and .et cannot reach that far; their
errors are told by `reports.filled_in.xls_errors`.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from reports.filled_in.xls_errors import error_cells
from reports.filled_in.xlsb_cells import cells, sheet_ids

MOST_BYTES = 400_000_000
"""No part of a workbook is unpacked further."""
UNCALCULATED = "未计算的公式"


class Spot(NamedTuple):
    """A cell with content, counted from 1; `error` is what it shows if it is an error."""

    row: int
    column: int
    error: str


class TooManyBytesError(Exception):
    """The other party's file: a part of it unpacks to more than `MOST_BYTES`."""


_CELL = re.compile(
    rb'<(?:\w+:)?c\s(?:r="([A-Z]{1,3})(\d{1,7})")?([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)',
    re.DOTALL,
)
"""An xlsx cell: column and row where its address comes first, as all programs write it, attributes, what is inside."""
_ADDRESS = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]+)<")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_SHEET = re.compile(rb'<(?:\w+:)?sheet\s[^>]*?\b\w+:id="([^"]+)"')
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_ODS_TOKEN = re.compile(
    rb"<table:table-row\b([^>]*)>|<table:(?:covered-)?table-cell\b([^>]*?)(?:/>|>(.*?)</table:(?:covered-)?table-cell>)",
    re.DOTALL,
)
_ODS_REPEATED = re.compile(rb'number-(?:rows|columns)-repeated="(\d{1,7})"')
_ODS_TABLE = re.compile(rb"<table:table\s.*?</table:table>", re.DOTALL)
_ODS_NAME = re.compile(rb'table:name="([^"]*)"')
_TAGS = re.compile(rb"<[^>]*>")


def scan(data: bytes, sheet: int) -> Iterator[Spot]:
    """The errors of the sheet at that place (from 0), and at least the last cell with content of each column.

    Of an xls or .et the errors only.

    Raises:
        TooManyBytesError: the sheet is packed too tightly to be honest.
    """
    yield from (Spot(*place, error) for place, error in error_cells(data, sheet).items())
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = set(archive.namelist())
        if "xl/workbook.xml" in names:
            part = _sheet_part(archive, "xl/workbook.xml", sheet)
            yield from _xlsx_spots(_read(archive, part)) if part in names else ()
        elif "xl/workbook.bin" in names:
            part = _sheet_part(archive, "xl/workbook.bin", sheet)
            yield from (Spot(*cell) for cell in cells(_read(archive, part))) if part in names else ()
        elif "content.xml" in names:
            tables = _ODS_TABLE.findall(_read(archive, "content.xml"))
            yield from _ods_spots(tables[sheet]) if sheet < len(tables) else ()


def ods_sheets(data: bytes) -> list[str]:
    """The sheets of an ods by name; the reader lays all of them out on opening, so scan them before. Else nothing.

    Raises:
        TooManyBytesError: the content is packed too tightly to be honest.
    """
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        content = _read(archive, "content.xml") if "content.xml" in archive.namelist() else b""
    names = (_ODS_NAME.search(table) for table in _ODS_TABLE.findall(content))
    return [unescape(name[1].decode("utf-8", "replace")) if name else "" for name in names]


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        data = part.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise TooManyBytesError
    return data


def _sheet_part(archive: zipfile.ZipFile, workbook: str, sheet: int) -> str:
    """The name of a sheet's part: the workbook's part names an id, the relations say where it leads."""
    whole, relations = _read(archive, workbook), f"xl/_rels/{workbook.removeprefix('xl/')}.rels"
    ids = [one.encode() for one in sheet_ids(whole)] if workbook.endswith(".bin") else _SHEET.findall(whole)
    if sheet >= len(ids) or relations not in archive.namelist():
        return ""
    for relation in _RELATION.findall(_read(archive, relations)):
        if b'Id="' + ids[sheet] + b'"' in relation and (target := re.search(rb'Target="([^"]+)"', relation)):
            path = unescape(target[1].decode("utf-8", "replace"))
            return path.lstrip("/") if path.startswith("/") else f"xl/{path}"
    return ""


def _xlsx_spots(xml: bytes) -> Iterator[Spot]:
    """Errors one by one, and of other cells with content the last of each column: only how far they reach counts."""
    last: dict[bytes, int] = {}
    for letters, digits, attributes, inside in _CELL.findall(xml):
        if not inside:
            continue
        if b'"e"' in attributes or b"<f" in inside or b":f" in inside or not letters:
            yield from _odd_spot(letters, digits, attributes, inside)
        elif b"v>" in inside or b"<t" in inside or b":t" in inside:
            last[letters] = int(digits)
    yield from (Spot(row, column_number(letters.decode()), "") for letters, row in last.items())


def _odd_spot(letters: bytes, digits: bytes, attributes: bytes, inside: bytes) -> Iterator[Spot]:
    """A cell with a formula, an error, or its address in an odd place."""
    address = None if letters else _ADDRESS.search(attributes)
    if address:
        letters, digits = address[1], address[2]
    if not letters:
        return
    value = _VALUE.search(inside)
    error = value[1].decode("utf-8", "replace") if b't="e"' in attributes and value else ""
    if not value and _FORMULA.search(inside) and b't="str"' not in attributes:
        error = UNCALCULATED
    if value or error or b"<t" in inside or b":t" in inside:
        yield Spot(int(digits), column_number(letters.decode()), error)


def _ods_spots(xml: bytes) -> Iterator[Spot]:
    row, next_row, column = 0, 1, 1
    for token in _ODS_TOKEN.finditer(xml):
        row_start, attributes, inside = token[1], token[2] or b"", token[3] or b""
        repeated = _ODS_REPEATED.search(row_start or attributes)
        count = int(repeated[1]) if repeated else 1
        if row_start is not None:
            row, next_row, column = next_row, next_row + count, 1
            continue
        column += count
        if b"value-type=" in attributes:
            shown = unescape(_TAGS.sub(b"", inside).decode("utf-8", "replace"))
            yield Spot(max(row, 1), column - 1, shown if b'value-type="error"' in attributes else "")


def column_number(letters: str) -> int:
    """A → 1, AA → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def column_letters(number: int) -> str:
    """1 → A, 27 → AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
