"""What the workspace remembers of packages: sent and received, their states, pending keys and remarks."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection

from models.store.base.own_table import OwnTable
from models.store.base.transaction import Transaction

IN, OUT = "in", "out"
WRITING, WRITTEN = "writing", "written"
"""States of a package sent: begun, and whole on a disk."""
OF_SIGNER = "@"
"""Between a package id and the key of its signer, where the id alone is another package's."""


class PackageRow(msgspec.Struct, frozen=True, kw_only=True):
    """One package sent or received.

    Attributes:
        id: Package id from its header; see `row_id` for one that came in.
        direction: IN or OUT.
        kind: plan, submission, handover, receipt or results.
        unit: The unit it is from or for.
        period: Reporting period id.
        workspace: Id of the workspace that made it.
        sequence: Its number there.
        digest: SHA-256 of the whole file.
        signer: Public key that signed it.
        header: The header as canonical JSON.
        state: Outcome, for example "merged".
        reason: Outcome in words.
        at: When this row was written.
        received_on: 收到日期 that the clerk confirmed, ISO 8601.
        file: Where it was read or written.
        report: Counts and findings as JSON.
        review: "", "pending", "approved" or "returned".
        review_reason: Why it was returned.
        receipt: Id of the receipt that told the unit of the present verdict.
        told: Id of the last receipt that left, whatever has been decided since.
    """

    id: str
    direction: str
    kind: str
    unit: str
    period: str = ""
    workspace: str = ""
    sequence: int = 0
    digest: str = ""
    signer: str = ""
    header: str = ""
    state: str = ""
    reason: str = ""
    at: str = ""
    received_on: str | None = None
    file: str = ""
    report: str = ""
    review: str = ""
    review_reason: str = ""
    receipt: str = ""
    told: str = ""


PACKAGES = OwnTable("package", PackageRow, key=("id",), indexes={"package_unit": ("unit", "period", "sequence")})


def save_package(tx: Transaction, row: PackageRow) -> None:
    """Keep what is known of a package in place of what was; without a time of its own it is dated now."""
    PACKAGES.put(tx.connection, [msgspec.structs.replace(row, at=row.at or tx.at)])


def update_package(tx: Transaction, package_id: str, **values: object) -> None:
    """Change the named columns of a package's row; nothing where there is no such package."""
    PACKAGES.update(tx.connection, values, id=package_id)


def row_id(connection: Connection, signer: str, package_id: str) -> str:
    """Under which id a package that comes in is kept here: package ids belong to their signer.

    It is the package's own, unless another signer's package or one made here has it: nobody can take it away from the
    package of somebody else. A key's text stands in no package id.
    """
    rows = find_packages(connection, id=package_id)
    return f"{package_id}{OF_SIGNER}{signer}" if rows and rows[0].signer != signer else package_id


def sent_id(row: PackageRow) -> str:
    """The package id as in the package's header, without the signer that makes the row's id unique."""
    return row.id.partition(OF_SIGNER)[0]


def find_packages(connection: Connection, **equals: object) -> list[PackageRow]:
    """Rows whose named columns have these values (None: any), by unit and time, within a second as they came."""
    return PACKAGES.select(connection, "unit, at, rowid", **equals)


def in_order(rows: Iterable[PackageRow]) -> list[PackageRow]:
    """Rows that `find_packages` gave, the latest last: by time, within a second by the workspace that came first.

    Numbers tell the order of one workspace's packages only: a workspace restored from a backup begins again at 1.
    """
    rows, came = list(rows), dict[tuple[str, str], int]()
    for place, row in enumerate(rows):
        came.setdefault((row.at, row.workspace), place)
    return sorted(rows, key=lambda row: (row.at, came[row.at, row.workspace], row.sequence))


class Enrolment(msgspec.Struct, frozen=True, kw_only=True):
    """A unit's key as the centre knows it; state is pending, active or revoked, `reason` why it was decided so."""

    public_key: str
    unit: str
    fingerprint: str
    recipient: str = ""
    state: str
    package: str = ""
    at: str = ""
    decided_at: str | None = None
    decided_by: str | None = None
    reason: str = ""


ENROLMENTS = OwnTable("enrolment", Enrolment, key=("public_key",))


def save_enrolment(tx: Transaction, row: Enrolment) -> None:
    """Keep what is known of a key in place of what was; without a time of its own it is dated now."""
    ENROLMENTS.put(tx.connection, [msgspec.structs.replace(row, at=row.at or tx.at)])


def find_enrolment(connection: Connection, public_key: str) -> Enrolment | None:
    """What is known of one key, None where it never came."""
    return next(iter(ENROLMENTS.select(connection, "at", public_key=public_key)), None)


def find_enrolments(connection: Connection, unit: str | None = None) -> list[Enrolment]:
    """Keys of one unit or of all (None), the oldest first."""
    return ENROLMENTS.select(connection, "at, public_key", unit=unit)


def reachable_at(connection: Connection, unit: str) -> tuple[str, ...]:
    """Age recipients that packages for the unit are sealed to: those of its active keys, and of no revoked one.

    Whoever has stolen a PC goes on reading what is sealed to it: a unit without an active key is reached by nothing.
    """
    known = find_enrolments(connection, unit)
    gone = {key.recipient for key in known if key.state == "revoked"}
    return tuple(key.recipient for key in known if key.state == "active" and key.recipient not in gone)


class Remark(msgspec.Struct, frozen=True, kw_only=True):
    """What the centre said about a record or one of its fields when it returned a submission."""

    id: str
    unit: str
    period: str
    ledger: str
    uid: str
    field: str
    text: str
    source: str = ""
    at: str = ""
    done: bool = False


REMARKS = OwnTable("remark", Remark, key=("id",))


def save_remarks(tx: Transaction, remarks: Iterable[Remark]) -> None:
    """Keep remarks in place of those with the same ids; those without a time of their own are dated now."""
    REMARKS.put(tx.connection, [msgspec.structs.replace(remark, at=remark.at or tx.at) for remark in remarks])


def close_remarks(tx: Transaction, unit: str, period: str) -> None:
    """Count what was said about a unit's submissions of this period as done with: they were approved."""
    said = [one for one in find_remarks(tx.connection, unit) if one.period == period]
    save_remarks(tx, [msgspec.structs.replace(one, done=True) for one in said])


def find_remarks(connection: Connection, unit: str | None = None, *, open_only: bool = True) -> list[Remark]:
    """Remarks on the records of one unit or of all (None), the oldest first; by default those still open."""
    return REMARKS.select(connection, "at, ledger, uid", unit=unit, done=False if open_only else None)
