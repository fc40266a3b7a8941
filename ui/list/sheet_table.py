"""The cells of a sheet under hands that know Excel: every cell one comes to is open, and what is typed replaces it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import shiboken6
from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from models.records.field import BoundField
from ui.base.session import Session
from ui.base.theme import colours
from ui.form.editor import Editor
from ui.form.editors import make_editor
from ui.kit.tables.look import dress_table, size_columns
from ui.list.sheet_model import Cell, SheetModel, held

Index = QModelIndex | QPersistentModelIndex
Keys, Mods, Flags = Qt.Key, Qt.KeyboardModifier, QItemSelectionModel.SelectionFlag
PLAIN, SHIFT, CTRL = Mods.NoModifier, Mods.ShiftModifier, Mods.ControlModifier
ARROWS = {Keys.Key_Up: (-1, 0), Keys.Key_Down: (1, 0), Keys.Key_Left: (0, -1), Keys.Key_Right: (0, 1)}
FAR = 10**6
LEAPS = {Keys.Key_Home: (0, -FAR), Keys.Key_End: (0, FAR), Keys.Key_PageUp: (-10, 0), Keys.Key_PageDown: (10, 0)}
ENTER = (Keys.Key_Return, Keys.Key_Enter)
WIDEST = 24
"""Characters of a column at most."""


class _CellDelegate(QStyledItemDelegate):
    """Opens the editor of the form in a cell; what was typed is put in once the cell is left."""

    def __init__(self, session: Session, model: SheetModel, table: SheetTable) -> None:
        super().__init__(table)
        self._session, self._model, self._table = session, model, table
        self.editor: Editor | None = None
        self.touched = False

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        row, one = self._model.rows[index.row()], self._model.fields[index.column()]
        cell = row.cell(one.name)
        editor = make_editor(one, self._session, parent)
        editor.take_text(cell.raw) if cell.problem else editor.set_value(cell.value)
        editor.setAutoFillBackground(True)
        editor.setFocusProxy(editor.entry)  # the view puts the cursor in by itself
        editor.edited.connect(self._touch)
        editor.entered.connect(self._table.go_on)
        editor.inner.installEventFilter(self._table)
        line = editor.entry.lineEdit() if isinstance(editor.entry, QComboBox) else editor.entry
        if isinstance(line, QLineEdit | QPlainTextEdit):
            line.selectAll()
        self.editor, self.touched = editor, False
        return editor

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Lay the ground of what is unsaved or wrong, and a line between columns."""
        rect: QRect = option.rect  # type: ignore[attr-defined]
        ground = index.data(Qt.ItemDataRole.BackgroundRole)
        if ground is not None:
            painter.fillRect(rect, ground)
        super().paint(painter, option, index)
        painter.setPen(QColor(colours().line))
        painter.drawLine(rect.topRight(), rect.bottomRight())

    def _touch(self) -> None:
        self.touched = True

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        """The cell, or more where the editor wants it, within the table."""
        rect: QRect = option.rect  # type: ignore[attr-defined]
        wanted = editor.sizeHint()
        rect.setHeight(
            max(rect.height(), wanted.height() if isinstance(editor, Editor) and editor.field.spec.lines > 1 else 0)
        )
        rect.setWidth(max(rect.width(), editor.minimumSizeHint().width()))
        rect.moveBottom(min(rect.bottom(), max(self._table.viewport().height(), rect.height())))
        editor.setGeometry(rect)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Nothing: an editor is filled when it is made."""

    def setModelData(self, editor: QWidget, _model: QAbstractItemModel, index: Index) -> None:
        """The cell is left: what was typed is put in, and what can be meant by it alone."""
        if self.touched and isinstance(editor, Editor):
            self.touched = False
            editor.settle()
            self._model.put([(index.row(), editor.field, held(editor))])


class SheetTable(QTableView):
    """Tab, Enter, arrows, F2, Del, Ctrl+C, X, V, D and Enter as in Excel.

    Signals:
        moved: Another cell is the current one.
        left: Esc was pressed where nothing is left to close.
        save_wanted: Ctrl+S.
        copy_wanted: Ctrl+C or X.
        paste_wanted: Ctrl+V.
    """

    moved = Signal()
    left = Signal()
    save_wanted = Signal()
    copy_wanted = Signal()
    paste_wanted = Signal()

    def __init__(self, session: Session, model: SheetModel) -> None:
        super().__init__()
        self._sheet = model
        self._delegate = _CellDelegate(session, model, self)
        self._inside, self._closing, self._extending = False, False, False
        self._anchor, self._start = QPersistentModelIndex(), -1
        dress_table(self)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setEditTriggers(QAbstractItemView.EditTrigger.AllEditTriggers)
        self.setAccessibleName(f"{model.ledger.label}表格录入")
        self.setItemDelegate(self._delegate)
        self.setModel(model)
        self.selectionModel().currentChanged.connect(self._arrive)
        size_columns(self, (min(max(len(one.label) + 2, one.spec.width), WIDEST) for one in model.fields))
        self.installEventFilter(self)

    # Where one is

    def shown_columns(self) -> list[int]:
        """The columns on show, left to right."""
        return [at for at in range(self._sheet.columnCount()) if not self.isColumnHidden(at)]

    def block(self) -> list[tuple[int, list[int]]]:
        """The rows of the block of cells chosen, each with its columns on show."""
        chosen = self.selectionModel().selectedIndexes() or [self.currentIndex()]
        rows, places = [one.row() for one in chosen], [one.column() for one in chosen]
        columns = [at for at in self.shown_columns() if min(places) <= at <= max(places)]
        return [(at, columns) for at in range(min(rows), max(rows) + 1)] if columns else []

    def go_to(self, at: int, place: int, *, extend: bool = False) -> None:
        """Make a cell the current one; with `extend` all between it and the one begun at are chosen."""
        index = self._sheet.index(min(max(at, 0), self._sheet.rowCount() - 1), place)
        self._extending = extend
        if extend:
            self.selectionModel().setCurrentIndex(index, Flags.NoUpdate)
            self.selectionModel().select(QItemSelection(*self._corners(index)), Flags.ClearAndSelect)
        else:
            self.selectionModel().setCurrentIndex(index, Flags.ClearAndSelect)
        self._extending = False
        self.scrollTo(index)

    def _corners(self, index: QModelIndex) -> tuple[QModelIndex, QModelIndex]:
        rows, places = sorted((self._anchor.row(), index.row())), sorted((self._anchor.column(), index.column()))
        return self._sheet.index(rows[0], places[0]), self._sheet.index(rows[1], places[1])

    def _arrive(self, current: QModelIndex) -> None:
        if not self._extending:
            self._anchor = QPersistentModelIndex(current)
        self._inside = False
        self.moved.emit()

    def _move(self, down: int, right: int, *, extend: bool = False) -> None:
        here, columns = self.currentIndex(), self.shown_columns()
        at = min(max(columns.index(here.column()) + right, 0), len(columns) - 1)
        self.go_to(here.row() + down, columns[at], extend=extend)

    def _tab(self, by: int) -> None:
        """One cell on; behind the last one of a row the next row begins."""
        here, columns = self.currentIndex(), self.shown_columns()
        if self._start < 0:
            self._start = here.column()
        at = columns.index(here.column()) + by
        start = self._start
        if 0 <= at < len(columns):
            self.go_to(here.row(), columns[at])
        else:
            self.go_to(here.row() + by, columns[0 if by > 0 else -1])
        self._start = start

    def go_on(self) -> None:
        """One row down, to where the row was begun with Tab."""
        self._enter(1)

    def _enter(self, by: int) -> None:
        place = self._start if self._start >= 0 else self.currentIndex().column()
        self._start = -1
        self.commit()
        self.go_to(self.currentIndex().row() + by, place)

    # What is open

    @property
    def _open(self) -> Editor | None:
        editor = self._delegate.editor
        return editor if editor is not None and shiboken6.isValid(editor) and editor.isVisible() else None

    def commit(self) -> None:
        """Put in what is typed in the open cell."""
        if self._open and self._delegate.touched:
            self.commitData(self._open)

    def reopen(self) -> bool:
        """Show in the open cell what stands there now."""
        if self._open:
            self._delegate.touched = False
            self.closeEditor(self._open, QAbstractItemDelegate.EndEditHint.NoHint)
        if self.currentIndex().isValid():
            self.edit(self.currentIndex())
        self._inside = False
        return True

    def revert(self) -> bool:
        """Forget what is typed in the open cell; False where nothing is."""
        return bool(self._open and self._delegate.touched) and self.reopen()

    def put(self, cells: Sequence[tuple[int, BoundField, Cell]]) -> None:
        """Put in cells as one step."""
        self._delegate.touched = False
        self._sheet.put(cells)
        self.reopen()

    def keep_place(self, change: Callable[[], None]) -> None:
        """Change the rows; the current cell stays where it is."""
        self.commit()
        at, place = self.currentIndex().row(), self.currentIndex().column()
        change()
        if at >= 0:
            self.go_to(at, place)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Close a cell's editor as Qt does, noting that it is being closed."""
        self._closing = True
        super().closeEditor(editor, hint)
        self._closing = False

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """Tab goes from cell to cell also where a list is open; an editor that is being hidden asks too."""
        if self._closing:
            self.setFocus()
            return True
        if not self.currentIndex().isValid():
            return super().focusNextPrevChild(forwards)
        self._tab(1 if forwards else -1)
        return True

    # Keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys that mean something to the sheet are taken before the cell's editor, and before the page's shortcuts."""
        if event.type() is QEvent.Type.MouseButtonPress and watched is not self:
            self._inside = True
        if not isinstance(event, QKeyEvent) or event.type() not in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            return super().eventFilter(watched, event)
        mods = event.modifiers() & ~Mods.KeypadModifier
        if event.type() is QEvent.Type.ShortcutOverride and mods == CTRL and event.key() == Keys.Key_Z:
            event.ignore()  # the window's, which asks the page first
            return not self._inside
        act = self._act(Keys(event.key()), mods)
        if act and event.type() is QEvent.Type.KeyPress:
            act()
        elif act:
            event.accept()
        return act is not None

    def _act(self, key: Qt.Key, mods: Qt.KeyboardModifier) -> Callable[[], object] | None:
        """What a key does to the sheet; None for what is the open cell's own."""
        if key in ENTER:
            return self._enter_key(mods)
        if key in (Keys.Key_Tab, Keys.Key_Backtab) and not mods & CTRL:
            return lambda: self._tab(-1 if key == Keys.Key_Backtab or mods & SHIFT else 1)
        always = {
            (CTRL, Keys.Key_S): self.save_wanted.emit,
            (PLAIN, Keys.Key_Escape): self._escape,
            (PLAIN, Keys.Key_F2): self._go_inside,
            (CTRL, Keys.Key_D): self.fill_down,
        }
        outside = {
            (CTRL, Keys.Key_C): self.copy_wanted.emit,
            (CTRL, Keys.Key_X): self._cut,
            (CTRL, Keys.Key_V): self.paste_wanted.emit,
            (CTRL, Keys.Key_A): self.selectAll,
            (PLAIN, Keys.Key_Delete): self.clear,
        }
        return always.get((mods, key)) or (None if self._inside else outside.get((mods, key)) or self._leap(key, mods))

    def _enter_key(self, mods: Qt.KeyboardModifier) -> Callable[[], object] | None:
        if mods == CTRL:
            return self.fill_chosen
        if mods in (PLAIN, SHIFT):
            return lambda: self._enter(-1 if mods == SHIFT else 1)
        box = self._open.inner if self._open else None
        return (lambda: box.insertPlainText("\n")) if isinstance(box, QPlainTextEdit) else None

    def _leap(self, key: Qt.Key, mods: Qt.KeyboardModifier) -> Callable[[], object] | None:
        step = ARROWS.get(key) or LEAPS.get(key)
        if step is None or mods & ~(SHIFT | CTRL):
            return None
        down, right = step
        if mods & CTRL:
            down, right = (down * FAR, right * FAR) if key in ARROWS else (-FAR if right < 0 else FAR, right)
        if abs(down) >= FAR:
            used = [at for at, row in enumerate(self._sheet.rows) if row.uid or row.cells]
            down = (max(used, default=0) if down > 0 else 0) - self.currentIndex().row()

        def go() -> None:
            self._start = -1
            self._move(down, right, extend=bool(mods & SHIFT))

        return go

    def _escape(self) -> None:
        if self._inside and not self._delegate.touched:
            self.reopen()
        elif not self.revert():
            self.left.emit()

    def _go_inside(self) -> None:
        self._inside = True
        entry = self._open.entry if self._open else None
        line = entry.lineEdit() if isinstance(entry, QComboBox) else entry
        if isinstance(line, QLineEdit):
            line.end(False)

    def _chosen(self) -> list[tuple[int, BoundField]]:
        return [(at, self._sheet.fields[place]) for at, places in self.block() for place in places]

    def clear(self) -> None:
        """Empty the cells chosen."""
        self.put([(at, one, Cell()) for at, one in self._chosen()])

    def _cut(self) -> None:
        self.copy_wanted.emit()
        self.clear()

    def fill_chosen(self) -> None:
        """Put what stands in the open cell into all that are chosen."""
        self.commit()
        here = self.currentIndex()
        cell = self._sheet.rows[here.row()].cell(self._sheet.fields[here.column()].name)
        self.put([(at, one, cell) for at, one in self._chosen() if one is self._sheet.fields[here.column()]])

    def fill_down(self) -> None:
        """Put the first row of the block into those below; of a single row, the row above into it."""
        self.commit()
        block = self.block()
        rows = [at for at, _ in block]
        source = rows[0] if len(rows) > 1 else rows[0] - 1
        if source >= 0:
            fields = [self._sheet.fields[place] for place in block[0][1]]
            kept = self._sheet.rows[source]
            self.put([(at, one, kept.cell(one.name)) for at in rows if at != source for one in fields])
