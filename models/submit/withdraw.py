"""撤回: taking a submission back before it has been approved, by a signed statement of its own."""

from __future__ import annotations

from pathlib import Path

from models.errors import FazhiError
from models.file_names import file_name
from models.merge import keys
from models.merge.intake import SUFFIX
from models.merge.past_note import past_note
from models.merge.report import SUBMISSION, SubmissionNote
from models.merge.withdrawal import FEATURE, WITHDRAWN
from models.package.keys import recipient_of
from models.package.payload_writer import PayloadWriter
from models.package.suites import key_id
from models.store.base.workspace import Workspace
from models.store.records import packages
from models.store.records.packages import OUT, PackageRow
from models.submit.outgoing import PackageDraft, send_package, to_json
from models.submit.unit import NoPlanError

STATEMENT = "withdrawal"
"""What stands as the review of the statement itself."""


class CannotWithdrawError(FazhiError):
    """There is no submission that could be taken back."""

    why: str
    template = "不能撤回（{why}），没有生成撤回包。"


def withdraw_submission(workspace: Workspace, target: Path, reason: str, operator: str) -> tuple[Path, PackageRow]:
    """Write the statement that takes the newest submission back; gives the file and the submission.

    Raises:
        CannotWithdrawError: No reason, nothing submitted, taken back already, or approved.
        NoPlanError: The workspace has no plan yet.
        NotWrittenError: It could not be written whole.
    """
    row = _newest(workspace)
    why = _obstacle(row, reason)
    if row is None or why:
        raise CannotWithdrawError(why)
    roster = keys.current_roster(workspace)
    if roster is None:
        raise NoPlanError
    note = SubmissionNote(
        recipient=recipient_of(keys.age_identity(workspace)),
        operator=operator,
        unit_name=workspace.name,
        withdraws=row.id,
        reason=reason.strip(),
        past=past_note(workspace),
    )
    name = file_name("撤回", row.period, workspace.unit, f"第{row.sequence:02d}次", ending=SUFFIX)
    path = target / name if target.is_dir() else target
    to = key_id(keys.centre_key(workspace))
    letter = PackageDraft("submission", workspace.unit, to, roster.recipients, row.period, roster.number, (FEATURE,))

    def fill(writer: PayloadWriter) -> None:
        writer.add_json(SUBMISSION, to_json(note))

    header, _ = send_package(workspace, keys.signing_key(workspace), letter, path, fill, operator)
    with workspace.write(operator) as tx:
        packages.update_package(tx, row.id, review=WITHDRAWN, review_reason=reason.strip())
        packages.update_package(tx, header.package_id, review=STATEMENT)
    return path, row


def withdrawable_submission(workspace: Workspace) -> PackageRow | None:
    """The newest submission, while it can be taken back."""
    row = _newest(workspace)
    return None if _obstacle(row, "asked for later") else row


def _newest(workspace: Workspace) -> PackageRow | None:
    with workspace.read() as connection:
        rows = packages.find_packages(connection, direction=OUT, kind="submission", state=packages.WRITTEN)
    proper = [row for row in rows if row.review != STATEMENT]
    return packages.in_order(proper)[-1] if proper else None


def _obstacle(row: PackageRow | None, reason: str) -> str:
    if not reason.strip():
        return "没有写理由"
    if row is None:
        return "还没有报送过"
    said = {
        WITHDRAWN: "已经撤回",
        "approved": "已经通过：需要改的，改正后再报送一次",
        "returned": "已被退回：改正后重报即可",
    }
    return f"第{row.sequence}次报送{said[row.review]}" if row.review in said else ""
