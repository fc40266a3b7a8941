import shutil
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from models.merge.from_centre import read_plan_package
from models.merge.keys import own_fingerprint
from models.records.ledgers.progress import progress_uid
from models.records.plan_edits import without_items
from models.records.registry import ledger
from models.store.base.workspace import Workspace, continue_as_copy, open_workspace
from models.store.files import evidence
from models.store.records import records
from models.submit import contents, drives
from models.submit.centre import current_issue, export_plan, save_issue
from models.submit.drives import Drive
from models.submit.transfer import export_transfer, own_address
from models.submit.unit import set_up_unit
from tests.ui.worked_year import Opener, Year
from ui.base.page import Page
from ui.base.places import PRINT_FORM, PRINT_PERIOD
from ui.kit.result_card import ResultCard
from ui.submit.page import SubmitPage

Settle = Callable[[Page], None]
PROGRESS = ledger("progress")


def open_with(year: Year, open_page: Opener[Any], fields: dict[str, Any], items: tuple[int, ...]) -> SubmitPage:
    with year.unit.write("张三") as tx:
        for item in items:
            records.save(tx, PROGRESS, "X01", fields, progress_uid("X01", 2020, item))
    page: SubmitPage = open_page(year.unit, SubmitPage)
    return page


def choose(page: SubmitPage, code: str) -> None:
    codes = [one.first.code for one in page.findings.table.rows.rows]
    page.findings.table.selectRow(codes.index(code))


def press(card: ResultCard, words: str) -> None:
    next(button for button in card.findChildren(QPushButton) if button.text() == words).click()


def test_a_clean_year_is_sent(year: Year, open_page: Opener[Any], settle: Settle) -> None:
    page: SubmitPage = open_page(year.unit, SubmitPage)
    assert page.summary.text() == "校验通过，可以报送（1处已说明）。"
    target = year.root / "U盘"
    target.mkdir()
    page.panel.target.put(target)
    page.panel.send.click()
    settle(page)
    assert "第1次报送以后没有改动" in page.panel.question.words.text()
    page.panel.question.act.click()
    settle(page)
    assert [path.name for path in target.iterdir()] == ["报送_2020年度_X01_杨桥办事处_第02次.fzb"]
    assert page.panel.card.isVisibleTo(page)
    page.panel.send.click()
    settle(page)
    assert len(list(target.iterdir())) == 1
    assert "第2次报送以后没有改动" in page.panel.question.words.text()
    page.panel.question.close_question()
    assert [mail.state for mail in page.mail.rows.rows] == ["已上报", "已由后一次代替"]
    press(page.panel.card, "打印报送单")
    assert [page.session.memory.get(name, "") for name in (PRINT_FORM, PRINT_PERIOD)] == [
        "submission-sheet",
        "2020年度",
    ]


def test_equal_warnings_are_explained_at_once(year: Year, open_page: Opener[Any], settle: Settle) -> None:
    page = open_with(year, open_page, {"evidence": None}, (1, 2, 3))
    assert not page.panel.send.isEnabled()
    choose(page, "progress.proof")
    page.findings.all_alike.setChecked(True)
    page.findings.reason.setText("纸质材料存档")
    page.findings.act.click()
    settle(page)
    assert page.summary.text() == "校验通过，可以报送（4处已说明）。"


def test_an_empty_ledger_is_reported_as_zero(year: Year, open_page: Opener[Any], settle: Settle) -> None:
    with year.unit.write("张三") as tx:
        zero = list(records.entries(tx.connection, ledger("zero_report")))
        records.delete(tx, ledger("zero_report"), [one.uid for one in zero])
    page: SubmitPage = open_page(year.unit, SubmitPage)
    choose(page, "case.empty")
    assert not page.findings.act.isEnabled()
    page.findings.reason.setText("本年没有应诉案件")
    page.findings.reason.returnPressed.emit()
    settle(page)
    assert page.summary.text().startswith("校验通过")


@pytest.mark.parametrize(
    ("code", "fields", "wanted"),
    [
        ("progress.reason", {"state": "不适用"}, ["progress", progress_uid("X01", 2020, 4)]),
        ("progress.missing", {"deleted": True}, ["progress", progress_uid("X01", 2020, 4)]),
    ],
)
def test_a_finding_leads_to_its_record(
    year: Year, open_page: Opener[Any], qtbot: QtBot, code: str, fields: dict[str, Any], wanted: list[str]
) -> None:
    page = open_with(year, open_page, fields, (4,))
    choose(page, code)
    with qtbot.waitSignal(page.session.record_wanted) as told:
        page.findings.open.click()
    assert told.args == wanted


def test_a_new_plan_is_received(year: Year, open_page: Opener[Any], settle: Settle) -> None:
    issue = current_issue(year.centre)
    assert issue is not None
    save_issue(year.centre, issue, "李四")
    page: SubmitPage = open_page(year.unit, SubmitPage)
    told: list[str] = []
    page.session.told.connect(told.append)
    page.take([export_plan(year.centre, year.root, "李四")])
    settle(page)
    assert told == ["已接收2020年度工作要点（第2号）。"]
    assert page.mail.rows.rows[0].state == "已接收"


def test_a_foreign_file_is_refused_in_words(year: Year, open_page: Opener[Any], settle: Settle) -> None:
    page: SubmitPage = open_page(year.unit, SubmitPage)
    page.take([year.root / "会议纪要.pdf"])
    settle(page)
    assert page.arrivals.words.text().startswith("■ 会议纪要.pdf：“会议纪要.pdf”没有接收")
    assert page.arrivals.act.isHidden()


def test_the_door_says_whose_a_package_is(year: Year, open_page: Opener[Any], settle: Settle) -> None:
    page: SubmitPage = open_page(year.unit, SubmitPage)
    page.take([year.package])
    settle(page)
    assert "这是本单位第1次的报送包。请交给汇总单位合并" in page.arrivals.words.text()


def test_another_pc_is_compared_once(year: Year, open_page: Opener[Any], settle: Settle) -> None:
    offer = read_plan_package(export_plan(year.centre, year.root / "plan.fzb", "李四"))
    other = set_up_unit(year.root / "另一台", offer, "X01", None, "王五").workspace
    package = export_transfer(other, year.root, "王五", [own_address(year.unit)])
    page: SubmitPage = open_page(year.unit, SubmitPage)
    page.take([package])
    settle(page)
    page.arrivals.typed.textEdited.emit("1" * 20)
    page.arrivals.act.click()
    settle(page)
    assert "不一致，没有接收" in page.arrivals.words.text()
    page.arrivals.typed.textEdited.emit(own_fingerprint(other))
    other.close()
    page.arrivals.act.click()
    settle(page)
    assert page.arrivals.words.text().startswith("●")
    assert page.mail.rows.rows[0].row.kind == "handover"


def test_two_pcs_disagree_and_a_person_decides(year: Year, open_page: Opener[Any], settle: Settle) -> None:
    other = continue_as_copy(open_workspace(shutil.copytree(year.root / "u", year.root / "另一台"), None))
    for workspace, words in ((year.unit, "开了三次会"), (other, "开了五次会")):
        with workspace.write("张三") as tx:
            records.save(tx, PROGRESS, "X01", {"measures": words}, progress_uid("X01", 2020, 1))
    package = export_transfer(other, year.root, "张三", [own_address(year.unit)])
    page: SubmitPage = open_page(year.unit, SubmitPage)
    page.take([package], own_fingerprint(other))
    other.close()
    settle(page)
    assert page.tabs.tabText(page.tabs.indexOf(page.conflicts)) == "冲突（1处）"
    assert not page.panel.send.isEnabled()
    page.conflicts.table.selectRow(0)
    page.conflicts.versions.selectRow(0)
    page.conflicts.take.click()
    settle(page)
    assert not page.tabs.isTabVisible(page.tabs.indexOf(page.conflicts))


def test_the_latest_submission_is_taken_back(year: Year, open_page: Opener[Any], settle: Settle) -> None:
    page: SubmitPage = open_page(year.unit, SubmitPage)
    page.panel.target.put(year.stick)
    page.panel.back.click()
    assert not page.panel.question.act.isEnabled()
    page.panel.question.text.setText("填错了")
    page.panel.question.act.click()
    settle(page)
    assert [path.name for path in year.stick.glob("撤回*")] == ["撤回_2020年度_X01_第01次.fzb"]
    assert [mail.state for mail in page.mail.rows.rows] == ["撤回声明", "已撤回"]
    assert page.panel.back.isHidden()


def test_the_size_is_told_before(year: Year, open_page: Opener[Any]) -> None:
    page: SubmitPage = open_page(year.unit, SubmitPage)
    assert page.panel.about_size.text().startswith("报送包约")
    assert "，1份佐证材料（1KB）。" in page.panel.about_size.text()
    assert page.panel.full.isHidden()


def test_what_the_centre_has_need_not_travel(year: Year, open_page: Opener[Any]) -> None:
    with year.unit.write("张三") as tx:
        evidence.set_acknowledged(tx, contents.named_evidence(tx.connection, "X01"), "r1")
    page: SubmitPage = open_page(year.unit, SubmitPage)
    assert "没有佐证材料。汇总单位已经收到另外1份（1KB，以回执为准），这次不用再带。" in page.panel.about_size.text()
    assert page.panel.full.text().startswith("完整包：佐证材料全部重带一遍，共约")
    page.panel.full.setChecked(True)
    assert page.panel.about_size.text().endswith("，1份佐证材料（1KB）。")


def test_a_stick_that_is_too_small_is_said_before(
    year: Year, open_page: Opener[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = Drive(year.stick, "U盘 KINGSTON", free=3_000)
    monkeypatch.setattr(drives, "drives", lambda: [stick])
    page: SubmitPage = open_page(year.unit, SubmitPage)
    page.panel.target.put(year.stick)
    assert "U盘 KINGSTON只剩3KB，还差" in page.panel.about.text()
    assert not page.panel.send.isEnabled()


def test_findings_of_one_rule_stand_in_one_line_until_opened(year: Year, open_page: Opener[Any]) -> None:
    page = open_with(year, open_page, {"evidence": None}, (1, 2, 3, 4))
    table = page.findings.table
    choose(page, "progress.proof")
    line = table.current()
    assert line is not None
    assert (line.title, page.findings.open.text()) == ("项号1等4处", "逐条展开（4）")
    assert page.findings.about.text().startswith(line.first.message)
    page.findings.open.click()
    assert [one.title for one in table.rows.rows if one.first.code == "progress.proof"] == [
        f"项号{number}" for number in (1, 2, 3, 4)
    ]
    assert page.findings.open.text() == "打开记录"


def test_a_search_finds_what_a_line_for_several_hides(year: Year, open_page: Opener[Any]) -> None:
    with year.unit.write("张三") as tx:
        for number in ("豫B1", "豫B2", "豫B3"):
            fields = {"kind": "河南省行政执法证", "number": number, "valid_to": "2020-01-01", "status": "在用"}
            records.save(tx, ledger("certificate"), "X01", fields)
    page = open_page(year.unit, SubmitPage)
    page.findings.words.setText("豫B3")
    assert {line.title for line in page.findings.table.rows.rows} == {"豫B3"}


def test_who_is_not_named_is_said(year: Year, open_page: Opener[Any]) -> None:
    page = open_page(year.unit, SubmitPage)
    page.panel.target.put(year.stick)
    page.panel.reviewer.setText("李审")
    assert (page.panel.send.isEnabled(), "还没有填单位负责人" in page.panel.about.text()) == (True, True)
    page.panel.head.setText("王长")
    assert page.panel.about.text() == ""


def test_a_whole_line_is_explained_at_once(year: Year, open_page: Opener[Any], settle: Settle) -> None:
    page = open_with(year, open_page, {"evidence": None}, (1, 2, 3, 4))
    choose(page, "progress.proof")
    page.findings.reason.setText("材料在县里")
    page.findings.act.click()
    settle(page)
    assert sum(one.explained == "材料在县里" for one in page.findings.findings) == 4


def test_the_own_points_are_shown_with_reasons(year: Year, open_page: Opener[Any], settle: Settle) -> None:
    page = open_with(year, open_page, {"state": "推进中", "completed_on": None}, (1,))
    wanted: list[tuple[str, str]] = []
    page.session.record_wanted.connect(lambda *what: wanted.append(what))
    page.tabs.setCurrentWidget(page.self_score)
    settle(page)
    tab = page.self_score
    assert tab.head.text().startswith("预计 ")
    scores = tab.scores.rows.rows
    ids = [one.indicator for one in scores]
    assert ids == [one.indicator for one in sorted(scores, key=lambda one: one.outside_total)]
    front = tab.scores.current()
    assert front is not None
    assert front.points < front.full
    assert front.reason in tab.said.text()
    behind = next(at for at, one in enumerate(scores) if one.because and one.because[0].uid)
    tab.scores.selectRow(behind)
    tab.refs.opened.emit(tab.refs.rows.rows[0])
    assert wanted[0][0] == scores[behind].because[0].ledger


def test_without_a_scheme_the_own_points_say_what_to_do(year: Year, open_page: Opener[Any], settle: Settle) -> None:
    page: SubmitPage = open_page(year.unit, SubmitPage)
    page.self_score.reload(1999)
    settle(page)
    assert "没有可用的考核方案" in page.self_score.head.text()


def test_a_workspace_without_keys_says_what_to_do(workspace: Workspace, open_page: Opener[Any]) -> None:
    page: SubmitPage = open_page(workspace, SubmitPage)
    assert page.summary.text() == "还没有任务包：请先点右上角接收。"
    assert not page.panel.send.isEnabled()


def test_a_correction_waits_until_the_unit_has_read_what_it_changes(
    year: Year, open_page: Opener[Any], settle: Settle
) -> None:
    issue = current_issue(year.centre)
    assert issue is not None
    gone = issue.plan.items[1]
    save_issue(year.centre, msgspec.structs.replace(issue, plan=without_items(issue.plan, {gone.uid})), "李四")
    package = export_plan(year.centre, year.root / "plan-2.fzb", "李四")
    page: SubmitPage = open_page(year.unit, SubmitPage)
    page.take([package])
    settle(page)
    assert "还没有接收。" in page.arrivals.words.text()
    assert page.arrivals.changes.text().startswith("这份任务改了工作要点")
    assert f"　· 原第2项“{gone.title}”已删去，填过的都保留" in page.arrivals.changes.text()
    assert "原第3至36项改为第2至35项" in page.arrivals.changes.text()
    kept = current_issue(year.unit)
    assert kept is not None
    assert kept.number == 1
    page.arrivals.agree.click()
    settle(page)
    assert page.arrivals.agree.isHidden()
    assert current_issue(year.unit) == current_issue(year.centre)


def test_a_contradicted_zero_report_opens_the_ledger_it_is_about(
    year: Year, open_page: Opener[Any], qtbot: QtBot
) -> None:
    with year.unit.write("张三") as tx:
        zero = {"ledger": "training", "period": "2020年度", "year": 2020, "reason": "没有"}
        records.save(tx, ledger("zero_report"), "X01", zero)
        records.save(tx, ledger("training"), "X01", {"held_on": "2020-05-06", "topic": "宪法", "kind": "其他"})
    page: SubmitPage = open_page(year.unit, SubmitPage)
    choose(page, "zero_report.contradicted")
    with qtbot.waitSignal(page.session.record_wanted) as told:
        page.findings.open.click()
    assert told.args == ["training", ""]
