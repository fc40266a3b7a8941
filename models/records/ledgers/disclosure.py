"""政务公开与解读: what was published, explained or answered (items 23, 24 and 25)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Annotated

from models.records.due_rule import EMPTY, DueRule
from models.records.field import Field
from models.records.finding import Finding, error, warning
from models.records.ledger import OVERSIGHT, Context, Ledger
from models.records.record import Record
from models.records.steps import DatedTask, Steps, deadline_column
from models.records.view import having
from models.rules.periods import Deadline
from models.rules.terms import ANSWER, term_due

NAME = "disclosure"
ACTIVE, ON_REQUEST, EXPLAINED, OPINION, CATALOGUE = KINDS = (
    "主动公开",
    "依申请公开",
    "政策解读",
    "舆情回应",
    "标准化目录",
)


class Disclosure(Record, frozen=True, kw_only=True):
    """One disclosure of government information, on own initiative or on request (docs/ledgers.md, disclosure)."""

    kind: Annotated[
        str | None,
        Field(
            "类别",
            required=True,
            choices=KINDS,
            width=12,
            group="公开",
            help="第23项看主动公开和依申请公开，第24项看政策解读和舆情回应，第25项看标准化目录。",
        ),
    ] = None
    title: Annotated[
        str | None, Field("标题", required=True, width=32, group="公开", help="公开的信息、解读的文件或者回应的事情。")
    ] = None
    on: Annotated[
        dt.date | None,
        Field("日期", required=True, group="公开", help="公开、解读或回应的日期；依申请公开不填的按收到申请日期填上。"),
    ] = None
    channel: Annotated[
        str | None, Field("公开渠道", width=16, group="公开", help="网站、公众号、公示栏、新闻发布会等。")
    ] = None
    received_on: Annotated[
        dt.date | None,
        Field("收到申请日期", width=12, group="依申请公开", help="收到公开申请的日期，答复期限从第二天起算。"),
    ] = None
    extended_to: Annotated[
        dt.date | None,
        Field("延期至", listed=False, group="依申请公开", help="依法延长答复期限的填延长到哪天，期限就以它为准。"),
    ] = None
    answered_on: Annotated[
        dt.date | None, Field("答复申请日期", width=12, group="依申请公开", help="书面答复申请人的日期。")
    ] = None
    outcome: Annotated[
        str | None, Field("答复结果", width=16, group="依申请公开", help="公开、部分公开、不予公开或其他结果。")
    ] = None


def fill(fields: dict[str, object]) -> dict[str, object]:
    """Give the day an application was received as the record's day, if none was typed."""
    received = fields.get("received_on")
    wanted = fields.get("kind") == ON_REQUEST and received and not fields.get("on")
    return {"on": received} if wanted else {}


def answer_deadline(one: Disclosure, context: Context) -> Deadline | None:
    """The last day to answer an application, by the settable period; None where nobody applied."""
    if one.kind != ON_REQUEST or one.received_on is None:
        return None
    return term_due(one.received_on, ANSWER, context.terms, context.calendar)


def answer_day(one: Disclosure, context: Context) -> dt.date | None:
    """The day by which an application has to be answered, extended where it was; None where nobody applied."""
    found = answer_deadline(one, context)
    return (one.extended_to or found.due) if found else None


def check_kind(one: Disclosure, _uid: str, _context: Context) -> Iterable[Finding]:
    """Report an application without the day received, such a day on other kinds, and an answer without result."""
    if one.kind == ON_REQUEST and not one.received_on:
        yield error("received_on", "disclosure.received", "依申请公开没有收到申请日期，请补填。")
    if one.kind not in (ON_REQUEST, None) and one.received_on:
        yield warning("kind", "disclosure.kind", f"类别是{one.kind}，却填了收到申请日期，请改正其中一个。")
    if one.answered_on and not one.outcome:
        yield warning("outcome", "disclosure.outcome", "填了答复申请日期，没有答复结果，请补填。")


def check_due(one: Disclosure, _uid: str, context: Context) -> Iterable[Finding]:
    """An application is answered in time; the period is settable, and may be extended."""
    task, deadline = DatedTask(NAME, "answered_on"), answer_deadline(one, context)
    if deadline and one.extended_to:
        yield from task.in_time(one, one.extended_to, "已延期", context)
    else:
        yield from task.by_deadline(one, deadline, context)


check_order = Steps(NAME, ("received_on", "answered_on"))
check_day = Steps(NAME, ("on",))

LEDGER = Ledger(
    id=NAME,
    label="政务公开与解读",
    record=Disclosure,
    order=74,
    title="title",
    topics=("政务公开",),
    key=("kind", "title", "on"),
    year_of="on",
    checks=(check_order, check_day, check_kind, check_due),
    derived=(
        deadline_column(
            "answer_due", "答复期限", answer_deadline, "不是依申请公开，或者没有收到申请日期。", after="received_on"
        ),
    ),
    views=(having("没有答复的申请", kind=ON_REQUEST, answered_on=None), having(ON_REQUEST, kind=ON_REQUEST)),
    dues=(DueRule("答复公开申请", answer_day, "received_on", waiting=(("answered_on", EMPTY),)),),
    fill=fill,
    group=OVERSIGHT,
    hint="主动公开、依申请公开、政策解读、舆情回应和标准化目录每件一条；申请的答复期限由程序算出。",
)
