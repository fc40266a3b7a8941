"""The fields of a form: all editors of a ledger, laid out in groups from its declaration."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QGridLayout, QLabel, QScrollArea, QWidget

from models.records.entry import Entry
from models.records.field import BoundField
from models.records.ledger import Ledger
from ui.form_check import TAKEN, Computed, Verdict
from ui.session import Session
from ui.theme import GAP, SPACE
from ui.widgets.cells import text_of
from ui.widgets.editor import Editor
from ui.widgets.editors import make_editor
from ui.widgets.evidence_panel import EvidencePanel
from ui.widgets.field_row import FieldRow
from ui.widgets.labels import column, group_head

EVIDENCE = "evidence"
UNSHOWN = frozenset({"explanations"})
LAST_GROUP = "备注和佐证"


class FormFields(QScrollArea):
    """Editors of one ledger's fields, from top to bottom.

    Signals:
        edited: Something was typed.
        left: A field was left.
        finished: Enter was pressed in the last field.
        arrived: The `FieldRow` into which the cursor came.
        explain_wanted: A warning that the user wants to explain.
    """

    edited = Signal()
    left = Signal()
    finished = Signal()
    arrived = Signal(object)
    explain_wanted = Signal(object)

    def __init__(self, session: Session, ledger: Ledger, *, read_only: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ledger, self._session, self._read_only = ledger, session, read_only
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        inside = QWidget()
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(SPACE, 0, SPACE, SPACE)
        self._grid.setVerticalSpacing(GAP)
        self._grid.setColumnStretch(1, 1)
        self.rows: dict[str, FieldRow] = {}
        self.heads: dict[str, QLabel] = {}
        self._build()
        self.setWidget(inside)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(inside.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width())

    def _build(self) -> None:
        group, at = "", 0
        for field in self.ledger.fields:
            if field.name in UNSHOWN:
                continue
            wanted = field.spec.group or LAST_GROUP
            if wanted != group:
                group = wanted
                self.heads[group] = group_head(group)
                self._grid.addWidget(self.heads[group], 2 * at, 0, 1, 2)
                at += 1
            self.rows[field.name] = self._row(field, at)
            at += 1
        self._grid.setRowStretch(2 * at, 1)

    def _row(self, field: BoundField, at: int) -> FieldRow:
        evidence = field.name == EVIDENCE
        editor = EvidencePanel(field, self._session) if evidence else make_editor(field, self._session)
        if self._read_only:
            editor.set_read_only()
            editor.read_only = True
        row = FieldRow(field, editor, self._grid, at)
        editor.edited.connect(self.edited)
        row.left.connect(self.left)
        row.arrived.connect(lambda: self.arrived.emit(row))
        row.explain_wanted.connect(self.explain_wanted)
        row.entered.connect(lambda: self.go_on(field.name))
        return row

    def take_out(self, name: str) -> QWidget:
        """A field's editor with its notes, to stand elsewhere on the page; it stays a field of this form."""
        row, outside = self.rows[name], QWidget()
        self._grid.removeItem(row.notes)
        row.notes.setParent(None)
        row.label.hide()
        outside.setLayout(column(row.editor, row.notes, margin=0))
        return outside

    @property
    def editors(self) -> Iterator[tuple[str, Editor]]:
        """Editors by field name, from the top."""
        return ((name, row.editor) for name, row in self.rows.items())

    def values(self) -> dict[str, Any]:
        """What the editors hold; empty fields are left out."""
        held = ((name, editor.value()) for name, editor in self.editors)
        return {name: value for name, value in held if value is not None}

    def show_values(self, values: dict[str, Any], *, touched: bool) -> None:
        """Fill the editors; `touched` fields show at once what is wrong with them."""
        for name, row in self.rows.items():
            row.touched = touched
            row.editor.refresh()
            row.editor.set_value(self._shown(row.field, values.get(name)))
            row.loaded = row.editor.raw()
            row.show_notes([], "", [])
        self.verticalScrollBar().setValue(0)

    def _shown(self, field: BoundField, value: Any) -> Any:
        return text_of(field, value, foreign=True) if self._read_only and field.spec.private else value

    def fill(self, told: dict[str, object]) -> None:
        """Set what followed from what was typed."""
        for name, value in told.items():
            if name in self.rows:
                self.rows[name].editor.set_value(value)

    def show_verdict(self, verdict: Verdict) -> None:
        """Show beside each field what the verdict says of it."""
        first = next(iter(self.rows), "")
        for name, row in self.rows.items():
            mine = [one for one in verdict.findings if (one.field if one.field in self.rows else first) == name]
            findings = [one for one in mine if row.touched or one.code.endswith(TAKEN)]
            row.show_notes(findings, verdict.remarks.get(name, ""), self._computed(name, verdict))

    def _computed(self, name: str, verdict: Verdict) -> list[Computed]:
        behind = (one for one in self.ledger.derived if one.after == name)
        return [verdict.computed[one.name] for one in behind if one.name in verdict.computed]

    def touch_all(self) -> None:
        """Show all that is wrong from now on."""
        for row in self.rows.values():
            row.touched = True

    def first_problem(self) -> FieldRow | None:
        """The first field that was typed into and whose text cannot be read."""
        rows = self.rows.values()
        return next((row for row in rows if row.editor.raw() != row.loaded and row.editor.problem()), None)

    def go_to(self, name: str) -> None:
        """Put the cursor into a field."""
        editor = self.rows[name].editor
        editor.setFocus()
        self.ensureWidgetVisible(editor, 0, 60)

    def go_first(self) -> None:
        """Put the cursor into the first field."""
        self.go_to(next(iter(self.rows)))

    def go_on(self, name: str) -> None:
        """Put the cursor into the next field that is shown."""
        names = [one for one, row in self.rows.items() if one == name or not row.editor.isHidden()]
        at = names.index(name) + 1
        if at < len(names):
            self.go_to(names[at])
        else:
            self.finished.emit()

    def focused(self) -> FieldRow | None:
        """The field with the cursor."""
        return next((row for row in self.rows.values() if row.editor.isAncestorOf(self._focus_widget())), None)

    def _focus_widget(self) -> QWidget:
        focused = QApplication.focusWidget()
        return focused if focused and self.isAncestorOf(focused) else self.window().focusWidget() or self


def starting_values(ledger: Ledger) -> dict[str, Any]:
    """What a new record starts with."""
    made = ((field.name, field.spec.default()) for field in ledger.fields if field.spec.default)
    return {name: value for name, value in made if value is not None}


def title_of(ledger: Ledger, entry: Entry | None) -> str:
    """What people call a record."""
    if entry is None:
        return "新记录"
    return str(entry.fields.get(ledger.title) or "（没有名称）")
