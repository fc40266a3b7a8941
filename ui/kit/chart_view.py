"""A chart on screen, from the same figures as on paper: bars from nought, the figures in words at their ends."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from reports.base.charts import Chart, plain_amount
from ui.base.theme import colours
from ui.base.tokens import SPACE, WIDE
from ui.kit.labels import group_head, prose, see_through

ROOM, GAP, THICK = 8, 8, 16
"""Pixels: around a row's text, between its parts, and of the bar."""
SIDE = THICK * 0.7
"""Pixels of a square of the legend."""
NAMED, SAID = 0.36, 0.24
"""Most of the width that names and words take."""


class ChartView(QWidget):
    """The bars of one chart; a legend above where they have parts."""

    def __init__(self, chart: Chart, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chart = chart
        self._measured = ("", 0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        said = "；".join(f"{bar.label}{bar.said}" for bar in chart.bars)
        self.setAccessibleName(f"{chart.title}：{said}")
        self.setFixedHeight(self.sizeHint().height())

    def _row(self) -> int:
        return max(self.fontMetrics().height(), THICK) + ROOM

    def sizeHint(self) -> QSize:
        """A row for each bar, one more for the legend."""
        return QSize(320, self._row() * (len(self.chart.bars) + bool(self.chart.series)) + 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Legend, axis, and the bars in view."""
        painter, width = QPainter(self), self.width()
        named, said = self._widest()
        start = min(named + 2, int(width * NAMED)) + GAP
        room = width - start - min(said, int(width * SAID)) - GAP
        high = self._row()
        first = high if self.chart.series else 0
        if self.chart.series:
            self._legend(painter, self.legend_left(start))
        seen, last = event.rect(), len(self.chart.bars)
        for at in range(max((seen.top() - first) // high, 0), min((seen.bottom() - first) // high + 1, last)):
            self._bar(painter, at, QRectF(start, first + at * high, room, high))
        painter.setPen(QPen(QColor(colours().soft_ink), 1))
        painter.drawLine(QPointF(start, first), QPointF(start, first + last * high))
        painter.end()

    def _widest(self) -> tuple[int, int]:
        """Pixels of the widest name and of the widest words, in the present font."""
        if self._measured[0] != self.font().key():
            wide, bars = self.fontMetrics().horizontalAdvance, self.chart.bars
            names = max((wide(one.label) for one in bars), default=0)
            words = max((wide(one.said) for one in bars), default=0)
            self._measured = self.font().key(), names, words
        return self._measured[1:]

    def legend_left(self, start: int) -> float:
        """Where the legend begins: over the bars, and further left where it is wider than they are."""
        names = sum(self.fontMetrics().horizontalAdvance(name) for name in self.chart.series)
        whole = names + len(self.chart.series) * (SIDE + GAP / 2) + (len(self.chart.series) - 1) * 2 * GAP
        return max(min(start, self.width() - whole - 1), 0)

    def _legend(self, painter: QPainter, x: float) -> None:
        for name, (ground, _) in zip(self.chart.series, colours().parts, strict=False):
            _draw(painter, QRectF(x, (self._row() - SIDE) / 2, SIDE, SIDE), ground)
            x += SIDE + GAP / 2
            painter.setPen(QColor(colours().ink))
            wide = self.fontMetrics().horizontalAdvance(name)
            painter.drawText(QRectF(x, 0, wide + 1, self._row()), int(Qt.AlignmentFlag.AlignVCenter), name)
            x += wide + 2 * GAP

    def _bar(self, painter: QPainter, at: int, place: QRectF) -> None:
        bar, metrics = self.chart.bars[at], self.fontMetrics()
        painter.setPen(QColor(colours().ink))
        name = metrics.elidedText(bar.label, Qt.TextElideMode.ElideRight, int(place.left()) - GAP)
        words = QRectF(0, place.top(), place.left() - GAP, place.height())
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), name)
        x, fills = place.left(), _fills(self.chart)
        for part_at, share in enumerate(self.chart.shares(bar)):
            ground, ink = fills[part_at % len(fills)]
            part = QRectF(x, place.top() + (place.height() - THICK) / 2, share * place.width(), THICK)
            if share:
                _draw(painter, part, ground)
            figure = plain_amount(bar.parts[part_at])
            if self.chart.series and share and metrics.horizontalAdvance(figure) + GAP / 2 <= part.width():
                painter.setPen(QColor(ink))
                painter.drawText(part, int(Qt.AlignmentFlag.AlignCenter), figure)
            x += part.width()
        painter.setPen(QColor(colours().soft_ink))
        rest = QRectF(x + GAP, place.top(), self.width() - x - GAP, place.height())
        painter.drawText(rest, int(Qt.AlignmentFlag.AlignVCenter), bar.said)


def _fills(chart: Chart) -> tuple[tuple[str, str], ...]:
    """Ground and figure of the parts of a bar in their order."""
    of = colours()
    return of.parts if chart.series else ((of.accent, of.accent_ink),)


def _draw(painter: QPainter, place: QRectF, ground: str) -> None:
    painter.setPen(QPen(QColor(colours().soft_ink), 1))
    painter.setBrush(QColor(ground))
    painter.drawRect(place.adjusted(0.5, 0.5, -0.5, -0.5))


class Charts(QScrollArea):
    """Charts one below the other."""

    def __init__(self, empty: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._empty = empty
        self.setAccessibleName("统计图")
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.show_charts(())

    def show_charts(self, charts: tuple[Chart, ...]) -> None:
        """Replace the charts shown; without any, the text for that is shown."""
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(WIDE, SPACE, SPACE, WIDE)
        layout.setSpacing(SPACE)
        if not charts:
            layout.addWidget(prose(self._empty, "soft"))
        for chart in charts:
            layout.addWidget(group_head(chart.title))
            layout.addWidget(ChartView(chart))
            if chart.note:
                layout.addWidget(prose(chart.note, "soft"))
            layout.addSpacing(WIDE - SPACE)
        layout.addStretch(1)
        self.setWidget(inside)
        see_through(self)

    def charts(self) -> list[Chart]:
        """The charts now shown, from top to bottom."""
        return [view.chart for view in self.widget().findChildren(ChartView)]
