"""A line of links: Tab goes through them and out, Shift+Tab straight out."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.labels import Links, column


@pytest.mark.parametrize("count", [0, 1, 3])
@pytest.mark.parametrize(("key", "at_most"), [(Qt.Key.Key_Tab, 1), (Qt.Key.Key_Backtab, 0)])
def test_nobody_is_caught_in_a_line_of_links(qtbot: QtBot, count: int, key: Qt.Key, at_most: int) -> None:
    above, links, below, page = QLineEdit(), Links("记录"), QLineEdit(), QWidget()
    links.show_links([(str(at), f"第{at}本", "") for at in range(count)])
    page.setLayout(column(above, links, below))
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    links.setFocus()
    for _ in range(1 + at_most * count):
        QTest.keyClick(links, key)
    assert QApplication.focusWidget() is (below if key == Qt.Key.Key_Tab else above)
