"""A number with its name that leads to what it counts."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from models.records.tone import Tone
from ui.base.plain_text import Label, plain_tip
from ui.base.theme import SHADES, SOFT_INK, SPACE

FIGURE_SCALE = 1.9


class FigureTile(QPushButton):
    """A button with a large figure and its name; a click opens what it counts."""

    def __init__(self, name: str, tip: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figure, self.name = Label("—"), Label(name)
        font = self.figure.font()
        font.setPointSizeF(font.pointSizeF() * FIGURE_SCALE)
        font.setBold(True)
        self.figure.setFont(font)
        self.name.setStyleSheet(f"color: {SOFT_INK}")
        self._column = layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE + 4, SPACE, SPACE + 4, SPACE)
        layout.setSpacing(0)
        for label in (self.figure, self.name):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            layout.addWidget(label)
        self.setToolTip(plain_tip(tip))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMinimumSize(layout.sizeHint())

    def show_figure(self, figure: int | str, tone: Tone | None = None) -> None:
        """Show a figure; a tone colours it and puts its shape before it."""
        shade = SHADES[tone] if tone else None
        self.figure.setText(f"{figure}")
        self.figure.setStyleSheet(f"color: {shade.ink}" if shade else "")
        self.setAccessibleName(f"{self.name.text()} {figure}")
        self.setMinimumSize(self._column.sizeHint())
