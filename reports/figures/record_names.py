"""What a record is called where no form stands beside it: an item of the plan by number and wording."""

from __future__ import annotations

import re

from models.records.context import title_of
from models.records.entry import BadRecordError, Entry, to_record
from models.records.office import Issue
from models.records.registry import ledger

PROGRESS = "progress"
UNREADABLE = "（读不出的记录）"
_NUMBER = re.compile(r"项号([0-9]+)")


def item_of_title(title: str) -> int | None:
    """The uid of the item in the title of a 落实情况 (项号7), None where it is another title."""
    found = _NUMBER.fullmatch(title)
    return int(found[1]) if found else None


def item_name(uid: int, issue: Issue | None) -> str:
    """第7项 with its wording, of a dropped item that it was dropped; the uid alone where no plan tells."""
    if issue is None:
        return f"第{uid}项"
    item = issue.plan.by_uid.get(uid) or issue.plan.dropped_by_uid.get(uid)
    return f"{issue.plan.name(uid)} {item.title if item else ''}".rstrip()


def name_of(ledger_id: str, entry: Entry, issue: Issue | None) -> str:
    """What people call an entry; the wording of an item only where the plan is of the record's year."""
    declared = ledger(ledger_id)
    try:
        title = title_of(declared, to_record(declared, entry.fields, entry.uid))
    except BadRecordError:
        return UNREADABLE
    item = item_of_title(title) if ledger_id == PROGRESS else None
    if item is None:
        return title
    return item_name(item, issue if issue and entry.fields.get("year") == issue.year else None)
