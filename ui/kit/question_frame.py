"""A question put in place: it comes into view with the cursor in it, and gives the cursor back when it is answered."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from models.records.tone import Tone


class QuestionFrame(QFrame):
    """The frame of a question in a page; hidden until `open_at`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("tone", Tone.WARN)
        self._came_from: QWidget | None = None
        self.hide()

    def open_at(self, first: QWidget) -> None:
        """Show the question with the cursor in `first`, scrolled to where it can be read."""
        before = self.window().focusWidget()
        if before is not None and not self.isAncestorOf(before):
            self._came_from = before
        self.show()
        first.setFocus()
        come_into_view(self)

    def shut(self) -> None:
        """Hide the question; the cursor goes back to where it came from if it is in here."""
        at, back = self.window().focusWidget(), self._came_from
        if at and self.isAncestorOf(at) and back and shiboken6.isValid(back) and back.isEnabled() and back.isVisible():
            back.setFocus()
        self._came_from = None
        self.hide()


def come_into_view(part: QWidget) -> None:
    """Scroll to a part of a page that was just shown, once the layout has made room for it."""

    def scroll() -> None:
        at = part.parentWidget()
        while at is not None:
            if isinstance(at, QScrollArea):
                at.ensureWidgetVisible(part)
            at = at.parentWidget()

    QTimer.singleShot(0, part, scroll)
