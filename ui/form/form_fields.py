"""The fields of a form: all editors of a ledger, laid out in groups from its declaration."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QScrollArea, QWidget

from models.check.record import TAKEN, ComputedValue, FormVerdict
from models.clock import local_day
from models.records.entry import Entry
from models.records.field import BoundField
from models.records.ledger import Ledger
from reports.figures.record_names import PROGRESS
from ui.base.plain_text import Label
from ui.base.session import Session
from ui.base.tokens import SPACE, STEP, WIDE
from ui.form.editors import make_editor
from ui.form.evidence_panel import EvidencePanel
from ui.form.field_row import FieldRow
from ui.form.item_editor import ProvenEditor
from ui.kit.labels import column, group_head, see_through
from ui.kit.tab_order import chain_tab_stops
from ui.kit.tables.cells import text_of

EVIDENCE = "evidence"
UNSHOWN = frozenset({"explanations"})
LAST_GROUP = "备注和佐证"
UNASKED = ComputedValue("提示", "这一类不用填这一栏；填了的照样保留、照样合计，不要的清空。")
"""Below a field that its kind has no use for and that holds something."""
AT_ONCE, SLICE = 16, 4
"""Fields built before a form is shown, and those built in one go behind it."""
BUILD_DELAY = 100
"""Milliseconds from showing a form to building the fields out of view."""


class LateFields:
    """Fields that have not been built, and what they will have to show."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = list(names)
        self.values: dict[str, Any] = {}
        self.touched = False
        self.verdict: FormVerdict | None = None

    def take(self, values: dict[str, Any], *, touched: bool) -> None:
        """Take the values of another record; `touched` tells whether all its problems are shown."""
        self.values, self.touched, self.verdict = values, touched, None


class FormFields(QScrollArea):
    """Editors of one ledger's fields, from top to bottom.

    Signals:
        edited: Something was typed.
        left: A field was left.
        finished: Enter was pressed in the last field.
        arrived: The `FieldRow` into which the cursor came.
        explain_wanted: A warning that the user wants to explain.
        help_wanted: The `FieldRow` whose notes were clicked.
        built: Fields built late: by name the value they were to show, and the one their editors give back.
    """

    edited = Signal()
    left = Signal()
    finished = Signal()
    arrived = Signal(object)
    explain_wanted = Signal(object)
    help_wanted = Signal(object)
    built = Signal(object)

    def __init__(self, session: Session, ledger: Ledger, *, read_only: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ledger, self._session, self._read_only = ledger, session, read_only
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setAccessibleName(f"{ledger.label}的栏目")
        inside = QWidget()
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(WIDE, 0, WIDE, SPACE)
        self._grid.setHorizontalSpacing(STEP)
        self._grid.setVerticalSpacing(0)  # the notes keep the fields apart
        self._grid.setColumnStretch(1, 1)
        self._grid.setSizeConstraint(QGridLayout.SizeConstraint.SetMinimumSize)  # at once: else rows are squeezed
        self.names = tuple(one.name for one in ledger.fields if one.name not in UNSHOWN)
        self._rows: dict[str, FieldRow] = {}
        self._heads: dict[str, Label] = {}
        self._late, self._at, self._group = LateFields(self.names), 0, ""
        self._later = QTimer(self, singleShot=True, interval=BUILD_DELAY)
        self._later.timeout.connect(self._go_on_building)
        self.setWidget(inside)
        see_through(self)
        self._build(AT_ONCE)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._widen()

    def _widen(self) -> None:
        inside = self.widget()
        self.setMinimumWidth(inside.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width())

    # A form opens with the fields one sees: the others are built behind it, or when somebody asks for them.

    @property
    def rows(self) -> dict[str, FieldRow]:
        """All fields by name, from the top; those not built yet are built for it."""
        self.complete()
        return self._rows

    @property
    def heads(self) -> dict[str, Label]:
        """Heads of the groups by their text."""
        self.complete()
        return self._heads

    def complete(self) -> None:
        """Build what is still missing."""
        if self._late.names:
            self._build(len(self._late.names))

    def showEvent(self, event: QShowEvent) -> None:
        """Build the fields out of view once those in view have been painted."""
        super().showEvent(event)
        if self._late.names:
            self._later.start(BUILD_DELAY)

    def _go_on_building(self) -> None:
        self._build(SLICE)
        if self._late.names:
            self._later.start(0)

    def _build(self, count: int) -> None:
        """Build the next `count` fields with the heads of their groups."""
        first, last = not self._rows, next(reversed(self._rows.values()), None)
        names, self._late.names = self._late.names[:count], self._late.names[count:]
        for name in names:
            self._head_of(self.ledger.by_name[name])
            self._rows[name] = self._row(self.ledger.by_name[name], self._at)
            self._at += 1
        if not self._late.names:
            self._grid.setRowStretch(2 * self._at, 1)
        if not first:
            self._show_late([self._rows[name] for name in names], last)

    def _head_of(self, field: BoundField) -> None:
        group = field.spec.group or LAST_GROUP
        if group != self._group:
            self._group, self._heads[group] = group, group_head(group)
            self._grid.addWidget(self._heads[group], 2 * self._at, 0, 1, 2)
            self._at += 1

    def _show_late(self, rows: list[FieldRow], last: FieldRow | None) -> None:
        """Have rows say what they would have said had they been built before."""
        settled = {}
        for head in self._heads.values():
            head.show()
        for row in rows:
            row.set_shown(True)  # now: the layout does it later, and until then no cursor goes there
            given = self._late.values.get(row.field.name)
            self._fill_row(row, given, touched=self._late.touched)
            settled[row.field.name] = given, row.editor.value()
        chain_tab_stops(stop for row in [*([last] if last else []), *rows] for stop in row.editor.stops())
        self.built.emit(settled)
        if not self._late.names:
            self._widen()
            if self._late.verdict:
                self.show_verdict(self._late.verdict)

    def _row(self, field: BoundField, at: int) -> FieldRow:
        evidence = field.name == EVIDENCE
        editor = EvidencePanel(field, self._session) if evidence else make_editor(field, self._session)
        if isinstance(editor, ProvenEditor):
            editor.show_usual(self.ledger)
        if self._read_only:
            editor.set_read_only()
            editor.read_only = True
        row = FieldRow(
            field, editor, self._grid, at, follows=sum(one.after == field.name for one in self.ledger.derived)
        )
        editor.edited.connect(self.edited)
        row.left.connect(self.left)
        row.arrived.connect(lambda: self.arrived.emit(row))
        row.explain_wanted.connect(self.explain_wanted)
        row.help_wanted.connect(lambda: self.help_wanted.emit(row))
        row.entered.connect(lambda: self.go_on(field.name))
        return row

    def take_out(self, name: str) -> QWidget:
        """A field's editor with its notes, to stand elsewhere on the page; it stays a field of this form."""
        row, outside = self.rows[name], QWidget()
        row.label.hide()
        outside.setLayout(column(row.editor, row.notes, margin=0))
        return outside

    def values(self) -> dict[str, Any]:
        """JSON values by field name, as edited; empty and unreadable ones are left out."""
        held = ((name, row.editor.value()) for name, row in self._rows.items())
        late = ((name, self._late.values.get(name)) for name in self._late.names)
        return {name: value for name, value in (*held, *late) if value is not None}

    def show_values(self, values: dict[str, Any], *, touched: bool) -> None:
        """Fill the editors; `touched` fields show at once what is wrong with them."""
        shown = {name: self._shown(self.ledger.by_name[name], values.get(name)) for name in self.names}
        self._late.take(shown, touched=touched)
        for name, row in self._rows.items():
            self._fill_row(row, self._late.values[name], touched=touched)
        self.verticalScrollBar().setValue(0)

    def _fill_row(self, row: FieldRow, value: Any, *, touched: bool) -> None:
        row.touched = touched
        row.editor.refresh()
        row.editor.set_value(value)
        row.loaded = row.editor.raw()
        row.show_notes([], "", [])

    def _shown(self, field: BoundField, value: Any) -> Any:
        return text_of(field, value, foreign=True) if self._read_only and field.spec.private else value

    def fill(self, told: dict[str, object]) -> None:
        """Set computed values by field name; fields not built yet take theirs later."""
        for name, value in told.items():
            if name in self._rows:
                self._rows[name].editor.set_value(value)
            elif name in self._late.names:
                self._late.values[name] = value

    def show_verdict(self, verdict: FormVerdict) -> None:
        """Show beside each field what the verdict says of it."""
        self._late.verdict = verdict if self._late.names else None
        first = next(iter(self.names), "")
        for name, row in self._rows.items():
            mine = [one for one in verdict.findings if (one.field if one.field in self.names else first) == name]
            findings = [one for one in mine if row.touched or one.code.endswith(TAKEN)]
            unasked = name in verdict.unasked
            if self.ledger.unasked:
                row.show_when_asked(asked=not unasked)
            kept = [UNASKED] if unasked and not row.editor.isHidden() else []
            row.show_notes(findings, verdict.remarks.get(name, ""), [*self._computed(name, verdict), *kept])

    def _computed(self, name: str, verdict: FormVerdict) -> list[ComputedValue]:
        behind = (one for one in self.ledger.derived if one.after == name)
        return [verdict.computed[one.name] for one in behind if one.name in verdict.computed]

    def touch_all(self) -> None:
        """Show the problems of every field from now on, also of those not visited yet."""
        self._late.touched = True
        for row in self._rows.values():
            row.touched = True

    def first_problem(self) -> FieldRow | None:
        """The first field that was typed into and whose text cannot be read."""
        rows = self._rows.values()
        return next((row for row in rows if row.editor.raw() != row.loaded and row.editor.problem()), None)

    def go_to(self, name: str) -> None:
        """Put the cursor into a field, what stands in a line selected as Tab does it: what is typed takes its place."""
        row = self._rows.get(name) or self.rows[name]
        row.show_when_asked(asked=True)
        editor = row.editor
        editor.setFocus(Qt.FocusReason.TabFocusReason)
        self.ensureWidgetVisible(editor, 0, 60)

    def go_first(self) -> None:
        """Put the cursor into the first field."""
        self.go_to(self.names[0])

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
        return next((row for row in self._rows.values() if row.editor.isAncestorOf(self._focus_widget())), None)

    def _focus_widget(self) -> QWidget:
        focused = QApplication.focusWidget()
        return focused if focused and self.isAncestorOf(focused) else self.window().focusWidget() or self


def starting_values(ledger: Ledger) -> dict[str, Any]:
    """JSON values a new record starts with, by field name; fields without a default are left out."""
    made = ((field.name, field.spec.default()) for field in ledger.fields if field.spec.default)
    return {name: value for name, value in made if value is not None}


def form_title(ledger: Ledger, entry: Entry | None) -> str:
    """The record's title; 新记录 for None, that it has none while its title field is empty."""
    if entry is None:
        return "新记录"
    if ledger.id == PROGRESS:
        return f"第{entry.fields.get(ledger.title)}项落实情况"
    return str(entry.fields.get(ledger.title) or ledger.nameless)


def who_and_when(entry: Entry) -> str:
    """Who made a record and who changed it last, with the days."""
    (made, who), (changed, last) = entry.created, entry.changed
    return f"{who} 于 {local_day(made)} 登记；{last} 于 {local_day(changed)} 最后修改。"
