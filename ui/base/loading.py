"""How a page reads what it shows: off the UI thread, when it comes to the front, and again after changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from models.records.registry import ledgers
from models.store.base.workspace import Workspace
from ui.base.session import Session
from ui.base.ticket import Ticket
from ui.base.workers import Turns

V = TypeVar("V")
PATIENCE = 150
"""Milliseconds after a change until a page reads again: changes come in bursts."""


class Loader(QObject, Generic[V]):
    """Reads with `read` and hands the result to `show`; a page out of view reads when it appears, not before."""

    loaded = Signal()

    def __init__(
        self,
        page: QWidget,
        session: Session,
        read: Callable[[Workspace], V],
        show: Callable[[V], None],
        label: str = "",
    ) -> None:
        super().__init__(page)
        self._page, self._session, self._show, self._label = page, session, show, label
        self._read: Callable[[Workspace, Ticket], V] = lambda workspace, _: read(workspace)
        self._spare = False
        self._turns = Turns(page)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._patience.timeout.connect(self.reload)
        session.records_changed.connect(self.outdated)

    def slowly(self, read: Callable[[Workspace, Ticket], V]) -> None:
        """Read in this way, which tells how far it is; given up where the window closes."""
        self._read, self._spare = read, True

    def outdated(self, _ledger: str = "") -> None:
        """Something changed: read again soon; a page out of view reads when it appears anyway."""
        if self._page.isVisible():
            self._patience.start()

    @property
    def is_waiting(self) -> bool:
        """Whether a reload is due after the short delay that gathers several requests."""
        return self._patience.isActive()

    def reload(self) -> None:
        """Read now; what an earlier reading brings is dropped."""
        self._patience.stop()
        read, workspace = self._read, self._session.workspace
        ticket = self._session.jobs.run(
            lambda ticket: read(workspace, ticket), self._take, owner=self._turns.ask(), label=self._label
        )
        if self._spare:
            self._session.jobs.spare.add(ticket)

    def _take(self, value: V) -> None:
        self._show(value)
        self.loaded.emit()


def everything_changed(session: Session) -> None:
    """Have every list and page read again: packages were merged or received."""
    session.roster_changed()
    for one in ledgers():
        session.records_changed.emit(one)
