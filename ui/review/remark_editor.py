"""Remarks of the centre on records of a submission: chosen from the unit's records, one sentence each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from models.merge.from_centre import RemarkNote
from models.records.registry import ledger, ledgers
from models.store.base.workspace import Workspace
from models.store.records import records
from reports.figures.record_names import name_of
from ui.base.session import Session
from ui.base.tokens import SPACE
from ui.base.workers import Turns
from ui.kit.combo_box import ComboBox
from ui.kit.labels import column, row, small_button, with_name
from ui.kit.record_names import Place, PlansOfYears, record_names_of
from ui.kit.tables.head import ColumnHead
from ui.kit.tables.rows_table import RowsTable

WHOLE = "整条记录"
VISIBLE_ROWS = 5


class RemarkChoice(NamedTuple):
    """A record that a remark can be about: its uid and title."""

    uid: str
    title: str


def remark_field_label(note: RemarkNote) -> str:
    """The label of the field remarked on, "" for the whole record."""
    field = ledger(note.ledger).by_name.get(note.field)
    return field.label if field else ""


class RemarkLine(NamedTuple):
    """A remark with the title of the record it is about."""

    note: RemarkNote
    title: str


REMARK_HEADS: list[ColumnHead[RemarkLine]] = [
    ColumnHead("台账", 6, lambda line: ledger(line.note.ledger).label),
    ColumnHead("记录", 9, lambda line: line.title),
    ColumnHead("字段", 5, lambda line: remark_field_label(line.note)),
    ColumnHead("意见", 14, lambda line: line.note.text),
]
CHOICE_HEADS: list[ColumnHead[RemarkChoice]] = [ColumnHead("记录（可按住 Ctrl 多选）", 20, lambda choice: choice.title)]


class RemarkEditor(QWidget):
    """The remarks so far, and a line to add one.

    Signals:
        changed: Remarks were added or removed.
    """

    changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._unit, self._turns = session, "", Turns(self)
        self._asked = Turns(self)
        self.notes: list[RemarkNote] = []
        self._names: dict[Place, str] = {}
        self.table = RowsTable(REMARK_HEADS, "还没有对具体记录的意见。", name="对具体记录的意见")
        self.remove = small_button("删去这条意见", "删去选中的意见")
        self.ledger, self.field = with_name(ComboBox(), "台账"), with_name(ComboBox(), "字段")
        self.words = with_name(QLineEdit(), "意见")
        for one in ledgers().values():
            if one.desk == "unit":
                self.ledger.addItem(one.label, one.id)
        self.field.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToContents)
        self.search = with_name(QLineEdit(placeholderText="找记录"), "找记录")
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
        self._names.clear()
        self._show()
        self._load()
        workspace, places = self._session.workspace, [(note.ledger, note.uid) for note in self.notes]
        if places:
            self._session.jobs.run(lambda _: _names(workspace, places), self._named, owner=self._asked.ask())

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
        self._names.update({(self._ledger(), one.uid): one.title for one in chosen})
        self.words.setFocus()  # the next remark is typed here; a button that goes grey hands the cursor to what follows
        self.words.clear()
        self._told()

    def _remove(self) -> None:
        gone = [line.note for line in self.table.chosen()]
        self.notes = [note for note in self.notes if note not in gone]
        self._told()

    def _named(self, names: Mapping[Place, str]) -> None:
        self._names.update(names)
        self._show()

    def _show(self) -> None:
        self.table.show_rows([RemarkLine(note, self._names.get((note.ledger, note.uid), "")) for note in self.notes])

    def _told(self) -> None:
        self._show()
        self.changed.emit()


def _choices(workspace: Workspace, ledger_id: str, unit: str) -> list[RemarkChoice]:
    with workspace.read() as connection:
        plans = PlansOfYears(connection)
        entries = records.entries(connection, ledger(ledger_id), unit)
        return [RemarkChoice(entry.uid, name_of(ledger_id, entry, plans.of(entry))) for entry in entries]


def _names(workspace: Workspace, places: Sequence[Place]) -> Mapping[Place, str]:
    with workspace.read() as connection:
        return record_names_of(connection, places)
