"""What the ledgers hold for each item of the plan: counts to show beside it, and the records behind them."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from sqlalchemy import Connection

from models.records.field import Kind
from models.records.ledger import Ledger
from models.records.plan import Plan
from models.records.registry import ledger, ledgers
from models.store.records import listing
from models.store.records.listing import ListQuery

WORK = "work"


class ItemProof(NamedTuple):
    """One ledger's share in the proof of an item."""

    ledger: str
    label: str
    held: int


def item_proofs(connection: Connection, unit: str, plan: Plan, year: int) -> dict[int, tuple[ItemProof, ...]]:
    """By uid of the item the ledgers that prove it, with the unit's records of the year; empty ones too."""
    kept = [one for one in ledgers().values() if one.desk == "unit" and one.topics]
    shared = [(one, listing.count_rows(connection, one, records_of_year(one, unit, year))) for one in kept]
    found = {}
    for item in (*plan.items, *plan.dropped):
        deeds = listing.count_rows(connection, ledger(WORK), proof_query(WORK, unit, item.uid, year))
        proofs = [ItemProof(one.id, one.label, count) for one, count in shared if one.proves(item)]
        found[item.uid] = (*proofs, ItemProof(WORK, ledger(WORK).label, deeds))
    return found


def proof_query(ledger_id: str, unit: str, item: int, year: int) -> ListQuery:
    """The records behind a count; of the ledger of all items those of this one."""
    query = records_of_year(ledger(ledger_id), unit, year)
    return replace(query, equals=(("item", item),)) if ledger_id == WORK else query


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
    return [(one.ledger, one.label, f" {one.held}条") for one in proofs]
