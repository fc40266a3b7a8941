"""A click beside an open list of choices closes it and counts where it was made."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.form.choice_editor import ChoiceBox
from ui.kit.combo_box import ComboBox

CHOICES = ["中共党员", "预备党员", "群众"]
Desk = tuple[ChoiceBox, QPushButton, QWidget]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    whole, box, button = QWidget(), ChoiceBox(), QPushButton("保存")
    layout = QVBoxLayout(whole)
    layout.addWidget(box)
    layout.addSpacing(400)
    layout.addWidget(button)
    box.offer(CHOICES)
    qtbot.addWidget(whole)
    with qtbot.waitActive(whole):
        whole.show()
        whole.activateWindow()
    box.setFocus()
    return box, button, whole


def by_typing(box: ChoiceBox) -> QWidget:
    QTest.keyClicks(box.typed, "d")
    return box.found.popup()


def by_arrow(box: ChoiceBox) -> QWidget:
    box.showPopup()
    return box.view().window()


def press(popup: QWidget, target: QWidget, kind: QEvent.Type) -> None:
    """As the platform does it: all the mouse does comes to the open list, or to its window when it has closed."""
    spot = QPointF(target.mapToGlobal(target.rect().center()))
    held = LEFT if kind is QEvent.Type.MouseButtonPress else Qt.MouseButton.NoButton
    to = popup if popup.isVisible() else popup.windowHandle()
    here = QPointF(popup.mapFromGlobal(spot.toPoint()))
    QApplication.sendEvent(to, QMouseEvent(kind, here, spot, LEFT, held, Qt.KeyboardModifier.NoModifier))
    QApplication.processEvents()


@pytest.mark.parametrize("opened", [by_typing, by_arrow])
def test_the_first_click_counts(qtbot: QtBot, desk: Desk, opened: Callable[[ChoiceBox], QWidget]) -> None:
    box, button, _ = desk
    popup = opened(box)
    assert popup.isVisible()
    with qtbot.waitSignal(button.pressed):
        press(popup, button, QEvent.Type.MouseButtonPress)
    assert not popup.isVisible()


def test_a_quick_click_is_a_whole_one(qtbot: QtBot, desk: Desk) -> None:
    popup = by_typing(desk[0])
    press(popup, desk[1], QEvent.Type.MouseButtonPress)
    assert desk[1].hasFocus()
    with qtbot.waitSignal(desk[1].clicked):
        press(popup, desk[1], QEvent.Type.MouseButtonRelease)


def test_a_list_without_typing_lets_the_click_through_too(qtbot: QtBot, desk: Desk) -> None:
    box, button, whole = ComboBox(), desk[1], desk[2]
    box.addItems(CHOICES)
    layout = whole.layout()
    assert isinstance(layout, QVBoxLayout)
    layout.insertWidget(0, box)
    QApplication.processEvents()
    box.showPopup()
    with qtbot.waitSignal(button.pressed):
        press(box.view().window(), button, QEvent.Type.MouseButtonPress)
    assert not box.view().isVisible()


def test_the_arrow_only_closes_its_own_list(desk: Desk) -> None:
    popup = by_arrow(desk[0])
    press(popup, desk[0], QEvent.Type.MouseButtonPress)
    press(popup, desk[0], QEvent.Type.MouseButtonRelease)
    assert not popup.isVisible()


def test_a_click_in_the_list_still_chooses(desk: Desk) -> None:
    by_typing(desk[0])
    view = desk[0].found.popup()
    spot = view.visualRect(view.model().index(1, 0)).center() + QPoint(1, 1)
    QTest.mouseClick(view.viewport(), LEFT, pos=spot)
    assert desk[0].currentText() == CHOICES[1]


@pytest.mark.parametrize(("typed", "open_"), [("群", True), ("群众", False), ("党员", True), ("没有", False)])
def test_what_stands_there_in_full_is_not_offered(desk: Desk, typed: str, open_: bool) -> None:
    box = desk[0]
    box.typed.setText(typed[:-1])
    box.typed.setCursorPosition(len(typed) - 1)
    last = QInputMethodEvent("", [])
    last.setCommitString(typed[-1])
    QApplication.sendEvent(box.typed, last)
    assert box.found.popup().isVisible() == open_
