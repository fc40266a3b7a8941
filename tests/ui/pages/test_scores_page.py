from collections.abc import Callable
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from models.records.registry import ledger
from models.store import records
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


def score_all(page: ScoresPage) -> None:
    scored = page.scored
    assert scored
    with page.session.workspace.write("李四") as tx:
        for unit in scored.result.units:
            for indicator in unit.pending:
                fields = {
                    "year": 2020,
                    "scored": unit.unit,
                    "indicator": indicator,
                    "points": "1",
                    "reason": "现场看过",
                }
                records.save(tx, ledger("score"), "GWH", fields)


def test_freezing_waits_for_all_points(page: ScoresPage) -> None:
    assert not page.freezing.freeze.isEnabled()
    assert "待评" in page.freezing.state.text()


def test_frozen_points_take_nothing_by_hand_and_open_again_with_a_reason(page: ScoresPage, settle: Settle) -> None:
    score_all(page)
    page.appear()
    settle(page)
    page.freezing.freeze.click()
    settle(page)
    choose(page, "1.2")
    shown = (page.hand.isVisibleTo(page), page.freezing.export.isVisibleTo(page), page.freezing.unfreeze.isEnabled())
    assert shown == (False, True, False)
    page.freezing.reason.setText("复核改分")
    page.freezing.unfreeze.click()
    settle(page)
    choose(page, "1.2")
    assert (page.hand.isVisibleTo(page), page.freezing.freeze.isVisibleTo(page)) == (True, True)


def test_an_appeal_is_kept_with_its_indicator(page: ScoresPage, settle: Settle) -> None:
    choose(page, "1.2")
    page.appeal.open.click()
    page.appeal.asked.setText("制度已印发")
    page.appeal.reply.setText("查无文件")
    page.appeal.save.click()
    settle(page)
    assert "申请“制度已印发”，维持，查无文件。" in page.appeal.known.text()
    choose(page, "1.1")
    assert page.appeal.known.text() == ""
