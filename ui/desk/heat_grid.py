"""Items by units as one grid: a shape and a colour for each state; a click opens the record."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from models.records.ledgers.progress import DONE, NOT_APPLICABLE, OPEN, STATE_TONES, UNDER_WAY
from models.records.tone import Tone
from ui.base.plain_text import show_tip
from ui.base.theme import colours, shade
from ui.base.tokens import SHAPES
from ui.desk.district_facts import MISSING, NOT_ASKED, ItemStates

ROOM, NAME = 8, 8
"""Pixels of a row beyond its text; width of the names in Chinese characters."""
EMPTY = "还没有各单位的落实情况。\n到“任务下发”导入工作要点、填好单位名册并保存，各单位报送后在这里一格一格看。"
ROOMY = 16
"""Pixels around that sentence."""
CLOSE, SPARSE = 2, 5
"""Pixels between two numbers of the head; where there is no room for all, every fifth is written."""
LOOKS: Mapping[str, tuple[str, Tone]] = {
    **{state: (SHAPES[STATE_TONES[state]], STATE_TONES[state]) for state in (DONE, UNDER_WAY, OPEN)},
    NOT_APPLICABLE: ("—", STATE_TONES[NOT_APPLICABLE]),
    MISSING: (SHAPES[Tone.BAD], Tone.BAD),
}
LEGEND = "　".join(f"{shape} {state}" for state, (shape, _) in LOOKS.items())


class HeatGrid(QAbstractScrollArea):
    """Units down, items by number across; arrows move, Enter and a click open.

    Signals:
        opened: Unit and uid of the item.
        unit_opened: Code of the unit whose name was clicked.
        item_opened: Uid of the item whose head was clicked.
    """

    opened = Signal(str, int)
    unit_opened = Signal(str)
    item_opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heat: ItemStates | None = None
        self.at = (0, 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("各单位各项的落实状态")
        self.viewport().setMouseTracking(True)

    def show_heat(self, heat: ItemStates | None) -> None:
        """Paint the grid of units by items from `heat`; None empties it."""
        self.heat = heat
        self._measure()
        self.viewport().update()

    def _row(self) -> int:
        return self.fontMetrics().height() + ROOM

    def _name(self) -> int:
        return self.fontMetrics().horizontalAdvance("国") * NAME

    def _cell(self) -> float:
        count = len(self.heat.titles) if self.heat else 1
        return (self.viewport().width() - self._name()) / max(count, 1)

    def _measure(self) -> None:
        lines = len(self.heat.units) if self.heat else 0
        room = self.viewport().height() - self._row()
        self.verticalScrollBar().setRange(0, max(lines * self._row() - room, 0))
        self.verticalScrollBar().setPageStep(max(room, 1))
        self.verticalScrollBar().setSingleStep(self._row())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns into the width."""
        super().resizeEvent(event)
        self._measure()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Rows in view, then the head over them."""
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(colours().card))
        if not (self.heat and self.heat.units and self.heat.titles):
            painter.setPen(QColor(colours().soft_ink))
            room = self.viewport().rect().adjusted(ROOMY, ROOMY, -ROOMY, -ROOMY)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap), EMPTY)
        else:
            first = self.verticalScrollBar().value() // self._row()
            last = first + self.viewport().height() // self._row() + 1
            for line in range(first, min(last + 1, len(self.heat.units))):
                self._draw_line(painter, self.heat, line)
            self._draw_head(painter, self.heat)
        painter.end()

    def _top(self, line: int) -> int:
        return (line + 1) * self._row() - self.verticalScrollBar().value()

    def _draw_head(self, painter: QPainter, heat: ItemStates) -> None:
        painter.fillRect(QRectF(0, 0, self.viewport().width(), self._row()), QColor(colours().head))
        painter.setPen(QColor(colours().soft_ink))
        widest = self.fontMetrics().horizontalAdvance("00") + CLOSE
        every = 1 if self._cell() >= widest else SPARSE
        for place, number in enumerate(heat.numbers.values()):
            if place and number % every:
                continue
            middle = self._name() + (place + 0.5) * self._cell()
            box = QRectF(middle - widest / 2, 0, widest, self._row())
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), str(number))

    def _draw_line(self, painter: QPainter, heat: ItemStates, line: int) -> None:
        unit, top, wide, room, high = heat.units[line], self._top(line), self._name(), self._cell(), self._row()
        painter.setPen(QColor(colours().ink))
        name = self.fontMetrics().elidedText(unit.name, Qt.TextElideMode.ElideRight, wide - 4)
        painter.drawText(QRectF(4, top, wide, high), int(Qt.AlignmentFlag.AlignVCenter), name)
        for place, item in enumerate(heat.titles):
            state = heat.states[unit.code, item]
            cell = QRectF(wide + place * room, top, room, high).adjusted(1, 1, -1, -1)
            self._draw_cell(painter, cell, state)
            if (line, place) == self.at and self.hasFocus():
                painter.setPen(QColor(colours().accent))
                painter.drawRect(cell)

    def _draw_cell(self, painter: QPainter, cell: QRectF, state: str) -> None:
        if state == NOT_ASKED:
            return
        shape, tone = LOOKS.get(state, ("?", Tone.CALM))
        painter.fillRect(cell, QColor(shade(tone).ground))
        painter.setPen(QColor(colours().edge if state == NOT_APPLICABLE else shade(tone).ink))
        font, wide = self.font(), self.fontMetrics().horizontalAdvance(shape)
        if wide > cell.width():
            font.setPointSizeF(font.pointSizeF() * cell.width() / wide)
        painter.setFont(font)
        painter.drawText(cell, int(Qt.AlignmentFlag.AlignCenter), shape)
        painter.setFont(self.font())

    def place_at(self, point: QPointF) -> tuple[int, int] | None:
        """Line and column under a point of the viewport, None beside the grid."""
        if self.heat is None or point.y() < self._row() or point.x() < self._name():
            return None
        line, place = self._line(point), self._place(point)
        inside = line < len(self.heat.units) and place < len(self.heat.titles)
        return (line, place) if inside else None

    def _line(self, point: QPointF) -> int:
        return int((point.y() + self.verticalScrollBar().value()) // self._row()) - 1

    def _place(self, point: QPointF) -> int:
        return int((point.x() - self._name()) // self._cell())

    def _open(self) -> None:
        if self.heat and self.heat.units:
            line, place = self.at
            self.opened.emit(self.heat.units[line].code, list(self.heat.titles)[place])

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the record under the pointer."""
        place, point, heat = self.place_at(event.position()), event.position(), self.heat
        if place:
            self.at = place
            self.viewport().update()
            self._open()
        elif heat and point.y() >= self._row() and self._line(point) < len(heat.units):
            self.unit_opened.emit(heat.units[self._line(point)].code)
        elif heat and point.y() < self._row() and point.x() >= self._name() and self._place(point) < len(heat.titles):
            self.item_opened.emit(list(heat.titles)[self._place(point)])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the current cell, Enter opens it."""
        steps = {Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0), Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1)}
        step = steps.get(Qt.Key(event.key()))
        if step and self.heat:
            line = min(max(self.at[0] + step[0], 0), len(self.heat.units) - 1)
            self.at = line, min(max(self.at[1] + step[1], 0), len(self.heat.titles) - 1)
            self._reveal(line)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        else:
            super().keyPressEvent(event)

    def _reveal(self, line: int) -> None:
        bar, row = self.verticalScrollBar(), self._row()
        bar.setValue(min(max(bar.value(), (line + 2) * row - self.viewport().height()), line * row))
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        """Name unit, item and state in a tooltip."""
        if isinstance(event, QHelpEvent) and self.heat:
            place = self.place_at(QPointF(event.pos()))
            show_tip(event.globalPos(), self.words_at(*place) if place else "")
            return True
        return super().viewportEvent(event)

    def words_at(self, line: int, place: int) -> str:
        """Tooltip of the cell in row `line`, column `place`: unit, item and state; "" while the grid is empty."""
        if self.heat is None:
            return ""
        unit, (item, title) = self.heat.units[line], list(self.heat.titles.items())[place]
        state = self.heat.states[unit.code, item] or "不要求"
        return f"{unit.name}\n第{self.heat.numbers[item]}项 {title}\n{state}"
