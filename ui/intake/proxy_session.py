"""Typing for another unit (代录): the same lists and forms, over a session whose unit is that one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject

from models.records.ledger import Ledger
from models.store.base.transaction import Transaction
from ui.base.session import Session
from ui.base.workers import Trouble

T = TypeVar("T")


class ProxySession(Session):
    """A part of the whole session: it shares workspace, jobs and 经办人, and writes through it."""

    def __init__(self, whole: Session, unit: str, period: str, parent: QObject) -> None:
        QObject.__init__(self, parent)
        self._whole, self._unit, self._period = whole, unit, period
        self.workspace, self.user, self.jobs = whole.workspace, whole.user, whole.jobs
        self.read_only, self.revealed = whole.read_only, whole.revealed
        self.memory, self.operator, self.temporary = whole.memory, whole.operator, whole.temporary
        self._names: dict[str, str] = {}
        self.carried, self.year = whole.carried, whole.year
        for mine, theirs in (
            (self.told, whole.told),
            (self.warned, whole.warned),
            (self.refused, whole.refused),
            (self.failed, whole.failed),
            (self.undoable, whole.undoable),
            (self.record_wanted, whole.record_wanted),
            (self.page_wanted, whole.page_wanted),
        ):
            mine.connect(theirs)
        whole.records_changed.connect(self.records_changed)
        whole.operator_changed.connect(self._follow)
        whole.revealing.connect(self._reveal)

    @property
    def unit(self) -> str:
        """Code of the unit whose paper report is typed."""
        return self._unit

    @property
    def period(self) -> str:
        """Id of the reporting period the paper report is for."""
        return self._period

    def _follow(self, operator: str) -> None:
        self.operator = operator

    def _reveal(self) -> None:
        self.revealed = self._whole.revealed
        self.revealing.emit()

    def change(
        self,
        act: Callable[[Transaction], T],
        on_done: Callable[[T], None] | None = None,
        *,
        ledger: Ledger | None = None,
        on_error: Callable[[Trouble], None] | None = None,
        owner: QObject | None = None,
        label: str = "",
    ) -> None:
        """Change the workspace by way of the whole session, so that every page hears of it."""
        self._whole.change(act, on_done, ledger=ledger, on_error=on_error, owner=owner, label=label)
