"""One register as LibreOffice writes it in each format offices have: merged titles, a head of two lines, formulas,
`#N/A`, an ID number kept as a number, one of 15 digits and a masked one. Each is a file in tests/data/workbooks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from models.records.registry import ledger
from models.store.base.workspace import Workspace
from reports.filled_in.given_book import given_rows
from reports.filled_in.import_ledger import Import, import_workbook
from reports.filled_in.marked_copy import REASON, write_marked
from reports.filled_in.read_workbook import read_rows
from tests.copied_workspace import copied_workspace
from tests.models.offices import LONE
from tests.reports.filled_in.books import HEAD, PEOPLE, Sheet, write_book

BOOKS = sorted((Path(__file__).parents[2] / "data" / "workbooks").iterdir())
PERSON = ledger("person")
LABELS = [one.label for one in PERSON.fields]
TAKEN = {
    5: ("王伟", "410105198801071870", "队长"),
    7: ("张娜", "410105880107187", "队员A"),
    9: ("钱一", None, "组长"),
}
REFUSED = {(6, "身份证号", "已经丢失"), (8, "身份证号", "脱敏")}


@pytest.fixture(params=BOOKS, ids=lambda path: path.suffix)
def book(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    made = copied_workspace(tmp_path / "unit", LONE, None)
    yield made
    made.close()


def told(done: Import, words: tuple[str, ...]) -> set[tuple[int, str, str]]:
    return {(one.row, one.column, word) for one in done.refused for word in words if word in one.reason}


def test_there_is_a_file_of_every_format() -> None:
    assert {path.suffix for path in BOOKS} == {".xlsx", ".xls", ".ods", ".et"}


def test_good_rows_are_taken_and_bad_ones_say_why(book: Path, office: Workspace) -> None:
    done = import_workbook(office, PERSON, book, "张三")
    taken = {
        one.row.number: tuple(one.changes.get(name) for name in ("name", "id_number", "post")) for one in done.added
    }
    assert taken == TAKEN
    assert told(done, ("已经丢失", "脱敏", "#N/A")) == {*REFUSED, (8, "职务", "#N/A")}


def test_the_same_file_again_changes_nothing(book: Path, office: Workspace) -> None:
    import_workbook(office, PERSON, book, "张三")
    again = import_workbook(office, PERSON, book, "张三")
    assert (again.added, again.updated, again.unchanged) == ([], [], len(TAKEN))


def test_the_copy_has_the_reasons_beside_the_rows(book: Path, office: Workspace, tmp_path: Path) -> None:
    done = import_workbook(office, PERSON, book, "张三")
    write_marked([read_rows(book, expected=[one.label for one in PERSON.fields])], done.refused, tmp_path / "错.xlsx")
    copy = read_rows(tmp_path / "错.xlsx", expected=["姓名", REASON])
    at = [each.label for each in copy.headings].index(REASON)
    assert {row.number for row in copy.rows if row.cells[at].text} == {6, 8}
    assert [cell.text for cell in copy.titles] == [cell.text for cell in read_rows(book, expected=LABELS).titles] != []


def test_a_copy_put_right_in_part_is_marked_anew(book: Path, office: Workspace, tmp_path: Path) -> None:
    done = import_workbook(office, PERSON, book, "张三")
    write_marked([read_rows(book, expected=LABELS)], done.refused, tmp_path / "一.xlsx")
    rest = [one for one in done.refused if one.row == 8]
    write_marked([read_rows(tmp_path / "一.xlsx", expected=LABELS)], rest, tmp_path / "二.xlsx")
    page = load_workbook(tmp_path / "二.xlsx").active
    assert page is not None
    heads = [cell.value for cell in page[4]]
    told = {number for number in range(5, 10) if page.cell(number, heads.index(REASON) + 1).value}
    marked = {cell.row for line in page.iter_rows() for cell in line if cell.fill.fill_type}
    assert (heads.count(REASON), told, marked) == (1, {8}, {8})


def test_marking_anew_leaves_the_title_alone(tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    for line in (["名册", None, "盖章"], [None, None, None], ["姓名", "性别", REASON], ["张三", "男", "旧的"]):
        page.append(line)
    page.merge_cells("A2:C2")
    page.merge_cells("B5:C5")
    book.save(tmp_path / "表.xlsx")
    write_marked([read_rows(tmp_path / "表.xlsx", expected=LABELS)], [], tmp_path / "二.xlsx")
    again = load_workbook(tmp_path / "二.xlsx").active
    assert again is not None
    assert [again[f"C{row}"].value for row in range(1, 5)] == ["盖章", None, REASON, None]


def test_what_of_a_workbook_is_not_read_is_named(tmp_path: Path) -> None:
    upright = [["姓名", "欧阳一"], ["性别", "女"], ["身份证号", "990003198501010253"], ["联系电话", "13800000012"]]
    path = write_book(
        tmp_path / "表.xlsx",
        Sheet([HEAD, *PEOPLE], "名单"),
        Sheet(upright, "登记卡"),
        Sheet([["月份", "场次"], ["1月", 2]], "汇总"),
        Sheet([["这张表怎样填"], ["逐行填写"]], "填写说明"),
    )
    found = given_rows(path, ledger("person"))
    assert len(found.rows) == len(PEOPLE)
    said = [note for note in found.notes if "工作表" in note]
    assert said == [
        "工作表“登记卡”是竖着的（栏目在左边一列），没有读：要导入的，请改成横表。",
        "工作表“汇总”没有要导入的栏目，没有读。",
    ]


@pytest.mark.parametrize("mark", ["（旧）", "（原）", "(旧)", "(原)"])
def test_the_old_number_is_not_the_number(tmp_path: Path, mark: str) -> None:
    heads = ["持证人姓名", f"执法证件编号{mark}", "执法证件编号（新）", "换发日期"]
    path = write_book(tmp_path / "表.xlsx", [heads, ["王伟", "豫A01", "豫B01", "2024-03-05"]])
    (row,) = given_rows(path, ledger("certificate"), alone=True).rows
    assert (row.values["number"], row.values["old_number"]) == ("豫B01", "豫A01")


@pytest.mark.parametrize("section", ["一、局机关", "（一）局机关"])
def test_a_section_line_below_the_head_is_no_part_of_it(tmp_path: Path, section: str) -> None:
    rows: list[list[Any]] = [[section], [1, "王伟", "男", "1"], [2, "李芳", "女", "2"]]
    flat = Sheet([["序号", "姓名", "性别", "联系电话"], *rows], merged=("A2:D2",))
    heads = [["序号", "基本情况", "", ""], ["", "姓名", "性别", "联系电话"]]
    for sheet in (flat, Sheet([*heads, *rows], merged=("A1:A2", "B1:D1", "A3:D3"))):
        found = given_rows(write_book(tmp_path / "表.xlsx", sheet), ledger("person"))
        assert [row.values["name"] for row in found.rows] == ["王伟", "李芳"]
        assert [one.text for one in found.unread] == [section]
        assert not any("没有这些栏目" in note for note in found.notes)
