"""What records are called that findings, conflicts and remarks are about. Knows no Qt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

import msgspec
from sqlalchemy import Connection

from models.merge.changes import RecordChange
from models.merge.conflicts import Dispute, open_disputes
from models.merge.double_submissions import CopyDifference
from models.records.entry import Entry, uid_for
from models.records.finding import Finding
from models.records.office import Issue
from models.records.registry import ledger
from models.store.base.workspace import Workspace
from models.store.records import documents, records
from reports.figures.record_names import PROGRESS, item_name, item_of_title, name_of

GONE = "（已删除的记录）"
Place = tuple[str, str]
"""Ledger id and uid."""
About = TypeVar("About", Finding, RecordChange, Dispute, CopyDifference)
"""What is about a record of a unit, and has that record's title for its own."""


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
