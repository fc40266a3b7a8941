"""Cells of a binary xlsb sheet as far as the reader does not tell of them.

How far they reach, errors, hidden rows, merged cells, and number formats that show more than the number. Only the
records needed for that are read ([MS-XLSB] 2.1.4 record, 2.3 records): rows, cells and merged ones (BrtMergeCell), in
the workbook's part the sheets (BrtBundleSh), in that of the styles formats (BrtFmt) and those of cells (BrtXF).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from reports.filled_in.number_format import BUILT_IN, says_more
from reports.filled_in.sheet_looks import Looks, TellingStyles
from reports.filled_in.xls_cells import error_word

_ROW, _BLANK, _BUNDLE_SHEET = 0, 1, 156
_MERGED, _MERGED_SIZE = 176, 16
_FORMAT, _FONT, _STYLE, _FIRST_STYLE, _LAST_STYLE = 44, 43, 47, 617, 618
_STYLE_SIZE = 6
_COLUMNS, _COLUMNS_SIZE, _COLUMN_FLAGS_AT, _MOST_HIDDEN = 60, 18, 16, 500
_CELL_ERROR, _FORMULA_ERROR = 3, 11
_NUMBERS = frozenset((2, 5, 9))
"""Cells with a number, packed, whole or from a formula."""
_LAST_CELL = 11
"""Records up to here are cells, the row's head aside."""
_VALUE_AT = 8
"""Bytes of column and style before a cell's value."""
_FLAGS_AT, _HIDDEN = 11, 0x10
"""Where a row's head says that it has no height ([MS-XLSB] 2.4.742, fDyZero)."""
_STRUCK = 0x08
"""The bit of a font's flags that crosses out ([MS-XLSB] 2.4.149, fStrikeout)."""
_MOST_SIZE_BYTES = 4


def sheet_ids(workbook: bytes) -> list[str]:
    """The relation of each sheet, in order."""
    return [_wide_string(body, 8) for kind, body in _records(workbook) if kind == _BUNDLE_SHEET]


def telling_styles(styles: bytes) -> TellingStyles:
    """What the styles that cells name tell beyond the value."""
    codes, used, struck, is_cells = dict(BUILT_IN), list[tuple[int, int]](), list[bool](), False
    for kind, body in _records(styles):
        if kind == _FORMAT and len(body) > _MOST_SIZE_BYTES:
            codes[struct.unpack_from("<H", body)[0]] = _wide_string(body, 2)
        elif kind == _FONT and len(body) >= _MOST_SIZE_BYTES:
            struck.append(bool(body[2] & _STRUCK))
        elif kind in (_FIRST_STYLE, _LAST_STYLE):
            is_cells = kind == _FIRST_STYLE
        elif kind == _STYLE and is_cells and len(body) >= _STYLE_SIZE:
            used.append(struct.unpack_from("<HH", body, 2))
    formats = {at: codes[one] for at, (one, _) in enumerate(used) if says_more(codes.get(one, ""))}
    return TellingStyles(formats, frozenset(at for at, (_, one) in enumerate(used) if one in _places(struck)))


def _places(flags: list[bool]) -> set[int]:
    return {at for at, flag in enumerate(flags) if flag}


def look_into(sheet: bytes, found: Looks, styles: TellingStyles) -> None:
    """Errors, merged cells, formats and what is crossed out one by one, and of other cells the last of each column.

    A part that contradicts itself gives what could be read.
    """
    row, last = 0, dict[int, int]()
    for kind, body in _records(sheet):
        if kind == _ROW and len(body) >= _MOST_SIZE_BYTES:
            row = struct.unpack_from("<I", body)[0] + 1
            if len(body) > _FLAGS_AT and body[_FLAGS_AT] & _HIDDEN:
                found.hidden.add(row)
        elif _BLANK < kind <= _LAST_CELL and len(body) > _VALUE_AT:
            last[_look_at_cell(kind, row, body, styles, found)] = row
        elif kind == _MERGED and len(body) >= _MERGED_SIZE:
            top, bottom, left, right = (each + 1 for each in struct.unpack_from("<IIII", body))
            found.merged.append((top, left, bottom, right))
        elif kind == _COLUMNS and len(body) >= _COLUMNS_SIZE and body[_COLUMN_FLAGS_AT] & 1:
            first, end = struct.unpack_from("<II", body)
            found.hidden_columns.update(range(first + 1, min(end, first + _MOST_HIDDEN) + 2))
    found.reach += [(row, column) for column, row in last.items()]


def _look_at_cell(kind: int, row: int, body: bytes, styles: TellingStyles, found: Looks) -> int:
    """What a cell with content looks like; gives its column."""
    column, style = struct.unpack_from("<I", body)[0] + 1, int.from_bytes(body[4:7], "little")
    if kind in (_CELL_ERROR, _FORMULA_ERROR):
        found.errors[row, column] = error_word(body[_VALUE_AT])
    if style in styles.formats and kind in _NUMBERS:
        found.formats[row, column] = styles.formats[style]
    if style in styles.struck:
        found.struck[row, column] = "whole"
    return int(column)


def _records(part: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(part):
        kind, at = _number(part, at, 2)
        size, at = _number(part, at, _MOST_SIZE_BYTES)
        if at + size > len(part):
            return
        yield kind, part[at : at + size]
        at += size


def _number(part: bytes, at: int, most: int) -> tuple[int, int]:
    """A number of seven bits a byte, the lowest first, in at most so many bytes; and where it ends."""
    value = 0
    for place in range(most):
        if at >= len(part):
            return value, at
        byte = part[at]
        at += 1
        value |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:  # noqa: PLR2004 - the bit that says whether another byte follows
            break
    return value, at


def _wide_string(body: bytes, at: int) -> str:
    """A string behind the number of its UTF-16 units ([MS-XLSB] 2.5.168)."""
    if len(body) < at + 4:
        return ""
    length = struct.unpack_from("<I", body, at)[0]
    return body[at + 4 : at + 4 + 2 * length].decode("utf-16-le", "replace") if length < len(body) else ""
