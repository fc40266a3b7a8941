"""开始新年度: the next year's issue, from its own text and what goes on from the year before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection

from models.assess.draft_scheme import draft_scheme, scheme_in_frame
from models.errors import FazhiError
from models.plan_text.comparison import compare_plans
from models.records.ledgers.certificate import STILL_HELD
from models.records.office import Issue, Period
from models.records.plan import Plan
from models.records.registry import ledger
from models.records.unit_names import with_owners
from models.store.base.workspace import Workspace
from models.store.records import documents, listing
from models.store.records.frozen_years import standing_version
from models.store.records.listing import ListQuery
from models.submit.centre import require_issue
from models.submit.issue_draft import load_issue_draft
from models.submit.report_days import periods_by_text

FEBRUARY = 2
YEAR = re.compile(r"(?:19|20)[0-9]{2}")


class NextYear(NamedTuple):
    """What a new year begins with.

    `in_frame` has the scheme follow the one before, its items found by their wording, instead of a fresh draft;
    `periods` are those of the year before, moved, with the days that the text says, where none are given.
    """

    year: int
    plan: Plan
    in_frame: bool = False
    periods: tuple[Period, ...] = ()


class EarlierYearError(FazhiError):
    """The year to begin is not after the one issued last."""

    year: int
    last: int
    template = "最近下发的是{last}年度，不能开始{year}年度：新年度要在它之后；改{last}年度的，在“任务下发”里改。"


class UnsavedIssueError(FazhiError):
    """Changes to the present issue are neither saved nor given up."""

    template = "“任务下发”里有没有保存的修改：请先保存或者放弃修改，再开始新年度。"


class OtherYearError(FazhiError):
    """Plan, scheme or periods are of another year than the one they are to make; `faults` are sentences."""

    faults: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """All of them, one after the other."""
        return f"没有开始新年度。{''.join(self.faults)}"


class YearCarried(NamedTuple):
    """What goes on into the new year as it is, and whether the year before is frozen."""

    year: int
    units: int
    place: str
    certificates: int
    cases: int
    is_frozen: bool

    @property
    def words(self) -> str:
        """What goes on, in one line; and what is said of the year before."""
        kept = f"单位名册{self.units}个单位、台账要求、地方规定“{self.place}”"
        records = f"执法证件{self.certificates}本（没有注销、收回、换发的）、未结案件{self.cases}件"
        frozen = "已冻结，不动" if self.is_frozen else "还没有冻结，开始以后照样可以评分、冻结"
        return f"沿用：{kept}；接着办：{records}。{self.year}年度考核{frozen}。"


def year_carried(workspace: Workspace) -> YearCarried:
    """What a new year would take over now.

    Raises:
        NothingIssuedError: There is no year before.
    """
    before = require_issue(workspace)
    with workspace.read() as connection:
        certificates = _count(connection, "certificate", ListQuery(among=(("status", STILL_HELD),)))
        cases = _count(connection, "case", ListQuery(equals=(("judged_on", None),)))
        frozen = standing_version(connection, before.year) is not None
    return YearCarried(before.year, len(before.owing), before.profile.name, certificates, cases, frozen)


def _count(connection: Connection, ledger_id: str, query: ListQuery) -> int:
    return listing.count_rows(connection, ledger(ledger_id), query)


def start_year(workspace: Workspace, wanted: NextYear) -> Issue:
    """The new year's issue, a draft that counts only once it is saved; nothing of the year before is touched.

    Raises:
        NothingIssuedError: There is no year before.
        UnsavedIssueError: The present issue has unsaved changes.
        EarlierYearError, OtherYearError: The year, or what was given for it, does not fit.
    """
    before = require_issue(workspace)
    if load_issue_draft(workspace) is not None:
        raise UnsavedIssueError
    if wanted.year <= before.year:
        raise EarlierYearError(wanted.year, before.year)
    plan = with_owners(wanted.plan, before.units)
    periods = wanted.periods or periods_by_text(plan, wanted.year, periods_in(wanted.year, before.periods))
    made = msgspec.structs.replace(
        before,
        number=0,
        year=wanted.year,
        plan=plan,
        periods=_apart(workspace, wanted.year, periods),
        scheme=_scheme(before, plan, wanted),
        place=before.profile,
    )
    faults = tuple(other_year_faults(made))
    if faults:
        raise OtherYearError(faults)
    return made


def _scheme(before: Issue, plan: Plan, wanted: NextYear) -> dict[str, Any]:
    if not wanted.in_frame or not before.scheme:
        return draft_scheme(plan, wanted.year, [unit.category for unit in before.owing], before.profile)
    return scheme_carried(before.scheme, before.plan, plan, wanted.year)


def scheme_carried(scheme: dict[str, Any], before: Plan, plan: Plan, year: int) -> dict[str, Any]:
    """The scheme made for another plan as a draft for this one, items found by wording; as it is for the same plan."""
    if scheme.get("year") == year and [item.title for item in before.items] == [item.title for item in plan.items]:
        return dict(scheme)
    uids = {item.number: item.uid for item in plan.items}
    goes_on = compare_plans(before, plan).goes_on
    return scheme_in_frame(scheme, year, {old: uids[number] for number, old in goes_on.items()})


def other_year_faults(issue: Issue) -> Iterator[str]:
    """A year is not made of another one's plan, scheme or periods: a sentence for each that is."""
    if issue.plan.year not in (None, issue.year):
        wanted = f"请导入{issue.year}年度的正文，或者改回年度"
        yield f"工作要点：正文是{issue.plan.year}年度的，任务是{issue.year}年度的，{wanted}。"
    if issue.scheme and str(issue.scheme.get("year")) != str(issue.year):
        yield (
            f"考核方案：“{issue.scheme.get('name')}”是{issue.scheme.get('year')}年度的，"
            f"请在“方案从哪里来”里选一份{issue.year}年度的，或者按工作要点拟一份草案。"
        )
    for period in issue.periods:
        if period.due and period.due.year not in (issue.year, issue.year + 1):
            yield f"报送期：“{period.label}”的期限{period.due}不在{issue.year}年度里，请改正（最晚到次年）。"


def _apart(workspace: Workspace, year: int, periods: Sequence[Period]) -> tuple[Period, ...]:
    """The periods; one that an earlier year has under the same name is named by its year: packages go by the name."""
    with workspace.read() as connection:
        known = {name for one in periods for name in (one.id, one.label) if documents.year_of_period(connection, name)}
    return tuple(_named_by_year(one, year) if known & {one.id, one.label} else one for one in periods)


def _named_by_year(period: Period, year: int) -> Period:
    name = f"{year}{period.label}" if period.label.startswith("年") else f"{year}年{period.label}"
    return Period(name, name, period.due)


def periods_in(year: int, periods: Sequence[Period]) -> tuple[Period, ...]:
    """The periods moved to `year` by id, label and due date, where every one of them lies in another year."""
    years = [found for period in periods if (found := _year_of(period))]
    if not years or min(years) == year or any(str(year) in period.label for period in periods):
        return tuple(periods)
    return tuple(_moved(period, min(years), year) for period in periods)


def _year_of(period: Period) -> int | None:
    """The year a period is of: a due date may lie in the next one."""
    named = YEAR.search(period.label)
    return int(named[0]) if named else period.due.year if period.due else None


def _moved(period: Period, old: int, new: int) -> Period:
    due = period.due
    if due:
        day = min(due.day, 28) if due.month == FEBRUARY else due.day
        due = due.replace(year=due.year + new - old, day=day)
    return Period(period.id.replace(str(old), str(new)), period.label.replace(str(old), str(new)), due)
