"""The counts beside the pages in the navigation: told with the desk, and some time after a change without it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from ui.base.places import CASES, CERTIFICATES, INTAKE, PLAN, REPORTS, SUBMIT
from ui.base.session import Session
from ui.base.workers import Turns
from ui.desk.facts import CentreCounts, UnitCounts
from ui.desk.waiting import read_waiting

COUNT_AGAIN = 3_000
"""Milliseconds from a change, on whatever page, until what waits is counted again."""
PRESSING: Mapping[str, tuple[str, ...]] = {CERTIFICATES: ("person", "certificate"), CASES: ("case",)}
"""Pages of a unit on which what presses in these ledgers waits."""


class WaitingCounts(QObject):
    """Tells the session's `waiting` how much waits on which page."""

    def __init__(self, desk: QWidget, session: Session) -> None:
        super().__init__(desk)
        self._desk, self._session, self._turns = desk, session, Turns(self)
        self.patience = QTimer(self, singleShot=True, interval=COUNT_AGAIN)
        self.patience.timeout.connect(self._count_again)
        session.records_changed.connect(self.patience.start)

    def say(self, counts: CentreCounts | UnitCounts) -> None:
        """What waits; an older answer that is under way is not waited for."""
        self._turns.ask()
        if isinstance(counts, CentreCounts):
            found = {INTAKE: counts.pending_keys + counts.conflicts, REPORTS: counts.to_review + counts.untold}
        else:
            pressing = {page: sum(map(counts.pressing.__getitem__, names)) for page, names in PRESSING.items()}
            found = {PLAN: counts.open_items, **pressing, SUBMIT: counts.remarks}
        self._session.waiting.emit(found)

    def _count_again(self) -> None:
        """A desk in view has read it anyway, and a window that was closed meanwhile asks nobody."""
        if self._desk.window().isVisible() and not self._desk.isVisible():
            workspace, year = self._session.workspace, self._session.year
            ledgers = [name for names in PRESSING.values() for name in names]
            self._session.jobs.run(lambda _: read_waiting(workspace, year, ledgers), self.say, owner=self._turns.ask())
