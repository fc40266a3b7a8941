"""The tree of the year's items: chapters, and under each its items with due date, state and evidence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from PySide6.QtCore import QItemSelectionModel, QSize, Qt
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from models.records.due_rule import SOON
from models.records.ledgers.progress import DONE, NOT_APPLICABLE, STATE_TONES
from models.records.tone import Tone
from ui.base.plain_text import plain_tip
from ui.kit.copying import copy_by_keys
from ui.kit.tables.chips import TONE_ROLE, ChipDelegate
from ui.kit.tables.look import BESIDE
from ui.plan.facts import ItemState

UID_ROLE = int(Qt.ItemDataRole.UserRole)
NAME, STATE, DUE, FILES = range(4)
HEADS = ("事项", "状态", "时限", "佐证")
WIDTHS = {STATE: 5.4, DUE: 4.6, FILES: 2}
"""Chinese characters; the name takes the rest."""
ROOMY = 8
"""Pixels of a line beyond its text."""


class ItemTree(QTreeWidget):
    """Shows items under their chapters; only items can be chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.setColumnCount(len(HEADS))
        self.setHeaderLabels(list(HEADS))
        self.setAccessibleName("事项")
        copy_by_keys(self)
        self.setSelectionMode(QTreeWidget.SelectionMode.ExtendedSelection)
        self.setRootIsDecorated(True)
        self.setUniformRowHeights(True)
        self.setIndentation(12)
        self.setItemDelegate(ChipDelegate(self))
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(NAME, self.header().ResizeMode.Stretch)
        for column in WIDTHS:
            self.setColumnWidth(column, self._width(column))

    def _width(self, column: int) -> int:
        metrics = self.fontMetrics()
        head = metrics.horizontalAdvance(HEADS[column]) + BESIDE
        return max(int(metrics.horizontalAdvance("国") * WIDTHS[column]) + ROOMY, head)

    def show_items(
        self, shown: Iterable[ItemState], everything: Iterable[ItemState], year: int, today: dt.date
    ) -> None:
        """Show the wanted items of a year; chapters count over everything. Without any due day its column is hidden."""
        whole, chosen = list(everything), set(self.chosen())
        self.blockSignals(True)
        self.clear()
        dues = {due_words(one, year) for one in whole}
        self.setColumnHidden(DUE, not any(dues))
        widest = max(map(self.fontMetrics().horizontalAdvance, dues), default=0)
        self.setColumnWidth(DUE, max(self._width(DUE), widest + 2 * ROOMY))
        heads: dict[int, QTreeWidgetItem] = {}
        for state in shown:
            number = state.chapter.number
            if number not in heads:
                heads[number] = self._head(state, [one for one in whole if one.chapter.number == number])
            heads[number].addChild(item_line(state, year, today))
        self.expandAll()
        for line in self.lines():
            line.setSelected(line.data(NAME, UID_ROLE) in chosen)
        self.blockSignals(False)

    def _head(self, state: ItemState, items: list[ItemState]) -> QTreeWidgetItem:
        mine = [one for one in items if one.state != NOT_APPLICABLE]
        done = sum(one.state == DONE for one in mine)
        head = QTreeWidgetItem([_heading(state), "" if state.fate else f"{done}/{len(mine)}"])
        font = head.font(NAME)
        font.setBold(True)
        head.setFont(NAME, font)
        head.setToolTip(NAME, plain_tip(state.chapter.title))
        head.setFlags(Qt.ItemFlag.ItemIsEnabled)
        head.setSizeHint(NAME, QSize(0, self.fontMetrics().height() + ROOMY))
        self.addTopLevelItem(head)
        return head

    def lines(self) -> list[QTreeWidgetItem]:
        """The lines of the items, from the top."""
        tops = [self.topLevelItem(at) for at in range(self.topLevelItemCount())]
        return [top.child(at) for top in tops if top for at in range(top.childCount())]

    def chosen(self) -> list[int]:
        """The uids of the items chosen, from the top."""
        return [line.data(NAME, UID_ROLE) for line in self.lines() if line.isSelected()]

    def go_to(self, uid: int) -> None:
        """Have the cursor stand on an item, nothing told; where it is one of several chosen they stay so."""
        line = self.lines()[self.uids().index(uid)]
        keep = QItemSelectionModel.SelectionFlag.NoUpdate
        choose = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.blockSignals(True)
        self.setCurrentItem(line, NAME, keep if line.isSelected() else choose)
        self.blockSignals(False)

    def uids(self) -> list[int]:
        """The uids of the items shown, from the top."""
        return [line.data(NAME, UID_ROLE) for line in self.lines()]


def item_line(state: ItemState, year: int, today: dt.date) -> QTreeWidgetItem:
    """The tree row of a plan item: number and title, state, due date, number of files."""
    item = state.item
    line = QTreeWidgetItem([state.label, state.state, due_words(state, year), str(state.files or "")])
    line.setData(NAME, UID_ROLE, item.uid)
    line.setData(STATE, TONE_ROLE, STATE_TONES.get(state.state, Tone.CALM))
    line.setData(DUE, TONE_ROLE, due_tone(state, today))
    line.setTextAlignment(FILES, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    line.setToolTip(NAME, plain_tip(state.label))
    line.setToolTip(DUE, plain_tip(f"{item.due}前完成" if item.due else ""))
    return line


def _heading(state: ItemState) -> str:
    number, title = state.chapter.number, state.chapter.title
    return f"{number}. {title}" if number else title


def due_words(state: ItemState, year: int) -> str:
    """Month and day of an item's own due date, with its year where that is not the plan's; "" where it has none."""
    due = state.item.due
    return "" if due is None else f"{due:%m-%d}" if due.year == year else f"{due}"


def due_tone(state: ItemState, today: dt.date) -> Tone | None:
    """BAD for an open item past its due date, WARN within SOON days, else None."""
    if state.item.due is None or state.fate or state.state in (DONE, NOT_APPLICABLE):
        return None
    left = (state.item.due - today).days
    if left < 0:
        return Tone.BAD
    return Tone.WARN if left <= SOON else None
