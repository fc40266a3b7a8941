from collections.abc import Callable
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from models.records.registry import ledger
from models.store.records import records
from tests.ui.worked_year import Opener, Year
from ui.base.memory import Memory
from ui.base.page import Page
from ui.base.session import Session
from ui.base.workers import Jobs
from ui.desk.district_facts import read_district
from ui.ledgers.own_page import CHECK, LEDGERS, OwnPage
from ui.window.main_window import MainWindow

Settle = Callable[[Page], None]
LOST = {"number": "（2020）豫0191行初12号", "role": "被告", "outcome": "撤销", "effective_on": "2020-06-01"}


@pytest.fixture
def page(year: Year, open_page: Opener[Any]) -> OwnPage:
    shown: OwnPage = open_page(year.centre, OwnPage)
    shown.tabs.setCurrentIndex(CHECK)
    return shown


def test_own_ledgers_are_checked_at_the_centre(page: OwnPage) -> None:
    assert page.tabs.tabText(CHECK).startswith("校验（")
    assert {one.ledger for one in page.findings.findings} >= {"progress", "case", "training"}


def test_an_empty_ledger_is_reported_zero(page: OwnPage, settle: Settle) -> None:
    settle(page)
    ids = [one.first.ledger for one in page.findings.table.rows.rows]
    page.findings.table.selectRow(ids.index("case"))
    page.findings.all_alike.setChecked(False)
    page.findings.reason.setText("本年没有")
    page.findings.act.click()
    settle(page)
    assert "case" not in {one.ledger for one in page.findings.findings}


def test_a_finding_leads_to_the_own_editable_record(page: OwnPage, settle: Settle, year: Year) -> None:
    with year.centre.write("李四") as tx:
        uid = records.save(tx, ledger("person"), "GWH", {"name": "王五"}).uid
    page.appear()
    settle(page)
    page.open(next(one for one in page.findings.findings if one.uid == uid))
    settle(page)
    assert (page.tabs.currentIndex(), page.ledgers.pane.form.uid) == (LEDGERS, uid)
    assert not page.ledgers.pane.form.read_only


@pytest.mark.parametrize(("unit", "where"), [("GWH", "own"), ("X01", "all")])
def test_the_window_shows_own_records_where_they_can_be_changed(
    year: Year, qtbot: QtBot, unit: str, where: str
) -> None:
    with year.centre.write("李四") as tx:
        uid = records.save(tx, ledger("person"), unit, {"name": "王五"}).uid
    session = Session(year.centre, Memory(year.root / "user.json"), Jobs(), "李四")
    window = MainWindow(session)
    qtbot.addWidget(window)
    window.show_record("person", uid)
    shown = window.specs[window.navigation.currentRow()].id
    qtbot.waitUntil(lambda: not session.jobs.running)
    session.close()
    assert shown == where


def test_a_case_of_two_defendants_is_lost_once(year: Year) -> None:
    with year.centre.write("李四") as tx:
        for unit in ("X01", "X02"):
            records.save(tx, ledger("case"), unit, LOST)
    assert read_district(year.centre).lost == 1
