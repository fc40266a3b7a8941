"""Entries and contexts that tests put together in one line."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import Any

from models.records.context import BasicContext
from models.records.entry import Entry
from models.records.place import NATIONAL, PlaceProfile

TODAY = dt.date(2020, 11, 1)


def entry(uid: str, *, unit: str = "A01", deleted: bool = False, **fields: Any) -> Entry:
    at = ("2020-01-01T00:00:00Z", "张三")
    return Entry(
        uid=uid,
        unit=unit,
        created=at,
        changed=at,
        deleted=deleted,
        vector={"w": 1},
        stamps={"": ("w", 1)},
        fields=fields,
    )


def context_of(*records: tuple[str, Entry], place: PlaceProfile = NATIONAL) -> BasicContext:
    """A context over pairs of ledger id and entry, asked on `TODAY` at a place."""
    entries = defaultdict(list)
    for ledger, one in records:
        entries[ledger].append(one)
    return BasicContext(entries, TODAY, place=place)
