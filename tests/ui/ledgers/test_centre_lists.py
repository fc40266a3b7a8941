"""汇总台账: by category, and from a record to the package it came from."""

from collections.abc import Callable
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from models.merge.enrolment import enrol_unit
from models.merge.intake import merge_all
from models.merge.keys import own_fingerprint
from models.records.ledgers.progress import progress_uid
from models.records.registry import ledger
from models.store.records import records
from models.submit.centre import confirm_received, latest_submissions
from tests.ui.worked_year import DAY, Opener, Year
from ui.base.page import Page
from ui.base.session import Session
from ui.form.history import record_versions
from ui.ledgers.shelves_page import ShelvesPage

Settle = Callable[[Page], None]


def every_unit(session: Session) -> ShelvesPage:
    return ShelvesPage(session, session.own_ledgers(), all_units=True)


@pytest.fixture
def page(year: Year, open_page: Opener[Any]) -> ShelvesPage:
    merge_all(year.centre, [year.stick], "李四")
    enrol_unit(year.centre, "X01", own_fingerprint(year.unit), "李四")
    merge_all(year.centre, [year.stick], "李四")
    with year.centre.write("李四") as tx:
        records.save(tx, ledger("progress"), "GWH", {"year": 2020, "item": 1, "state": "推进中"})
    shown: ShelvesPage = open_page(year.centre, every_unit)
    return shown


def test_a_list_is_narrowed_to_a_category(page: ShelvesPage, settle: Settle, qtbot: QtBot) -> None:
    page.turn_to("progress")
    settle(page)
    shown = page.pane.list
    counts = {}
    for label in ("类别：管委会本级", "类别：乡（镇）办事处", "杨桥办事处"):
        with qtbot.waitSignal(shown.loaded):
            shown.quick.unit.setCurrentText(label)
        settle(page)
        counts[label] = shown.model.rowCount()
    assert list(counts.values()) == [1, 36, 36]


def test_a_record_names_the_package_it_came_with(year: Year, page: ShelvesPage, settle: Settle) -> None:
    confirm_received(year.centre, latest_submissions(year.centre)[0].id, DAY, "李四")
    page.show_record("progress", progress_uid("X01", 2020, 1))
    settle(page)
    said = page.pane.form.origin.text()
    assert all(words in said for words in ("第1次报送", "2020-12-01", own_fingerprint(year.unit)))


def test_the_history_names_the_submission(year: Year, page: ShelvesPage) -> None:
    with year.centre.read() as connection:
        found = record_versions(connection, ledger("progress"), progress_uid("X01", 2020, 1))
    assert [one.act for one in found] == ["合并（2020年度第1次报送）"]
