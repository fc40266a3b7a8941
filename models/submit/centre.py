"""The centre's side of sending: setting up, issuing the plan, receipts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
from sqlalchemy import Connection

from models.clock import SYSTEM, Clock
from models.errors import FazhiError
from models.file_names import file_name
from models.merge import keys
from models.merge.enrolment import issue_roster
from models.merge.from_centre import PLAN_JSON, RECEIPT, ROSTER_JSON, ReceiptNote, RemarkNote
from models.merge.intake import SUFFIX
from models.merge.issue_bounds import bad_codes, bad_periods, beyond_counting
from models.merge.outcome import PackageState
from models.merge.states import centre_state
from models.package.keys import generate_identity, recipient_of
from models.package.payload_writer import PayloadWriter
from models.package.roster import SignedRoster
from models.records.entry import new_uid
from models.records.office import Issue, IssuedHolidays
from models.records.plan_edits import with_issued_drops
from models.store.base.workspace import CENTRE, Office, Workspace, create_workspace
from models.store.files import evidence
from models.store.records import documents, packages
from models.store.records.calendar import own_days
from models.store.records.documents import ISSUE
from models.store.records.packages import IN, PackageRow, Remark
from models.store.records.proxy import submissions_with_content
from models.submit.contents import named_evidence
from models.submit.issue_draft import save_issue_draft
from models.submit.numbering import jump_ahead
from models.submit.outgoing import PackageDraft, send_package, to_json

FIRST_WITH_UIDS = "0.2.0"
"""The first program that does not take an item for another because it got the other's number."""
REVIEWABLE = (PackageState.MERGED, PackageState.PROXY)


@dataclass(frozen=True)
class NewCentre:
    """A centre just set up; code and second identity are printed once and kept nowhere."""

    workspace: Workspace
    recovery_code: str
    second_identity: str


def set_up_centre(
    folder: Path,
    office: tuple[str, str],
    issue: Issue,
    passphrase: str | None,
    operator: str,
    clock: Clock = SYSTEM,
    *,
    is_draft: bool = False,
) -> NewCentre:
    """Make a centre's workspace for `office` (code of its own unit, name) with its keys and first issue.

    A draft is kept as one: nothing is issued before somebody has looked through it and saved.

    Raises:
        WorkspaceExistsError: The folder is not empty.

    Whatever else is raised, or wherever it is killed, the folder is left as it was.
    """
    second = generate_identity()

    def fill(made: Workspace) -> None:
        with made.write(operator) as tx:
            keys.make_keys(tx)
            tx.set_setting(keys.SECOND_RECIPIENT, recipient_of(second))
            if is_draft:
                save_issue_draft(tx, issue)
        if not is_draft:
            save_issue(made, issue, operator)

    workspace, code = create_workspace(folder, Office(CENTRE, *office), passphrase, clock, fill)
    return NewCentre(workspace, code, second)


def save_issue(workspace: Workspace, issue: Issue, operator: str) -> Issue:
    """Keep a changed issue under the next number, with the table of holidays as it stands, and the roster of its units.

    Raises:
        BadIssueError: A unit's code or a period's id could stand in no package, or two are the same, or it says what
            nobody can count with; nothing was kept.
    """
    _require_usable(issue)
    with workspace.write(operator) as tx:
        number = documents.latest_number(tx.connection, ISSUE) + 1
        before = documents.issue_of_year(tx.connection, issue.year)
        plan = with_issued_drops(issue.plan, before.plan) if before else issue.plan
        days, place = own_days(tx.connection), issue.profile
        numbered = msgspec.structs.replace(issue, number=number, plan=plan, holidays=days, place=place)
        documents.save_document(tx, ISSUE, number, numbered)
        issue_roster(tx)
    return numbered


class BadIssueError(FazhiError):
    """Units or periods could not be named in packages, or what it says is `beyond` what anybody counts with."""

    codes: tuple[str, ...]
    periods: tuple[str, ...]
    beyond: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """Names every unit code, period id and figure that is not allowed, with the rule for each."""
        units = f"单位代码{_quoted(self.codes)}只能用字母、数字和 _ . -，最多64个，不能重复。" if self.codes else ""
        rest = (
            f"报送期{_quoted(self.periods)}只能用汉字、字母、数字和 _ . -，最多64个，不能重复。" if self.periods else ""
        )
        return f"没有保存：{units}{rest}{''.join(f'{one}。' for one in self.beyond)}请改正后再保存。"


def _quoted(texts: Sequence[str]) -> str:
    return "、".join(f"“{text}”" for text in texts)


def _require_usable(issue: Issue) -> None:
    codes, periods, beyond = bad_codes(issue), bad_periods(issue), beyond_counting(issue)
    if codes or periods or beyond:
        raise BadIssueError(codes, periods, beyond)


def current_issue(workspace: Workspace) -> Issue | None:
    """The issue that is worked at today, at the centre and at a unit."""
    with workspace.read() as connection:
        return documents.issue_for(connection, None)


def last_issue(workspace: Workspace) -> Issue | None:
    """The last issue of the latest year: what the centre goes on with when it issues again."""
    with workspace.read() as connection:
        return documents.newest_issue(connection)


def require_issue(workspace: Workspace) -> Issue:
    """The last issue of the latest year.

    Raises:
        NothingIssuedError: There is none yet.
    """
    issue = last_issue(workspace)
    if issue is None:
        raise NothingIssuedError
    return issue


def require_issue_of(workspace: Workspace, year: int | None) -> Issue:
    """The last issue of `year`, whatever was issued since for another; without a year that of the one assessed today.

    Raises:
        NothingIssuedError: There is none yet.
        YearNotIssuedError: There is none of this year.
    """
    with workspace.read() as connection:
        found = documents.assessed_issue(connection, year, workspace.clock.today())
        years = documents.issued_years(connection)
    if found is None:
        raise YearNotIssuedError(year or 0, tuple(years)) if years else NothingIssuedError
    return found


def current_year(workspace: Workspace, today: dt.date) -> int:
    """The year that is worked at; before anything was issued, that of `today`."""
    issue = current_issue(workspace)
    return issue.year if issue else today.year


def with_holidays(issue: Issue, days: Mapping[dt.date, bool]) -> Issue:
    """The issue as it would be saved now; the same one where the table of holidays did not change since."""
    return issue if (issue.holidays or {}) == days else msgspec.structs.replace(issue, holidays=dict(days))


def signed_roster(workspace: Workspace) -> SignedRoster:
    """The newest roster with its signatures."""
    with workspace.read() as connection:
        found = documents.latest_document(connection, keys.ROSTER, SignedRoster)
    if found is None:
        raise NothingIssuedError
    return found


class NothingIssuedError(FazhiError):
    """No plan has been issued yet."""

    template = "还没有下发的工作要点：请先在“任务下发”中导入工作要点并保存。"


class YearNotIssuedError(FazhiError):
    """A year was asked for of which there is no plan."""

    year: int
    known: tuple[int, ...]

    @property
    def sentence(self) -> str:
        """Names the years there are."""
        return f"没有下发过{self.year}年度的工作要点，下发过的是{'、'.join(map(str, self.known))}年度。"


def plan_name(issue: Issue) -> str:
    """File name of a plan package, for people."""
    return file_name("任务下发", f"{issue.year}年度", f"第{issue.number:02d}号", ending=SUFFIX)


def export_plan(workspace: Workspace, target: Path, operator: str, year: int | None = None) -> Path:
    """Write the plan package to `target` (a file, or a folder that gets a named one); gives the file.

    It brings the last issue of `year`, without one that of the latest year.

    Raises:
        NothingIssuedError: There is no plan yet.
        YearNotIssuedError: There is none of this year.
        NotWrittenError: It could not be written whole.
    """
    jump_ahead(workspace, operator)
    issue = require_issue(workspace) if year is None else require_issue_of(workspace, year)
    signed = signed_roster(workspace)
    issue = msgspec.structs.replace(issue, place=issue.profile)
    path = target / plan_name(issue) if target.is_dir() else target
    minimum = FIRST_WITH_UIDS if issue.plan.is_renumbered else "0.0.0"
    letter = PackageDraft("plan", workspace.unit, "", (), roster=signed.roster["number"], minimum=minimum)

    def fill(writer: PayloadWriter) -> None:
        writer.add_json(PLAN_JSON, to_json(issue))
        writer.add_json(ROSTER_JSON, to_json(signed))

    send_package(workspace, keys.signing_key(workspace), letter, path, fill, operator)
    return path


def review_submission(
    workspace: Workspace, package_id: str, verdict: str, reason: str, remarks: Sequence[RemarkNote], operator: str
) -> None:
    """Approve ("approved") or return ("returned") a submission, merged or typed from paper; returning needs a reason.

    Raises:
        NoReasonError: Returned without saying why.
        NoSubmissionError: No such merged submission.
        SupersededError: Another one of its unit and period counts now.
    """
    if verdict == "returned" and not reason.strip():
        raise NoReasonError
    with workspace.write(operator) as tx:
        rows = [
            row for row in packages.find_packages(tx.connection, id=package_id, direction=IN) if row.state in REVIEWABLE
        ]
        if not rows:
            raise NoSubmissionError(package_id)
        _require_counting(tx.connection, rows[0])
        packages.update_package(tx, package_id, review=verdict, review_reason=reason, receipt="")
        packages.save_remarks(tx, [_remark(rows[0], note) for note in remarks])
        if verdict == "approved":
            packages.close_remarks(tx, rows[0].unit, rows[0].period)
        tx.chain.append([(tx.at, tx.operator, verdict, "package", package_id, rows[0].unit, "", reason)])


def _require_counting(connection: Connection, row: PackageRow) -> None:
    sent = packages.find_packages(connection, direction=IN, kind="submission", unit=row.unit, period=row.period)
    _, counting = centre_state(sent)
    if counting and counting.id != row.id:
        raise SupersededError(row.sequence, counting.sequence)


def _remark(row: PackageRow, note: RemarkNote) -> Remark:
    return Remark(
        id=new_uid(),
        unit=row.unit,
        period=row.period,
        ledger=note.ledger,
        uid=note.uid,
        field=note.field,
        text=note.text,
        source=row.id,
    )


class NoReasonError(FazhiError):
    """A submission was to be returned without a reason."""

    template = "退回必须写明原因：请填写退回原因后再退回，填报单位会在回执里看到。"


class SupersededError(FazhiError):
    """A submission was to be reviewed which no longer counts."""

    sequence: int
    later: int
    template = "第{sequence}次报送已由第{later}次代替，没有记下：请刷新后审核第{later}次。"


class NoSubmissionError(FazhiError):
    """No package with this id that was received here can be reviewed."""

    package: str
    template = "没有编号为{package}的已合并报送：请先合并该单位的报送包。"


def confirm_received(workspace: Workspace, package_id: str, day: dt.date, operator: str) -> None:
    """Keep the 收到日期 that the clerk confirmed: it decides whether a submission is on time.

    Raises:
        NoSubmissionError: No such submission has come in.
    """
    with workspace.write(operator) as tx:
        rows = packages.find_packages(tx.connection, id=package_id, direction=IN)
        if not rows:
            raise NoSubmissionError(package_id)
        packages.update_package(tx, package_id, received_on=day.isoformat())
        tx.chain.append([(tx.at, tx.operator, "received-on", "package", package_id, rows[0].unit, "", day.isoformat())])


def latest_submissions(workspace: Workspace, *, on_paper: bool = False) -> list[PackageRow]:
    """The newest merged submission of every unit and period; what was typed from paper (代录) too where asked."""
    with workspace.read() as connection:
        rows = submissions_with_content(connection)
    wanted = REVIEWABLE if on_paper else (PackageState.MERGED,)
    return list({(row.unit, row.period): row for row in packages.in_order(rows) if row.state in wanted}.values())


def export_receipts(workspace: Workspace, folder: Path, operator: str) -> list[Path]:
    """Write a receipt for every newest submission whose unit has not been told the present verdict.

    A unit without a key that counts gets none until it has one: see `unreachable_units`.

    Raises:
        NotWrittenError: One could not be written; those before it are there.
    """
    jump_ahead(workspace, operator)
    with workspace.read() as connection:
        sealed = [(row, packages.reachable_at(connection, row.unit)) for row in _untold(workspace)]
    return [_export_receipt(workspace, row, to, folder, operator) for row, to in sealed if to]


def unreachable_units(workspace: Workspace) -> list[str]:
    """Codes of the units that wait for a receipt and have no key that one could be sealed to."""
    with workspace.read() as connection:
        return [row.unit for row in _untold(workspace) if not packages.reachable_at(connection, row.unit)]


def _untold(workspace: Workspace) -> list[PackageRow]:
    return [row for row in latest_submissions(workspace) if not row.receipt]


def _export_receipt(
    workspace: Workspace, row: PackageRow, recipients: tuple[str, ...], folder: Path, operator: str
) -> Path:
    signed = signed_roster(workspace)
    with workspace.read() as connection:
        remarks = [
            remark for remark in packages.find_remarks(connection, row.unit, open_only=False) if remark.source == row.id
        ]
        named = named_evidence(connection, row.unit)
        brought = evidence.brought_by(connection, row.unit, named)
        held = [digest for digest in brought if evidence.has_file(workspace, digest)]
        issue = documents.latest_document(connection, ISSUE, Issue)
    note = _receipt(row, remarks, held, issue)
    unit = issue.unit(row.unit) if issue else None
    whose = (row.unit, unit.name) if unit else (row.unit,)
    path = folder / file_name("回执", row.period, *whose, f"第{row.sequence:02d}次", ending=SUFFIX)
    letter = PackageDraft("receipt", row.unit, row.unit, recipients, row.period, signed.roster["number"])

    def fill(writer: PayloadWriter) -> None:
        writer.add_json(RECEIPT, to_json(note))
        writer.add_json(ROSTER_JSON, to_json(signed))

    header, _ = send_package(workspace, keys.signing_key(workspace), letter, path, fill, operator)
    with workspace.write(operator) as tx:
        packages.update_package(tx, row.id, receipt=header.package_id, told=header.package_id)
    return path


def _receipt(row: PackageRow, remarks: Sequence[Remark], held: Sequence[str], issue: Issue | None) -> ReceiptNote:
    return ReceiptNote(
        submission=packages.sent_id(row),
        digest=row.digest,
        period=row.period,
        sequence=row.sequence,
        review=row.review,
        reason=row.review_reason,
        received_on=row.received_on,
        remarks=tuple(RemarkNote(ledger=r.ledger, uid=r.uid, field=r.field, text=r.text) for r in remarks),
        evidence=tuple(sorted(held)),
        holidays=IssuedHolidays(issue.number, issue.holidays) if issue and issue.holidays is not None else None,
    )
