"""Reading and changing records, one at a time or many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection

from models.records.entry import Entry, new_uid, read_line, to_record, uid_for
from models.records.ledger import Ledger
from models.records.version import REST, advance
from models.store.errors import NoRecordError
from models.store.journal import history
from models.store.tables import table_name
from models.store.transaction import Transaction

CHUNK = 10_000
EMPTY: tuple[object, ...] = (None, "", [], ())


def find(connection: Connection, ledger: Ledger, uid: str) -> Entry | None:
    """The record, deleted or not; None where there is none."""
    line = connection.exec_driver_sql(
        f"SELECT j.line FROM {table_name(ledger)} t JOIN journal j ON j.seq = t.seq WHERE t.uid = ?",
        (uid,),
    ).scalar()
    return None if line is None else read_line(line)


def load(connection: Connection, ledger: Ledger, uid: str) -> Entry:
    """The record, deleted or not.

    Raises:
        NoRecordError: There is none.
    """
    found = find(connection, ledger, uid)
    if found is None:
        raise NoRecordError(ledger.label, uid)
    return found


def lines(connection: Connection, ledger: Ledger, unit: str | None = None, *, deleted: bool = False) -> Iterator[str]:
    """Lines of the ledger's records in order of entry, of one unit or of all; deleted ones only when asked for."""
    conditions = [] if deleted else ["t.deleted = 0"]
    conditions += [] if unit is None else ["t.unit = ?"]
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    rows = connection.exec_driver_sql(
        f"SELECT j.line FROM {table_name(ledger)} t JOIN journal j ON j.seq = t.seq {where} ORDER BY t.id",
        () if unit is None else (unit,),
    )
    return (line for (line,) in rows)


def entries(
    connection: Connection, ledger: Ledger, unit: str | None = None, *, deleted: bool = False
) -> Iterator[Entry]:
    """Like `lines`, decoded."""
    return map(read_line, lines(connection, ledger, unit, deleted=deleted))


def count(connection: Connection, ledger: Ledger, unit: str | None = None) -> int:
    """How many records are not deleted."""
    where, values = ("AND unit = ?", (unit,)) if unit is not None else ("", ())
    sql = f"SELECT count(*) FROM {table_name(ledger)} WHERE deleted = 0 {where}"
    return int(connection.exec_driver_sql(sql, values).scalar_one())


def save(tx: Transaction, ledger: Ledger, unit: str, changes: Mapping[str, Any], uid: str | None = None) -> Entry:
    """Create a record or change the named fields of one; nothing is written when nothing changes.

    `changes` holds JSON values by field name; None or empty clears a field.

    Raises:
        BadRecordError: A value has the wrong type.
        NoRecordError: `uid` is given and unknown.
    """
    kept = {name: value for name, value in changes.items() if value not in EMPTY}
    if uid is None:
        fixed = uid_for(ledger, unit, kept)
        before = find(tx.connection, ledger, fixed) if ledger.fixed_uid else None
        if before is None:
            return _create(tx, ledger, unit, kept, fixed)
        changes = {**changes, "deleted": False} if before.deleted else changes
    else:
        before = load(tx.connection, ledger, uid)
    return _change(tx, ledger, before, changes)


def _create(tx: Transaction, ledger: Ledger, unit: str, fields: dict[str, Any], uid: str) -> Entry:
    entry = fresh(tx, ledger, unit, fields, uid)
    tx.keep("create", ledger, [(entry, entry.line())])
    return entry


def fresh(tx: Transaction, ledger: Ledger, unit: str, fields: dict[str, Any], uid: str = "") -> Entry:
    """A new entry that is not kept yet: for bulk imports, which keep many at once.

    Raises:
        BadRecordError: A value has the wrong type.
    """
    to_record(ledger, fields)
    vector, stamp = advance({}, tx.workspace)
    who = (tx.at, tx.operator)
    return Entry(
        uid=uid or new_uid(),
        unit=unit,
        created=who,
        changed=who,
        deleted=False,
        vector=vector,
        stamps={REST: stamp},
        fields=fields,
    )


def _change(tx: Transaction, ledger: Ledger, before: Entry, changes: Mapping[str, Any], act: str = "change") -> Entry:
    after = changed(tx, ledger, before, changes)
    if after is not before:
        tx.keep(act, ledger, [(after, after.line())])
    return after


def changed(tx: Transaction, ledger: Ledger, before: Entry, changes: Mapping[str, Any]) -> Entry:
    """The entry with the named fields changed, not kept yet; `before` itself when nothing differs."""
    fields, touched = dict(before.fields), []
    deleted = bool(changes.get("deleted", before.deleted))
    for name, value in changes.items():
        if name == "deleted":
            continue
        if value in EMPTY:
            touched += [name] if fields.pop(name, None) is not None else []
        elif fields.get(name) != value:
            fields[name] = value
            touched.append(name)
    touched += ["deleted"] if deleted != before.deleted else []
    if not touched:
        return before
    to_record(ledger, fields, before.uid)
    vector, stamp = advance(before.vector, tx.workspace)
    return Entry(
        uid=before.uid,
        unit=before.unit,
        created=before.created,
        changed=(tx.at, tx.operator),
        deleted=deleted,
        vector=vector,
        stamps={**before.stamps, **dict.fromkeys(touched, stamp)},
        fields=fields,
    )


def delete(tx: Transaction, ledger: Ledger, uids: Iterable[str]) -> None:
    """Move records to the recycle bin."""
    for uid in uids:
        _change(tx, ledger, load(tx.connection, ledger, uid), {"deleted": True}, "delete")


def restore(tx: Transaction, ledger: Ledger, uids: Iterable[str]) -> None:
    """Take records out of the recycle bin."""
    for uid in uids:
        _change(tx, ledger, load(tx.connection, ledger, uid), {"deleted": False}, "restore")


def undo(tx: Transaction, ledger: Ledger, uid: str) -> Entry | None:
    """Take back the last change of a record, as a new change; a creation is undone by deleting it.

    None where there is nothing to undo.
    """
    versions = [read_line(change.line) for change in history(tx.connection, uid)]
    if not versions:
        return None
    last = versions[-1]
    if len(versions) == 1:
        return _change(tx, ledger, last, {"deleted": True}, "undo")
    before = versions[-2]
    names = {*before.fields, *last.fields}
    back = {name: before.fields.get(name) for name in names}
    return _change(tx, ledger, last, {**back, "deleted": before.deleted}, "undo")


def existing(connection: Connection, ledger: Ledger, uids: list[str]) -> dict[str, str]:
    """Lines of those of `uids` that are there already, deleted or not, whatever their unit."""
    found: dict[str, str] = {}
    for at in range(0, len(uids), CHUNK):
        some = uids[at : at + CHUNK]
        rows = connection.exec_driver_sql(
            f"SELECT t.uid, j.line FROM {table_name(ledger)} t JOIN journal j ON j.seq = t.seq "
            f"WHERE t.uid IN ({', '.join('?' * len(some))})",
            tuple(some),
        )
        found |= {row[0]: row[1] for row in rows}
    return found
