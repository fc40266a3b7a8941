"""Conflicts over their whole life: the sides with who wrote them, how each was settled, and the way back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection

from models.records.entry import DELETED, Entry
from models.store.base.own_table import OwnTable
from models.store.base.transaction import Transaction


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


class ConflictSide(msgspec.Struct, frozen=True, kw_only=True):
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


class Settlement(msgspec.Struct, frozen=True, kw_only=True):
    """A conflict that is over: `value` (JSON) stands since `at`; `sides` are the others.

    `source` is the package that closed it, "" where `operator` decided here. `id` is given when it is kept.
    """

    id: int | None = None

    ledger: str
    uid: str
    field: str
    unit: str
    value: str
    sides: tuple[ConflictSide, ...]
    opened: str
    at: str
    operator: str
    source: str


class ConflictsBefore(msgspec.Struct, frozen=True):
    """What was kept beside a record before a package was merged: for undoing the merge."""

    package: str
    ledger: str
    uid: str
    kept: tuple[Conflict, ...]


CONFLICTS = OwnTable("conflict", Conflict, key=("ledger", "uid", "field", "workspace", "counter", "value"))
SIDES = OwnTable("side", ConflictSide, key=("ledger", "uid", "field", "workspace", "counter", "value"))
SETTLEMENTS = OwnTable("settlement", Settlement, key=("id",), indexes={"settlement_record": ("ledger", "uid")})
BEFORE = OwnTable("conflict_before", ConflictsBefore, key=("package", "ledger", "uid"))


def value_json(value: Any) -> str:
    """A field's value as conflicts keep it: JSON with sorted names."""
    return msgspec.json.encode(value, order="sorted").decode()


def shown_value(entry: Entry, field: str) -> Any:
    """The value that a record shows of a field; of `DELETED`, whether it is deleted."""
    return entry.deleted if field == DELETED else entry.fields.get(field)


def conflicts_of(connection: Connection, ledger: str, uid: str) -> list[Conflict]:
    """The values kept beside a record, open or only remembered."""
    return CONFLICTS.select(connection, "field, counter", ledger=ledger, uid=uid)


def set_conflicts(tx: Transaction, ledger: str, uid: str, found: Iterable[Conflict]) -> None:
    """Put these values in place of all that is kept beside a record; those without a time are dated now."""
    CONFLICTS.delete(tx.connection, ledger=ledger, uid=uid)
    CONFLICTS.insert(tx.connection, [msgspec.structs.replace(row, at=row.at or tx.at) for row in found])


def find_conflicts(connection: Connection, ledger: str | None = None, *, open_only: bool = True) -> list[Conflict]:
    """Conflicts of one ledger, or of all; those remembered only as well when `open_only` is false."""
    return CONFLICTS.select(connection, "at, ledger, uid, field", ledger=ledger, open=True if open_only else None)


def save_sides(tx: Transaction, sides: Iterable[ConflictSide]) -> None:
    """Keep who wrote which value; the first that is known of a side stays."""
    SIDES.put(tx.connection, sides, update=())


def sides_of(connection: Connection, ledger: str, uid: str) -> dict[tuple[str, str, int, str], ConflictSide]:
    """Known sides of a record by field, workspace, counter and value."""
    found = SIDES.select(connection, "field, counter", ledger=ledger, uid=uid)
    return {(one.field, one.workspace, one.counter, one.value): one for one in found}


def package_of_record(connection: Connection, ledger: str, uid: str) -> str:
    """The package that brought the record's present version, "" where it was written here."""
    found = connection.exec_driver_sql(
        "SELECT source FROM journal WHERE uid = ? AND ledger = ? ORDER BY seq DESC LIMIT 1", (uid, ledger)
    ).scalar()
    return str(found or "")


def replace_conflicts(tx: Transaction, ledger: str, entry: Entry, found: Iterable[Conflict], source: str) -> None:
    """Put `found` in place of what is kept beside the record; what it no longer disputes is settled by `source`."""
    before = conflicts_of(tx.connection, ledger, entry.uid)
    kept = {_key(row): row for row in before}
    after = [msgspec.structs.replace(row, at=_since(kept, row) or tx.at, source=_source(kept, row)) for row in found]
    still = {_key(row) for row in after if row.open}
    closed = {row.field for row in before if row.open and _key(row) not in still}
    settle_fields(tx, ledger, entry, closed - {row.field for row in after if row.open}, source)
    BEFORE.put(tx.connection, [ConflictsBefore(source, ledger, entry.uid, tuple(before))], update=())
    set_conflicts(tx, ledger, entry.uid, after)


def _since(kept: Mapping[tuple[str, str, int, str], Conflict], row: Conflict) -> str:
    known = kept.get(_key(row))
    return known.at if known else ""


def _source(kept: Mapping[tuple[str, str, int, str], Conflict], row: Conflict) -> str:
    known = kept.get(_key(row))
    return known.source if known else row.source


def _key(row: Conflict) -> tuple[str, str, int, str]:
    return row.field, row.workspace, row.counter, row.value


def settle_fields(tx: Transaction, ledger: str, entry: Entry, fields: Iterable[str], source: str = "") -> None:
    """The fields are settled as `entry` shows them: open sides become history, the others are forgotten."""
    wanted = set(fields)
    rows = [row for row in conflicts_of(tx.connection, ledger, entry.uid) if row.field in wanted]
    known = sides_of(tx.connection, ledger, entry.uid) if rows else {}
    for field in sorted({row.field for row in rows if row.open}):
        lost = [row for row in rows if row.open and row.field == field]
        settled = Settlement(
            ledger=ledger,
            uid=entry.uid,
            field=field,
            unit=entry.unit,
            value=value_json(shown_value(entry, field)),
            sides=tuple(known.get(_key(row), _bare(row)) for row in lost),
            opened=min(row.at for row in lost),
            at=tx.at,
            operator=tx.operator,
            source=source,
        )
        SETTLEMENTS.insert(tx.connection, [msgspec.structs.replace(settled, id=_next_id(tx.connection))])
    for field in {row.field for row in rows}:
        CONFLICTS.delete(tx.connection, ledger=ledger, uid=entry.uid, field=field)


def _next_id(connection: Connection) -> int:
    return int(connection.exec_driver_sql("SELECT coalesce(max(id), 0) + 1 FROM settlement").scalar_one())


def _bare(row: Conflict) -> ConflictSide:
    return ConflictSide(
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
    return SETTLEMENTS.select(connection, "id", uid=uid)


def restore_conflicts(tx: Transaction, package: str) -> None:
    """Put back what was beside the records before this package was merged, and forget what it settled."""
    for before in BEFORE.select(tx.connection, "ledger, uid", package=package):
        set_conflicts(tx, before.ledger, before.uid, before.kept)
    BEFORE.delete(tx.connection, package=package)
    SETTLEMENTS.delete(tx.connection, source=package)
    SIDES.delete(tx.connection, source=package)
