"""Draws states in table cells as chips: shape, word and colour together."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from models.records.tone import Tone
from ui.base.theme import shade
from ui.base.tokens import SPACE, Shade

TONE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
PADDING, INSET = 8, 5
"""Pixels beside the words of a chip, and above and below it."""


class ChipDelegate(QStyledItemDelegate):
    """Paints a cell that has a tone as a chip, every other one as usual."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Room for the chip with its shape, and beside it."""
        wanted, tone = super().sizeHint(option, index), index.data(TONE_ROLE)
        if tone is None:
            return wanted
        plain: Any = option
        chip = plain.fontMetrics.horizontalAdvance(_words(index, shade(Tone(tone)))) + 2 * PADDING
        return QSize(chip + 2 * SPACE, wanted.height())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The cell's ground as usual, the chip on it."""
        tone = index.data(TONE_ROLE)
        if tone is None:
            super().paint(painter, option, index)
            return
        look = shade(Tone(tone))
        text = _words(index, look)
        plain: Any = QStyleOptionViewItem(option)  # PySide6's types leave out what a style option holds
        self.initStyleOption(plain, index)
        plain.text = ""
        plain.widget.style().drawControl(
            plain.widget.style().ControlElement.CE_ItemViewItem, plain, painter, plain.widget
        )
        cell = plain.rect
        width = min(plain.fontMetrics.horizontalAdvance(text) + 2 * PADDING, cell.width() - SPACE)
        chip = QRectF(cell.left() + SPACE, cell.top() + INSET, width, cell.height() - 2 * INSET)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.ground))
        painter.drawRoundedRect(chip, chip.height() / 2, chip.height() / 2)
        painter.setPen(QColor(look.ink))
        shown = plain.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, int(chip.width()) - PADDING)
        painter.drawText(chip, int(Qt.AlignmentFlag.AlignCenter), shown)
        painter.restore()


def _words(index: QModelIndex | QPersistentModelIndex, look: Shade) -> str:
    return f"{look.shape} {index.data()}"
