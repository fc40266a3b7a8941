"""What would change, old and new, to be looked at before it is taken; and the buttons of every dialog that asks so."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QWidget

from ui.kit.labels import column, main_button, prose
from ui.kit.tables.rows_table import RowsTable

R = TypeVar("R")
SIZE = 940, 480


def go_or_stop(go: QPushButton, accept: Callable[[], None], reject: Callable[[], None]) -> QDialogButtonBox:
    """The row with `go` and 取消 in the order of the system; each calls what is given for it."""
    buttons = QDialogButtonBox()
    buttons.addButton(go, QDialogButtonBox.ButtonRole.AcceptRole)
    buttons.addButton(QPushButton("取消"), QDialogButtonBox.ButtonRole.RejectRole)
    buttons.accepted.connect(accept)
    buttons.rejected.connect(reject)
    return buttons


class ChangesDialog(QDialog, Generic[R]):
    """Lists the changes under a summary; nothing is taken before `go` is pressed."""

    def __init__(self, title: str, table: RowsTable[R], summary: str, go: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.table, self.summary, self.go = table, prose(summary, "soft"), main_button(go)
        layout = column(self.summary, self.table, go_or_stop(self.go, self.accept, self.reject))
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.resize(*SIZE)
