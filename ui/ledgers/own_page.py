"""本级台账: the ledgers of the centre's own unit, and their 校验, which no submission brings about.

The same page serves for 代录: then the ledgers are those of the unit typed for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QTabWidget, QWidget

from models.check.answers import CONTRADICTED, explain_findings, findings_text, report_zero, withdraw_zero
from models.records.finding import Finding
from models.records.ledgers.progress import progress_uid
from models.records.office import Issue
from models.records.registry import ledger
from models.store.base.transaction import Transaction
from models.store.base.workspace import CENTRE, Workspace
from models.store.records import documents
from models.submit.unit import check_workspace
from reports.figures.record_names import item_of_title
from ui.base.loading import Loader
from ui.base.page import Page, PageSpec
from ui.base.places import OWN, OWN_WORK
from ui.base.session import Session
from ui.base.tokens import SPACE
from ui.form.finding_in_form import go_to_field, open_reported_ledger
from ui.kit.labels import column, on_ground, prose, row, small_button
from ui.kit.record_names import finding_name
from ui.ledgers.shelves_page import ShelvesPage
from ui.list.findings_panel import FindingsPanel

LEDGERS, CHECK = 0, 1
NOT_LISTED = "单位名册里没有本级（代码{}），这里记的不参加考核；要参加，请在“任务下发”的单位名册里点“加本级”。"


@dataclass(frozen=True)
class OwnCheck:
    """The own unit's findings, and the issue they go by (None before the first)."""

    issue: Issue | None
    findings: list[Finding]


def check_own(workspace: Workspace, unit: str, period: str) -> OwnCheck:
    """Check the ledgers of a unit as of now, by the plan that has the period, or by today's ("")."""
    with workspace.read() as connection:
        issue = documents.issue_with_period(connection, period or None)
    year = issue.year if issue else None
    return OwnCheck(issue, check_workspace(workspace, workspace.clock.today(), unit, year))


class OwnPage(Page):
    """Ledgers under the first tab, findings under the second."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.checked: OwnCheck | None = None
        self.ledgers = ShelvesPage(session, session.own_ledgers(), within=True)
        self.findings, self.summary = FindingsPanel(), prose("")
        self.again = small_button("重新校验", "F5")
        self.again.setShortcut("F5")
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        checks = QWidget()
        top = row(self.summary, self.again)
        top.setStretch(0, 1)
        inside = column(top, self.findings, margin=SPACE)
        inside.setStretch(1, 1)
        checks.setLayout(inside)
        self.tabs.addTab(self.ledgers, "台账")
        self.tabs.addTab(checks, "校验")
        self.setLayout(on_ground(self.tabs))
        self._connect()
        self.loader = Loader(
            self,
            session,
            partial(check_own, unit=session.unit, period=session.period),
            self.show_checked,
            label="正在校验",
        )

    def _connect(self) -> None:
        self.again.clicked.connect(self.appear)
        self.tabs.currentChanged.connect(self._turn)
        self.findings.opened.connect(self.open)
        self.findings.explained.connect(self._explain)
        self.findings.zeroed.connect(self._report_zero)
        self.findings.withdrawn.connect(lambda one: self._change(lambda tx: withdraw_zero(tx, one), "已删除零报送"))

    def appear(self) -> None:
        """Check and count as of now."""
        self.loader.reload()
        self.ledgers.appear()

    def leave(self) -> bool:
        """Save the record being edited; False if it cannot be saved and the page should stay."""
        return self.ledgers.leave()

    def take_back(self) -> bool:
        """Put back what was typed last in the ledger in front."""
        return self.tabs.currentIndex() == LEDGERS and self.ledgers.take_back()

    def search(self) -> None:
        """Put the cursor into the search box in front."""
        if self.tabs.currentIndex() == LEDGERS:
            self.ledgers.search()
        else:
            self.findings.words.setFocus()

    def show_record(self, ledger_id: str, uid: str) -> None:
        """Show a record in its ledger, where it can be changed."""
        self.tabs.setCurrentIndex(LEDGERS)
        self.ledgers.show_record(ledger_id, uid)

    def show_checked(self, checked: OwnCheck) -> None:
        """Show the findings of 校验; the tab's label counts those not explained."""
        self.checked = checked
        open_ = sum(not one.explained for one in checked.findings)
        self.tabs.setTabText(CHECK, f"校验（{open_}）" if open_ else "校验")
        unit = self.session.unit
        listed = checked.issue is None or checked.issue.unit(unit) is not None
        found = findings_text(checked.findings).replace("，可以报送", "")
        self.summary.setText(found if listed else f"{NOT_LISTED.format(unit)}{found}")
        self.findings.show_findings(checked.findings, lambda one: finding_name(one, checked.issue, unit))

    def _turn(self, at: int) -> None:
        if at == CHECK and self.ledgers.leave():
            self.loader.reload()
        elif at == CHECK:
            self.tabs.setCurrentIndex(LEDGERS)

    def open(self, finding: Finding) -> None:
        """Show the record of a finding, with the cursor in its field."""
        issue = self.checked.issue if self.checked else None
        if finding.code == CONTRADICTED:
            open_reported_ledger(self.session, finding)
        elif finding.uid:
            self.show_record(finding.ledger, finding.uid)
            go_to_field(self, self.session, finding)
        elif finding.ledger == "progress" and issue and (item := item_of_title(finding.title)):
            self.show_record("progress", progress_uid(self.session.unit, issue.year, item))
        else:
            self.show_record(finding.ledger, "")

    def _explain(self, findings: list[Finding], reason: str) -> None:
        unit = self.session.unit
        self._change(lambda tx: explain_findings(tx, unit, findings, reason), f"已说明{len(findings)}条")

    def _report_zero(self, findings: list[Finding], reason: str) -> None:
        unit, issue = self.session.unit, self.checked.issue if self.checked else None
        period = issue.period(self.session.period or None) if issue else None
        if issue and period:
            act = f"已作零报送：{len(findings)}个台账"
            self._change(lambda tx: report_zero(tx, unit, period, issue.year, findings, reason), act)

    def _change(self, act: Callable[[Transaction], object], done: str) -> None:
        def told(_: object) -> None:
            self.session.told.emit(f"{done}。")
            for name in ("zero_report", *{one.ledger for one in self.findings.findings}):
                self.session.records_changed.emit(ledger(name).id)
            self.loader.reload()

        self.session.change(act, told, owner=self, label="正在保存")


PAGES = (PageSpec(OWN, "本级台账", 50, OwnPage, frozenset({CENTRE}), ("*",), icon="apps_list", group=OWN_WORK),)
