"""The calendar that opens at a date's field."""

from __future__ import annotations

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QTableView, QWidget

from ui.base.tokens import SPACE

ROWS, ROW, TOP = 7, 1.8, 2.6
"""Weeks with their head, and heights of one and of the line with month and year, in heights of the text."""


class DayPopup(QCalendarWidget):
    """A calendar over the page; Esc closes it, a click takes a day."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowFlag(Qt.WindowType.Popup)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.setWeekdayTextFormat(day, QTextCharFormat())  # red says that something is wrong
        for table in self.findChildren(QTableView):
            table.setShowGrid(False)
        text = self.fontMetrics().height()
        self.setMinimumHeight(round(text * (ROWS * ROW + TOP)))

    def open_at(self, field: QWidget, day: QDate) -> None:
        """Open below a field, or above it where the screen ends; this day is in front."""
        self.setSelectedDate(day)
        self.adjustSize()
        room = field.screen().availableGeometry().adjusted(SPACE, SPACE, -SPACE, -SPACE)
        below = field.mapToGlobal(QPoint(0, field.height()))
        over = field.mapToGlobal(QPoint(0, 0)).y() - self.height()
        top = below.y() if below.y() + self.height() <= room.bottom() else over
        left = min(below.x(), room.right() - self.width() + 1)
        self.move(max(left, room.left()), max(min(top, room.bottom() - self.height() + 1), room.top()))
        self.show()
        self.setFocus()
