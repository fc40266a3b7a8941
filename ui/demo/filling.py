"""Writes one office's made-up records for the year into its ledgers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from models.records.entry import uid_for
from models.records.plan import Plan
from models.records.registry import ledger
from models.store.base.transaction import Transaction
from models.store.base.workspace import Workspace
from models.store.records import records
from ui.demo.cases import chains
from ui.demo.certificates import certificates
from ui.demo.evidence import add_files
from ui.demo.luck import luck_for
from ui.demo.own_ledgers import OWN_LEDGERS, Desk
from ui.demo.people import people
from ui.demo.progress import progress
from ui.demo.roster import Office

Fields = dict[str, Any]


def fill_ledgers(
    workspace: Workspace, office: Office, area: int, plan: Plan, chance: tuple[int, int], operator: str
) -> None:
    """Write what the office did in the year, in one transaction.

    `area` tells its people's ID numbers apart; `chance` is the year and the seed.
    """
    unit, (year, seed) = office.unit.code, chance
    with workspace.write(operator) as tx:
        files = add_files(tx, workspace, office, seed)
        keep(tx, "progress", unit, progress(office, plan, files, year, seed))
        officers = people(office, area, seed)
        uids = keep(tx, "person", unit, officers)
        keep(tx, "certificate", unit, certificates(office, dict(zip(uids, officers, strict=True)), seed))
        for name, make in OWN_LEDGERS.items():
            keep(tx, name, unit, make(Desk(office, luck_for(seed, unit, name), files)))
        for chain in chains(office, seed):
            previous = ""
            for case in chain:
                (previous,) = keep(tx, "case", unit, [case | {"previous": previous}])


def keep(tx: Transaction, name: str, unit: str, many: Iterable[Fields]) -> list[str]:
    """Create records of one ledger at once; gives their uids in order."""
    declared = ledger(name)
    entries = []
    for fields in many:
        kept = {field: value for field, value in msgspec.to_builtins(fields).items() if value not in records.EMPTY}
        entries.append(records.new_entry(tx, declared, unit, kept, uid_for(declared, unit, kept)))
    tx.save_entries("create", declared, [(entry, entry.line()) for entry in entries])
    return [entry.uid for entry in entries]
