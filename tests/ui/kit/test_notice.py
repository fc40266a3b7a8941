"""What the program says stands where nothing moves for it, whole, and within reach of the keyboard."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.records.tone import Tone
from ui.base.memory import Memory
from ui.base.workers import Jobs, Trouble
from ui.start.front_door import FrontDoor
from ui.window.main_window import MainWindow

LONG = "备份没有做成：这个盘上的地方不够，请换一个盘或者把旧的备份移走以后再试一次。" * 8


@pytest.mark.parametrize("sentence", ["已保存。", LONG])
@pytest.mark.parametrize("tone", list(Tone))
def test_nothing_moves_when_something_is_said(window: MainWindow, sentence: str, tone: Tone) -> None:
    before = window.centralWidget().geometry()
    window.banner.tell(sentence, tone)
    QApplication.processEvents()
    assert window.banner.isVisible()
    assert window.centralWidget().geometry() == before


def test_a_fault_of_ours_moves_nothing_either(window: MainWindow) -> None:
    before = window.centralWidget().geometry()
    window.banner.fail(Trouble(LONG, "Traceback"))
    QApplication.processEvents()
    assert (window.banner.copy.isVisible(), window.centralWidget().geometry()) == (True, before)


def test_the_front_door_does_not_move(qtbot: QtBot, tmp_path: Path) -> None:
    door = FrontDoor(Memory(tmp_path / "user.json"), Jobs())
    qtbot.addWidget(door)
    door.welcome()
    door.show()
    before = door.centralWidget().geometry()
    door.banner.tell_for_long(LONG)
    QApplication.processEvents()
    assert door.centralWidget().geometry() == before


@pytest.mark.parametrize(("sentence", "offered"), [("已保存。", False), (LONG, True)])
def test_what_does_not_fit_can_be_read_whole(window: MainWindow, sentence: str, offered: bool) -> None:
    window.banner.tell(sentence, Tone.BAD)
    QApplication.processEvents()
    assert window.banner.whole_button.isVisible() == offered
    window.banner.whole_button.setChecked(offered)
    assert window.banner.sheet.isVisible() == offered


def test_the_open_sentence_has_room_and_goes_with_the_notice(window: MainWindow) -> None:
    window.banner.tell(LONG, Tone.BAD)
    window.banner.whole_button.click()
    sheet = window.banner.sheet
    assert sheet.height() >= sheet.heightForWidth(sheet.width())
    assert sheet.geometry().bottom() < window.statusBar().geometry().top() + sheet.height()
    window.banner.close_button.click()
    assert not sheet.isVisible()


def test_f6_leads_to_the_notice_and_esc_back(window: MainWindow) -> None:
    window.navigation.setFocus()
    window.banner.tell_for_long("已保存。")
    QTest.keyClick(window, Qt.Key.Key_F6)
    assert window.focusWidget() is window.banner.close_button
    QTest.keyClick(window.banner.close_button, Qt.Key.Key_Escape)
    assert (window.banner.isVisible(), window.focusWidget()) == (False, window.navigation)


@pytest.mark.parametrize("asked_before", [False, True])
def test_closing_with_the_mouse_leaves_the_cursor(window: MainWindow, asked_before: bool) -> None:
    window.navigation.setFocus()
    window.banner.tell_for_long("已保存。")
    if asked_before:
        QTest.keyClick(window, Qt.Key.Key_F6)
    window.picker.setFocus()
    QTest.mouseClick(window.banner.close_button, Qt.MouseButton.LeftButton)
    assert (window.banner.isVisible(), window.focusWidget()) == (False, window.picker)


@pytest.mark.parametrize("said", [False, True])
def test_what_can_be_taken_back_stands_beside_what_is_said(window: MainWindow, said: bool) -> None:
    window.toast.offer("已修改 2 条", lambda: None)
    if said:
        window.banner.tell("已保存。")
    QApplication.processEvents()
    toast, strip = window.toast.geometry(), window.statusBar().rect()
    assert (window.toast.isVisible(), strip.contains(toast)) == (True, True)
    assert not (said and toast.intersects(window.banner.geometry()))
