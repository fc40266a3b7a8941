"""What a unit has to do by a day, as its plan and periods say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple, cast

import msgspec

from models.check.unit import Duty
from models.records.context import BasicContext
from models.records.due_rule import SOON
from models.records.ledgers.progress import DONE, NOT_APPLICABLE, Progress, progress_uid
from models.records.office import Issue
from models.records.tone import Tone

PLAN_DAYS = 60
"""An item of the plan or a period is shown this many days before it is due."""
SUBMIT = "submit"
"""Stands for the ledger where 报送 itself is due."""
NONE_RETURNED: Mapping[str, str] = MappingProxyType({})


class Due(NamedTuple):
    """Something due, `left` days from today: negative once it is late; `year` is that of the plan that asks, or 0."""

    on: dt.date
    left: int
    what: str
    title: str
    ledger: str
    uid: str = ""
    year: int = 0

    @property
    def words(self) -> str:
        """Days left or overdue in Chinese: 还有3天, 就是今天, 已超期2天."""
        if self.left < 0:
            return f"已超期{-self.left}天"
        return f"还有{self.left}天" if self.left else "就是今天"

    @property
    def tone(self) -> Tone:
        """The colour of urgency: BAD when overdue, WARN within SOON days, CALM otherwise."""
        if self.left < 0:
            return Tone.BAD
        return Tone.WARN if self.left <= SOON else Tone.CALM


def due_dates(
    context: BasicContext,
    issue: Issue | None,
    duty: Duty | None,
    submitted: Collection[str],
    returned: Mapping[str, str] = NONE_RETURNED,
) -> list[Due]:
    """What the plan and the periods of the year want, the most urgent first.

    `submitted` are ids of periods already reported, `returned` those whose report came back with the centre's reason.
    """
    if issue is None or duty is None:
        return []
    return sorted([*_plan(context, duty), *_periods(context.today, issue, submitted, returned)])


def other_year_dues(
    context: BasicContext, issue: Issue, duty: Duty, submitted: Collection[str], returned: Mapping[str, str]
) -> Iterator[Due]:
    """What a year that is not worked at wants, named by its year: a past one reports, one to come its items too.

    A report of a past year that has no last day was wanted by its end.
    """
    over = dt.date(issue.year, 12, 31)
    is_past = over < context.today
    if is_past:
        periods = tuple(msgspec.structs.replace(one, due=one.due or over) for one in issue.periods)
        issue = msgspec.structs.replace(issue, periods=periods)
    found = [*(() if is_past else _plan(context, duty)), *_periods(context.today, issue, submitted, returned)]
    year = str(issue.year)
    return (one if year in one.title else one._replace(title=f"{year}年度：{one.title}") for one in found)


def _plan(context: BasicContext, duty: Duty) -> Iterator[Due]:
    progress = cast("Mapping[str, Progress]", context.records("progress"))
    kept = {record.item: record for record in progress.values() if record.year == duty.year}
    for item in duty.items:
        record = kept.get(item.uid)
        settled = record is not None and record.state in (DONE, NOT_APPLICABLE)
        if item.due and not settled and (item.due - context.today).days <= PLAN_DAYS:
            left = (item.due - context.today).days
            uid = progress_uid(duty.unit, duty.year, item.uid)
            title = f"第{item.number}项 {item.title}"
            yield Due(item.due, left, "工作要点到期", title, "progress", uid, duty.year)


def _periods(today: dt.date, issue: Issue, submitted: Collection[str], returned: Mapping[str, str]) -> Iterator[Due]:
    for period in issue.periods:
        if period.id in returned:
            on, title = period.due or today, f"{period.label}　退回原因：{returned[period.id]}"
            yield Due(on, (on - today).days, "改正后重报", title, SUBMIT, year=issue.year)
        elif period.due and period.id not in submitted and (period.due - today).days <= PLAN_DAYS:
            yield Due(period.due, (period.due - today).days, "报送", period.label, SUBMIT, year=issue.year)
