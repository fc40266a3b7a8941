"""工作要点: the year's items, the official text, and beside it what this unit did."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from models.records.finding import Finding, Level
from models.records.ledgers.progress import DONE, NOT_APPLICABLE, STATES
from models.store import records
from models.store.workspace import CENTRE, UNIT
from ui.pages.loading import Loader
from ui.pages.page import Page, PageSpec
from ui.pages.places import PLAN
from ui.pages.plan_facts import (
    STATE_TONES,
    ItemState,
    PlanState,
    foreign_quotas,
    missing_for,
    read_plan_state,
    responsible_words,
)
from ui.session import Session
from ui.theme import SHADES, SPACE, Tone
from ui.widgets.bars import Bars
from ui.widgets.chips import TONE_ROLE, ChipDelegate
from ui.widgets.labels import column, group_head, prose, row, small_button
from ui.widgets.progress_form import ProgressForm

NUMBER_ROLE = int(Qt.ItemDataRole.UserRole)
SHARES = (380, 330, 450)
ROOMY = 8
"""Pixels of a line beyond its text."""
ALL, OPEN_ONLY, NO_PROOF = "全部事项", "未完成的", "没有佐证材料的"
FIELD_ROLE = NUMBER_ROLE
_MARKS = {Level.ERROR: (Tone.BAD, "必须改正"), Level.WARNING: (Tone.WARN, "改正或说明")}


class PlanPage(Page):
    """Items on the left, wording in the middle, form on the right."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.plan: PlanState | None = None
        self.at: ItemState | None = None
        self._wanted = ""
        self.tree, self.words, self.which = QTreeWidget(), QLineEdit(), QComboBox()
        self.form = ProgressForm(session)
        self.title, self.text, self.facts = prose(""), prose(""), prose("", "soft")
        self.quota_head, self.quotas = group_head("定额（按学法培训台账计数）"), Bars()
        self.missing_button = small_button("还缺什么", "列出这一项还没有通过校验的地方")
        self.missing = QListWidget()
        self.empty = prose("还没有工作要点。", "soft")
        self._assemble()
        self._connect()
        self.loader = Loader(self, session, read_plan_state, self.show_plan)

    def _assemble(self) -> None:
        self.split = QSplitter(Qt.Orientation.Horizontal)
        for part in (self._left(), self._middle(), self.form):
            self.split.addWidget(part)
        self.split.setChildrenCollapsible(False)
        for at, share in enumerate(SHARES):
            self.split.setStretchFactor(at, share)
        self.split.setSizes(self.session.memory.get("split.plan", list[int]()) or list(SHARES))
        self.split.splitterMoved.connect(lambda: self.session.memory.set("split.plan", self.split.sizes()))
        self.form.setEnabled(False)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.hide()
        layout = column(self.empty, self.split, margin=SPACE)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def _left(self) -> QWidget:
        left = QWidget()
        self.words.setPlaceholderText("搜索事项（Ctrl+F）")
        self.words.setClearButtonEnabled(True)
        self.which.addItems([ALL, OPEN_ONLY, NO_PROOF, *STATES])
        tree = self.tree
        tree.setColumnCount(3)
        tree.setHeaderLabels(["事项", "状态", "佐证"])
        tree.setRootIsDecorated(True)
        tree.setUniformRowHeights(True)
        tree.setIndentation(14)
        tree.setItemDelegate(ChipDelegate(tree))
        character = tree.fontMetrics().horizontalAdvance("国")
        tree.header().setStretchLastSection(False)
        tree.header().setSectionResizeMode(0, tree.header().ResizeMode.Stretch)
        tree.setColumnWidth(1, character * 6)
        tree.setColumnWidth(2, character * 3 + 8)
        top = row(self.words, self.which)
        top.setStretch(0, 1)
        layout = column(top, tree, margin=0)
        layout.setContentsMargins(0, 0, SPACE, 0)
        left.setLayout(layout)
        return left

    def _middle(self) -> QWidget:
        inside = QWidget()
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(SPACE, 0, SPACE, 0)
        for part in (self.title, self.facts, self.text, self.quota_head, self.quotas):
            layout.addWidget(part)
        layout.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(inside)
        self.missing.setWordWrap(True)
        self.missing.setAccessibleName("还缺什么")
        self.missing.hide()
        self.missing_button.setCheckable(True)
        whole = QWidget()
        down = column(area, row(self.missing_button, None), self.missing, margin=0)
        down.setStretch(0, 3)
        down.setStretch(2, 2)
        whole.setLayout(down)
        return whole

    def _connect(self) -> None:
        self.tree.currentItemChanged.connect(self._turn)
        self.words.textChanged.connect(self._fill)
        self.which.currentIndexChanged.connect(self._fill)
        self.form.saved.connect(lambda _: self._ask_missing())
        self.form.step_wanted.connect(self.step)
        self.missing_button.toggled.connect(self._ask_missing)
        self.missing.itemActivated.connect(self._go_to)
        self.quotas.clicked.connect(lambda _: self.session.record_wanted.emit("training", ""))
        keys = {
            "Ctrl+S": self.form.save,
            "Ctrl+Return": partial(self._save_and_step),
            "Ctrl+Enter": partial(self._save_and_step),
            "Ctrl+Up": partial(self.step, -1),
            "Ctrl+Down": partial(self.step, 1),
            "F1": self.form.show_help,
        }
        for key, act in keys.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # Page

    def appear(self) -> None:
        """Read as of now."""
        self.loader.reload()

    def leave(self) -> bool:
        """Save what is typed."""
        return self.settle()

    def search(self) -> None:
        """Put the cursor into the search box."""
        self.words.setFocus()

    def show_record(self, ledger_id: str, uid: str) -> None:  # noqa: ARG002 - one ledger only
        """Show the item of a 落实情况, kept already or not."""
        self._wanted = uid
        self.words.clear()
        self.which.setCurrentIndex(0)
        if self.plan:
            self._fill()
        else:
            self.loader.reload()

    # Items

    def show_plan(self, plan: PlanState | None) -> None:
        """Show what was read; the item in front stays."""
        self.plan = plan
        self.split.setVisible(plan is not None)
        self.empty.setVisible(plan is None)
        first = (
            "请在“任务下发”里导入工作要点。" if self.session.workspace.is_centre else "请在“校验与报送”里接收任务包。"
        )
        self.empty.setText(f"还没有工作要点：{first}")
        self._fill()

    def _fill(self) -> None:
        if self.plan is None:
            return
        self.tree.blockSignals(True)
        self.tree.clear()
        heads: dict[int, QTreeWidgetItem] = {}
        for state in self.plan.items:
            if not self._is_wanted(state):
                continue
            head = heads.get(state.chapter.number)
            if head is None:
                head = heads[state.chapter.number] = self._head_of(state)
            head.addChild(_line(state))
        self.tree.expandAll()
        self.tree.blockSignals(False)
        wanted = next((one for one in self.plan.items if self._wanted and one.uid == self._wanted), None)
        self._wanted = ""
        self._select(wanted or self.at or self.plan.items[0] if self.plan.items else None)

    def _head_of(self, state: ItemState) -> QTreeWidgetItem:
        number, items = state.chapter.number, self.plan.items if self.plan else ()
        mine = [one for one in items if one.chapter.number == number and one.state != NOT_APPLICABLE]
        done = sum(one.state == DONE for one in mine)
        head = QTreeWidgetItem([f"{number}. {state.chapter.title}", f"{done}/{len(mine)}", ""])
        font = head.font(0)
        font.setBold(True)
        head.setFont(0, font)
        head.setToolTip(0, state.chapter.title)
        head.setFlags(Qt.ItemFlag.ItemIsEnabled)
        head.setSizeHint(0, QSize(0, self.tree.fontMetrics().height() + ROOMY))
        self.tree.addTopLevelItem(head)
        return head

    def _is_wanted(self, state: ItemState) -> bool:
        which, words = self.which.currentText(), self.words.text().strip()
        if words and words not in f"{state.item.number} {state.item.title} {state.item.text}":
            return False
        if which == OPEN_ONLY:
            return state.state not in (DONE, NOT_APPLICABLE)
        if which == NO_PROOF:
            return not state.files and state.state != NOT_APPLICABLE
        return which in (ALL, state.state)

    def _select(self, state: ItemState | None) -> None:
        if state is None:
            return
        fresh = self.plan.at(state.item.number) if self.plan else None
        lines = self._lines()
        numbers = [line.data(0, NUMBER_ROLE) for line in lines]
        if state.item.number in numbers:
            self.tree.blockSignals(True)
            self.tree.setCurrentItem(lines[numbers.index(state.item.number)])
            self.tree.blockSignals(False)
        if fresh:
            self._show(fresh)

    def _lines(self) -> list[QTreeWidgetItem]:
        tops = [self.tree.topLevelItem(at) for at in range(self.tree.topLevelItemCount())]
        return [top.child(at) for top in tops if top for at in range(top.childCount())]

    def step(self, by: int) -> None:
        """Go to the item above or below in the list."""
        lines = self._lines()
        numbers = [line.data(0, NUMBER_ROLE) for line in lines]
        here = numbers.index(self.at.item.number) if self.at and self.at.item.number in numbers else -by
        if 0 <= here + by < len(lines):
            self.tree.setCurrentItem(lines[here + by])

    def _save_and_step(self) -> None:
        if self.form.save():
            self.step(1)

    def _turn(self, line: QTreeWidgetItem | None) -> None:
        number = line.data(0, NUMBER_ROLE) if line else None
        state = self.plan.at(number) if self.plan and number else None
        if state is None or (self.at and state.item.number == self.at.item.number):
            return
        if self.settle():
            self._show(state)
        else:
            self._select(self.at)

    def settle(self) -> bool:
        """Save what is typed, with 撤销 on offer; False where it cannot be read."""
        if not self.form.is_dirty:
            return True
        uid, head = self.form.uid, self.form.head.text()
        if not self.form.save():
            return False
        if uid:
            self.session.undoable.emit(f"已保存{head}", partial(self._undo, uid))
        return True

    def _undo(self, uid: str) -> None:
        self.session.change(lambda tx: records.undo(tx, self.form.ledger, uid), ledger=self.form.ledger)

    def _show(self, state: ItemState) -> None:
        changed = self.at is None or self.at.item.number != state.item.number
        self.at = state
        item, year = state.item, self.plan.issue.year if self.plan else 0
        self.title.setText(f"{item.number}. {item.title}")
        self.text.setText(item.text)
        due = f"\n完成时限：{item.due}" if item.due else ""
        others = "".join(f"\n定额：{words}" for words in foreign_quotas(item, state.quotas))
        self.facts.setText(f"责任单位：{responsible_words(item)}{due}{others}")
        self.quotas.show_bars(state.quotas)
        self.quota_head.setVisible(bool(state.quotas))
        self.form.setEnabled(True)
        if changed or not self.form.is_dirty:
            self.form.show_item(year, item.number, state.uid)
        self._ask_missing()

    # What is missing

    def _ask_missing(self, _on: object = None) -> None:
        wanted, state = self.missing_button.isChecked(), self.at
        self.missing.setVisible(wanted)
        if not wanted or state is None:
            return
        workspace = self.session.workspace
        self.session.jobs.run(
            lambda _: (state, missing_for(workspace, state)), self._show_missing, owner=self, label="正在校验"
        )

    def _show_missing(self, answer: tuple[ItemState, list[Finding]]) -> None:
        state, findings = answer
        if self.at is None or state.item.number != self.at.item.number:
            return
        self.missing.clear()
        for finding in findings:
            tone, words = _MARKS[finding.level]
            line = QListWidgetItem(f"{SHADES[tone].shape} {words}：{finding.message}")
            line.setForeground(QColor(SHADES[tone].ink))
            line.setData(FIELD_ROLE, finding.field)
            self.missing.addItem(line)
        if not findings:
            self.missing.addItem(f"{SHADES[Tone.GOOD].shape} 这一项没有缺的。")

    def _go_to(self, line: QListWidgetItem) -> None:
        field = line.data(FIELD_ROLE)
        if field in self.form.fields.rows:
            self.form.fields.go_to(field)


def _line(state: ItemState) -> QTreeWidgetItem:
    item = state.item
    line = QTreeWidgetItem([f"{item.number}. {item.title}", state.state, str(state.files or "")])
    line.setData(0, NUMBER_ROLE, item.number)
    line.setData(1, TONE_ROLE, STATE_TONES.get(state.state, Tone.CALM))
    line.setTextAlignment(2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    line.setToolTip(0, f"{item.number}. {item.title}")
    return line


PAGES = (
    PageSpec(PLAN, "工作要点", 20, PlanPage, frozenset({UNIT}), ("progress",)),
    PageSpec(PLAN, "本级要点", 45, PlanPage, frozenset({CENTRE})),
)
