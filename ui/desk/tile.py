"""A number with its name that leads to what it counts."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from models.records.tone import Tone
from ui.base.icons import IconLabel
from ui.base.plain_text import Label, plain_tip
from ui.base.theme import set_look
from ui.base.tokens import FIGURE, STEP, WIDE
from ui.kit.elided_label import soft_line
from ui.kit.labels import row

ICONS = {
    "late": "alert",
    "soon": "calendar_clock",
    "review": "clipboard_checkmark",
    "keys": "key",
    "untold": "receipt",
    "on_paper": "document_edit",
    "conflicts": "branch_fork",
    "lost": "gavel",
    "rate": "person_available",
    "renew": "arrow_sync_circle",
    "open": "clipboard_task_list_ltr",
    "remarks": "arrow_reply",
    "last": "send",
}
"""Of the desk's tiles."""


class FigureTile(QPushButton):
    """A card with a name and a large figure; a click opens what it counts."""

    def __init__(self, name: str, tip: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("tile", True)
        self.figure, self.name = Label("—"), soft_line()
        font = self.figure.font()
        font.setPointSizeF(font.pointSizeF() * FIGURE)
        font.setBold(True)
        self.figure.setFont(font)
        self.name.setText(name)
        self._column = layout = QVBoxLayout(self)
        layout.setContentsMargins(WIDE, STEP, WIDE, STEP)
        layout.setSpacing(0)
        layout.addLayout(row(IconLabel(icon), self.name, None))
        layout.addWidget(self.figure)
        for label in (self.figure, self.name):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setToolTip(plain_tip(tip))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMinimumSize(layout.minimumSize())

    def show_figure(self, figure: int | str, tone: Tone | None = None) -> None:
        """Show a figure; one that asks for something has the colour of its tone."""
        self.figure.setText(f"{figure}")
        set_look(self.figure, "tone", tone or "")
        self.setAccessibleName(f"{self.name.text()} {figure}")
        self.setMinimumSize(self._column.minimumSize())
