"""What a unit has to do by a day: read from its ledgers, plan and periods."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import NamedTuple, cast

from models.check.unit import Duty
from models.records.context import BasicContext
from models.records.ledgers.case.deadlines import advice_due, answer_deadline, appeal_deadline
from models.records.ledgers.case.record import Case
from models.records.ledgers.certificate import Certificate, days_left
from models.records.ledgers.person import Person
from models.records.ledgers.progress import DONE, NOT_APPLICABLE, Progress
from models.records.office import Issue
from ui.pages.places import progress_uid
from ui.theme import Tone

CERTIFICATE_DAYS = 90
"""A certificate is shown this many days before its end."""
SOON_DAYS, NEAR_DAYS = 30, 60
PLAN_DAYS = 60
"""An item of the plan or a period is shown this many days before it is due."""
SUBMIT = "submit"
"""Stands for the ledger where 报送 itself is due."""


class Due(NamedTuple):
    """Something due, `left` days from today: negative once it is late."""

    on: dt.date
    left: int
    what: str
    title: str
    ledger: str
    uid: str = ""

    @property
    def words(self) -> str:
        """How long there still is."""
        if self.left < 0:
            return f"超过{-self.left}天"
        return f"还有{self.left}天" if self.left else "就是今天"

    @property
    def tone(self) -> Tone:
        """How urgent it is."""
        if self.left < 0:
            return Tone.BAD
        return Tone.WARN if self.left <= SOON_DAYS else Tone.CALM


def due_dates(context: BasicContext, issue: Issue | None, duty: Duty | None, submitted: set[str]) -> list[Due]:
    """Everything due, the most urgent first; `submitted` are ids of periods already reported."""
    found = [*_certificates(context), *_cases(context)]
    if issue and duty:
        found += [*_plan(context, duty), *_periods(context.today, issue, submitted)]
    return sorted(found)


def _certificates(context: BasicContext) -> Iterator[Due]:
    people = cast("Mapping[str, Person]", context.records("person"))
    for uid, one in cast("Mapping[str, Certificate]", context.records("certificate")).items():
        left = days_left(one, context)
        if one.valid_to is not None and left is not None and left <= CERTIFICATE_DAYS:
            holder = people.get(one.holder or "")
            title = " ".join(filter(None, [holder.name if holder else "", one.number]))
            yield Due(one.valid_to, left, "执法证件到期", title, "certificate", uid)


def _cases(context: BasicContext) -> Iterator[Due]:
    for uid, case in cast("Mapping[str, Case]", context.records("case")).items():
        for on, what in _steps(case, context):
            yield Due(on, (on - context.today).days, what, case.number or "（没有案号）", "case", uid)


def _steps(case: Case, context: BasicContext) -> Iterator[tuple[dt.date, str]]:
    answer, appeal = answer_deadline(case, context), appeal_deadline(case, context)
    if answer and not case.answered_on and not case.outcome:
        yield answer.due, "提交答辩状和证据"
    if appeal and not case.effective_on and appeal.due >= context.today:
        yield appeal.due, "决定是否上诉"
    if case.performance_due and not case.performed_on:
        yield case.performance_due, "履行裁判"
    for hearing in case.hearings:
        if hearing.on and hearing.on >= context.today:
            yield hearing.on, "开庭（负责人出庭）"
    for advice in case.advice:
        last = advice_due(advice, context)
        if last and not advice.replied_on:
            yield last, f"回复{advice.kind or '建议'}"


def _plan(context: BasicContext, duty: Duty) -> Iterator[Due]:
    progress = cast("Mapping[str, Progress]", context.records("progress"))
    kept = {record.item: record for record in progress.values() if record.year == duty.year}
    for item in duty.items:
        record = kept.get(item.number)
        settled = record is not None and record.state in (DONE, NOT_APPLICABLE)
        if item.due and not settled and (item.due - context.today).days <= PLAN_DAYS:
            left = (item.due - context.today).days
            uid = progress_uid(duty.unit, duty.year, item.number)
            yield Due(item.due, left, "工作要点到期", f"第{item.number}项 {item.title}", "progress", uid)


def _periods(today: dt.date, issue: Issue, submitted: set[str]) -> Iterator[Due]:
    for period in issue.periods:
        if period.due and period.id not in submitted and (period.due - today).days <= PLAN_DAYS:
            yield Due(period.due, (period.due - today).days, "报送", period.label, SUBMIT)
