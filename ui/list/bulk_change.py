"""One field of many records changed at once: what will change is shown first, old → new."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from typing import Any

from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from models.records.entry import Entry
from models.records.field import BoundField, Kind
from models.records.ledger import Ledger
from models.store.base.transaction import Transaction
from models.store.records import records
from models.store.records.item_numbers import NAMING, item_numbers
from models.store.records.undo_steps import mark_step
from ui.base.daily_backup import RISKY
from ui.base.session import Session
from ui.form.editor import Editor
from ui.form.editors import make_editor
from ui.form.form_fields import form_title
from ui.kit.after_backup import after_backup
from ui.kit.combo_box import ComboBox
from ui.kit.copying import copy_by_keys
from ui.kit.labels import prose
from ui.kit.tab_order import chain_tab_stops
from ui.kit.tables.cells import text_of
from ui.kit.tables.changes_dialog import go_or_stop
from ui.kit.tables.look import dress_table
from ui.kit.taking_back import offer_undo

SHOWN = 200
"""Rows of the preview."""
EMPTY = "（空）"
CHOOSE, FILL = "选择字段", "先选字段，再填新值；要清除原来的内容，勾选“清空”。"
WIDTHS = (200, 180, 180)
Put = Callable[[list[Entry], str, Any], None]
"""Sets a field of entries."""


class BulkChange(QDialog):
    """Which field, what to put in, and what that changes.

    Nothing is chosen at first, and an empty value changes nothing until 清空 is ticked: one Enter clears no column.
    """

    def __init__(
        self,
        session: Session,
        ledger: Ledger,
        entries: list[Entry],
        parent: QWidget | None = None,
        *,
        fixed: Collection[str] = (),
        name: Callable[[Entry], str] | None = None,
    ) -> None:
        """A dialog over `entries`; `name` says what one is called.

        Fields in `fixed` and those that a uid follows from are not offered.
        """
        super().__init__(parent)
        self._name = name or partial(form_title, ledger)
        self.setWindowTitle("批量修改")
        self._session, self._ledger, self._entries = session, ledger, entries
        own = ledger.key if ledger.fixed_uid else ()
        self._fields = [one for one in ledger.fields if _is_for_many(one) and one.name not in (*fixed, *own)]
        self.box = ComboBox()
        self.box.setAccessibleName("要改的字段")
        self.box.setPlaceholderText(CHOOSE)
        self.box.addItems([one.label for one in self._fields])
        self.box.setCurrentIndex(-1)
        self.box.currentIndexChanged.connect(self._change_editor)
        self.clear = QCheckBox("清空：清除这个字段原来的内容")
        self.clear.setEnabled(False)
        self.clear.toggled.connect(self._clear)
        self.complaint, self.summary, self.preview = prose("", "error"), prose("", "soft"), _table()
        self.go = QPushButton()
        self.go.setProperty("main", True)
        self._layout = QVBoxLayout(self)
        self._place = QVBoxLayout()
        self.editor: Editor | None = None
        self._assemble()
        self.look()

    def _assemble(self) -> None:
        buttons = go_or_stop(self.go, self._accept, self.reject)
        head = prose(f"选中的 {len(self._entries)} 条记录，这个字段都改成同一个值。")
        self._layout.addWidget(head)
        self._layout.addWidget(self.box)
        self._layout.addLayout(self._place)
        for part in (self.clear, self.complaint, self.preview, self.summary, buttons):
            self._layout.addWidget(part)
        self._order()
        self.resize(sum(WIDTHS) + 60, 460)

    @property
    def field(self) -> BoundField | None:
        """The field whose value is to be changed, None until one is chosen."""
        at = self.box.currentIndex()
        return self._fields[at] if at >= 0 else None

    @property
    def value(self) -> Any:
        """The JSON value to put in, None where the field is to be cleared or nothing is typed yet."""
        return None if self.editor is None or self.clear.isChecked() else self.editor.value()

    def _change_editor(self) -> None:
        before, field = self.editor, self.field
        self.editor = make_editor(field, self._session, self) if field else None
        if before is not None:
            self._place.removeWidget(before)
            before.deleteLater()
        if self.editor is not None:
            self.editor.set_value(None)
            self.editor.edited.connect(self.look)
            self._place.addWidget(self.editor)
        self.clear.setChecked(False)
        self.clear.setEnabled(field is not None)
        self._order()
        self.look()

    def _clear(self, on: bool) -> None:
        if self.editor is not None:
            self.editor.setEnabled(not on)
        self.look()

    def _order(self) -> None:
        """The editor is made anew for every field, and comes behind the box that chooses it."""
        chain_tab_stops([self.box, *(self.editor.stops() if self.editor else ()), self.clear])

    def changes(self) -> list[tuple[Entry, Any]]:
        """The records that change, each with its value of before; none until a value or 清空 is given."""
        field, value = self.field, self.value
        if field is None or (value in (None, "") and not self.clear.isChecked()):
            return []
        return [(one, before) for one in self._entries if (before := one.fields.get(field.name)) != value]

    def look(self) -> None:
        """Preview the first records that would change, before and after, and count the others."""
        changes, value = self.changes(), self.value
        self.preview.setRowCount(min(len(changes), SHOWN))
        for at, (entry, before) in enumerate(changes[:SHOWN]):
            for place, text in enumerate((self._name(entry), self._text(before), self._text(value))):
                self.preview.setItem(at, place, QTableWidgetItem(text))
        given = value not in (None, "") or self.clear.isChecked()
        self.summary.setText(self._count(len(changes)) if given else FILL)
        problem = self.editor.problem() if self.editor and not self.clear.isChecked() else ""
        self.complaint.setText(problem)
        self.go.setText(f"修改 {len(changes)} 条" if given else "修改")
        self.go.setEnabled(bool(changes) and not problem)

    def _count(self, changed: int) -> str:
        same = len(self._entries) - changed
        words = f"{changed} 条会改" + (f"，{same} 条本来就是这个值" if same else "")
        more = f"，上面列出前 {SHOWN} 条" if changed > SHOWN else ""
        return f"{words}{more}。改了可以撤销。"

    def _text(self, value: Any) -> str:
        field = self.field
        if field is None:
            return ""
        if field.spec.format in NAMING and value:
            with self._session.workspace.read() as connection:
                return str(item_numbers(connection).of_field(field, value))
        if field.kind is Kind.REFERENCE and value:
            title = referenced_title(self._session, field, value)
            return title or str(value)
        return text_of(field, value) or EMPTY

    def _accept(self) -> None:
        self.look()
        if self.go.isEnabled() and not self.complaint.text():
            self.accept()


def _is_for_many(field: BoundField) -> bool:
    return field.kind is not Kind.TABLE and not field.spec.unique


def _table() -> QTableWidget:
    table = QTableWidget(0, len(WIDTHS))
    copy_by_keys(table)
    table.setHorizontalHeaderLabels(["记录", "现在", "改成"])
    dress_table(table)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setAccessibleName("会改的记录")
    table.verticalHeader().hide()
    table.horizontalHeader().setStretchLastSection(True)
    for at, width in enumerate(WIDTHS):
        table.setColumnWidth(at, width)
    return table


def referenced_title(session: Session, field: BoundField, uid: str) -> str:
    """What the record that a field refers to is called, "" where it is gone."""
    from models.store.base import search

    with session.workspace.read() as connection:
        return search.reference_title(connection, field, uid)


def change_many(session: Session, ledger: Ledger, uids: list[str], parent: QWidget) -> None:
    """Ask for field and value, show old → new, change these records, and offer 撤销."""
    with session.workspace.read() as connection:
        entries = [entry for uid in uids if (entry := records.find(connection, ledger, uid))]
    dialog = BulkChange(session, ledger, entries, parent)
    ask_for_value(
        session, dialog, lambda some, name, value: set_field(session, ledger, [one.uid for one in some], name, value)
    )


def ask_for_value(session: Session, dialog: BulkChange, put: Put) -> None:
    """Show the dialog, and have put what it says: behind a backup where many records change."""

    def go() -> None:
        entries, parent, field = [one for one, _ in dialog.changes()], dialog.parentWidget(), dialog.field
        if field is None:
            return
        act = partial(put, entries, field.name, dialog.value)
        if len(entries) >= RISKY and parent is not None:
            after_backup(session, "批量修改", act, parent)
        else:
            act()

    dialog.accepted.connect(go)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def set_field(session: Session, ledger: Ledger, uids: list[str], name: str, value: Any) -> None:
    """Set one field of records, with 撤销 on offer."""

    def act(tx: Transaction) -> int:
        for uid in uids:
            records.save(tx, ledger, "", {name: value}, uid)
        return mark_step(tx, change_text(ledger, name, len(uids)))

    done = f"已修改 {len(uids)} 条"
    session.change(act, lambda number: offer_undo(session, done, number), ledger=ledger, label="正在修改")


def change_text(ledger: Ledger, name: str, count: int) -> str:
    """What a bulk change is called in the list of what can be taken back."""
    return f"批量修改{ledger.label}的“{ledger.by_name[name].label}”{count}条"
