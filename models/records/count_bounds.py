"""Above what a count of one record is asked about: a digit too many adds up with the others, and nobody sees it."""

from __future__ import annotations

from collections.abc import Iterator

from models.records.field import BoundField
from models.records.ledger import Ledger
from models.records.place import CountBound, PlaceProfile
from models.records.record import Record
from models.records.registry import ledgers

KIND = "kind"
"""The field of a record that says of which kind it is, in every ledger that has kinds."""


def bounded(ledger: Ledger) -> Iterator[BoundField]:
    """The fields of a ledger that have a bound."""
    return (field for field in ledger.fields if field.spec.most is not None)


def shipped_bounds() -> list[CountBound]:
    """The bounds that are declared, for records of every kind."""
    return [
        CountBound(one.label, field.label, field.spec.most or 0) for one in ledgers().values() for field in bounded(one)
    ]


def bounds_at(place: PlaceProfile) -> list[CountBound]:
    """The bounds of a place: its own, then those declared that it left as they are."""
    own = {(one.ledger, one.kind, one.field) for one in place.bounds}
    return [*place.bounds, *(one for one in shipped_bounds() if (one.ledger, one.kind, one.field) not in own)]


def bound_of(ledger: Ledger, field: BoundField, record: Record, place: PlaceProfile) -> int:
    """The bound for a field of a record: the place's for its kind, the place's for all, the declared one."""
    kind = getattr(record, KIND, None) or ""
    own = {one.kind: one.most for one in place.bounds if (one.ledger, one.field) == (ledger.label, field.label)}
    return own.get(kind) or own.get("") or field.spec.most or 0


def bound_faults(place: PlaceProfile) -> Iterator[str]:
    """What is wrong with the bounds of a profile, one phrase each."""
    known = {(one.ledger, one.field) for one in shipped_bounds()}
    named = [(one.ledger, one.kind, one.field) for one in place.bounds]
    for one, key in zip(place.bounds, named, strict=True):
        if (one.ledger, one.field) not in known:
            can = "、".join(f"{ledger}的{field}" for ledger, field in sorted(known) if one.ledger in (ledger, ""))
            yield f"数量上限里不能写“{one.ledger}”的“{one.field}”{f'，能写的是{can}' if can else ''}"
        if one.most < 1:
            yield f"数量上限里{one.ledger}“{one.field}”的最多{one.most}不能用，请写1以上的整数"
        if named.count(key) > 1:
            yield f"数量上限里{one.ledger}“{one.kind}{one.field}”写了{named.count(key)}次"
