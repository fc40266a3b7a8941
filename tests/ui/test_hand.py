"""Faults that clerks' hands found in the window, each by the keys or the mouse that brought it about."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QRect, Qt, QUrl
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCalendarWidget, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from models.check.record import FormVerdict
from models.records.finding import error
from models.records.registry import ledger
from models.store.base.workspace import Workspace
from models.store.records import records
from ui.form.evidence_panel import EvidencePanel
from ui.form.plain_editors import DateEditor
from ui.ledgers.page import LedgerPage, LedgerPane
from ui.ledgers.shelves_page import ShelvesPage
from ui.window.find_anywhere import FindAnywhere
from ui.window.main_window import MainWindow

PERSON = ledger("person")
PLAIN, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
Wait = Callable[[], None]
TypeText = Callable[[str], None]


@pytest.fixture
def pane(people: list[str], window: MainWindow, idle: Wait) -> LedgerPane:
    window.show_page("certificates")
    assert isinstance(window.page, LedgerPage)
    idle()
    return window.page.pane


def press(window: MainWindow, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
    QTest.keyClick(QApplication.activePopupWidget() or window.focusWidget() or window, key, modifier)


def undo(window: MainWindow, idle: Wait) -> None:
    press(window, Qt.Key.Key_Z, CTRL)
    idle()


def posts(workspace: Workspace) -> list[str]:
    with workspace.read() as connection:
        return [one.fields.get("post", "") for one in records.entries(connection, PERSON)]


def show(pane: LedgerPane, at: int, idle: Wait) -> None:
    pane.list.table.setFocus()
    pane.list.step(at - pane.list.table.currentIndex().row())
    idle()


def test_escape_closes_what_is_open_then_leaves_the_field(
    pane: LedgerPane, window: MainWindow, idle: Wait, type_text: TypeText
) -> None:
    pane.new()
    type_text("赵强")
    pane.form.fields.go_to("left_on")
    editor = pane.form.fields.rows["left_on"].editor
    assert isinstance(editor, DateEditor)
    QTest.mouseClick(editor.button, Qt.MouseButton.LeftButton)
    calendar = editor.findChild(QCalendarWidget)
    assert calendar
    assert calendar.isVisible()
    press(window, Qt.Key.Key_Escape)
    assert not calendar.isVisible()
    assert pane.form.fields.values()["name"] == "赵强"
    press(window, Qt.Key.Key_Escape)
    assert pane.form.fields.values()["name"] == "赵强"
    assert pane.form.fields.focused() is None
    pane.form.undo_button.click()
    assert "name" not in pane.form.fields.values()
    undo(window, idle)
    assert pane.form.fields.values()["name"] == "赵强"
    pane.form.undo_button.click()
    window.toast.undo.click()
    assert pane.form.fields.values()["name"] == "赵强"
    pane.form.discard()
    idle()


def test_what_cannot_be_read_keeps_nobody_on_the_page_nor_in_the_window(
    pane: LedgerPane, window: MainWindow, idle: Wait, type_text: TypeText
) -> None:
    pane.new()
    pane.form.fields.go_to("left_on")
    type_text("2020-13-40")
    bar, here = window.navigation, window.navigation.currentRow()
    QTest.mouseClick(bar.viewport(), Qt.MouseButton.LeftButton, pos=bar.visualItemRect(bar.item(0)).center())
    idle()
    assert bar.currentRow() == 0
    assert "“执法证件”里标红的一处认不出来，还没有保存" in window.banner.text.text()
    window.banner.action.click()
    assert bar.currentRow() == here
    focused = pane.form.fields.focused()
    assert focused
    assert (focused.field.name, focused.editor.raw()) == ("left_on", "2020-13-40")
    window.show_page("desk")
    assert not window.close()
    assert bar.currentRow() == here
    assert "还没有关闭" in window.banner.text.text()
    window.banner.action.click()
    assert not window.isVisible()


def test_no_field_moves_when_a_hint_comes_or_goes(
    window: MainWindow, idle: Wait, type_text: TypeText, qtbot: QtBot
) -> None:
    window.show_page("others")
    window.page.show_record("inspection", "")
    idle()
    assert isinstance(window.page, ShelvesPage)
    form = window.page.pane.form
    form.start_new()
    idle()
    rows, seen = form.fields.rows, dict[str, QRect]()

    def places() -> dict[str, QRect]:
        inside = form.fields.widget()
        layout = inside.layout()
        assert layout
        layout.activate()
        return {name: QRect(row.editor.mapTo(inside, QPoint()), row.editor.size()) for name, row in rows.items()}

    seen = places()
    form.fields.go_to("visits")
    for text in ("3宗", "5"):
        type_text(text)
        press(window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "要填整数" in rows["visits"].notes_text())
    told = [error(name, "x", f"{name}不对，{'很长的话，' * 20}") for name in rows]
    form.fields.touch_all()
    form.fields.show_verdict(FormVerdict(told, remarks=dict.fromkeys(rows, "也不对")))
    assert places() == seen
    notes = rows["visits"].notes
    assert notes.shown()[0].endswith("…")
    QTest.mouseClick(notes, Qt.MouseButton.LeftButton)
    assert "户" in form.help.text.text()
    assert form.fields.focused() is rows["visits"]
    form.discard()
    form.fields.show_verdict(FormVerdict())
    assert places() == seen


def test_ctrl_z_goes_back_field_by_field_then_save_by_save(
    pane: LedgerPane, window: MainWindow, workspace: Workspace, idle: Wait, type_text: TypeText
) -> None:
    for at, post in ((0, "所长"), (1, "科员")):
        show(pane, at, idle)
        pane.form.fields.go_to("post")
        type_text(post)
        press(window, Qt.Key.Key_S, CTRL)
        idle()
    show(pane, 2, idle)
    pane.list.delete_wanted.emit(pane.list.selected_uids())
    idle()
    assert posts(workspace) == ["科员", "所长"]
    undo(window, idle)
    assert posts(workspace) == ["", "科员", "所长"]
    show(pane, 2, idle)
    for name, text in (("post", "主任"), ("phone", "7")):
        pane.form.fields.go_to(name)
        type_text(text)
    phone = pane.form.fields.values()["phone"]
    press(window, Qt.Key.Key_Return)
    undo(window, idle)
    assert pane.form.fields.values()["phone"] != phone
    assert pane.form.fields.values()["post"] == "主任"
    undo(window, idle)
    assert not pane.form.is_dirty
    for left in (["", "", "所长"], ["", "", ""]):
        undo(window, idle)
        assert posts(workspace) == left
    assert "post" not in pane.form.fields.values()
    undo(window, idle)
    assert "没有可以撤销的" in window.banner.text.text()
    assert len(posts(workspace)) == 3


def test_the_edit_menu_lists_what_can_be_taken_back(
    pane: LedgerPane, window: MainWindow, workspace: Workspace, idle: Wait, type_text: TypeText
) -> None:
    show(pane, 0, idle)
    pane.form.fields.go_to("post")
    type_text("所长")
    press(window, Qt.Key.Key_S, CTRL)
    idle()
    window.edit.menu().aboutToShow.emit()
    step = window.edit.steps.actions()[0]
    assert "修改执法人员“张娜”" in step.text()
    step.trigger()
    idle()
    assert posts(workspace) == ["", "", ""]


def test_save_and_new_on_an_existing_record_starts_a_new_one(
    pane: LedgerPane, window: MainWindow, workspace: Workspace, idle: Wait, type_text: TypeText
) -> None:
    show(pane, 0, idle)
    pane.form.fields.go_to("post")
    type_text("所长")
    press(window, Qt.Key.Key_Return, CTRL)
    idle()
    type_text("赵强")
    press(window, Qt.Key.Key_S, CTRL)
    idle()
    with workspace.read() as connection:
        names = [one.fields["name"] for one in records.entries(connection, PERSON)]
    assert names == ["王伟", "李芳", "张娜", "赵强"]


def test_enter_into_a_filled_field_selects_what_stands_there(
    pane: LedgerPane, window: MainWindow, idle: Wait, type_text: TypeText
) -> None:
    show(pane, 0, idle)
    names = list(pane.form.fields.names)
    pane.form.fields.go_to(names[names.index("phone") - 1])
    press(window, Qt.Key.Key_Return)
    line = window.focusWidget()
    assert isinstance(line, QLineEdit)
    assert line.selectedText() == line.text() != ""
    type_text("1")
    assert pane.form.fields.values()["phone"] == "1"
    pane.form.discard()


def test_the_calendar_stays_on_the_screen_and_can_be_read(pane: LedgerPane, window: MainWindow) -> None:
    pane.new()
    pane.form.fields.go_to("left_on")
    editor = pane.form.fields.rows["left_on"].editor
    assert isinstance(editor, DateEditor)
    window.move(0, window.screen().availableGeometry().bottom() - 200)
    editor.button.click()
    calendar = editor.findChild(QCalendarWidget)
    assert calendar
    assert window.screen().availableGeometry().contains(calendar.geometry())
    assert calendar.height() >= calendar.sizeHint().height()
    calendar.close()


def test_what_others_refer_to_and_a_whole_ledger_are_asked_about_before_they_go(
    pane: LedgerPane, window: MainWindow, workspace: Workspace, people: list[str], idle: Wait
) -> None:
    with workspace.write("张晓明") as tx:
        records.save(tx, ledger("certificate"), "X01", {"holder": people[2], "number": "豫X01"})
        for number in range(3):
            records.save(tx, PERSON, "X01", {"name": f"某{number}"})
    pane.delete([people[2]])
    assert "还有1条执法证件填着它" in pane.question.words.text()
    press(window, Qt.Key.Key_Escape)
    assert pane.question.isHidden()
    pane.list.reload()
    idle()
    pane.list.table.setFocus()
    pane.list.table.selectAll()
    press(window, Qt.Key.Key_Delete)
    assert "这是这个台账的全部记录" in pane.question.words.text()
    pane.question.cancel.click()
    idle()
    assert len(posts(workspace)) == 6
    pane.delete([people[0]])
    idle()
    assert len(posts(workspace)) == 5


def test_gaps_are_marked_in_the_list(pane: LedgerPane, workspace: Workspace, people: list[str], idle: Wait) -> None:
    whole = {"sex": "男", "post": "科员", "staffing": "行政编制", "status": "在岗"}
    with workspace.write("张晓明") as tx:
        records.save(tx, PERSON, "", whole, people[0])
    pane.list.reload()
    idle()
    heads = [
        [pane.list.model.headerData(at, Qt.Orientation.Vertical, role) for at in range(3)]
        for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
    ]
    assert heads[0] == ["■ 1", "■ 2", 3]
    assert "还没有填：" in heads[1][0]
    assert heads[1][2] is None


def test_people_of_one_name_are_told_apart_where_they_are_chosen(
    pane: LedgerPane, window: MainWindow, workspace: Workspace, idle: Wait
) -> None:
    with workspace.write("张晓明") as tx:
        records.save(tx, PERSON, "X01", {"name": "王伟", "sex": "男", "post": "科员"})
    assert isinstance(window.page, LedgerPage)
    window.page.tabs.setCurrentIndex(1)
    idle()
    form = window.page.pane.form
    form.fields.go_to("holder")
    box = form.fields.rows["holder"].editor.inner
    assert isinstance(box, QComboBox)
    offered = {box.itemText(at) for at in range(box.count())}
    assert {"王伟（410***********1870，13800000001）", "王伟（男，科员）"} <= offered


def test_what_repeats_is_copied_from_the_record_before(
    pane: LedgerPane, window: MainWindow, workspace: Workspace, people: list[str], idle: Wait, type_text: TypeText
) -> None:
    with workspace.write("张晓明") as tx:
        records.save(tx, PERSON, "", {"sex": "女", "post": "科员", "nation": "回族"}, people[2])
    pane.new()
    type_text("赵强")
    pane.form.fields.go_to("post")
    press(window, Qt.Key.Key_D, CTRL)
    assert pane.form.fields.values()["post"] == "科员"
    press(window, Qt.Key.Key_D, CTRL | Qt.KeyboardModifier.ShiftModifier)
    copied = {"name": "赵强", "status": "在岗", "post": "科员", "sex": "女", "nation": "回族", "phone": "13800000003"}
    assert pane.form.fields.values() == copied
    undo(window, idle)
    assert "nation" not in pane.form.fields.values()
    press(window, Qt.Key.Key_S, CTRL)
    idle()
    show(pane, 1, idle)
    pane.form.fields.go_to("nation")
    press(window, Qt.Key.Key_D, CTRL)
    assert pane.form.uid == people[2]
    assert "nation" in pane.form.fields.values()
    pane.form.discard()


def test_what_is_looked_for_is_found_from_everywhere(
    window: MainWindow, people: list[str], idle: Wait, type_text: TypeText
) -> None:
    press(window, Qt.Key.Key_K, CTRL)
    idle()
    finder = window.findChildren(FindAnywhere)[-1]
    for typed, shown in (("lf", "执法人员　李芳"), ("行政应诉", "行政应诉")):
        finder.line.clear()
        finder.line.setText(typed)
        QTest.keyClick(finder.line, Qt.Key.Key_Return)
        idle()
        assert finder.found.item(0).text() == shown
    assert window.page is window.opened["cases"]
    finder.line.setText("李芳")
    QTest.keyClick(finder.line, Qt.Key.Key_Return)
    idle()
    assert isinstance(window.page, LedgerPage)
    assert window.page.pane.form.uid == people[1]


def test_a_screenshot_is_pasted_into_evidence(pane: LedgerPane, window: MainWindow, tmp_path: Path, idle: Wait) -> None:
    show(pane, 0, idle)
    pane.form.fields.go_to("evidence")
    panel = pane.form.fields.rows["evidence"].editor
    assert isinstance(panel, EvidencePanel)
    picture = QImage(8, 8, QImage.Format.Format_RGB32)
    picture.fill(0)
    QApplication.clipboard().setImage(picture)
    press(window, Qt.Key.Key_V, CTRL)
    idle()
    (tmp_path / "通知.pdf").write_bytes(b"%PDF-1.4")
    copied = QMimeData()
    copied.setUrls([QUrl.fromLocalFile(str(tmp_path / "通知.pdf"))])
    QApplication.clipboard().setMimeData(copied)
    press(window, Qt.Key.Key_V, CTRL)
    idle()
    names = [one["name"] for one in panel.value()]
    assert (names[0][:3], names[0][-4:], names[1]) == ("截图_", ".png", "通知.pdf")
    pane.form.discard()
    idle()


def test_a_second_instance_takes_over_what_is_the_same(
    window: MainWindow, workspace: Workspace, idle: Wait, type_text: TypeText
) -> None:
    first = {
        "number": "（2020）豫0191行初1号",
        "plaintiffs": "某公司",
        "act": "行政处罚",
        "court": "甲法院",
        "role": "被告",
    }
    with workspace.write("张晓明") as tx:
        records.save(tx, ledger("case"), "X01", first)
    window.show_page("cases")
    idle()
    assert isinstance(window.page, LedgerPage)
    form = window.page.pane.form
    window.page.pane.new()
    form.fields.go_to("act")
    type_text("行政处罚决定")
    form.fields.go_to("previous")
    type_text("1hao")
    box = form.fields.rows["previous"].editor.inner
    assert isinstance(box, QComboBox)
    box.setEditText(first["number"])
    press(window, Qt.Key.Key_Return)
    idle()
    values = form.fields.values()
    assert (values["plaintiffs"], values["act"], values.get("court"), values.get("role")) == (
        "某公司",
        "行政处罚决定",
        None,
        None,
    )
    undo(window, idle)
    assert "plaintiffs" not in form.fields.values()
    form.discard()
