"""Keys that lead from a search box into the list it narrows, past everything between."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListView, QTreeView


def leads_into(line: QLineEdit, view: QAbstractItemView, *, by_enter: bool = True) -> None:
    """Have ↓, and Enter unless the box needs it itself, go to the first line found."""

    def go() -> None:
        first = _first(view)
        if first.isValid():
            view.setFocus(Qt.FocusReason.ShortcutFocusReason)
            view.setCurrentIndex(first)

    QShortcut(QKeySequence(Qt.Key.Key_Down), line, context=Qt.ShortcutContext.WidgetShortcut).activated.connect(go)
    if by_enter:
        line.returnPressed.connect(go)


def _first(view: QAbstractItemView) -> QModelIndex:
    """The first line that is shown and can be chosen."""
    index = view.model().index(0, 0)
    while index.isValid() and not (_is_shown(view, index) and index.flags() & Qt.ItemFlag.ItemIsSelectable):
        index = view.indexBelow(index) if isinstance(view, QTreeView) else index.siblingAtRow(index.row() + 1)
    return index


def _is_shown(view: QAbstractItemView, index: QModelIndex) -> bool:
    return not (isinstance(view, QListView) and view.isRowHidden(index.row()))
