"""地方规定: typed in tables, carried by the issue, taken from and written to a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from models.records.place import (
    ENFORCEMENT_STYLES,
    NATIONAL,
    REPORT_PARTS,
    CalendarDay,
    LocalTerm,
    PlaceProfile,
    Question,
    WorkKind,
)
from models.records.place_file import place_faults, read_place
from models.records.shipped_places import shipped_files
from models.rules.lost_case import READABLE, OutcomeEffect, OutcomeReading
from models.rules.terms import FILING
from tests.models.offices import ISSUE
from tests.places import PROVINCIAL, ZHENGDONG
from ui.base.session import Session
from ui.issue.place_part import PlacePart

LEADERS = REPORT_PARTS[2]
Wait = Callable[[], None]


@pytest.fixture
def part(qtbot: QtBot, session: Session) -> PlacePart:
    made = PlacePart(session)
    qtbot.addWidget(made)
    made.show_issue(msgspec.structs.replace(ISSUE, place=ZHENGDONG))
    return made


def type_into(part: PlacePart, table: str, at: int, column: int, text: str) -> PlaceProfile:
    model: Any = part.tables[table].table.rows
    model.setData(model.index(at, column), text)
    assert part.issue
    return part.issue.profile


def test_showing_changes_nothing(part: PlacePart) -> None:
    part._table_typed()
    part._head_typed()
    assert part.issue
    assert part.issue.place is ZHENGDONG
    assert part.about.isHidden()


@pytest.mark.parametrize(
    ("table", "at", "column", "text", "changes"),
    [
        ("条文", 2, 2, "第十二条", lambda place: _cite(place, Question.EXAM)[1] == "第十二条"),
        ("条文", 2, 1, "《某省条例》", lambda place: _cite(place, Question.EXAM)[0] == "某省条例"),
        ("条文", 2, 1, "", lambda place: place.rule(Question.EXAM) is None),
        ("条文", 0, 3, "临时工，工勤人员", lambda place: place.rules[0].subjects == ("临时工", "工勤人员")),
        ("证件", 0, 1, "豫A＃＃", lambda place: place.numbers == {PROVINCIAL: "豫A##"}),
        ("证件", 0, 0, "某省行政执法证", lambda place: place.certificate_kinds[0] == "某省行政执法证"),
        ("证件", 3, 1, "@###", lambda place: len(place.certificates) == len(ZHENGDONG.certificates) + 1),
        ("工作类别", 2, 2, "件数，份数", lambda place: place.work == (WorkKind("普法", ("普法",), ("件数", "份数")),)),
        ("数量上限", 0, 3, "999", lambda place: [one.most for one in place.bounds] == [999]),
        ("数量上限", 0, 1, "普法", lambda place: [one.kind for one in place.bounds] == ["普法"]),
        ("败诉标准", 0, 1, "未定", lambda place: _read(place).effect is OutcomeEffect.UNDECIDED),
        ("败诉标准", 0, 2, "（九）", lambda place: _read(place).item == "（九）"),
        ("败诉标准", 0, 3, "是", lambda place: _read(place).confirm),
    ],
)
def test_what_is_typed_is_carried_by_the_issue(
    part: PlacePart, qtbot: QtBot, table: str, at: int, column: int, text: str, changes: Any
) -> None:
    with qtbot.waitSignal(part.edited):
        place = type_into(part, table, at, column, text)
    assert changes(place)
    assert place_faults(place) == ()


def _cite(place: PlaceProfile, about: Question) -> tuple[str, str]:
    rule = place.rule(about)
    assert rule
    return rule.law, rule.article


def _read(place: PlaceProfile) -> OutcomeReading:
    """How the first outcome of the table is read."""
    found = place.lost_standard.read(READABLE[0])
    assert found
    return found


@pytest.mark.parametrize(
    ("table", "at", "column", "text", "said"),
    [
        ("证件", 0, 1, "豫A*", "“豫A*”不能用。“*”在这里不代表任意字"),
        ("证件", 0, 0, "河南省行政执法监督证", "种类不能空着，不能重复"),
        ("证件", 3, 0, "别的", "全国通用的不能改名"),
        ("工作类别", 2, 0, "普法活动", "自带的不能改名"),
        ("工作类别", 2, 1, "种花", "“种花”不能用，能写的是行政应诉"),
        ("数量上限", 0, 0, "案件", "“案件”不能用，能写的是"),
        ("数量上限", 0, 3, "很多", "“很多”不能用，请写1以上的整数。"),
        ("日历", 0, 0, "", "事项不能空着，不要的请删去这一行。"),
        ("日历", 0, 2, "全部", "“全部”认不出来，能写的是填报单位、汇总单位"),
        ("败诉标准", 0, 1, "输了", "没有改：先写法规名称，再写败诉、未败诉、未定中的一个。"),
    ],
)
def test_what_cannot_be_used_is_said_and_changes_nothing(
    part: PlacePart, session: Session, table: str, at: int, column: int, text: str, said: str
) -> None:
    told: list[str] = []
    session.refused.connect(told.append)
    assert type_into(part, table, at, column, text) == ZHENGDONG
    assert said in told[0]


def test_without_a_statute_the_example_stands(part: PlacePart, session: Session) -> None:
    told: list[str] = []
    session.refused.connect(told.append)
    part.lost.law.setText("")
    part.lost.law.editingFinished.emit()
    assert part.issue
    assert part.issue.profile.lost is None
    type_into(part, "败诉标准", 0, 2, "（一）")
    assert told == ["没有改：先写法规名称。"]


def test_periods_and_days_of_the_year_are_added(part: PlacePart) -> None:
    part.terms.add.click()
    place = type_into(part, "期限", 0, 2, "30")
    assert place.terms == (LocalTerm(term=FILING.label, days=30),)
    part.calendar.add.click()
    last = len(NATIONAL.calendar)
    for column, text in enumerate(("报送年度报告", "02-20", "汇总", "是", "是")):
        place = type_into(part, "日历", last, column, text)
    assert place.calendar[last:] == (
        CalendarDay(what="报送年度报告", on="02-20", who="汇总单位", doubtful=True, off=True),
    )
    part.work.add.click()
    rows = len(part.work.rows)
    type_into(part, "工作类别", rows - 1, 0, "旁听庭审")
    type_into(part, "工作类别", rows - 1, 1, "行政应诉")
    assert type_into(part, "工作类别", rows - 1, 2, "场次").work == (WorkKind("旁听庭审", ("行政应诉",), ("场次",)),)
    part.calendar.table.selectAll()
    part.calendar.remove.click()
    assert part.issue
    assert part.issue.profile.calendar == ()
    for _ in range(2):
        part.calendar.national.click()
        assert part.issue.profile.calendar == NATIONAL.calendar


def test_parts_of_the_report_are_moved_and_its_style_chosen(part: PlacePart) -> None:
    def moved(at: int, button: QPushButton) -> PlaceProfile:
        part.reports.table.setCurrentIndex(part.reports.table.rows.index(at, 0))
        button.click()
        assert part.issue
        return part.issue.profile

    first = (LEADERS, *(one for one in REPORT_PARTS if one != LEADERS))
    moved(2, part.reports.up)
    assert moved(1, part.reports.up).report_parts == first
    assert moved(0, part.reports.up).report_parts == first
    moved(0, part.reports.down)
    assert moved(1, part.reports.down).report_parts == ()
    part.reports.style_box.setCurrentIndex(1)
    part.reports.style_box.activated.emit(1)
    assert part.issue
    assert part.issue.profile.enforcement_style == ENFORCEMENT_STYLES[0]


def test_name_chain_and_categories_are_typed_above(part: PlacePart) -> None:
    part.name.setText("某县")
    part.chain.setText("国家，某省、某县")
    part.categories.setText("镇、县直部门")
    part.chain.editingFinished.emit()
    assert part.issue
    place = part.issue.profile
    assert (place.name, place.chain, place.categories) == ("某县", ("国家", "某省", "某县"), ("镇", "县直部门"))


def test_a_shipped_one_is_taken_and_given_back(part: PlacePart, session: Session, idle: Wait) -> None:
    back: list[Any] = []
    session.undoable.connect(lambda _, undo: back.append(undo))
    (path,) = (one for one in shipped_files() if read_place(one.read_bytes()).chain == NATIONAL.chain)
    part.take(path)
    idle()
    assert part.issue
    assert part.issue.profile.rules == ()
    back[0]()
    assert part.issue.profile == ZHENGDONG


def test_a_file_goes_out_and_comes_back(part: PlacePart, tmp_path: Path, idle: Wait) -> None:
    part.write(tmp_path / "地方规定.json")
    idle()
    assert read_place((tmp_path / "地方规定.json").read_bytes()) == ZHENGDONG
    type_into(part, "条文", 2, 1, "")
    part.take(tmp_path / "地方规定.json")
    idle()
    assert part.issue
    assert part.issue.profile == ZHENGDONG


def test_an_issue_without_a_place_says_by_which_it_is_checked(part: PlacePart) -> None:
    part.show_issue(ISSUE)
    assert part.about.text().startswith("▲ 这份任务没有带地方规定，现在按“河南省郑州市郑东新区”检查")
    assert not part.about.isHidden()
    type_into(part, "条文", 0, 1, "某某省行政执法条例")
    assert part.about.isHidden()
