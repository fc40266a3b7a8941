"""Editor of a table inside a record: a small grid, edited in place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from models.records.field import BoundField
from ui.base.plain_text import plain_tip
from ui.base.tokens import GAP
from ui.form.editor import Editor
from ui.kit.copying import copy_by_keys
from ui.kit.labels import row, small_button
from ui.kit.tables.cells import text_of

VALUE = int(Qt.ItemDataRole.UserRole)
PROBLEM = VALUE + 1
SHOWN = int(Qt.ItemDataRole.DisplayRole)
Make = Callable[[BoundField, QWidget], Editor]
Index = QModelIndex | QPersistentModelIndex
VISIBLE_ROWS = 4
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
CHORD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class _CellDelegate(QStyledItemDelegate):
    """Opens the editor of the column's kind in the cell; what is typed is in the table at once, for saving and drafts.

    Signals:
        entered: Enter was pressed in a cell.
    """

    entered = Signal()

    def __init__(self, columns: tuple[BoundField, ...], make: Make, parent: QObject) -> None:
        super().__init__(parent)
        self._columns, self._make = columns, make
        self._place, self._before = QPersistentModelIndex(), dict[int, Any]()

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = self._make(self._columns[index.column()], parent)
        editor.setAutoFillBackground(True)
        editor.set_value(index.data(VALUE))
        self._before = {role: index.data(role) for role in (VALUE, PROBLEM, SHOWN)}
        self._place = place = QPersistentModelIndex(index)
        editor.edited.connect(lambda: _put(place, _held(editor)))
        editor.entered.connect(self.entered)
        editor.inner.installEventFilter(self)
        editor.setFocusProxy(editor.entry)  # the view puts the cursor in by itself
        return editor

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes on, Esc takes back what was typed, and focus moving inside of an editor is not leaving it."""
        if not isinstance(watched, Editor):
            wanted = _is_pressed(event, *ENTER)
            if wanted:
                self.entered.emit()
            return wanted
        if event.type() is QEvent.Type.FocusOut and watched.inner.hasFocus():
            return False
        if _is_pressed(event, Qt.Key.Key_Escape):
            _put(self._place, self._before)
        return super().eventFilter(watched, event)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Nothing: an editor is filled when it is made, and knows more than the table while it is typed into."""

    def setModelData(self, editor: QWidget, _model: QAbstractItemModel, _index: Index) -> None:
        """The cell is left: what was meant is put in; what was typed is there already."""
        if isinstance(editor, Editor):
            editor.settle()


def _held(editor: Editor) -> dict[int, Any]:
    problem, value = editor.problem(), editor.value()
    return {VALUE: value, PROBLEM: problem, SHOWN: editor.raw() if problem else text_of(editor.field, value)}


def _put(place: Index, held: dict[int, Any]) -> None:
    at = place.model().index(place.row(), place.column())
    for role, one in held.items():
        at.model().setData(at, one, role)


def _is_pressed(event: QEvent, *keys: Qt.Key) -> bool:
    """Whether one of these keys was pressed by itself."""
    if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
        return False
    return event.key() in keys and not event.modifiers() & CHORD


class _Grid(QTableWidget):
    """Tab goes from cell to cell, and out of the grid at either end: by itself it would go round in it for ever."""

    _closing = False

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Close a cell's editor as Qt does, noting that it is being closed."""
        self._closing = True
        super().closeEditor(editor, hint)
        self._closing = False

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """Where Tab leads; an editor that is being hidden asks too, and must not lead one cell further."""
        if self._closing:
            self.setFocus()
            return True
        action = self.CursorAction.MoveNext if forwards else self.CursorAction.MovePrevious
        here, keys = self.currentIndex(), Qt.KeyboardModifier.NoModifier
        editor = self.indexWidget(here)
        if editor is not None and self.moveCursor(action, keys) == here:
            # From the grid the way out leads on; an editor was made late, and stands at the end of the window's order.
            self.commitData(editor)
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        return super().focusNextPrevChild(forwards)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Chinese typed at a cell that is not open goes into the cell: by itself the grid would lose it."""
        if self.state() is not QAbstractItemView.State.EditingState:
            self.edit(self.currentIndex())
        typed_into = QApplication.focusWidget()
        if typed_into is not None and typed_into is not self:
            QApplication.sendEvent(typed_into, event)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """The next cell as Qt has it, but Tab stays on the last cell and Shift-Tab on the first."""
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
        delegate = _CellDelegate(field.columns, make, self.grid)
        delegate.entered.connect(self._go_on)
        self.grid.setItemDelegate(delegate)
        self.grid.itemChanged.connect(self._tell)
        self.grid.setAccessibleName(field.label)
        copy_by_keys(self.grid)
        self.grid.installEventFilter(self)
        self.add.installEventFilter(self)
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(self.grid)
        layout.addLayout(row(self.add, self.remove, None))
        self._hold(inside)
        self.entry = self.add

    def _build(self) -> None:
        grid = self.grid
        triggers = QAbstractItemView.EditTrigger
        # The cell one comes to is open: an input method that began at a closed one would be interrupted.
        grid.setEditTriggers(triggers.AllEditTriggers)
        grid.setWordWrap(False)
        grid.setTabKeyNavigation(True)
        grid.verticalHeader().setDefaultSectionSize(grid.fontMetrics().height() + 14)
        character = grid.fontMetrics().horizontalAdvance("国")
        for at, one in enumerate(self.field.columns):
            head = QTableWidgetItem(f"{one.label} *" if one.spec.required else one.label)
            head.setToolTip(plain_tip(one.spec.help or one.label))
            grid.setHorizontalHeaderItem(at, head)
            grid.setColumnWidth(at, max(len(one.label) + 2, one.spec.width * 3 // 5 + 1) * character)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes on: from the button to the next field, in the grid to the next cell and out behind the last."""
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress or event.modifiers() & CHORD:
            return super().eventFilter(watched, event)
        if event.key() in ENTER and watched is self.grid:
            self._go_on()
            return True
        if event.key() in ENTER:
            self.entered.emit()
            return True
        if event.key() == Qt.Key.Key_Escape and watched is self.grid:
            self.add.setFocus()
            return True
        return super().eventFilter(watched, event)

    def _go_on(self) -> None:
        if self.grid.currentColumn() < self.grid.columnCount() - 1:
            self.grid.setCurrentCell(self.grid.currentRow(), self.grid.currentColumn() + 1)
        else:
            self.entered.emit()

    def _fit(self) -> None:
        rows = min(max(self.grid.rowCount(), 1), VISIBLE_ROWS)
        row_height, head = self.grid.verticalHeader().defaultSectionSize(), self.grid.horizontalHeader().sizeHint()
        bar = self.grid.horizontalScrollBar().sizeHint().height()
        self.grid.setFixedHeight(rows * row_height + head.height() + bar + 4)

    def _tell(self) -> None:
        if not self._quiet:
            self.edited.emit()

    def value(self) -> Any:
        """The rows as a JSON list of objects, empty rows left out; None if none is left."""
        rows = [self._row(at) for at in range(self.grid.rowCount())]
        return [one for one in rows if one] or None

    def _row(self, at: int) -> dict[str, Any]:
        values = {one.name: self._cell(at, column, VALUE) for column, one in enumerate(self.field.columns)}
        return {name: value for name, value in values.items() if value is not None}

    def _cell(self, at: int, column: int, role: int) -> Any:
        item = self.grid.item(at, column)
        return item.data(role) if item else None

    def set_value(self, value: Any) -> None:
        """Replace the rows with a JSON list of objects without reporting an edit; None empties the table."""
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
        """The first cell that cannot be read, with field label and row number; "" if all can."""
        for at in range(self.grid.rowCount()):
            for column in range(self.grid.columnCount()):
                problem = self._cell(at, column, PROBLEM)
                if problem:
                    return f"{self.field.label}第{at + 1}行：{problem}"
        return ""

    def raw(self) -> str:
        """The text of all cells, row by row, one cell a line."""
        places = [(at, column) for at in range(self.grid.rowCount()) for column in range(self.grid.columnCount())]
        return "\n".join(str(self._cell(at, column, Qt.ItemDataRole.DisplayRole)) for at, column in places)

    def add_row(self) -> None:
        """One more row, ready to be typed into."""
        self._append({})
        self._fit()
        self.grid.setCurrentCell(self.grid.rowCount() - 1, 0)

    def _remove_row(self) -> None:
        if self.grid.currentRow() >= 0:
            self.grid.removeRow(self.grid.currentRow())
            self.remove.setFocus()  # another cell has become the current one, and opened
            self._fit()
            self.edited.emit()

    def stops(self) -> list[QWidget]:
        """The grid and its buttons."""
        return [self.grid, self.add, self.remove]

    def set_read_only(self) -> None:
        """Forbid editing, adding and removing rows."""
        self.grid.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.add.hide()
        self.remove.hide()
