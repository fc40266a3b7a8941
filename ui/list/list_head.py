"""What stands over a list: view, search and buttons, and the boxes that filter it."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.base.tokens import WIDE
from ui.kit.labels import card_head, column, row


class ListHead(QWidget):
    """One line, or two where the list is narrow: the boxes give way, never what stands beside the list."""

    def __init__(self, before: list[QWidget], boxes: QWidget, after: list[QWidget]) -> None:
        super().__init__()
        self._boxes, self._at = boxes, len(before)
        self._line, self._second = row(*before, boxes, *after), row()
        self._line.setStretch(1, 1)
        self._second.addStretch(1)
        layout = card_head(column(self._line, self._second, margin=0))
        layout.setSpacing(0)
        self.setLayout(layout)
        self.is_in_two = False

    def minimumSizeHint(self) -> QSize:
        """As narrow as two lines."""
        whole, boxes = super().minimumSizeHint(), self._boxes.minimumSizeHint().width()
        one_line = self._line.minimumSize().width()
        least = one_line if self.is_in_two else one_line - boxes - self._line.spacing()
        return QSize(max(least, boxes) + 2 * WIDE, whole.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the boxes where they have room."""
        super().resizeEvent(event)
        boxes = self._boxes.minimumSizeHint().width()
        wanted = self._line.minimumSize().width() + (boxes + self._line.spacing() if self.is_in_two else 0)
        in_two = bool(boxes) and self.width() - 2 * WIDE < wanted
        if in_two != self.is_in_two:
            self.is_in_two = in_two
            line, other, at = (self._second, self._line, 0) if in_two else (self._line, self._second, self._at)
            other.removeWidget(self._boxes)
            line.insertWidget(at, self._boxes)
            self.updateGeometry()
