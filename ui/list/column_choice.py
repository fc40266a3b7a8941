"""Which columns a list shows, how wide, in which order; remembered per ledger."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHeaderView, QMenu, QWidget

from models.records.field import BoundField
from ui.base.memory import Memory
from ui.kit.tables.cells import Column
from ui.kit.tables.look import BESIDE
from ui.list.list_model import RecordModel

MOST = 320
NEVER_LISTED = frozenset({"explanations"})
KEEP_AFTER = 400
"""Milliseconds after the last drag."""


class ColumnChoice:
    """Applies and remembers the columns of one list."""

    def __init__(self, header: QHeaderView, model: RecordModel, memory: Memory, name: str) -> None:
        self._header, self._model, self._memory, self._name = header, model, memory, f"columns.{name}"
        self._timer = QTimer(header, singleShot=True, interval=KEEP_AFTER)
        self._timer.timeout.connect(self.keep)
        header.sectionMoved.connect(self._timer.start)
        header.sectionResized.connect(self._timer.start)

    def apply(self) -> None:
        """Show what was chosen last time, or what the ledger lists from the start."""
        chosen = self._memory.get(self._name, list[str]())
        widths = self._memory.get(f"{self._name}.widths", dict[str, int]())
        character = self._header.fontMetrics().horizontalAdvance("国")
        for at, column in enumerate(self._model.columns):
            self._header.resizeSection(at, _kept_width(widths, self._key(at)) or self._width(at, column, character))
            shown = self._key(at) in chosen if chosen else _from_the_start(column)
            self._header.setSectionHidden(at, not shown)
        self._order()
        self._timer.stop()

    def _order(self) -> None:
        keys = [self._key(at) for at in range(len(self._model.columns))]
        kept = [one for one in self._memory.get(f"{self._name}.order", list[str]()) if one in keys]
        order = [*kept, *(one for one in keys if one not in kept)] if kept else keys
        for place, one in enumerate(order):
            self._header.moveSection(self._header.visualIndex(keys.index(one)), place)

    def keep(self) -> None:
        """Remember order and widths as they are now."""
        self._timer.stop()
        sections = range(len(self._model.columns))
        order = [self._key(self._header.logicalIndex(at)) for at in sections]
        sizes = {self._key(at): self._header.sectionSize(at) for at in sections if not self._header.isSectionHidden(at)}
        self._memory.set(f"{self._name}.order", order)
        self._memory.set(f"{self._name}.widths", self._memory.get(f"{self._name}.widths", dict[str, int]()) | sizes)

    def _width(self, at: int, column: Column | None, character: int) -> int:
        if column is None:
            return 10 * character + BESIDE
        characters = column.spec.width if isinstance(column, BoundField) else column.width
        label = self._header.fontMetrics().horizontalAdvance(self._model.label(at)) + BESIDE
        return min(max(characters * character // 2 + BESIDE, label), MOST)

    def _key(self, at: int) -> str:
        column = self._model.columns[at]
        return column.name if column else "@unit"

    def menu(self, parent: QWidget) -> QMenu:
        """One tick per column, and the way back to the start."""
        menu = QMenu(parent)
        for at, column in enumerate(self._model.columns):
            if column is None or column.name not in NEVER_LISTED:
                menu.addAction(self._tick(menu, at))
        menu.addSeparator()
        menu.addAction("恢复默认的列、顺序和宽度").triggered.connect(self.reset)
        return menu

    def _tick(self, menu: QMenu, at: int) -> QAction:
        action = QAction(self._model.label(at), menu)
        action.setCheckable(True)
        action.setChecked(not self._header.isSectionHidden(at))
        action.toggled.connect(lambda shown: self._show(at, shown))
        return action

    def _show(self, at: int, shown: bool) -> None:
        sections = range(len(self._model.columns))
        visible = [one for one in sections if not self._header.isSectionHidden(one) and one != at]
        if not shown and not visible:
            return
        self._header.setSectionHidden(at, not shown)
        self._memory.set(self._name, [self._key(one) for one in sections if not self._header.isSectionHidden(one)])

    def reset(self) -> None:
        """Columns, order and widths as the ledger declares them."""
        self._timer.stop()
        self._memory.set(self._name, [])
        self._memory.set(f"{self._name}.order", [])
        self._memory.set(f"{self._name}.widths", {})
        self.apply()


def _kept_width(widths: dict[str, int], key: str) -> int:
    width = widths.get(key)
    return width if isinstance(width, int) and width > 0 else 0


def _from_the_start(column: Column | None) -> bool:
    if column is None:
        return True
    return column.spec.listed if isinstance(column, BoundField) else column.listed
