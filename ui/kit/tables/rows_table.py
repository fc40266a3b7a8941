"""A table over rows that are in memory: findings, packages, scores. Ledgers have `record_list`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QAction, QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from models.store.base.search import pinyin_initials
from ui.base.icons import drawing, icon
from ui.base.plain_text import plain_tip
from ui.base.theme import colours, scaled
from ui.base.tokens import ICON
from ui.kit.copying import put_on_clipboard
from ui.kit.tables.chips import TONE_ROLE, ChipDelegate
from ui.kit.tables.head import ColumnHead
from ui.kit.tables.look import dress_table, size_columns

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
_ROLES = Qt.ItemDataRole
LAST = 6
"""Characters of the last column, which takes what room is left."""
FIRST = 20
"""Rows that are looked at for what a column holds."""
NUMBERS = int | float | Decimal
ROOMY = 16
"""Pixels around the sentence of an empty table."""


class RowsModel(QAbstractTableModel, Generic[R]):
    """A Qt table model over rows in memory, its columns given by heads."""

    typed = Signal(int)

    def __init__(self, heads: Sequence[ColumnHead[R]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.heads, self.all, self.rows = tuple(heads), list[R](), list[R]()
        self._words = ""
        self._sorted: tuple[int, bool] | None = None

    def show_rows(self, rows: Sequence[R]) -> None:
        """Replace the rows; those without the words looked for are left out, and a list that was sorted stays so."""
        self.all = list(rows)
        self._narrow()

    def narrow(self, words: str) -> None:
        """Show rows only that contain these words, or their pinyin initials, in any column."""
        self._words = words.strip().lower()
        self._narrow()

    def _narrow(self) -> None:
        self.beginResetModel()
        self.rows = self._shown()
        self.endResetModel()

    def _shown(self) -> list[R]:
        """The rows with the words looked for, as sorted; `all` stays in the order it was given in."""
        found = [row for row in self.all if self._has_words(row)]
        if self._sorted is None:
            return found
        column, reverse = self._sorted
        value = self.heads[column].value
        filled = [row for row in found if value(row) not in (None, "")]
        empty = [row for row in found if value(row) in (None, "")]
        return [*sorted(filled, key=lambda row: _key(value(row)), reverse=reverse), *empty]

    def _has_words(self, row: R) -> bool:
        if not self._words:
            return True
        text = " ".join(self.text(row, head) for head in self.heads).lower()
        return self._words in text or (self._words.isascii() and self._words in pinyin_initials(text))

    def text(self, row: R, head: ColumnHead[R]) -> str:
        """The cell's value as text; None gives ""."""
        value = head.value(row)
        return "" if value is None else str(value)

    def rowCount(self, parent: Index = ROOT) -> int:
        """Number of rows left after filtering."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        """Number of columns; a cell has no children."""
        return 0 if parent.isValid() else len(self.heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLES.DisplayRole) -> Any:
        """The column labels and their alignment."""
        if role == _ROLES.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return self.heads[section].label
        if role == _ROLES.TextAlignmentRole and orientation is Qt.Orientation.Horizontal:
            value = self.heads[section].value
            return _side(next((found for row in self.rows[:FIRST] if (found := value(row)) is not None), ""))
        return None

    def data(self, index: Index, role: int = _ROLES.DisplayRole) -> Any:
        """Text, tone and alignment of a cell."""
        head, row = self.heads[index.column()], self.rows[index.row()]
        if role in (_ROLES.DisplayRole, _ROLES.EditRole):
            text = self.text(row, head)
            return text if role == _ROLES.EditRole else " ".join(text.split())
        if role == _ROLES.ToolTipRole:
            return plain_tip(self.text(row, head))
        if role == _ROLES.DecorationRole:
            return icon(head.icon(row)) if head.icon else None
        if role == TONE_ROLE:
            return head.tone(row) if head.tone else None
        if role == _ROLES.TextAlignmentRole:
            return _side(head.value(row))
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Columns with `put` are edited in place."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if self.heads[index.column()].put else flags

    def setData(self, index: Index, value: Any, role: int = _ROLES.EditRole) -> bool:
        """Replace the row with what its column's `put` makes of the text and emit `typed`; False if unchanged."""
        put = self.heads[index.column()].put
        if role != _ROLES.EditRole or put is None or str(value) == index.data(_ROLES.EditRole):
            return False
        self.replace(index.row(), put(self.rows[index.row()], str(value).strip()))
        self.typed.emit(index.row())
        return True

    def replace(self, at: int, row: R) -> None:
        """Show another row in this place; the others stay as they are."""
        before = self.rows[at]
        self.rows[at] = row
        self.all[next(place for place, one in enumerate(self.all) if one is before)] = row
        self.dataChanged.emit(self.index(at, 0), self.index(at, len(self.heads) - 1))

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; empty cells last, numbers as numbers. The rows in front and selected stay so."""
        if column < 0:
            return
        self._sorted = column, order is Qt.SortOrder.DescendingOrder
        self.layoutAboutToBeChanged.emit()
        kept = self.persistentIndexList()
        moved = [self.rows[index.row()] for index in kept]
        self.rows = self._shown()
        places = {id(row): at for at, row in enumerate(self.rows)}
        now = [self.index(places[id(row)], index.column()) for row, index in zip(moved, kept, strict=True)]
        self.changePersistentIndexList(kept, now)
        self.layoutChanged.emit()


def _side(value: object) -> Qt.AlignmentFlag:
    """Numbers stand at the right, and so does the head over them."""
    number = isinstance(value, NUMBERS) and not isinstance(value, bool)
    return (Qt.AlignmentFlag.AlignRight if number else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter


def _key(value: object) -> tuple[int, float, str]:
    return (0, float(value), "") if isinstance(value, NUMBERS) else (1, 0.0, str(value))


class RowsTable(QTableView, Generic[R]):
    """Shows rows; whole rows are selected, Ctrl+C copies them for Excel. A screen reader says its `name`.

    The row in front is known by its `key`, its whole content where none is given: sorted, narrowed or read again the
    list keeps that row in front. Only where it is gone the one that has come to its place takes its part, and is told.

    Signals:
        picked: The row that became the current one.
        opened: A row was double clicked, or Enter was pressed on it.
        typed: A row was edited in place.
    """

    picked = Signal(object)
    opened = Signal(object)
    typed = Signal(object)

    def __init__(
        self,
        heads: Sequence[ColumnHead[R]],
        empty: str,
        *,
        name: str,
        key: Callable[[R], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.rows = RowsModel(heads, self)
        self._key, self._front, self._told = key or (lambda row: row), list[object](), True
        self.empty = empty
        self._drawn, self._fitting = False, False
        self.setModel(self.rows)
        self._dress(heads)
        self.selectionModel().currentRowChanged.connect(self._tell)
        self.doubleClicked.connect(self._double)
        self.rows.modelAboutToBeReset.connect(self._remember)
        self.rows.modelReset.connect(self._restore)
        self.rows.typed.connect(lambda at: self.typed.emit(self.rows.rows[at]))
        copy = QAction("复制（可粘贴到 Excel）", self, shortcut=QKeySequence(QKeySequence.StandardKey.Copy))
        copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copy.triggered.connect(self.copy)
        self.addAction(copy)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def _dress(self, heads: Sequence[ColumnHead[R]]) -> None:
        dress_table(self)
        self.setItemDelegate(ChipDelegate(self))
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setStretchLastSection(True)
        header.setHighlightSections(False)
        header.setSortIndicatorClearable(False)
        header.setResizeContentsPrecision(0)  # what is in view says how wide a column has to be
        wished = [*(head.width for head in heads[:-1]), LAST]
        size_columns(self, (max(width, len(head.label) + 1) for width, head in zip(wished, heads, strict=True)))
        *self._widths, self._least = [self.columnWidth(at) for at in range(len(heads))]
        header.sectionResized.connect(self._note_drawn)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        if not any(head.put for head in heads):
            self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    def _note_drawn(self, at: int) -> None:
        self._drawn = self._drawn or (not self._fitting and at < len(self._widths))

    def _fit(self) -> None:
        """Room that is to spare goes to columns whose words are cut, until somebody has drawn one."""
        last = len(self._widths)
        if self._drawn or not self.isVisible():
            return
        lacking = [max(0, self.sizeHintForColumn(at) - width) for at, width in enumerate(self._widths)]
        reserved = max(self._least, min(self.sizeHintForColumn(last), self.viewport().width() // 2))
        spare = max(0, self.viewport().width() - sum(self._widths) - reserved)
        share = min(1, spare / (sum(lacking) or 1))
        self._fitting = True
        for at, (width, more) in enumerate(zip(self._widths, lacking, strict=True)):
            self.setColumnWidth(at, width + int(more * share))
        self._fitting = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew."""
        super().resizeEvent(event)
        self._fit()

    def show_rows(self, rows: Sequence[R]) -> None:
        """Replace the rows; `picked` tells of the one in front, which may say something new."""
        place, scroll = self.currentIndex().row(), self.verticalScrollBar().value()
        self.rows.show_rows(rows)
        self._front = [key for key in self._front if any(self._key(row) == key for row in self.rows.all)]
        if 0 <= place < self.rows.rowCount() and not self._front:
            self.selectRow(place)
        else:
            self._tell()
        self.verticalScrollBar().setValue(scroll)
        self._fit()

    def select(self, key: object) -> bool:
        """Bring the row with this key to the front; False if it is not shown."""
        at = next((at for at, row in enumerate(self.rows.rows) if self._key(row) == key), -1)
        if at >= 0 and (at != self.currentIndex().row() or len(self.chosen()) != 1):
            self.selectRow(at)
        return at >= 0

    def _remember(self) -> None:
        """What is in front; a row that is narrowed away comes back to the front when it is shown again."""
        current = self.current()
        if current is not None:
            self._front = [self._key(current)]

    def _restore(self) -> None:
        self._told = False
        for key in self._front:
            self.select(key)
        self._told = True

    def current(self) -> R | None:
        """The row the cursor is on, or None."""
        at = self.currentIndex().row()
        return self.rows.rows[at] if 0 <= at < len(self.rows.rows) else None

    def replace_current(self, row: R) -> None:
        """Show another row in place of the current one."""
        self.rows.replace(self.currentIndex().row(), row)

    def chosen(self) -> list[R]:
        """The selected rows, from the top."""
        places = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self.rows.rows[at] for at in places]

    def copy(self) -> None:
        """Put the selected rows with their heads on the clipboard."""
        heads = self.rows.heads
        lines = [[self.rows.text(row, head) for head in heads] for row in self.chosen()]
        put_on_clipboard([[head.label for head in heads], *lines])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter emits `opened` with the current row; other keys as in any table."""
        row = self.current()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row is not None:
            self.opened.emit(row)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the table; while it is empty, the sentence that says what belongs here."""
        super().paintEvent(event)
        if self.rows.rows:
            return
        painter = QPainter(self.viewport())
        painter.setPen(QColor(colours().soft_ink))
        room = self.viewport().rect().adjusted(ROOMY, ROOMY, -ROOMY, -ROOMY)
        flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
        words = "没有符合条件的行。" if self.rows.all else self.empty
        side = scaled(2 * ICON)
        above = painter.boundingRect(room, flags, words).top() - side - ROOMY
        if above > ROOMY:
            box = QRectF(self.viewport().width() / 2 - side / 2, above, side, side)
            drawing("box", colours().faded).render(painter, box)
        painter.drawText(QRect(room), flags, words)
        painter.end()

    def _tell(self) -> None:
        row = self.current()
        if row is not None and self._told:
            self.picked.emit(row)

    def _double(self, index: QModelIndex) -> None:
        if not self.rows.heads[index.column()].put:
            self.opened.emit(self.rows.rows[index.row()])
