"""Scrolling past a list changes nothing in it."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import ui
from ui.kit.combo_box import ComboBox, YearBox

UI = Path(ui.__path__[0])


@pytest.mark.parametrize(("focused", "value"), [(False, "甲"), (True, "乙")])
def test_the_wheel_needs_the_focus(qtbot: QtBot, focused: bool, value: str) -> None:
    box = ComboBox()
    box.addItems(["甲", "乙"])
    qtbot.addWidget(box)
    with qtbot.waitActive(box):
        box.show()
        box.activateWindow()
    box.setFocus() if focused else box.clearFocus()
    at, down = QPointF(5, 5), QPoint(0, -120)
    none, phase = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(at, at, QPoint(), down, none, Qt.KeyboardModifier.NoModifier, phase, False)
    QApplication.sendEvent(box, event)
    assert box.currentText() == value


@pytest.mark.parametrize("file", sorted(UI.rglob("*.py")), ids=lambda file: file.stem)
def test_no_list_of_choices_is_another_one(file: Path) -> None:
    assert not re.search(r"\bQComboBox\((?!\):)", file.read_text(encoding="utf-8"))


def test_years_that_come_after_the_box_is_shown_have_room(qtbot: QtBot) -> None:
    before, after = YearBox(), YearBox()
    qtbot.addWidget(before)
    qtbot.addWidget(after)
    before.show_years([2023, 2022], 2023)
    after.show()
    assert after.sizeHint().width() < before.sizeHint().width()
    after.show_years([2023, 2022], 2023)
    assert after.sizeHint() == before.sizeHint()


def test_an_open_list_shows_its_last_row_whole(qtbot: QtBot) -> None:
    """Opened by a click: the box has its ring by then, and the list must not be short by it."""
    box = ComboBox()
    qtbot.addWidget(box)
    box.addItems([f"{year}年度" for year in range(2014, 2027)])
    with qtbot.waitExposed(box):
        box.show()
    QTest.mouseClick(box, Qt.MouseButton.LeftButton)
    view = box.view()
    qtbot.waitUntil(view.isVisible)
    last = view.visualRect(view.model().index(box.count() - 1, 0))
    assert view.viewport().rect().contains(last)
    box.hidePopup()
