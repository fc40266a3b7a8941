"""Random histories of one record in several workspaces, as pure entries."""

from __future__ import annotations

from typing import Any

import msgspec
from hypothesis import strategies as st

from models.merge.join import JoinedRecord, JoinVerdict, Sibling, join_entries, rival_values
from models.records.entry import Entry
from models.records.ledger import Ledger
from models.records.registry import ledger
from models.records.version import REST, advance_vector, stamp_of
from models.store.base.transaction import Transaction
from models.store.records.records import changed_entry

TRAINING: Ledger = ledger("training")
WORKSPACES = "abc"
CHANGES = st.dictionaries(
    st.sampled_from(["topic", "place", "deleted"]), st.sampled_from(["一", "二", "", None]), max_size=2
)
STEPS = st.lists(
    st.tuples(st.integers(0, 2), CHANGES, st.integers(0, 5), st.sampled_from(["张三", "AB"]), st.integers(0, 9)),
    max_size=10,
)


class _Clock(msgspec.Struct):
    """As much of a transaction as a change looks at."""

    workspace: str
    at: str
    operator: str


def created(workspace: str, second: int, fields: dict[str, Any]) -> Entry:
    who = (at(second), "张三")
    vector, stamp = advance_vector({}, workspace)
    return Entry(
        uid="0" * 32,
        unit="A01",
        created=who,
        changed=who,
        deleted=False,
        vector=vector,
        stamps={REST: stamp},
        fields=fields,
    )


def at(second: int) -> str:
    return f"2020-01-01T00:00:0{second}Z"


def edited(entry: Entry, workspace: str, changes: dict[str, Any], second: int = 0, operator: str = "张三") -> Entry:
    """The entry after a change; any value of "deleted" but none turns it over."""
    said = {**changes, "deleted": not entry.deleted} if changes.get("deleted") else changes
    said = {name: value for name, value in said.items() if name != "deleted" or isinstance(value, bool)}
    clock: Any = _Clock(workspace, at(second), operator)
    tx: Transaction = clock
    return changed_entry(tx, TRAINING, entry, said)


@st.composite
def versions(draw: st.DrawFn, *, apart: bool = True) -> list[Entry]:
    """Every version that up to three workspaces of a unit ever sent of one record.

    A copied workspace starts from what another had; with `apart` each may also have made the record itself.
    """
    first = created("a", draw(st.integers(0, 5)), {"topic": "零"})
    heads = {0: first}
    sent = [first]
    for where, changes, second, operator, copied in draw(STEPS):
        if where not in heads and copied % 3 == 0 and apart:
            heads[where] = created(WORKSPACES[where], second, {"place": str(copied)} if copied else {})
        before = heads.get(where, heads[min(heads)])
        heads[where] = edited(before, WORKSPACES[where], changes, second, operator)
        sent.append(heads[where])
    return sent


State = tuple[Entry, tuple[Sibling, ...]]
ACTS = st.lists(
    st.tuples(st.sampled_from(["edit", "send", "send", "take", "take"]), st.integers(0, 2), CHANGES, st.integers(0, 9)),
    max_size=16,
)


@st.composite
def exchanged(draw: st.DrawFn, *, tombstones: bool = False) -> list[Entry]:
    """Every version sent by three workspaces that also take what the others sent; who has an open conflict sends none.

    What is remembered beside a record does not travel, as in packages; nor, with `tombstones`, what was deleted.
    """
    heads: dict[int, State] = {}
    sent = list[Entry]()
    for act, where, changes, number in draw(ACTS):
        head = heads.get(where)
        if act == "take" and sent:
            heads[where] = merged([sent[number % len(sent)]], head) if head else (sent[number % len(sent)], ())
        elif head is None:
            heads[where] = created(WORKSPACES[where], number % 3, {"topic": "零"} if number % 2 else {}), ()
        elif act == "edit":
            heads[where] = _written(head, WORKSPACES[where], changes, number % 3)
        elif not any(rival_values(*head)):
            sent.append(head[0].tombstone() if tombstones and head[0].deleted else head[0])
    return sent or [created("a", 0, {})]


def _written(head: State, workspace: str, changes: dict[str, Any], second: int) -> State:
    """The state after a change: who writes a field has seen what lay beside it."""
    entry = edited(head[0], workspace, changes, second)
    mine = (workspace, entry.vector.get(workspace, 0))
    return entry, tuple(one for one in head[1] if entry is head[0] or stamp_of(entry.stamps, one.field) != mine)


def merged(entries: list[Entry], start: State | None = None) -> State:
    """What a centre has after these versions came in this order."""
    entry, siblings = start or (entries[0], ())
    for other in entries if start else entries[1:]:
        entry, siblings = taken(join_entries(entry, other, siblings), entry, siblings)
    return entry, siblings


def taken(joined: JoinedRecord, entry: Entry, siblings: tuple[Sibling, ...]) -> State:
    if joined.verdict in (JoinVerdict.UNCHANGED, JoinVerdict.OLDER):
        assert (joined.entry, joined.siblings) == (entry, siblings)
    return joined.entry, joined.siblings
