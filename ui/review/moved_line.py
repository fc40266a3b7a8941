"""What the submission in view did to the points of its unit."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer

from models.store.records.packages import PackageRow
from reports.figures.moved_points import moved_points
from ui.base.session import Session
from ui.base.workers import Turns
from ui.kit.labels import prose

STAY = 800
"""Milliseconds somebody looks at a submission until its points are worked out: most are passed by."""
SOON = "对得分的影响：稍候。"


class MovedLine(QObject):
    """A sentence, worked out once somebody stays with a submission, and kept until records are read anew."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self.words = prose("")
        self._session, self._turns = session, Turns(self)
        self._row: PackageRow | None = None
        self._known: dict[str, str] = {}
        self.stay = QTimer(self, singleShot=True, interval=STAY)
        self.stay.timeout.connect(self._work_out)

    def forget(self) -> None:
        """Records may have changed: what was worked out holds no more."""
        self._known.clear()
        self._turns.ask()

    def show_for(self, row: PackageRow | None) -> None:
        """Speak of this submission, of none while None; what was said of it stands until it is worked out anew."""
        is_same = row is not None and self._row is not None and row.id == self._row.id
        self._row = row
        known = self._known.get(row.id) if row else ""
        self.stay.stop()
        if known is None:
            self.stay.start()
        if known is not None or not is_same:
            self._say(SOON if known is None else known)

    def _say(self, words: str) -> None:
        self.words.setText(words)
        self.words.setVisible(bool(words))

    def _work_out(self) -> None:
        row, workspace = self._row, self._session.workspace
        if row and self.words.isVisible():
            found, turn = partial(self._found, row), self._turns.ask()
            self._session.jobs.run(lambda _: moved_points(workspace, row), found, owner=turn)

    def _found(self, row: PackageRow, words: str) -> None:
        self._known[row.id] = words
        if self._row and self._row.id == row.id:
            self._say(words)
