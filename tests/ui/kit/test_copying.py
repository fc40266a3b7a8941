"""What is copied is text in a spreadsheet, and the same again when it is pasted here."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QTableWidget,
    QTableWidgetItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)
from pytestqt.qtbot import QtBot

from models.records.registry import ledger
from tests.test_architecture import SOURCES, module_of
from ui.kit.copying import copy_by_keys, put_on_clipboard
from ui.kit.text_cells import marked, unmarked
from ui.ledgers.column_mapping import read_pasted

CALCULATED = ["=1+1", '=HYPERLINK("http://x")', "@SUM(A1)", "+cmd|' /C calc'!A0", "-1+1", "＝1", " =1", "\t=1", "'=1"]


@pytest.mark.parametrize("text", CALCULATED)
def test_what_would_be_calculated_is_marked_as_text(text: str) -> None:
    assert marked(text).startswith("'")
    assert unmarked(marked(text)) == " ".join(text.split())


@pytest.mark.parametrize("text", ["", "-5", "+3.5%", "-0.05", "甲=乙", "'甲", "2020-01-01", "李 四"])
def test_what_is_none_stays(text: str) -> None:
    assert marked(text) == unmarked(text) == text


@given(st.text(alphabet="'=@+-＝1.% 甲a\n"))
def test_what_is_pasted_is_what_was_copied(text: str) -> None:
    assert unmarked(marked(text)) == " ".join(text.split())


def test_both_kinds_on_the_clipboard_are_text(qtbot: QtBot) -> None:
    del qtbot
    put_on_clipboard([["姓名", "备注"], ["=甲", "-1+1"]])
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == "姓名\t备注\n'=甲\t'-1+1"
    assert data.html().count("mso-number-format:'\\@'") == 4
    found = read_pasted(data.text(), ledger("person"), [])
    assert found
    assert [cell.text for cell in found.tables[0].rows[0].cells] == ["=甲", "-1+1"]


def table() -> QTableWidget:
    made = QTableWidget(2, 2)
    made.setHorizontalHeaderLabels(["谁", "做了什么"])
    for at, text in enumerate(("张三", "=1+1", "李四", "@SUM(A1)")):
        made.setItem(at // 2, at % 2, QTableWidgetItem(text))
    return made


def tree() -> QTreeWidget:
    made = QTreeWidget()
    made.setHeaderLabels(["改了什么", "改成"])
    QTreeWidgetItem(QTreeWidgetItem(made, ["修改"]), ["摘要", "=1+1"])
    made.expandAll()
    return made


def flat() -> QListWidget:
    made = QListWidget()
    made.addItems(["=1+1", "张三"])
    return made


@pytest.mark.parametrize(
    ("make", "copied"),
    [
        (table, "谁\t做了什么\n张三\t'=1+1\n李四\t'@SUM(A1)"),
        (tree, "改了什么\t改成\n修改\t\n摘要\t'=1+1"),
        (flat, "'=1+1\n张三"),
    ],
)
def test_ctrl_c_copies_by_the_same_door(make: Callable[[], QAbstractItemView], copied: str, qtbot: QtBot) -> None:
    view, window = make(), QWidget()
    view.setParent(window)
    view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    copy_by_keys(view)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    view.setFocus()
    view.selectAll()
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    data = QGuiApplication.clipboard().mimeData()
    assert (data.text(), data.hasHtml()) == (copied, True)


VIEW = re.compile(r"\bQ(?:Table|Tree|List)(?:Widget|View)\(|class \w+\(Q(?:Table|Tree|List)(?:Widget|View)\b")
OWN_WORDS = {"ui.window.navigation", "ui.window.find_anywhere", "ui.help.page", "ui.ledgers.ledger_index"}
"""Their lists hold nothing but names that the program gives."""
BLOCKS = {"ui.list.sheet_table"}
"""Blocks of its cells are put on the clipboard by `ui.list.sheet_view`."""


def test_no_list_is_copied_past_the_door() -> None:
    """Qt's own Ctrl+C copies the bare text of one cell."""
    users = {module_of(path): path.read_text(encoding="utf-8") for path in SOURCES if "ui" in path.parts}
    shown = {name for name, text in users.items() if VIEW.search(text)}
    safe = {name for name, text in users.items() if "copy_by_keys(" in text or "put_on_clipboard(" in text}
    assert shown - safe == OWN_WORDS | BLOCKS
