"""工作台›日历: done for the year, moved, added, switched off, taken back, and the month on paper."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt

from models.due.due_dates import Due
from models.due.reminders import CALENDAR_KIND, LABEL, Reminder
from tests.ui.worked_year import DAY, Opener, Year
from ui.base.page import Page
from ui.base.places import PRINT_FORM, PRINT_MONTH
from ui.desk.calendar_tab import CalendarTab
from ui.desk.page import DeskPage
from ui.system.staff_change import open_work

Settle = Callable[[Page], None]
TALK, STATISTICS, REPORT = (
    "组织本年度述法",
    "报送上年度行政复议、行政应诉统计",
    "公布本级政府上年度政府信息公开工作年度报告",
)


@pytest.fixture
def page(year: Year, open_page: Opener[Any], settle: Settle) -> DeskPage:
    shown: DeskPage = open_page(year.unit, DeskPage)
    shown.tabs.setCurrentWidget(shown.calendar)
    settle(shown)
    return shown


def shown(tab: CalendarTab) -> dict[str, Reminder]:
    return {one.day.what: one for one in tab.table.rows.all}


def dues(page: DeskPage) -> list[str]:
    return [one.title.partition("（")[0] for one in page.due.rows.rows if one.ledger == CALENDAR_KIND]


def choose(tab: CalendarTab, what: str) -> None:
    tab.table.selectRow([one.day.what for one in tab.table.rows.rows].index(what))


def put(tab: CalendarTab, what: str, column: int, text: str) -> None:
    at = [one.day.what for one in tab.table.rows.rows].index(what)
    model = tab.table.rows
    model.setData(model.index(at, column), text, Qt.ItemDataRole.EditRole)


def test_done_is_done_for_the_year_and_can_be_taken_back(year: Year, open_page: Opener[Any], settle: Settle) -> None:
    page: DeskPage = open_page(year.unit, DeskPage)
    undo: list[Callable[[], None]] = []
    page.session.undoable.connect(lambda _, back: undo.append(back))
    assert TALK in dues(page)
    assert not shown(page.calendar), "read although nobody looked at it"
    due: Due = next(one for one in page.due.rows.rows if one.title.startswith(TALK))
    page.due.opened.emit(due)
    settle(page)
    current = page.calendar.table.current()
    assert current is not None
    assert (page.tabs.currentWidget(), current.day.what) == (page.calendar, TALK)
    page.calendar.done.click()
    settle(page)
    assert TALK not in dues(page)
    assert shown(page.calendar)[TALK].done.endswith(page.session.operator)
    assert page.calendar.done.text() == "取消已办"
    undo[-1]()
    settle(page)
    assert TALK in dues(page)


def test_a_day_is_moved_switched_off_and_given_back(page: DeskPage, settle: Settle) -> None:
    tab, told = page.calendar, list[str]()
    page.session.refused.connect(told.append)
    put(tab, TALK, 0, "12-15")
    settle(page)
    assert (shown(tab)[TALK].on.isoformat()[5:], shown(tab)[TALK].origin.value) == ("12-15", "本单位改过")
    for column, text, why in (
        (0, "12-32", "“12-32”没有这一天"),
        (0, "岁末", "“岁末”不能用"),
        (2, "述法", "下发的改不了名称"),
    ):
        put(tab, TALK, column, text)
        assert why in told[-1]
    choose(tab, TALK)
    tab.off.click()
    settle(page)
    assert TALK not in dues(page)
    tab.back.click()
    settle(page)
    assert (shown(tab)[TALK].on.isoformat()[5:], shown(tab)[TALK].day.off) == ("12-31", False)


def test_one_of_the_office_s_own_is_added_and_named(page: DeskPage, settle: Settle) -> None:
    tab, told = page.calendar, list[str]()
    page.session.refused.connect(told.append)
    tab.add.click()
    settle(page)
    front = tab.table.current()
    assert front
    assert front.day.what == "要办的事"
    put(tab, "要办的事", 2, "报送年终总结")
    settle(page)
    assert shown(tab)["报送年终总结"].origin.value == "本单位"
    assert "报送年终总结" in dues(page)
    put(tab, "报送年终总结", 2, TALK)
    assert "换个名称" in told[-1]


def test_each_role_sees_its_own_with_the_source(
    year: Year, page: DeskPage, open_page: Opener[Any], settle: Settle
) -> None:
    assert REPORT not in shown(page.calendar)
    assert "†" in shown(page.calendar)[STATISTICS].day.source
    centre: DeskPage = open_page(year.centre, DeskPage)
    centre.tabs.setCurrentWidget(centre.calendar)
    settle(centre)
    assert shown(centre.calendar)[REPORT].day.source == "《政府信息公开条例》第四十九条"


def test_whoever_takes_over_is_told_of_it_and_it_leads_to_no_record(year: Year) -> None:
    found = [(one.title, one.label, one.uid) for one in open_work(year.unit, DAY) if one.what == LABEL]
    assert (f"{TALK}（†没有查到条文，请按当地要求核对）", "", "") in found


def test_the_month_is_printed(page: DeskPage) -> None:
    asked: list[str] = []
    page.session.page_wanted.connect(asked.append)
    page.calendar.print.click()
    assert asked == ["print"]
    assert page.session.memory.get(PRINT_FORM, "") == "month-sheet"
    assert page.session.memory.get(PRINT_MONTH, 0) == DAY.month
