"""What a centre keeps of every package that comes in, and what that tells when the same one comes again."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection

from models.merge.order import is_taken
from models.merge.outcome import State
from models.merge.report import MergeReport, read_report
from models.package.envelope import Envelope
from models.package.header import encode_header
from models.records.registry import ledgers
from models.store import packages, quarantine
from models.store.packages import IN, PackageRow
from models.store.transaction import Transaction


def come_before(connection: Connection, envelope: Envelope) -> tuple[State, str] | None:
    """What to say of a package that need not be read again.

    Asked before reading, which it spares, and again within the transaction: another clerk may have been faster.
    """
    before = packages.select(connection, id=envelope.header.package_id)
    if before and before[0].digest != envelope.digest:
        return State.UNTRUSTED, "包的编号与另一个包相同，内容不同：请让报送单位重新导出。"
    if before and is_taken(before[0]) and not _can_take_more(before[0]):
        return State.KNOWN, f"已于{before[0].at[:10]}接收，内容相同，没有变化。"
    return None


def _can_take_more(row: PackageRow) -> bool:
    """Whether the package brought a ledger that this program knows by now."""
    report = read_report(row)
    return report is not None and any(name in ledgers() for name in report.unknown)


def first_change(tx: Transaction, package: str, first: int) -> int:
    """The journal's first row of this merge, or of the merge of the same package that it goes on with."""
    before = packages.select(tx.connection, id=package, state=State.MERGED)
    report = read_report(before[0]) if before else None
    return report.first if report and report.first else first


def keep_row(tx: Transaction, report: MergeReport, row: PackageRow) -> None:
    """Keep what became of a package; the day on which it was received stays, and it is no suspect any more."""
    key = packages.enrolment(tx.connection, row.signer)
    if key and key.unit == row.unit and key.recipient != report.note.recipient:
        packages.keep_enrolment(tx, msgspec.structs.replace(key, recipient=report.note.recipient))
    before = packages.select(tx.connection, id=row.id)
    received_on = before[0].received_on if before else None
    review = "pending" if row.state == State.MERGED else ""
    text = msgspec.json.encode(report).decode()
    packages.keep(tx, msgspec.structs.replace(row, report=text, review=review, received_on=received_on))
    quarantine.release(tx, row.digest)


def row_of(envelope: Envelope, state: State, reason: str, file: str) -> PackageRow:
    """What is kept of a package that came in."""
    header = envelope.header
    return PackageRow(
        id=header.package_id,
        direction=IN,
        kind=header.kind,
        unit=header.unit,
        period=header.period,
        workspace=header.workspace,
        sequence=header.sequence,
        digest=envelope.digest,
        signer=header.public_key,
        header=encode_header(header).decode(),
        state=state.value,
        reason=reason,
        file=file,
    )
