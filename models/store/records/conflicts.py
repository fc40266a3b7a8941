"""Conflicts over their whole life: the sides with who wrote them, how each was settled, and the way back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection

from models.records.entry import Entry
from models.store.base.transaction import Transaction
from models.store.records.packages import CONFLICT_COLUMNS, Conflict, set_conflicts

DELETED = "deleted"


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """One value of a disputed field: which change wrote it, and the version of the record it came in.

    `value` is JSON. `written_at` and `written_by` are the version's last change; `source` is the id of the package
    that brought it, "" for a change made in this workspace.
    """

    ledger: str
    uid: str
    field: str
    workspace: str
    counter: int
    value: str
    written_at: str = ""
    written_by: str = ""
    source: str = ""


SIDE_COLUMNS = Side.__struct_fields__


class Settlement(msgspec.Struct, frozen=True, kw_only=True):
    """A conflict that is over: `value` (JSON) stands since `at`; `sides` are the others.

    `source` is the package that closed it, "" where `operator` decided here.
    """

    ledger: str
    uid: str
    field: str
    unit: str
    value: str
    sides: tuple[Side, ...]
    opened: str
    at: str
    operator: str
    source: str


def to_text(value: Any) -> str:
    """A field's value as conflicts keep it: JSON with sorted names."""
    return msgspec.json.encode(value, order="sorted").decode()


def shown(entry: Entry, field: str) -> Any:
    """The value the record shows: of a field, or whether it is deleted."""
    return entry.deleted if field == DELETED else entry.fields.get(field)


def of_record(connection: Connection, ledger: str, uid: str) -> list[Conflict]:
    """Everything kept beside the record, open or only remembered."""
    rows = connection.exec_driver_sql(
        f"SELECT {', '.join(CONFLICT_COLUMNS)} FROM conflict WHERE ledger = ? AND uid = ? ORDER BY field, counter",
        (ledger, uid),
    ).mappings()
    return [Conflict(**{**row, "open": bool(row["open"])}) for row in rows]


def keep_sides(tx: Transaction, sides: Iterable[Side]) -> None:
    """Remember who wrote what; the first that is known of a side stays."""
    rows = [msgspec.structs.astuple(side) for side in sides]
    if rows:
        places = ",".join("?" * len(SIDE_COLUMNS))
        tx.connection.exec_driver_sql(
            f"INSERT INTO side ({', '.join(SIDE_COLUMNS)}) VALUES ({places}) ON CONFLICT DO NOTHING", rows
        )


def sides(connection: Connection, ledger: str, uid: str) -> dict[tuple[str, str, int, str], Side]:
    """Known sides of a record by field, workspace, counter and value."""
    rows = connection.exec_driver_sql(
        f"SELECT {', '.join(SIDE_COLUMNS)} FROM side WHERE ledger = ? AND uid = ?", (ledger, uid)
    )
    found = [Side(**dict(zip(SIDE_COLUMNS, row, strict=True))) for row in rows]
    return {(one.field, one.workspace, one.counter, one.value): one for one in found}


def source_of(connection: Connection, ledger: str, uid: str) -> str:
    """The package that brought the record's present version, "" where it was written here."""
    found = connection.exec_driver_sql(
        "SELECT source FROM journal WHERE uid = ? AND ledger = ? ORDER BY seq DESC LIMIT 1", (uid, ledger)
    ).scalar()
    return str(found or "")


def replace(tx: Transaction, ledger: str, entry: Entry, found: Iterable[Conflict], source: str) -> None:
    """Put `found` in place of what is kept beside the record; what it no longer disputes is settled by `source`."""
    before = of_record(tx.connection, ledger, entry.uid)
    kept = {_key(row): row for row in before}
    after = [msgspec.structs.replace(row, at=_since(kept, row) or tx.at, source=_source(kept, row)) for row in found]
    still = {_key(row) for row in after if row.open}
    closed = {row.field for row in before if row.open and _key(row) not in still}
    settle(tx, ledger, entry, closed - {row.field for row in after if row.open}, source)
    _remember(tx, source, ledger, entry.uid, before)
    set_conflicts(tx, ledger, entry.uid, after)


def _since(kept: Mapping[tuple[str, str, int, str], Conflict], row: Conflict) -> str:
    known = kept.get(_key(row))
    return known.at if known else ""


def _source(kept: Mapping[tuple[str, str, int, str], Conflict], row: Conflict) -> str:
    known = kept.get(_key(row))
    return known.source if known else row.source


def _key(row: Conflict) -> tuple[str, str, int, str]:
    return row.field, row.workspace, row.counter, row.value


def _remember(tx: Transaction, package: str, ledger: str, uid: str, rows: list[Conflict]) -> None:
    """Keep what was beside the record before the package, for undoing its merge."""
    tx.connection.exec_driver_sql(
        "INSERT INTO conflict_before VALUES (?,?,?,?) ON CONFLICT DO NOTHING",
        (package, ledger, uid, msgspec.json.encode(rows).decode()),
    )


def settle(tx: Transaction, ledger: str, entry: Entry, fields: Iterable[str], source: str = "") -> None:
    """The fields are settled as `entry` shows them: open sides become history, the others are forgotten."""
    wanted = set(fields)
    rows = [row for row in of_record(tx.connection, ledger, entry.uid) if row.field in wanted]
    known = sides(tx.connection, ledger, entry.uid) if rows else {}
    for field in sorted({row.field for row in rows if row.open}):
        lost = [row for row in rows if row.open and row.field == field]
        text = msgspec.json.encode([known.get(_key(row), _bare(row)) for row in lost]).decode()
        opened = min(row.at for row in lost)
        said = (ledger, entry.uid, field, entry.unit, to_text(shown(entry, field)), text, opened, tx.at, tx.operator)
        tx.connection.exec_driver_sql(
            f"INSERT INTO settlement ({', '.join(Settlement.__struct_fields__)}) VALUES (?,?,?,?,?,?,?,?,?,?)",
            (*said, source),
        )
    for field in {row.field for row in rows}:
        tx.connection.exec_driver_sql(
            "DELETE FROM conflict WHERE ledger = ? AND uid = ? AND field = ?", (ledger, entry.uid, field)
        )


def _bare(row: Conflict) -> Side:
    return Side(
        ledger=row.ledger,
        uid=row.uid,
        field=row.field,
        workspace=row.workspace,
        counter=row.counter,
        value=row.value,
        source=row.source,
    )


def settlements(connection: Connection, uid: str | None = None) -> list[Settlement]:
    """How conflicts were settled, oldest first; of one record or of all."""
    where, values = ("WHERE uid = ?", (uid,)) if uid is not None else ("", ())
    names = Settlement.__struct_fields__
    rows = connection.exec_driver_sql(f"SELECT {', '.join(names)} FROM settlement {where} ORDER BY id", values)
    found = [dict(zip(names, row, strict=True)) for row in rows]
    return [Settlement(**{**row, "sides": msgspec.json.decode(row["sides"], type=tuple[Side, ...])}) for row in found]


def reopen(tx: Transaction, package: str) -> None:
    """Put back what was beside the records before this package was merged, and forget what it settled."""
    sql = "SELECT ledger, uid, kept FROM conflict_before WHERE package = ?"
    for ledger, uid, text in tx.connection.exec_driver_sql(sql, (package,)).all():
        set_conflicts(tx, ledger, uid, msgspec.json.decode(text, type=list[Conflict]))
    for table, column in (("conflict_before", "package"), ("settlement", "source"), ("side", "source")):
        tx.connection.exec_driver_sql(f"DELETE FROM {table} WHERE {column} = ?", (package,))
