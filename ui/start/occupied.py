"""The workspace is open in another window: who has it, and what can be done."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from ui.base.sole_window import holder_words
from ui.kit.labels import main_button, prose, title
from ui.start.door_card import door_card, in_the_middle


class OccupiedPage(QWidget):
    """Another window has the workspace: look only, try again, or go back.

    Signals:
        read_wanted: Open it for reading.
        again_wanted: The other window may be closed by now.
        other_wanted: Another workspace is to be opened.
    """

    read_wanted = Signal()
    again_wanted = Signal()
    other_wanted = Signal()

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        who = holder_words(folder)
        words = f"“{folder.name}”已经在另一个窗口里打开了" + (f"（{who}）。" if who else "。")
        self.words = prose(words)
        self.read, self.again, self.other = (
            main_button("只看不改"),
            QPushButton("再试一次"),
            QPushButton("打开别的工作区"),
        )
        self.read.clicked.connect(self.read_wanted)
        self.again.clicked.connect(self.again_wanted)
        self.other.clicked.connect(self.other_wanted)
        card = door_card(
            title("已经打开了一个窗口"),
            self.words,
            prose("同一个工作区一次只能在一个窗口里修改。先到任务栏找一找那个窗口；也可以在这里只看不改。", "soft"),
            acts=(self.read, self.again, self.other),
        )
        self.setLayout(in_the_middle(card))
        self.setFocusProxy(self.read)
