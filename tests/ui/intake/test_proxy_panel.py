"""代录 in the window: registered, typed, marked, and replaced by the signed submission on the clerk's word."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox

from models.merge.enrolment import enrol_unit
from models.merge.keys import own_fingerprint
from models.merge.outcome import PackageState
from models.records.registry import ledger
from models.store.records import records
from models.submit.proxy import read_proxies
from tests.ui.worked_year import AFTER, Opener, Year
from ui.base.page import Page
from ui.desk.page import DeskPage
from ui.intake.page import IntakePage
from ui.kit.tables.quick_filters import TYPED
from ui.ledgers.own_page import OwnPage
from ui.ledgers.page import LedgerPane
from ui.ledgers.shelves_page import ShelvesPage
from ui.review.page import ReportsPage

Settle = Callable[[Page], None]
TRAINING = {"kind": "全员法治培训", "held_on": "2020-05-01", "topic": "纸上的"}


@pytest.fixture
def page(year: Year, open_page: Opener[Any], settle: Settle) -> IntakePage:
    shown: IntakePage = open_page(replace(year.centre, clock=AFTER), IntakePage)
    shown.tabs.setCurrentWidget(shown.proxies)
    shown.appear()
    settle(shown)
    return shown


def choose(box: QComboBox, code: str) -> None:
    box.setCurrentIndex(box.findData(code))


def registered(page: IntakePage, settle: Settle, unit: str = "X01") -> None:
    form = page.proxies.form
    choose(form.unit, unit)
    form.basis.setText("杨桥办〔2020〕5号")
    form.day.setText("2020.12.21")
    form.go.click()
    settle(page)
    page.proxies.table.selectRow(0)
    settle(page)


def typing(page: IntakePage, settle: Settle) -> LedgerPane:
    """The panel with the unit's trainings open."""
    page.proxies.form.type.click()
    settle(page)
    desk = page.proxies.desk
    assert isinstance(desk, OwnPage)
    desk.ledgers.turn_to("training")
    settle(page)
    return desk.ledgers.pane


def typed(page: IntakePage, settle: Settle) -> None:
    pane = typing(page, settle)
    pane.form.start_new()
    pane.form.fields.show_values(TRAINING, touched=True)
    pane.form.save()
    settle(page)
    page.proxies.back.click()
    settle(page)


@pytest.mark.parametrize(
    ("basis", "day", "words"),
    [
        ("", "20201221", "请写明纸质依据"),
        ("盖章表", "明天", "收到日期认不出来"),
        ("盖章表", "20991231", "还没有到"),
        ("盖章表", "99991231", "年份要在1900年到2100年之间"),
    ],
)
def test_the_paper_is_asked_for(page: IntakePage, settle: Settle, basis: str, day: str, words: str) -> None:
    page.proxies.form.basis.setText(basis)
    page.proxies.form.day.setText(day)
    page.proxies.form.go.click()
    settle(page)
    assert words in page.proxies.form.complaint.text()
    assert page.proxies.table.rows.rows == []


def test_what_is_typed_is_the_units_own(page: IntakePage, year: Year, settle: Settle) -> None:
    registered(page, settle)
    typed(page, settle)
    (one,) = read_proxies(year.centre)
    assert (one.row.unit, one.counts, page.tabs.tabText(page.tabs.indexOf(page.proxies))) == (
        "X01",
        {"training": 1},
        "代录（1份）",
    )
    assert "学法培训1条" in page.proxies.about.text()
    with year.centre.read() as connection:
        assert [entry.unit for entry in records.entries(connection, ledger("training"))] == ["X01"]


def test_zero_reports_are_typed_too(page: IntakePage, year: Year, settle: Settle) -> None:
    registered(page, settle)
    typing(page, settle)
    desk = page.proxies.desk
    assert isinstance(desk, OwnPage)
    desk.tabs.setCurrentIndex(1)
    settle(page)
    empty = [one for one in desk.findings.findings if one.ledger == "case"]
    desk.findings.zeroed.emit(empty[:1], "本年没有案件")
    settle(page)
    page.proxies.back.click()
    settle(page)
    assert read_proxies(year.centre)[0].zeros == ("case",)


def test_it_is_marked_in_every_place(page: IntakePage, year: Year, open_page: Opener[Any], settle: Settle) -> None:
    registered(page, settle)
    assert page.proxies.table.rows.rows[0].is_empty
    before: ReportsPage = open_page(year.centre, ReportsPage)
    settle(before)
    assert "已报0个" in before.sums.text()
    before.grid.setCurrentCell(0, 1)
    assert "已登记纸质依据杨桥办〔2020〕5号，还没有录入内容" in before.panel.about.text()
    typed(page, settle)
    reports: ReportsPage = open_page(year.centre, ReportsPage)
    settle(reports)
    reports.grid.setCurrentCell(0, 1)
    settle(reports)
    item = reports.grid.item(0, 1)
    assert item
    assert item.text() == "代录"
    assert "代录1个（未签名）" in reports.sums.text()
    assert "未签名，纸质依据：杨桥办〔2020〕5号" in reports.panel.about.text()
    desk: DeskPage = open_page(year.centre, DeskPage)
    settle(desk)
    assert desk.tiles["on_paper"].figure.text() == "1"


def test_the_list_of_all_units_marks_and_filters(
    page: IntakePage, year: Year, open_page: Opener[Any], settle: Settle
) -> None:
    registered(page, settle)
    typed(page, settle)
    with year.centre.write("李四") as tx:
        records.save(tx, ledger("training"), "GWH", {"topic": "本级的"})
    every: Page = open_page(year.centre, lambda session: ShelvesPage(session, [ledger("training")], all_units=True))
    settle(every)
    assert isinstance(every, ShelvesPage)
    shown = every.pane.list
    assert sorted(str(shown.model.index(at, 0).data()) for at in range(2)) == ["杨桥办事处（代录）", "管委会本级"]
    shown.table.selectAll()
    shown.copy()
    copied = [line.split("\t")[-1] for line in QGuiApplication.clipboard().text().splitlines()]
    assert (copied[0], sorted(copied[1:])) == ("来源", ["", TYPED])
    shown.quick.unit.setCurrentIndex(shown.quick.unit.findData(TYPED))
    shown.reload()
    settle(every)
    assert [str(shown.model.index(at, 0).data()) for at in range(shown.model.rowCount())] == ["杨桥办事处（代录）"]
    every.show_record("training", shown.model.shown(0).row.uid if shown.model.shown(0) else "")  # type: ignore[union-attr]
    settle(every)
    assert "代录：未签名，纸质依据：杨桥办〔2020〕5号" in every.pane.form.origin.text()


def test_the_signed_one_takes_its_place_on_a_word(page: IntakePage, year: Year, settle: Settle) -> None:
    registered(page, settle)
    typed(page, settle)
    page.take([year.stick])
    settle(page)
    page.merge()
    settle(page)
    enrol_unit(year.centre, "X01", own_fingerprint(year.unit), "李四")
    page.merge()
    settle(page)
    assert [one.state for one in page.table.rows.rows] == [PackageState.TO_CONFIRM]
    page.table.selectRow(0)
    acts = {line.change.act.value for _, line in page.changes.rows.rows}
    assert (page.agree.isHidden(), acts) == (False, {"added", "left"})
    assert all(page.changes.rows.index(at, 1).data() for at in range(page.changes.rows.rowCount()))
    page.agree.click()
    settle(page)
    assert [one.state for one in page.table.rows.rows] == [PackageState.MERGED]
    assert (read_proxies(year.centre), page.tabs.tabText(page.tabs.indexOf(page.proxies))) == ([], "代录")


def test_enrolling_leads_to_the_confirmation(page: IntakePage, year: Year, settle: Settle) -> None:
    registered(page, settle)
    page.take([year.stick])
    settle(page)
    page.merge()
    settle(page)
    page.keys.ticked.emit([card.key for card in page.keys.cards])
    settle(page)
    assert "点那一行看变化，再确认" in page.summary.text()
    assert [one.state for one in page.table.rows.rows] == [PackageState.TO_CONFIRM]


def test_cancelling_needs_a_reason(page: IntakePage, year: Year, settle: Settle) -> None:
    registered(page, settle)
    page.proxies.form.cancel.click()
    assert "取消代录要写明理由" in page.proxies.form.complaint.text()
    page.proxies.form.reason.setText("登记错了")
    page.proxies.form.cancel.click()
    settle(page)
    assert read_proxies(year.centre) == []


def test_scans_go_along(page: IntakePage, year: Year, settle: Settle, tmp_path: Path) -> None:
    (tmp_path / "盖章表.pdf").write_bytes(b"scan")
    page.proxies.form.add_scans([tmp_path / "盖章表.pdf"])
    registered(page, settle)
    assert "扫描件：盖章表.pdf" in page.proxies.about.text()
