"""What a merge changes, record by record and field by field: read from the journal, in a preview as afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Any

import msgspec
from sqlalchemy import Connection

from models.merge.values import DELETED, entry_title, label_of, text_of
from models.records.entry import Entry, read_line
from models.records.ledger import Ledger
from models.records.registry import ledgers
from models.store import conflicts, rollback
from models.store.rollback import Step

MOST = 500
"""Records whose changes go into one preview; the others are counted."""


class Act(StrEnum):
    """What became of a record."""

    ADDED = "added"
    CHANGED = "changed"
    DELETED = "deleted"
    RESTORED = "restored"


ACT_WORDS = {Act.ADDED: "新增", Act.CHANGED: "更新", Act.DELETED: "删除", Act.RESTORED: "恢复"}


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
    act: Act
    fields: tuple[FieldChange, ...]


def changes(connection: Connection, package: str, first: int, last: int) -> Iterator[RecordChange]:
    """What the package did in these rows of the journal: differences to what was there come first, then additions."""
    added = list[Step]()
    for step in rollback.steps(connection, package, first, last):
        if step.ledger not in ledgers():
            continue
        before = rollback.line_before(connection, step.ledger, step.uid, step.first)
        if before is None:
            added.append(step)
        else:
            yield _change(connection, step, read_line(before))
    for step in added:
        yield _change(connection, step, None)


def _change(connection: Connection, step: Step, before: Entry | None) -> RecordChange:
    ledger = ledgers()[step.ledger]
    after = read_line(rollback.line_before(connection, step.ledger, step.uid, step.last + 1) or "")
    disputed = {row.field for row in conflicts.of_record(connection, step.ledger, step.uid) if row.open}
    names = _names(ledger, before, after, disputed)
    return RecordChange(
        ledger=ledger.id,
        ledger_label=ledger.label,
        uid=step.uid,
        title=entry_title(ledger, after),
        act=_act(before, after),
        fields=tuple(_field(connection, ledger, name, before, after, disputed) for name in names),
    )


def _names(ledger: Ledger, before: Entry | None, after: Entry, disputed: set[str]) -> list[str]:
    """Fields that differ or are disputed, in the ledger's order, those this version does not know last."""
    old = before.fields if before else {}
    differing = {name for name in {*old, *after.fields} if old.get(name) != after.fields.get(name)}
    order = {name: at for at, name in enumerate(ledger.by_name)}
    return sorted(differing | disputed, key=lambda name: (order.get(name, len(order)), name))


def _act(before: Entry | None, after: Entry) -> Act:
    if before is None:
        return Act.ADDED
    if before.deleted == after.deleted:
        return Act.CHANGED
    return Act.DELETED if after.deleted else Act.RESTORED


def _field(
    connection: Connection, ledger: Ledger, name: str, before: Entry | None, after: Entry, disputed: set[str]
) -> FieldChange:
    return FieldChange(
        field=name,
        label=label_of(ledger, name),
        old=text_of(connection, ledger, name, _value(before, name)),
        new=text_of(connection, ledger, name, _value(after, name)),
        conflict=name in disputed,
    )


def _value(entry: Entry | None, name: str) -> Any:
    if name == DELETED:
        return entry.deleted if entry else False
    return entry.fields.get(name) if entry else None
