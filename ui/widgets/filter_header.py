"""A table head with a row of filters under the labels."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QLineEdit, QWidget


class FilterHeader(QHeaderView):
    """Sorts by click; shows one filter per column while `filters_shown`."""

    filtered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.filters_shown = False
        self.edits: list[QLineEdit] = []
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.sectionResized.connect(self._place)
        self.sectionMoved.connect(self._place)

    def set_filters(self, labels: list[str]) -> None:
        """One filter per column; "" for a column that cannot be filtered."""
        for edit in self.edits:
            edit.deleteLater()
        self.edits = [self._edit(label) for label in labels]

    def _edit(self, label: str) -> QLineEdit:
        edit = QLineEdit(self)
        edit.setEnabled(bool(label))
        edit.setPlaceholderText("筛选" if label else "")
        edit.setAccessibleName(f"按{label}筛选")
        edit.setClearButtonEnabled(True)
        edit.textChanged.connect(self.filtered)
        edit.hide()
        return edit

    def show_filters(self, shown: bool) -> None:
        """Show or hide the row; hiding it clears the filters."""
        self.filters_shown = shown
        if not shown:
            for edit in self.edits:
                edit.clear()
        self.updateGeometries()
        self._place()

    def texts(self) -> dict[int, str]:
        """What stands in the filters, by column."""
        return {at: text for at, edit in enumerate(self.edits) if (text := edit.text().strip())}

    def sizeHint(self) -> QSize:
        """Room for the labels and, when shown, the filters."""
        size = super().sizeHint()
        return QSize(size.width(), size.height() + self._room())

    def updateGeometries(self) -> None:
        """Keep the labels above the filters."""
        self.setViewportMargins(0, 0, 0, self._room())
        super().updateGeometries()
        self._place()

    def place_filters(self) -> None:
        """Put the filters back under their columns after the table was scrolled sideways."""
        self._place()

    def _room(self) -> int:
        return self.edits[0].sizeHint().height() + 2 if self.filters_shown and self.edits else 0

    def _place(self) -> None:
        room = self._room()
        for at, edit in enumerate(self.edits):
            edit.setVisible(bool(room) and not self.isSectionHidden(at))
            if room:
                left, top = self.sectionViewportPosition(at), self.height() - room
                edit.setGeometry(left, top, self.sectionSize(at), room)
