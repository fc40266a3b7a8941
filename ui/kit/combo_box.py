"""Combo boxes that scrolling past does not change, and whose open list swallows no click; two of them for years."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from ui.base.session import Session
from ui.kit.tables.click_through import ClickThrough

ROWS = 14
"""Of an open list, before it has to be scrolled: the months of a year, and the whole year."""


class ComboBox(QComboBox):
    """The wheel turns its value only when it has the focus: elsewhere the page scrolls on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(ROWS)
        self._through: ClickThrough | None = None

    def showPopup(self) -> None:
        """Open the list; a click beside it counts where it is made."""
        if self._through is None:
            self._through = ClickThrough(self.view().window(), self, self.hidePopup, own=True)
        super().showPopup()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turn the value, or leave the wheel to the page."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class YearBox(ComboBox):
    """Offers years; the same on every page.

    Signals:
        chosen: Another year is wanted.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("年度")
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToContents)  # shown before it offers anything
        self.activated.connect(lambda _: self.chosen.emit(self.currentData()))

    def show_years(self, years: Sequence[int], year: int) -> None:
        """Offer these years, with `year`, one of them, in front."""
        self.clear()
        for one in years:
            self.addItem(f"{one}年度", one)
        self.setCurrentIndex(years.index(year))


class YearChoice(YearBox):
    """The years something was issued for; once somebody chose one, on whatever page, every page is about it.

    None is offered before the first plan.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.chosen.connect(self._choose)
        self.hide()

    def _choose(self, year: int) -> None:
        self._session.year = year

    def show_years(self, years: Sequence[int], year: int) -> None:
        """Offer these years, with `year` in front, which is one of them unless there is none."""
        if years:
            super().show_years(years, year)
        self.setVisible(bool(years))
