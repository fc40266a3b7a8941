"""What a merge changes, record by record and field by field: read from the journal, in a preview as afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Any

import msgspec
from sqlalchemy import Connection

from models.merge.values import entry_title, field_label, field_text, title_and_whom
from models.records.entry import DELETED, Entry, read_line
from models.records.ledger import Ledger
from models.records.natural_key import natural_key
from models.records.registry import ledgers
from models.store.base.settings import read_setting
from models.store.records import conflicts, proxy, rollback
from models.store.records.rollback import MergedRecord

MOST = 500
"""Records whose changes go into one preview; the others are counted."""


class RecordAct(StrEnum):
    """What a merge did to a record."""

    ADDED = "added"
    CHANGED = "changed"
    DELETED = "deleted"
    RESTORED = "restored"
    REPLACED = "replaced"
    LEFT = "left"
    STAYS = "stays"


ACT_WORDS = {
    RecordAct.ADDED: "新增",
    RecordAct.CHANGED: "更新",
    RecordAct.DELETED: "删除",
    RecordAct.RESTORED: "恢复",
    RecordAct.REPLACED: "代替",
    RecordAct.LEFT: "移出",
    RecordAct.STAYS: "留下",
}


class FieldChange(msgspec.Struct, frozen=True, kw_only=True):
    """A field before and after, in words; `conflict` where another value waits beside the new one."""

    field: str
    label: str
    old: str
    new: str
    conflict: bool = False


class RecordChange(msgspec.Struct, frozen=True, kw_only=True):
    """A record that a package adds or changes."""

    ledger: str
    ledger_label: str
    uid: str
    title: str
    act: RecordAct
    fields: tuple[FieldChange, ...]


def read_changes(
    connection: Connection, package: str, first: int, last: int, *, named_only: bool = False
) -> Iterator[RecordChange]:
    """What the package did in these rows of the journal: differences to what was there come first, then additions.

    A typed record (代录) that a signed one with its natural key replaced is one change with it, field by field. Where
    additions are `named_only` their fields, which are all there is of them, are left out.
    """
    typists, own = proxy.own_workspace_ids(connection), read_setting(connection, "unit")
    added, gone = list[MergedRecord](), dict[Key, Entry]()
    for step in rollback.merged_records(connection, package, first, last):
        if step.ledger not in ledgers():
            continue
        before = rollback.line_before(connection, step.ledger, step.uid, step.first)
        entry = read_line(before) if before is not None else None
        if entry and entry.deleted and _after(connection, step).deleted:
            continue  # it was in the recycle bin and stays there
        if entry is None:
            added.append(step)
        elif entry.unit == own or not proxy.is_proxy_entry(entry, typists):
            yield _change(connection, step, entry)
        else:
            yield from _of_typed(connection, step, entry, gone)
    fresh = list[MergedRecord]()
    for step in added:
        typed = gone.pop(_key(step, _after(connection, step)), None) if gone else None
        if typed is None:
            fresh.append(step)
        else:
            yield _change(connection, step, typed, RecordAct.REPLACED)
    yield from (_left(connection, key[0], entry) for key, entry in gone.items())
    for step in fresh:
        yield _named(connection, step) if named_only else _change(connection, step, None)


Key = tuple[str, tuple[str, ...]]
"""A ledger's id and a natural key; where there is none, the uid stands for it, which no other record has."""


def _key(step: MergedRecord, entry: Entry) -> Key:
    return step.ledger, natural_key(ledgers()[step.ledger], entry.fields) or ("", entry.uid)


def _of_typed(
    connection: Connection, step: MergedRecord, before: Entry, gone: dict[Key, Entry]
) -> Iterator[RecordChange]:
    """A typed record that came signed under its uid or now refers elsewhere; one that went waits for its successor."""
    after = _after(connection, step)
    if after.deleted and not before.deleted:
        if gone.setdefault(_key(step, before), before) is not before:
            yield _left(connection, step.ledger, before)
    elif after.vector.keys() >= before.vector.keys():
        yield _change(connection, step, before)
    else:
        yield _change(connection, step, before, RecordAct.REPLACED)


def _left(connection: Connection, name: str, entry: Entry) -> RecordChange:
    return _whole(connection, ledgers()[name], entry, None, RecordAct.LEFT)


def stays_as_typed(connection: Connection, ledger: Ledger, entry: Entry) -> RecordChange:
    """A typed record (代录) that no signed one stands for and that stays as it is, with all that it says."""
    return _whole(connection, ledger, entry, entry, RecordAct.STAYS)


def _whole(connection: Connection, ledger: Ledger, entry: Entry, after: Entry | None, act: RecordAct) -> RecordChange:
    names = _names(ledger, entry, None, set())
    return RecordChange(
        ledger=ledger.id,
        ledger_label=ledger.label,
        uid=entry.uid,
        title=entry_title(ledger, entry),
        act=act,
        fields=tuple(_field(connection, ledger, one, entry, after, set()) for one in names),
    )


def _after(connection: Connection, step: MergedRecord) -> Entry:
    return read_line(rollback.line_before(connection, step.ledger, step.uid, step.last + 1) or "")


def _named(connection: Connection, step: MergedRecord) -> RecordChange:
    """A record that was added, by what it is called; all of it where it came deleted."""
    ledger, after = ledgers()[step.ledger], _after(connection, step)
    if after.deleted:
        return _change(connection, step, None)
    return RecordChange(
        ledger=ledger.id,
        ledger_label=ledger.label,
        uid=step.uid,
        title=entry_title(ledger, after),
        act=RecordAct.ADDED,
        fields=(),
    )


def _change(
    connection: Connection, step: MergedRecord, before: Entry | None, act: RecordAct | None = None
) -> RecordChange:
    ledger = ledgers()[step.ledger]
    after = _after(connection, step)
    disputed = {row.field for row in conflicts.conflicts_of(connection, step.ledger, step.uid) if row.open}
    names = _names(ledger, before, after, disputed)
    fields = (_field(connection, ledger, name, before, after, disputed) for name in names)
    act, replaced = act or _act(before, after), act is not None
    gone = act is RecordAct.DELETED
    return RecordChange(
        ledger=ledger.id,
        ledger_label=ledger.label,
        uid=step.uid,
        title=title_and_whom(connection, ledger, after) if gone else entry_title(ledger, after),
        act=act,
        # A typed record refers to a typed one, and the signed one to a signed: what a person reads may be the same.
        fields=tuple(one for one in fields if not replaced or one.old != one.new),
    )


def _names(ledger: Ledger, before: Entry | None, after: Entry | None, disputed: set[str]) -> list[str]:
    """Fields that differ or are disputed, in the ledger's order, those this version does not know last."""
    old, new = (one.fields if one else {} for one in (before, after))
    differing = {name for name in {*old, *new} if old.get(name) != new.get(name)}
    order = {name: at for at, name in enumerate(ledger.by_name)}
    return sorted(differing | disputed, key=lambda name: (order.get(name, len(order)), name))


def _act(before: Entry | None, after: Entry) -> RecordAct:
    if before is None:
        return RecordAct.DELETED if after.deleted else RecordAct.ADDED
    if before.deleted == after.deleted:
        return RecordAct.CHANGED
    return RecordAct.DELETED if after.deleted else RecordAct.RESTORED


def _field(
    connection: Connection, ledger: Ledger, name: str, before: Entry | None, after: Entry | None, disputed: set[str]
) -> FieldChange:
    unit = next(one.unit for one in (after, before) if one)
    return FieldChange(
        field=name,
        label=field_label(ledger, name),
        old=field_text(connection, ledger, name, _value(before, name), unit),
        new=field_text(connection, ledger, name, _value(after, name), unit),
        conflict=name in disputed,
    )


def _value(entry: Entry | None, name: str) -> Any:
    if name == DELETED:
        return entry.deleted if entry else False
    return entry.fields.get(name) if entry else None
