"""One field of many records changed at once: what will change is shown first, old → new."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from typing import Any

from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
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
from models.store.records.undo_steps import mark_step
from ui.base.daily_backup import RISKY
from ui.base.session import Session
from ui.form.editor import Editor
from ui.form.editors import make_editor
from ui.form.form_fields import form_title
from ui.kit.after_backup import after_backup
from ui.kit.combo_box import ComboBox
from ui.kit.labels import prose
from ui.kit.tab_order import chain_tab_stops
from ui.kit.tables.cells import text_of
from ui.kit.taking_back import offer_undo

SHOWN = 200
"""Rows of the preview."""
EMPTY = "（空）"
WIDTHS = (200, 180, 180)
Put = Callable[[list[Entry], str, Any], None]
"""Sets a field of entries."""


class BulkChange(QDialog):
    """Which field, what to put in, and what that changes."""

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
        """A dialog over `entries`; fields in `fixed` are not offered, and `name` says what an entry is called."""
        super().__init__(parent)
        self._name = name or partial(form_title, ledger)
        self.setWindowTitle("批量修改")
        self._session, self._ledger, self._entries = session, ledger, entries
        self._fields = [one for one in ledger.fields if _is_for_many(one) and one.name not in fixed]
        self.box = ComboBox()
        self.box.setAccessibleName("要改的字段")
        self.box.addItems([one.label for one in self._fields])
        self.box.currentIndexChanged.connect(self._change_editor)
        self.complaint, self.summary, self.preview = prose("", "error"), prose("", "soft"), _table()
        self.go = QPushButton()
        self.go.setProperty("main", True)
        self._layout = QVBoxLayout(self)
        self.editor: Editor = self._editor()
        self._assemble()
        self.look()

    def _assemble(self) -> None:
        buttons = QDialogButtonBox()
        buttons.addButton(self.go, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        head = prose(f"选中的 {len(self._entries)} 条记录，这个字段都改成同一个值；留空就是清除。")
        for part in (head, self.box, self.editor, self.complaint, self.preview, self.summary, buttons):
            self._layout.addWidget(part)
        self._order()
        self.resize(sum(WIDTHS) + 60, 460)

    @property
    def field(self) -> BoundField:
        """The field whose value is to be changed."""
        return self._fields[self.box.currentIndex()]

    def _editor(self) -> Editor:
        editor = make_editor(self.field, self._session, self)
        editor.set_value(None)
        editor.edited.connect(self.look)
        return editor

    def _change_editor(self) -> None:
        before, self.editor = self.editor, self._editor()
        self._layout.replaceWidget(before, self.editor)
        before.deleteLater()
        self._order()
        self.look()

    def _order(self) -> None:
        """The editor is made anew for every field, and comes behind the box that chooses it."""
        chain_tab_stops([self.box, *self.editor.stops()])

    def changes(self) -> list[tuple[Entry, Any]]:
        """The records that change, each with its value of before."""
        name, value = self.field.name, self.editor.value()
        return [(one, one.fields.get(name)) for one in self._entries if one.fields.get(name) != value]

    def look(self) -> None:
        """Preview the first records that would change, before and after, and count the others."""
        changes, value = self.changes(), self.editor.value()
        self.preview.setRowCount(min(len(changes), SHOWN))
        for at, (entry, before) in enumerate(changes[:SHOWN]):
            for place, text in enumerate((self._name(entry), self._text(before), self._text(value))):
                self.preview.setItem(at, place, QTableWidgetItem(text))
        same = len(self._entries) - len(changes)
        words = f"{len(changes)} 条会改" + (f"，{same} 条本来就是这个值" if same else "")
        more = f"，上面列出前 {SHOWN} 条" if len(changes) > SHOWN else ""
        self.summary.setText(f"{words}{more}。改了可以撤销。")
        self.go.setText(f"修改 {len(changes)} 条")
        self.go.setEnabled(bool(changes))

    def _text(self, value: Any) -> str:
        if self.field.kind is Kind.REFERENCE and value:
            title = referenced_title(self._session, self.field, value)
            return title or str(value)
        return text_of(self.field, value) or EMPTY

    def _accept(self) -> None:
        problem = self.editor.problem()
        self.complaint.setText(problem)
        if not problem:
            self.accept()


def _is_for_many(field: BoundField) -> bool:
    return field.kind is not Kind.TABLE and not field.spec.unique


def _table() -> QTableWidget:
    table = QTableWidget(0, len(WIDTHS))
    table.setHorizontalHeaderLabels(["记录", "现在", "改成"])
    table.setTabKeyNavigation(False)
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
        entries, parent = [one for one, _ in dialog.changes()], dialog.parentWidget()
        act = partial(put, entries, dialog.field.name, dialog.editor.value())
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
    session.change(act, lambda number: offer_undo(session, ledger, done, number), ledger=ledger, label="正在修改")


def change_text(ledger: Ledger, name: str, count: int) -> str:
    """What a bulk change is called in the list of what can be taken back."""
    return f"批量修改{ledger.label}的“{ledger.by_name[name].label}”{count}条"
