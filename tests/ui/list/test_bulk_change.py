"""批量修改 clears and changes nothing before a field is chosen and a value is given, or 清空 is ticked."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from models.records.registry import ledger
from models.store.records import records
from ui.base.session import Session
from ui.list.bulk_change import CHOOSE, FILL, BulkChange

PERSON = ledger("person")


@pytest.fixture
def dialog(qtbot: QtBot, session: Session, people: list[str]) -> BulkChange:
    with session.workspace.read() as connection:
        entries = [entry for uid in people if (entry := records.find(connection, PERSON, uid))]
    made = BulkChange(session, PERSON, entries)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.open()
        made.activateWindow()
    return made


def choose(dialog: BulkChange, label: str) -> None:
    dialog.box.setCurrentIndex(dialog.box.findText(label))


def press_enter(dialog: BulkChange) -> None:
    QTest.keyClick(dialog, Qt.Key.Key_Return)


def test_enter_at_once_changes_nothing(dialog: BulkChange) -> None:
    assert (dialog.box.currentText(), dialog.box.placeholderText(), dialog.field) == ("", CHOOSE, None)
    assert (dialog.go.isEnabled(), dialog.clear.isEnabled(), dialog.summary.text()) == (False, False, FILL)
    press_enter(dialog)
    assert (dialog.isVisible(), dialog.result(), dialog.changes()) == (True, 0, [])


def test_an_empty_value_clears_only_where_that_is_ticked(dialog: BulkChange) -> None:
    choose(dialog, "姓名")
    press_enter(dialog)
    assert (dialog.isVisible(), dialog.go.isEnabled(), dialog.changes()) == (True, False, [])
    QTest.keyClick(dialog.clear, Qt.Key.Key_Space)
    assert (dialog.go.isEnabled(), dialog.go.text(), dialog.value) == (True, "修改 3 条", None)
    choose(dialog, "备注")
    assert (dialog.clear.isChecked(), dialog.go.isEnabled()) == (False, False)


@pytest.mark.parametrize(
    ("label", "typed", "ready"),
    [("姓名", "Wang", True), ("离岗日期", "20201301", False), ("离岗日期", "20201201", True)],
)
def test_a_typed_value_can_be_put_in(dialog: BulkChange, label: str, typed: str, *, ready: bool) -> None:
    choose(dialog, label)
    assert dialog.editor is not None
    QTest.keyClicks(dialog.editor.entry, typed)
    assert (dialog.go.isEnabled(), bool(dialog.complaint.text())) == (ready, not ready)
    press_enter(dialog)
    assert bool(dialog.result()) is ready
