"""What a record is called where no form stands beside it: an item of the plan by number and wording. Knows no Qt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

import msgspec
from sqlalchemy import Connection

from models.merge.changes import RecordChange
from models.merge.conflicts import Dispute, open_disputes
from models.merge.double_submissions import CopyDifference
from models.records.context import title_of
from models.records.entry import BadRecordError, Entry, to_record, uid_for
from models.records.finding import Finding
from models.records.office import Issue
from models.records.registry import ledger
from models.store.base.workspace import Workspace
from models.store.records import documents, records

PROGRESS = "progress"
UNREADABLE, GONE = "（读不出的记录）", "（已删除的记录）"
_NUMBER = re.compile(r"项号([0-9]+)")
Place = tuple[str, str]
"""Ledger id and uid."""
About = TypeVar("About", Finding, RecordChange, Dispute, CopyDifference)
"""What is about a record of a unit, and has that record's title for its own."""


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


def record_names_of(connection: Connection, places: Iterable[Place]) -> Mapping[Place, str]:
    """The Chinese name of each record, by (ledger id, uid); deleted and unknown ones are named GONE."""
    kept = {(ledger_id, uid): records.find(connection, ledger(ledger_id), uid) for ledger_id, uid in set(places)}
    plans = PlansOfYears(connection)
    return {
        (ledger_id, uid): GONE if entry is None or entry.deleted else name_of(ledger_id, entry, plans.of(entry))
        for (ledger_id, uid), entry in kept.items()
    }


class PlansOfYears:
    """What was issued last for the year of a record, read once a year."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[int, Issue | None] = {}

    def of(self, entry: Entry) -> Issue | None:
        """The last issue of the record's year; None of one without a year, or where nothing was issued for it."""
        year = entry.fields.get("year")
        if not isinstance(year, int):
            return None
        if year not in self._known:
            self._known[year] = documents.issue_of_year(self._connection, year)
        return self._known[year]


def finding_name(finding: About, issue: Issue | None, unit: str) -> str:
    """The Chinese name of the record of `unit` that a finding, change, conflict or difference is about."""
    item = item_of_title(finding.title) if finding.ledger == PROGRESS else None
    if item is None:
        return finding.title
    kept = issue is not None and uid_for(ledger(PROGRESS), unit, {"year": issue.year, "item": item})
    of_this_year = finding.uid in ("", kept)
    return item_name(item, issue if of_this_year else None)


def with_record_names(some: Iterable[About], issue: Issue | None, unit: str) -> Iterator[About]:
    """Changes, findings or conflicts of a unit's records, each with its record's name for a title."""
    return (msgspec.structs.replace(one, title=finding_name(one, issue, unit)) for one in some)


def read_disputes(workspace: Workspace, unit: str | None = None) -> list[Dispute]:
    """What waits for a decision, of all units or one, each with its record's name for a title."""
    with workspace.read() as connection:
        issue, waiting = documents.issue_for(connection, None), open_disputes(connection, unit)
    return [msgspec.structs.replace(one, title=finding_name(one, issue, one.unit)) for one in waiting]
