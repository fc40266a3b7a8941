"""Buttons that add, split, move and drop items of the plan in the task table."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from models.records.plan import Plan
from models.records.plan_edits import split_item, with_moved_item, with_new_item, without_items
from ui.base.plain_text import plain_tip
from ui.issue.draft import IssueLine
from ui.kit.labels import row
from ui.kit.tables.rows_table import RowsTable

ADD, SPLIT, UP, DOWN, DROP = "＋ 加一项", "拆出一项", "上移", "下移", "－ 删去选中的"
TIPS = {
    ADD: "在选中的一项后面加一项，后面的项号顺延；填过的落实情况跟着事项走",
    SPLIT: "在选中的一项后面分出一项；已填的进度留在原来的一项",
    UP: "和上面一项换位置，到了章的开头就移到上一章",
    DOWN: "和下面一项换位置，到了章的末尾就移到下一章",
    DROP: "从工作要点里删去选中的事项；各单位填过的都保留，印作已删去",
}


class ItemEdits(QWidget):
    """Acts on the items chosen in the table, in the plan as it is at that moment, with all that was typed.

    Signals:
        edited: The `Plan` as it is then, the uid of the item to show, and what was done, in words.
    """

    edited = Signal(object, object, str)

    def __init__(
        self, table: RowsTable[IssueLine], plan_now: Callable[[], Plan], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._table, self._plan_now = table, plan_now
        self.buttons = {name: QPushButton(name) for name in TIPS}
        for name, button in self.buttons.items():
            button.setToolTip(plain_tip(TIPS[name]))
        layout = row(*self.buttons.values(), None)
        layout.setContentsMargins(0, 0, 0, 0)
        self.setLayout(layout)
        self.buttons[ADD].clicked.connect(self.add)
        self.buttons[SPLIT].clicked.connect(self.split)
        self.buttons[UP].clicked.connect(lambda: self.move_by(-1))
        self.buttons[DOWN].clicked.connect(lambda: self.move_by(1))
        self.buttons[DROP].clicked.connect(self.drop)

    def allow(self) -> None:
        """Without items there is nothing to split, move or drop."""
        for name in (SPLIT, UP, DOWN, DROP):
            self.buttons[name].setEnabled(bool(self._plan_now().items))

    def add(self) -> None:
        """A new item behind the one in front."""
        line = self._table.current()
        self._tell(with_new_item(self._plan_now(), line.item.uid if line else 0), "已加")

    def split(self) -> None:
        """A part of the item in front behind it."""
        line = self._table.current()
        if line:
            self._tell(split_item(self._plan_now(), line.item.uid), f"已由第{line.item.number}项拆出")

    def _tell(self, plan: Plan, done: str) -> None:
        fresh = next(item for item in plan.items if item.uid not in self._plan_now().by_uid)
        self.edited.emit(plan, fresh.uid, f"{done}第{fresh.number}项")

    def move_by(self, by: int) -> None:
        """The item in front one place up (-1) or down (1)."""
        line = self._table.current()
        now = self._plan_now()
        plan = with_moved_item(now, line.item.uid, by) if line else now
        if line and plan != now:
            self.edited.emit(plan, line.item.uid, f"已移动“{line.item.title}”")

    def drop(self) -> None:
        """The chosen items."""
        gone = [line.item for line in self._table.chosen()]
        if gone:
            plan = without_items(self._plan_now(), {item.uid for item in gone})
            self.edited.emit(plan, None, f"已删去{len(gone)}项，各单位填过的都保留")
