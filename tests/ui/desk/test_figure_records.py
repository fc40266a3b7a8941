"""The records behind a figure come where they were asked for, and nowhere else."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.base.session import Session
from ui.desk.figure_records import FigureRecords


@pytest.mark.parametrize("stays", [True, False])
def test_who_has_gone_on_to_another_page_stays_there(qtbot: QtBot, session: Session, stays: bool) -> None:
    page, shown = QWidget(), list[str]()
    qtbot.addWidget(page)
    session.records_wanted.connect(lambda _ledger, uids, _what: shown.extend(uids))
    page.show()
    FigureRecords(session, page).show(lambda: ["甲"], "case", "败诉案件")
    page.setVisible(stays)
    qtbot.waitUntil(lambda: not session.jobs.running)
    assert shown == ["甲"] * stays
