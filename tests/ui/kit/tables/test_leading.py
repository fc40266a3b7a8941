"""↓ and Enter lead from a search box to the first line found."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListWidget, QTreeWidget, QTreeWidgetItem, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.labels import column
from ui.kit.tables.leading import leads_into


def tree() -> QTreeWidget:
    """A head that cannot be chosen, with two lines below it."""
    made = QTreeWidget()
    head = QTreeWidgetItem(["第一章"])
    head.setFlags(Qt.ItemFlag.ItemIsEnabled)
    head.addChildren([QTreeWidgetItem(["二"]), QTreeWidgetItem(["三"])])
    made.addTopLevelItem(head)
    made.expandAll()
    return made


def few() -> QListWidget:
    """Three lines, the first of them hidden."""
    made = QListWidget()
    made.addItems(["一", "二", "三"])
    made.item(0).setHidden(True)
    return made


@pytest.mark.parametrize("key", [Qt.Key.Key_Down, Qt.Key.Key_Return])
@pytest.mark.parametrize("make", [tree, few])
@pytest.mark.parametrize("by_enter", [True, False])
def test_the_cursor_goes_to_the_first_line_found(qtbot: QtBot, key: Qt.Key, make: object, *, by_enter: bool) -> None:
    view = tree() if make is tree else few()
    line, window = QLineEdit(), QWidget()
    leads_into(line, view, by_enter=by_enter)
    window.setLayout(column(line, view))
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    line.setFocus()
    QTest.keyClick(line, key)
    goes = by_enter or key == Qt.Key.Key_Down
    assert (view.hasFocus(), found(view)) == (goes, "二" if goes else "")


def found(view: QAbstractItemView) -> str:
    return str(view.currentIndex().data() or "")


def test_nothing_found_leaves_the_cursor_where_it_is(qtbot: QtBot) -> None:
    view, line = QListWidget(), QLineEdit()
    qtbot.addWidget(line)
    leads_into(line, view)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert found(view) == ""
