"""What the ledgers hold for each item of the plan: counts to show beside it, and the records behind them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import Connection

from models.records.field import Kind
from models.records.ledger import Ledger
from models.records.plan import Item, Plan
from models.records.proven import PROVEN_FIELD, read_proven, said_for
from models.records.registry import ledgers
from models.store.records import listing
from models.store.records.item_numbers import item_field
from models.store.records.listing import ListQuery


class ItemProof(NamedTuple):
    """One ledger's share in the proof of an item: the uids of the unit's records."""

    ledger: str
    label: str
    uids: tuple[str, ...]


class _Proving(NamedTuple):
    """A ledger's records by the items they are said to prove, and those that leave it to the topics."""

    ledger: Ledger
    said: Mapping[int, list[str]]
    unsaid: tuple[str, ...]

    def has(self, item: Item) -> bool:
        """Whether it stands beside the item: 工作记录 beside all of them."""
        return self.ledger.proves(item) or item.uid in self.said

    def share(self, item: Item) -> ItemProof:
        """What it has for the item."""
        usual = self.unsaid if self.ledger.topics and self.ledger.proves(item) else ()
        return ItemProof(self.ledger.id, self.ledger.label, (*self.said.get(item.uid, ()), *usual))


def item_proofs(connection: Connection, unit: str, plan: Plan, year: int) -> dict[int, tuple[ItemProof, ...]]:
    """By uid of the item the ledgers that prove it, with the unit's records of the year; empty ones too."""
    kept = [one for one in ledgers().values() if PROVEN_FIELD in one.by_name]
    kept.sort(key=lambda one: not one.topics)
    proving = [_proving(connection, one, unit, year) for one in kept]
    items = (*plan.items, *plan.dropped)
    return {item.uid: tuple(one.share(item) for one in proving if one.has(item)) for item in items}


def _proving(connection: Connection, declared: Ledger, unit: str, year: int) -> _Proving:
    """Records of the year, and those of other years that are said to prove one of its items."""
    own = item_field(declared)
    names = [PROVEN_FIELD, own] if own else [PROVEN_FIELD]
    elsewhere = ListQuery(unit=unit, contains=((PROVEN_FIELD, said_for(year)),))
    rows = {
        uid: (proven, int(item[0]) if item and in_year else 0)
        for query, in_year in ((elsewhere, False), (records_of_year(declared, unit, year), True))
        for uid, proven, *item in listing.list_texts(connection, declared, query, names)
    }
    said, unsaid = defaultdict[int, list[str]](list), list[str]()
    for uid, (proven, item) in rows.items():
        uids = {one for of, one in read_proven(proven) if of == year} | ({item} if item else set())
        for one in uids:
            said[one].append(uid)
        unsaid += [] if uids else [uid]
    return _Proving(declared, said, tuple(unsaid))


def records_of_year(declared: Ledger, unit: str, year: int) -> ListQuery:
    """A unit's records of a year; all of them where the ledger knows no years."""
    name = declared.year_of
    if not name:
        return ListQuery(unit=unit)
    if declared.by_name[name].kind is Kind.DATE:
        return ListQuery(unit=unit, since=((name, f"{year}-01-01"),), until=((name, f"{year}-12-31"),))
    return ListQuery(unit=unit, equals=((name, year),))


def proof_links(proofs: tuple[ItemProof, ...]) -> list[tuple[str, str, str]]:
    """A link for every ledger by its id: where it leads, its name, and how many records stand behind it."""
    return [(one.ledger, one.label, f" {len(one.uids)}条") for one in proofs]
