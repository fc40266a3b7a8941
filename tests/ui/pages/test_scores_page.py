from collections.abc import Callable
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.pages.conftest import Opener, Year
from ui.pages.page import Page
from ui.pages.scores_page import ScoresPage

Settle = Callable[[Page], None]


@pytest.fixture
def page(year: Year, open_page: Opener[Any]) -> ScoresPage:
    shown: ScoresPage = open_page(year.centre, ScoresPage)
    shown.units.selectRow([one.unit for one in shown.units.rows.rows].index("X01"))
    return shown


def choose(page: ScoresPage, indicator: str) -> None:
    page.scores.selectRow([one.indicator for one in page.scores.rows.rows].index(indicator))


def test_every_unit_is_scored(page: ScoresPage) -> None:
    assert sorted(one.unit for one in page.units.rows.rows) == ["GWH", "X01", "X02"]
    assert page.unit_head.text().startswith("杨桥办事处：")
    assert "待评" in page.note.text()


def test_points_by_hand_count_at_once(page: ScoresPage, settle: Settle) -> None:
    choose(page, "1.2")
    page.hand.points.setText("3.5")
    page.hand.reason.setText("制度健全")
    page.hand.save.click()
    settle(page)
    score = page.scores.current()
    assert score is not None
    assert (score.indicator, str(score.points)) == ("1.2", "3.50")
    assert "制度健全" in page.reason.text()


@pytest.mark.parametrize(
    ("points", "reason", "problem"),
    [("很好", "x", "得分填数字"), ("9", "x", "满分4分"), ("NaN", "x", "满分4分"), ("3", "", "请写明评分理由")],
)
def test_what_cannot_be_kept(page: ScoresPage, points: str, reason: str, problem: str) -> None:
    choose(page, "1.2")
    page.hand.points.setText(points)
    page.hand.reason.setText(reason)
    assert problem in page.hand.note.text()
    assert not page.hand.save.isEnabled()


def test_computed_indicators_take_no_points(page: ScoresPage) -> None:
    choose(page, "1.1")
    assert not page.hand.isVisibleTo(page)


def test_a_record_behind_a_point_is_opened(page: ScoresPage, qtbot: QtBot) -> None:
    page.units.selectRow([one.unit for one in page.units.rows.rows].index("X01"))
    choose(page, "1.1")
    told: list[str] = []
    page.session.told.connect(told.append)
    page.refs.opened.emit(page.refs.rows.rows[0])
    assert told == ["这一行没有对应的记录：该填的还没有填。"]
