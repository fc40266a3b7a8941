"""Keys for 20 certificates of one bureau: one script of keys, as a spreadsheet takes it, typed into 表格录入.

`python -m tests.benchmarks.keys_per_record`; what each key does in a spreadsheet: letters replace a cell, Tab goes on,
Enter begins the next row, Ctrl+Shift+↓ and Ctrl+D fill down. A spreadsheet takes the same keys, with two differences:
it needs no key to open the sheet, and a holder is written out, where the program knows people by their initials.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from models.records.registry import ledger
from models.store.base.search import pinyin_initials
from models.store.base.workspace import UNIT, Office
from models.store.records import records
from tests.copied_workspace import copied_workspace
from ui.base.memory import Memory
from ui.base.session import Session
from ui.base.workers import Jobs
from ui.ledgers.page import LedgerPage
from ui.window.main_window import MainWindow

NAMES = [
    "王伟",
    "李芳",
    "张娜",
    "刘洋",
    "陈静",
    "杨帆",
    "赵强",
    "黄磊",
    "周敏",
    "吴涛",
    "徐丽",
    "孙浩",
    "马超",
    "朱琳",
    "胡兵",
    "郭亮",
    "何平",
    "高翔",
    "董林",
    "罗杰",
]
COUNT = len(NAMES)
SAME = {"kind": "河南省行政执法证", "field": "城市管理", "valid_to": "2025-09-30"}
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Hands:
    """Types and counts."""

    def __init__(self, window: MainWindow) -> None:
        self.window, self.keys = window, 0

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press one key; a chord is one."""
        self.keys += 1
        QTest.keyClick(self.window.focusWidget() or self.window, key, modifier)

    def write(self, text: str) -> None:
        """Type a text where the cursor is."""
        self.keys += keys_of(text)
        if text.isascii():
            QTest.keyClicks(self.window.focusWidget(), text)
            return
        event = QInputMethodEvent("", [])
        event.setCommitString(text)
        QApplication.sendEvent(self.window.focusWidget(), event)


class Counted(NamedTuple):
    """Keys in the program and in a spreadsheet, and the records that came of them whole."""

    keys: int
    spreadsheet: int
    made: int


def keys_of(text: str) -> int:
    """Keys that a text takes: a Chinese word two letters a character, and a space to choose it."""
    return len(text) if text.isascii() else 2 * len(text) + 1


def certificates() -> Counted:
    """Type 20 certificates: what differs row by row, what is alike once and filled down."""
    with tempfile.TemporaryDirectory() as home:
        workspace = copied_workspace(Path(home) / "某局", Office(UNIT, "X01", "某局"), "four calm words 42")
        with workspace.write("张三") as tx:
            for name in NAMES:
                records.save(tx, ledger("person"), "X01", {"name": name})
        session = Session(workspace, Memory(Path(home) / "user.json"), Jobs(), "张三")
        window = MainWindow(session)
        window.show()
        window.activateWindow()
        window.show_page("certificates")
        assert isinstance(window.page, LedgerPage)
        window.page.tabs.setCurrentIndex(1)
        settle(session)
        hands = Hands(window)
        window.page.pane.open_sheet()
        sheet = window.page.pane.sheet
        assert sheet
        table = sheet.table
        places = {one.name: at for at, one in enumerate(sheet.model.fields)}
        steps = [one for one in table.shown_columns() if one <= places["valid_to"]]
        for row, name in enumerate(NAMES):
            for at in steps:
                field = sheet.model.fields[at].name
                if field == "holder":
                    hands.write(pinyin_initials(name))
                elif field == "number":
                    hands.write(f"X03200{row:02}")
                elif field in SAME and row == 0:
                    hands.write(SAME[field])
                if at != steps[-1] and (row == 0 or field == "holder" or places[field] < places["number"]):
                    hands.key(Qt.Key.Key_Tab)
            hands.key(Qt.Key.Key_Return)
        for field in SAME:  # the mouse goes to the head of each column that is alike
            table.go_to(0, places[field])
            hands.keys += 1
            for _ in range(COUNT - 1):
                table.go_to(table.currentIndex().row() + 1, places[field], extend=True)
            hands.keys += 1  # Ctrl+Shift+↓
            hands.key(Qt.Key.Key_D, CTRL)
        hands.key(Qt.Key.Key_S, CTRL)
        settle(session)
        with workspace.read() as connection:
            made = [one.fields for one in records.entries(connection, ledger("certificate"), "X01")]
        whole = sum({**one, **SAME} == one and "holder" in one for one in made)
        session.close()
        workspace.close()
        spared = sum(keys_of(name) - keys_of(pinyin_initials(name)) for name in NAMES)
        return Counted(hands.keys + 1, hands.keys + spared, whole)


def settle(session: Session) -> None:
    """Wait until nothing is under way."""
    while session.jobs.running:
        QTest.qWait(10)


if __name__ == "__main__":
    QApplication([])
    sys.stdout.write(f"{certificates()}\n")
