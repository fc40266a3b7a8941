"""日志: who did what, when; ID numbers never in full."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QPushButton, QTableWidget, QTableWidgetItem, QWidget

from models.records.entry import read_line
from models.records.registry import ledgers
from models.store import journal
from models.store.journal import Change
from models.store.printed import PRINT
from ui.history import ACTS
from ui.session import Session
from ui.widgets.labels import column, prose, row

PAGE = 200
HEADS = (("时间", 9), ("经办人", 6), ("做了什么", 9), ("台账", 8), ("记录", 18))
DOCUMENTS = {
    "issue": "任务下发",
    "holidays": "放假安排",
    "roster": "名册",
    "package": "报送包",
    "form": "表格",
    "enrolment": "密钥",
    "twin": "重复登记",
    "fork": "同次两包",
    "assessment": "考核结果",
}
SAID = (
    PRINT,
    "twin",
    "fork",
    "withdraw",
    "unfreeze",
    "returned",
    "received-on",
    "centre-key",
    "unit-key",
    "key-active",
    "key-revoked",
)
"""Acts whose line says in words what was done; of the others it is a record, or says nothing more."""


class JournalTab(QWidget):
    """The newest changes first, older ones on demand."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._last: int | None = None
        self.table = QTableWidget(0, len(HEADS))
        self.table.setAccessibleName("日志")
        self.table.setHorizontalHeaderLabels([head for head, _ in HEADS])
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setAlternatingRowColors(True)
        self.table.setShowGrid(False)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        character = self.table.fontMetrics().horizontalAdvance("国")
        for at, (_, width) in enumerate(HEADS):
            self.table.setColumnWidth(at, width * character)
        self.older = QPushButton("更早的")
        self.older.clicked.connect(self._more)
        words = prose("每一次改动都记在这里，前后相连，不能悄悄改掉；双击一行看那条记录。", "soft")
        self.setLayout(column(words, self.table, row(None, self.older)))
        self.table.cellActivated.connect(self._open)

    def reload(self) -> None:
        """The newest changes."""
        self._last = None
        self.table.setRowCount(0)
        self._more()

    def _more(self) -> None:
        workspace, before = self._session.workspace, self._last

        def task(_ticket: object) -> list[Change]:
            with workspace.read() as connection:
                return journal.recent(connection, PAGE, before)

        self._session.jobs.run(task, self._append, owner=self)

    def _append(self, changes: list[Change]) -> None:
        if changes and self._last is not None and changes[0].seq >= self._last:
            return
        self.older.setEnabled(len(changes) == PAGE)
        for change in changes:
            self._last = change.seq
            at = self.table.rowCount()
            self.table.insertRow(at)
            for place, text in enumerate(in_words(change)):
                item = QTableWidgetItem(text)
                item.setData(Qt.ItemDataRole.UserRole, (change.ledger, change.uid))
                self.table.setItem(at, place, item)

    def _open(self, at: int, place: int) -> None:
        item = self.table.item(at, place)
        ledger, uid = item.data(Qt.ItemDataRole.UserRole) if item else ("", "")
        if ledger in ledgers():
            self._session.record_wanted.emit(ledger, uid)


def in_words(change: Change) -> tuple[str, str, str, str, str]:
    """A change as the table shows it."""
    ledger = ledgers().get(change.ledger)
    label = ledger.label if ledger else DOCUMENTS.get(change.ledger, change.ledger)
    return (local_time(change.at), change.operator, ACTS.get(change.act, change.act), label, _title(change))


def _title(change: Change) -> str:
    ledger = ledgers().get(change.ledger)
    if ledger is None:
        return change.line or change.uid if change.act in SAID else change.uid
    value = read_line(change.line).fields.get(ledger.title)
    return str(value or "（没有名称）")


def local_time(text: str) -> str:
    """A time of the journal on this computer's clock."""
    moment = dt.datetime.fromisoformat(text).astimezone()
    return f"{moment:%Y-%m-%d %H:%M}"
