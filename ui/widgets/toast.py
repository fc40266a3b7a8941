"""“已删除 1 条 · 撤销”: what was done can be taken back for ten seconds."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget

from ui.theme import INK, SPACE
from ui.widgets.labels import row

SHOWN = 10_000
"""Milliseconds."""
LIFT = 40


class Toast(QFrame):
    """Floats over the lower middle of its parent."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.label, self.undo = QLabel(), QPushButton("撤销(&Z)")
        self.undo.clicked.connect(self._take_back)
        layout = row(self.label, self.undo)
        layout.setContentsMargins(12, SPACE, 12, SPACE)
        self.setLayout(layout)
        self.setStyleSheet(
            f"Toast {{ background: {INK}; border-radius: 6px; }} Toast QLabel {{ color: #ffffff; }} "
            "Toast QPushButton { color: #ffffff; background: #3a4a5c; border: 1px solid #8a97a5; }"
        )
        self._floor = parent
        self._then: Callable[[], None] | None = None
        self._timer = QTimer(self, singleShot=True, interval=SHOWN)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    def offer(self, done: str, undo: Callable[[], None]) -> None:
        """Say what was done and offer to take it back."""
        self._then = undo
        self.label.setText(done)
        self.show()
        self._place()
        self.raise_()
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in place when the window is resized."""
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        self.adjustSize()
        room = self._floor.rect()
        self.move((room.width() - self.width()) // 2, room.height() - self.height() - LIFT)

    def _take_back(self) -> None:
        then, self._then = self._then, None
        self._timer.stop()
        self.hide()
        if then:
            then()
