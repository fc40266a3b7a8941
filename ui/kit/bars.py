"""Shares drawn as bars: a name, a bar, a count."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from models.records.tone import Tone
from ui.base.plain_text import show_tip
from ui.base.theme import colours, shade
from ui.kit.bar import BarFigure

ROW_ROOM, GAP, THICK = 8, 8, 10
"""Pixels: around a row's text, between its parts, and of the bar itself."""
NAME_SHARE = 0.46


class Bars(QWidget):
    """Bars one below the other; a click on one tells its key."""

    clicked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bars: list[BarFigure] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_bars(self, bars: Sequence[BarFigure]) -> None:
        """Replace the bars; the widget takes the height they need and tells screen readers the counts."""
        self.bars = list(bars)
        self.setAccessibleName("；".join(f"{bar.name} {bar.done}/{bar.total}" for bar in bars))
        self.setCursor(Qt.CursorShape.PointingHandCursor if any(b.key for b in bars) else Qt.CursorShape.ArrowCursor)
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    def _row(self) -> int:
        return self.fontMetrics().height() + ROW_ROOM

    def sizeHint(self) -> QSize:
        """One row of text for each bar."""
        return QSize(260, max(self._row() * len(self.bars), 1))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw each bar as one row: name, bar, done/total."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        counts = [f"{bar.done}/{bar.total}" for bar in self.bars]
        metrics = self.fontMetrics()
        tail = max((metrics.horizontalAdvance(text) for text in counts), default=0)
        named = max((metrics.horizontalAdvance(bar.name) for bar in self.bars), default=0)
        head = min(named + 2, int(self.width() * NAME_SHARE))
        for at, (bar, count) in enumerate(zip(self.bars, counts, strict=True)):
            top = at * self._row()
            words = QRectF(0, top, head, self._row())
            painter.setPen(QColor(colours().ink))
            name = metrics.elidedText(bar.name, Qt.TextElideMode.ElideRight, head)
            painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), name)
            place = QRectF(head + GAP, top + (self._row() - THICK) / 2, self.width() - head - tail - 2 * GAP, THICK)
            _draw(painter, place, bar.share)
            painter.setPen(QColor(colours().soft_ink))
            end = QRectF(self.width() - tail, top, tail, self._row())
            painter.drawText(end, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), count)
        painter.end()

    def _at(self, place: QPointF) -> BarFigure | None:
        at = int(place.y() // self._row())
        return self.bars[at] if 0 <= at < len(self.bars) else None

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell which bar was clicked."""
        bar = self._at(event.position())
        if bar and bar.key:
            self.clicked.emit(bar.key)

    def event(self, event: QEvent) -> bool:
        """Show the whole name and the note as a tooltip."""
        if isinstance(event, QHelpEvent):
            bar = self._at(QPointF(event.pos()))
            show_tip(event.globalPos(), f"{bar.name}\n{bar.note}".strip() if bar else "")
            return True
        return super().event(event)


def _draw(painter: QPainter, place: QRectF, share: float) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours().line))
    painter.drawRoundedRect(place, THICK / 2, THICK / 2)
    if share > 0:
        painter.setBrush(QColor(shade(Tone.GOOD).ink if share >= 1 else colours().accent))
        filled = QRectF(place.left(), place.top(), max(place.width() * share, THICK), place.height())
        painter.drawRoundedRect(filled, THICK / 2, THICK / 2)
