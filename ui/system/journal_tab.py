"""日志: who did what, when; ID numbers never in full."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QPushButton, QTableWidget, QTableWidgetItem, QWidget

from models.clock import local_minute
from models.records.entry import read_line
from models.records.office import Issue
from models.records.registry import ledgers
from models.store.base import journal
from models.store.base.journal import JournalRow
from models.store.base.transaction import Transaction
from models.store.records import records
from models.store.records.printed import PRINT
from models.store.records.undo_steps import STEP, STEP_UNDONE
from ui.base.session import Session
from ui.kit.copying import copy_by_keys
from ui.kit.history import ACTS
from ui.kit.labels import column, prose, row
from ui.kit.record_names import PROGRESS, name_of
from ui.kit.tables.look import dress_table, size_columns

PAGE = 200
CHANGE = int(Qt.ItemDataRole.UserRole) + 1
LATER = "这条记录后来又改过，没有撤销：请双击打开它，在“历史”里选要恢复到的版本。"
HEADS = (("时间", 9), ("经办人", 6), ("做了什么", 9), ("台账", 8), ("记录", 18))
DOCUMENTS = {
    "issue": "任务下发",
    "holidays": "放假安排",
    "calendar": "日历",
    "holidays-issued": "汇总单位的放假安排",
    "roster": "名册",
    "package": "报送包",
    "form": "表格",
    STEP: "台账",
    "enrolment": "密钥",
    "twin": "重复登记",
    "fork": "同次两包",
    "assessment": "考核结果",
    "assessment-points": "考核得分",
    "results": "收到的考核结果",
    "appeal": "复核意见",
}
SAID = (
    PRINT,
    STEP,
    STEP_UNDONE,
    "twin",
    "fork",
    "withdraw",
    "accept",
    "unfreeze",
    "returned",
    "received-on",
    "proxy",
    "proxy-cancelled",
    "adjust",
    "centre-key",
    "numbers-ahead",
    "sealed",
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
        copy_by_keys(self.table)
        self.table.setAccessibleName("日志")
        self.table.setHorizontalHeaderLabels([head for head, _ in HEADS])
        dress_table(self.table)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setStretchLastSection(True)
        size_columns(self.table, (width for _, width in HEADS))
        self.older, self.back = QPushButton("更早的"), QPushButton("撤销选中的改动")
        self.back.setToolTip("把那条记录恢复到这次改动以前；撤销本身也记在日志里")
        self.back.setEnabled(False)
        self.back.clicked.connect(self.undo)
        self.table.itemSelectionChanged.connect(self._look)
        self.older.clicked.connect(self._more)
        words = prose("每一次改动都记在这里，前后相连，不能悄悄改掉；双击一行看那条记录。", "soft")
        self.setLayout(column(words, self.table, row(self.back, None, self.older)))
        self.table.cellActivated.connect(self._open)

    def reload(self) -> None:
        """Empty the table and read the newest changes from the journal."""
        self._last = None
        self.table.setRowCount(0)
        self._more()

    def _more(self) -> None:
        workspace, before = self._session.workspace, self._last

        def task(_ticket: object) -> list[JournalRow]:
            with workspace.read() as connection:
                return journal.recent_rows(connection, PAGE, before)

        self._session.jobs.run(task, self._append, owner=self)

    def _append(self, changes: list[JournalRow]) -> None:
        if changes and self._last is not None and changes[0].seq >= self._last:
            return
        self.older.setEnabled(len(changes) == PAGE)
        issue = self._session.issue()
        for change in changes:
            self._last = change.seq
            at = self.table.rowCount()
            self.table.insertRow(at)
            for place, text in enumerate(change_text(change, self._session.unit_name, issue)):
                item = QTableWidgetItem(text)
                item.setData(Qt.ItemDataRole.UserRole, (change.ledger, change.uid))
                item.setData(CHANGE, change)
                self.table.setItem(at, place, item)

    def _chosen(self) -> JournalRow | None:
        rows = {index.row() for index in self.table.selectedIndexes()}
        item = self.table.item(rows.pop(), 0) if len(rows) == 1 else None
        change = item.data(CHANGE) if item else None
        own = (
            isinstance(change, JournalRow)
            and change.ledger in ledgers()
            and change.unit == self._session.workspace.unit
        )
        return change if own else None

    def _look(self) -> None:
        self.back.setEnabled(self._chosen() is not None and not self._session.read_only)

    def undo(self) -> None:
        """Take the chosen change back, as long as nothing was changed on top of it."""
        change = self._chosen()
        if change is None:
            return
        declared = ledgers()[change.ledger]

        def act(tx: Transaction) -> bool:
            last = journal.rows_of_record(tx.connection, change.uid, change.ledger)[-1]
            return last.seq == change.seq and records.undo_last_change(tx, declared, change.uid) is not None

        def done(undone: bool) -> None:
            if undone:
                self._session.told.emit("已撤销，那条记录恢复到这次改动以前。")
            else:
                self._session.refused.emit(LATER)
            self.reload()

        self._session.change(act, done, ledger=declared, owner=self, label="正在撤销")

    def _open(self, at: int, place: int) -> None:
        item = self.table.item(at, place)
        ledger, uid = item.data(Qt.ItemDataRole.UserRole) if item else ("", "")
        if ledger in ledgers():
            self._session.record_wanted.emit(ledger, uid)


def change_text(
    change: JournalRow, name: Callable[[str], str] = str, issue: Issue | None = None
) -> tuple[str, str, str, str, str]:
    """A change as the table shows it; `name` gives the name of a unit's code, `issue` the wording of items."""
    ledger = ledgers().get(change.ledger)
    label = ledger.label if ledger else DOCUMENTS.get(change.ledger, change.ledger)
    title = _title(change, name, issue)
    return (local_minute(change.at), change.operator, ACTS.get(change.act, change.act), label, title)


def _title(change: JournalRow, name: Callable[[str], str], issue: Issue | None) -> str:
    ledger = ledgers().get(change.ledger)
    if ledger is None:
        return _what(change, name)
    entry = read_line(change.line)
    if ledger.id == PROGRESS:
        return name_of(ledger.id, entry, issue)
    return str(entry.fields.get(ledger.title) or ledger.nameless)


def _what(change: JournalRow, name: Callable[[str], str]) -> str:
    """Of what is no record: what was said, the number of a document, whose package it was."""
    if change.act in SAID and change.line:
        return change.line
    if change.act == "document":
        return f"第{change.uid}号"
    return name(change.unit) if change.ledger == "package" and change.unit else change.uid
