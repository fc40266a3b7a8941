"""What fonts call themselves: family and full names from the name table, the font itself unread (OpenType 1.9)."""

from __future__ import annotations

import struct
import unicodedata
from pathlib import Path
from typing import BinaryIO

_FAMILY, _FULL, _TYPOGRAPHIC = 1, 4, 16
_WINDOWS, _UNICODE = 3, 0
_COLLECTION = b"ttcf"
_TRUETYPE = (b"\x00\x01\x00\x00", b"true")
_MOST_FONTS = 64


def font_names_in(path: Path) -> list[frozenset[str]]:
    """The names of each font in a file, as `plain_font_name` writes them; none where none is TrueType."""
    try:
        with path.open("rb") as file:
            return [_names(file, start) for start in _starts(file)]
    except (OSError, struct.error, UnicodeDecodeError):
        return []


def plain_font_name(name: str) -> str:
    """A name for comparing: without spaces, width and case."""
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()


def _starts(file: BinaryIO) -> list[int]:
    mark = file.read(4)
    if mark != _COLLECTION:
        return [0] if mark in _TRUETYPE else []
    _, count = struct.unpack(">LL", file.read(8))
    return list(struct.unpack(f">{count}L", file.read(4 * count))) if count <= _MOST_FONTS else []


def _names(file: BinaryIO, start: int) -> frozenset[str]:
    file.seek(start + 4)
    (tables,) = struct.unpack(">H6x", file.read(8))
    directory = file.read(16 * tables)
    entries = (struct.unpack_from(">4s4xLL", directory, 16 * at) for at in range(tables))
    place = next(((offset, length) for tag, offset, length in entries if tag == b"name"), None)
    if place is None:
        return frozenset()
    file.seek(place[0])
    return frozenset(_texts(file.read(place[1])))


def _texts(table: bytes) -> list[str]:
    _, count, texts = struct.unpack_from(">HHH", table)
    found = []
    for at in range(count):
        system, _, _, kind, length, offset = struct.unpack_from(">6H", table, 6 + 12 * at)
        if system in (_WINDOWS, _UNICODE) and kind in (_FAMILY, _FULL, _TYPOGRAPHIC):
            found.append(plain_font_name(table[texts + offset : texts + offset + length].decode("utf-16-be")))
    return found
