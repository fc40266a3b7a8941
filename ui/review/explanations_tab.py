"""Every finding of all units in one list: errors, then warnings with the reason the unit gave."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from models.records.finding import Finding, Level
from models.records.registry import ledgers
from models.records.tone import Tone
from models.store.base.search import pinyin_initials
from models.store.base.workspace import Workspace
from models.store.records import documents
from models.submit.warnings import UnitWarnings, all_warnings
from ui.base.session import Session
from ui.base.ticket import Ticket
from ui.base.workers import Turns
from ui.kit.labels import column, prose, row, with_name
from ui.kit.record_names import finding_name
from ui.kit.tables.head import ColumnHead
from ui.kit.tables.leading import leads_into
from ui.kit.tables.rows_table import RowsTable

SILENCE, WRONG = "没有说明", "必须改正"
MOST = 5_000
"""Rows shown at once; others are found by searching."""
PATIENCE = 300
"""Milliseconds after the last letter until all of very many are searched."""


def read_explanations(
    workspace: Workspace, ticket: Ticket, year: int | None, fits: Callable[[Finding], bool] | None = None
) -> UnitWarnings:
    """Check all units by the year's plan; the first warnings, or the first of those that `fits` holds for."""

    def tell(done: int, whole: int) -> None:
        ticket.say(f"正在校验各单位 {done}/{whole}", done, whole)

    today = workspace.clock.today()
    with workspace.read() as connection:
        issue = documents.assessed_issue(connection, year, today)
    warned = all_warnings(workspace, today, tell, MOST, fits or (lambda _: True), year)
    findings = [msgspec.structs.replace(one, title=finding_name(one, issue, one.unit)) for one in warned.findings]
    return warned._replace(findings=findings)


class ExplanationsTab(QWidget):
    """The warnings of all units with their reasons; double click shows the record.

    Signals:
        opened: A finding whose record is to be shown.
    """

    opened = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.summary, self.read = (
            prose("正在校验各单位，列出经验校验和说明……", "soft"),
            QPushButton("重新校验全部单位"),
        )
        self.words = with_name(QLineEdit(placeholderText="搜索单位、台账、理由"), "搜索说明")
        heads: list[ColumnHead[Finding]] = [
            ColumnHead("单位", 8, lambda one: session.unit_name(one.unit)),
            ColumnHead("台账", 6, lambda one: ledgers()[one.ledger].label if one.ledger in ledgers() else ""),
            ColumnHead("记录", 9, lambda one: one.title),
            ColumnHead("问题", 24, lambda one: one.message),
            ColumnHead("说明", 20, _said, tone=_tone),
        ]
        self.table: RowsTable[Finding] = RowsTable(
            heads,
            "没有校验出问题。",
            name="各单位的说明",
            key=lambda one: (one.unit, one.code, one.ledger, one.uid, one.field),
        )
        top = row(self.words, self.read)
        top.setStretch(0, 1)
        layout = column(self.summary, top, self.table, margin=8)
        layout.setStretch(2, 1)
        self.setLayout(layout)
        self.warned = UnitWarnings(0, 0, [])
        self._turns = Turns(self)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._patience.timeout.connect(self._search)
        self.words.textChanged.connect(self._narrow)
        leads_into(self.words, self.table)
        self.table.opened.connect(self.opened)
        self.read.clicked.connect(self.reload)

    def reload(self) -> None:
        """Check the units that changed, off the UI thread."""
        workspace = self.session.workspace
        self.session.jobs.run(
            lambda ticket: read_explanations(workspace, ticket, self.session.year),
            self.show_findings,
            label="正在校验全部单位",
            owner=self._turns.ask(),
            cancellable=True,
        )

    def show_findings(self, warned: UnitWarnings) -> None:
        """List the warnings read, and say how many there are and how many lack a reason."""
        self.warned = warned
        wrong = f"另有必须改正的错误{warned.wrong}条，排在最前。" if warned.wrong else ""
        more = f"列出前{MOST:,}条，没有说明的在前；别的在下面的框里查找。" if self._is_part else ""
        said = f"共{warned.whole}条，已说明{warned.whole - warned.silent}条，没有说明{warned.silent}条。"
        self.summary.setText(f"各单位经验校验{said}{wrong}{more}")
        self.table.show_rows(warned.findings)
        self._narrow(self.words.text())

    @property
    def _is_part(self) -> bool:
        """Whether there are more than are shown."""
        return len(self.warned.findings) < self.warned.whole + self.warned.wrong

    def _narrow(self, words: str) -> None:
        """Show what has these words: among the rows in the table, or where there are more, among all."""
        if not self._is_part:
            self.table.rows.narrow(words)
        elif words.strip():
            self._patience.start()
        else:
            self._patience.stop()
            self._turns.ask()
            self.table.show_rows(self.warned.findings)

    def _search(self) -> None:
        workspace, words = self.session.workspace, self.words.text().strip().lower()
        year = self.session.year
        with workspace.read() as connection:
            issue = documents.assessed_issue(connection, year, self.session.today())
        names = dict(self.session.units())
        meant = {code for code, name in names.items() if words.isascii() and words in pinyin_initials(name)}

        def fits(one: Finding) -> bool:
            label = ledgers()[one.ledger].label if one.ledger in ledgers() else ""
            title = finding_name(one, issue, one.unit)
            text = f"{names.get(one.unit, one.unit)} {label} {title} {one.message} {_said(one)}"
            return one.unit in meant or words in text.lower()

        self.session.jobs.run(
            lambda ticket: read_explanations(workspace, ticket, year, fits),
            lambda found: self.table.show_rows(found.findings),
            label="正在查找",
            owner=self._turns.ask(),
        )


def _said(one: Finding) -> str:
    """Its reason, or that there is none, or can be none."""
    return WRONG if one.level is Level.ERROR else one.explained or SILENCE


def _tone(one: Finding) -> Tone | None:
    if one.level is Level.ERROR:
        return Tone.BAD
    return None if one.explained else Tone.WARN
