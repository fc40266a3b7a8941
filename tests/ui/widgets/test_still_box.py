"""Scrolling past a list changes nothing in it."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.widgets.still_box import StillBox


@pytest.mark.parametrize(("focused", "value"), [(False, "甲"), (True, "乙")])
def test_the_wheel_needs_the_focus(qtbot: QtBot, focused: bool, value: str) -> None:
    box = StillBox()
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
