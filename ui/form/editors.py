"""The table of editors: which widget edits a field of which kind."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from models.records.field import BoundField, Kind
from models.records.proven import PROVEN
from models.store.records.item_numbers import ITEM
from ui.base.session import Session
from ui.form.choice_editor import ChoiceEditor, ReferenceEditor
from ui.form.editor import Editor
from ui.form.item_editor import ItemEditor, ProvenEditor
from ui.form.plain_editors import DateEditor, DecimalEditor, FlagEditor, IntegerEditor, LineEditor, LongTextEditor
from ui.form.table_editor import TableEditor

Maker = Callable[[BoundField, Session, QWidget | None], Editor]


def make_editor(field: BoundField, session: Session, parent: QWidget | None = None) -> Editor:
    """The editor for a field."""
    if field.spec.format == ITEM:
        return ItemEditor(field, session, parent)
    if field.spec.format == PROVEN:
        return ProvenEditor(field, session, parent)
    return EDITORS[field.kind](field, session, parent)


def _text(field: BoundField, session: Session, parent: QWidget | None) -> Editor:
    if field.spec.lines == 1:
        return LineEditor(field, parent)
    editor = LongTextEditor(field, parent)
    editor.box.refused.connect(session.refused)
    return editor


def _table(field: BoundField, session: Session, parent: QWidget | None) -> Editor:
    return TableEditor(field, lambda column, cell: make_editor(column, session, cell), parent)


EDITORS: dict[Kind, Maker] = {
    Kind.TEXT: _text,
    Kind.DATE: lambda field, session, parent: DateEditor(field, session.today, parent),
    Kind.INTEGER: lambda field, _session, parent: IntegerEditor(field, parent),
    Kind.MONEY: lambda field, _session, parent: DecimalEditor(field, parent),
    Kind.FLAG: lambda field, _session, parent: FlagEditor(field, parent),
    Kind.CHOICE: ChoiceEditor,
    Kind.REFERENCE: ReferenceEditor,
    Kind.TABLE: _table,
}
