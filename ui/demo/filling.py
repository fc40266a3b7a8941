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
from ui.demo.cases import case_chains
from ui.demo.certificates import certificates
from ui.demo.desk import DemoDesk
from ui.demo.evidence import Link, add_files
from ui.demo.luck import luck_for
from ui.demo.own_ledgers import makers_for
from ui.demo.people import people
from ui.demo.progress import progress
from ui.demo.roster import DemoOffice

Fields = dict[str, Any]


def fill_ledgers(workspace: Workspace, office: DemoOffice, area: int, plan: Plan, seed: int, operator: str) -> None:
    """Write what the office did in the year, in one transaction.

    `area` tells its people's ID numbers apart.
    """
    unit = office.unit.code
    with workspace.write(operator) as tx:
        files = add_files(tx, workspace, office, seed)
        save_rows(tx, "progress", unit, progress(office, plan, files, seed))
        officers = [with_photo(one, at, files) for at, one in enumerate(people(office, area, seed))]
        uids = save_rows(tx, "person", unit, officers)
        save_rows(tx, "certificate", unit, certificates(office, dict(zip(uids, officers, strict=True)), seed))
        for name, make in makers_for(office).items():
            rows = make(DemoDesk(office, luck_for(seed, unit, name), files))
            save_rows(
                tx, name, unit, (row for row in rows if "item" not in row or plan.by_uid[row["item"]].is_for(unit))
            )
        for chain in case_chains(office, seed):
            previous = ""
            for case in chain:
                (previous,) = save_rows(tx, "case", unit, [case | {"previous": previous}])


def with_photo(officer: Fields, at: int, files: list[Link]) -> Fields:
    """The officer with one of the office's pictures for a photo; every fifth has none yet."""
    if at % 5 == 0:
        return officer
    link = files[-1 - at % 2]
    return {**officer, "photo": link["name"], "evidence": [link]}


def save_rows(tx: Transaction, name: str, unit: str, many: Iterable[Fields]) -> list[str]:
    """Create records of one ledger at once; gives their uids in order."""
    declared = ledger(name)
    entries = []
    for fields in many:
        kept = {field: value for field, value in msgspec.to_builtins(fields).items() if value not in records.EMPTY}
        entries.append(records.new_entry(tx, declared, unit, kept, uid_for(declared, unit, kept)))
    tx.save_entries("create", declared, [(entry, entry.line()) for entry in entries])
    return [entry.uid for entry in entries]
