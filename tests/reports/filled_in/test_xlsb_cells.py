"""Cells of the binary format: a small workbook written record by record, as no free program writes one."""

import struct
import zipfile
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.filled_in.errors import NotAWorkbookError, OversizeWorkbookError
from reports.filled_in.read_workbook import read_rows
from reports.filled_in.scan import scan
from reports.filled_in.sheet_looks import Area, Looks
from reports.filled_in.xlsb_cells import look_into, sheet_ids, telling_styles

RELATIONS = """<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
 Target="worksheets/sheet1.bin"/>
</Relationships>"""
TEXT, ERROR, FORMULA_ERROR, REAL = 6, 3, 11, 5
NOT_THERE, NO_NAME = 0x2A, 0x1D


class Cell(NamedTuple):
    """What a cell holds: a text, a number, or the code of an error; and its style."""

    kind: int
    value: str | float | int
    style: int = 0


def record(kind: int, body: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = b"", len(body)
    while True:
        size += bytes([length & 0x7F | (0x80 if length > 127 else 0)])
        length >>= 7
        if not length:
            return head + size + body


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def cell(column: int, one: Cell) -> bytes:
    if one.kind == TEXT:
        value = wide(str(one.value))
    elif one.kind == REAL:
        value = struct.pack("<d", one.value)
    else:
        value = bytes([int(one.value)])
    return record(
        one.kind, struct.pack("<II", column, one.style) + value + (b"\0" * 6 if one.kind == FORMULA_ERROR else b"")
    )


def sheet(rows: dict[int, dict[int, Cell]], *merged: tuple[int, int, int, int]) -> bytes:
    wide_, high = max(max(row) for row in rows.values()), max(rows)
    lines = b"".join(
        record(0, struct.pack("<I", number) + b"\0" * 13) + b"".join(cell(at, one) for at, one in row.items())
        for number, row in rows.items()
    )
    reach = record(148, struct.pack("<IIII", 0, high, 0, wide_))
    areas = b"".join(record(176, struct.pack("<IIII", *one)) for one in merged)
    return record(129) + reach + record(145) + lines + record(146) + areas + record(130)


def styles(*codes: str) -> bytes:
    """The formats of cells from style 1 on, behind those of named styles, which no cell means."""
    formats = b"".join(record(44, struct.pack("<H", 164 + at) + wide(code)) for at, code in enumerate(codes))
    ids = [0, *range(164, 164 + len(codes))]
    of_cells = b"".join(record(47, struct.pack("<HH", 0, one) + b"\0" * 12) for one in ids)
    named = record(626, struct.pack("<I", 1)) + record(47, struct.pack("<HH", 0xFFFF, 164) + b"\0" * 12) + record(627)
    listed = record(615, struct.pack("<I", len(codes))) + formats + record(616)
    return record(278) + listed + named + record(617, struct.pack("<I", len(ids))) + of_cells + record(618)


def book(path: Path, rows: dict[int, dict[int, Cell]], *codes: str, merged: Area | None = None) -> Path:
    bundle = record(156, struct.pack("<II", 0, 1) + wide("rId1") + wide("人员"))
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.bin", record(131) + record(143) + bundle + record(144) + record(132))
        archive.writestr("xl/_rels/workbook.bin.rels", RELATIONS)
        archive.writestr("xl/worksheets/sheet1.bin", sheet(rows, *([merged] if merged else [])))
        archive.writestr("xl/styles.bin", styles(*codes))
    return path


HEAD = {0: Cell(TEXT, "姓名"), 1: Cell(TEXT, "职务"), 2: Cell(TEXT, "联系电话")}
PEOPLE = {
    0: HEAD,
    1: {0: Cell(TEXT, "王伟"), 1: Cell(ERROR, NOT_THERE), 2: Cell(REAL, 12345.0)},
    2: {0: Cell(TEXT, "李芳"), 1: Cell(TEXT, "队长"), 2: Cell(FORMULA_ERROR, NO_NAME)},
}


def test_errors_are_read_as_what_they_show(tmp_path: Path) -> None:
    found = read_rows(book(tmp_path / "a.xlsb", PEOPLE))
    cells_ = {one.address: (one.kind, one.text) for row in found.rows for one in row.cells}
    assert (found.sheet, [each.label for each in found.headings]) == ("人员", ["姓名", "职务", "联系电话"])
    assert (cells_["B2"], cells_["C3"]) == (("error", "#N/A"), ("error", "#NAME?"))
    assert (cells_["A2"], cells_["C2"], cells_["B3"]) == (("text", "王伟"), ("number", "12345"), ("text", "队长"))


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        ("00000000", 990103.0, "00990103"),
        ('"豫A"0000', 103.0, "豫A0103"),
        ("0%", 0.5, "50%"),
        ("General", 990103.0, "990103"),
        ("0.00", 1.5, "1.5"),
    ],
)
def test_numbers_are_read_as_their_format_shows_them(tmp_path: Path, code: str, value: float, shown: str) -> None:
    people = {
        0: HEAD,
        1: {0: Cell(TEXT, "王伟"), 2: Cell(REAL, value, 1)},
        2: {0: Cell(TEXT, "李芳"), 2: Cell(REAL, value)},
    }
    found = read_rows(book(tmp_path / "a.xlsb", people, code))
    assert [row.cells[2].text for row in found.rows] == [shown, f"{value:.15g}"]


def test_a_part_over_which_the_reader_panics_is_refused(tmp_path: Path) -> None:
    whole = book(tmp_path / "a.xlsb", PEOPLE)
    with zipfile.ZipFile(whole) as good, zipfile.ZipFile(tmp_path / "b.xlsb", "w") as bad:
        for name in good.namelist():
            bad.writestr(name, record(278) + record(615) if name.endswith("styles.bin") else good.read(name))
    with pytest.raises(NotAWorkbookError):
        read_rows(tmp_path / "b.xlsb")


def test_merged_cells_are_said_by_each_row(tmp_path: Path) -> None:
    people = {0: HEAD, 1: {0: Cell(TEXT, "王伟"), 1: Cell(TEXT, "队长")}, 2: {1: Cell(TEXT, "组长")}}
    found = read_rows(book(tmp_path / "a.xlsb", people, merged=(1, 2, 0, 0)))
    assert [row.cells[0].text for row in found.rows] == ["王伟", "王伟"]


def test_a_stray_cell_far_away_is_refused(tmp_path: Path) -> None:
    far = {**PEOPLE, 1_000_000: {0: Cell(TEXT, "x")}}
    with pytest.raises(OversizeWorkbookError, match="A1000001"):
        read_rows(book(tmp_path / "a.xlsb", far))


def test_a_sheet_that_is_not_there_has_none(tmp_path: Path) -> None:
    data = book(tmp_path / "a.xlsb", PEOPLE).read_bytes()
    assert scan(data, 1) == Looks()
    assert scan(data, 0).errors[2, 2] == "#N/A"


@pytest.mark.parametrize("part", [b"", b"\x80", b"\x9c\x01\xff", record(156), record(3, b"\0" * 8), record(0)])
def test_broken_parts_give_nothing(part: bytes) -> None:
    found = Looks()
    look_into(part, found, telling_styles(part))
    assert found == Looks()
    assert [one for one in sheet_ids(part) if one] == []


@given(st.integers(0, 300), st.binary(min_size=1, max_size=8))
def test_a_spoilt_part_is_read_without_an_accident(at: int, spoilt: bytes) -> None:
    whole = sheet(PEOPLE)
    look_into(whole[:at] + spoilt + whole[at + len(spoilt) :], Looks(), telling_styles(b""))


@pytest.mark.parametrize(("flags", "hidden"), [(0x00, set()), (0x10, {3}), (0x08, set()), (0x17, {3})])
def test_a_row_without_height_is_hidden(flags: int, hidden: set[int]) -> None:
    found = Looks()
    look_into(record(0, struct.pack("<I", 2) + b"\0" * 7 + bytes([flags]) + b"\0" * 5), found, telling_styles(b""))
    assert found.hidden == hidden


def test_what_is_crossed_out_and_hidden_is_told() -> None:
    fonts = b"".join(record(43, struct.pack("<HH", 220, flags) + b"\0" * 20) for flags in (0, 0x08))
    of_cells = b"".join(record(47, struct.pack("<HHH", 0, 0, font) + b"\0" * 10) for font in (0, 1))
    found, hidden = Looks(), record(60, struct.pack("<IIIIH", 2, 3, 0, 0, 1))
    seen = record(60, struct.pack("<IIIIH", 0, 1, 2048, 0, 2))
    line = record(0, struct.pack("<I", 1)) + cell(0, Cell(TEXT, "王伟")) + cell(1, Cell(TEXT, "李芳", 1))
    look_into(seen + hidden + line, found, telling_styles(fonts + record(617, b"\2\0\0\0") + of_cells + record(618)))
    assert (found.struck, found.hidden_columns) == ({(2, 2): "whole"}, {3, 4})
