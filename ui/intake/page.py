"""收件合并: packages from sticks and folders, what each would do, and what it did."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QSplitter, QTabWidget, QWidget

from models.merge.changes import RecordAct
from models.merge.conflicts import ChooseValue, Dispute, DisputedVersion, decide_dispute
from models.merge.enrolment import enrol_units
from models.merge.intake import SUFFIX, in_file_order, merge_all, merge_each, package_files
from models.merge.outcome import CAN_MERGE, WORDS, PackageOutcome, PackageState
from models.merge.same_person_or_case import SharedValue, confirm_shared_value
from models.records.registry import ledger, ledgers
from models.records.tone import Tone
from models.store.base.workspace import CENTRE, UNIT
from models.store.records.packages import Enrolment
from ui.base.loading import Loader, everything_changed
from ui.base.page import Page, PageSpec
from ui.base.places import CONFLICTS, GATHERED, INTAKE, KEYS, ON_PAPER
from ui.base.session import Session
from ui.base.ticket import CancelledError, Ticket
from ui.intake.double_submissions_panel import DoubleSubmissionsPanel
from ui.intake.facts import (
    EMPTY,
    MOST_LINES,
    MOST_REFUSALS,
    PREVIEW_HEADS,
    IntakeState,
    UnitLine,
    merged_words,
    outcome_tone,
    package_heads,
    period_of,
    preview_words,
    read_intake,
)
from ui.intake.proxy_panel import ProxyPanel
from ui.intake.same_person_panel import SamePersonPanel
from ui.kit.choosing import RECEIVING, choose_files
from ui.kit.combo_box import YearChoice
from ui.kit.conflicts_panel import ConflictsPanel
from ui.kit.folder_box import NO_FOLDER, FolderBox
from ui.kit.labels import column, main_button, on_ground, prose, row, scrolled, set_prose, small_button
from ui.kit.pending_keys import PendingKeys
from ui.kit.record_names import with_record_names as named_for
from ui.kit.tables.changes_table import difference_lines
from ui.kit.tables.rows_table import RowsTable
from ui.kit.taking_files import TakesFiles

LAST = {PackageState.KNOWN: 1, PackageState.OWN: 2}
"""What needs nobody comes below what does, in this order."""


class IntakePage(TakesFiles, Page):
    """Choose, preview, merge; keys that wait stand on the right."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.sources: list[Path] = []
        self._part = ""
        self.previewed: set[str] = set()
        """Files whose line says what merging would do."""
        self.last: list[PackageOutcome] = []
        self.folder = FolderBox(session.memory, "intake", label="收件文件夹", sticks_first=True)
        self.look, self.files = QPushButton("查找"), small_button("选择文件…", "选择一个或几个报送包")
        self.preview_button, self.merge_button = QPushButton("预览"), main_button("合并")
        self.summary, self.detail = prose(""), prose("", "soft")
        self.table = RowsTable(package_heads(self._state_words), EMPTY, name="收到的包", key=lambda one: one.file)
        self.keys = PendingKeys()
        self.conflicts, self.twins, self.tabs = ConflictsPanel(session), SamePersonPanel(session), QTabWidget()
        self.forks = DoubleSubmissionsPanel(session)
        self.changes: RowsTable[UnitLine] = RowsTable(PREVIEW_HEADS, "没有变化。", name="合并会带来的变化")
        self.changes.hide()
        self.agree, self.proxies = main_button("确认代替代录"), ProxyPanel(session)
        self.year = YearChoice(session, self)
        self.agree.setToolTip("签名的报送代替按纸质材料代录的内容；原来的在回收站和历史里，撤销合并可以恢复")
        self.agree.hide()
        self._assemble()
        self._connect()
        self._allow()
        self.loader = Loader(self, session, read_intake, self._show_waiting)

    def _assemble(self) -> None:
        self.setAcceptDrops(True)
        choose = row(prose("从"), self.folder, self.look, self.files, None, self.preview_button, self.merge_button)
        choose.setStretch(1, 2)
        choose.setStretch(4, 1)
        area = scrolled(self.keys, "待登记的密钥")
        self.side = area
        left = QWidget()
        inside = column(self.summary, self.table, self.detail, row(self.agree, None), self.changes, margin=0)
        inside.setStretch(1, 3)
        inside.setStretch(4, 2)
        left.setLayout(inside)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.addWidget(left)
        self.split.addWidget(area)
        self.split.setSizes([800, 380])
        self.split.setStretchFactor(0, 1)
        self.split.setChildrenCollapsible(False)
        sheet = QWidget()
        whole = column(choose, self.split)
        whole.setStretch(1, 1)
        sheet.setLayout(whole)
        self.tabs.addTab(sheet, "报送包")
        self.tabs.addTab(self.conflicts, "冲突")
        self.tabs.addTab(self.twins, "同人同案")
        self.tabs.addTab(self.forks, "同次两包")
        self.tabs.addTab(self.proxies, "代录")
        layout = on_ground(self.tabs)
        self.setLayout(layout)

    def _connect(self) -> None:
        self.look.clicked.connect(self._look)
        self.folder.entered.connect(self._look)
        self.files.clicked.connect(self._choose)
        self.preview_button.clicked.connect(self.preview)
        self.merge_button.clicked.connect(self.merge)
        self.table.picked.connect(self._explain)
        self.changes.opened.connect(self._open_change)
        self.agree.clicked.connect(self.replace_typed)
        self.proxies.counted.connect(self._count_proxies)
        self.proxies.years_read.connect(self.year.show_years)
        self.year.chosen.connect(lambda _: self.proxies.reload())
        self.keys.confirmed.connect(self.enrol)
        self.keys.ticked.connect(self.enrol_ticked)
        self.conflicts.decided.connect(self.decide)
        self.twins.confirmed.connect(self.confirm_twin)
        self.forks.decided.connect(self._fork_decided)

    def heading(self) -> Sequence[QWidget | None]:
        """The year."""
        return (self.year, None)

    def appear(self) -> None:
        """Look for drives and keys again."""
        self.folder.refresh()
        self.loader.reload()
        self.proxies.reload()

    def show_part(self, name: str) -> None:
        """Show the keys, the conflicts or the reports on paper that another page's figure counts."""
        self._part = name
        part = {CONFLICTS: self.conflicts, ON_PAPER: self.proxies}.get(name)
        if part is None:
            self.tabs.setCurrentIndex(0)
        else:
            self.tabs.setCurrentWidget(part)
        self._to_part()

    def show_ledger(self, ledger_id: str) -> None:
        """Bring what is typed on behalf of a unit to the front."""
        self.tabs.setCurrentWidget(self.proxies)
        self.proxies.show_ledger(ledger_id)

    def _to_part(self) -> None:
        """Put the cursor where the work is, as soon as it is there."""
        fields: dict[str, QWidget] = {CONFLICTS: self.conflicts.table, ON_PAPER: self.proxies.table}
        if self.keys.cards:
            fields[KEYS] = self.keys.cards[0].typed
        field = fields.get(self._part)
        if field:
            self._part = ""
            field.setFocus()

    def leave(self) -> bool:
        """Save what is being typed for a unit."""
        return self.proxies.settle()

    def _count_proxies(self, count: int) -> None:
        self.tabs.setTabText(self.tabs.indexOf(self.proxies), f"代录（{count}份）" if count else "代录")

    def _show_waiting(self, waiting: IntakeState) -> None:
        self.keys.show_keys([(key, self.session.unit_name(key.unit)) for key in waiting.keys], waiting.enrolled)
        self.side.setVisible(bool(waiting.keys))
        self.conflicts.show_disputes(waiting.disputes)
        count = len(waiting.disputes)
        self.tabs.setTabText(1, f"冲突（{count}处）" if count else "冲突")
        self.twins.show_twins(waiting.twins)
        unsaid = sum(one.said is None for one in waiting.twins)
        self.tabs.setTabText(2, f"同人同案（{unsaid}处）" if unsaid else "同人同案")
        self.forks.show_forks(waiting.forks)
        open_forks = sum(one.fork.said is None for one in waiting.forks)
        self.tabs.setTabText(3, f"同次两包（{open_forks}处）" if open_forks else "同次两包")
        self._note_undone(waiting.undone)
        self._to_part()
        self._part = ""  # what is not there now must not pull the cursor away when it comes

    def _note_undone(self, undone: frozenset[str]) -> None:
        """What was merged here and taken back elsewhere is no longer called merged."""
        gone = [one for one in self.last if one.state is PackageState.MERGED and one.package in undone]
        gone = [one for one in gone if one.file not in self.previewed]
        if gone:
            now = {one.file: msgspec.structs.replace(one, state=PackageState.UNDONE, reason="") for one in gone}
            self._show([now.get(one.file, one) for one in self.last])
            set_prose(self.summary, f"撤销了{len(gone)}个包的合并，可以重新合并。", Tone.WARN)

    # Choosing

    def _look(self) -> None:
        folder = self.folder.folder()
        if folder is None:
            self.session.refused.emit(NO_FOLDER)
            return
        self.folder.remember()
        self.take([folder])

    def _choose(self) -> None:
        kinds = f"报送包 (*{SUFFIX});;所有文件 (*)"
        self.take(choose_files(self, self.session.memory, RECEIVING, "选择报送包", kinds))

    def take(self, sources: list[Path]) -> None:
        """Look at these files and folders: what merging them would do is shown at once."""
        if sources:
            self.sources = sources
            self.preview()

    # Acting

    def preview(self) -> None:
        """Merge the packages without writing (dry run) and show what would change."""
        self._run("正在预览", self._show_preview, dry_run=True)

    def merge(self) -> None:
        """Merge every package that can be trusted."""
        self._run("正在合并", self._show_merged, dry_run=False)

    def _run(self, label: str, show: Callable[[list[PackageOutcome]], None], *, dry_run: bool) -> None:
        workspace, operator, sources = self.session.workspace, self.session.operator, list(self.sources)

        def task(ticket: Ticket) -> list[PackageOutcome]:
            def tell(_name: str, number: int, total: int) -> None:
                ticket.say(f"{label} {number}/{total}", number - 1, total)

            period_of.cache_clear()  # another stick may hold other files of the same names
            found, done = list(package_files(sources)), list[PackageOutcome]()
            with suppress(CancelledError):  # what was merged stays merged, and is shown
                for outcome in merge_each(workspace, found, operator, tell, dry_run=dry_run):
                    period_of(outcome.file)
                    done.append(outcome)
            return in_file_order(found, done)

        self._allow(busy=True)
        self.session.jobs.run(task, show, self._failed, label=label, owner=self, writes=True, cancellable=True)

    def _failed(self, trouble: object) -> None:
        self._allow()
        self.session.failed.emit(trouble)

    def _state_words(self, outcome: PackageOutcome) -> str:
        """What became of a package; a preview has merged nothing."""
        return (
            CAN_MERGE
            if outcome.file in self.previewed and outcome.state is PackageState.MERGED
            else WORDS[outcome.state]
        )

    def _show_preview(self, outcomes: list[PackageOutcome]) -> None:
        self.previewed = {one.file for one in outcomes}
        self._show(outcomes)
        self._show_changes(outcomes)
        set_prose(self.summary, preview_words(self.session.workspace, outcomes), outcome_tone(outcomes))

    def _show_merged(self, outcomes: list[PackageOutcome]) -> None:
        self.previewed = set()
        self._show(outcomes)
        set_prose(self.summary, merged_words(outcomes), outcome_tone(outcomes))
        everything_changed(self.session)
        self.loader.reload()

    def _show(self, outcomes: list[PackageOutcome]) -> None:
        self.last = outcomes
        self.detail.clear()
        self.changes.hide()
        self.agree.hide()
        self.table.show_rows(sorted(outcomes, key=lambda one: LAST.get(one.state, 0)))
        self._allow()

    def _allow(self, *, busy: bool = False) -> None:
        ready = bool(self.sources) and not busy
        self.preview_button.setEnabled(ready)
        self.merge_button.setEnabled(ready)

    def _explain(self, outcome: PackageOutcome) -> None:
        known = ledgers()
        refused = [
            f"{known[one.ledger].label if one.ledger in known else one.ledger}：{one.reason}"
            for one in outcome.counts.refused[:MOST_REFUSALS]
        ]
        left = outcome.counts.refused_count - len(refused)
        more = [f"另有{left}条拒收没有逐条列出。"] if left else []
        more += [f"另有{outcome.more}条记录的变化没有列出。"] if outcome.more else []
        self.detail.setText("\n".join([outcome.file, outcome.reason, *refused, *more]).strip())
        self._show_changes([outcome])
        self.agree.setVisible(outcome.state is PackageState.TO_CONFIRM)

    def _show_changes(self, outcomes: list[PackageOutcome]) -> None:
        """What these packages would change, down to the field."""
        issue = self.session.issue()
        each = (
            (one.unit_name or one.unit, difference_lines(named_for(one.changes, issue, one.unit))) for one in outcomes
        )
        every = ((name, line) for name, lines in each for line in lines)
        self.changes.show_rows(list(islice(every, MOST_LINES)))
        self.changes.setVisible(any(one.changes for one in outcomes))

    def _open_change(self, shown: UnitLine) -> None:
        """Show the record as it stands; one that only comes with the package is not there yet."""
        change = shown[1].change
        if change.act is not RecordAct.ADDED and ledger(change.ledger).desk == UNIT:
            self.session.record_wanted.emit(change.ledger, change.uid)

    def replace_typed(self) -> None:
        """Let the signed submission in front take the place of what was typed for its unit."""
        chosen = self.table.current()
        if chosen is None or chosen.state is not PackageState.TO_CONFIRM:
            return
        workspace, operator, path = self.session.workspace, self.session.operator, Path(chosen.file)
        self.session.jobs.run(
            lambda _: merge_all(workspace, [path], operator, replace_typed=True),
            self._replaced,
            label="正在合并",
            owner=self,
            writes=True,
        )

    def _replaced(self, outcomes: list[PackageOutcome]) -> None:
        fresh = {one.file: one for one in outcomes}
        self._show([fresh.get(one.file, one) for one in self.last])
        words = "".join(f"{one.unit_name}：{WORDS[one.state]}。{one.reason}" for one in outcomes)
        set_prose(self.summary, words, outcome_tone(outcomes))
        everything_changed(self.session)
        self.loader.reload()
        self.proxies.reload()

    # Enrolling

    def enrol(self, key: Enrolment, replace: bool) -> None:
        """Enrol a key whose fingerprint was typed right, in place of the unit's others or beside them, then merge."""
        self._enrol([key], replace=replace)

    def enrol_ticked(self, keys: list[Enrolment]) -> None:
        """Enrol all these keys, whose fingerprints the clerk has compared, under one new roster, then merge."""
        self._enrol(keys)

    def _enrol(self, keys: list[Enrolment], *, replace: bool = False) -> None:
        workspace, operator = self.session.workspace, self.session.operator
        units = {key.unit for key in keys}
        waiting = [Path(one.file) for one in self.last if one.state is PackageState.PENDING and one.unit in units]

        def task(_ticket: Ticket) -> list[PackageOutcome]:
            enrol_units(workspace, [(key.unit, key.fingerprint) for key in keys], operator, replace=replace)
            return merge_all(workspace, waiting, operator)

        self.session.jobs.run(
            task, lambda outcomes: self._enrolled(keys, outcomes), label="正在登记", owner=self, writes=True
        )

    def _enrolled(self, keys: list[Enrolment], outcomes: list[PackageOutcome]) -> None:
        whose = self.session.unit_name(keys[0].unit) if len(keys) == 1 else f"{len(keys)}个单位"
        merged = [one for one in outcomes if one.state is PackageState.MERGED]
        if merged:
            count = "" if len(keys) == 1 else f"{len(merged)}个"
            set_prose(self.summary, f"已登记{whose}的密钥，并合并了{count or '它的'}报送包。")
            fresh = {one.file: one for one in outcomes}
            self.previewed -= fresh.keys()
            self._show([fresh.get(one.file, one) for one in self.last])
        elif any(one.state is PackageState.TO_CONFIRM for one in outcomes):
            set_prose(self.summary, f"已登记{whose}的密钥。报送包要代替代录：点那一行看变化，再确认。")
            self._show([{one.file: one for one in outcomes}.get(one.file, one) for one in self.last])
        else:
            set_prose(self.summary, f"已登记{whose}的密钥。请再插入U盘，合并一次报送包。")
        everything_changed(self.session)
        self.loader.reload()

    # Conflicts

    def decide(self, dispute: Dispute, version: DisputedVersion) -> None:
        """Let this version stand, wherever it is in the list by now."""
        workspace, operator, declared = self.session.workspace, self.session.operator, ledger(dispute.ledger)
        self.session.jobs.run(
            lambda _: decide_dispute(
                workspace, declared, dispute.uid, dispute.field, ChooseValue(version.value), operator
            ),
            lambda _: self._decided(dispute),
            owner=self,
            writes=True,
        )

    def confirm_twin(self, twin: SharedValue, verdict: str, note: str) -> None:
        """Keep what a person or case in several units is."""
        workspace, operator = self.session.workspace, self.session.operator
        self.session.jobs.run(
            lambda _: confirm_shared_value(workspace, twin.code, verdict, note, operator),
            lambda _: self._confirmed(verdict),
            self._not_confirmed,
            owner=self,
            writes=True,
        )

    def _not_confirmed(self, trouble: object) -> None:
        self.session.failed.emit(trouble)
        self.loader.reload()

    def _fork_decided(self) -> None:
        everything_changed(self.session)
        self.loader.reload()

    def _confirmed(self, verdict: str) -> None:
        self.session.told.emit(f"已确认为{verdict}。")
        self.loader.reload()

    def _decided(self, dispute: Dispute) -> None:
        self.session.told.emit(f"“{dispute.title}”的{dispute.label}已定。")
        self.session.records_changed.emit(dispute.ledger)
        self.loader.reload()


PAGES = (PageSpec(INTAKE, "收件合并", 20, IntakePage, frozenset({CENTRE}), icon="mail_inbox", group=GATHERED),)
