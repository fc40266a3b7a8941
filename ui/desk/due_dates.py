"""What a unit has to do by a day: read from its ledgers, plan and periods."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import NamedTuple, cast

from sqlalchemy import Connection

from models.check.unit import Duty
from models.records.context import BasicContext
from models.records.ledgers.case.deadlines import advice_due, answer_deadline, appeal_deadline
from models.records.ledgers.case.record import Case
from models.records.ledgers.certificate import GIVEN_UP, STATUSES
from models.records.ledgers.certificate import LEDGER as CERTIFICATE
from models.records.ledgers.progress import DONE, NOT_APPLICABLE, Progress, progress_uid
from models.records.office import Issue
from models.records.tone import Tone
from models.store.records import listing
from models.store.records.listing import Query

CERTIFICATE_DAYS = 90
"""A certificate is shown this many days before its end."""
SOON_DAYS = 30
PLAN_DAYS = 60
"""An item of the plan or a period is shown this many days before it is due."""
SUBMIT = "submit"
"""Stands for the ledger where 报送 itself is due."""
NONE_RETURNED: Mapping[str, str] = MappingProxyType({})


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


def due_dates(
    context: BasicContext,
    issue: Issue | None,
    duty: Duty | None,
    submitted: Collection[str],
    returned: Mapping[str, str] = NONE_RETURNED,
) -> list[Due]:
    """Everything due but certificates, the most urgent first.

    `submitted` are ids of periods already reported, `returned` those whose report came back with the centre's reason.
    """
    found = list(_cases(context))
    if issue and duty:
        found += [*_plan(context, duty), *_periods(context.today, issue, submitted, returned)]
    return sorted(found)


@dataclass(frozen=True)
class EndingCertificates:
    """Certificates in use that end soon or have ended: the first of them by day, and how many there are in all."""

    first: list[Due]
    late: int = 0
    soon: int = 0
    all: int = 0


def ending_certificates(connection: Connection, unit: str, today: dt.date, most: int) -> EndingCertificates:
    """Counted and put in order by the database: none of them is read but the `most` first."""
    until = {days: (today + dt.timedelta(days=days)).isoformat() for days in (-1, SOON_DAYS, CERTIFICATE_DAYS)}
    kept = tuple(one for one in STATUSES if one not in GIVEN_UP)
    running = Query(unit=unit, among=(("status", (*kept, None)),), order="valid_to")
    due = {days: replace(running, until=(("valid_to", day),)) for days, day in until.items()}
    rows = listing.shown(connection, CERTIFICATE, due[CERTIFICATE_DAYS], ("valid_to", "holder", "number"), most)
    first = [_certificate(today, uid, dt.date.fromisoformat(day), *named) for uid, day, *named in rows]
    late, soon, every = (listing.count(connection, CERTIFICATE, one) for one in due.values())
    return EndingCertificates(first, late, soon - late, every)


def _certificate(today: dt.date, uid: str, ends: dt.date, *named: str | None) -> Due:
    return Due(ends, (ends - today).days, "执法证件到期", " ".join(filter(None, named)), "certificate", uid)


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


def _periods(today: dt.date, issue: Issue, submitted: Collection[str], returned: Mapping[str, str]) -> Iterator[Due]:
    for period in issue.periods:
        if period.id in returned:
            on = period.due or today
            yield Due(on, (on - today).days, "改正后重报", f"{period.label}　退回原因：{returned[period.id]}", SUBMIT)
        elif period.due and period.id not in submitted and (period.due - today).days <= PLAN_DAYS:
            yield Due(period.due, (period.due - today).days, "报送", period.label, SUBMIT)
