"""Joining two versions of one record: by version vectors, then field by field.

Each field is a multi-value register: a value stays as long as the other side has not seen its stamp. The join is
commutative, associative and idempotent, so packages may come in any order and any number of times.

A tombstone says that a record is deleted and nothing of its fields, and so replaces none of them: what the fields have
seen is counted apart (`Entry.known`), and the join of both counts and of all registers is as good as before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Any

import msgspec

from models.records.entry import DELETED, Entry
from models.records.version import REST, Order, Stamp, Vector, compare_vectors, has_seen, join_vectors, stamp_of


class JoinVerdict(StrEnum):
    """What joining two versions of a record did to ours."""

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
        """The version's identity: (workspace id, counter)."""
        return (self.workspace, self.counter)


class JoinedRecord(msgspec.Struct, frozen=True):
    """The joined record, the siblings of its shown values that nothing replaced, and what happened."""

    entry: Entry
    siblings: tuple[Sibling, ...]
    verdict: JoinVerdict


def join_entries(ours: Entry, theirs: Entry, siblings: Iterable[Sibling] = ()) -> JoinedRecord:
    """Our record with its siblings, joined with theirs, which comes without any.

    Whoever sent it may have seen one of our siblings and let it go, even where we know all that they know.
    """
    kept = tuple(sorted(siblings, key=_sort))
    order = _compare(ours, theirs)
    if not kept and order is Order.EQUAL and _same(ours, theirs):
        return JoinedRecord(ours, kept, JoinVerdict.UNCHANGED)
    if not kept and order is Order.OLDER:
        return JoinedRecord(ours, kept, JoinVerdict.OLDER)
    if order is Order.NEWER:
        return JoinedRecord(theirs, (), JoinVerdict.UPDATED)
    entry, left = _join_fields(ours, theirs, kept)
    if entry == ours and left == kept:
        return JoinedRecord(ours, kept, JoinVerdict.UNCHANGED)
    return JoinedRecord(entry, left, JoinVerdict.CONFLICT if any(rival_values(entry, left)) else JoinVerdict.PARALLEL)


def _compare(ours: Entry, theirs: Entry) -> Order:
    """How both counts of the records relate: that of whether they are deleted and that of their fields."""
    order = compare_vectors(ours.vector, theirs.vector)
    if ours.known is None and theirs.known is None:
        return order
    orders = {order, compare_vectors(ours.fields_vector, theirs.fields_vector)} - {Order.EQUAL}
    return Order.PARALLEL if len(orders) > 1 else next(iter(orders), Order.EQUAL)


def rival_values(entry: Entry, siblings: Iterable[Sibling]) -> Iterator[Sibling]:
    """The siblings a person must decide about: they say something else than the record shows.

    The others are kept too: a later change may replace the equal value that is shown and not the one behind it. Of a
    record that is deleted, and nobody wants to keep, no field need be decided.
    """
    siblings = tuple(siblings)
    if entry.deleted and entry.known is not None and not any(one.field == DELETED for one in siblings):
        return iter(())
    return (sibling for sibling in siblings if _text(sibling.value) != _text(_value(entry, sibling.field)))


def _same(ours: Entry, theirs: Entry) -> bool:
    return ours.fields == theirs.fields and ours.deleted == theirs.deleted and ours.known == theirs.known


def _join_fields(ours: Entry, theirs: Entry, kept: tuple[Sibling, ...]) -> tuple[Entry, tuple[Sibling, ...]]:
    names = sorted({*ours.fields, *theirs.fields, *ours.stamps, *theirs.stamps, DELETED} - {REST})
    rest = max(ours.stamps[REST], theirs.stamps[REST], key=_rank)
    shown, left = dict[str, Sibling](), list[Sibling]()
    for name in names:
        *lost, shown[name] = _survivors(ours, theirs, name, kept)
        left += lost
    deleted = bool(shown[DELETED].value)
    vector = join_vectors(ours.vector, theirs.vector)
    known = join_vectors(ours.fields_vector, theirs.fields_vector)
    entry = Entry(
        uid=ours.uid,
        unit=ours.unit,
        created=min(ours.created, theirs.created),
        changed=max(ours.changed, theirs.changed),
        deleted=deleted,
        vector=vector,
        stamps={REST: rest, **{name: one.stamp for name, one in shown.items() if one.stamp != rest}},
        fields={name: one.value for name, one in shown.items() if name != DELETED and one.value is not None},
        known=None if known == vector else known,
    )
    return entry, tuple(sorted(left, key=_sort))


def _survivors(ours: Entry, theirs: Entry, name: str, kept: tuple[Sibling, ...]) -> list[Sibling]:
    """Values of a field that the other side has not seen, the one to show last."""
    mine = [*(one for one in kept if one.field == name), *_written(ours, name)]
    yours = list(_written(theirs, name))
    own, other = stamp_of(ours.stamps, name), stamp_of(theirs.stamps, name)
    left = [one for one in mine if one.stamp == other or not has_seen(_vector(theirs, name), one.stamp)]
    known = {own, *(one.stamp for one in mine)}
    left += [one for one in yours if one.stamp in known or not has_seen(_vector(ours, name), one.stamp)]
    distinct = {_sort(one): one for one in left or mine or yours}
    return [distinct[key] for key in sorted(distinct)]


def _written(entry: Entry, name: str) -> Iterator[Sibling]:
    """The value of a field; none where nobody ever wrote it, which is no rival of a value."""
    if name == DELETED or name in entry.fields or name in entry.stamps:
        workspace, counter = stamp_of(entry.stamps, name)
        yield Sibling(name, counter, workspace, _value(entry, name))


def _vector(entry: Entry, name: str) -> Vector:
    return entry.vector if name == DELETED else entry.fields_vector


def _value(entry: Entry, name: str) -> Any:
    return entry.deleted if name == DELETED else entry.fields.get(name)


def _rank(stamp: Stamp) -> tuple[int, str]:
    return stamp[1], stamp[0]


def _text(value: Any) -> bytes:
    return msgspec.json.encode(value, order="sorted")


def _sort(sibling: Sibling) -> tuple[str, int, str, bytes]:
    return sibling.field, sibling.counter, sibling.workspace, _text(sibling.value)
