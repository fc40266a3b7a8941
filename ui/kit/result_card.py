"""A card that says what was done, and what comes next."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QVBoxLayout, QWidget

from models.records.tone import Tone
from ui.base.plain_text import Label
from ui.base.theme import set_look
from ui.base.tokens import SHAPES, SPACE
from ui.kit.labels import prose, row

LARGE = 1.35


class ResultCard(QFrame):
    """Shows what was done, with its facts and next steps; hidden until then."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head, self.next, self.grid = Label(), prose(""), QGridLayout()
        self.buttons = row(None)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE + 4, SPACE, SPACE + 4, SPACE)
        layout.addWidget(self.head)
        self.grid.setColumnStretch(1, 1)
        layout.addLayout(self.grid)
        layout.addWidget(self.next)
        layout.addLayout(self.buttons)
        self.hide()

    def tell(
        self, head: str, facts: Sequence[tuple[str, str]], then: str, large: str = "", *, tone: Tone = Tone.GOOD
    ) -> None:
        """Show what was done; the fact of this label stands in large figures."""
        for part in (self, self.head):
            set_look(part, "tone", tone)
        self.head.setText(f"{SHAPES[tone]} {head}")
        self.next.setText(then)
        while self.grid.count():
            widget = self.grid.takeAt(0)
            if widget and widget.widget():
                widget.widget().deleteLater()
        for at, (label, text) in enumerate(facts):
            name, value = Label(label), prose(text)
            name.setAlignment(Qt.AlignmentFlag.AlignTop)
            name.setProperty("role", "soft")
            if label == large:
                value.setFont(figure_font(value.font()))
            self.grid.addWidget(name, at, 0)
            self.grid.addWidget(value, at, 1)
        self.show()

    def offer(self, text: str, then: Callable[[], object]) -> QPushButton:
        """A button for the next step."""
        button = QPushButton(text)
        button.clicked.connect(then)
        self.buttons.insertWidget(self.buttons.count() - 1, button)
        return button


def figure_font(font: QFont) -> QFont:
    """A larger, bold font for digits that people compare."""
    large = QFont(font)
    large.setPointSizeF(font.pointSizeF() * LARGE)
    large.setBold(True)
    return large
