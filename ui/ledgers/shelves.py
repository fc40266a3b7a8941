"""Which ledgers an office sees: those its tasks need or that hold something, and what it switched on or off itself.

Knows no Qt. The choice lies in the workspace's database: it goes with the workspace to another computer and into its
backups.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection

from models.check.unit import needed_ledgers, owed
from models.records.ledger import GROUPS, Ledger
from models.records.ledgers.progress import NOT_APPLICABLE
from models.records.registry import ledger, ledgers
from models.store.base.settings import read_setting
from models.store.base.transaction import Transaction
from models.store.base.workspace import Workspace
from models.store.records import documents, records

SWITCHED = "ledgers.switched"


class Shelf(NamedTuple):
    """One ledger: how many records it holds, whether it stands in the list, and whether a task asks for it."""

    ledger: Ledger
    held: int
    shown: bool
    needed: bool = True


def own_shelves(office: Workspace, candidates: Iterable[Ledger], unit: str = "") -> list[Shelf]:
    """The ledgers of the own unit, or of the one that is typed for (代录)."""
    code = unit or office.unit
    with office.read() as connection:
        needed, chosen = _needed(connection, code), switched_ledgers(connection)
        found = []
        for one in candidates:
            held, asked = records.count(connection, one, code), one.id in needed
            found.append(Shelf(one, held, chosen.get(one.id, asked or held > 0), asked))
    return shelves_by_group(found)


def all_shelves(office: Workspace, candidates: Iterable[Ledger]) -> list[Shelf]:
    """The ledgers of all units together: those that hold records are shown."""
    with office.read() as connection:
        counts = [(one, records.count(connection, one)) for one in candidates]
    return shelves_by_group([Shelf(one, count, count > 0) for one, count in counts])


def shelves_by_group(shelves: Sequence[Shelf]) -> list[Shelf]:
    """By the heads under which menus list them, in menu order."""
    heads = {head: place for place, head in enumerate(GROUPS)}
    return sorted(shelves, key=lambda one: heads.get(one.ledger.group, len(heads)))


def _needed(connection: Connection, code: str) -> set[str]:
    """Ids of the ledgers that the unit's tasks need; while nothing was issued those that every year asks for."""
    issue = documents.issue_for(connection, None)
    if issue is None or not issue.plan.items:
        return {one.id for one in ledgers().values() if one.reported or not one.topics}
    kept = [entry.fields for entry in records.entries(connection, ledger("progress"), code)]
    aside = {one.get("item") for one in kept if one.get("year") == issue.year and one.get("state") == NOT_APPLICABLE}
    duty = owed(issue, code)
    return {one.id for one in needed_ledgers(duty, [number for number in aside if isinstance(number, int)])}


def switched_ledgers(connection: Connection) -> dict[str, bool]:
    """Ledgers switched on (True) or off by hand in this workspace, by ledger id."""
    text = read_setting(connection, SWITCHED)
    return msgspec.json.decode(text, type=dict[str, bool]) if text else {}


def switch_ledger(tx: Transaction, ledger_id: str, *, on: bool) -> None:
    """Show a ledger from now on, or hide it; its records stay where they are."""
    kept = switched_ledgers(tx.connection) | {ledger_id: on}
    tx.set_setting(SWITCHED, msgspec.json.encode(kept, order="sorted").decode())
