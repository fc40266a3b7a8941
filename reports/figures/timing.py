"""Which reports came in time: at the centre by the 收到日期 its clerk confirmed, at a unit by the day it wrote them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from models.assess.inputs import Reporting, Submission, Timing, submission_of
from models.clock import local_day
from models.merge.outcome import PackageState
from models.merge.supersede_proxy import basis_words
from models.records.office import Issue, Period
from models.store.base.workspace import Workspace
from models.store.records.packages import WRITTEN, PackageRow, in_order
from models.store.records.proxy import PROXY, REPLACED

REPORTED = (PackageState.MERGED, PROXY)
"""States of what counts as a unit's report: signed, or typed from paper by the centre (代录)."""
RETURNED = "returned"
"""The verdict on a report that is to be put right."""
RECEIVED = (*REPORTED, REPLACED)
"""A report on paper came when it came, whatever has taken its place since."""


def submissions_of(issue: Issue, unit: str, rows: Iterable[PackageRow], day: dt.date) -> tuple[Submission, ...]:
    """How each period's report of `unit` stands on `day`; `rows` are packages received, or at a unit sent."""
    kept = [row for row in rows if row.unit == unit and row.state in (*RECEIVED, WRITTEN)]
    return tuple(_submission(period, kept, day) for period in issue.periods)


def _submission(period: Period, rows: list[PackageRow], day: dt.date) -> Submission:
    said = submission_of(period, first_received(period, rows), day)
    paper = next((row for row in rows if row.period == period.id and row.state == PROXY), None)
    return replace(said, note=f"{said.note}代录，{basis_words(paper)}。") if paper else said


def first_received(period: Period, rows: Iterable[PackageRow]) -> dt.date | None:
    """The day the period's first good report came: a later one that puts it right is no late report."""
    good = (row for row in rows if row.period == period.id and row.state in (*RECEIVED, WRITTEN))
    return min((day for row in good if (day := received_on(row))), default=None)


def received_on(row: PackageRow) -> dt.date | None:
    """The confirmed day, or else that on which the package was handled."""
    said = row.received_on or local_day(row.at)
    return dt.date.fromisoformat(said) if said else None


def reporting_of(issue: Issue, unit: str, rows: Iterable[PackageRow], day: dt.date) -> Reporting:
    """Where `unit` stands on `day` with all its reports of the year; `rows` are packages that came to the centre.

    A report without a last day is due by the end of the year; where none is asked for, nothing is wanting.
    """
    periods = {period.id for period in issue.periods}
    mine = in_order(row for row in rows if row.unit == unit and row.period in periods)
    came = [row for row in mine if row.state in REPORTED]
    if came or not periods:
        return Reporting.RETURNED if came and came[-1].review == RETURNED else Reporting.REPORTED
    over = dt.date(issue.year, 12, 31)
    if not any(day > period.due if period.due else day >= over for period in issue.periods):
        return Reporting.NOT_DUE
    if not mine:
        return Reporting.UNREPORTED
    return Reporting.UNENROLLED if mine[-1].state == PackageState.PENDING else Reporting.UNMERGED


def reports_day(workspace: Workspace, year: int, day: dt.date) -> dt.date:
    """The day by which a year's reports are judged where its ledgers are looked at as on `day`.

    Once the year is over that is today: its last report may be due in January.
    """
    return max(day, workspace.clock.today()) if day == dt.date(year, 12, 31) else day


def own_submissions(issue: Issue) -> tuple[Submission, ...]:
    """The centre's own unit keeps its ledgers where they are counted: it has nothing to send."""
    said = "汇总单位本级的台账就在本工作区，不用报送。"
    return tuple(Submission(period.id, period.label, Timing.ON_TIME, said) for period in issue.periods)
