"""A look at a workbook's raw cells before it is loaded, for what the reader does not tell.

The reader lays cells out as a full rectangle, so one stray cell in the last corner would ask for more memory than there
is; it gives an empty text for `#N/A`, and of a number that shows 00990103 only 990103; and it knows neither what is
hidden or crossed out nor which cells of an ods are merged. All this is seen here in zipped formats (xlsx, ods, and the
binary xlsb by `reports.filled_in.xlsb_cells`). The older xls and .et cannot reach that far; the rest of theirs is told
by `reports.filled_in.xls_cells`.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection
from html import unescape
from typing import NamedTuple

from reports.filled_in.number_format import BUILT_IN, says_more
from reports.filled_in.sheet_looks import Looks, Place, Struck
from reports.filled_in.struck import struck_ods_cell, struck_ods_styles, struck_runs, struck_styles, struck_texts
from reports.filled_in.xls_cells import xls_looks
from reports.filled_in.xlsb_cells import look_into, sheet_ids, telling_styles

MOST_BYTES = 400_000_000
"""No part of a workbook is unpacked further."""
UNCALCULATED = "未计算的公式"


class TooManyBytesError(Exception):
    """The other party's file: a part of it unpacks to more than `MOST_BYTES`."""


_CELL = re.compile(
    rb'<(?:\w+:)?c\s(?:r="([A-Z]{1,3})(\d{1,7})")?([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)',
    re.DOTALL,
)
"""An xlsx cell: column and row where its address comes first, as all programs write it, attributes, what is inside."""
_NEAR = 100_000, 200
"""Row and column up to which it does not matter whether anything stands in a cell."""
_ANY_CELL = re.compile(rb"<(?:\w+:)?c[\s>]")
_COLUMN_OF_CELL = re.compile(rb'<c r="([A-Z]{1,3})[0-9]')
_ROW_OF_CELL = re.compile(rb'<c r="[A-Z]{1,3}([0-9]{1,7})"')
_STYLE = re.compile(rb'\bs="(\d+)"')
_NO_NUMBER = re.compile(rb'\bt="(?!n")')
_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\s(?=[^>]*?\bhidden="(?:1|true)")[^>]*?\br="(\d{1,7})"')
_HIDDEN_COLUMNS = re.compile(rb'<(?:\w+:)?col\s(?=[^>]*?\bhidden="(?:1|true)")[^>]*>')
_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\s[^>]*>")
_STYLES = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_FORMAT_OF_STYLE = re.compile(rb"<(?:\w+:)?xf\s[^>]*>")
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
_ODS_SHOWN = re.compile(rb'value-type="(?:float|percentage|date)"')
_ODS_COLUMN = re.compile(rb"<table:table-column\b([^>]*)>")
_MOST_HIDDEN, _MOST_ALIKE = 200_000, 500
_TAGS = re.compile(rb"<[^>]*>")


def scan(data: bytes, sheet: int) -> Looks:
    """What the cells of the sheet at that place (from 0) look like. Of an xls or .et not how far it reaches.

    Raises:
        TooManyBytesError: the sheet is packed too tightly to be honest.
    """
    found = xls_looks(data, sheet)
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return found
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = set(archive.namelist())
        if "xl/workbook.xml" in names:
            part = _sheet_part(archive, "xl/workbook.xml", sheet)
            if part in names:
                _look_into_xlsx(_read(archive, part), _told_by(archive, names), found)
        elif "xl/workbook.bin" in names:
            part = _sheet_part(archive, "xl/workbook.bin", sheet)
            styles = _read(archive, "xl/styles.bin") if "xl/styles.bin" in names else b""
            if part in names:
                look_into(_read(archive, part), found, telling_styles(styles))
        elif "content.xml" in names:
            content = _read(archive, "content.xml")
            tables = _ODS_TABLE.findall(content)
            if sheet < len(tables):
                _look_into_ods(tables[sheet], struck_ods_styles(content), found)
    return found


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


def _attribute(tag: bytes, name: bytes) -> str:
    found = re.search(rb"\b" + name + rb'="([^"]*)"', tag)
    return unescape(found[1].decode("utf-8", "replace")) if found else ""


def _telling_styles(xml: bytes) -> dict[bytes, str]:
    """The number formats that show more than the number, by the style that cells name."""
    named = {_attribute(one, b"numFmtId"): _attribute(one, b"formatCode") for one in _FORMAT.findall(xml)}
    codes = {str(at): code for at, code in BUILT_IN.items()} | named
    styles = _STYLES.search(xml)
    used = [
        codes.get(_attribute(one, b"numFmtId"), "") for one in _FORMAT_OF_STYLE.findall(styles[0] if styles else b"")
    ]
    return {str(at).encode(): code for at, code in enumerate(used) if says_more(code)}


class _Told(NamedTuple):
    """What cells name: styles whose formats tell more than the number, struck ones, and texts that are struck."""

    formats: dict[bytes, str]
    struck: frozenset[bytes]
    texts: dict[bytes, Struck]


def _told_by(archive: zipfile.ZipFile, names: Collection[str]) -> _Told:
    styles, texts = (
        _read(archive, part) if part in names else b"" for part in ("xl/styles.xml", "xl/sharedStrings.xml")
    )
    return _Told(_telling_styles(styles), struck_styles(styles), struck_texts(texts))


def _look_into_xlsx(xml: bytes, told: _Told, found: Looks) -> None:
    """Errors, formats and what is crossed out one by one, and of other cells with content the last of each column."""
    _look_for_hidden(xml, found)
    is_telling, has_runs = any(told), b"strike" in xml
    if not is_telling and not has_runs and _is_plain(xml, found):
        return
    last: dict[bytes, int] = {}
    for letters, digits, attributes, inside in _CELL.findall(xml):
        if not inside:
            continue
        if (is_telling or has_runs) and letters:
            _look_at_style((int(digits), column_number(letters.decode())), attributes, inside, told, found)
        if b'"e"' in attributes or b"<f" in inside or b":f" in inside or not letters:
            _look_at_odd_cell(letters, digits, attributes, inside, found)
        elif b"v>" in inside or b"<t" in inside or b":t" in inside:
            last[letters] = int(digits)
    found.reach += [(row, column_number(letters.decode())) for letters, row in last.items()]


def _is_plain(xml: bytes, found: Looks) -> bool:
    """Whether no cell shows more than its value, and all stand near; then that is all there is to see, and quickly."""
    if b'"e"' in xml or b"<f" in xml or b":f" in xml:
        return False
    columns, rows = _COLUMN_OF_CELL.findall(xml), _ROW_OF_CELL.findall(xml)
    if not len(_ANY_CELL.findall(xml)) == len(columns) == len(rows) > 0:  # else addresses stand in odd places
        return False
    end = max(map(int, set(rows))), max(map(column_number, map(bytes.decode, set(columns))))
    if end[0] > _NEAR[0] or end[1] > _NEAR[1]:  # perhaps only an empty cell
        return False
    found.reach.append(end)
    return True


def _look_for_hidden(xml: bytes, found: Looks) -> None:
    if b'hidden="' in xml:
        found.hidden.update(map(int, _HIDDEN_ROW.findall(xml)))
        for one in _HIDDEN_COLUMNS.findall(xml):
            first, last_one = (int(_attribute(one, name) or 0) for name in (b"min", b"max"))
            found.hidden_columns.update(range(first, min(last_one, first + _MOST_ALIKE) + 1))


def _look_at_style(place: Place, attributes: bytes, inside: bytes, told: _Told, found: Looks) -> None:
    style, value = _STYLE.search(attributes), _VALUE.search(inside)
    name = style[1] if style else b""
    if name in told.formats and not _NO_NUMBER.search(attributes):
        found.formats[place] = told.formats[name]
    shared = told.texts.get(value[1]) if value and b't="s"' in attributes else None
    how = shared or struck_runs(inside) or ("whole" if name in told.struck else None)
    if how:
        found.struck[place] = how


def _look_at_odd_cell(letters: bytes, digits: bytes, attributes: bytes, inside: bytes, found: Looks) -> None:
    """A cell with a formula, an error, or its address in an odd place."""
    address = None if letters else _ADDRESS.search(attributes)
    if address:
        letters, digits = address[1], address[2]
    if not letters:
        return
    place = int(digits), column_number(letters.decode())
    value = _VALUE.search(inside)
    error = value[1].decode("utf-8", "replace") if b't="e"' in attributes and value else ""
    if not value and _FORMULA.search(inside) and b't="str"' not in attributes:
        error = UNCALCULATED
    if error:
        found.errors[place] = error
    if value or error or b"<t" in inside or b":t" in inside:
        found.reach.append(place)


def _look_into_ods(xml: bytes, struck: Collection[bytes], found: Looks) -> None:
    _look_at_ods_columns(xml, found)
    row, next_row, column = 0, 1, 1
    for token in _ODS_TOKEN.finditer(xml):
        row_start, attributes, inside = token[1], token[2] or b"", token[3] or b""
        repeated = _ODS_REPEATED.search(row_start or attributes)
        count = int(repeated[1]) if repeated else 1
        if row_start is not None:
            row, next_row, column = next_row, next_row + count, 1
            if b'visibility="collapse"' in row_start or b'visibility="filter"' in row_start:
                found.hidden.update(range(row, min(next_row, row + _MOST_HIDDEN)))
            continue
        if b"value-type=" in attributes:
            place = max(row, 1), column, column + count - 1
            _look_at_ods_cell(place, attributes, inside, found)
            how = struck_ods_cell(attributes, inside, struck) if struck else None
            if how:
                found.struck.update(((place[0], at), how) for at in _alike(place))
        column += count


def _look_at_ods_cell(place: tuple[int, int, int], attributes: bytes, inside: bytes, found: Looks) -> None:
    """One cell, or several alike side by side: row, first and last column."""
    row, first, last = place
    shown = unescape(_TAGS.sub(b"", inside).decode("utf-8", "replace"))
    found.reach.append((row, last))
    if b'value-type="error"' in attributes:
        found.errors.update(((row, at), shown) for at in _alike(place))
    elif _ODS_SHOWN.search(attributes):
        found.shown.update(((row, at), shown) for at in _alike(place))
    down, right = (
        int(_attribute(attributes, name) or 1) for name in (b"number-rows-spanned", b"number-columns-spanned")
    )
    if down > 1 or right > 1:
        found.merged.append((row, first, row + down - 1, first + right - 1))


def _alike(place: tuple[int, int, int]) -> range:
    return range(place[1], min(place[2], place[1] + _MOST_ALIKE) + 1)


def _look_at_ods_columns(xml: bytes, found: Looks) -> None:
    column = 1
    for attributes in _ODS_COLUMN.findall(xml):
        repeated = _ODS_REPEATED.search(attributes)
        count = int(repeated[1]) if repeated else 1
        if b'visibility="collapse"' in attributes:
            found.hidden_columns.update(range(column, column + min(count, _MOST_ALIKE)))
        column += count


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
