"""Joining two versions of one record: by version vectors, then field by field.

Each field is a multi-value register: a value stays as long as the other side has not seen its stamp. The join is
commutative, associative and idempotent, so packages may come in any order and any number of times.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

import msgspec

from models.records.entry import Entry
from models.records.version import REST, Order, Stamp, Stamps, compare, join, seen, stamp_of

DELETED = "deleted"


class Verdict(StrEnum):
    """What the join did to our version."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    OLDER = "older"
    PARALLEL = "parallel"
    CONFLICT = "conflict"


class Sibling(msgspec.Struct, frozen=True):
    """A value of a field that another value does not replace, with its stamp."""

    field: str
    counter: int
    workspace: str
    value: Any

    @property
    def stamp(self) -> Stamp:
        """Its stamp."""
        return (self.workspace, self.counter)


class Joined(msgspec.Struct, frozen=True):
    """The joined record, the siblings of its fields that lost to no one, and what happened."""

    entry: Entry
    siblings: tuple[Sibling, ...]
    verdict: Verdict


Values = dict[tuple[Stamp, bytes], Any]
"""Values of one field by stamp and text: a copied workspace may have used a stamp twice."""


def join_entries(ours: Entry, theirs: Entry, siblings: Iterable[Sibling] = ()) -> Joined:
    """Our record with its open siblings, joined with theirs."""
    kept = tuple(siblings)
    order = compare(ours.vector, theirs.vector)
    if order is Order.EQUAL and _same(ours, theirs):
        return Joined(ours, kept, Verdict.UNCHANGED)
    if order is Order.OLDER:
        return Joined(ours, kept, Verdict.OLDER)
    if order is Order.NEWER:
        return Joined(theirs, (), Verdict.UPDATED)
    return _join_fields(ours, theirs, kept)


def _same(ours: Entry, theirs: Entry) -> bool:
    return ours.fields == theirs.fields and ours.deleted == theirs.deleted


def _join_fields(ours: Entry, theirs: Entry, kept: tuple[Sibling, ...]) -> Joined:
    names = {*ours.fields, *theirs.fields, *ours.stamps, *theirs.stamps, DELETED} - {REST}
    rest = max(ours.stamps[REST], theirs.stamps[REST], key=_rank)
    fields: dict[str, Any] = {}
    stamps: Stamps = {REST: rest}
    left: list[Sibling] = []
    open_conflict = False
    for name in sorted(names):
        values = _survivors(ours, theirs, name, kept)
        (stamp, text), value = max(values.items(), key=lambda item: (_rank(item[0][0]), item[0][1]))
        lost = [
            Sibling(name, mark[1], mark[0], other)
            for (mark, said), other in values.items()
            if (mark, said) != (stamp, text)
        ]
        open_conflict = open_conflict or any(sibling.value != value for sibling in lost)
        left += lost
        fields[name] = value
        if stamp != rest:
            stamps[name] = stamp
    entry = Entry(
        uid=ours.uid,
        unit=ours.unit,
        created=min(ours.created, theirs.created),
        changed=max(ours.changed, theirs.changed),
        deleted=bool(fields.pop(DELETED)),
        vector=join(ours.vector, theirs.vector),
        stamps=stamps,
        fields={name: value for name, value in fields.items() if value is not None},
    )
    return _judged(
        ours, kept, entry, tuple(sorted(left, key=_sort)), Verdict.CONFLICT if open_conflict else Verdict.PARALLEL
    )


def _judged(
    ours: Entry, kept: tuple[Sibling, ...], entry: Entry, left: tuple[Sibling, ...], verdict: Verdict
) -> Joined:
    nothing_new = entry == ours and left == kept
    return Joined(entry, left, Verdict.UNCHANGED if nothing_new else verdict)


def _survivors(ours: Entry, theirs: Entry, name: str, kept: tuple[Sibling, ...]) -> Values:
    mine: Values = {(sibling.stamp, _text(sibling.value)): sibling.value for sibling in kept if sibling.field == name}
    own = _value(ours, name)
    mine[stamp_of(ours.stamps, name), _text(own)] = own
    stamp, value = stamp_of(theirs.stamps, name), _value(theirs, name)
    values = {mark: said for mark, said in mine.items() if mark[0] == stamp or not seen(theirs.vector, mark[0])}
    if any(mark[0] == stamp for mark in mine) or not seen(ours.vector, stamp):
        values[stamp, _text(value)] = value
    return values


def _value(entry: Entry, name: str) -> Any:
    return entry.deleted if name == DELETED else entry.fields.get(name)


def _rank(stamp: Stamp) -> tuple[int, str]:
    return stamp[1], stamp[0]


def _text(value: Any) -> bytes:
    return msgspec.json.encode(value, order="sorted")


def _sort(sibling: Sibling) -> tuple[str, int, str, bytes]:
    return sibling.field, sibling.counter, sibling.workspace, _text(sibling.value)
