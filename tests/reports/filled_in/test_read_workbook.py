from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from reports.excel.workbook import write_workbook
from reports.filled_in.errors import (
    EmptyWorkbookError,
    LockedWorkbookError,
    MissingWorkbookError,
    NotAWorkbookError,
    OversizeWorkbookError,
    WorkbookError,
)
from reports.filled_in.read_workbook import SheetRows, read_rows

Fill = Callable[[dict[str, Any]], Path]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ODS = """<office:document-content><office:body><office:spreadsheet><table:table table:name="表">
<table:table-row><table:table-cell office:value-type="string"><text:p>姓名</text:p></table:table-cell>
<table:table-cell office:value-type="string"><text:p>年龄</text:p></table:table-cell></table:table-row>
{rows}</table:table></office:spreadsheet></office:body></office:document-content>"""


@pytest.fixture
def fill(tmp_path: Path) -> Fill:
    """A workbook with these cells; keys like A1:C1 merge."""

    def make(cells: dict[str, Any]) -> Path:
        book = Workbook()
        page = book.active
        assert page is not None
        for address, value in cells.items():
            page[address.split(":")[0]] = value
            if ":" in address:
                page.merge_cells(address)
        book.save(tmp_path / "表.xlsx")
        return tmp_path / "表.xlsx"

    return make


@pytest.fixture
def ods(tmp_path: Path) -> Callable[[str], Path]:
    def make(rows: str) -> Path:
        path = tmp_path / "表.ods"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
            archive.writestr("content.xml", ODS.replace("\n", "").format(rows=rows))
            archive.writestr("META-INF/manifest.xml", "<manifest:manifest/>")
        return path

    return make


def labels(read: SheetRows) -> list[str]:
    return [f"{each.group}/{each.label}".lstrip("/") for each in read.headings]


@pytest.mark.parametrize(
    ("value", "kind", "held", "text", "lost"),
    [
        ("王𬭎 ", "text", "王𬭎", "王𬭎", False),
        (3, "number", Decimal(3), "3", False),
        (0.1, "number", Decimal("0.1"), "0.1", False),
        (999999999999999, "number", Decimal(999999999999999), "999999999999999", False),
        (410105198801010001, "number", Decimal(410105198801009984), "410105198801009984", True),
        ("4.10105E+17", "text", "4.10105E+17", "4.10105E+17", True),
        ("410105198801010001", "text", "410105198801010001", "410105198801010001", False),
        (dt.date(2020, 3, 1), "date", dt.date(2020, 3, 1), "2020-03-01", False),
        (dt.datetime(2020, 3, 1, 9, 30), "date", dt.datetime(2020, 3, 1, 9, 30), "2020-03-01 09:30:00", False),  # noqa: DTZ001 - cells have no zone
        (True, "bool", True, "TRUE", False),
        ("#N/A", "error", None, "#N/A", False),
        ("=1/0", "error", None, "未计算的公式", False),
        ("\u3000", "empty", None, "", False),
    ],
)
def test_cells(value: Any, kind: str, held: Any, text: str, lost: bool, fill: Fill) -> None:
    cell = read_rows(fill({"A1": "甲", "B1": "乙", "A2": "x", "B2": value})).rows[0].cells[1]
    assert (cell.address, cell.kind, cell.value, cell.text, cell.digits_lost) == ("B2", kind, held, text, lost)


@pytest.mark.parametrize(
    ("cells", "head", "found", "rows"),
    [
        ({"A1": "姓名", "B1": "年龄", "A2": "王", "B2": 3}, (1, 1), ["姓名", "年龄"], [2]),
        ({"B3": "姓名", "C3": "年龄", "B6": "王", "C6": 3}, (3, 3), ["姓名", "年龄"], [6]),
        ({"A1:B1": "登记表", "A2": "单位：甲", "A3": "姓名", "B3": "年龄", "A4": "王"}, (3, 3), ["姓名", "年龄"], [4]),
        (
            {"A1:A2": "姓名", "B1:C1": "证件", "B2": "号", "C2": "期", "D1:D2": "注", "A3": "王", "B3": "1"},
            (1, 2),
            ["姓名", "证件/号", "证件/期", "注"],
            [3],
        ),
        ({"A1": "姓\n名", "B1": "年龄", "A2": "王", "B2": 1, "A3": "李", "B3": 2}, (1, 1), ["姓名", "年龄"], [2, 3]),
        ({"A1": "姓名", "B1": "年龄"}, (1, 1), ["姓名", "年龄"], []),
    ],
)
def test_heads(cells: dict[str, Any], head: tuple[int, int], found: list[str], rows: list[int], fill: Fill) -> None:
    read = read_rows(fill(cells))
    assert (read.head, labels(read), [row.number for row in read.rows]) == (head, found, rows)


def test_hoped_for_labels_win(fill: Fill) -> None:
    cells = {"A1": "填写", "B1": "须知", "C1": "如下", "A2": "姓名 *", "B2": "年龄（必填）", "A3": "王"}
    read = read_rows(fill(cells), expected=["姓名", "年龄", "性别"])
    assert (read.head, read.matches(["姓名", "年龄", "性别"])) == ((2, 2), 2)


def test_what_is_no_record_stands_apart(fill: Fill) -> None:
    cells = {"A1": "姓名", "B1": "年龄", "A2:B2": "一、在编", "A3": "王", "D3": "旁注", "A4": "填表人：李"}
    read = read_rows(fill(cells))
    assert [cell.text for cell in read.asides] == ["一、在编", "填表人：李"]
    assert [cell.address for cell in read.unlabelled] == ["D3"]
    assert [row.number for row in read.rows] == [3]


def test_our_own_workbook_comes_back(tmp_path: Path, make_sheet: Any) -> None:
    write_workbook(make_sheet(notes=("甲",), code="示例"), tmp_path / "a.xlsx")
    read = read_rows(tmp_path / "a.xlsx")
    assert labels(read)[3:5] == ["案件数（件）/本年", "案件数（件）/上年"]
    assert [cell.text for cell in read.rows[0].cells[1:]] == ["01", "2020-03-01", "12", "11", "9.09%", "81111.5"]
    assert len(read.rows) == 4


def test_best_visible_sheet_is_taken(tmp_path: Path) -> None:
    book = Workbook()
    for name, words in {"说明": "请看", "数据": "姓名", "旧": "姓名"}.items():
        book.create_sheet(name).append([words, "其他"])
    book["旧"].sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    assert read_rows(tmp_path / "a.xlsx", expected=["姓名"]).sheet == "数据"
    assert read_rows(tmp_path / "a.xlsx").sheet == "说明"
    with pytest.raises(EmptyWorkbookError, match="旧"):
        read_rows(tmp_path / "a.xlsx", sheet="旧")


def test_format_is_told_by_content(ods: Callable[[str], Path]) -> None:
    kinds = 'office:value-type="string" office:string-value="" calcext:value-type="error"'
    error = f"<table:table-cell {kinds}><text:p>#REF!</text:p></table:table-cell>"
    path = ods(f'<table:table-row table:number-rows-repeated="3"/><table:table-row>{error}{error}</table:table-row>')
    other = path.rename(path.with_suffix(".et"))
    read = read_rows(other)
    assert (labels(read), read.rows[0].number) == (["姓名", "年龄"], 5)
    assert [cell.text for row in read.rows for cell in row.cells] == ["#REF!", "#REF!"]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (None, MissingWorkbookError),
        (b"", NotAWorkbookError),
        (b"PK\x03\x04broken", NotAWorkbookError),
        ("姓名,年龄\n".encode(), NotAWorkbookError),
        (OLE + bytes(2000), NotAWorkbookError),
        (OLE + bytes(500) + "EncryptedPackage".encode("utf-16-le"), LockedWorkbookError),
    ],
)
def test_what_cannot_be_read_is_said(content: bytes | None, fault: type[WorkbookError], tmp_path: Path) -> None:
    path = tmp_path / "登记表.xlsx"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(fault) as caught:
        read_rows(path)
    assert "登记表.xlsx" in caught.value.sentence


@pytest.mark.parametrize("address", ["XFD1048576", "A200001", "SG1"])
def test_a_stray_far_cell_is_named(address: str, fill: Fill) -> None:
    with pytest.raises(OversizeWorkbookError) as caught:
        read_rows(fill({"A1": "姓名", address: " x"}))
    assert address in caught.value.sentence


def test_a_stray_far_cell_of_an_ods_is_named(ods: Callable[[str], Path]) -> None:
    far = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'
    rows = f'<table:table-row table:number-rows-repeated="1048574"/><table:table-row>{far}</table:table-row>'
    with pytest.raises(OversizeWorkbookError, match="A1048576"):
        read_rows(ods(rows))


def test_an_empty_workbook_is_said(fill: Fill) -> None:
    with pytest.raises(EmptyWorkbookError) as caught:
        read_rows(fill({}))
    assert "没有可导入的内容" in caught.value.sentence


@pytest.mark.parametrize("area", ["A2:A3", "C2:C3", "ZZ1:ZZ3"])
def test_cells_merged_beside_the_table_say_nothing(fill: Fill, area: str) -> None:
    cells = {"A1": "姓名", "B1": "年龄", "A2": "张三", "B2": 30, "B3": 40, area: "张三" if area == "A2:A3" else None}
    found = read_rows(fill(cells), expected=("姓名", "年龄"))
    assert [row.cells[1].text for row in found.rows] == ["30", "40"]
    assert [row.cells[0].text for row in found.rows] == ["张三", "张三" if area == "A2:A3" else ""]
