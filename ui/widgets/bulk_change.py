"""One field of many records changed at once."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from models.records.field import BoundField, Kind
from models.records.ledger import Ledger
from models.store import records
from models.store.transaction import Transaction
from ui.session import Session
from ui.widgets.editor import Editor
from ui.widgets.editors import make_editor
from ui.widgets.labels import prose


class _Choice(QDialog):
    """Which field, and what to put in."""

    def __init__(self, session: Session, ledger: Ledger, count: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("批量修改")
        self._session = session
        self._fields = [one for one in ledger.fields if one.kind is not Kind.TABLE and not one.spec.unique]
        self.box = QComboBox()
        self.box.addItems([one.label for one in self._fields])
        self.box.currentIndexChanged.connect(self._change_editor)
        self.complaint = prose("", "error")
        buttons = QDialogButtonBox()
        buttons.addButton(f"修改 {count} 条", QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        self._layout = QVBoxLayout(self)
        self._layout.addWidget(prose(f"把选中的 {count} 条记录的这个字段都改成同一个值；留空就是清除。"))
        self._layout.addWidget(self.box)
        self.editor: Editor = self._editor()
        self._layout.addWidget(self.editor)
        self._layout.addWidget(self.complaint)
        self._layout.addWidget(buttons)
        self.setMinimumWidth(360)

    @property
    def field(self) -> BoundField:
        """The field chosen."""
        return self._fields[self.box.currentIndex()]

    def _editor(self) -> Editor:
        editor = make_editor(self.field, self._session, self)
        editor.set_value(None)
        return editor

    def _change_editor(self) -> None:
        before, self.editor = self.editor, self._editor()
        self._layout.replaceWidget(before, self.editor)
        before.deleteLater()

    def _accept(self) -> None:
        problem = self.editor.problem()
        self.complaint.setText(problem)
        if not problem:
            self.accept()


def change_many(session: Session, ledger: Ledger, uids: list[str], parent: QWidget) -> None:
    """Ask for field and value, change these records, and offer 撤销."""
    dialog = _Choice(session, ledger, len(uids), parent)
    if dialog.exec():
        put_in(session, ledger, uids, dialog.field.name, dialog.editor.value())


def put_in(session: Session, ledger: Ledger, uids: list[str], name: str, value: Any) -> None:
    """Set one field of records, with 撤销 on offer."""

    def act(tx: Transaction) -> list[tuple[str, Any]]:
        before = [(uid, records.load(tx.connection, ledger, uid).fields.get(name)) for uid in uids]
        for uid in uids:
            records.save(tx, ledger, "", {name: value}, uid)
        return before

    def done(before: list[tuple[str, Any]]) -> None:
        session.undoable.emit(f"已修改 {len(before)} 条", partial(_put_back, session, ledger, name, before))

    session.change(act, done, ledger=ledger, label="正在修改")


def _put_back(session: Session, ledger: Ledger, name: str, before: list[tuple[str, Any]]) -> None:
    def act(tx: Transaction) -> None:
        for uid, value in before:
            records.save(tx, ledger, "", {name: value}, uid)

    session.change(act, ledger=ledger, label="正在撤销")
