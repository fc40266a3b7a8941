"""The unit's side of sending: setting up from a plan package, checking, submitting."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection

from models.check import blocks_submission, check_entries
from models.check.unit import owed
from models.clock import SYSTEM, Clock
from models.errors import FazhiError
from models.file_names import file_name
from models.merge import keys
from models.merge.from_centre import PlanOffer, keep_offer
from models.merge.intake import SUFFIX
from models.merge.past_note import past_note
from models.merge.report import SUBMISSION, SubmissionNote
from models.package.header import Header
from models.package.keys import recipient_of
from models.package.payload_writer import PayloadWriter
from models.package.roster import Roster
from models.package.suites import key_id
from models.records.entry import Entry
from models.records.finding import Finding
from models.records.office import Issue, Period, Unit, place_of
from models.records.registry import ledgers
from models.rules.terms import AS_SHIPPED
from models.store.base.workspace import UNIT, Office, Workspace, create_workspace
from models.store.records import documents, packages, records
from models.store.records.calendar import working_calendar
from models.submit import contents
from models.submit.outgoing import PackageDraft, send_package, to_json


class UnknownUnitError(FazhiError):
    """The plan's roster has no such unit."""

    code: str
    known: tuple[Unit, ...]

    @property
    def sentence(self) -> str:
        """Lists the codes there are."""
        codes = "、".join(f"{unit.code} {unit.name}" for unit in self.known)
        return f"任务包的名册里没有代码为“{self.code}”的单位：请从下列代码中选择：{codes}。"


class CentreUnitError(FazhiError):
    """The unit is the centre's own (本级), whose ledgers are kept in the centre's workspace."""

    unit: Unit
    template = "“{unit.name}”的台账由汇总单位自己在“本级台账”里填，不另建工作区：请选择您自己的单位。"


class NoPlanError(FazhiError):
    """The workspace has no plan yet."""

    template = "还没有接收任务下发包：请先接收汇总单位下发的任务包。"


class UnknownPeriodError(FazhiError):
    """The plan has no such period."""

    period: str
    known: tuple[Period, ...]

    @property
    def sentence(self) -> str:
        """Lists the periods there are."""
        return f"没有“{self.period}”这个报送期：可选 {'、'.join(period.id for period in self.known)}。"


class CheckFailedError(FazhiError):
    """The ledgers cannot be submitted as they are."""

    findings: list[Finding]

    @property
    def sentence(self) -> str:
        """Says how many errors and unexplained warnings are left."""
        errors = sum(finding.level == "error" for finding in self.findings)
        open_warnings = sum(finding.level == "warning" and not finding.explained for finding in self.findings)
        counts = f"{errors}处必须改，{open_warnings}处改或说明"
        return f"校验没有通过（{counts}），没有生成报送包：请在“校验与报送”中逐条处理。"


@dataclass(frozen=True)
class NewUnit:
    """A unit just set up; the code is printed once and kept nowhere."""

    workspace: Workspace
    recovery_code: str


@dataclass(frozen=True)
class Signers:
    """Who stands for a submission (填表人, 审核人, 单位负责人)."""

    operator: str
    reviewer: str = ""
    head: str = ""


def set_up_unit(
    folder: Path, offer: PlanOffer, code: str, passphrase: str | None, operator: str, clock: Clock = SYSTEM
) -> NewUnit:
    """Make the workspace of unit `code` from a plan package; its centre key is pinned from then on.

    Raises:
        UnknownUnitError: The roster has no such unit.
        CentreUnitError: The centre keeps its ledgers itself.
        WorkspaceExistsError: The folder is not empty.

    Whatever else is raised, or wherever it is killed, the folder is left as it was.
    """
    unit = offer.issue.unit(code)
    if unit is None:
        raise UnknownUnitError(code, offer.units)
    if unit not in offer.units:
        raise CentreUnitError(unit)

    def fill(made: Workspace) -> None:
        with made.write(operator) as tx:
            keys.make_keys(tx)
            tx.set_setting(keys.CENTRE_KEY, offer.centre_key)
            keep_offer(tx, offer)

    return NewUnit(*create_workspace(folder, Office(UNIT, unit.code, unit.name), passphrase, clock, fill))


def own_entries(connection: Connection, unit: str) -> dict[str, list[Entry]]:
    """The unit's records by ledger, without the recycle bin."""
    return {name: list(records.entries(connection, ledger, unit)) for name, ledger in ledgers().items()}


def check_workspace(
    workspace: Workspace, today: dt.date, unit: str | None = None, year: int | None = None
) -> list[Finding]:
    """Findings over one unit's ledgers, the own unit's unless another is named, by the plan of `year` or of today's."""
    code = unit or workspace.unit
    with workspace.read() as connection:
        issue = documents.issue_for(connection, year)
        entries, calendar = own_entries(connection, code), working_calendar(connection)
    terms = issue.terms if issue else AS_SHIPPED
    duty = owed(issue, code) if issue else None
    return check_entries(entries, code, today, duty, calendar=calendar, terms=terms, place=place_of(issue))


@dataclass(frozen=True)
class Submitted:
    """A submission that was written."""

    path: Path
    header: Header
    digest: str
    year: int
    findings: list[Finding] = field(default_factory=list)
    records: int = 0
    """Records that it reports; the deleted ones that it names do not count."""


def submission_name(workspace: Workspace, period: Period, sequence: int) -> str:
    """File name of a submission, for people: nothing relies on it."""
    return file_name("报送", period.id, workspace.unit, workspace.name, f"第{sequence:02d}次", ending=SUFFIX)


def submit(
    workspace: Workspace,
    target: Path,
    signers: Signers,
    today: dt.date,
    period_id: str | None = None,
    *,
    full: bool = False,
) -> Submitted:
    """Check and write a submission to `target` (a file, or a folder that gets a named one).

    Evidence that a receipt acknowledged is left out unless `full`.

    Raises:
        OpenConflictsError: Something waits for a decision.
        CheckFailedError: Errors, or warnings nobody explained; nothing was written.
        NoPlanError, UnknownPeriodError: It is not clear for what to submit.
        NoRoomError: It does not fit on the target or where it is made; nothing was written.
        NotWrittenError: It could not be written whole.
        NoEvidenceError: A file of evidence is missing or damaged.
    """
    issue, period, roster = _what_for(workspace, period_id)
    contents.require_decided(workspace)
    findings = check_workspace(workspace, today, year=issue.year)
    if blocks_submission(findings):
        raise CheckFailedError(findings)
    left_out = () if full else contents.evidence_left_out(workspace)
    centre = keys.centre_key(workspace)
    letter = PackageDraft(
        "submission",
        workspace.unit,
        key_id(centre),
        roster.recipients,
        period.id,
        roster.number,
        evidence=contents.evidence_size(workspace, left_out),
    )
    note = _note(workspace, signers, left_out, issue.number)
    path = target / submission_name(workspace, period, _next_sequence(workspace)) if target.is_dir() else target

    def fill(writer: PayloadWriter) -> str:
        writer.add_json(SUBMISSION, to_json(note))
        return contents.add_records(workspace, writer, left_out)

    header, digest = send_package(workspace, keys.signing_key(workspace), letter, path, fill, signers.operator)
    return Submitted(path, header, digest, issue.year, findings, contents.live_records(workspace))


def _note(workspace: Workspace, signers: Signers, left_out: tuple[str, ...], issue: int) -> SubmissionNote:
    return SubmissionNote(
        recipient=recipient_of(keys.age_identity(workspace)),
        operator=signers.operator,
        reviewer=signers.reviewer,
        head=signers.head,
        acknowledged=left_out,
        unit_name=workspace.name,
        issue=issue,
        past=past_note(workspace),
    )


def _what_for(workspace: Workspace, period_id: str | None) -> tuple[Issue, Period, Roster]:
    """The issue that asks for the period, an earlier year's too, the period, and the roster of today."""
    with workspace.read() as connection:
        issue = documents.issue_with_period(connection, period_id)
    roster = keys.current_roster(workspace)
    if issue is None or roster is None:
        raise NoPlanError
    period = issue.period(period_id)
    if period is None:
        raise UnknownPeriodError(period_id or "", issue.periods)
    return issue, period, roster


def _next_sequence(workspace: Workspace) -> int:
    with workspace.read() as connection:
        rows = packages.find_packages(connection, direction=packages.OUT, kind="submission", workspace=workspace.id)
    return max((row.sequence for row in rows), default=0) + 1
