"""A label of one line that gives way where there is no room: no window grows by the length of a title."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QStylePainter

from ui.base.plain_text import Label, plain_tip

LEAST = 4
"""Characters in width."""


class ElidedLabel(Label):
    """Shows as much of its plain text as fits; `text` and the tooltip have all of it.

    What is `cut` is its end, or the middle of what differs at its end, as numbers of cases do.
    """

    cut = Qt.TextElideMode.ElideRight

    def minimumSizeHint(self) -> QSize:
        """A few characters, whatever the text."""
        whole, least = super().minimumSizeHint(), self.fontMetrics().horizontalAdvance("国") * LEAST
        return QSize(min(whole.width(), least), whole.height())

    @property
    def shown(self) -> str:
        """The part of the text that there is room for."""
        room = self.contentsRect().width()
        return self.fontMetrics().elidedText(self.text(), self.cut, room)

    def setText(self, text: str) -> None:
        """Replace the text; the tooltip has all of it."""
        super().setText(text)
        self.setToolTip(plain_tip(text))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the text cut to the width, in one line."""
        painter = QStylePainter(self)
        aligned = int(self.alignment() | Qt.TextFlag.TextSingleLine)
        painter.drawItemText(
            self.contentsRect(), aligned, self.palette(), self.isEnabled(), self.shown, self.foregroundRole()
        )


def soft_line() -> ElidedLabel:
    """A line that stands beside the name of a page."""
    label = ElidedLabel()
    label.setProperty("role", "soft")
    return label
