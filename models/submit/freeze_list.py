"""What has to be done, or accepted with a reason, before a year's points may be frozen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, cast

from sqlalchemy import Connection

from models.assess.score import Assessment
from models.errors import FazhiError
from models.merge.conflicts import open_disputes
from models.merge.outcome import PackageState
from models.merge.states import SubmissionState, by_unit_and_period, centre_state
from models.records.context import title_of
from models.records.entry import BadRecordError, Entry, read_line, to_record
from models.records.ledgers.case.chain import legal_effect
from models.records.ledgers.case.record import Case
from models.records.office import Issue
from models.records.registry import ledger
from models.rules.legal_effect import Effect
from models.store.base.workspace import Workspace
from models.store.records import documents, listing
from models.store.records.frozen_years import AcceptedLine
from models.store.records.listing import ListQuery
from models.store.records.packages import PackageRow
from models.store.records.proxy import submissions_with_content
from models.store.records.stored_context import StoredContext
from models.store.records.waivers import claims_of

NAMED = 5
"""So much of a line is named one by one, the rest is counted."""
MISSING = frozenset({SubmissionState.NOT_REPORTED})
WAITING = frozenset(
    {SubmissionState.UNENROLLED, SubmissionState.WAITING, SubmissionState.AGAIN, SubmissionState.ON_PAPER}
)
RETURNED = frozenset({SubmissionState.RETURNED, SubmissionState.ON_PAPER_RETURNED})
"""States of a report by the line that it stands in."""


@dataclass(frozen=True)
class FreezeLine:
    """One line of the list; `open` names what is left to do, one text each; `uids` are its cases, where it has some."""

    id: str
    label: str
    open: tuple[str, ...] = ()
    uids: tuple[str, ...] = ()

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do."""
        return not self.open

    @property
    def words(self) -> str:
        """What is open, the first of it by name."""
        more = f"等{len(self.open)}项" if len(self.open) > NAMED else ""
        return f"{'、'.join(self.open[:NAMED])}{more}" if self.open else "没有"


class NotReadyError(FazhiError):
    """Lines of the list are neither done nor accepted with a reason."""

    lines: tuple[FreezeLine, ...]

    @property
    def sentence(self) -> str:
        """Names the lines with what is open in each."""
        said = "；".join(f"{one.label}（{one.id}）：{one.words}" for one in self.lines)
        return f"还不能冻结：{said}。请办完，或者逐行写明理由接受。"


class _Reports(NamedTuple):
    """By unit and period the state of every report, and the names people know units and periods by."""

    states: Mapping[tuple[str, str], SubmissionState]
    rows: list[PackageRow]
    units: Mapping[str, str]
    periods: Mapping[str, str]

    def named(self, wanted: frozenset[SubmissionState]) -> tuple[str, ...]:
        """Unit and period of every report in one of these states."""
        return tuple(
            f"{self.units[unit]}{self.periods[period]}" for (unit, period), one in self.states.items() if one in wanted
        )


def freeze_list(
    connection: Connection, workspace: Workspace, result: Assessment, wrong: Mapping[str, int]
) -> tuple[FreezeLine, ...]:
    """Every line, done or not, as things stand today; of a year without an issue only the points are known.

    `wrong` has how many errors 校验 finds by unit (`errors_by_unit`), which are counted before: to keep what it finds,
    the count writes by itself.

    What is frozen is the whole year: a report not yet due is wanting as one that is late.
    """
    points = FreezeLine("points", "待评的指标", tuple(one.name for one in result.units if one.pending))
    issue = documents.issue_of_year(connection, result.year)
    if issue is None:
        return (points,)
    reports, presumed = _reports(connection, workspace, issue), _presumed(connection, workspace.clock.today())
    return (
        FreezeLine("unreported", "没有报送的", reports.named(MISSING)),
        FreezeLine("returned", "退回没有重报的", reports.named(RETURNED)),
        FreezeLine("pending", "等着登记密钥或审核的", reports.named(WAITING)),
        FreezeLine("conflicts", "没有裁定的冲突", tuple(_conflicts(connection))),
        FreezeLine("days", "没有确认的收到日期", tuple(dict.fromkeys(_unconfirmed(reports)))),
        FreezeLine("not_applicable", "没有同意的不适用", tuple(_not_applicable(connection, issue, issue.scheme))),
        FreezeLine("effects", "推定生效、没有确认的裁判", tuple(presumed.values()), tuple(presumed)),
        FreezeLine(
            "errors",
            "记录里有必须改正的错误的",
            tuple(f"{reports.units[code]}（{count}处）" for code, count in wrong.items() if code in reports.units),
        ),
        points,
    )


def accepted_lines(lines: Iterable[FreezeLine], reasons: Mapping[str, str]) -> tuple[AcceptedLine, ...]:
    """The open lines with the reasons, by id, for which they are accepted.

    Raises:
        NotReadyError: An open line has no reason.
    """
    left = [one for one in lines if not one.is_done]
    unsaid = tuple(one for one in left if not reasons.get(one.id, "").strip())
    if unsaid:
        raise NotReadyError(unsaid)
    return tuple(AcceptedLine(line=one.label, open=one.words, reason=reasons[one.id].strip()) for one in left)


def _reports(connection: Connection, workspace: Workspace, issue: Issue) -> _Reports:
    rows = submissions_with_content(connection)
    found = by_unit_and_period(rows)
    states = {
        (unit.code, period.id): centre_state(found.get((unit.code, period.id), ()))[0]
        for unit in issue.units
        for period in issue.periods
        if unit.code != workspace.unit
    }
    names = {one.code: one.name for one in issue.units}
    return _Reports(states, rows, names, {one.id: one.label for one in issue.periods})


def _conflicts(connection: Connection) -> Iterator[str]:
    return (f"{ledger(one.ledger).label}“{one.title}”" for one in open_disputes(connection))


def _unconfirmed(reports: _Reports) -> Iterator[str]:
    for row in reports.rows:
        known = row.unit in reports.units and row.period in reports.periods
        if known and row.state == PackageState.MERGED and not row.received_on:
            yield f"{reports.units[row.unit]}{reports.periods[row.period]}"


def _not_applicable(connection: Connection, issue: Issue, scheme: Mapping[str, Any]) -> Iterator[str]:
    """Items that units say do not apply, of which the centre has said nothing yet."""
    names = {one.code: one.name for one in issue.units}
    for one in claims_of(connection, issue.year) if scheme.get("waived") != "claimed" else ():
        if one.unit in names and one.agreed is None:
            yield f"{names[one.unit]}{issue.plan.name(one.item)}"


def _presumed(connection: Connection, today: dt.date) -> dict[str, str]:
    """The names by uid of cases whose document is presumed to be in effect."""
    context, cases, presumed = StoredContext(connection, today), ledger("case"), dict[str, str]()
    for line in listing.list_lines(connection, cases, ListQuery(equals=(("effective_on", None),))):
        entry = read_line(line)
        case = _readable(entry)
        found = legal_effect(case, entry.uid, context) if case else None
        if case and found and found.state is Effect.PRESUMED:
            presumed[entry.uid] = title_of(cases, case)
    return presumed


def _readable(entry: Entry) -> Case | None:
    try:
        return cast("Case", to_record(ledger("case"), entry.fields, entry.uid))
    except BadRecordError:
        return None
