"""Reading a TrueType font's tables in whole arrays: reportlab reads them number by number, a quarter of a second each.

`install_quick_faces` puts the quicker face in place of reportlab's. Fonts whose character map has another
format than 4 or 12 are read by reportlab as before. Sources: OpenType 1.9, cmap, hmtx, loca.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from itertools import chain, repeat
from typing import Literal

from reportlab.pdfbase import ttfonts

_SEGMENTS, _GROUPS = 4, 12
_WINDOWS, _UNICODE, _VARIATIONS = 3, 0, 5
_SPACE, _HARD_SPACE = 0x20, 0xA0
Run = tuple[range, range | tuple[int, ...]]
"""Characters one after the other, and their glyphs."""


class QuickFace(ttfonts.TTFontFace):
    """A face that reads its character map, widths and glyph places at once."""

    def extractInfo(self, charInfo: Literal[0, 1] | bool = 1) -> None:  # noqa: N802, N803 (reportlab's)
        """As reportlab's; leaves out which characters a glyph stands for, which only shaping asks."""
        super().extractInfo(0)
        found = _map_of(self) if charInfo else None
        if found is None:
            super().extractInfo(charInfo)
            return
        self.glyphToChar: dict[int, list[int]] = {}
        self.charToGlyph: dict[int, int] = found
        _read_widths(self)
        _read_places(self)
        if _SPACE in found:
            found[_HARD_SPACE], self.charWidths[_HARD_SPACE] = found[_SPACE], self.charWidths[_SPACE]
        elif _HARD_SPACE in found:
            found[_SPACE], self.charWidths[_SPACE] = found[_HARD_SPACE], self.charWidths[_HARD_SPACE]


def install_quick_faces() -> None:
    """Let reportlab make its faces this way from now on; doing it twice changes nothing."""
    vars(ttfonts)["TTFontFace"] = QuickFace


def _numbers(face: QuickFace, at: int, count: int, kind: str = "H") -> tuple[int, ...]:
    size = struct.calcsize(f">{kind}")
    return struct.unpack(f">{count}{kind}", face.get_chunk(at, count * size))


def _map_of(face: QuickFace) -> dict[int, int] | None:
    """Glyphs by character; None where the map is of another format. The last map for Windows wins, as in reportlab."""
    start = face.get_table_pos("cmap")[0]
    (count,) = _numbers(face, start + 2, 1)
    entries = [struct.unpack(">HHL", face.get_chunk(start + 4 + 8 * at, 8)) for at in range(count)]
    wanted = [offset for system, kind, offset in entries if system == _WINDOWS]
    wanted = wanted or [offset for system, kind, offset in entries if system == _UNICODE and kind != _VARIATIONS]
    if not wanted:
        return None
    at = start + wanted[-1]
    reader = {_SEGMENTS: _segments, _GROUPS: _groups}.get(_numbers(face, at, 1)[0])
    return dict(chain.from_iterable(zip(*run, strict=False) for run in reader(face, at))) if reader else None


def _groups(face: QuickFace, at: int) -> Iterator[Run]:
    (count,) = _numbers(face, at + 12, 1, "L")
    found = iter(_numbers(face, at + 16, 3 * count, "L"))
    for first, last, glyph in zip(found, found, found, strict=True):
        yield range(first, last + 1), range(glyph, glyph + last - first + 1)


def _segments(face: QuickFace, at: int) -> Iterator[Run]:
    _, length, _, twice = _numbers(face, at, 4)
    count = twice // 2
    ends = _numbers(face, at + 14, count)
    starts = _numbers(face, at + 16 + twice, count)
    deltas = _numbers(face, at + 16 + 2 * twice, count, "h")
    place = at + 16 + 3 * twice
    for number, (first, last, delta, offset) in enumerate(
        zip(starts, ends, deltas, _numbers(face, place, count), strict=True)
    ):
        characters = range(first, last + 1)
        if not offset:
            yield characters, tuple((char + delta) & 0xFFFF for char in characters)
            continue
        begin = place + 2 * number + offset
        # Some fonts point behind the table's end; such characters have no glyph.
        held = _numbers(face, begin, max(0, min(len(characters), (at + length - begin) // 2)))
        glyphs = tuple((glyph + delta) & 0xFFFF if glyph else 0 for glyph in held)
        yield characters, (*glyphs, *repeat(0, len(characters) - len(glyphs)))


def _read_widths(face: QuickFace) -> None:
    (count,) = _numbers(face, face.get_table_pos("hhea")[0] + 34, 1)
    start = face.get_table_pos("hmtx")[0]
    pairs = _numbers(face, start, 2 * count)
    advances, bearings = list(pairs[::2]), list(pairs[1::2])
    rest = face.numGlyphs - count
    advances += repeat(advances[-1], rest)
    bearings += _numbers(face, start + 4 * count, rest)
    factor = 1000 / face.unitsPerEm
    scaled = advances if factor == 1 else [advance * factor for advance in advances]
    face.hmetrics = list(zip(advances, bearings, strict=True))
    face.defaultWidth = scaled[0]
    known = range(face.numGlyphs)
    face.charWidths = {char: scaled[glyph] for char, glyph in face.charToGlyph.items() if glyph in known}


def _read_places(face: QuickFace) -> None:
    if "loca" not in face.table:
        raise ttfonts.TTFError("missing location table")
    (long,) = _numbers(face, face.get_table_pos("head")[0] + 50, 1)
    start, count = face.get_table_pos("loca")[0], face.numGlyphs + 1
    face.glyphPos = list(_numbers(face, start, count, "L")) if long else [2 * at for at in _numbers(face, start, count)]
