import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from models.assess.score import Score
from models.records.registry import ledger
from models.store.records import records
from models.submit.freeze_list import FreezeLine
from reports.figures.chart_data import category_charts
from tests.ui.worked_year import AFTER, Opener, Year
from ui.base.page import Page
from ui.base.places import CONFLICTS, FINDINGS, INTAKE, REPORTS
from ui.review.report_filter import CONDITIONS
from ui.scores import facts as score_facts
from ui.scores.freeze_dialog import PLACES, FreezeDialog
from ui.scores.page import ScoresPage

Settle = Callable[[Page], None]


@pytest.fixture
def page(year: Year, open_page: Opener[Any]) -> ScoresPage:
    """Reports are due, and none is in."""
    shown: ScoresPage = open_page(dataclasses.replace(year.centre, clock=AFTER), ScoresPage)
    shown.units.selectRow([one.unit for one in shown.units.rows.rows].index("X01"))
    return shown


def choose(page: ScoresPage, indicator: str) -> None:
    page.scores.selectRow([one.indicator for one in page.scores.rows.rows].index(indicator))


def test_every_unit_is_scored(page: ScoresPage) -> None:
    assert sorted(one.unit for one in page.units.rows.rows) == ["GWH", "X01", "X02"]
    assert page.unit_head.text().startswith("杨桥办事处：")
    assert "待评" in page.note.text()


def test_many_units_have_their_records_read_when_looked_at(
    year: Year, open_page: Opener[Any], settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(score_facts, "MANY", 0)
    shown: ScoresPage = open_page(year.centre, ScoresPage)
    shown.units.selectRow([one.unit for one in shown.units.rows.rows].index("GWH"))
    settle(shown)
    choose(shown, "1.1")
    assert shown.scored is not None
    assert not any(score.because for unit in shown.scored.result.units for score in unit.scores)
    assert shown.refs.rows.rows


def test_points_by_hand_count_at_once(page: ScoresPage, settle: Settle) -> None:
    choose(page, "1.2")
    page.hand.points.setText("3.5")
    page.hand.reason.setText("制度健全")
    page.hand.save.click()
    settle(page)
    choose(page, "1.2")
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
    assert not page.below.isTabVisible(1)


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


@pytest.mark.parametrize(("across", "expected"), [(False, ("X01", "2.2")), (True, ("X02", "1.2"))])
def test_points_by_hand_lead_on_to_the_next_missing(
    page: ScoresPage, settle: Settle, expected: tuple[str, str], *, across: bool
) -> None:
    page.views.setCurrentWidget(page.by_indicator if across else page.views.widget(0))
    page.show_indicator_of("X01", "1.2")
    page.hand_area.verticalScrollBar().setValue(50)
    page.hand.points.setText("3.5")
    page.hand.reason.setText("制度健全")
    page.hand.save.click()
    settle(page)
    unit, score = page.units.current(), page.scores.current()
    assert (unit and unit.unit, score and score.indicator) == expected
    assert (page.hand.points.text(), page.hand_area.verticalScrollBar().value()) == ("", 0)


def test_who_has_gone_on_after_giving_points_stays_there(page: ScoresPage, settle: Settle) -> None:
    page.show_indicator_of("X01", "1.2")
    page.hand.points.setText("3.5")
    page.hand.reason.setText("制度健全")
    page.hand.save.click()
    page.show_indicator_of("X02", "1.2")
    page.hand.points.setText("2")
    page.appeal.asked.setText("漏计一次")
    settle(page)
    assert (page._front(), page.hand.points.text(), page.appeal.asked.text()) == (("X02", "1.2"), "2", "漏计一次")


def test_enter_leads_from_the_points_to_the_reason(page: ScoresPage, qtbot: QtBot) -> None:
    choose(page, "1.2")
    with qtbot.waitActive(page):
        page.activateWindow()
    page.hand.points.setFocus()
    QTest.keyClicks(page.hand.points, "3")
    QTest.keyClick(page.hand.points, Qt.Key.Key_Return)
    assert page.hand.reason.hasFocus()


def ask(page: ScoresPage, settle: Settle) -> FreezeDialog:
    """The list before freezing."""
    page.freezing.freeze.click()
    settle(page)
    assert page.asking
    return page.asking


def accept(page: ScoresPage, settle: Settle) -> None:
    """Freeze, every open line of the list accepted with a reason."""
    asking = ask(page, settle)
    for box in asking.reasons.values():
        box.setText("以报送单为准")
    asking.accept()
    settle(page)


def test_nothing_scored_is_nothing_to_freeze(page: ScoresPage) -> None:
    page.show_scores(None)
    assert not page.freezing.freeze.isEnabled()


def test_freezing_asks_about_what_is_not_done(page: ScoresPage, settle: Settle) -> None:
    assert "待评" in page.freezing.state.text()
    asking = ask(page, settle)
    assert "points" in asking.reasons
    assert asking.reasons.keys() == asking.links.keys()
    for box in asking.reasons.values():
        assert not asking.go.isEnabled()
        box.setText("以报送单为准")
    assert asking.go.isEnabled()


def test_a_line_leads_to_where_it_is_done(page: ScoresPage, settle: Settle) -> None:
    asking = ask(page, settle)
    asking.links["points"].click()
    assert page.views.currentWidget() is page.by_indicator
    assert not asking.isVisible()


def test_what_was_accepted_is_said(page: ScoresPage, settle: Settle) -> None:
    accept(page, settle)
    assert "以报送单为准" in page.freezing.state.text()


def test_a_line_leads_to_what_it_counts(page: ScoresPage, settle: Settle) -> None:
    """A list that is not narrowed, or narrowed to other reports, leaves people to look for what is meant."""
    wanted: list[tuple[object, ...]] = []
    page.session.part_wanted.connect(lambda *told: wanted.append(told))
    page.session.records_wanted.connect(lambda *told: wanted.append(told))
    lines = [FreezeLine(name, "这一行", ("甲",), ("u1",) * (name == "effects")) for name in PLACES]
    assert page.scored is not None
    for line in lines:
        page._ask(page.scored, [line])
        assert page.asking is not None
        page.asking.links[line.id].click()
    assert wanted == [
        (REPORTS, "missing"),
        (REPORTS, "returned"),
        (REPORTS, "waiting"),
        (INTAKE, CONFLICTS),
        (REPORTS, "unsure"),
        ("case", ["u1"], "这一行"),
        (REPORTS, FINDINGS),
    ]
    assert {part for where, part in PLACES.values() if where == REPORTS} - {FINDINGS} <= CONDITIONS.keys()


def test_every_line_has_a_place() -> None:
    with_lines = {"unreported", "returned", "pending", "conflicts", "days", "not_applicable", "effects"}
    assert PLACES.keys() == with_lines | {"errors", "points"}


def test_frozen_points_take_nothing_by_hand_and_open_again_with_a_reason(page: ScoresPage, settle: Settle) -> None:
    score_all(page)
    page.appear()
    settle(page)
    accept(page, settle)
    choose(page, "1.2")
    shown = (
        page.hand.save.isVisibleTo(page),
        page.freezing.export.isVisibleTo(page),
        page.freezing.unfreeze.isEnabled(),
    )
    assert shown == (False, True, False)
    page.freezing.reason.setText("复核改分")
    page.freezing.unfreeze.click()
    settle(page)
    choose(page, "1.2")
    assert (page.hand.save.isVisibleTo(page), page.freezing.freeze.isVisibleTo(page)) == (True, True)


def test_an_appeal_is_kept_with_its_indicator(page: ScoresPage, settle: Settle) -> None:
    choose(page, "1.2")
    page.below.setCurrentIndex(2)
    page.appeal.asked.setText("制度已印发")
    page.appeal.reply.setText("查无文件")
    page.appeal.save.click()
    settle(page)
    assert "申请“制度已印发”，维持，查无文件。" in page.appeal.known.text()
    choose(page, "1.1")
    assert page.appeal.known.text().startswith("没有申请过复核")


def freeze(page: ScoresPage, settle: Settle) -> None:
    score_all(page)
    page.appear()
    settle(page)
    accept(page, settle)


def test_many_frozen_units_have_their_records_read_when_looked_at(
    year: Year, open_page: Opener[Any], settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(score_facts, "MANY", 0)
    page: ScoresPage = open_page(year.centre, ScoresPage)
    freeze(page, settle)
    for at in (-1, 0):
        page.freezing.version_wanted.emit(at)
        settle(page)
        show(page, "GWH", "1.1")
        settle(page)
        assert page.scored
        assert page.scored.frozen
        assert (page.scored.brief, page.scored.past) == (True, at == 0)
        assert not any(score.because for unit in page.scored.result.units for score in unit.scores)
        assert page.refs.rows.rows


def show(page: ScoresPage, unit: str, indicator: str) -> Score:
    page.units.selectRow([one.unit for one in page.units.rows.rows].index(unit))
    choose(page, indicator)
    found = page.scores.current()
    assert found is not None
    return found


def test_an_appeal_changes_frozen_points_and_keeps_the_old_version(page: ScoresPage, settle: Settle) -> None:
    freeze(page, settle)
    show(page, "X01", "1.2")
    before = page.units.current()
    assert before is not None
    page.below.setCurrentIndex(2)
    page.appeal.asked.setText("制度已印发")
    page.appeal.reply.setText("查实，补给3分")
    page.appeal.outcome.setCurrentText("调整")
    assert not page.appeal.save.isEnabled()
    page.appeal.points.setText("9")
    assert page.appeal.note.text() == "调整后的得分要在0到4分之间。"
    page.appeal.points.setText("4")
    page.appeal.save.click()
    settle(page)
    score, after = show(page, "X01", "1.2"), page.units.current()
    assert after is not None
    assert (str(score.points), after.total > before.total) == ("4.00", True)
    assert "由1分调整为4分" in page.appeal.known.text()
    assert "复核由1分调整为4分：查实，补给3分。" in page.reason.text()
    assert page.freezing.versions.count() == 3
    page.freezing.version_wanted.emit(1)
    settle(page)
    assert str(show(page, "X01", "1.2").points) == "1.00"
    assert (page.below.isTabVisible(1), page.appeal.line.isEnabled()) == (False, False)
    page.freezing.version_wanted.emit(-1)
    settle(page)
    assert str(show(page, "X01", "1.2").points) == "4.00"
    page.freezing.unfreeze_wanted.emit("补评一项")
    settle(page)
    assert (page.scored and page.scored.frozen, str(show(page, "X01", "1.2").points)) == (None, "4.00")


def usable(page: ScoresPage) -> set[bool]:
    bar = page.freezing
    return {one.isEnabled() for one in (page.printed, page.detail, page.letter, bar.reason, bar.folder, bar.export)}


def test_an_earlier_version_is_only_looked_at(page: ScoresPage, settle: Settle) -> None:
    freeze(page, settle)
    page.freezing.reason.setText("有误")
    page.freezing.version_wanted.emit(0)
    settle(page)
    assert (usable(page), page.freezing.unfreeze.isEnabled()) == ({False}, False)
    assert "正在看第1版，只看不改" in page.freezing.state.text()
    assert "正在看第1版" in page.letter.toolTip()
    assert "先点“回到现在的”" in page.summary.text()
    assert page.again.text() == "回到现在的"
    page.again.click()
    settle(page)
    assert (usable(page), page.freezing.unfreeze.isEnabled()) == ({True}, True)
    assert (page.again.text(), page.freezing.versions.currentIndex()) == ("重新计算", 0)


def test_points_by_hand_have_evidence_that_is_behind_them(page: ScoresPage, settle: Settle, tmp_path: Path) -> None:
    choose(page, "1.2")
    (tmp_path / "检查记录.txt").write_text("查了", "utf-8")
    page.hand.evidence.take([tmp_path / "检查记录.txt"])
    settle(page)
    page.hand.points.setText("-1")
    page.hand.reason.setText("缺一项制度")
    page.hand.save.click()
    settle(page)
    choose(page, "1.2")
    score = page.scores.current()
    assert score is not None
    assert (str(score.points), [(one.ledger, one.why) for one in score.because]) == (
        "3.00",
        [("score", "佐证材料：检查记录.txt。")],
    )
    assert [link["name"] for link in page.hand.evidence.value()] == ["检查记录.txt"]


def test_an_indicator_is_compared_across_units(page: ScoresPage) -> None:
    page.views.setCurrentWidget(page.by_indicator)
    view = page.by_indicator
    view.which.setCurrentIndex(view.which.findData("9.4"))
    assert [one.unit.unit for one in view.table.rows.rows] == ["X01", "X02"]
    assert view.about.text().startswith("已评2个单位，平均0分，2个未得满分。")
    view.table.selectRow(1)
    score, unit = page.scores.current(), page.units.current()
    assert score is not None
    assert unit is not None
    assert (unit.unit, score.indicator) == ("X02", "9.4")


@pytest.mark.parametrize(("button", "form"), [("detail", "assessment-detail"), ("letter", "feedback-letter")])
def test_sheets_and_letters_of_the_chosen_units(page: ScoresPage, button: str, form: str, qtbot: QtBot) -> None:
    page.units.selectAll()
    with qtbot.waitSignal(page.session.page_wanted) as told:
        getattr(page, button).click()
    assert told.args == ["print"]
    kept = page.session.memory.get("print.form", ""), page.session.memory.get("print.units", [""])
    assert kept == (form, [one.unit for one in page.units.rows.rows])


def test_charts_bear_the_names_of_the_categories(page: ScoresPage) -> None:
    assert page.scored is not None
    charts = category_charts(page.scored.scheme, page.scored.result)
    assert [one.title for one in charts] == [one.name for one in page.scored.scheme.categories]


def test_counting_again_says_what_came_of_it(page: ScoresPage, settle: Settle) -> None:
    told: list[str] = []
    page.session.told.connect(told.append)
    page.again.click()
    settle(page)
    assert told == ["已重新计算3个单位，以2020-12-28的台账为准；得分没有变化。"]
    page.appear()
    settle(page)
    assert len(told) == 1


def test_a_frozen_result_stands_and_what_counting_now_would_give_is_said(page: ScoresPage, settle: Settle) -> None:
    freeze(page, settle)
    assert page.scored is not None
    kept, hand = page.scored.result, page.scored.hands["X01", "1.2"]
    told: list[str] = []
    page.session.told.connect(told.append)
    page.again.click()
    settle(page)
    stands = "结果已冻结，没有改动。按2020-12-28的台账现在计算，3个单位的得分"
    assert told == [f"{stands}和冻结的一样。"]
    with page.session.workspace.write("李四") as tx:
        later = replace(hand, fields={**hand.fields, "points": "3"})  # as an older program let it in
        tx.save_entries("change", ledger("score"), [(later, later.line())])
    page.again.click()
    settle(page)
    total = next(one.total for one in kept.units if one.unit == "X01")
    then = total + 2
    assert told[1:] == [f"{stands}会变：杨桥办事处{total}→{then}分；要改用它，先解除冻结。"]
    assert page.scored.result == kept


def test_points_that_changed_are_named(page: ScoresPage) -> None:
    assert page.scored is not None
    before = page.scored.result
    units = tuple(replace(one, total=one.total + 2) if one.unit == "X01" else one for one in before.units)
    now = next(one.total for one in units if one.unit == "X01")
    said = score_facts.recount_words(before, replace(before, units=units))
    assert said.endswith(f"得分有变：杨桥办事处{now - 2}→{now}分。")
