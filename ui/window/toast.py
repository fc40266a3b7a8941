"""“已删除 1 条 · 撤销”: what was done last, in the footer until something else is; Ctrl+Z takes it back too."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton, QWidget

from ui.kit.elided_label import ElidedLabel
from ui.kit.labels import row


class Toast(QWidget):
    """Says in the footer what was done, beside what else is said there."""

    def __init__(self) -> None:
        super().__init__()
        self.label, self.undo = ElidedLabel(), QPushButton("撤销(&Z)")
        self.undo.setToolTip("Ctrl+Z")
        self.undo.clicked.connect(self.take_back)
        self.setLayout(row(self.label, self.undo))
        self._then: Callable[[], None] | None = None
        self.hide()

    def offer(self, done: str, undo: Callable[[], None]) -> None:
        """Say what was done and offer to take it back."""
        self._then = undo
        self.label.setText(done)
        self.show()

    def forget(self) -> None:
        """Something else was done: what was offered before is no longer the last."""
        self._then = None
        self.hide()

    def take_back(self) -> bool:
        """Take back what was offered last; False where nothing is."""
        then = self._then
        self.forget()
        if then:
            then()
        return then is not None
