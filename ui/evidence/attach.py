"""Files for several records at once: which records there are, and the links that are added. Knows no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from models.check.unit import Duty, owed, progress_of
from models.records.context import BasicContext
from models.records.ledgers.progress import OPEN
from models.records.plan import Item
from models.records.registry import ledger
from models.store.base.transaction import Transaction
from models.store.base.workspace import Workspace
from models.store.records import documents, listing, records
from models.store.records.listing import ListQuery
from ui.kit.tables.cells import text_of

MOST = 2_000
"""Records of a ledger that are offered, the newest first."""
BESIDE = 2
"""Fields shown beside a record's title, to tell it from others."""
Changed = tuple[str, str]
"""Ledger id and uid."""


@dataclass(frozen=True)
class AttachTarget:
    """A record that may get files; `given` are the fields a record that is not kept yet begins with."""

    ledger: str
    uid: str
    title: str
    beside: str = ""
    files: int = 0
    given: dict[str, Any] = field(default_factory=dict)


def targets_of(workspace: Workspace, ledger_id: str) -> list[AttachTarget]:
    """The own unit's records of one ledger; of 落实情况 every item of the year, begun or not."""
    if ledger_id == "progress":
        return _items(workspace)
    declared = ledger(ledger_id)
    beside = [one for one in declared.fields if one.spec.listed and one.name != declared.title][:BESIDE]
    with workspace.read() as connection:
        found = listing.row_ids(connection, declared, ListQuery(unit=workspace.unit, descending=True))[:MOST]
        rows = listing.read_page(connection, declared, found)
    return [
        AttachTarget(
            ledger_id,
            row.uid,
            str(row.fields.get(declared.title) or declared.nameless),
            "　".join(filter(None, (text_of(one, row.fields.get(one.name), foreign=True) for one in beside))),
        )
        for row in rows
    ]


def _items(workspace: Workspace) -> list[AttachTarget]:
    with workspace.read() as connection:
        issue = documents.issue_for(connection, None)
        kept = list(records.entries(connection, ledger("progress"), workspace.unit))
    if issue is None:
        return []
    duty, context = (
        owed(issue, workspace.unit),
        BasicContext({"progress": kept}, workspace.clock.today()),
    )
    return [_item(duty, one, context) for one in duty.items]


def _item(duty: Duty, item: Item, context: BasicContext) -> AttachTarget:
    uid, record = progress_of(duty, item.uid, context)
    title = f"第{item.number}项 {item.title}"
    if record is None:
        return AttachTarget("progress", "", title, OPEN, 0, {"year": duty.year, "item": item.uid})
    return AttachTarget("progress", uid, title, record.state or OPEN, len(record.evidence))


def attach_files(
    tx: Transaction, unit: str, links: Sequence[dict[str, Any]], targets: Sequence[AttachTarget]
) -> list[Changed]:
    """Link the files to every target that has not got them yet; gives the records that were changed."""
    changed = []
    for target in targets:
        declared = ledger(target.ledger)
        kept = records.load(tx.connection, declared, target.uid).fields.get("evidence", []) if target.uid else []
        known = {link.get("digest") for link in kept}
        fresh = [link for link in links if link.get("digest") not in known]
        if fresh:
            values = {**target.given, "evidence": [*kept, *fresh]}
            entry = records.save(tx, declared, unit, values, target.uid or None)
            changed.append((target.ledger, entry.uid))
    return changed
