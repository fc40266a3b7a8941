"""校验与报送: what still has to be put right, the package with its result, and what came back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QTabWidget, QWidget

from models.assess.score import RecordRef
from models.check import blocks_submission
from models.check.answers import CONTRADICTED, explain_findings, findings_text, report_zero, withdraw_zero
from models.clock import local_minute
from models.merge.conflicts import ChooseValue, Dispute, DisputedVersion, decide_dispute
from models.merge.keys import SIGNING, own_fingerprint
from models.merge.states import SubmissionState, sent_state
from models.records.finding import Finding
from models.records.ledgers.progress import progress_uid
from models.records.office import Issue, period_label
from models.records.registry import ledger
from models.store.base.transaction import Transaction
from models.store.base.workspace import UNIT, Workspace
from models.store.records import documents, packages
from models.store.records.packages import IN, OUT, PackageRow
from models.submit.contents import NOTHING, SinceSent, count_since, package_size
from models.submit.results import ResultsNote, received_results
from models.submit.unit import Signers, Submitted, check_workspace, submit
from models.submit.withdraw import withdraw_submission, withdrawable_submission
from reports.figures.record_names import item_of_title
from ui.base.loading import Loader, everything_changed
from ui.base.page import Page, PageSpec
from ui.base.places import PLAN, REPORTING, SUBMIT, print_for
from ui.base.session import Session
from ui.form.finding_in_form import go_to_field, open_reported_ledger
from ui.kit.choosing import RECEIVING, choose_files
from ui.kit.combo_box import ComboBox, YearChoice
from ui.kit.confirm_box import ConfirmQuestion
from ui.kit.conflicts_panel import ConflictsPanel
from ui.kit.labels import column, on_ground, prose, scrolled, side_by_side, small_button, with_name
from ui.kit.record_names import finding_name, read_disputes
from ui.kit.send_panel import PackageSizes, SendPanel
from ui.kit.tables.head import ColumnHead
from ui.kit.tables.rows_table import RowsTable
from ui.kit.taking_files import TakesFiles
from ui.list.findings_panel import FindingsPanel
from ui.submit.arrivals import Arrivals
from ui.submit.receiving import Received, receive_all
from ui.submit.results_tab import ResultsTab
from ui.submit.self_score_tab import SelfScoreTab

SUFFIXES = "程序的包 (*.fzb);;所有文件 (*)"
GONE_BACK = frozenset({SubmissionState.WITHDRAWN})
"""States of a submission after which the same content is rightly sent once more."""
SHEET_FORM, SELF_FORM = "submission-sheet", "self-assessment"
KINDS = {"plan": "任务包", "receipt": "回执", "results": "考核结果", "submission": "报送", "handover": "移交包"}


@dataclass(frozen=True)
class SubmitMessage:
    """A package sent or received, as the history shows it."""

    row: PackageRow
    label: str
    state: SubmissionState


@dataclass(frozen=True)
class SubmitState:
    """What a worker reads for the page; `issue` is None until a plan package is received."""

    issue: Issue | None
    findings: list[Finding]
    mail: list[SubmitMessage]
    fingerprint: str
    results: list[ResultsNote]
    sizes: PackageSizes | None = None
    withdrawable: PackageRow | None = None
    disputes: tuple[Dispute, ...] = ()
    since: SinceSent = NOTHING
    years: tuple[int, ...] = ()


def read_submit_state(workspace: Workspace, year: int | None = None) -> SubmitState:
    """Check the ledgers by the plan of this year or today's, and read the history."""
    findings = check_workspace(workspace, workspace.clock.today(), year=year)
    with workspace.read() as connection:
        issue, years = documents.issue_for(connection, year), documents.issued_years(connection)
        rows = packages.find_packages(connection)
        results = list(received_results(connection))
        mail = _mail(rows, issue)
        sent = _newest_sent(mail)
        since = count_since(connection, workspace.unit, sent.row) if sent else NOTHING
    sizes, latest = _sizes(workspace) if issue else None, withdrawable_submission(workspace)
    fingerprint = own_fingerprint(workspace) if workspace.secret(SIGNING) else ""
    waiting = tuple(read_disputes(workspace, workspace.unit))
    return SubmitState(issue, findings, mail, fingerprint, results, sizes, latest, waiting, since, tuple(years))


def _newest_sent(mail: list[SubmitMessage]) -> SubmitMessage | None:
    return next((one for one in mail if one.row.direction == OUT and one.row.kind == "submission"), None)


def _sizes(workspace: Workspace) -> PackageSizes:
    usual = package_size(workspace)
    return PackageSizes(usual, package_size(workspace, full=True) if usual.left_out else usual)


def _mail(rows: list[PackageRow], issue: Issue | None) -> list[SubmitMessage]:
    sent = [row for row in rows if row.direction == OUT]
    shown = reversed(packages.in_order(row for row in rows if row.kind in KINDS))
    return [SubmitMessage(row, period_label(issue, row.period), _state(row, sent)) for row in shown]


def _state(row: PackageRow, sent: list[PackageRow]) -> SubmissionState:
    return SubmissionState.CAME if row.direction == IN else sent_state(row, sent)


MAIL_HEADS: list[ColumnHead[SubmitMessage]] = [
    ColumnHead("时间", 9, lambda mail: local_minute(mail.row.at)),
    ColumnHead("类别", 5, lambda mail: KINDS[mail.row.kind]),
    ColumnHead("报送期", 8, lambda mail: mail.label),
    ColumnHead("次数", 4, lambda mail: f"第{mail.row.sequence}次" if mail.row.direction == OUT else ""),
    ColumnHead("状态", 9, lambda mail: mail.state, tone=lambda mail: mail.state.tone),
    ColumnHead(
        "说明", 24, lambda mail: mail.row.review_reason or (mail.row.reason if mail.row.direction == IN else "")
    ),
    ColumnHead("文件", 20, lambda mail: Path(mail.row.file).name),
]


class SubmitPage(TakesFiles, Page):
    """校验 and 报送 side by side; the history under a second tab."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.state: SubmitState | None = None
        self.year = YearChoice(session, self)
        self.period_head = prose("报送期", "soft")
        self.period, self.summary = with_name(ComboBox(), "报送期"), prose("")
        self.period.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.again = small_button("重新校验", "F5")
        self.again.setShortcut("F5")
        self.receive_button = small_button(
            "接收…", "任务包、回执、考核结果、移交包都从这里接收；也可以把文件拖到这一页上"
        )
        self.findings, self.panel = FindingsPanel(), SendPanel(session)
        self.mail = RowsTable(MAIL_HEADS, "还没有报送过，也没有接收过包。", name="收发记录")
        self.self_score = SelfScoreTab(session)
        self.results, self.arrivals, self.conflicts = ResultsTab(), Arrivals(), ConflictsPanel(session)
        self._assemble()
        self._connect()
        self.loader = Loader(
            self, session, lambda office: read_submit_state(office, session.year), self.show_state, label="正在校验"
        )

    def _assemble(self) -> None:
        self.setAcceptDrops(True)
        area = scrolled(self.panel, "上报")
        split = side_by_side(self.findings, area)
        split.setSizes([760, 400])
        split.setStretchFactor(0, 1)
        checks = QWidget()
        inside = column(self.summary, split)
        inside.setStretch(1, 1)
        checks.setLayout(inside)
        self.tabs = QTabWidget()
        self.tabs.addTab(checks, "校验和报送")
        self.tabs.addTab(self.self_score, "自评")
        self.tabs.addTab(self.mail, "报送和接收记录")
        self.tabs.addTab(self.results, "考核结果")
        self.tabs.addTab(self.conflicts, "冲突")
        layout = on_ground(self.arrivals, self.tabs)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def _connect(self) -> None:
        self.again.clicked.connect(self.appear)
        self.year.chosen.connect(lambda _: self.appear())
        self.receive_button.clicked.connect(self._choose)
        self.findings.opened.connect(self.open)
        self.findings.explained.connect(self._explain)
        self.findings.zeroed.connect(self._report_zero)
        self.findings.withdrawn.connect(lambda one: self._change(lambda tx: withdraw_zero(tx, one), "已删除零报送"))
        self.results.opened.connect(self._open_behind)
        self.self_score.opened.connect(self._open_behind)
        self.self_score.print_wanted.connect(lambda: self._print(SELF_FORM))
        self.tabs.currentChanged.connect(self._score)
        self.panel.send_wanted.connect(self._ask_send)
        self.panel.print_wanted.connect(lambda period: self._print(SHEET_FORM, period))
        self.panel.target.changed.connect(self._allow)
        self.panel.withdraw_wanted.connect(self.withdraw)
        self.arrivals.compared.connect(self.take)
        self.arrivals.agreed.connect(lambda paths: self.take(paths, agreed=True))
        self.conflicts.decided.connect(self.decide)

    def _print(self, form: str, period: str = "") -> None:
        year = self.state.issue.year if self.state and self.state.issue else None
        print_for(self.session, form, period=period, year=year)

    def heading(self) -> Sequence[QWidget | None]:
        """Year and period, checking anew, and what other offices have sent."""
        return (self.year, self.period_head, self.period, self.again, None, self.receive_button)

    def appear(self) -> None:
        """Look for drives and check the ledgers again, in a worker."""
        self.panel.target.refresh()
        self.loader.reload()

    def search(self) -> None:
        """Put the cursor into the search box."""
        self.findings.words.setFocus()

    def show_state(self, state: SubmitState) -> None:
        """Fill the page from what a worker has read; the period chosen before stays chosen."""
        self.state = state
        self.year.show_years(state.years, state.issue.year if state.issue else 0)
        periods = state.issue.periods if state.issue else ()
        kept = self.period.currentData() or (periods[-1].id if periods else None)
        self.period.clear()
        for period in periods:
            self.period.addItem(period.label, period.id)
        at = self.period.findData(kept)
        self.period.setCurrentIndex(at if at >= 0 else len(periods) - 1)
        for part in (self.period_head, self.period):
            part.setVisible(bool(periods))
        self.summary.setText(findings_text(state.findings) if state.issue else "还没有任务包：请先点右上角接收。")
        unit = self.session.workspace.unit
        self.findings.show_findings(state.findings, lambda one: finding_name(one, state.issue, unit))
        self.mail.show_rows(state.mail)
        self.results.show_results(state.results)
        self._show_disputes(state.disputes)
        self._score()
        self.panel.show_sizes(state.sizes)
        latest = state.withdrawable
        self.panel.show_latest(latest, period_label(state.issue, latest.period) if latest else "")
        self.panel.show_since(state.since)
        sent = _newest_sent(state.mail)
        self.panel.show_fate(sent.row if sent else None, sent.label if sent else "")
        self._allow()

    def _show_disputes(self, waiting: Sequence[Dispute]) -> None:
        """The tab is there only while two PCs of the unit disagree."""
        at = self.tabs.indexOf(self.conflicts)
        self.conflicts.show_disputes(waiting)
        self.tabs.setTabText(at, f"冲突（{len(waiting)}处）")
        self.tabs.setTabVisible(at, bool(waiting))

    def _allow(self) -> None:
        state = self.state
        why = ""
        if state is None or state.issue is None:
            why = "要先接收汇总单位下发的任务包。"
        elif state.disputes:
            why = "先在“冲突”里逐条决定用哪个内容，才能报送。"
        elif blocks_submission(state.findings):
            why = "左边的问题处理完（改正、说明或作零报送）才能报送。"
        elif self.panel.target.folder() is None:
            why = "插好U盘，或者选一个文件夹。"
        else:
            size = self.panel.coming()
            why = self.panel.target.obstacle(size.total) if size else ""
        self.panel.allow(ready=not why, why_not=why)

    # Findings

    def open(self, finding: Finding) -> None:
        """Show the record of a finding, with the cursor in its field."""
        year = self.state.issue.year if self.state and self.state.issue else 0
        if finding.code == CONTRADICTED:
            open_reported_ledger(self.session, finding)
        elif finding.uid:
            go_to_field(self, self.session, finding)
        elif finding.ledger == "progress" and (item := item_of_title(finding.title)):
            self.session.record_wanted.emit("progress", progress_uid(self.session.workspace.unit, year, item))
        elif finding.ledger == "progress":
            self.session.page_wanted.emit(PLAN)
        else:
            self.session.record_wanted.emit(finding.ledger, "")

    def _open_behind(self, ref: RecordRef) -> None:
        if ref.ledger and ref.uid:
            self.session.record_wanted.emit(ref.ledger, ref.uid)

    def _explain(self, findings: list[Finding], reason: str) -> None:
        unit = self.session.workspace.unit
        self._change(lambda tx: explain_findings(tx, unit, findings, reason), f"已说明{len(findings)}条")

    def _report_zero(self, findings: list[Finding], reason: str) -> None:
        unit, issue = self.session.workspace.unit, self.state.issue if self.state else None
        period = issue.period(self.period.currentData()) if issue else None
        if issue and period:
            act = f"已作零报送：{len(findings)}个台账"
            self._change(lambda tx: report_zero(tx, unit, period, issue.year, findings, reason), act)

    def _change(self, act: Callable[[Transaction], object], done: str) -> None:
        def told(_: object) -> None:
            self.session.told.emit(f"{done}。")
            self.loader.reload()

        self.session.change(act, told, owner=self, label="正在保存")

    def decide(self, dispute: Dispute, version: DisputedVersion) -> None:
        """Let this version stand, wherever it is in the list by now."""
        workspace, operator, declared = self.session.workspace, self.session.operator, ledger(dispute.ledger)
        self.session.jobs.run(
            lambda _: decide_dispute(
                workspace, declared, dispute.uid, dispute.field, ChooseValue(version.value), operator
            ),
            lambda _: self.session.records_changed.emit(dispute.ledger),
            label="正在保存",
            owner=self,
            writes=True,
        )

    # Sending

    def _ask_send(self) -> None:
        """Ask before the same content goes out once more: a second click is no second submission."""
        state, period = self.state, self.period.currentData()
        sent = _newest_sent(state.mail) if state else None
        if state and sent and sent.row.period == period and not any(state.since) and sent.state not in GONE_BACK:
            words = f"{sent.label}第{sent.row.sequence}次报送以后没有改动，再报送一次，内容和那次完全一样。"
            self.panel.question.ask(ConfirmQuestion(words, "仍再报送一次"), lambda _: self.send())
        else:
            self.send()

    def send(self) -> None:
        """Write the submission to the chosen folder."""
        folder = self.panel.target.folder()
        if folder is None or self.state is None:
            return
        workspace, period = self.session.workspace, self.period.currentData()
        people = Signers(self.session.operator, self.panel.reviewer.text().strip(), self.panel.head.text().strip())
        full = self.panel.is_full()
        self.panel.send.setEnabled(False)
        self.session.jobs.run(
            lambda _: submit(workspace, folder, people, workspace.clock.today(), period, full=full),
            self._sent,
            self._not_sent,
            label="正在生成报送包",
            owner=self,
            writes=True,
        )

    def _sent(self, done: Submitted) -> None:
        state = self.state
        label = period_label(state.issue if state else None, done.header.period)
        self.panel.show_done(done, label, state.fingerprint if state else "")
        self.loader.reload()

    def _not_sent(self, trouble: object) -> None:
        self.session.failed.emit(trouble)
        self._allow()

    def withdraw(self, reason: str) -> None:
        """Write the statement that takes the newest submission back."""
        folder = self.panel.target.folder()
        if folder is None:
            self.session.refused.emit("插好U盘，或者选一个文件夹，再撤回。")
            return
        workspace, operator = self.session.workspace, self.session.operator
        self.session.jobs.run(
            lambda _: withdraw_submission(workspace, folder, reason, operator),
            self._withdrawn,
            label="正在生成撤回包",
            owner=self,
            writes=True,
        )

    def _withdrawn(self, done: tuple[Path, PackageRow]) -> None:
        path, row_ = done
        self.panel.show_withdrawn(path, row_, period_label(self.state.issue if self.state else None, row_.period))
        self.loader.reload()

    def _score(self) -> None:
        """The own points are counted only while somebody looks."""
        if self.tabs.currentWidget() is self.self_score and self.state and self.state.issue:
            self.self_score.reload(self.state.issue.year)

    # Receiving

    def _choose(self) -> None:
        caption = "接收任务包、回执、考核结果或移交包"
        self.take(choose_files(self, self.session.memory, RECEIVING, caption, SUFFIXES))

    def take(self, paths: list[Path], trust: str = "", *, agreed: bool = False) -> None:
        """Receive packages of any kind, one after the other; `trust` is a fingerprint a person has compared."""
        workspace, operator = self.session.workspace, self.session.operator
        if paths:
            self.session.jobs.run(
                lambda _: receive_all(workspace, paths, operator, trust, agreed=agreed),
                self._taken,
                label="正在接收",
                owner=self,
                writes=True,
            )

    def _taken(self, received: list[Received]) -> None:
        self.arrivals.tell(received)
        taken = [one.words for one in received if one.taken]
        if taken:
            self.session.told.emit("".join(taken))
        newest = self.session.issue()
        if newest and self.state and newest.year not in self.state.years:
            self.session.year = None
        everything_changed(self.session)
        self.loader.reload()


PAGES = (PageSpec(SUBMIT, "校验与报送", 70, SubmitPage, frozenset({UNIT}), icon="checkmark_circle", group=REPORTING),)
