"""Lists the records behind a figure over all units: very many sometimes, so they are read when asked for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from reports.figures.district import District, records_behind
from ui.base.session import Session
from ui.base.workers import Turns


class FigureRecords:
    """Reads the records behind a figure in a worker; only those of the last click are shown."""

    def __init__(self, session: Session, owner: QWidget) -> None:
        self._session, self._owner, self._turns = session, owner, Turns(owner)
        self.district: District | None = None

    def open(self, ledger_id: str, name: str, what: str, *, before: bool = False) -> None:
        """Show them, of the year or of the year before; `what` they are is said over them."""
        if self.district:
            self.show(partial(records_behind, self.district, name, before=before), ledger_id, what)

    def show(self, read: Callable[[], list[str]], ledger_id: str, what: str) -> None:
        """Show what `read` gives, which is called off the UI thread."""
        self._session.jobs.run(
            lambda _: read(),
            lambda uids: self._take(ledger_id, uids, what),
            owner=self._turns.ask(),
            label="正在列出",
        )

    def _take(self, ledger_id: str, uids: list[str], what: str) -> None:
        if self._owner.isVisible():  # who has gone on to another page is not fetched from there
            show_only(self._session, ledger_id, uids, what)


def show_only(session: Session, ledger_id: str, uids: list[str], what: str) -> None:
    """Show exactly these records, or say that there are none."""
    if uids:
        session.records_wanted.emit(ledger_id, uids, what)
    else:
        session.told.emit(f"{what}：没有这样的记录。")
