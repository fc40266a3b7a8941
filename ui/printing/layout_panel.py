"""栏目: which columns a form shows, in which order, under which names; its own name and the mark 示例."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QWidget,
)

from models.errors import FazhiError
from models.store.base.workspace import LAYOUTS, Workspace
from reports.forms import layout_of, own_layout
from reports.layouts.layout import Layout
from reports.layouts.layout_choice import LayoutChoice, choice_of, has_own_layout, layout_before_choice
from ui.base.plain_text import plain_tip
from ui.kit.combo_box import ComboBox
from ui.kit.copying import copy_by_keys
from ui.kit.labels import column, prose, row, small_button, with_name

KEY = int(Qt.ItemDataRole.UserRole)
NO_COLUMNS = "这张表没有可选的栏目。"
HINT = "勾选要印的栏，拖动或用▲▼排顺序，双击改名称；记住以后每次都这样印，Excel 也一样。"


@dataclass(frozen=True)
class FormLooks:
    """A form's layout: as it is printed now, as it was before anything was chosen, and what was chosen."""

    id: str
    now: Layout
    before: Layout
    choice: LayoutChoice
    filed: bool


def form_looks(workspace: Workspace, layout_id: str) -> FormLooks:
    """Read the layout in force.

    Raises:
        LayoutError: The office's file cannot be used.
    """
    before = layout_before_choice(workspace, layout_id, own_layout(layout_id))
    choice = choice_of(workspace, layout_id)
    return FormLooks(layout_id, layout_of(workspace, layout_id), before, choice, has_own_layout(workspace, layout_id))


class LayoutPanel(QWidget):
    """`chosen` carries the layout's id, the choice and the layout chosen from; `filed` the id to write a file of.

    `wanted` is the id of another of the form's layouts, which is to be shown.
    """

    chosen = Signal(str, object, object)
    filed = Signal(str)
    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.looks: FormLooks | None = None
        self.name, self.official = QLineEdit(placeholderText="表名"), QCheckBox("上级已确认样式，去掉“示例”")
        self.name.setAccessibleName("表名")
        self.tables = with_name(ComboBox(), "哪一张表的栏目")
        self.tables.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.tables.hide()
        self.columns, self.note = QListWidget(), prose(HINT, "soft")
        copy_by_keys(self.columns)
        self.up, self.down = small_button("▲", "上移（Alt+↑）"), small_button("▼", "下移（Alt+↓）")
        self.up.setShortcut("Alt+Up")
        self.down.setShortcut("Alt+Down")
        self.keep, self.reset = QPushButton("记住并重新生成"), QPushButton("恢复原样")
        self.file = QPushButton("存为样式文件…")
        self.file.setToolTip(plain_tip(f"把样式写进工作区的“{LAYOUTS}”文件夹，可用记事本改宽度、说明和签名栏"))
        self.columns.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.columns.setAccessibleName("栏目")
        inside = column(self.tables, self.name, self.official, self.columns, self.note, margin=0)
        inside.setStretch(3, 1)
        inside.addLayout(row(self.up, self.down, None, self.reset))
        inside.addWidget(self.keep)
        inside.addWidget(self.file)
        self.setLayout(inside)
        self.tables.activated.connect(lambda _: self.wanted.emit(self.tables.currentData()))
        self.up.clicked.connect(lambda: self.move_by(-1))
        self.down.clicked.connect(lambda: self.move_by(1))
        self.keep.clicked.connect(self._keep)
        self.reset.clicked.connect(self._reset)
        self.file.clicked.connect(self._file)
        self.clear("先选一张表。")

    def clear(self, words: str) -> None:
        """Empty the panel and show `words`, the reason why there is no layout to choose."""
        self.looks = None
        self.columns.clear()
        self.tables.hide()
        self.name.clear()
        self.official.hide()
        self.note.setText(words)
        self._allow()

    def offer(self, tables: Mapping[str, str]) -> None:
        """Let one of several tables of a form be chosen: their titles by the id of their layout."""
        self.tables.clear()
        for layout_id, title in tables.items():
            self.tables.addItem(title, layout_id)
        self.tables.setCurrentIndex(self.tables.findData(self.looks.id if self.looks else ""))
        self.tables.setVisible(len(tables) > 1)

    def show_layout(self, workspace: Workspace, layout_id: str) -> None:
        """Show what a form is printed by; why it cannot be where the office's file is wrong."""
        try:
            looks = form_looks(workspace, layout_id)
        except FazhiError as problem:
            self.clear(problem.sentence)
            return
        self.looks = looks
        self.name.setText(looks.now.title)
        self.official.setVisible(looks.before.example)
        self.official.setChecked(looks.choice.official)
        self.columns.clear()
        for one in looks.now.columns:
            item = QListWidgetItem(one.label)
            item.setData(KEY, one.key)
            item.setToolTip(plain_tip(f"{one.group}：{one.label}" if one.group else one.label))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEditable)
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsDropEnabled)
            item.setCheckState(Qt.CheckState.Checked if one.shown else Qt.CheckState.Unchecked)
            self.columns.addItem(item)
        filed = f"正在使用“{LAYOUTS}”文件夹里的样式文件 {looks.id}.json。" if looks.filed else ""
        self.note.setText(filed + (HINT if looks.now.columns else NO_COLUMNS))
        self._allow()

    def _allow(self) -> None:
        ready = self.looks is not None
        for part in (self.name, self.official, self.columns, self.up, self.down, self.keep, self.file):
            part.setEnabled(ready)
        self.reset.setEnabled(self.looks is not None and self.looks.choice != LayoutChoice())

    def move_by(self, by: int) -> None:
        """Move the column in front up or down."""
        at = self.columns.currentRow()
        if at >= 0 and 0 <= at + by < self.columns.count():
            item = self.columns.takeItem(at)
            self.columns.insertItem(at + by, item)
            self.columns.setCurrentRow(at + by)

    def choice(self) -> LayoutChoice:
        """The columns, names and marks set in the panel; names left as they were are not included."""
        if self.looks is None:
            return LayoutChoice()
        before = self.looks.before
        labels = {one.key: one.label for one in before.columns}
        items = [self.columns.item(at) for at in range(self.columns.count())]
        ticked = {item.data(KEY): item.checkState() == Qt.CheckState.Checked for item in items}
        named = {item.data(KEY): item.text() for item in items}
        title = self.name.text().strip()
        return LayoutChoice(
            shown=tuple(key for key, on in ticked.items() if on),
            hidden=tuple(key for key, on in ticked.items() if not on),
            labels={key: words for key, words in named.items() if words != labels[key]},
            title="" if title == before.title else title,
            official=self.official.isChecked() and before.example,
        )

    def _keep(self) -> None:
        choice = self.choice()
        if self.looks is None:
            return
        if self.looks.now.columns and not choice.shown:
            self.note.setText("至少要勾选一栏。")
            return
        self.chosen.emit(self.looks.id, choice, self.looks.before)

    def _file(self) -> None:
        if self.looks:
            self.filed.emit(self.looks.id)

    def _reset(self) -> None:
        if self.looks:
            self.chosen.emit(self.looks.id, LayoutChoice(), self.looks.before)
