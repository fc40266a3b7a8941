"""人员交接: what is open when the clerk changes, as a list and on paper."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from models.due.own_dues import read_own_dues
from models.records.finding import Finding, Level
from models.records.registry import ledgers
from models.store.base.workspace import Workspace
from models.store.records import documents, packages
from models.store.records.drafts import load_draft
from models.submit.unit import check_workspace
from reports.base.sheet import Column, Fact, Row, Sheet
from ui.kit.record_names import finding_name, record_names_of

COLUMNS = (
    Column("number", "序号", 12, "number", "center"),
    Column("what", "事项", 26),
    Column("ledger", "台账", 30),
    Column("title", "记录", 45),
    Column("words", "说明", 70),
)


@dataclass(frozen=True)
class Open:
    """One thing that is not done yet; `uid` is "" for what is no record."""

    what: str
    ledger: str
    title: str
    words: str
    uid: str = ""

    @property
    def label(self) -> str:
        """The ledger's Chinese label, or "" if this version does not know the ledger."""
        known = ledgers().get(self.ledger)
        return known.label if known else ""


def open_work(workspace: Workspace, today: dt.date) -> list[Open]:
    """What whoever takes over has to know: unsaved drafts, returned records, what is due, what 校验 says."""
    with workspace.read() as connection:
        issue = documents.issue_for(connection, None)
        drafts = [one for one in ledgers().values() if load_draft(connection, one)]
        remarks = [] if workspace.is_centre else packages.find_remarks(connection, workspace.unit)
        titles = record_names_of(connection, [(one.ledger, one.uid) for one in remarks])
    found = [Open("没保存的内容", one.id, "", "打开这本台账就能看到，核对后保存") for one in drafts]
    found += [Open("被退回", one.ledger, titles[one.ledger, one.uid], one.text, one.uid) for one in remarks]
    dues = read_own_dues(workspace, today).first
    found += [
        Open(one.what, one.ledger, one.title, f"{one.on}到期，{one.words}", one.uid if one.ledger in ledgers() else "")
        for one in dues
    ]
    checked = check_workspace(workspace, today)
    return found + [_of(one, finding_name(one, issue, workspace.unit)) for one in checked if not one.explained]


def _of(finding: Finding, name: str) -> Open:
    what = "必须改" if finding.level is Level.ERROR else "改或说明"
    return Open(what, finding.ledger, name, finding.message, finding.uid)


def staff_change_sheet(workspace: Workspace, found: list[Open], today: dt.date) -> Sheet:
    """The numbered list of open work for a change of clerk, with lines for three signatures."""
    rows = tuple(Row((at, one.what, one.label, one.title, one.words)) for at, one in enumerate(found, 1))
    signers = tuple(Fact(label, "") for label in ("移交人", "接收人", "监交人"))
    note = "移交后接收人应当设自己的密码，并把新的恢复码锁好；旧的密码和恢复码同时作废。"
    return Sheet(
        form_id="handover",
        title="法治台账工作移交清单",
        unit=workspace.name,
        period=f"共{len(found)}项",
        filled_on=today,
        columns=COLUMNS,
        rows=rows,
        notes=(note,),
        signers=signers,
    )


def print_staff_change(workspace: Workspace, found: list[Open], target: Path, today: dt.date) -> Path:
    """Write the list as PDF; gives the file."""
    from reports.paper.pdf import write_pdf

    write_pdf(staff_change_sheet(workspace, found, today), target)
    return target
