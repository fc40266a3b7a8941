"""A table head with a row of filters under the labels."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QLineEdit, QWidget


class FilterHeader(QHeaderView):
    """Sorts by click; shows one filter per column while `filters_shown`. They are made when first wanted."""

    filtered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.filters_shown = False
        self._labels: list[str] = []
        self._edits: list[QLineEdit] = []
        self._hint: QSize | None = None
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.sectionResized.connect(self._place)
        self.sectionMoved.connect(self._place)
        self.sectionCountChanged.connect(self._measure_again)

    def set_filters(self, labels: list[str]) -> None:
        """One filter per column; "" for a column that cannot be filtered."""
        for edit in self._edits:
            edit.deleteLater()
        self._labels, self._edits = labels, []

    @property
    def edits(self) -> list[QLineEdit]:
        """The filter inputs, one per column, made on first use."""
        if not self._edits:
            self._edits = [self._edit(label) for label in self._labels]
            table = self.parentWidget()
            for before, behind in pairwise([*([table] if table else []), *self._edits]):
                QWidget.setTabOrder(before, behind)  # made late they would come behind everything else
        return self._edits

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
            self.clear_filters()
        self.updateGeometries()
        self._place()

    def clear_filters(self) -> None:
        """Empty every filter input; the list then shows what the other boxes ask."""
        for edit in self._edits:
            edit.clear()

    def texts(self) -> dict[int, str]:
        """The filters filled in: stripped text by column number."""
        return {at: text for at, edit in enumerate(self._edits) if (text := edit.text().strip())}

    def sizeHint(self) -> QSize:
        """Room for the labels and, when shown, the filters."""
        if self._hint is None:  # asked for with every column that is set up, and each time it measures all labels
            self._hint = super().sizeHint()
        return QSize(self._hint.width(), self._hint.height() + self._room())

    def changeEvent(self, event: QEvent) -> None:
        """Measure the header again, since the font may have changed."""
        self._measure_again()
        super().changeEvent(event)

    def _measure_again(self) -> None:
        self._hint = None

    def updateGeometries(self) -> None:
        """Keep the labels above the filter inputs when Qt lays the header out."""
        self.setViewportMargins(0, 0, 0, self._room())
        super().updateGeometries()
        self._place()

    def place_filters(self) -> None:
        """Put the filters back under their columns after the table was scrolled sideways."""
        self._place()

    def _room(self) -> int:
        return self.edits[0].sizeHint().height() + 2 if self.filters_shown and self._labels else 0

    def _place(self) -> None:
        room = self._room()
        for at, edit in enumerate(self.edits if room else self._edits):
            edit.setVisible(bool(room) and not self.isSectionHidden(at))
            if room:
                left, top = self.sectionViewportPosition(at), self.height() - room
                edit.setGeometry(left, top, self.sectionSize(at), room)
