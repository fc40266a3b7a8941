import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from models.merge.enrolment import enrol_unit, pending_keys
from models.merge.from_centre import receive_from_centre
from models.merge.intake import merge_all
from models.records.finding import Level
from models.records.ledgers.progress import progress_uid
from models.records.office import FormerName, Unit
from models.records.registry import ledger
from models.store.base.workspace import Workspace
from models.store.records import packages, records
from models.store.records.packages import PackageRow
from models.submit.centre import current_issue, save_issue
from models.submit.unit import Signers, submit
from reports.figures.moved_points import moved_points
from tests.ui.worked_year import AFTER, DAY, Opener, Year
from ui.base import daily_backup
from ui.base.page import Page
from ui.base.places import FINDINGS
from ui.kit.tables.chips import PADDING
from ui.review import explanations_tab, moved_line
from ui.review.moved_line import SOON
from ui.review.page import ReportsPage

Settle = Callable[[Page], None]


@pytest.fixture
def page(year: Year, open_page: Opener[Any], settle: Settle) -> ReportsPage:
    merge_all(year.centre, [year.stick], "李四")
    key = pending_keys(year.centre)[0]
    enrol_unit(year.centre, "X01", key.fingerprint, "李四")
    merge_all(year.centre, [year.stick], "李四")
    shown: ReportsPage = open_page(replace(year.centre, clock=AFTER), ReportsPage)
    shown.grid.setCurrentCell(0, 1)
    settle(shown)
    return shown


def text(page: ReportsPage, line: int, column: int) -> str:
    item = page.grid.item(line, column)
    return item.text() if item else ""


def state(page: ReportsPage, line: int) -> str:
    return text(page, line, 1)


def test_the_names_stay_in_view_however_far_the_periods_scroll(page: ReportsPage) -> None:
    page.resize(700, 500)
    page.grid.setCurrentCell(1, page.grid.columnCount() - 1)
    names = page.grid.verticalHeader()
    head = page.grid.verticalHeaderItem(1)
    assert page.grid.horizontalScrollBar().value() > 0
    assert (head and head.text(), names.isVisible(), names.width() > 0) == (text(page, 1, 0), True, True)


def test_what_decides_is_above_what_it_rests_on(page: ReportsPage) -> None:
    panel = page.panel
    places = [part.mapTo(panel, QPoint()).y() for part in (panel.day, panel.approve, panel.changes, panel.remarks)]
    assert places == sorted(places)


def test_the_grid_shows_who_has_reported(page: ReportsPage) -> None:
    assert [(text(page, at, 0), state(page, at)) for at in range(2)] == [
        ("杨桥办事处", "待审（有零报）"),
        ("圃田乡", "未报"),
    ]
    assert "应报2个单位，已报1个，报送率50.0%" in page.sums.text()


def type_day(page: ReportsPage, typed: str) -> None:
    page.panel.day.selectAll()
    page.panel.day.insert(typed)
    page.panel.day.editingFinished.emit()


@pytest.mark.parametrize(
    ("typed", "words", "timing", "shown"),
    [("20201218", "已确认", "按时1个", "2020-12-18"), ("2020年12月25日", "迟报", "按时0个", "2020-12-25 迟5天")],
)
def test_the_day_of_receipt_decides(
    page: ReportsPage, settle: Settle, typed: str, words: str, timing: str, shown: str
) -> None:
    assert text(page, 0, 2).endswith("？")
    type_day(page, typed)
    settle(page)
    assert words in page.panel.day_note.text()
    assert timing in page.sums.text()
    assert text(page, 0, 2) == shown


def test_how_late_it_came_is_not_cut_off(page: ReportsPage) -> None:
    chip = page.grid.fontMetrics().horizontalAdvance("▲ 2021-01-20 迟31天") + 2 * PADDING
    assert chip <= page.grid.columnWidth(2) - 4


def test_a_day_being_typed_outlives_reading_again(page: ReportsPage, settle: Settle) -> None:
    page.panel.day.selectAll()
    page.panel.day.insert("202012")
    page.loader.reload()
    settle(page)
    assert page.panel.day.text() == "202012"


def test_the_day_that_stands_there_is_confirmed_by_enter_only(page: ReportsPage, settle: Settle) -> None:
    page.panel.day.editingFinished.emit()
    settle(page)
    assert text(page, 0, 2).endswith("？")
    QTest.keyClick(page.panel.day, Qt.Key.Key_Return)
    settle(page)
    assert not text(page, 0, 2).endswith("？")


@pytest.mark.parametrize(("typed", "words"), [("昨天", "认不出来"), ("20991231", "还没有到")])
def test_a_day_that_cannot_be(page: ReportsPage, typed: str, words: str) -> None:
    type_day(page, typed)
    assert words in page.panel.day_note.text()


def test_returning_needs_a_reason(page: ReportsPage) -> None:
    assert not page.panel.give_back.isEnabled()
    page.panel.reason.setPlainText("第1项太笼统")
    assert page.panel.give_back.isEnabled()


def test_a_reason_not_yet_sent_waits_for_its_report(page: ReportsPage, settle: Settle) -> None:
    page.panel.reason.setPlainText("第1项太笼统")
    page.grid.setCurrentCell(1, 1)
    settle(page)
    assert page.panel.reason.toPlainText() == ""
    page.grid.setCurrentCell(0, 1)
    settle(page)
    assert page.panel.reason.toPlainText() == "第1项太笼统"


def test_approving_shows_at_once(page: ReportsPage, settle: Settle) -> None:
    page.panel.approve.click()
    settle(page)
    assert state(page, 0) == "通过（有零报）"


def test_a_merge_is_taken_back(page: ReportsPage, year: Year, settle: Settle) -> None:
    told: list[str] = []
    page.session.told.connect(told.append)
    page.panel.undo.click()
    settle(page)
    assert (told, page.panel.question.isHidden()) == ([], False)
    page.panel.question.act.click()
    settle(page)
    assert told[0].startswith("已撤销杨桥办事处第1次报送的合并")
    kept = daily_backup.automatic_backups(daily_backup.backup_folder(year.centre, page.session.memory))
    assert [path.name.split("_")[-1] for _, path in kept] == ["撤销合并前.fzbak"]
    assert state(page, 0) == "未报"
    with year.centre.read() as connection:
        assert records.count(connection, ledger("progress"), "X01") == 0


def test_a_return_reaches_the_unit_with_its_remarks(page: ReportsPage, year: Year, settle: Settle) -> None:
    remarks = page.panel.remarks
    remarks.choices.selectRow(0)
    remarks.words.setText("请写明日期")
    remarks.add.setFocus()
    remarks.add.click()
    assert page.window().focusWidget() is remarks.words
    assert [line.title for line in remarks.table.rows.rows] == [remarks.choices.rows.rows[0].title]
    page.panel.reason.setPlainText("第1项太笼统")
    page.panel.give_back.click()
    settle(page)
    assert state(page, 0) == "退回（有零报）"
    page.folder.put(year.stick)
    page.export.click()
    settle(page)
    assert page.untold.text() == "回执都已导出。"
    told = receive_from_centre(year.unit, next(year.stick.glob("回执*")), "张三")
    assert "退回，原因：第1项太笼统；有1条意见" in told
    with year.unit.read() as connection:
        assert [one.text for one in packages.find_remarks(connection, "X01")] == ["请写明日期"]


def test_what_a_submission_brought_stands_first(page: ReportsPage, settle: Settle) -> None:
    settle(page)
    lines = page.panel.changes.rows.rows
    assert {one.change.act.value for one in lines} == {"added"}
    assert "第1项" in "".join(one.change.title for one in lines) or len(lines) > 30


def test_a_second_submission_shows_the_difference_first(page: ReportsPage, year: Year, settle: Settle) -> None:
    with year.unit.write("张三") as tx:
        records.save(tx, ledger("progress"), "X01", {"measures": "又开了会"}, progress_uid("X01", 2020, 1))
    path = submit(year.unit, year.root, Signers("张三"), DAY).path
    merge_all(year.centre, [path], "李四")
    page.appear()
    settle(page)
    first = page.panel.changes.rows.rows[0]
    assert (first.label, first.old, first.new) == ("主要措施", "开会部署", "又开了会")


def test_what_a_submission_leaves_out_is_said_with_the_points_it_brings(
    page: ReportsPage, year: Year, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing in the records as they are shows a hearing that was there and is not: only the difference does."""
    suit = {"number": "（2020）豫0191行初7号", "court": "某法院", "instance": "一审", "role": "被告", "year": 2020}
    served = {"plaintiffs": "甲", "defendants": "乙", "act": "处罚", "served_on": "2020-03-02"}
    heard = {"on": "2020-05-06", "kind": "开庭"}
    came, excused = {"leader": "王五", "leader_role": "正职"}, {"absence": "不可抗力", "proof": "说明"}
    with year.unit.write("张三") as tx:
        fields = {**suit, **served, "answered_on": "2020-03-10", "hearings": [{**heard, **came}]}
        records.save(tx, ledger("case"), "X01", fields)
        other = {**fields, "number": "（2020）豫0191行初8号", "hearings": [{**heard, **excused}]}
        uid = records.save(tx, ledger("case"), "X01", other).uid
        zero = records.entries(tx.connection, ledger("zero_report"), "X01")
        stated = [one.uid for one in zero if one.fields["ledger"] == "case"]
        records.delete(tx, ledger("zero_report"), stated)
    merge_all(year.centre, [submit(year.unit, year.root, Signers("张三"), DAY).path], "李四")
    with year.unit.write("张三") as tx:
        records.save(tx, ledger("case"), "X01", {"hearings": []}, uid)
    merge_all(year.centre, [submit(year.unit, year.root, Signers("张三"), DAY).path], "李四")
    worked_out = list[str]()

    def counted(workspace: Workspace, row: PackageRow) -> str:
        worked_out.append(row.id)
        return moved_points(workspace, row)

    monkeypatch.setattr(moved_line, "moved_points", counted)
    page.appear()
    settle(page)
    assert page.panel.changes.rows.rows[0].label == "开庭情况"
    line = page.panel.moved
    assert (line.words.text(), worked_out) == (SOON, []), "passed by, a submission is not scored twice"
    line.stay.timeout.emit()
    settle(page)
    page.grid.setCurrentCell(1, 1)
    page.grid.setCurrentCell(0, 1)
    assert "负责人出庭应诉率2→4" in line.words.text()
    assert (line.stay.isActive(), len(worked_out)) == (False, 1), "kept until records are read anew"


def test_several_are_approved_at_once(page: ReportsPage, year: Year, settle: Settle) -> None:
    page.grid.selectAll()
    assert [cell.unit.code for cell in page._chosen()] == ["X01"]
    page._review_all(page._chosen(), "approved", "")
    settle(page)
    assert state(page, 0) == "通过（有零报）"


def test_all_explanations_in_one_list(page: ReportsPage, settle: Settle) -> None:
    page.explanations.read.click()
    settle(page)
    said = {(one.unit, one.explained) for one in page.explanations.table.rows.rows}
    assert ("X01", "正在换发") in said
    assert "没有说明" in page.explanations.summary.text()


@pytest.mark.parametrize(
    ("unit", "words"),
    [
        (
            Unit("X02", "圃田乡", "其他", successors=("X01",)),
            "这个单位已由“杨桥办事处”（X01）承接，以前的报送和记录仍归它名下",
        ),
        (
            Unit("X02", "圃田乡", "其他", ended=dt.date(2020, 9, 1)),
            "这个单位已于2020-09-01撤销，以前的报送和记录仍归它名下",
        ),
        (Unit("X02", "圃田街道", "其他", undated=("圃田乡",)), "曾用名“圃田乡”（日期不明）"),
        (
            Unit("X02", "圃田街道", "其他", former=(FormerName("圃田乡", dt.date(2020, 9, 1)),)),
            "曾用名“圃田乡”（2020-09-01前）",
        ),
    ],
)
def test_a_unit_that_changed_says_so(page: ReportsPage, year: Year, settle: Settle, unit: Unit, words: str) -> None:
    issue = current_issue(year.centre)
    assert issue
    kept = tuple(one for one in issue.units if one.code != "X02")
    save_issue(year.centre, msgspec.structs.replace(issue, units=(*kept, unit)), "李四")
    page.appear()
    settle(page)
    page.grid.setCurrentCell(1, 1)
    settle(page)
    assert words in page.panel.about.text()


@pytest.mark.parametrize("form", ["urging-letter", "feedback-letter"])
@pytest.mark.parametrize(("lines", "units"), [([1], ["X02"]), ([0, 1], ["X01", "X02"])])
def test_letters_to_the_selected_units(
    page: ReportsPage, qtbot: QtBot, lines: list[int], units: list[str], form: str
) -> None:
    page.grid.clearSelection()
    for line in lines:
        for item in (page.grid.item(line, 0), page.grid.item(line, 1)):
            assert item
            item.setSelected(True)
    with qtbot.waitSignal(page.session.page_wanted) as told:
        {"urging-letter": page.urge, "feedback-letter": page.panel.letter}[form].click()
    assert told.args == ["print"]
    memory = page.session.memory
    assert (memory.get("print.form", ""), memory.get("print.units", [""])) == (form, units)


def test_one_day_for_all_that_are_chosen(page: ReportsPage, settle: Settle) -> None:
    page.grid.selectAll()
    page.panel.day.setText("20201219")
    page.panel.show_chosen(2)
    assert not page.panel.remarks.isEnabled()
    page.panel.same_day.click()
    settle(page)
    assert text(page, 0, 2) == "2020-12-19"
    assert len(page.grid.selectedIndexes()) == page.grid.rowCount() * (page.grid.columnCount() - 1)


@pytest.mark.parametrize(
    ("condition", "units"),
    [
        ("missing", ["圃田乡"]),
        ("review", ["杨桥办事处"]),
        ("approved", []),
        ("zero", ["杨桥办事处"]),
        ("unsure", ["杨桥办事处"]),
        ("paper", []),
    ],
)
def test_the_grid_is_narrowed_by_state(page: ReportsPage, condition: str, units: list[str]) -> None:
    page.filter.state.setCurrentIndex(page.filter.state.findData(condition))
    assert [text(page, at, 0) for at in range(page.grid.rowCount())] == units


def test_warnings_are_listed_when_first_looked_at(page: ReportsPage, settle: Settle) -> None:
    page.tabs.setCurrentWidget(page.explanations)
    settle(page)
    warned = page.explanations.warned
    assert warned.whole + warned.wrong == len(page.explanations.table.rows.rows) > warned.whole > 0
    said = page.explanations.summary.text()
    assert "各单位经验校验共" in said
    assert f"另有必须改正的错误{warned.wrong}条，排在最前。" in said


def test_the_freeze_list_leads_to_what_must_be_mended(page: ReportsPage, settle: Settle) -> None:
    page.show_part(FINDINGS)
    settle(page)
    assert page.tabs.currentWidget() is page.explanations
    assert page.explanations.table.rows.rows[0].level is Level.ERROR


def test_a_warning_on_an_item_names_it(year: Year, page: ReportsPage, settle: Settle) -> None:
    with year.centre.write("李四") as tx:
        records.save(tx, ledger("progress"), "X01", {"measures": None}, progress_uid("X01", 2020, 1))
    page.explanations.reload()
    settle(page)
    assert "第1项 全面提高依法防控依法治理能力" in [one.title for one in page.explanations.table.rows.rows]


def test_of_very_many_explanations_all_are_searched(
    year: Year, page: ReportsPage, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    with year.centre.write("李四") as tx:
        for topic in ("宪法", "民法典"):
            records.save(tx, ledger("training"), "X01", {"topic": topic, "held_on": "2020-03-01", "people": 0})
    tab = page.explanations
    page.tabs.setCurrentWidget(tab)
    settle(page)
    every, last = list(tab.table.rows.rows), tab.table.rows.rows[-1]
    monkeypatch.setattr(explanations_tab, "MOST", 1)
    tab.reload()
    settle(page)
    assert (tab.table.rows.rows, "列出前1条" in tab.summary.text()) == (every[:1], True)
    tab.words.setText(last.title)
    tab._patience.timeout.emit()
    settle(page)
    assert tab.table.rows.rows == [one for one in every if one.title == last.title][:1] != every[:1]
    tab.words.clear()
    assert tab.table.rows.rows == every[:1]
