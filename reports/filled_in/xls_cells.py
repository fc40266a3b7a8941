"""What the reader does not tell of an xls or WPS .et workbook: errors, formats, what is hidden or struck, its age.

Only what is needed for that is read: the workbook's stream out of its container ([MS-CFB]), and of its records
([MS-XLS]) where sheets begin (BOUNDSHEET), formats (FORMAT, FONT, XF), rows (ROW), columns (COLINFO), and cells.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from reports.filled_in.number_format import BUILT_IN, says_more
from reports.filled_in.sheet_looks import Looks, TellingStyles

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORDS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
"""[MS-XLS] 2.5.10 BErr."""
_BOUNDSHEET, _BOOLERR, _FORMULA, _EOF = 0x0085, 0x0205, 0x0006, 0x000A
_FORMAT, _XF, _ROW, _FILEPASS, _BOF = 0x041E, 0x00E0, 0x0208, 0x002F, 0x0809
_NUMBER, _RK, _MULRK = 0x0203, 0x027E, 0x00BD
_FONT, _COLUMNS, _LABEL, _SHARED_LABEL = 0x0031, 0x007D, 0x0204, 0x00FD
_NUMBERS = frozenset({_NUMBER, _RK, _MULRK, _FORMULA})
_CELLS = _NUMBERS | {_LABEL, _SHARED_LABEL}
_SHORTEST = {_BOOLERR: 8, _FORMULA: 14, _FORMAT: 5, _XF: 4, _ROW: 14, _NUMBER: 6, _RK: 6, _MULRK: 8, _BOF: 4} | {
    _FONT: 4,
    _COLUMNS: 10,
    _LABEL: 6,
    _SHARED_LABEL: 6,
}
"""Bytes that a record of this kind has at least."""
_HIDDEN = 0x20
"""The bit of a row's flags that says that it has no height ([MS-XLS] 2.4.221, fDyZero)."""
_STRUCK = 0x08
"""The bit of a font's flags that crosses out ([MS-XLS] 2.4.122, fStrikeOut)."""
_NO_FONT = 4
"""No font has this number: whoever counts them passes it over ([MS-XLS] 2.5.129)."""
_BIFF8 = 0x0600
_STREAMS = ("Workbook", "Book")
_SMALLEST_STREAM = 4096
"""Shorter streams lie in the mini stream."""
_NONE = 0xFFFFFFFA
"""Sector numbers from here on end a chain."""
_IN_HEADER = 109
_ENTRY, _MINI = 128, 64
"""Bytes of a directory entry and of a mini sector."""
_STREAM, _ROOT = 2, 5
"""What a directory entry is."""
_ERROR_RESULT = 2
"""What a formula gives: an error."""


class _Entry(NamedTuple):
    """One stream of the container; `first` is its first sector."""

    name: str
    kind: int
    first: int
    size: int


def xls_looks(data: bytes, sheet: int) -> Looks:
    """What the cells of the sheet at that place (from 0) look like, save how far they reach.

    Nothing for other formats; a container that contradicts itself gives what could be read.
    """
    found = Looks()
    if not data.startswith(OLE):
        return found
    try:
        stream = _workbook(data)
        starts, styles = _globals(stream)
        if sheet < len(starts):
            _look_into(stream, starts[sheet], styles, found)
    except struct.error:
        pass
    return found


def kind_of_xls(data: bytes) -> str:
    """What keeps a container from being read as the xls it is: "locked", "old" (before Excel 97), or ""."""
    try:
        stream = _workbook(data)
        kinds = dict(_records(stream, 0))
    except struct.error:
        return ""
    if _FILEPASS in kinds:
        return "locked"
    version = struct.unpack_from("<H", kinds[_BOF])[0] if _BOF in kinds else _BIFF8
    return "old" if version < _BIFF8 else ""


def error_word(code: int) -> str:
    """What a cell with this error shows; xlsb has the same codes ([MS-XLSB] 2.5.97.2)."""
    return _WORDS.get(code, "#ERROR")


def _globals(stream: bytes) -> tuple[list[int], TellingStyles]:
    """Where the sheets begin, and what styles tell beyond the value."""
    starts, codes, styles, fonts = list[int](), dict(BUILT_IN), list[tuple[int, int]](), list[bool]()
    for kind, body in _records(stream, 0):
        if kind == _BOUNDSHEET:
            starts.append(struct.unpack_from("<I", body)[0])
        elif kind == _FORMAT:
            codes[struct.unpack_from("<H", body)[0]] = _string(body[2:])
        elif kind == _FONT:
            fonts.append(bool(body[2] & _STRUCK))
        elif kind == _XF:
            styles.append(struct.unpack_from("<HH", body))
    struck = {at + (at >= _NO_FONT) for at, flag in enumerate(fonts) if flag}
    formats = {at: codes[one] for at, (_, one) in enumerate(styles) if one in codes and says_more(codes[one])}
    return starts, TellingStyles(formats, frozenset(at for at, (one, _) in enumerate(styles) if one in struck))


def _string(body: bytes) -> str:
    """A string behind its length and the flag of its width ([MS-XLS] 2.5.294)."""
    length, wide = struct.unpack_from("<HB", body)
    return (
        body[3 : 3 + 2 * length].decode("utf-16-le", "replace") if wide & 1 else body[3 : 3 + length].decode("latin-1")
    )


def _look_into(stream: bytes, start: int, styles: TellingStyles, found: Looks) -> None:
    for kind, body in _records(stream, start):
        if kind == _ROW and body[12] & _HIDDEN:
            found.hidden.add(struct.unpack_from("<H", body)[0] + 1)
        elif kind == _COLUMNS and body[8] & 1:
            first, last = struct.unpack_from("<HH", body)
            found.hidden_columns.update(range(first + 1, last + 2))
        elif kind in (_BOOLERR, _FORMULA) and (code := _error(kind, body)) is not None:
            row, column = struct.unpack_from("<HH", body)
            found.errors[row + 1, column + 1] = error_word(code)
        elif any(styles) and kind in _CELLS:
            for row, column, style in _cells_in(kind, body):
                if style in styles.formats and kind in _NUMBERS:
                    found.formats[row + 1, column + 1] = styles.formats[style]
                if style in styles.struck:
                    found.struck[row + 1, column + 1] = "whole"


def _error(kind: int, body: bytes) -> int | None:
    if kind == _BOOLERR:
        return body[6] if body[7] == 1 else None
    return body[8] if body[6] == _ERROR_RESULT and body[12:14] == b"\xff\xff" else None


def _cells_in(kind: int, body: bytes) -> Iterator[tuple[int, int, int]]:
    """Row, column (from 0) and style of each cell of a record."""
    row, first, style = struct.unpack_from("<HHH", body)
    yield row, first, style
    if kind == _MULRK:
        for at, place in enumerate(range(10, len(body) - 2, 6), 1):
            yield row, first + at, struct.unpack_from("<H", body, place)[0]


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Records of one part, from its beginning to its end."""
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        if kind == _EOF:
            return
        body = stream[at + 4 : at + 4 + size]
        if len(body) == size >= _SHORTEST.get(kind, 0):
            yield kind, body
        at += 4 + size


def _workbook(data: bytes) -> bytes:
    """The workbook's stream; empty where there is none."""
    (shift,) = struct.unpack_from("<H", data, 30)
    first_directory, first_mini, first_more = (struct.unpack_from("<I", data, at)[0] for at in (48, 60, 68))
    if shift not in (9, 12):
        return b""
    size = 1 << shift
    table = _table(data, size, first_more)
    directory = _chain(data[size:], table, first_directory, size)
    entries = [_entry(directory, at) for at in range(0, len(directory) - _ENTRY + 1, _ENTRY)]
    book = next((one for one in entries if one.kind == _STREAM and one.name in _STREAMS), None)
    root = next((one for one in entries if one.kind == _ROOT), None)
    if book is None or root is None:
        return b""
    if book.size >= _SMALLEST_STREAM:
        return _chain(data[size:], table, book.first, size)[: book.size]
    minis = _numbers(_chain(data[size:], table, first_mini, size))
    return _chain(_chain(data[size:], table, root.first, size), minis, book.first, _MINI)[: book.size]


def _entry(directory: bytes, at: int) -> _Entry:
    length, kind = struct.unpack_from("<HB", directory, at + 64)
    name = directory[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
    return _Entry(name, kind, *struct.unpack_from("<II", directory, at + 116))


def _table(data: bytes, size: int, more: int) -> list[int]:
    """Which sector follows on each."""
    parts = list(struct.unpack_from(f"<{_IN_HEADER}I", data, 76))
    seen = set[int]()
    while more < _NONE and more not in seen:
        seen.add(more)
        numbers = _numbers(data[(more + 1) * size : (more + 2) * size])
        if not numbers:
            break
        parts += numbers[:-1]
        more = numbers[-1]
    return [n for part in parts if part < _NONE for n in _numbers(data[(part + 1) * size : (part + 2) * size])]


def _numbers(part: bytes) -> list[int]:
    return list(struct.unpack_from(f"<{len(part) // 4}I", part))


def _chain(sectors: bytes, table: list[int], at: int, size: int) -> bytes:
    """The sectors of a chain, one behind the other; a circle is gone round once."""
    parts, seen = list[bytes](), set[int]()
    while at < len(table) and at not in seen:
        seen.add(at)
        parts.append(sectors[at * size : (at + 1) * size])
        at = table[at]
    return b"".join(parts)
