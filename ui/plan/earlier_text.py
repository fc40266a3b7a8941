"""What the unit wrote about an item in an earlier year, to be copied and brought up to date. Knows no Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

import msgspec
from sqlalchemy import Connection

from models.records.office import Issue
from models.records.plan import Item, Plan
from models.records.registry import ledger
from models.store.records import documents, records

COPIED = ("task", "measures", "outcome", "problems", "next_step")
ALIKE = 0.6
"""From this likeness on two titles mean the same item: wordings change a little every year."""


@dataclass(frozen=True)
class EarlierText:
    """The words of an item as they were in `year`, where it was printed as number `item`; by field name, none empty."""

    year: int
    item: int
    fields: Mapping[str, str]

    def in_words(self) -> str:
        """Every earlier text under its field's label, one a line."""
        named = ledger("progress").by_name
        return "\n".join(f"{named[name].label}：{text}" for name, text in self.fields.items())


def read_earlier(connection: Connection, unit: str, issue: Issue) -> dict[int, EarlierText]:
    """By uid of the items of `issue`, what the unit wrote in the last earlier year that has anything.

    Of one that was split off another, or that others were merged into, what it wrote of those this year comes first.
    """
    kept: dict[int, dict[int, dict[str, str]]] = {}
    for entry in records.entries(connection, ledger("progress"), unit):
        year, number = entry.fields.get("year"), entry.fields.get("item")
        words = _words(entry.fields)
        if isinstance(year, int) and isinstance(number, int) and year <= issue.year and words:
            kept.setdefault(year, {})[number] = words
    mine = _of_origins(issue.plan, issue.year, kept.pop(issue.year, {}))
    if not kept:
        return mine
    last = max(kept)
    plans = (one for one in documents.documents_of_kind(connection, documents.ISSUE, Issue) if one.year == last)
    before = next(plans, None)
    found = {item.uid: _item_before(item, before) for item in issue.plan.items}
    texts = kept[last]
    written = ((now, then) for now, then in found.items() if then and then.uid in texts)
    return {now: EarlierText(last, then.number, texts[then.uid]) for now, then in written} | mine


def _of_origins(plan: Plan, year: int, texts: Mapping[int, dict[str, str]]) -> dict[int, EarlierText]:
    """What was written this year of the items that an item was split off or that were merged into it."""
    known, found = plan.dropped_by_uid | plan.by_uid, {}
    for item in plan.items:
        origin = next((known[uid] for uid in item.origin if uid in texts and uid in known), None)
        if origin and item.uid not in texts:
            found[item.uid] = EarlierText(year, origin.number, texts[origin.uid])
    return found


def _words(fields: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(fields[name]) for name in COPIED if fields.get(name)}


def _item_before(item: Item, before: Issue | None) -> Item | None:
    """The item as it was then, None where nothing is like it. Without the plan of then, that of the same number."""
    if before is None:
        return msgspec.structs.replace(item, uid=item.number)
    likeness = [(_likeness(item.title, one.title), one.number == item.number, one.uid) for one in before.plan.items]
    likest, _, uid = max(likeness, default=(0.0, False, 0))
    return before.plan.by_uid[uid] if likest >= ALIKE else None


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def fields_to_copy(earlier: EarlierText, values: Mapping[str, Any]) -> dict[str, str]:
    """The earlier texts, by field name, whose fields are still empty in `values`."""
    return {name: text for name, text in earlier.fields.items() if not values.get(name)}
