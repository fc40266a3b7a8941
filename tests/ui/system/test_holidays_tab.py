"""放假安排: pasted, shown, kept, taken back."""

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from models.store.base.workspace import Workspace
from models.store.records.calendar import own_days, save_issued_days, save_own_days
from ui.base.session import Session
from ui.system.holidays_tab import (
    BUILT_IN,
    CENTRE_S,
    ISSUED,
    OVERRULED,
    OWN,
    TYPED,
    UNKNOWN,
    HolidaysTab,
    years_around,
)

Wait = Callable[[], None]
NOTICE = Path(__file__).parents[2] / "models" / "rules" / "notices" / "2026.txt"
OTHER_YEAR = NOTICE.read_text(encoding="utf-8").replace("2026年", "2031年")
TEXT = re.sub("（[^）]*）", "", OTHER_YEAR)


def kept(workspace: Workspace) -> dict[dt.date, bool]:
    with workspace.read() as connection:
        return own_days(connection)


@pytest.fixture
def tab(qtbot: QtBot, session: Session, idle: Wait) -> HolidaysTab:
    made = HolidaysTab(session)
    qtbot.addWidget(made)
    made.reload()
    idle()
    return made


def test_years_are_known_typed_or_not_known() -> None:
    own = {dt.date(2031, 1, 1): False, dt.date(2031, 10, 1): False, dt.date(2032, 1, 1): False}
    found = {one.year: one.state for one in years_around(dt.date(2026, 11, 23), own, {})}
    assert found == {2025: BUILT_IN, 2026: BUILT_IN, 2027: UNKNOWN, 2028: UNKNOWN, 2031: TYPED, 2032: UNKNOWN}


def test_a_pasted_notice_is_shown_then_kept_and_taken_back(tab: HolidaysTab, workspace: Workspace, idle: Wait) -> None:
    undo: list[Callable[[], None]] = []
    tab._session.undoable.connect(lambda _, back: undo.append(back))
    tab.text.setPlainText(TEXT)
    assert tab.found.text().startswith("● 2031年：放假33天，调休上班6天")
    tab.keep.click()
    idle()
    assert len(kept(workspace)) == 39
    idle()
    assert next(one.state for one in tab.years.rows.rows if one.year == 2031) == TYPED
    undo[0]()
    idle()
    assert kept(workspace) == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("随便什么", "没有读出年份"),
        ("2031年的安排", "没有读出放假或上班的日子"),
        ("2031年：1月1日放假。", "可能没有贴全"),
        (NOTICE.read_text(encoding="utf-8"), "完全一样，不用存"),
        (OTHER_YEAR, "1月1日写的星期和2031年的日历对不上"),
    ],
)
def test_what_was_pasted_is_judged(tab: HolidaysTab, text: str, said: str) -> None:
    tab.text.setPlainText(text)
    assert said in tab.found.text()


def test_single_days_are_typed_and_removed(tab: HolidaysTab, workspace: Workspace, idle: Wait) -> None:
    tab.date.setText("2031.5.4")
    tab.kind.setCurrentText("上班")
    tab.add.click()
    idle()
    assert kept(workspace) == {dt.date(2031, 5, 4): True}
    idle()
    tab.days.selectRow(0)
    tab.remove.click()
    idle()
    assert kept(workspace) == {}


@pytest.mark.parametrize(("text", "said"), [("哪天", "日期认不出来"), ("99991231", "年份要在1900年到2100年之间")])
def test_a_date_that_cannot_be_read_is_said(tab: HolidaysTab, workspace: Workspace, text: str, said: str) -> None:
    told: list[str] = []
    tab._session.refused.connect(told.append)
    tab.date.setText(text)
    tab.add.click()
    assert said in told[0]
    assert kept(workspace) == {}


ISSUED_YEAR = {dt.date(2031, 1, 1): False, dt.date(2031, 5, 4): False, dt.date(2031, 10, 1): False}


@pytest.fixture
def under_centre(tab: HolidaysTab, workspace: Workspace, idle: Wait) -> HolidaysTab:
    """The centre has issued 2031; the unit had typed a day of it otherwise, and one of 2032."""
    with workspace.write("张三") as tx:
        save_issued_days(tx, 2, ISSUED_YEAR, "")
        save_own_days(tx, {dt.date(2031, 5, 4): True, dt.date(2032, 5, 4): True})
    tab.reload()
    idle()
    return tab


def test_the_page_says_what_came_from_the_centre(under_centre: HolidaysTab) -> None:
    years = {one.year: (one.state, one.words) for one in under_centre.years.rows.rows}
    assert years[2031][0] == ISSUED
    assert years[2031][1].endswith("汇总单位改动3天，本单位录入的1天不算")
    assert years[2032][0] == UNKNOWN
    sources = [one.source for one in under_centre.days.rows.rows]
    assert sources == [CENTRE_S, CENTRE_S, OVERRULED, CENTRE_S, OWN]


def test_only_own_days_are_removed(under_centre: HolidaysTab, workspace: Workspace, idle: Wait) -> None:
    under_centre.days.selectRow(0)
    assert not under_centre.remove.isEnabled()
    under_centre.days.selectAll()
    under_centre.remove.click()
    idle()
    assert kept(workspace) == {}


def test_a_notice_that_the_centre_overrules_is_said(under_centre: HolidaysTab) -> None:
    under_centre.text.setPlainText(TEXT)
    assert "这一年以下发的为准" in under_centre.found.text()
