"""States in lists: shape, word and colour together."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from ui.theme import SHADES, Tone

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
        plain = QStyleOptionViewItem(option)
        self.initStyleOption(plain, index)
        plain.text = ""  # type: ignore[attr-defined]
        plain.widget.style().drawControl(  # type: ignore[attr-defined]
            plain.widget.style().ControlElement.CE_ItemViewItem,  # type: ignore[attr-defined]
            plain,
            painter,
            plain.widget,  # type: ignore[attr-defined]
        )
        cell = option.rect  # type: ignore[attr-defined]
        width = min(option.fontMetrics.horizontalAdvance(text) + 2 * PADDING, cell.width() - 4)  # type: ignore[attr-defined]
        chip = QRectF(cell.left() + 2, cell.top() + INSET, width, cell.height() - 2 * INSET)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(shade.ground))
        painter.drawRoundedRect(chip, ROUND, ROUND)
        painter.setPen(QColor(shade.ink))
        shown = option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, int(chip.width()) - PADDING)  # type: ignore[attr-defined]
        painter.drawText(chip, int(Qt.AlignmentFlag.AlignCenter), shown)
        painter.restore()
