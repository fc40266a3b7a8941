"""One list feeds several ledgers: previewed one by one, kept and taken back in one step, mended in its copy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from models.records.registry import ledger
from models.store.base.workspace import UNIT, Office, Workspace, create_workspace
from models.store.records import records
from models.store.records.undo_steps import latest_steps, take_back
from reports.filled_in.given_book import labels_for
from reports.filled_in.import_ledger import BookChoice, Import, import_workbook, preview_workbook
from reports.filled_in.marked_copy import REASON, write_marked
from reports.filled_in.read_workbook import read_tables
from tests.reports.filled_in.books import Sheet, write_book

PERSON, CERTIFICATE, CASE = ledger("person"), ledger("certificate"), ledger("case")
WANG, LI, OU = "990001197904120038", "990001198811302048", "99000119950817002X"
HEADS = [
    ["序号", "姓名", "性别", "身份证号码", "执法证件", "", "", "", "联系方式", "备注"],
    ["", "", "", "", "证件种类", "证号", "发证日期", "有效期至", "", ""],
]
KIND = "河南省行政执法证"
ROWS = [
    [1, "王海涛", "男", WANG, KIND, "豫A01", "2019.3.5", "2024.3.4", "13800000001", ""],
    [2, "刘敏", "女", LI, KIND, "豫A02", "2019年3月", "2024.3.4", "13800000002", "产假"],
    [3, "王海涛", "男", WANG, "交通运输部执法证", "JT-01", "2017.06.01", "2022.05.31", "13800000001", ""],
    [4, "赵国庆", "男", 990001196910010016, KIND, "豫A03", "2019.3.5", "2024.3.4", "", ""],
    [5, "欧阳一", "女", OU, "", "", "", "", "13800000005", ""],
]
TITLES = [["某镇执法证件台账"], ["填报单位：某镇", *[""] * 6, "填报时间：2019年12月20日"]]
LIST = Sheet([*TITLES, *HEADS, *ROWS, ["合计", "", "", "5人"]], merged=("A1:J1", "E3:H3", "A3:A4", "B3:B4"))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """One workspace for all; each test has a unit of its own in it."""
    made, _ = create_workspace(tmp_path_factory.mktemp("office") / "w", Office(UNIT, "A01", "甲办事处"), None)
    yield made
    made.close()


def kept(office: Workspace, name: str, unit: str) -> list[dict[str, Any]]:
    with office.read() as connection:
        return [one.fields for one in records.entries(connection, ledger(name), unit)]


def counts(found: Import) -> dict[str, tuple[int, int, int, int]]:
    return {one.ledger.id: (len(one.added), len(one.updated), one.unchanged, one.refused_rows) for one in found.every}


@pytest.mark.parametrize(("asked", "unit"), [(PERSON, "P1"), (CERTIFICATE, "P2")])
def test_a_list_of_certificates_feeds_both(office: Workspace, tmp_path: Path, asked: Any, unit: str) -> None:
    path = write_book(tmp_path / "台账.xlsx", LIST)
    wanted = {"person": (3, 0, 0, 1), "certificate": (2, 0, 0, 2)}
    assert counts(preview_workbook(office, asked, path, unit=unit)) == wanted
    done = import_workbook(office, asked, path, "张三", unit=unit)
    assert counts(done) == wanted
    assert [one["name"] for one in kept(office, "person", unit)] == ["王海涛", "刘敏", "欧阳一"]
    with office.read() as connection:
        people = {one.uid: one.fields["name"] for one in records.entries(connection, PERSON, unit)}
    found = [(people[one["holder"]], one["number"], one["valid_to"]) for one in kept(office, "certificate", unit)]
    assert found == [("王海涛", "豫A01", "2024-03-04"), ("王海涛", "JT-01", "2022-05-31")]
    refused = {(each.ledger.id, one.cell, one.column) for each in done.every for one in each.refused}
    assert refused == {
        ("person", "D8", "身份证号"), ("certificate", "G6", "发证日期"), ("certificate", "B8", "持证人"),
    }  # fmt: skip
    assert [(one.row, one.why) for one in done.unread] == [(10, "像是合计行")]
    assert counts(import_workbook(office, asked, path, "张三", unit=unit)) == {
        "person": (0, 0, 3, 1),
        "certificate": (0, 0, 2, 2),
    }


def test_it_is_one_step_to_take_back(office: Workspace, tmp_path: Path) -> None:
    path = write_book(tmp_path / "台账.xlsx", LIST)
    import_workbook(office, CERTIFICATE, path, "张三", unit="T1")
    with office.read() as connection:
        step = latest_steps(connection)[0]
    assert step.words == "导入执法证件：新增2条、更新0条；执法人员：新增3条、更新0条（台账.xlsx）"
    with office.write("张三") as tx:
        assert len(take_back(tx, step.number)) == 5
    assert (kept(office, "person", "T1"), kept(office, "certificate", "T1")) == ([], [])


def test_one_refused_row_stops_all_of_them(office: Workspace, tmp_path: Path) -> None:
    path = write_book(tmp_path / "台账.xlsx", LIST)
    import_workbook(office, PERSON, path, "张三", unit="N1", all_or_nothing=True)
    assert (kept(office, "person", "N1"), kept(office, "certificate", "N1")) == ([], [])


def test_it_can_keep_to_one_ledger(office: Workspace, tmp_path: Path) -> None:
    path = write_book(tmp_path / "台账.xlsx", LIST)
    found = preview_workbook(office, PERSON, path, unit="O1", choice=BookChoice(alone=True))
    assert (found.beside, "与第5行是同一条记录" in found.refused[0].reason) == ([], True)


def test_what_neither_ledger_wants_is_listed(office: Workspace, tmp_path: Path) -> None:
    heads = ["姓名", "身份证号", "证号", "天气", "心情"]
    rows = [["王伟", WANG, "豫A01", "", ""], ["李芳", LI, "豫A02", "", ""], ["赵强", "", "", "晴", "好"]]
    path = write_book(tmp_path / "表.xlsx", [heads, *rows])
    found = preview_workbook(office, CERTIFICATE, path, unit="W1")
    assert (counts(found)["certificate"][0], [(one.row, one.text) for one in found.unread]) == (2, [(4, "赵强")])


def test_a_person_told_in_two_ways_is_refused(office: Workspace, tmp_path: Path) -> None:
    rows = [ROWS[0], [*ROWS[2][:8], "13900000000", ""]]
    found = preview_workbook(office, PERSON, write_book(tmp_path / "台账.xlsx", Sheet([*HEADS, *rows])), unit="D1")
    assert [(one.cell, one.reason) for one in found.refused] == [
        ("I4", "与第3行是同一条执法人员，联系电话却不一样：请改成一样")
    ]
    assert counts(found)["certificate"] == (1, 0, 0, 1)


@pytest.mark.parametrize("heads", [["姓名", "证号"], ["持证人", "证件编号", "备注"], ["姓名", "身份证号", "备注"]])
def test_lists_of_one_ledger_feed_no_other(office: Workspace, tmp_path: Path, heads: list[str]) -> None:
    path = write_book(tmp_path / "表.xlsx", [heads, *([f"甲{at}"] * len(heads) for at in range(3))])
    asked = PERSON if "身份证号" in heads else CERTIFICATE
    assert preview_workbook(office, asked, path, unit="L1").beside == []


MENDED = {"G6": "2019-03-05", "D8": "990001196910010016"}


@pytest.mark.parametrize("asked", [PERSON, CERTIFICATE])
def test_the_mended_copy_adds_what_was_missing(office: Workspace, tmp_path: Path, asked: Any) -> None:
    unit = f"M{asked.id}"
    path, copy = write_book(tmp_path / "台账.xlsx", LIST), tmp_path / "错.xlsx"
    done = import_workbook(office, asked, path, "张三", unit=unit)
    refused = [one for each in done.every for one in each.refused]
    assert write_marked(read_tables(path, labels_for(asked)).tables, refused, copy) == 2
    book = load_workbook(copy)
    page = book.worksheets[0]
    assert page["K4"].value == REASON
    assert {cell.coordinate for line in page.iter_rows() for cell in line if cell.fill.fill_type} == {
        "G6", "K6", "D8", "B8", "K8",
    }  # fmt: skip
    for address, value in MENDED.items():
        page[address] = value
    book.save(copy)
    again = import_workbook(office, asked, copy, "张三", unit=unit)
    assert counts(again) == {"person": (1, 0, 3, 0), "certificate": (2, 0, 2, 0)}
    numbers = {one.changes["number"] for each in again.every for one in each.added if each.ledger is CERTIFICATE}
    assert numbers == {"豫A02", "豫A03"}


def test_the_copy_of_several_sheets_is_marked_in_each(office: Workspace, tmp_path: Path) -> None:
    heads = ["姓名", "身份证号", "联系电话"]
    sheets = [Sheet([heads, [f"甲{at}", "1*", ""], [f"乙{at}", "", "1"]], f"{at}月") for at in (1, 2)]
    path = write_book(tmp_path / "台账.xlsx", *sheets)
    done = import_workbook(office, PERSON, path, "张三", unit="S1")
    assert [(one.sheet, one.cell) for one in done.refused] == [("1月", "B2"), ("2月", "B2")]
    write_marked(read_tables(path, labels_for(PERSON)).tables, done.refused, tmp_path / "错.xlsx")
    book = load_workbook(tmp_path / "错.xlsx")
    assert [bool(page["D2"].value) for page in book.worksheets] == [True, True]
    for page, number in zip(book.worksheets, (WANG, LI), strict=True):
        page["B2"] = number
    book.save(tmp_path / "错.xlsx")
    assert counts(import_workbook(office, PERSON, tmp_path / "错.xlsx", "张三", unit="S1")) == {"person": (2, 0, 2, 0)}


CASE_HEADS = ["案号", "受诉法院", "审级", "原告", "被告", "开庭时间", "出庭负责人", "负责人类别"]
FIRST = ["（2024）豫9901行初1号", "某区人民法院", "一审", "王某", "某镇人民政府"]
SECOND = ["（2024）豫9901行初2号", "某区人民法院", "一审", "李某", "某镇人民政府"]
HEARD = (["2024-05-01", "张镇长", "正职"], ["2024-06-01", "李副镇长", "副职"])
AS_KEPT = [
    {"on": "2024-05-01", "leader": "张镇长", "leader_role": "正职"},
    {"on": "2024-06-01", "leader": "李副镇长", "leader_role": "副职"},
]
BLANK = [""] * 5
HEARINGS = {
    "said again": Sheet([CASE_HEADS, [*FIRST, *HEARD[0]], [*FIRST, *HEARD[1]], [*SECOND, "", "", ""]]),
    "left blank": Sheet([CASE_HEADS, [*FIRST, *HEARD[0]], [*BLANK, *HEARD[1]], [*SECOND, "", "", ""]]),
    "merged": Sheet(
        [CASE_HEADS, [*FIRST, *HEARD[0]], [*BLANK, *HEARD[1]], [*SECOND, "", "", ""]],
        merged=[f"{letter}2:{letter}3" for letter in "ABCDE"],
    ),
    "only the number again": Sheet(
        [CASE_HEADS, [*FIRST, *HEARD[0]], [FIRST[0], *BLANK[1:], *HEARD[1]], [*SECOND, "", "", ""]]
    ),
    "the first not heard": Sheet(
        [CASE_HEADS, [*FIRST, "", "", ""], [*FIRST, *HEARD[0]], [*FIRST, *HEARD[1]], [*SECOND, "", "", ""]]
    ),
    "apart": Sheet([CASE_HEADS, [*FIRST, *HEARD[0]], [*SECOND, "", "", ""], [*FIRST, *HEARD[1]]]),
    "below a common head": Sheet(
        [
            [*CASE_HEADS[:5], "开庭情况", "", ""],
            [*BLANK, *CASE_HEADS[5:]],
            [*FIRST, *HEARD[0]],
            [*BLANK, *HEARD[1]],
            [*SECOND, "", "", ""],
        ],
        merged=("F1:H1",),
    ),
}


@pytest.mark.parametrize("name", HEARINGS)
def test_cases_come_with_their_hearings(office: Workspace, tmp_path: Path, name: str) -> None:
    path, unit = write_book(tmp_path / "案件.xlsx", HEARINGS[name]), f"H{name}"
    assert counts(import_workbook(office, CASE, path, "张三", unit=unit)) == {"case": (2, 0, 0, 0)}
    assert [one.get("hearings") for one in kept(office, "case", unit)] == [AS_KEPT, None]
    assert counts(import_workbook(office, CASE, path, "张三", unit=unit)) == {"case": (0, 0, 2, 0)}


def test_a_hearing_given_in_part_keeps_the_rest(office: Workspace, tmp_path: Path) -> None:
    import_workbook(office, CASE, write_book(tmp_path / "一.xlsx", HEARINGS["said again"]), "张三", unit="K1")
    more = [["案号", "开庭日期", "负责人发言"], [FIRST[0], "2024-06-01", "是"], [FIRST[0], "2024-07-01", "否"]]
    done = import_workbook(office, CASE, write_book(tmp_path / "二.xlsx", more), "张三", unit="K1")
    assert counts(done) == {"case": (0, 1, 0, 0)}
    assert kept(office, "case", "K1")[0]["hearings"] == [
        AS_KEPT[0], AS_KEPT[1] | {"spoke": True}, {"on": "2024-07-01", "spoke": False},
    ]  # fmt: skip
