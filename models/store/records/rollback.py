"""Taking a package's merge back: records stand again as they stood before it, and the journal says so."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection

from models.clock import local_day
from models.records.entry import read_line
from models.records.registry import ledger as ledger_with
from models.records.registry import ledgers
from models.store.base.journal import MERGE, TAKEN_BACK, VANISHED
from models.store.base.tables import table_name
from models.store.base.transaction import Transaction

ENDLESS = 2**63 - 1
"""Beyond the journal's last row."""


class MergedRecord(msgspec.Struct, frozen=True):
    """A record that a package changed: `first` and `last` are the first and last row of the journal in which it did."""

    ledger: str
    uid: str
    first: int
    last: int


class LaterChange(msgspec.Struct, frozen=True):
    """A change that somebody made to a record after a package had changed it."""

    ledger: str
    uid: str
    at: str
    operator: str
    act: str


def merged_records(connection: Connection, package: str, first: int, last: int) -> list[MergedRecord]:
    """What the package did in these rows of the journal, in their order."""
    rows = connection.exec_driver_sql(
        "SELECT ledger, uid, min(seq), max(seq) FROM journal WHERE seq BETWEEN ? AND ? AND source = ? AND act = ? "
        "GROUP BY ledger, uid ORDER BY 3",
        (first, last, package, MERGE),
    )
    return [MergedRecord(*row) for row in rows if row[0] and row[1]]


def later_change(connection: Connection, step: MergedRecord) -> LaterChange | None:
    """The first change of the record since, None where it stands as the package left it (again)."""
    present = line_before(connection, step.ledger, step.uid, ENDLESS)
    if present == line_before(connection, step.ledger, step.uid, step.last + 1):
        return None
    row = connection.exec_driver_sql(
        "SELECT ledger, uid, at, operator, act FROM journal WHERE uid = ? AND ledger = ? AND seq > ? ORDER BY seq",
        (step.uid, step.ledger, step.last),
    ).first()
    return None if row is None else LaterChange(*row)


def later_change_text(later: LaterChange) -> str:
    """Who did what to the record, in Chinese: why something is not taken back."""
    label = ledgers()[later.ledger].label if later.ledger in ledgers() else later.ledger
    what = {"decide": "对冲突作了决定", "merge": "又合并了别的包"}.get(later.act, "又作了改动")
    return f"{local_day(later.at)}{later.operator}在“{label}”的同一条记录上{what}"


def line_before(connection: Connection, ledger: str, uid: str, seq: int) -> str | None:
    """The record's line before row `seq`, None where there was no such record."""
    row = connection.exec_driver_sql(
        "SELECT act, line FROM journal WHERE uid = ? AND ledger = ? AND seq < ? ORDER BY seq DESC LIMIT 1",
        (uid, ledger, seq),
    ).first()
    return None if row is None or row[0] == VANISHED else row[1]


def undo_record_merge(tx: Transaction, package: str, step: MergedRecord) -> None:
    """Put the record back to what it was before; one that was not there vanishes."""
    declared = ledger_with(step.ledger)
    before = line_before(tx.connection, step.ledger, step.uid, step.first)
    if before is not None:
        tx.save_entries(TAKEN_BACK, declared, [(read_line(before), before)], package)
        return
    table = table_name(declared)
    sql = f"SELECT t.id, t.unit, j.line FROM {table} t JOIN journal j ON j.seq = t.seq WHERE t.uid = ?"
    rowid, unit, line = tx.connection.exec_driver_sql(sql, (step.uid,)).one()
    tx.connection.exec_driver_sql(f"DELETE FROM find_{declared.id} WHERE rowid = ?", (rowid,))
    tx.connection.exec_driver_sql(f"DELETE FROM {table} WHERE id = ?", (rowid,))
    tx.chain.append([(tx.at, tx.operator, VANISHED, step.ledger, step.uid, unit, package, line)])
