import datetime as dt
from pathlib import Path

import pytest
from openpyxl import load_workbook

from models.plan_text import read_plan_file
from models.records.office import Unit
from models.records.plan import Plan
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
    assert read_tasks(book, plan, UNITS) == plan


def test_corrections_come_in(plan: Plan, book: Path) -> None:
    change(book, I2="普法，信用")
    change(book, C2="新标题", E2="财政局，市场监管局", F2=dt.date(2020, 11, 30), G2="乡镇", H2="各乡镇：讲座至少2次")
    item = read_tasks(book, plan, UNITS).items[0]
    assert (item.title, item.responsible, item.due) == ("新标题", ("财政局", "市场监管局"), dt.date(2020, 11, 30))
    assert (item.units, [one.at_least for one in item.quotas]) == (("X01", "X02"), [2])
    assert (item.topics, item.subjects) == (("普法", "信用"), ("普法", "信用"))


@pytest.mark.parametrize("words", ["未对应", ""])
def test_an_item_may_speak_of_nothing(plan: Plan, book: Path, words: str) -> None:
    change(book, I2=words)
    assert read_tasks(book, plan, UNITS).items[0].subjects == ()


def test_lines_left_out_stay_as_they_are(plan: Plan, book: Path) -> None:
    opened = load_workbook(book)
    opened.worksheets[0].delete_rows(3, 40)
    opened.save(book)
    assert read_tasks(book, plan, UNITS) == plan


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"A2": "99"}, "第2行：项号“99”不在工作要点里"),
        ({"A2": "2"}, "第3行：项号“2”出现了不止一次"),
        ({"F3": "年底"}, "第3行：期限“年底”认不出是哪一天"),
        ({"G3": "火星局"}, "第3行：名册里没有“火星局”"),
        ({"H3": "很多次"}, "第3行：定额“很多次”读不出"),
        ({"I3": "行政应诉、种花"}, "第3行：没有“种花”这个主题，可以写的有：行政应诉、行政复议"),
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
