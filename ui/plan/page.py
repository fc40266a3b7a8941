"""工作要点: the year's items, the official text, and beside it what this unit did."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from models.records.finding import Finding, Level
from models.records.ledgers.progress import DONE, NOT_APPLICABLE, STATES
from models.records.registry import ledger
from models.records.tone import Tone
from models.store.base.workspace import CENTRE, UNIT
from models.store.records import records
from ui.base.loading import Loader
from ui.base.page import Page, PageSpec
from ui.base.places import ISSUE, OWN_WORK, PLAN, ROSTER
from ui.base.session import Session
from ui.base.theme import shade
from ui.base.tokens import SPACE
from ui.form.copy_before import copy_field, copy_record
from ui.kit.bars import Bars
from ui.kit.combo_box import ComboBox, YearChoice
from ui.kit.copying import copy_by_keys
from ui.kit.labels import (
    Links,
    card,
    card_head,
    flush,
    foot,
    group_head,
    line,
    nothing_found,
    on_ground,
    prose,
    row,
    scrolled,
    side_by_side,
    small_button,
    with_name,
)
from ui.kit.tables.leading import leads_into
from ui.list.bulk_change import BulkChange
from ui.plan.bulk_items import ChosenItem, change_items
from ui.plan.earlier_text import EarlierText, fields_to_copy
from ui.plan.facts import (
    DROPPED,
    ItemState,
    PlanState,
    due_sentence,
    missing_for_item,
    quota_bars,
    quota_lines,
    read_findings,
    read_plan_state,
    responsible_words,
)
from ui.plan.item_proofs import proof_links
from ui.plan.item_tree import NAME, UID_ROLE, ItemTree
from ui.plan.progress_form import ProgressForm

SHARES = (430, 300, 430)
ALL, OPEN_ONLY, LACKING, NO_PROOF = "全部事项", "未完成的", "校验还有问题的", "没有佐证材料的"
FIELD_ROLE = int(Qt.ItemDataRole.UserRole)
UNLISTED = {
    True: "单位名册里没有本级（代码{code}），本级没有要落实的事项；本级也参加考核的，请到"
    f"<a href='{ROSTER}'>任务下发 › 单位名册</a>点“加本级”。",
    False: "这一年度的单位名册里没有本单位（代码{code}），或者没有分给本单位的事项：请与汇总单位核对。",
}
"""Why there is nothing to do, at a centre and at a unit."""
_MARKS = {Level.ERROR: (Tone.BAD, "必须改"), Level.WARNING: (Tone.WARN, "改或说明")}


class PlanPage(Page):
    """Items on the left, wording in the middle, form on the right."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.plan: PlanState | None = None
        self.at: ItemState | None = None
        self._wanted, self._is_restored = "", False
        self.year = YearChoice(session, self)
        self.tree, self.words, self.which = ItemTree(), with_name(QLineEdit(), "搜索事项"), ComboBox()
        self.form = ProgressForm(session)
        self.title, self.text, self.facts, self.proofs = (
            prose(""),
            prose(""),
            prose("", "soft"),
            Links("本项的台账记录"),
        )
        self.quota_head, self.quotas = group_head("定额（按台账计数）"), Bars()
        self.earlier_head, self.earlier = group_head(""), prose("", "soft")
        self.copy_button = small_button("抄到空着的栏", "只填还空着的栏，保存以前可以放弃")
        self.bulk_button = small_button("批量修改", "给按住 Ctrl 或 Shift 选中的几项改同一个字段，改以前先看新旧对照")
        self.missing_button = small_button("还缺什么", "列出这一项还没有通过校验的地方")
        self.missing, self.findings = QListWidget(), list[Finding]()
        copy_by_keys(self.missing)
        self.empty, self.unlisted = prose("还没有工作要点。", "soft"), Links("没有事项的原因")
        self.nothing = nothing_found()
        self._assemble()
        self._connect()
        self.loader = Loader(self, session, lambda office: read_plan_state(office, session.year), self.show_plan)

    def _assemble(self) -> None:
        self.split = side_by_side(self._left(), self._middle(), self.form)
        for at, share in enumerate(SHARES):
            self.split.setStretchFactor(at, share)
        self.split.setSizes(self.session.memory.get("split.plan", list[int]()) or list(SHARES))
        self.split.splitterMoved.connect(lambda: self.session.memory.set("split.plan", self.split.sizes()))
        self.form.setEnabled(False)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.hide()
        self.unlisted.hide()
        layout = on_ground(self.empty, self.unlisted, self.split)
        layout.setStretch(2, 1)
        self.setLayout(layout)

    def _left(self) -> QWidget:
        self.words.setPlaceholderText("搜索事项（Ctrl+F）")
        self.words.setClearButtonEnabled(True)
        self.which.addItems([ALL, OPEN_ONLY, LACKING, NO_PROOF, *STATES])
        self.which.setAccessibleName("只看")
        top = card_head(self.words, self.which)
        top.setStretch(0, 1)
        left = card(top, self.nothing, flush(self.tree), line(), foot(self.bulk_button, None), margin=0, grow=2)
        self.bulk_button.setHidden(self.session.read_only)  # not before: without a parent it flashes as a window
        return left

    def _middle(self) -> QWidget:
        inside = QWidget()
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 0, 0)
        parts = (self.facts, self.quota_head, self.quotas, group_head("本项的台账记录"), self.proofs, self.text)
        for part in (*parts, self.earlier_head, self.earlier, self.copy_button):
            layout.addWidget(part)
        layout.addStretch(1)
        area = scrolled(inside, "事项原文和定额")
        self.missing.setWordWrap(True)
        self.missing.setAccessibleName("还缺什么")
        self.missing.hide()
        self.missing_button.setCheckable(True)
        top = row(self.title, self.missing_button)
        top.setStretch(0, 1)
        return card(top, self.missing, area, group_head("佐证材料"), self.form.evidence, grow=2)

    def _connect(self) -> None:
        self.unlisted.linkActivated.connect(lambda part: self.session.part_wanted.emit(ISSUE, part))
        self.year.chosen.connect(self._turn_year)
        self.tree.currentItemChanged.connect(self._turn)
        self.words.textChanged.connect(self._fill)
        leads_into(self.words, self.tree)
        self.which.currentIndexChanged.connect(self._fill)
        self.copy_button.clicked.connect(self._copy_earlier)
        self.bulk_button.clicked.connect(self.change_many)
        self.form.step_wanted.connect(self.step)
        self.form.item_wanted.connect(self._go_to_item)
        self.missing_button.toggled.connect(self._list_missing)
        self.missing.itemClicked.connect(self._go_to)
        self.missing.itemActivated.connect(self._go_to)
        self.quotas.clicked.connect(lambda key: self.session.record_wanted.emit(key.partition("/")[0], ""))
        self.proofs.linkActivated.connect(self._list_proofs)
        keys = {
            "Ctrl+S": self.form.save,
            "Ctrl+Return": partial(self._save_and_step),
            "Ctrl+Enter": partial(self._save_and_step),
            "Esc": self._escape,
            "Ctrl+D": partial(copy_field, self.form),
            "Ctrl+Shift+D": partial(copy_record, self.form),
            "Ctrl+Up": partial(self.step, -1),
            "Ctrl+Down": partial(self.step, 1),
            "F1": self.form.show_help,
        }
        for key, act in keys.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # Page

    def heading(self) -> Sequence[QWidget | None]:
        """The year."""
        return (self.year, None)

    def appear(self) -> None:
        """Read the items again in a worker; what could not be written yet keeps its year in front."""
        if self.plan and self.form.is_dirty:
            self.session.year = self.plan.issue.year
        self.loader.reload()

    def leave(self) -> bool:
        """Save the record being edited; False if it cannot be saved and the page should stay."""
        return self.settle()

    def take_back(self) -> bool:
        """Put back what the last field typed, or 放弃修改, has changed in the form."""
        return self.form.take_back()

    def search(self) -> None:
        """Put the cursor into the search box."""
        self.words.setFocus()

    def show_record(self, ledger_id: str, uid: str) -> None:  # noqa: ARG002 - one ledger only
        """Show the item of a 落实情况, kept already or not."""
        self._wanted = uid
        self.words.clear()
        self.which.setCurrentIndex(0)
        with self.session.workspace.read() as connection:
            kept = records.find(connection, self.form.ledger, uid)
        self._to_year(kept.fields.get("year") if kept else None)
        if self.plan:
            self._fill()
        else:
            self.loader.reload()

    # Items

    def show_plan(self, plan: PlanState | None) -> None:
        """Fill the page from what a worker has read; the item selected stays selected."""
        if self.plan and plan and self.plan.issue.year != plan.issue.year:
            self.at = None
        self.plan = plan
        if plan:
            self.year.show_years(plan.years, plan.issue.year)
        self.split.setVisible(plan is not None)
        self.empty.setVisible(plan is None)
        code, centre = self.session.workspace.unit, self.session.workspace.is_centre
        missing = plan is not None and not plan.items
        self.unlisted.setVisible(missing)
        self.unlisted.setText(UNLISTED[centre].format(code=code) if missing else "")
        self.empty.setText(
            "还没有下发工作要点：请在“任务下发”里导入正文（已经读入的，核对好）再保存。"
            if centre
            else "还没有工作要点：请在“校验与报送”里接收任务包。"
        )
        self._fill()
        self._ask_missing()
        if plan and not self._is_restored:
            self._is_restored = True
            self.form.restore_draft()

    def _fill(self) -> None:
        if self.plan is None:
            return
        items, year = self.plan.items, self.plan.issue.year
        self.tree.show_items(filter(self._is_wanted, items), items, year, self.session.today())
        self.nothing.setVisible(bool(self.words.text().strip()) and not self.tree.uids())
        wanted = next((one for one in self.plan.items if self._wanted and one.uid == self._wanted), None)
        self._wanted = ""
        self._select(wanted or self.at or self.plan.items[0] if self.plan.items else None)

    def _is_wanted(self, state: ItemState) -> bool:
        which, words = self.which.currentText(), self.words.text().strip()
        if words and words not in f"{state.item.number} {state.item.title} {state.item.text}":
            return False
        if which == OPEN_ONLY:
            return state.state not in (DONE, NOT_APPLICABLE) and not state.fate
        if which == LACKING:
            return bool(missing_for_item(self.findings, state))
        if which == NO_PROOF:
            return not state.files and state.state != NOT_APPLICABLE
        return which in (ALL, state.state)

    def _select(self, state: ItemState | None) -> None:
        if state is None:
            return
        fresh = self.plan.at(state.item.uid) if self.plan else None
        if state.item.uid in self.tree.uids():
            self.tree.go_to(state.item.uid)
        if fresh:
            self._show(fresh)

    def _turn_year(self, year: int) -> None:
        """Save what is typed and show the plan of another year; where it cannot be read the year stays."""
        if self.plan and not self.settle():
            self.session.year = self.plan.issue.year
            self.year.show_years(self.plan.years, self.plan.issue.year)
        else:
            self._to_year(year)

    def _to_year(self, year: int | None) -> None:
        """Show the plan of a year that was issued, if another one is in front."""
        if self.plan and year in self.plan.years and year != self.plan.issue.year:
            self.session.year = year
            self.show_plan(read_plan_state(self.session.workspace, year))

    def _go_to_item(self, year: int, uid: int) -> None:
        """Show an item whatever was filtered; one that the plan lacks, or that is in front, changes nothing."""
        self._to_year(year)
        state = self.plan.at(uid) if self.plan else None
        if state and not (self.at and self.at.item.uid == uid):
            self.words.clear()
            self.which.setCurrentIndex(0)
            self._select(state)

    def step(self, by: int) -> None:
        """Go to the item above or below in the list."""
        lines, uids = self.tree.lines(), self.tree.uids()
        here = uids.index(self.at.item.uid) if self.at and self.at.item.uid in uids else -by
        if 0 <= here + by < len(lines):
            self.tree.setCurrentItem(lines[here + by])

    def _save_and_step(self) -> None:
        if self.form.save():
            self.step(1)

    def _turn(self, line: QTreeWidgetItem | None) -> None:
        uid = line.data(NAME, UID_ROLE) if line else None
        state = self.plan.at(uid) if self.plan and uid else None
        if state is None or (self.at and state.item.uid == self.at.item.uid):
            return
        if self.settle():
            self._show(state)
        else:
            self._select(self.at)

    def _escape(self) -> None:
        """Close what is open, else leave the field for the list of items; nothing typed is lost."""
        popup = QApplication.activePopupWidget()
        if popup:
            popup.close()
        elif not self.form.close_what_is_open():
            self.tree.setFocus()

    def settle(self) -> bool:
        """Save what is typed, with 撤销 on offer; False where it cannot be read."""
        if not self.form.is_dirty:
            return True
        return self.form.save(told=f"已保存{self.form.head.text()}" if self.form.uid else "")

    def change_many(self) -> BulkChange | None:
        """Change one field of all items chosen in the list."""
        plan, chosen = self.plan, self.tree.chosen()
        if plan is None or not self.settle():
            return None
        states = [state for state in plan.items if state.item.uid in chosen]
        items = [ChosenItem(one.item.uid, f"第{one.item.number}项 {one.item.title}", one.uid) for one in states]
        if items:
            return change_items(self.session, plan.issue.year, items, self)
        self.session.refused.emit("先在左边的列表里选中要改的几项（按住 Ctrl 或 Shift 点选）。")
        return None

    def _show(self, state: ItemState) -> None:
        changed = self.at is None or self.at.item.uid != state.item.uid
        self.at = state
        item, year = state.item, self.plan.issue.year if self.plan else 0
        self.title.setText(state.label)
        self.text.setText(item.text)
        lines = quota_lines(state, self.plan.issue.profile) if self.plan else []
        others = "".join(f"\n定额：{words}" for words in (*lines, *state.left_out))
        due = due_sentence(item, self.plan.issue) if self.plan else ""
        gone = f"这一项{state.fate}，不再要求；填过的都保留，印在“{DROPPED}”里。\n" if state.fate else ""
        self.facts.setText(f"{gone}责任单位：{responsible_words(item)}\n完成时限：{due}{others}")
        bars = quota_bars(state.quotas)
        self.quotas.show_bars(bars)
        self.quota_head.setVisible(bool(bars))
        self.form.setEnabled(True)
        if changed or not self.form.is_dirty:
            self.form.show_item(year, item, state.uid, judges=any(one.counting is None for one in state.quotas))
        self.proofs.show_links(proof_links(self.plan.proofs.get(item.uid, ())) if self.plan else [])
        self._show_earlier()
        self._list_missing()

    def _list_proofs(self, ledger_id: str) -> None:
        """Show the records of a ledger that prove the item in front."""
        if self.at is None or self.plan is None:
            return
        item = self.at.item
        uids = [uid for one in self.plan.proofs.get(item.uid, ()) if one.ledger == ledger_id for uid in one.uids]
        self.session.records_wanted.emit(ledger_id, uids, f"第{item.number}项的{ledger(ledger_id).label}")

    def _show_earlier(self) -> None:
        earlier = self._earlier()
        if earlier:
            self.earlier_head.setText(f"{earlier.year}年怎么写的（当时是第{earlier.item}项）")
            self.earlier.setText(earlier.in_words())
        for part in (self.earlier_head, self.earlier):
            part.setVisible(earlier is not None)
        self.copy_button.setVisible(earlier is not None and not self.session.read_only)

    def _copy_earlier(self) -> None:
        earlier = self._earlier()
        words = fields_to_copy(earlier, self.form.fields.values()) if earlier else {}
        self.form.put(dict(words))
        self.session.told.emit(
            f"抄了{len(words)}栏，请改成今年的情况再保存。" if words else "各栏都已经有内容，没有抄。"
        )

    def _earlier(self) -> EarlierText | None:
        return self.plan.earlier.get(self.at.item.uid) if self.plan and self.at else None

    # What is missing

    def _ask_missing(self) -> None:
        workspace = self.session.workspace
        year = self.session.year
        self.session.jobs.run(lambda _: read_findings(workspace, year), self._show_missing, owner=self)

    def _show_missing(self, findings: list[Finding]) -> None:
        self.findings = findings
        if self.which.currentText() == LACKING:
            self._fill()
        self._list_missing()

    def _list_missing(self, _on: object = None) -> None:
        found = missing_for_item(self.findings, self.at) if self.at else []
        marked = [(*_MARKS[one.level], one.message, one.field) for one in found]
        marked += [(Tone.CALM, "待办", one.words, one.field) for one in (self.at.ahead if self.at else ())]
        self.missing_button.setText(f"还缺什么（{len(marked)}）" if marked else "还缺什么")
        self.missing.clear()
        for tone, kind, words, field in marked or [(Tone.GOOD, "", "这一项没有缺的。", "")]:
            line = QListWidgetItem(f"{shade(tone).shape} {kind}{'：' if kind else ''}{words}")
            line.setForeground(QColor(shade(tone).ink))
            line.setData(FIELD_ROLE, field)
            self.missing.addItem(line)
        self.missing.setVisible(self.missing_button.isChecked())
        self._fit_missing()

    def _fit_missing(self) -> None:
        """As high as its lines are, up to a third of the page."""
        lines = sum(self.missing.sizeHintForRow(at) for at in range(self.missing.count()))
        self.missing.setFixedHeight(min(lines + SPACE, max(self.height() // 3, 1)))

    def _go_to(self, line: QListWidgetItem) -> None:
        field = line.data(FIELD_ROLE)
        if field in self.form.fields.rows:
            self.form.fields.go_to(field)


PAGES = (
    PageSpec(PLAN, "工作要点", 20, PlanPage, frozenset({UNIT}), ("progress",), icon="clipboard_task_list_ltr"),
    PageSpec(PLAN, "本级要点", 45, PlanPage, frozenset({CENTRE}), icon="clipboard_task_list_ltr", group=OWN_WORK),
)
