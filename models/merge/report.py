"""What a submission says beside its records, and what is kept of its merge."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from sqlalchemy import Connection

from models.merge.changes import RecordChange, read_changes
from models.merge.outcome import MergeCounts
from models.merge.past_note import PastNote
from models.package.errors import DamagedPackageError, ReadingStep
from models.package.keys import check_recipient
from models.package.payload import Payload
from models.package.suites import KeyRefusedError
from models.records.record import Evidence
from models.store.base import journal
from models.store.records.packages import PackageRow

SUBMISSION = "submission.json"


class SubmissionNote(msgspec.Struct, frozen=True, kw_only=True):
    """What a submission says beside its records.

    Attributes:
        recipient: Age recipient (public) of the unit, for receipts.
        operator: 填表人.
        reviewer: 审核人.
        head: 单位负责人.
        acknowledged: Digests of evidence left out because a receipt named them.
        unit_name: What the unit was called when it was made.
        issue: Number of the issue (任务下发) it was made under; 0 where it is not said.
        withdraws: Id of the submission that this one takes back, "" for a submission proper.
        reason: Why it is taken back.
        past: What the journal knows of earlier ones; None from a program before 0.2.
    """

    recipient: str
    operator: str = ""
    reviewer: str = ""
    head: str = ""
    acknowledged: tuple[str, ...] = ()
    unit_name: str = ""
    issue: int = 0
    withdraws: str = ""
    reason: str = ""
    past: PastNote | None = None


class PaperBasis(msgspec.Struct, frozen=True, kw_only=True):
    """What a report that the centre typed rests on (纸质依据), and scans of it."""

    basis: str
    scans: tuple[Evidence, ...] = ()


class MergeReport(msgspec.Struct, frozen=True):
    """What is kept of a merge: counts with every refusal, and the rows of the journal that hold its changes.

    `replaces` are the reports on paper whose place it took. Of a report on paper itself, `paper` says what it rests on.
    """

    counts: MergeCounts
    note: SubmissionNote
    unknown: tuple[str, ...] = ()
    first: int = 0
    last: int = 0
    replaces: tuple[str, ...] = ()
    paper: PaperBasis | None = None


def read_note(payload: Payload) -> SubmissionNote:
    """What the submission says of itself; one without a place to send receipts to is not whole.

    Raises:
        DamagedPackageError: It is not one.
    """
    try:
        note = msgspec.convert(payload.json(SUBMISSION), SubmissionNote)
        check_recipient(note.recipient)
    except (msgspec.ValidationError, KeyRefusedError) as problem:
        raise DamagedPackageError(ReadingStep.ENTRY, expected=SUBMISSION, found=problem) from problem
    return note


def read_report(row: PackageRow) -> MergeReport | None:
    """The report of a merged package, None where there is none."""
    return msgspec.json.decode(row.report, type=MergeReport) if row.report else None


def paper_basis_of(row: PackageRow) -> PaperBasis | None:
    """What a report on paper rests on; None for every other package."""
    report = read_report(row)
    return report.paper if report else None


def journal_rows_of(connection: Connection, report: MergeReport) -> tuple[int, int]:
    """First and last row of the journal that the merge may have written; all of it for one kept before schema 2."""
    if report.last:
        return report.first, report.last
    return 1, journal.last_seq(connection)


def merged_changes(connection: Connection, row: PackageRow, *, named_only: bool = False) -> Iterator[RecordChange]:
    """The changes a merged package made, differences first, then additions; read one by one, as there may be many.

    Of additions that are `named_only` the fields are left out.
    """
    report = read_report(row)
    if report is not None:
        yield from read_changes(connection, row.id, *journal_rows_of(connection, report), named_only=named_only)
