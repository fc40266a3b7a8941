import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from models.due.due_dates import SUBMIT
from models.due.reminders import OwnCalendar, save_own_calendar
from models.merge.intake import merge_all
from models.records.ledgers.progress import progress_uid
from models.records.place import NATIONAL
from models.records.plan import Quota
from models.records.registry import ledger
from models.store.base.workspace import Workspace, continue_as_copy
from models.store.records import documents, packages, records
from models.store.records.packages import Remark
from models.submit.centre import current_issue, save_issue
from models.submit.unit import Signers, submit
from tests.clock import stopped_at
from tests.ui.worked_year import DAY, Opener, Year
from ui.base.page import Page
from ui.base.places import PRINT, PRINT_FORM, PRINT_YEAR
from ui.desk.facts import read_desk
from ui.desk.page import DeskPage

Settle = Callable[[Page], None]


def figures(page: DeskPage) -> dict[str, str]:
    return {name: tile.figure.text() for name, tile in page.tiles.items()}


def without_calendar(workspace: Workspace) -> Workspace:
    """The office with every day of the calendar switched off."""
    days = tuple(msgspec.structs.replace(one, off=True) for one in NATIONAL.calendar)
    with workspace.write("张三") as tx:
        save_own_calendar(tx, OwnCalendar(days))
    return workspace


def test_a_unit_sees_what_is_due(year: Year, open_page: Opener[Any]) -> None:
    page: DeskPage = open_page(without_calendar(year.unit), DeskPage)
    assert [(due.what, due.title) for due in page.due.rows.rows] == [("执法证件到期", "王伟 豫A0001")]
    assert figures(page) == {"late": "1", "soon": "0", "open": "0", "remarks": "0", "last": "已上报"}
    assert page.tiles["last"].name.text() == "最近报送：2020年度第1次"
    assert [(bar.name, bar.done, bar.total) for bar in page.quotas.bars] == [("中层以上法治培训", 1, 1)]


def test_a_quota_that_no_bar_shows_is_said(year: Year, open_page: Opener[Any]) -> None:
    issue = current_issue(year.unit)
    assert issue
    chapter = issue.plan.chapters[0]
    item = msgspec.structs.replace(
        chapter.items[0], quotas=(Quota("各单位", "法治大讲堂", 4), Quota("各单位", "会议", 2))
    )
    chapters = (msgspec.structs.replace(chapter, items=(item,)), *issue.plan.chapters[1:])
    with year.unit.write("张三") as tx:
        changed = msgspec.structs.replace(issue, plan=msgspec.structs.replace(issue.plan, chapters=chapters))
        documents.save_document(tx, documents.ISSUE, issue.number + 1, changed)
        work = {"item": 1, "kind": "专题会", "on": "2020-05-06", "content": "研究"}
        records.save(tx, ledger("work"), "X01", work)
    page: DeskPage = open_page(year.unit, DeskPage)
    assert page.quota_notes.text().split("\n") == [
        "没有台账计数、要人工认定的1个：第1项法治大讲堂不少于4次。",
        "第1项会议：另有1条没有计入：类别“专题会”不是“会议”。",
    ]


def test_a_restored_unit_sees_what_it_sent_before(year: Year, open_page: Opener[Any], settle: Settle) -> None:
    restored = continue_as_copy(continue_as_copy(year.unit))
    page: DeskPage = open_page(restored, DeskPage)
    assert figures(page)["last"] == "已上报"
    assert page.tiles["last"].name.text() == "最近报送：2020年度第1次（恢复备份以前）"
    submit(restored, year.root / "又一次.fzb", Signers("张三"), DAY)
    page.appear()
    settle(page)
    assert page.tiles["last"].name.text() == "最近报送：2020年度第1次"


@pytest.mark.parametrize(
    ("review", "due"),
    [
        ("returned", [("改正后重报", "2020年度　退回原因：第2项太笼统")]),
        ("withdrawn", [("报送", "2020年度")]),
        ("pending", []),
        ("approved", []),
    ],
)
def test_what_came_back_is_due_again(
    year: Year, open_page: Opener[Any], review: str, due: list[tuple[str, str]]
) -> None:
    with year.unit.write("张三") as tx:
        [sent] = packages.find_packages(tx.connection, direction=packages.OUT, kind="submission")
        packages.update_package(tx, sent.id, review=review, review_reason="第2项太笼统")
    page: DeskPage = open_page(year.unit, DeskPage)
    assert [(one.what, one.title) for one in page.due.rows.rows if one.ledger == SUBMIT] == due


def test_every_chapter_leads_to_its_first_item(year: Year, open_page: Opener[Any], qtbot: QtBot) -> None:
    page: DeskPage = open_page(year.unit, DeskPage)
    assert len(page.chapters.bars) == 10
    with qtbot.waitSignal(page.session.record_wanted) as told:
        page.chapters.clicked.emit(page.chapters.bars[1].key)
    assert told.args == ["progress", progress_uid("X01", 2020, 6)]


def test_it_follows_a_change(year: Year, open_page: Opener[Any], settle: Settle) -> None:
    page: DeskPage = open_page(year.unit, DeskPage)
    uid = progress_uid("X01", 2020, 1)
    progress = ledger("progress")
    page.session.change(lambda tx: records.save(tx, progress, "X01", {"state": "推进中"}, uid), ledger=progress)
    settle(page)
    assert figures(page)["open"] == "1"


def test_a_centre_sees_what_waits(year: Year, open_page: Opener[Any]) -> None:
    merge_all(year.centre, [year.stick], "李四")
    page: DeskPage = open_page(year.centre, DeskPage)
    assert figures(page)["keys"] == "1"
    assert figures(page)["review"] == "0"
    assert [(bar.name, bar.done, bar.total) for bar in page.periods.bars] == [("2020年度", 0, 2)]
    assert page.chapters.bars[0].total == 15


@pytest.mark.parametrize(
    ("tile", "place"),
    [
        ("keys", ("intake", "keys")),
        ("conflicts", ("intake", "conflicts")),
        ("on_paper", ("intake", "on-paper")),
        ("review", ("reports", "review")),
    ],
)
def test_a_tile_leads_to_what_it_counts(
    year: Year, open_page: Opener[Any], qtbot: QtBot, tile: str, place: tuple[str, str]
) -> None:
    page: DeskPage = open_page(year.centre, DeskPage)
    with qtbot.waitSignal(page.session.part_wanted) as told:
        page.tiles[tile].click()
    assert tuple(told.args) == place


def test_a_centre_has_its_year_on_one_page(year: Year, open_page: Opener[Any], qtbot: QtBot) -> None:
    page: DeskPage = open_page(year.centre, DeskPage)
    assert page.overview in page.heading()
    with qtbot.waitSignal(page.session.page_wanted) as told:
        page.overview.click()
    memory = page.session.memory
    assert (told.args, memory.get(PRINT_FORM, ""), memory.get(PRINT_YEAR, 0)) == ([PRINT], "overview", 2020)


def test_the_grid_shows_every_item_of_every_unit(year: Year, open_page: Opener[Any], qtbot: QtBot) -> None:
    uid = progress_uid("GWH", 2020, 3)
    with year.centre.write("李四") as tx:
        records.save(tx, ledger("progress"), "GWH", {"year": 2020, "item": 3, "state": "推进中"})
    page: DeskPage = open_page(year.centre, DeskPage)
    assert page.heat.words_at(0, 2) == "管委会本级\n第3项 深化信用体系建设\n推进中"
    assert page.heat.words_at(1, 0).endswith("未填")
    with qtbot.waitSignal(page.session.record_wanted) as told:
        QTest.mouseClick(page.heat.viewport(), Qt.MouseButton.LeftButton, pos=point(page, 0, 2))
    assert told.args == ["progress", uid]
    with qtbot.waitSignal(page.session.told):
        QTest.keyClick(page.heat, Qt.Key.Key_Left)
        QTest.keyClick(page.heat, Qt.Key.Key_Return)


def point(page: DeskPage, line: int, place: int) -> QPoint:
    """Some point of the cell, found the way a user's pointer finds it."""
    area = page.heat.viewport()
    points = (QPoint(x, y) for y in range(0, area.height(), 4) for x in range(0, area.width(), 4))
    return next(one for one in points if page.heat.place_at(QPointF(one)) == (line, place))


def test_this_year_stands_beside_the_last(year: Year, open_page: Opener[Any]) -> None:
    case = {"role": "被告", "outcome": "撤销"}
    days = (("19", "2019-05-01"), ("20", "2020-05-01"), ("21", "2020-06-01"))
    with year.centre.write("李四") as tx:
        records.save(tx, ledger("progress"), "GWH", {"year": 2019, "item": 1, "state": "已完成"})
        for number, day in days:
            when = {"served_on": day, "judged_on": day, "effective_on": day}
            records.save(tx, ledger("case"), "GWH", {"number": f"（{day[:4]}）豫0191行初{number}号", **case, **when})
    page: DeskPage = open_page(year.centre, DeskPage)
    shown = {one.name: (one.now, one.before) for one in page.figures.rows.rows}
    assert (shown["败诉案件"], shown["新收案件"], shown["负责人出庭率"]) == (("2", "1"), ("2", "1"), ("—", "—"))


def test_a_new_centre_is_told_what_comes_first(year: Year, open_page: Opener[Any], settle: Settle) -> None:
    page: DeskPage = open_page(year.centre, DeskPage)
    assert "下一步" not in page.head.text()
    issue = current_issue(year.centre)
    assert issue is not None
    save_issue(year.centre, msgspec.structs.replace(issue, units=issue.units[:1]), "李四")
    page.appear()
    settle(page)
    assert "填好单位名册" in page.head.text()


def test_a_quota_that_is_short_is_due(year: Year, open_page: Opener[Any], settle: Settle) -> None:
    training = ledger("training")
    with year.unit.write("张三") as tx:
        uids = [entry.uid for entry in records.entries(tx.connection, training, "X01")]
        records.delete(tx, training, uids)
    page: DeskPage = open_page(year.unit, DeskPage)
    short = [due for due in page.due.rows.rows if due.what == "定额还差1期"]
    assert [(due.title, due.ledger, due.on.isoformat()) for due in short] == [
        ("第29项 中层以上法治培训", "training", "2020-12-31")
    ]


@pytest.mark.parametrize(("tile", "within", "count"), [("late", "已超期", 1), ("soon", "30天内", 2)])
def test_a_tile_lists_what_it_counts(year: Year, open_page: Opener[Any], tile: str, within: str, count: int) -> None:
    with year.unit.write("张三") as tx:
        for days in (10, 45, 80):
            ends = (DAY + dt.timedelta(days)).isoformat()
            fields = {"number": f"{days}", "valid_to": ends, "status": "在用"}
            records.save(tx, ledger("certificate"), "X01", fields)
    page: DeskPage = open_page(without_calendar(year.unit), DeskPage)
    assert len(page.due.rows.rows) == 4
    page.tiles[tile].click()
    assert (page.within.currentText(), len(page.due.rows.rows)) == (within, count)
    page.within.setCurrentText("60天内")
    assert [due.title.split()[-1] for due in page.due.rows.rows] == ["豫A0001", "10", "45"]


def test_a_unit_sees_the_year_beside_the_last_one(
    year: Year, open_page: Opener[Any], settle: Settle, qtbot: QtBot
) -> None:
    page: DeskPage = open_page(year.unit, DeskPage)
    page.tabs.setCurrentWidget(page.figures)
    settle(page)
    shown = {one.name: (one.now, one.before) for one in page.figures.rows.rows}
    assert (shown["已完成事项"], shown["学法培训"]) == (("36", "没有上年数据"), ("1", "没有上年数据"))
    assert "新收案件" in shown
    page.figures.selectRow(1)
    with qtbot.waitSignal(page.session.records_wanted) as told:
        page.figures.opened.emit(page.figures.rows.rows[1])
    assert (told.args[0], len(told.args[1])) == ("training", 1)


def test_a_new_office_is_told_what_comes_first(workspace: Workspace, open_page: Opener[Any], qtbot: QtBot) -> None:
    page: DeskPage = open_page(workspace, DeskPage)
    assert page.head.text() == "杨桥办事处 · 还没有工作要点：到“校验与报送”点“接收”，打开汇总单位发来的任务包。"
    assert page.chapter_head.isHidden()
    assert not page.steps.isHidden()
    assert ("○ 1. 接收任务包" in page.steps.text(), "（0人）" in page.steps.text()) == (True, True)
    with qtbot.waitSignal(page.session.page_wanted) as told:
        page.steps.linkActivated.emit("certificates")
    assert told.args == ["certificates"]


def test_a_remark_names_the_item_it_is_about(year: Year, open_page: Opener[Any]) -> None:
    uid = progress_uid("X01", 2020, 1)
    said = Remark(id="r", unit="X01", period="2020年度", ledger="progress", uid=uid, field="", text="请补签到表")
    with year.unit.write("张三") as tx:
        packages.save_remarks(tx, [said])
    page: DeskPage = open_page(year.unit, DeskPage)
    assert page.remarks.rows.rows[0].title.startswith("第1项 全面")


def test_a_remark_is_answered_once_its_field_says_something_else(
    year: Year, open_page: Opener[Any], settle: Settle
) -> None:
    uid = progress_uid("X01", 2020, 1)
    said = Remark(id="done", unit="X01", period="2020年度", ledger="progress", uid=uid, field="done", text="请写明")
    done = msgspec.structs.replace(said, at="2020-12-02T00:00:00Z")
    with year.unit.write("张三") as tx:
        packages.save_remarks(tx, [done, msgspec.structs.replace(done, id="plan", field="plan")])
    with replace(year.unit, clock=stopped_at(dt.date(2020, 12, 3))).write("张三") as tx:
        records.save(tx, ledger("progress"), "", {"done": "改过的"}, uid)
    page: DeskPage = open_page(year.unit, DeskPage)
    assert [one.state for one in page.remarks.rows.rows] == ["已改，待重报", "还没有改"]
    assert page.tiles["remarks"].figure.text() == "1"


@pytest.mark.parametrize("office", ["centre", "unit"])
def test_after_a_change_only_what_waits_is_counted(
    year: Year, open_page: Opener[Any], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, office: str
) -> None:
    """The desk out of view reads no picture of the year; in view it has read it; a closed window asks nobody."""
    merge_all(year.centre, [year.stick], "李四")
    page: DeskPage = open_page(getattr(year, office), DeskPage)
    page.waiting.patience.setInterval(0)
    said: list[dict[str, int]] = []
    page.session.waiting.connect(said.append)
    read: list[object] = []
    monkeypatch.setattr(page.loader, "_read", lambda *of: read.append(of))

    def change() -> None:
        page.waiting.patience.start()
        qtbot.waitUntil(lambda: not (page.waiting.patience.isActive() or page.session.jobs.running))

    page.show_desk(read_desk(page.session.workspace))
    window = QStackedWidget()
    qtbot.addWidget(window)
    window.addWidget(page)
    window.addWidget(QWidget())
    window.show()
    for at in (0, 1):
        window.setCurrentIndex(at)
        change()
    window.hide()
    change()
    assert (len(said), said[0] == said[-1], any(said[0].values()), read) == (2, True, True, [])
