"""Assessing what a centre's workspace holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from models.assess.assess import assess
from models.assess.inputs import Submission, UnitInput, submission_of
from models.assess.reading import read_scheme
from models.assess.scheme import Scheme
from models.assess.score import Assessment
from models.errors import FazhiError
from models.records.finding import Finding, Level
from models.records.office import Issue, Unit
from models.records.registry import ledger, ledgers
from models.store import documents, packages, records
from models.store.packages import IN
from models.store.workspace import Workspace


class NothingIssuedYetError(FazhiError):
    """There is neither plan nor scheme."""

    @property
    def sentence(self) -> str:
        """Says what to do first."""
        return "还没有工作要点和考核方案：请先在“任务下发”中导入并保存。"


@dataclass(eq=False)
class BadSchemeError(FazhiError):
    """The scheme cannot be used; `findings` say why."""

    findings: Sequence[Finding]

    @property
    def sentence(self) -> str:
        """Names every fault."""
        faults = "".join(one.message for one in self.findings if one.level is Level.ERROR)
        return f"考核方案不能用：{faults}"


def assess_workspace(workspace: Workspace, today: dt.date) -> Assessment:
    """Score all units of the roster by the scheme issued, as things stand today or stood on the year's last day.

    Raises:
        NothingIssuedYetError: There is no plan.
        BadSchemeError: The scheme cannot be used.
    """
    with workspace.read() as connection:
        issue = documents.latest(connection, "issue", Issue)
        if issue is None:
            raise NothingIssuedYetError
        scheme = usable_scheme(issue)
        day = min(today, dt.date(scheme.year, 12, 31))
        return assess(scheme, issue.plan, list(unit_inputs(connection, issue, day)), day)


def usable_scheme(issue: Issue) -> Scheme:
    """The scheme of an issue.

    Raises:
        BadSchemeError: It cannot be used.
    """
    reading = read_scheme(issue.scheme, issue.plan)
    if reading.scheme is None:
        raise BadSchemeError(reading.findings)
    return reading.scheme


def unit_inputs(connection: Connection, issue: Issue, day: dt.date) -> Iterator[UnitInput]:
    """Every unit of the roster with its records, hand-given scores and reports."""
    scores = list(records.entries(connection, ledger("score")))
    for unit in issue.units:
        entries = {name: list(records.entries(connection, one, unit.code)) for name, one in ledgers().items()}
        yield UnitInput(unit, entries, scores, _submissions(connection, issue, unit, day))


def _submissions(connection: Connection, issue: Issue, unit: Unit, day: dt.date) -> tuple[Submission, ...]:
    rows = packages.select(connection, direction=IN, kind="submission", state="merged", unit=unit.code)
    first: dict[str, dt.date] = {}
    for row in rows:
        came = dt.date.fromisoformat(row.received_on or row.at[:10])
        first[row.period] = min(came, first.get(row.period, came))
    return tuple(submission_of(period, first.get(period.id), day) for period in issue.periods)
