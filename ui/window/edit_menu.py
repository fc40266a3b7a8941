"""编辑: what was done, newest first, each to be taken back; Ctrl+Z takes back the latest of this sitting."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from models.clock import local_minute
from ui.base.session import Session
from ui.kit.taking_back import journal_end, open_acts, take_step_back

SHOWN, PATIENCE = 20, 1_000
"""Acts in the menu, and milliseconds that what is being saved is waited for."""
NOTHING_LEFT = "没有可以撤销的：以前的改动在“编辑 › 撤销”里一条一条撤销。"


class EditMenu(QToolButton):
    """The button 编辑 with its menu; `typed` takes back what is typed or was just offered, False for nothing."""

    def __init__(self, session: Session, typed: Callable[[], bool], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._typed = session, typed
        self._opened_at = journal_end(session)
        self.setText("编辑 ▾")
        self.setToolTip("撤销最近的操作（Ctrl+Z）")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        self.steps = QMenu("撤销", menu)
        menu.addMenu(self.steps)
        menu.aboutToShow.connect(self._fill)
        self.setMenu(menu)

    def add(self, words: str, key: str, act: Callable[[], None]) -> None:
        """Another act with its key, which the menu only names: the window listens for it."""
        self.menu().addAction(f"{words}\t{QKeySequence(key).toString()}").triggered.connect(lambda _: act())

    def _fill(self) -> None:
        self.steps.clear()
        acts = open_acts(self._session)[:SHOWN]
        self.steps.setEnabled(bool(acts) and not self._session.read_only)
        for step, words in acts:
            text = f"{words}　{step.operator} {local_minute(step.at)}"
            self.steps.addAction(text.replace("&", "&&")).triggered.connect(partial(self._take, step.number))

    def _take(self, number: int, _on: bool = False) -> None:
        take_step_back(self._session, number)

    def take_back(self) -> None:
        """Ctrl+Z: what is typed, else what was offered last, else the latest save, import, change or deletion."""
        if self._typed():
            return
        self._session.jobs.let_write(PATIENCE)
        acts = open_acts(self._session, self._opened_at)
        if acts:
            take_step_back(self._session, acts[0][0].number, said=f"已撤销：{acts[0][1]}。")
        else:
            self._session.told.emit(NOTHING_LEFT)
