"""Every 经验校验 of all units with the reason its unit gave, in one list."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from models.records.finding import Finding
from models.records.registry import ledgers
from models.store.workspace import Workspace
from models.submit.warnings import all_warnings
from ui.session import Session
from ui.theme import Tone
from ui.widgets.labels import column, named, prose, row
from ui.widgets.leading import leads_into
from ui.widgets.rows_table import Head, RowsTable
from ui.workers import Ticket


def read_explanations(workspace: Workspace, ticket: Ticket) -> list[Finding]:
    """All of them as of now."""

    def tell(done: int, whole: int) -> None:
        ticket.say(f"正在校验各单位 {done}/{whole}", done, whole)

    return all_warnings(workspace, dt.datetime.now().astimezone().date(), tell)


class ExplanationsTab(QWidget):
    """The list; double click shows the record.

    Signals:
        opened: A finding whose record is to be shown.
    """

    opened = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session, self.was_read = session, False
        self.summary, self.read = (
            prose("正在校验各单位，列出经验校验和说明……", "soft"),
            QPushButton("重新校验全部单位"),
        )
        self.words = named(QLineEdit(placeholderText="搜索单位、台账、理由"), "搜索说明")
        heads: list[Head[Finding]] = [
            Head("单位", 8, lambda one: session.unit_name(one.unit)),
            Head("台账", 6, lambda one: ledgers()[one.ledger].label if one.ledger in ledgers() else ""),
            Head("记录", 9, lambda one: one.title),
            Head("问题", 24, lambda one: one.message),
            Head("说明", 20, lambda one: one.explained or "没有说明", tone=_tone),
        ]
        self.table: RowsTable[Finding] = RowsTable(heads, "没有经验校验。", name="各单位的说明")
        top = row(self.words, self.read)
        top.setStretch(0, 1)
        layout = column(self.summary, top, self.table, margin=8)
        layout.setStretch(2, 1)
        self.setLayout(layout)
        self.words.textChanged.connect(self.table.rows.narrow)
        leads_into(self.words, self.table)
        self.table.opened.connect(self.opened)
        self.read.clicked.connect(self.reload)

    def reload(self) -> None:
        """Check all units, off the UI thread."""
        workspace = self.session.workspace
        self.session.jobs.run(
            lambda ticket: read_explanations(workspace, ticket),
            self.show_findings,
            label="正在校验全部单位",
            owner=self,
            cancellable=True,
        )

    def show_findings(self, findings: list[Finding]) -> None:
        """Show them, and how many have no reason."""
        self.was_read = True
        silent = sum(not one.explained for one in findings)
        self.summary.setText(
            f"各单位经验校验共{len(findings)}条，已说明{len(findings) - silent}条，没有说明{silent}条。"
        )
        self.table.show_rows(findings)


def _tone(one: Finding) -> Tone | None:
    return None if one.explained else Tone.WARN
