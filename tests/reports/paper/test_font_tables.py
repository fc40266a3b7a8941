"""Read at once or number by number: the same font."""

import gzip
import io
import struct
from typing import Any

import pytest

from reports.paper.font_tables import QuickFace
from reports.paper.fonts import FOLDER

OWN: Any = QuickFace.__bases__[0]
ALL = ("charToGlyph", "charWidths", "hmetrics", "glyphPos", "defaultWidth", "name", "numGlyphs", "ascent")


def differing(data: bytes) -> list[str]:
    slow, quick = OWN(io.BytesIO(data)), QuickFace(io.BytesIO(data))
    return [name for name in ALL if getattr(slow, name) != getattr(quick, name)]


def with_map(kind: tuple[int, int]) -> bytearray:
    """The serif with only one of its character maps."""
    data = bytearray((FOLDER / "NotoSerifSC-Regular.ttf").read_bytes())
    start = table_of(data, b"cmap")
    (maps,) = struct.unpack_from(">H", data, start + 2)
    entries = [bytes(data[start + 4 + 8 * one : start + 12 + 8 * one]) for one in range(maps)]
    wanted = next(entry for entry in entries if struct.unpack(">HH", entry[:4]) == kind)
    data[start + 2 : start + 12] = struct.pack(">H", 1) + wanted
    return data


def table_of(data: bytearray, tag: bytes) -> int:
    (count,) = struct.unpack_from(">H", data, 4)
    at = next(at for at in range(12, 12 + 16 * count, 16) if data[at : at + 4] == tag)
    return int(struct.unpack_from(">L", data, at + 8)[0])


@pytest.mark.parametrize("file", ["NotoSerifSC-Regular.ttf", "NotoSansSC-Medium.ttf"])
def test_the_bundled_fonts_are_read_alike(file: str) -> None:
    assert differing((FOLDER / file).read_bytes()) == []


@pytest.mark.parametrize("kind", [(0, 3), (3, 1), (0, 4), (3, 10)])
def test_each_kind_of_map_is_read_alike(kind: tuple[int, int]) -> None:
    assert differing(bytes(with_map(kind))) == []


def test_the_rare_font_is_read_alike_but_for_a_slip_of_reportlab() -> None:
    # reportlab scales the one advance that the last glyphs share, and no other
    data = gzip.decompress((FOLDER / "HanaMinB.ttf.gz").read_bytes())
    assert differing(data) == ["hmetrics"]


def test_another_kind_of_map_is_left_to_reportlab() -> None:
    data = with_map((3, 1))
    start = table_of(data, b"cmap")
    at = start + struct.unpack_from(">L", data, start + 8)[0]
    data[at : at + 12] = struct.pack(">6H", 6, 12, 0, 65, 1, 66)
    quick = QuickFace(io.BytesIO(bytes(data)))
    assert differing(bytes(data)) == []
    assert 66 in quick.charToGlyph
