"""Workbooks that lie about themselves, each as a file."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from reports.filled_in.errors import OversizeWorkbookError
from reports.filled_in.read_workbook import read_rows

SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    made = Workbook()
    assert made.active is not None
    for row in (["姓名", "年龄"], ["张三", 30], ["李四", 40]):
        made.active.append(row)
    made.save(tmp_path / "表.xlsx")
    return tmp_path / "表.xlsx"


def with_sheet(book: Path, pattern: bytes, new: bytes) -> Path:
    """The workbook with a piece of its sheet replaced."""
    with zipfile.ZipFile(book) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[SHEET], count = re.subn(pattern, lambda _: new, parts[SHEET])
    assert count == 1
    path = book.with_name("改过.xlsx")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize("said", [b"A1", b"A1:B2", b"A1:XFD1048576", b"C7:D9"])
def test_a_false_dimension_hides_and_adds_nothing(book: Path, said: bytes) -> None:
    path = with_sheet(book, rb'<dimension ref="[^"]*" ?/>', b'<dimension ref="%s"/>' % said)
    assert [[cell.text for cell in row.cells] for row in read_rows(path).rows] == [["张三", "30"], ["李四", "40"]]


def test_a_bomb_is_not_unpacked(book: Path) -> None:
    row = b"<row><c><v>1</v></c></row>"
    path = with_sheet(book, rb"</sheetData>", row * 1_000_000 + b"</sheetData>")
    assert path.stat().st_size * 200 < 1_000_000 * len(row)
    with pytest.raises(OversizeWorkbookError):
        read_rows(path)
