import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from models.plan_text import read_plan_file
from models.records.office import Unit
from models.records.plan import FRESH, Plan
from models.resources import resource
from reports.filled_in.tasks_book import TasksFileError, read_tasks, write_tasks

UNITS = (Unit("GWH", "管委会本级", "管委会"), Unit("X01", "杨桥办事处", "乡镇"), Unit("X02", "圃田乡", "乡镇"))


@pytest.fixture
def plan() -> Plan:
    return read_plan_file(resource("plans", "2020-郑东新区.txt")).plan


@pytest.fixture
def book(plan: Plan, tmp_path: Path) -> Path:
    write_tasks(tmp_path / "任务表.xlsx", plan, UNITS)
    return tmp_path / "任务表.xlsx"


def change(book: Path, **cells: str | dt.date) -> None:
    opened = load_workbook(book)
    for address, value in cells.items():
        opened.worksheets[0][address] = value
    opened.save(book)


def test_what_goes_out_comes_back(plan: Plan, book: Path) -> None:
    assert read_tasks(book, plan, UNITS) == (plan, plan, (), 0)


def test_corrections_come_in(plan: Plan, book: Path) -> None:
    change(book, J2="普法，信用")
    change(book, C2="新标题", E2="财政局，市场监管局", F2=dt.date(2020, 11, 30), G2="乡镇", H2="各乡镇：讲座至少2次")
    item = read_tasks(book, plan, UNITS).plan.items[0]
    assert (item.title, item.responsible, item.due) == ("新标题", ("财政局", "市场监管局"), dt.date(2020, 11, 30))
    assert (item.units, [one.at_least for one in item.quotas]) == (("X01", "X02"), [2])
    assert (item.topics, item.subjects) == (("普法", "信用"), ("普法", "信用"))


@pytest.mark.parametrize(("words", "topics"), [("未对应", ()), ("", None)])
def test_an_item_may_speak_of_nothing(plan: Plan, book: Path, words: str, topics: tuple[str, ...] | None) -> None:
    """Without a word it speaks of what its wording does."""
    change(book, J2=words)
    assert read_tasks(book, plan, UNITS).plan.items[0].topics == topics


def edit(book: Path, act: Callable[[Any], object]) -> None:
    opened = load_workbook(book)
    act(opened.worksheets[0])
    opened.save(book)


def uids(plan: Plan) -> list[int]:
    return [item.uid for item in plan.items]


def test_a_row_deleted_is_said(plan: Plan, book: Path) -> None:
    """Seen in 0.1.0: 没有改动."""
    edit(book, lambda page: page.delete_rows(21))
    found = read_tasks(book, plan, UNITS)
    assert [item.number for item in found.missing] == [20]
    assert found.kept == plan
    assert uids(found.plan) == [number for number in range(1, 37) if number != 20]
    assert [item.uid for item in found.plan.dropped] == [20]


def renumber(page: Any, first: int, by: int) -> None:
    for line in range(first, 38):
        page.cell(line, 1).value = str(int(page.cell(line, 1).value) + by)


@pytest.mark.parametrize("with_uids", [True, False])
def test_a_row_deleted_and_the_rest_renumbered(plan: Plan, book: Path, *, with_uids: bool) -> None:
    """Seen in 0.1.0: 16 changed, and a duplicate item."""
    edit(book, lambda page: renumber(page, 22, -1))
    edit(book, lambda page: page.delete_rows(21))
    edit(book, lambda page: with_uids or page.delete_cols(11))
    found = read_tasks(book, plan, UNITS)
    assert [item.number for item in found.missing] == [20]
    assert [(item.uid, item.number) for item in found.plan.items][18:21] == [(19, 19), (21, 20), (22, 21)]
    assert {item.uid: item.text for item in found.plan.items} == {
        item.uid: item.text for item in plan.items if item.uid != 20
    }


def test_the_column_of_uids_is_hidden_and_says_so(book: Path) -> None:
    page = load_workbook(book).worksheets[0]
    assert (page["L1"].value, page["L2"].value, page.column_dimensions["L"].hidden) == ("编号（勿改）", "1", True)


def test_a_row_inserted_is_a_new_item(plan: Plan, book: Path) -> None:
    edit(book, lambda page: page.insert_rows(4))
    change(book, C4="新加的任务", D4="做好行政应诉工作。")
    found = read_tasks(book, plan, UNITS)
    fresh = found.plan.items[2]
    assert (found.added, found.missing, fresh.title, fresh.number) == (1, (), "新加的任务", 3)
    assert fresh.uid >= FRESH
    assert fresh.subjects == ("行政应诉",)
    assert uids(found.plan)[3:] == list(range(3, 37))
    assert [item.number for item in found.plan.items] == list(range(1, 38))


def test_a_copied_row_is_a_new_item(plan: Plan, book: Path) -> None:
    cells = [cell.value for cell in load_workbook(book).worksheets[0][2]]
    edit(book, lambda page: page.append(["", *cells[1:]]))
    found = read_tasks(book, plan, UNITS)
    assert (found.added, len(found.plan.items), found.missing) == (1, 37, ())


def test_numbers_and_chapters_move_items(plan: Plan, book: Path) -> None:
    change(book, A2="2", A3="1", B7="1. ")
    found = read_tasks(book, plan, UNITS).plan
    assert uids(found)[:3] == [2, 1, 3]
    assert [item.uid for item in found.chapters[0].items] == [2, 1, 3, 4, 5, 6]


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"A2": "甲"}, "第2行：项号“甲”不是数字"),
        ({"B2": "99. 没有的一章"}, "第2行：没有“99. 没有的一章”这一章"),
        ({"A40": "40"}, "第40行：新增的一行没有写标题"),
        ({"A2": "2"}, "第3行：项号“2”出现了不止一次"),
        ({"F3": "年底"}, "第3行：期限“年底”认不出是哪一天"),
        ({"G3": "火星局"}, "第3行：名册里没有“火星局”"),
        ({"H3": "很多次"}, "第3行：定额“很多次”读不出"),
        ({"I3": "种花台账"}, "第3行：定额怎么数“种花台账”读不出：有0个定额，写了1个数法"),
        ({"J3": "行政应诉、种花"}, "第3行：没有“种花”这个主题，可以写的有：行政应诉、行政复议"),
        ({"A1": "序"}, "没有找到“项号”一栏"),
    ],
)
def test_one_fault_and_nothing_is_taken(plan: Plan, book: Path, cells: dict[str, str], words: str) -> None:
    change(book, C2="新标题", **cells)
    with pytest.raises(TasksFileError) as raised:
        read_tasks(book, plan, UNITS)
    assert words in raised.value.sentence
    assert "一处也没有改" in raised.value.sentence


def test_many_faults_are_counted(plan: Plan, book: Path) -> None:
    change(book, **{f"F{line}": "年底" for line in range(2, 14)})
    with pytest.raises(TasksFileError) as raised:
        read_tasks(book, plan, UNITS)
    assert "另有4处" in raised.value.sentence
