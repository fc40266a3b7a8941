"""What a centre keeps of every package that comes in, and what that tells when the same one comes again."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection

from models.clock import local_day
from models.merge.enrolment import REVOKED
from models.merge.order import is_merged, is_taken
from models.merge.outcome import PackageState
from models.merge.report import MergeReport, read_report
from models.package.envelope import Envelope
from models.package.header import Header, encode_header
from models.records.registry import ledgers
from models.store.base.transaction import Transaction
from models.store.records import packages, quarantine
from models.store.records.packages import IN, PackageRow


def come_before(connection: Connection, envelope: Envelope) -> tuple[PackageState, str] | None:
    """State and reason for a package known, forged or signed by a revoked key; None if it must be read.

    Asked before reading, which it spares, and again within the transaction: another clerk may have been faster, with
    the same package or with revoking its key.
    """
    before = packages.find_packages(connection, id=known_as(connection, envelope.header))
    if before and before[0].digest != envelope.digest:
        return PackageState.UNTRUSTED, "包的编号与同一把密钥签的另一个包相同，内容不同：请让报送单位重新导出。"
    if before and is_taken(before[0]) and not _can_take_more(before[0]):
        return PackageState.KNOWN, f"已于{local_day(before[0].at)}接收，内容相同，没有变化。"
    key = packages.find_enrolment(connection, envelope.header.public_key)
    return (PackageState.UNTRUSTED, REVOKED) if key and key.state == "revoked" else None


def _can_take_more(row: PackageRow) -> bool:
    """Whether the package brought a ledger that this program knows by now."""
    report = read_report(row)
    return report is not None and any(name in ledgers() for name in report.unknown)


def keep_row(tx: Transaction, report: MergeReport, row: PackageRow) -> None:
    """Keep what became of a package; the day on which it was received stays, and it is no suspect any more.

    One that was merged before and brought more now goes on with that merge: what it replaced and what its unit was told
    stay.
    """
    key = packages.find_enrolment(tx.connection, row.signer)
    if key and key.unit == row.unit and key.recipient != report.note.recipient:
        packages.save_enrolment(tx, msgspec.structs.replace(key, recipient=report.note.recipient))
    before = next(iter(packages.find_packages(tx.connection, id=row.id)), None)
    if before and is_merged(before):
        report = _going_on(report, read_report(before))
        row = msgspec.structs.replace(row, told=before.told)
    review = "pending" if row.state == PackageState.MERGED else ""
    text, received_on = msgspec.json.encode(report).decode(), before.received_on if before else None
    packages.save_package(tx, msgspec.structs.replace(row, report=text, review=review, received_on=received_on))
    quarantine.release_file(tx, row.digest)


def _going_on(report: MergeReport, before: MergeReport | None) -> MergeReport:
    if before is None:
        return report
    replaces = (*before.replaces, *report.replaces)
    return msgspec.structs.replace(report, first=before.first or report.first, replaces=replaces)


def keep_waiting(tx: Transaction, row: PackageRow) -> None:
    """Keep that a package waits for a person, where that is news; the day on which it was received stays."""
    before = next(iter(packages.find_packages(tx.connection, id=row.id)), None)
    if before is None or (before.state, before.reason) != (row.state, row.reason):
        received_on = before.received_on if before else None
        packages.save_package(tx, msgspec.structs.replace(row, received_on=received_on))


def known_as(connection: Connection, header: Header) -> str:
    """The id under which a package that came in is kept here, and by which the journal names it."""
    return packages.row_id(connection, header.public_key, header.package_id)


def row_of(connection: Connection, envelope: Envelope, state: PackageState, reason: str, file: str) -> PackageRow:
    """The row kept of a package that came in, in this state and for this reason."""
    header = envelope.header
    return PackageRow(
        id=known_as(connection, header),
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
