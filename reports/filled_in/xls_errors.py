"""Error cells of an xls or WPS .et workbook, which the reader gives as empty ones.

Only what is needed for that is read: the workbook's stream out of its container ([MS-CFB]), and of its records
([MS-XLS]) where sheets begin (BOUNDSHEET), error cells (BOOLERR) and formulas whose result is an error (FORMULA).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORDS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
"""[MS-XLS] 2.5.10 BErr."""
_BOUNDSHEET, _BOOLERR, _FORMULA, _EOF = 0x0085, 0x0205, 0x0006, 0x000A
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
_SHORTEST = 8
"""Bytes of the shortest record with an error."""
_ERROR_RESULT = 2
"""What a formula gives: an error."""


class _Entry(NamedTuple):
    """One stream of the container; `first` is its first sector."""

    name: str
    kind: int
    first: int
    size: int


def error_cells(data: bytes, sheet: int) -> dict[tuple[int, int], str]:
    """What error cells of the sheet at that place (from 0) show, by row and column from 1.

    Nothing for other formats; a container that contradicts itself gives what could be read.
    """
    if not data.startswith(OLE):
        return {}
    try:
        stream = _workbook(data)
        starts = [struct.unpack_from("<I", body)[0] for kind, body in _records(stream, 0) if kind == _BOUNDSHEET]
        return dict(_errors(stream, starts[sheet])) if sheet < len(starts) else {}
    except struct.error:
        return {}


def error_word(code: int) -> str:
    """What a cell with this error shows; xlsb has the same codes ([MS-XLSB] 2.5.97.2)."""
    return _WORDS.get(code, "#ERROR")


def _errors(stream: bytes, start: int) -> Iterator[tuple[tuple[int, int], str]]:
    for kind, body in _records(stream, start):
        code = -1
        if kind == _BOOLERR and body[7] == 1:
            code = body[6]
        elif kind == _FORMULA and body[6] == _ERROR_RESULT and body[12:14] == b"\xff\xff":
            code = body[8]
        if code >= 0:
            row, column = struct.unpack_from("<HH", body)
            yield (row + 1, column + 1), error_word(code)


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Records of one part, from its beginning to its end."""
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        if kind == _EOF:
            return
        body = stream[at + 4 : at + 4 + size]
        if len(body) == size and (kind not in (_BOOLERR, _FORMULA) or size >= _SHORTEST):
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
