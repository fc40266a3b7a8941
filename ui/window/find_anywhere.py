"""Ctrl+K: records, pages and acts found from one line, wherever one is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QWidget

from models.records.ledger import Ledger
from models.records.registry import ledger as ledger_with
from models.store.base.search import count_unindexed, pinyin_initials
from models.store.base.workspace import Workspace
from models.store.records import listing, records
from models.store.records.listing import ListQuery
from reports.figures.record_names import name_of
from ui.base.page import PageSpec
from ui.base.session import Session
from ui.base.ticket import Ticket
from ui.base.tokens import SPACE
from ui.base.workers import Turns
from ui.kit.labels import column, prose, with_name
from ui.kit.record_names import PlansOfYears
from ui.list.asked_list import FEW, index_more

PATIENCE, EACH = 200, 5
"""Milliseconds after the last key, and records of a ledger that are listed."""
SIZE = (560, 420)
ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
Acts = Mapping[str, Callable[[], None]]


class FoundRecord(NamedTuple):
    """A record by ledger and uid, with what it is called."""

    ledger: str
    uid: str
    title: str


class FindAnywhere(QDialog):
    """A line and what it finds; Enter goes there. `acts` are pages and commands by what they are called."""

    def __init__(self, session: Session, ledgers: Sequence[Ledger], acts: Acts, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._ledgers, self._acts, self._turns = session, ledgers, acts, Turns(self)
        self.setWindowTitle("到处查找")
        self.line = with_name(QLineEdit(placeholderText="记录、页面、操作：文字、拼音首字母、数字"), "到处查找")
        self.found = with_name(QListWidget(), "找到的")
        self.none = prose("", "soft")
        layout = column(self.line, self.found, self.none, margin=SPACE)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._patience.timeout.connect(self._look)
        self.line.textChanged.connect(self._patience.start)
        self.line.returnPressed.connect(self._enter)
        self.line.installEventFilter(self)
        self.found.itemActivated.connect(lambda _: self._go())
        self.resize(*SIZE)
        self._is_waited_for = False
        self._show([])
        session.jobs.run(
            lambda ticket: catch_up(session.workspace, self._ledgers, session.operator, ticket),
            on_error=lambda _: None,  # a window for looking only finds what was indexed before
            owner=self,
            writes=True,
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows move in the list while one types."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in ARROWS:
            self.found.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    def _look(self) -> None:
        words, session, some = self.line.text().strip(), self._session, self._ledgers
        if words:
            unit = None if session.workspace.is_centre else session.unit
            session.jobs.run(
                lambda _: find_records(session.workspace, some, unit, words), self._show, owner=self._turns.ask()
            )
        else:
            self._show([])

    def _show(self, records_: list[FoundRecord]) -> None:
        words = self.line.text().strip().lower()
        self.found.clear()
        for name, act in self._acts.items():
            if words in name.lower() or words in pinyin_initials(name):
                self._add(name, act)
        for one in records_:
            self._add(f"{ledger_with(one.ledger).label}　{one.title}", self._opener(one))
        self.found.setCurrentRow(0)
        self.none.setText("" if self.found.count() else "没有找到。")
        if self._is_waited_for:
            self._go()

    def _opener(self, one: FoundRecord) -> Callable[[], None]:
        return lambda: self._session.record_wanted.emit(one.ledger, one.uid)

    def _add(self, text: str, act: Callable[[], None]) -> None:
        item = QListWidgetItem(text)
        item.setData(Qt.ItemDataRole.UserRole, act)
        self.found.addItem(item)

    def _enter(self) -> None:
        """Go to the line in front, once what was typed last has been looked for."""
        if self._patience.isActive():
            self._patience.stop()
            self._is_waited_for = True
            self._look()
        else:
            self._go()

    def _go(self) -> None:
        self._is_waited_for = False
        item = self.found.currentItem()
        if item:
            self.accept()
            item.data(Qt.ItemDataRole.UserRole)()


def find_anywhere(
    window: QWidget, session: Session, specs: Sequence[PageSpec], show_page: Callable[[str], None]
) -> None:
    """Open the line over a window whose pages these are."""
    ledgers = session.own_ledgers()
    FindAnywhere(session, ledgers, {one.label: partial(show_page, one.id) for one in specs}, window).open()


def catch_up(workspace: Workspace, ledgers: Sequence[Ledger], operator: str, ticket: Ticket) -> None:
    """Index the few records that are not found yet; many are left to the list of their ledger, which says so."""
    for ledger in ledgers:
        with workspace.read() as connection:
            missing = count_unindexed(connection, ledger)
        if 0 < missing <= FEW:
            index_more(workspace, ledger, operator, ticket)


def find_records(workspace: Workspace, ledgers: Sequence[Ledger], unit: str | None, words: str) -> list[FoundRecord]:
    """The newest records with these words of every ledger, of one unit or of all."""
    found = list[FoundRecord]()
    with workspace.read() as connection:
        plans = PlansOfYears(connection)
        for ledger in ledgers:
            ids = listing.row_ids(connection, ledger, ListQuery(unit, words=words), EACH)
            for row in listing.read_page(connection, ledger, ids):
                entry = records.load(connection, ledger, row.uid)
                found.append(FoundRecord(ledger.id, row.uid, name_of(ledger.id, entry, plans.of(entry))))
    return found
