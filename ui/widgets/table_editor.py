"""Editor of a table inside a record: a small grid, edited in place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from models.records.field import BoundField
from ui.theme import GAP
from ui.widgets.cells import text_of
from ui.widgets.editor import Editor
from ui.widgets.labels import row, small_button

VALUE = int(Qt.ItemDataRole.UserRole)
PROBLEM = VALUE + 1
Make = Callable[[BoundField, QWidget], Editor]
Index = QModelIndex | QPersistentModelIndex
VISIBLE_ROWS = 4
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
CHORD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class _CellDelegate(QStyledItemDelegate):
    """Opens the editor of the column's kind in the cell."""

    def __init__(self, columns: tuple[BoundField, ...], make: Make, parent: QObject) -> None:
        super().__init__(parent)
        self._columns, self._make = columns, make

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = self._make(self._columns[index.column()], parent)
        editor.setAutoFillBackground(True)
        return editor

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Focus moving between an editor and its own inner widget is not leaving it."""
        if event.type() is QEvent.Type.FocusOut and isinstance(editor, Editor) and editor.inner.hasFocus():
            return False
        return super().eventFilter(editor, event)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, Editor):
            editor.set_value(index.data(VALUE))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if not isinstance(editor, Editor):
            return
        problem, value = editor.problem(), editor.value()
        text = editor.raw() if problem else text_of(editor.field, value)
        place = model.index(index.row(), index.column())
        model.setData(place, value, VALUE)
        model.setData(place, problem, PROBLEM)
        model.setData(place, text, Qt.ItemDataRole.DisplayRole)


class _Grid(QTableWidget):
    """Tab goes from cell to cell, and out of the grid at either end: by itself it would go round in it for ever."""

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Where a key leads."""
        actions, here = QAbstractItemView.CursorAction, self.currentIndex()
        first, last = (0, 0), (self.rowCount() - 1, self.columnCount() - 1)
        ends = {actions.MovePrevious: first, actions.MoveNext: last}
        if here.isValid() and ends.get(action) == (here.row(), here.column()):
            return here
        return super().moveCursor(action, modifiers)


class TableEditor(Editor):
    """Rows of a TABLE field."""

    def __init__(self, field: BoundField, make: Make, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._quiet = False
        self.grid = _Grid(0, len(field.columns))
        self._build()
        self.add, self.remove = small_button("＋ 加一行", "在最后加一行"), small_button("－ 删这一行", "删除选中的行")
        self.add.clicked.connect(self.add_row)
        self.remove.clicked.connect(self._remove_row)
        self.grid.setItemDelegate(_CellDelegate(field.columns, make, self.grid))
        self.grid.itemChanged.connect(self._tell)
        self.grid.setAccessibleName(field.label)
        self.grid.installEventFilter(self)
        self.add.installEventFilter(self)
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(self.grid)
        layout.addLayout(row(self.add, self.remove, None))
        self._hold(inside)
        self.setFocusProxy(self.add)

    def _build(self) -> None:
        grid = self.grid
        triggers = QAbstractItemView.EditTrigger
        # Not on becoming current: adding a row opens its first cell itself.
        grid.setEditTriggers(
            triggers.SelectedClicked | triggers.DoubleClicked | triggers.AnyKeyPressed | triggers.EditKeyPressed
        )
        grid.setWordWrap(False)
        grid.setTabKeyNavigation(True)
        grid.verticalHeader().setDefaultSectionSize(grid.fontMetrics().height() + 14)
        character = grid.fontMetrics().horizontalAdvance("国")
        for at, one in enumerate(self.field.columns):
            head = QTableWidgetItem(f"{one.label} *" if one.spec.required else one.label)
            head.setToolTip(one.spec.help or one.label)
            grid.setHorizontalHeaderItem(at, head)
            grid.setColumnWidth(at, max(len(one.label) + 2, one.spec.width * 3 // 5 + 1) * character)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes on: from the button to the next field, in the grid to the next cell and out behind the last."""
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress or event.modifiers() & CHORD:
            return super().eventFilter(watched, event)
        if event.key() in ENTER and watched is self.grid and self.grid.currentColumn() < self.grid.columnCount() - 1:
            self.grid.setCurrentCell(self.grid.currentRow(), self.grid.currentColumn() + 1)
            return True
        if event.key() in ENTER:
            self.entered.emit()
            return True
        if event.key() == Qt.Key.Key_Escape and watched is self.grid:
            self.add.setFocus()
            return True
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        rows = min(max(self.grid.rowCount(), 1), VISIBLE_ROWS)
        row_height, head = self.grid.verticalHeader().defaultSectionSize(), self.grid.horizontalHeader().sizeHint()
        bar = self.grid.horizontalScrollBar().sizeHint().height()
        self.grid.setFixedHeight(rows * row_height + head.height() + bar + 4)

    def _tell(self) -> None:
        if not self._quiet:
            self.edited.emit()

    def value(self) -> Any:
        """The value as JSON."""
        rows = [self._row(at) for at in range(self.grid.rowCount())]
        return [one for one in rows if one] or None

    def _row(self, at: int) -> dict[str, Any]:
        values = {one.name: self._cell(at, column, VALUE) for column, one in enumerate(self.field.columns)}
        return {name: value for name, value in values.items() if value is not None}

    def _cell(self, at: int, column: int, role: int) -> Any:
        item = self.grid.item(at, column)
        return item.data(role) if item else None

    def set_value(self, value: Any) -> None:
        """Show a value."""
        self._quiet = True
        self.grid.setRowCount(0)
        for one in value or []:
            self._append(one)
        self._fit()
        self._quiet = False

    def _append(self, values: dict[str, Any]) -> None:
        at = self.grid.rowCount()
        self.grid.insertRow(at)
        for column, one in enumerate(self.field.columns):
            item = QTableWidgetItem(text_of(one, values.get(one.name)))
            item.setData(VALUE, values.get(one.name))
            self.grid.setItem(at, column, item)

    def problem(self) -> str:
        """What cannot be read."""
        for at in range(self.grid.rowCount()):
            for column in range(self.grid.columnCount()):
                problem = self._cell(at, column, PROBLEM)
                if problem:
                    return f"{self.field.label}第{at + 1}行：{problem}"
        return ""

    def raw(self) -> str:
        """What stands in the cells."""
        places = [(at, column) for at in range(self.grid.rowCount()) for column in range(self.grid.columnCount())]
        return "\n".join(str(self._cell(at, column, Qt.ItemDataRole.DisplayRole)) for at, column in places)

    def add_row(self) -> None:
        """One more row, ready to be typed into."""
        self._append({})
        self._fit()
        last = self.grid.model().index(self.grid.rowCount() - 1, 0)
        self.grid.setCurrentIndex(last)
        self.grid.edit(last)

    def _remove_row(self) -> None:
        if self.grid.currentRow() >= 0:
            self.grid.removeRow(self.grid.currentRow())
            self._fit()
            self.edited.emit()

    def stops(self) -> list[QWidget]:
        """The grid and its buttons."""
        return [self.grid, self.add, self.remove]

    def set_read_only(self) -> None:
        """Show only."""
        self.grid.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.add.hide()
        self.remove.hide()
