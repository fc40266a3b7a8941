"""The numbers before the rows of a list of any size."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHeaderView, QWidget

from models.records.tone import Tone
from ui.base.tokens import SHAPES, SPACE


class RowNumbers(QHeaderView):
    """As wide as the last number needs: asked of Qt, two hundred rows are measured each time a list changes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setSectionsClickable(True)
        self.setHighlightSections(True)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def sizeHint(self) -> QSize:
        """Room for as many digits as there are, for the mark of what is not whole, and for the padding of heads."""
        digits = max(len(str(self.count())), 2)
        text = f"{SHAPES[Tone.BAD]} {'0' * digits}"
        return QSize(self.fontMetrics().horizontalAdvance(text) + 2 * SPACE, 0)
