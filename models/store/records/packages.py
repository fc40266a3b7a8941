"""What the workspace remembers of packages: sent and received, their states, pending keys, conflicts and remarks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
from sqlalchemy import Connection

from models.store.base.transaction import Transaction

IN, OUT = "in", "out"


class PackageRow(msgspec.Struct, frozen=True, kw_only=True):
    """One package sent or received.

    Attributes:
        id: Package id from its header.
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


COLUMNS = PackageRow.__struct_fields__


def keep(tx: Transaction, row: PackageRow) -> None:
    """Insert or replace a package's row."""
    values = msgspec.structs.asdict(msgspec.structs.replace(row, at=row.at or tx.at))
    tx.connection.exec_driver_sql(
        f"INSERT OR REPLACE INTO package ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})",
        tuple(values[name] for name in COLUMNS),
    )


def update(tx: Transaction, package_id: str, **values: Any) -> None:
    """Change named columns of a package's row."""
    sets = ", ".join(f"{name} = ?" for name in values)
    tx.connection.exec_driver_sql(f"UPDATE package SET {sets} WHERE id = ?", (*values.values(), package_id))


def select(connection: Connection, **equals: Any) -> list[PackageRow]:
    """Rows whose named columns have these values, by unit, workspace and sequence."""
    where = " AND ".join(f"{name} = ?" for name in equals) or "1"
    rows = connection.exec_driver_sql(
        f"SELECT {', '.join(COLUMNS)} FROM package WHERE {where} ORDER BY unit, at, sequence", tuple(equals.values())
    )
    return [PackageRow(**dict(zip(COLUMNS, row, strict=True))) for row in rows]


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


ENROLMENT_COLUMNS = Enrolment.__struct_fields__


def keep_enrolment(tx: Transaction, row: Enrolment) -> None:
    """Insert or replace what is known of a key."""
    values = msgspec.structs.asdict(msgspec.structs.replace(row, at=row.at or tx.at))
    tx.connection.exec_driver_sql(
        f"INSERT OR REPLACE INTO enrolment ({', '.join(ENROLMENT_COLUMNS)}) VALUES (?,?,?,?,?,?,?,?,?,?)",
        tuple(values[name] for name in ENROLMENT_COLUMNS),
    )


def enrolment(connection: Connection, public_key: str) -> Enrolment | None:
    """What is known of one key."""
    sql = f"SELECT {', '.join(ENROLMENT_COLUMNS)} FROM enrolment WHERE public_key = ?"
    row = connection.exec_driver_sql(sql, (public_key,)).first()
    return None if row is None else Enrolment(**dict(zip(ENROLMENT_COLUMNS, row, strict=True)))


def enrolments(connection: Connection, unit: str | None = None) -> list[Enrolment]:
    """Keys of one unit, or of all, oldest first."""
    where, values = ("WHERE unit = ?", (unit,)) if unit is not None else ("", ())
    rows = connection.exec_driver_sql(
        f"SELECT {', '.join(ENROLMENT_COLUMNS)} FROM enrolment {where} ORDER BY at, public_key", values
    )
    return [Enrolment(**dict(zip(ENROLMENT_COLUMNS, row, strict=True))) for row in rows]


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


REMARK_COLUMNS = Remark.__struct_fields__


def keep_remarks(tx: Transaction, remarks: Iterable[Remark]) -> None:
    """Insert or replace remarks."""
    rows = [msgspec.structs.asdict(msgspec.structs.replace(remark, at=remark.at or tx.at)) for remark in remarks]
    if rows:
        tx.connection.exec_driver_sql(
            f"INSERT OR REPLACE INTO remark ({', '.join(REMARK_COLUMNS)}) VALUES (?,?,?,?,?,?,?,?,?,?)",
            [tuple(row[name] for name in REMARK_COLUMNS) for row in rows],
        )


def remarks(connection: Connection, unit: str | None = None, *, open_only: bool = True) -> list[Remark]:
    """Remarks on one unit's records, or on all."""
    conditions = ["done = 0"] if open_only else []
    conditions += ["unit = ?"] if unit is not None else []
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    rows = connection.exec_driver_sql(
        f"SELECT {', '.join(REMARK_COLUMNS)} FROM remark {where} ORDER BY at, ledger, uid",
        () if unit is None else (unit,),
    )
    return [Remark(**{**dict(zip(REMARK_COLUMNS, row, strict=True)), "done": bool(row[-1])}) for row in rows]


class Conflict(msgspec.Struct, frozen=True, kw_only=True):
    """A value that lost to no one: the other side of a field that two workspaces wrote without knowing of each other.

    `value` is JSON; the record itself shows the one with the higher stamp until a person decides. `open` says whether
    there is anything to decide: a value equal to the one shown is only remembered.
    """

    ledger: str
    uid: str
    field: str
    workspace: str
    counter: int
    unit: str
    value: str
    open: bool = True
    source: str = ""
    at: str = ""


CONFLICT_COLUMNS = Conflict.__struct_fields__


def set_conflicts(tx: Transaction, ledger: str, uid: str, found: Iterable[Conflict]) -> None:
    """Replace everything that is kept beside a record."""
    tx.connection.exec_driver_sql("DELETE FROM conflict WHERE ledger = ? AND uid = ?", (ledger, uid))
    rows = [msgspec.structs.asdict(msgspec.structs.replace(row, at=row.at or tx.at)) for row in found]
    if rows:
        tx.connection.exec_driver_sql(
            f"INSERT INTO conflict ({', '.join(CONFLICT_COLUMNS)}) VALUES (?,?,?,?,?,?,?,?,?,?)",
            [tuple(row[name] for name in CONFLICT_COLUMNS) for row in rows],
        )


def conflicts(connection: Connection, ledger: str | None = None, *, open_only: bool = True) -> list[Conflict]:
    """Conflicts of one ledger, or of all; those remembered only as well when `open_only` is false."""
    conditions = ["open = 1"] if open_only else []
    conditions += ["ledger = ?"] if ledger is not None else []
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    rows = connection.exec_driver_sql(
        f"SELECT {', '.join(CONFLICT_COLUMNS)} FROM conflict {where} ORDER BY at, ledger, uid, field",
        () if ledger is None else (ledger,),
    ).mappings()
    return [Conflict(**{**row, "open": bool(row["open"])}) for row in rows]
