"""Remarks of the centre on records of a submission: chosen from the unit's records, one sentence each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from models.merge.receive import RemarkNote
from models.records.context import title_of
from models.records.entry import BadRecordError, Entry, to_record
from models.records.registry import ledger, ledgers
from models.store import records
from models.store.workspace import Workspace
from ui.session import Session
from ui.theme import SPACE
from ui.widgets.labels import column, named, row, small_button
from ui.widgets.rows_table import Head, RowsTable
from ui.widgets.still_box import StillBox
from ui.workers import Turns

WHOLE = "整条记录"
VISIBLE_ROWS = 5


class Choice(NamedTuple):
    """A record one can remark on."""

    uid: str
    title: str


def field_label(note: RemarkNote) -> str:
    """The label of the field remarked on, "" for the whole record."""
    field = ledger(note.ledger).by_name.get(note.field)
    return field.label if field else ""


REMARK_HEADS: list[Head[RemarkNote]] = [
    Head("台账", 6, lambda note: ledger(note.ledger).label),
    Head("字段", 5, field_label),
    Head("意见", 16, lambda note: note.text),
]
CHOICE_HEADS: list[Head[Choice]] = [Head("记录（可按住 Ctrl 多选）", 20, lambda choice: choice.title)]


class RemarkEditor(QWidget):
    """The remarks so far, and a line to add one.

    Signals:
        changed: Remarks were added or removed.
    """

    changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._unit, self._turns = session, "", Turns(self)
        self.notes: list[RemarkNote] = []
        self.table = RowsTable(REMARK_HEADS, "还没有对具体记录的意见。", name="对具体记录的意见")
        self.remove = small_button("删去这条意见", "删去选中的意见")
        self.ledger, self.field = named(StillBox(), "台账"), named(StillBox(), "字段")
        self.words = named(QLineEdit(), "意见")
        for one in ledgers().values():
            if one.desk == "unit":
                self.ledger.addItem(one.label, one.id)
        self.field.setSizeAdjustPolicy(StillBox.SizeAdjustPolicy.AdjustToContents)
        self.search = named(QLineEdit(placeholderText="找记录"), "找记录")
        self.choices = RowsTable(CHOICE_HEADS, "这个台账没有记录。", name="可以选的记录")
        self.add = QPushButton("加入意见")
        self._assemble()
        self._connect()
        self._allow()

    def _assemble(self) -> None:
        height = self.fontMetrics().height() * 2 * VISIBLE_ROWS
        self.table.setFixedHeight(height * 3 // 5)
        self.choices.setFixedHeight(height)
        self.words.setPlaceholderText("意见，例如：请写明会议日期")
        chosen = row(self.ledger, self.field, self.search)
        chosen.setStretch(2, 1)
        below = row(self.words, self.add)
        below.setStretch(0, 1)
        layout = column(self.table, row(None, self.remove), chosen, self.choices, below, margin=0)
        layout.setSpacing(SPACE)
        self.setLayout(layout)

    def _connect(self) -> None:
        self.ledger.currentIndexChanged.connect(self._load)
        self.search.textChanged.connect(self.choices.rows.narrow)
        self.choices.selectionModel().selectionChanged.connect(self._allow)
        self.choices.rows.modelReset.connect(self._allow)
        self.choices.opened.connect(lambda choice: self._session.record_wanted.emit(self._ledger(), choice.uid))
        self.words.textChanged.connect(self._allow)
        self.words.returnPressed.connect(self._add)
        self.add.clicked.connect(self._add)
        self.remove.clicked.connect(self._remove)

    def _ledger(self) -> str:
        return str(self.ledger.currentData())

    def show_unit(self, unit: str, notes: Sequence[RemarkNote]) -> None:
        """Show the remarks on a unit's submission, and its records to choose from."""
        self._unit, self.notes = unit, list(notes)
        self.words.clear()
        self.table.show_rows(self.notes)
        self._load()

    def _load(self) -> None:
        declared, unit, workspace = ledger(self._ledger()), self._unit, self._session.workspace
        self.field.clear()
        self.field.addItem(WHOLE, "")
        for field in declared.fields:
            self.field.addItem(field.label, field.name)
        self._session.jobs.run(
            lambda _: _choices(workspace, declared.id, unit), self.choices.show_rows, owner=self._turns.ask()
        )

    def _allow(self) -> None:
        self.add.setEnabled(bool(self.choices.chosen() and self.words.text().strip()))

    def _add(self) -> None:
        text = self.words.text().strip()
        chosen = self.choices.chosen()
        if not text or not chosen:
            return
        field = self.field.currentData()
        self.notes += [RemarkNote(ledger=self._ledger(), uid=one.uid, field=field, text=text) for one in chosen]
        self.words.clear()
        self._told()

    def _remove(self) -> None:
        gone = self.table.chosen()
        self.notes = [note for note in self.notes if note not in gone]
        self._told()

    def _told(self) -> None:
        self.table.show_rows(self.notes)
        self.changed.emit()


def _choices(workspace: Workspace, ledger_id: str, unit: str) -> list[Choice]:
    with workspace.read() as connection:
        entries = list(records.entries(connection, ledger(ledger_id), unit))
    return [Choice(entry.uid, _title(ledger_id, entry)) for entry in entries]


def _title(ledger_id: str, entry: Entry) -> str:
    try:
        return title_of(ledger(ledger_id), to_record(ledger(ledger_id), entry.fields, entry.uid)) or "（没有名称）"
    except BadRecordError:
        return "（读不出的记录）"
