"""A combo box that scrolling past does not change, and whose open list swallows no click."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from ui.kit.tables.click_through import ClickThrough


class ComboBox(QComboBox):
    """The wheel turns its value only when it has the focus: elsewhere the page scrolls on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
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
