"""All that the own unit has to do by a day, counted whole and listed as far as somebody reads."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from models.check.unit import Duty, owed
from models.due.due_dates import Due, due_dates, other_year_dues
from models.due.ledger_dues import CountedDues, counted_dues, ledger_dues
from models.due.quota_dues import quota_dues
from models.due.reminders import read_own_calendar, reminder_dues
from models.records.context import BasicContext
from models.records.due_rule import SOON
from models.records.office import Issue, place_of
from models.records.quotas import counted_ledgers
from models.records.registry import ledger
from models.rules.terms import AS_SHIPPED
from models.store.base.workspace import Workspace
from models.store.records import documents, packages, records
from models.store.records.calendar import working_calendar
from models.store.records.packages import OUT, WRITTEN, PackageRow, in_order

MOST = 500
"""Rows of what is due, the most urgent first; figures count all of it."""
TAKEN_BACK = ("withdrawn", "withdrawal")
"""Verdicts on a report that leave its period open."""


@dataclass(frozen=True)
class OwnDues:
    """The first `MOST` are in `first`; `late`, `soon` and `all` count every one.

    `pressing` are, by ledger, the days of its records that are over or come soon.
    """

    first: list[Due]
    late: int
    soon: int
    all: int
    pressing: Counter[str]


def read_own_dues(workspace: Workspace, today: dt.date) -> OwnDues:
    """Read what the own unit has to do, judged as of `today`."""
    with workspace.read() as connection:
        issue = documents.issue_for(connection, None)
        own = own_context(connection, workspace.unit, issue, today)
        duty = owed(issue, workspace.unit) if issue else None
        return own_dues(connection, workspace, issue, duty, own)


def own_dues(
    connection: Connection, workspace: Workspace, issue: Issue | None, duty: Duty | None, own: BasicContext
) -> OwnDues:
    """Like `read_own_dues`, from the issue, duty and `own_context` already at hand."""
    sent = packages.find_packages(connection, direction=OUT, kind="submission")
    counted = counted_dues(connection, workspace.unit, own.today, MOST)
    returned, listed = _returned(sent), list(ledger_dues(connection, workspace.unit, own))
    others = due_dates(own, issue, duty, _reported(workspace, issue, sent), returned)
    others += [*(quota_dues(duty, own) if duty else ()), *listed]
    if issue:
        calendar = read_own_calendar(connection)
        others += reminder_dues(issue.profile, calendar, own.today, centre=workspace.is_centre)
    for other in _other_years(connection, issue.year) if issue else ():
        reported = _reported(workspace, other, sent)
        others += other_year_dues(own, other, owed(other, workspace.unit), reported, returned)
    return OwnDues(
        first=sorted([*counted.first, *others])[:MOST],
        late=counted.late + sum(due.left < 0 for due in others),
        soon=counted.soon + sum(0 <= due.left <= SOON for due in others),
        all=counted.all + len(others),
        pressing=_pressing(listed, counted),
    )


def pressing_records(connection: Connection, unit: str, today: dt.date, names: Iterable[str]) -> Counter[str]:
    """How many days of the unit's records in these ledgers are over or come soon, by ledger; nothing else is read."""
    issue, among = documents.issue_for(connection, None), list(map(ledger, names))
    terms = issue.terms if issue else AS_SHIPPED
    context = BasicContext({}, today, working_calendar(connection), terms, place_of(issue))
    return _pressing(ledger_dues(connection, unit, context, among), counted_dues(connection, unit, today, 0, among))


def _pressing(listed: Iterable[Due], counted: CountedDues) -> Counter[str]:
    return Counter(due.ledger for due in listed if due.left <= SOON) + counted.pressing


def _other_years(connection: Connection, year: int) -> Iterator[Issue]:
    """The last issues of the years to come, and of the one before `year` as long as its results are not here."""
    closed = documents.years_of(connection, documents.RESULTS)
    for issued in documents.issued_years(connection):
        wanted = issued > year or (issued == year - 1 and issued not in closed)
        issue = documents.issue_of_year(connection, issued) if wanted else None
        if issue:
            yield issue


def own_context(
    connection: Connection, unit: str, issue: Issue | None, today: dt.date, of: Issue | None = None
) -> BasicContext:
    """The ledgers that quotas and bars count, those of the plan `of` another year too."""
    counted = {name for one in (issue, of) if one for name in counted_ledgers(one.plan)}
    kept = {name: list(records.entries(connection, ledger(name), unit)) for name in {"progress"} | counted}
    terms = issue.terms if issue else AS_SHIPPED
    return BasicContext(kept, today, working_calendar(connection), terms, place_of(issue))


def _reported(workspace: Workspace, issue: Issue | None, sent: list[PackageRow]) -> set[str]:
    """Periods in which nothing has to be sent any more: a centre sends nothing to itself."""
    if workspace.is_centre and issue:
        return {period.id for period in issue.periods}
    return {period for period, row in _newest(sent).items() if row.review not in TAKEN_BACK}


def _returned(sent: list[PackageRow]) -> dict[str, str]:
    """Periods whose last report came back, with the reason: they are to be reported again."""
    return {period: row.review_reason for period, row in _newest(sent).items() if row.review == "returned"}


def _newest(sent: list[PackageRow]) -> dict[str, PackageRow]:
    return {row.period: row for row in in_order(row for row in sent if row.state == WRITTEN)}
