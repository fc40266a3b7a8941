"""Typing into a ledger, by keyboard, over a real workspace."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.records.entry import Entry
from models.records.registry import ledger
from models.store.base.workspace import Workspace
from models.store.records import records
from models.store.records.drafts import load_draft
from ui.ledgers.page import LedgerPage, LedgerPane
from ui.window.main_window import MainWindow

PERSON = ledger("person")
CTRL = Qt.KeyboardModifier.ControlModifier
Wait = Callable[[], None]


def kept(workspace: Workspace) -> list[Entry]:
    with workspace.read() as connection:
        return list(records.entries(connection, PERSON, "X01"))


@pytest.fixture
def pane(window: MainWindow, idle: Wait) -> LedgerPane:
    window.show_page("certificates")
    assert isinstance(window.page, LedgerPage)
    idle()
    return window.page.pane


def cell(pane: LedgerPane, at: int, name: str) -> object:
    section = [column.name if column else "" for column in pane.list.model.columns].index(name)
    return pane.list.model.index(at, section).data()


def press(window: MainWindow, key: Qt.Key, modifier: Qt.KeyboardModifier = CTRL) -> None:
    QTest.keyClick(window.focusWidget() or window, key, modifier)


def test_a_person_is_typed_by_keyboard_alone(
    pane: LedgerPane, window: MainWindow, workspace: Workspace, idle: Wait, type_text: Callable[[str], None]
) -> None:
    pane.new()
    for text in ("赵强", "", "410105198801071870"):
        type_text(text)
        press(window, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    press(window, Qt.Key.Key_S)
    idle()
    assert [entry.fields for entry in kept(workspace)] == [
        {"name": "赵强", "id_number": "410105198801071870", "sex": "男", "status": "在岗"}
    ]
    assert cell(pane, 0, "id_number") == "410***********1870"


def test_save_and_next_starts_an_empty_record(
    pane: LedgerPane, window: MainWindow, workspace: Workspace, idle: Wait, type_text: Callable[[str], None]
) -> None:
    pane.new()
    for name in ("赵强", "钱明"):
        type_text(name)
        press(window, Qt.Key.Key_Return)
        idle()
    assert [entry.fields["name"] for entry in kept(workspace)] == ["赵强", "钱明"]
    assert (pane.form.uid, pane.form.is_dirty) == ("", False)


@pytest.mark.usefixtures("people")
def test_moving_on_saves_and_offers_to_undo(
    pane: LedgerPane, window: MainWindow, workspace: Workspace, idle: Wait, type_text: Callable[[str], None]
) -> None:
    pane.list.table.selectRow(0)
    idle()
    pane.form.fields.go_to("post")
    type_text("zhuren")
    press(window, Qt.Key.Key_Down)
    idle()
    assert kept(workspace)[2].fields["post"] == "zhuren"
    window.toast.undo.click()
    idle()
    assert "post" not in kept(workspace)[2].fields


@pytest.mark.usefixtures("people")
def test_deleting_is_taken_back(pane: LedgerPane, window: MainWindow, workspace: Workspace, idle: Wait) -> None:
    pane.list.table.setFocus()
    pane.list.table.selectAll()
    QTest.keyClick(pane.list.table, Qt.Key.Key_Delete)
    idle()
    assert kept(workspace) == []
    assert window.toast.label.text() == "已删除 3 条"
    window.toast.undo.click()
    idle()
    assert len(kept(workspace)) == 3


def test_what_cannot_be_read_keeps_one_on_the_field(
    pane: LedgerPane, window: MainWindow, workspace: Workspace, idle: Wait, type_text: Callable[[str], None]
) -> None:
    pane.new()
    pane.form.fields.go_to("left_on")
    type_text("2020-13-40")
    press(window, Qt.Key.Key_S)
    idle()
    assert kept(workspace) == []
    assert "离岗日期认不出来" in pane.form.fields.rows["left_on"].notes_text()


def test_what_was_wiped_by_hand_leaves_no_draft(
    pane: LedgerPane, workspace: Workspace, idle: Wait, type_text: Callable[[str], None]
) -> None:
    pane.new()
    type_text("sun")
    pane.form._keep_draft()
    idle()
    pane.form.fields.rows["name"].editor.set_value("")
    pane.form._keep_draft()
    idle()
    with workspace.read() as connection:
        assert load_draft(connection, PERSON) is None


def test_what_was_given_up_never_lands_on_another_record(
    pane: LedgerPane, window: MainWindow, people: list[str], idle: Wait, type_text: Callable[[str], None]
) -> None:
    pane.new()
    type_text("赵强")
    pane.form.discard()
    pane.show_record(people[0])
    idle()
    window.toast.undo.click()
    assert (pane.form.fields.values()["name"], pane.form.is_dirty) == ("王伟", False)


def test_findings_and_computed_values_stand_beside_the_fields(pane: LedgerPane, people: list[str], idle: Wait) -> None:
    pane.show_record(people[0])
    idle()
    assert "出生日期：1988-01-07" in pane.form.fields.rows["id_number"].notes_text()
    assert "编制情况没有填" in pane.form.fields.rows["staffing"].notes_text()


def test_an_id_number_taken_is_said_at_once(
    pane: LedgerPane, people: list[str], idle: Wait, qtbot: QtBot, type_text: Callable[[str], None]
) -> None:
    pane.show_record(people[1])
    pane.form.fields.go_to("id_number")
    type_text("410105198801071870")
    pane.form.fields.go_first()
    qtbot.waitUntil(lambda: "相同的记录" in pane.form.fields.rows["id_number"].notes_text())
    idle()


def test_a_draft_survives_a_crash(
    pane: LedgerPane, window: MainWindow, workspace: Workspace, idle: Wait, type_text: Callable[[str], None]
) -> None:
    pane.new()
    type_text("sun")
    pane.form._keep_draft()
    idle()
    again = LedgerPane(window.session, PERSON)
    idle()
    assert again.form.fields.values()["name"] == "sun"
    again.form.discard()
    idle()
    with workspace.read() as connection:
        assert load_draft(connection, PERSON) is None
    again.deleteLater()
    pane.form.discard()


def test_a_field_that_was_left_is_on_the_disk(
    pane: LedgerPane, workspace: Workspace, idle: Wait, type_text: Callable[[str], None]
) -> None:
    pane.new()
    type_text("sun")
    pane.form.fields.go_to("phone")
    with workspace.read() as connection:
        draft = load_draft(connection, PERSON)
    assert (draft and draft.fields["name"]) == "sun"
    pane.form.discard()
    idle()


@pytest.mark.usefixtures("people")
def test_copied_rows_mask_numbers(pane: LedgerPane) -> None:
    pane.list.table.selectRow(2)
    pane.list.copy()
    head, line = QApplication.clipboard().text().split("\n")
    assert head.startswith("姓名\t性别\t身份证号")
    assert line.startswith("王伟\t\t410***********1870")
