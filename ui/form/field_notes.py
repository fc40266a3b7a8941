"""What is said below a field, in room that is always kept: no field moves when a word comes or goes."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from models.records.tone import Tone
from ui.base.plain_text import LinkLabel, plain_tip
from ui.base.theme import colours, scaled, shade
from ui.base.tokens import NOTE, SHAPES, SMALL, SPACE

Note = tuple[str, Tone]
"""Words, and what they say of the field; CALM only tells what follows from it."""
BETWEEN = "　"


class FieldNotes(QWidget):
    """A line for what is wrong and what the centre said, and one below for each value that follows from the field.

    A line too long for its room is cut; the tooltip has all of it, and so has the explanation that a click opens.

    Signals:
        clicked: The notes were clicked.
    """

    clicked = Signal()

    def __init__(self, follows: int) -> None:
        """Room for `follows` values that follow from the field."""
        super().__init__()
        self._lines: list[Note] = []
        self.text = ""
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * SMALL)
        self.setFont(font)
        self.setFixedHeight((follows + 1) * scaled(NOTE))
        self.link: LinkLabel | None = None

    def show_notes(self, notes: list[Note], follows: list[str]) -> None:
        """Show notes side by side with the worst in front, and below them what follows from the field."""
        marked = sorted(notes, key=lambda one: _RANKS.index(one[1]))
        first = [(BETWEEN.join(map(_marked, marked)), marked[0][1])] if marked else []
        self._lines = [*first, *((words, Tone.CALM) for words in follows)]
        self.text = "\n".join([*map(_marked, marked), *follows])
        self.setToolTip(plain_tip(self.text))
        self.update()

    def offer(self, link: LinkLabel | None) -> None:
        """Put a link at the end of the first line in place of the one before."""
        if self.link:
            self.link.hide()
            self.link.deleteLater()
        self.link = link
        if link:
            link.setParent(self)
            link.show()
            self._place()

    def _place(self) -> None:
        if self.link:
            wide = self.link.sizeHint().width()
            self.link.setGeometry(self.width() - wide, 0, wide, scaled(NOTE))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the link at the end."""
        super().resizeEvent(event)
        self._place()

    def minimumSizeHint(self) -> QSize:
        """No width of its own: words give way."""
        return QSize(0, self.height())

    def shown(self) -> list[str]:
        """The lines as there is room for them."""
        beside = self.link.width() + SPACE if self.link else 0
        rooms = (self.width() - (0 if at else beside) for at in range(len(self._lines)))
        cut, right = self.fontMetrics().elidedText, Qt.TextElideMode.ElideRight
        return [cut(words, right, room) for (words, _), room in zip(self._lines, rooms, strict=True)]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the lines, each in the colour of its tone."""
        painter, high = QPainter(self), scaled(NOTE)
        for at, (words, (_, tone)) in enumerate(zip(self.shown(), self._lines, strict=True)):
            painter.setPen(QColor(colours().soft_ink if tone is Tone.CALM else shade(tone).ink))
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
            painter.drawText(QRect(0, at * high, self.width(), high), flags | Qt.TextFlag.TextDontClip, words)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Have the notes explained where there are any."""
        super().mouseReleaseEvent(event)
        if self.text:
            self.clicked.emit()


_RANKS = (Tone.BAD, Tone.WARN, Tone.GOOD, Tone.CALM)


def _marked(note: Note) -> str:
    words, tone = note
    return words if tone is Tone.CALM else f"{SHAPES[tone]} {words}"
