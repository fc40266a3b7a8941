"""Locking counts from the last touch of the program, in whichever of its windows."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from ui.ledgers.page import LedgerPage
from ui.window.main_window import MainWindow


def touched(window: MainWindow, where: QWidget) -> bool:
    """Whether a key pressed in a window has the time counted anew."""
    window.idle._timer.stop()
    handle = where.windowHandle()
    assert handle is not None
    QTest.keyClick(handle, Qt.Key.Key_Shift)
    return window.idle._timer.isActive()


def test_keys_and_mouse_count(window: MainWindow) -> None:
    assert touched(window, window)
    window.idle._timer.stop()
    handle = window.windowHandle()
    assert handle is not None
    QTest.mouseMove(handle, QPoint(20, 20))
    QApplication.processEvents()
    assert window.idle._timer.isActive()


def test_another_window_of_the_program_counts(qtbot: QtBot, window: MainWindow) -> None:
    dialog = QDialog(window)
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    assert touched(window, dialog)


def test_a_field_that_cannot_be_read_keeps_nothing_open(qtbot: QtBot, window: MainWindow) -> None:
    window.show_page("certificates")
    assert isinstance(window.page, LedgerPage)
    window.page.tabs.setCurrentIndex(1)
    window.page.pane.new()
    editor = window.page.pane.form.fields.rows["valid_to"].editor
    QTest.keyClicks(editor.inner, "abc")
    with qtbot.assertNotEmitted(window.locked):
        window.lock()
    with qtbot.waitSignal(window.locked):
        window.idle.elapsed.emit()


def test_the_window_comes_back_where_it_was(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(1280, 711)
    window.close()
    again = MainWindow(window.session)
    qtbot.addWidget(again)
    assert again.height() == 711  # the screen of the tests is narrower than most windows
