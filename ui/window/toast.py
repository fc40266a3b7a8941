"""“已删除 1 条 · 撤销”: shown for ten seconds, and by Ctrl+Z taken back until the next act."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QFrame, QMainWindow, QPushButton, QWidget

from ui.base.plain_text import Label
from ui.base.theme import INK
from ui.kit.labels import row

MOVING = (QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide)
SHOWN = 10_000
"""Milliseconds."""
EDGE = 1
"""Pixels above and below its words."""


class Toast(QFrame):
    """Floats over the middle of the status bar, covering no button, or above it while a `notice` stands there."""

    def __init__(self, parent: QMainWindow, notice: QWidget) -> None:
        super().__init__(parent)
        self.label, self.undo = Label(), QPushButton("撤销(&Z)")
        self.undo.clicked.connect(self.take_back)
        layout = row(self.label, self.undo)
        layout.setContentsMargins(12, EDGE, 12, EDGE)
        self.setLayout(layout)
        self.setStyleSheet(
            f"Toast {{ background: {INK}; border-radius: 6px; }} Toast QLabel {{ color: #ffffff; }} "
            "Toast QPushButton { color: #ffffff; background: #3a4a5c; border: 1px solid #8a97a5; }"
        )
        self._floor, self._notice = parent, notice
        self._then: Callable[[], None] | None = None
        self._timer = QTimer(self, singleShot=True, interval=SHOWN)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        notice.installEventFilter(self)
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
        """Stay in place when the window is resized, and out of the way of a notice."""
        if event.type() in MOVING and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        self.adjustSize()
        strip = self._floor.statusBar().geometry()
        down = -self.height() if self._notice.isVisible() else (strip.height() - self.height()) // 2
        self.move((self._floor.width() - self.width()) // 2, strip.top() + down)

    def forget(self) -> None:
        """Something else was done: what was offered before is no longer the last."""
        self._then = None
        self.hide()

    def take_back(self) -> bool:
        """Take back what was offered last; False where nothing is."""
        then, self._then = self._then, None
        self._timer.stop()
        self.hide()
        if then:
            then()
        return then is not None
