"""日志: who did what, when; ID numbers never in full."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QPushButton, QTableWidget, QTableWidgetItem, QWidget
from sqlalchemy import Connection

from models.records.registry import ledgers
from models.store.base import journal
from models.store.base.journal import JournalRow
from models.store.base.transaction import Transaction
from models.store.records import records
from reports.figures.journal_words import change_text, has_words
from ui.base.places import print_for
from ui.base.session import Session
from ui.base.workers import Turns
from ui.kit.copying import copy_by_keys
from ui.kit.labels import column, prose, row, with_name
from ui.kit.tables.leading import leads_into
from ui.kit.tables.look import dress_table, size_columns

PAGE, AT_ONCE = 200, 1000
"""Changes that are shown more at a time, and that are looked through at a time for what is sought."""
CHANGE = int(Qt.ItemDataRole.UserRole) + 1
LATER = "这条记录后来又改过，没有撤销：请双击打开它，在“历史”里选要恢复到的版本。"
HEADS = (("时间", 9), ("经办人", 6), ("做了什么", 9), ("台账", 8), ("记录", 18))
JOURNAL = "journal"
"""The form by which changes are printed."""
SOUGHT = "搜索：经办人、做了什么、台账、记录、年月日，几个词用空格隔开"
PATIENCE = 250
"""Milliseconds after the last key."""
Texts = tuple[str, str, str, str, str]
Found = tuple[list[tuple[JournalRow, Texts]], int | None]


class JournalTab(QWidget):
    """The newest changes first, older ones on demand."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._last: int | None = None
        self._turns = Turns(self)
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
        self.words = with_name(QLineEdit(placeholderText=SOUGHT), "搜索日志")
        self.words.setClearButtonEnabled(True)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._patience.timeout.connect(self.reload)
        self.words.textChanged.connect(self._patience.start)
        leads_into(self.words, self.table)
        self.print = QPushButton("打印…")
        self.print.setToolTip("在“统计与打印”里看这些改动，打印或存盘；按上面的搜索缩小范围")
        self.print.clicked.connect(self._print)
        words = prose("每一次改动都记在这里，前后相连，不能悄悄改掉；双击一行看那条记录。", "soft")
        layout = column(words, self.words, self.table, row(self.print, self.back, None, self.older))
        layout.setStretch(2, 1)
        self.setLayout(layout)
        self.table.cellActivated.connect(self._open)

    def reload(self) -> None:
        """Empty the table and read the newest changes from the journal."""
        self._last = None
        self.table.setRowCount(0)
        self._more()

    def _sought(self) -> list[str]:
        return self.words.text().casefold().split()

    def _more(self) -> None:
        workspace, before, sought = self._session.workspace, self._last, self._sought()
        name, issue = self._session.unit_name, self._session.issue()

        def task(_ticket: object) -> Found:
            with workspace.read() as connection:
                return _find(connection, before, sought, lambda change: change_text(change, name, issue))

        self._session.jobs.run(task, self._append, owner=self._turns.ask())

    def _append(self, found: Found) -> None:
        changes, self._last = found
        self.older.setEnabled(self._last is not None)
        for change, texts in changes:
            at = self.table.rowCount()
            self.table.insertRow(at)
            for place, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setData(Qt.ItemDataRole.UserRole, (change.ledger, change.uid))
                item.setData(CHANGE, change)
                self.table.setItem(at, place, item)

    def _print(self) -> None:
        print_for(self._session, JOURNAL, year=self._session.today().year, words=self.words.text().strip())

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


def _find(
    connection: Connection, before: int | None, sought: Sequence[str], words_of: Callable[[JournalRow], Texts]
) -> Found:
    """The newest changes with these words, and the number before which there may be more, None where there is none."""
    found: list[tuple[JournalRow, Texts]] = []
    while len(found) < PAGE:
        some = journal.recent_rows(connection, AT_ONCE if sought else PAGE, before)
        if not some:
            return found, None
        for change in some:
            before = change.seq
            texts = words_of(change)
            if has_words(texts, sought):
                found.append((change, texts))
            if len(found) == PAGE:
                break
    return found, before
