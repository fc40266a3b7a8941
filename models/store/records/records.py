"""Reading and changing records, one at a time or many."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from models.clock import STAMP
from models.records.entry import DELETED, Entry, new_uid, read_line, to_record, to_records, uid_for
from models.records.ledger import Ledger
from models.records.natural_key import natural_key
from models.records.version import REST, advance_vector
from models.store.base.errors import KeyRefusedError, NoRecordError
from models.store.base.journal import VANISHED, JournalRow, rows_of_record
from models.store.base.tables import table_name
from models.store.base.transaction import Transaction
from models.store.records.conflicts import settle_fields
from models.store.records.frozen_years import require_unfrozen

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
    """The ledger's records in order of entry, of one unit or of all; deleted ones only when asked for.

    Raises:
        msgspec.DecodeError: A line is damaged; only once it is its turn.
    """
    return map(read_line, lines(connection, ledger, unit, deleted=deleted))


def entries_as_of(connection: Connection, ledger: Ledger, unit: str, seq: int) -> Iterator[Entry]:
    """The unit's records, deleted ones too, as they stood after the journal's row `seq`."""
    rows = connection.exec_driver_sql(
        "SELECT line FROM journal WHERE seq IN (SELECT max(seq) FROM journal WHERE ledger = ? AND unit = ? AND seq <= ?"
        " GROUP BY uid) AND act <> ? ORDER BY seq",
        (ledger.id, unit, seq, VANISHED),
    )
    return (read_line(line) for line in rows.scalars())


def count(connection: Connection, ledger: Ledger, unit: str | None = None) -> int:
    """Number of the ledger's records that are not deleted, of one unit or of all."""
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
        if before is None or before.unit != unit:  # another unit has no right to this uid
            return _create(tx, ledger, unit, kept, fixed)
        changes = {**changes, DELETED: False} if before.deleted else changes
    else:
        before = load(tx.connection, ledger, uid)
    return _change(tx, ledger, before, changes)


def require_own_key(
    connection: Connection, ledger: Ledger, unit: str, fields: Mapping[str, Any], uid: str | None
) -> None:
    """Make sure that the fields of the form in view go into its own record, where the uid follows from the key.

    Raises:
        KeyRefusedError: The key of a new record (no `uid`) is not whole or taken, or that of a kept one has changed.
    """
    if not ledger.fixed_uid:
        return
    labels, key = "、".join(ledger.by_name[name].label for name in ledger.key), natural_key(ledger, fields)
    if uid:
        before = natural_key(ledger, load(connection, ledger, uid).fields)
        if before and key != before:
            raise KeyRefusedError(f"{labels}定下了就不改：请改回{'、'.join(before)}，另一个请新增一条。")
        return
    if not key:
        raise KeyRefusedError(f"{labels}没有填：没有它就不知道是哪一条，请补填。")
    taken = find(connection, ledger, uid_for(ledger, unit, dict(fields)))
    if taken and taken.unit == unit and not taken.deleted:
        raise KeyRefusedError(f"{labels}为{'、'.join(key)}的已经有一条：请打开那一条来改。")


def _create(tx: Transaction, ledger: Ledger, unit: str, fields: dict[str, Any], uid: str) -> Entry:
    entry = new_entry(tx, ledger, unit, fields, uid)
    tx.save_entries("create", ledger, [(entry, entry.line())])
    return entry


def new_entry(tx: Transaction, ledger: Ledger, unit: str, fields: dict[str, Any], uid: str = "") -> Entry:
    """A new entry that is not kept yet.

    Raises:
        BadRecordError: A value has the wrong type.
        AlreadyFrozenError: It would be about a year whose result is frozen.
    """
    return new_entries(tx, ledger, unit, [(fields, uid)])[0]


def new_entries(tx: Transaction, ledger: Ledger, unit: str, many: Sequence[tuple[dict[str, Any], str]]) -> list[Entry]:
    """New entries of fields and uids ("" for a fresh one), not kept yet: for imports, which keep many at once.

    Raises:
        BadRecordError: A value has the wrong type.
        AlreadyFrozenError: One would be about a year whose result is frozen.
    """
    require_unfrozen(tx, ledger, *(fields for fields, _ in many))
    to_records(ledger, (fields for fields, _ in many), coming_in=True)
    vector, stamp = advance_vector({}, tx.workspace)
    who = (tx.at, tx.operator)
    return [
        Entry(
            uid=uid or new_uid(),
            unit=unit,
            created=who,
            changed=who,
            deleted=False,
            vector=vector,
            stamps={REST: stamp},
            fields=fields,
        )
        for fields, uid in many
    ]


def decide_conflicts(tx: Transaction, ledger: Ledger, uid: str, values: Mapping[str, Any]) -> Entry:
    """Settle conflicts: each named field ("deleted" too) gets this value, even where it is the one shown already.

    Raises:
        BadRecordError: A value has the wrong type.
        NoRecordError: `uid` is unknown.
    """
    return _change(tx, ledger, load(tx.connection, ledger, uid), values, "decide", values.keys())


def _change(
    tx: Transaction,
    ledger: Ledger,
    before: Entry,
    changes: Mapping[str, Any],
    act: str = "change",
    settled: Collection[str] = (),
) -> Entry:
    after = changed_entry(tx, ledger, before, changes, settled)
    if after is not before:
        tx.save_entries(act, ledger, [(after, after.line())])
        mine = (tx.workspace, after.vector[tx.workspace])
        settle_fields(tx, ledger.id, after, [name for name, stamp in after.stamps.items() if stamp == mine])
    return after


def changed_entry(
    tx: Transaction, ledger: Ledger, before: Entry, changes: Mapping[str, Any], settled: Collection[str] = ()
) -> Entry:
    """The entry with the named fields changed, not kept yet; `before` itself when nothing differs.

    Fields in `settled` count as written even where the value is the same. A change of a record that stays also says
    that it is still wanted, so that a deletion elsewhere at the same time becomes a conflict and hides no work.

    Raises:
        BadRecordError: A value has the wrong type.
        AlreadyFrozenError: It is or would be about a year whose result is frozen.
    """
    deleted = bool(changes.get(DELETED, before.deleted))
    wanted = {name: None if value in EMPTY else value for name, value in changes.items() if name != DELETED}
    touched = {name for name, value in wanted.items() if before.fields.get(name) != value} | set(settled)
    if not touched and deleted == before.deleted:
        return before
    fields = {name: value for name, value in {**before.fields, **wanted}.items() if value is not None}
    require_unfrozen(tx, ledger, before.fields, fields)
    to_record(ledger, fields, before.uid)
    to_record(ledger, {name: fields[name] for name in touched if name in fields}, before.uid, coming_in=True)
    vector, stamp = advance_vector(before.vector, tx.workspace)
    marked = touched if deleted and before.deleted else touched | {DELETED}
    return Entry(
        uid=before.uid,
        unit=before.unit,
        created=before.created,
        changed=_following(before.changed, (tx.at, tx.operator)),
        deleted=deleted,
        vector=vector,
        stamps={**before.stamps, **dict.fromkeys(sorted(marked), stamp)},
        fields=fields,
        known=None if before.known is None else {**before.known, tx.workspace: stamp[1]},
    )


def _following(before: tuple[str, str], now: tuple[str, str]) -> tuple[str, str]:
    """Time and operator of a change, never before those of the change it follows, whatever the clock says.

    Otherwise which of several parallel changes counts as the last would depend on the order in which they are merged.
    """
    if now >= before:
        return now
    return (dt.datetime.fromisoformat(before[0]) + dt.timedelta(seconds=1)).strftime(STAMP), now[1]


def delete(tx: Transaction, ledger: Ledger, uids: Iterable[str]) -> None:
    """Move these records to the recycle bin; one that is there already stays as it is.

    Raises:
        NoRecordError: One of them is unknown.
    """
    for uid in uids:
        _change(tx, ledger, load(tx.connection, ledger, uid), {DELETED: True}, "delete")


def restore(tx: Transaction, ledger: Ledger, uids: Iterable[str]) -> None:
    """Take these records out of the recycle bin; one that is not in it stays as it is.

    Raises:
        NoRecordError: One of them is unknown.
    """
    for uid in uids:
        _change(tx, ledger, load(tx.connection, ledger, uid), {DELETED: False}, "restore")


def undo_last_change(tx: Transaction, ledger: Ledger, uid: str) -> Entry | None:
    """Take back the last change of a record, as a new change; a creation is undone by deleting it.

    Undoing twice brings the change back. None where there is no such record.
    """
    versions = [read_line(change.line) for change in _since_it_vanished(rows_of_record(tx.connection, uid, ledger.id))]
    if not versions:
        return None
    last = versions[-1]
    if len(versions) == 1:
        return _change(tx, ledger, last, {DELETED: True}, "undo")
    return return_to(tx, ledger, versions[-2])


def return_to(tx: Transaction, ledger: Ledger, version: Entry) -> Entry:
    """Let a record say again what it said in an earlier version, as a new change.

    Raises:
        NoRecordError: There is none any more.
        BadRecordError: The earlier version holds what may not come in any more.
    """
    now = load(tx.connection, ledger, version.uid)
    back: dict[str, Any] = {name: version.fields.get(name) for name in {*now.fields, *version.fields}}
    return _change(tx, ledger, now, {**back, DELETED: version.deleted}, "undo")


def _since_it_vanished(changes: list[JournalRow]) -> list[JournalRow]:
    gone = [at for at, change in enumerate(changes, 1) if change.act == VANISHED]
    return changes[gone[-1] if gone else 0 :]


def existing_lines(connection: Connection, ledger: Ledger, uids: Collection[str]) -> dict[str, str]:
    """Lines of those of `uids` that are there already, deleted or not, whatever their unit."""
    if not uids:
        return {}
    sql = (
        f"SELECT t.uid, j.line FROM json_each(?) u CROSS JOIN {table_name(ledger)} t ON t.uid = u.value "
        "JOIN journal j ON j.seq = t.seq"
    )
    rows = connection.exec_driver_sql(sql, (json.dumps(list(uids)),))
    return {row[0]: row[1] for row in rows}
