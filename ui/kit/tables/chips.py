"""Draws states in table cells as chips: shape, word and colour together."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from models.records.tone import Tone
from ui.base.theme import SHADES

TONE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
PADDING, INSET, ROUND = 6, 3, 4


class ChipDelegate(QStyledItemDelegate):
    """Paints a cell that has a tone as a chip, every other one as usual."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The cell's ground as usual, the chip on it."""
        tone = index.data(TONE_ROLE)
        if tone is None:
            super().paint(painter, option, index)
            return
        shade = SHADES[Tone(tone)]
        text = f"{shade.shape} {index.data()}"
        plain: Any = QStyleOptionViewItem(option)  # PySide6's types leave out what a style option holds
        self.initStyleOption(plain, index)
        plain.text = ""
        plain.widget.style().drawControl(
            plain.widget.style().ControlElement.CE_ItemViewItem, plain, painter, plain.widget
        )
        cell = plain.rect
        width = min(plain.fontMetrics.horizontalAdvance(text) + 2 * PADDING, cell.width() - 4)
        chip = QRectF(cell.left() + 2, cell.top() + INSET, width, cell.height() - 2 * INSET)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(shade.ground))
        painter.drawRoundedRect(chip, ROUND, ROUND)
        painter.setPen(QColor(shade.ink))
        shown = plain.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, int(chip.width()) - PADDING)
        painter.drawText(chip, int(Qt.AlignmentFlag.AlignCenter), shown)
        painter.restore()
