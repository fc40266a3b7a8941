"""行政复议答复: one record per reconsideration in which the unit answers.

Periods follow 《行政复议法》, its 2017 and its 2023 version; what is 败诉 the place's profile says.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Annotated

from models.records.due_rule import EMPTY, DueRule
from models.records.field import Field, Kind
from models.records.finding import Finding, error, warning
from models.records.ledger import SUITS, Context, Derived, Ledger
from models.records.ledgers.case.codes import ACT_KINDS, LOST, LOST_BY_HAND, LOST_TONES, NOT_LOST, UNDECIDED
from models.records.proven import ProvingRecord
from models.records.steps import DatedTask, Steps, deadline_column
from models.records.view import having
from models.rules.legal_effect import Effect
from models.rules.lost_case import RECONSIDERATION, RECONSIDERATION_NAMES, CaseInstance, CaseVerdict, lost_case
from models.rules.periods import NEW_RECONSIDERATION_LAW, Deadline, opinion_report_due, reconsideration_reply_due

ORDINARY, SIMPLE = PROCEDURES = ("普通程序", "简易程序")
"""The two procedures of 《行政复议法》(2023) 第四章. Closed, for the days to reply hang on the very word 简易程序
(`reply_deadline`): a spelling of one's own would silently get the days of the other."""
NAME = "reconsideration"


class Reconsideration(ProvingRecord, frozen=True, kw_only=True):
    """One administrative reconsideration case (行政复议) (docs/ledgers.md, reconsideration)."""

    number: Annotated[
        str | None,
        Field(
            "复议案号",
            required=True,
            unique=True,
            width=20,
            group="案件",
            help="照复议机关的文书填写，本单位内不能重复。",
        ),
    ] = None
    organ: Annotated[str | None, Field("复议机关", required=True, width=18, group="案件", help="复议机关全称。")] = None
    applicant: Annotated[
        str | None,
        Field("申请人", required=True, width=12, group="案件", private="name", help="多人的用顿号隔开。"),
    ] = None
    act: Annotated[
        str | None,
        Field(
            "被复议行为", required=True, width=24, group="案件", help="行政行为的名称和文号；告不作为的写要求做什么。"
        ),
    ] = None
    act_kind: Annotated[
        str | None,
        Field("行为种类", choices=ACT_KINDS, open=True, width=14, listed=False, group="案件", help="选最接近的一种。"),
    ] = None
    procedure: Annotated[
        str | None,
        Field(
            "审理程序",
            choices=PROCEDURES,
            width=10,
            listed=False,
            group="答复",
            help="不填的按普通程序；简易程序从2024年起才有，答复期限是5个工作日。",
        ),
    ] = None
    accepted_on: Annotated[
        dt.date | None,
        Field(
            "受理日期",
            listed=False,
            group="答复",
            help="复议机关受理的日期，决定适用新法还是旧法；不填的按收到日期算。",
        ),
    ] = None
    received_on: Annotated[
        dt.date | None,
        Field("收到副本日期", required=True, group="答复", help="收到复议申请书副本的日期，答复期限从第二天起算。"),
    ] = None
    replied_on: Annotated[
        dt.date | None, Field("答复日期", group="答复", help="向复议机关提交书面答复和证据的日期。")
    ] = None
    decision: Annotated[
        str | None,
        Field(
            "复议决定", choices=RECONSIDERATION_NAMES, width=16, group="决定", help="照决定书主文选；没有决定的不填。"
        ),
    ] = None
    decided_on: Annotated[dt.date | None, Field("决定日期", listed=False, group="决定", help="决定书上的日期。")] = None
    effective_on: Annotated[
        dt.date | None,
        Field("生效日期", listed=False, group="决定", help="决定书送达之日，一经送达即生效；填了才认定是否败诉。"),
    ] = None
    lost_override: Annotated[
        str | None,
        Field(
            "败诉人工认定",
            choices=LOST_BY_HAND,
            tones=LOST_TONES,
            width=10,
            listed=False,
            group="决定",
            help="程序的认定不对时在这里选定，并写明理由。",
        ),
    ] = None
    lost_reason: Annotated[
        str | None,
        Field("人工认定理由", width=24, lines=2, listed=False, group="决定", help="为什么和程序的认定不一样。"),
    ] = None
    opinion: Annotated[
        str | None,
        Field(
            "复议意见书",
            width=24,
            lines=2,
            listed=False,
            group="意见书",
            help="复议机关发来的意见书要求改正什么，没有的不填。",
        ),
    ] = None
    opinion_received_on: Annotated[
        dt.date | None, Field("收到意见书日期", listed=False, group="意见书", help="收到行政复议意见书的日期。")
    ] = None
    opinion_reported_on: Annotated[
        dt.date | None,
        Field("意见书回报日期", listed=False, group="意见书", help="把落实情况报给复议机关的日期。"),
    ] = None


def reply_deadline(one: Reconsideration, context: Context) -> Deadline | None:
    """The last day for the reply; None while nothing was received."""
    if one.received_on is None:
        return None
    simple = one.procedure == SIMPLE
    return reconsideration_reply_due(
        one.received_on, simple=simple, accepted=one.accepted_on, calendar=context.calendar
    )


def opinion_deadline(one: Reconsideration, context: Context) -> Deadline | None:
    """The last day to report on a 行政复议意见书 (《行政复议法》(2023) 第七十六条); None without one."""
    return opinion_report_due(one.opinion_received_on, context.calendar) if one.opinion_received_on else None


def verdict_on(one: Reconsideration, context: Context) -> CaseVerdict:
    """The verdict by the place's rules, without what people decided otherwise.

    A decision takes effect once it is served (《行政复议法》(2017) 第三十一条, (2023) 第七十五条).
    """
    unknown = Effect.IN_DOUBT if one.decision else Effect.NOT_YET
    effect = Effect.IN_FORCE if one.effective_on else unknown
    return lost_case((CaseInstance(RECONSIDERATION, one.decision or "", effect),), context.place.lost_standard)


def may_turn_out_lost(one: Reconsideration, context: Context) -> bool:
    """Whether it is lost for all that is known, but for the day on which the decision was served."""
    verdict = verdict_on(one, context)
    return not one.lost_override and bool(verdict.once_effective) and verdict.effect is Effect.IN_DOUBT


def lost(one: Reconsideration, context: Context) -> str:
    """败诉, 未败诉 or 未定; a decision by hand wins."""
    return one.lost_override or {True: LOST, False: NOT_LOST, None: UNDECIDED}[verdict_on(one, context).lost]


def why_lost(one: Reconsideration, context: Context) -> str:
    """Why, in one sentence, with what was decided by hand in front."""
    reason = f"{verdict_on(one, context).reason}。"
    return f"人工认定为{one.lost_override}；程序认定：{reason}" if one.lost_override else reason


def check_reply(one: Reconsideration, _uid: str, context: Context) -> Iterable[Finding]:
    """The reply is given in time (《行政复议法》(2017) 第二十三条, (2023) 第四十八条、第五十四条)."""
    yield from DatedTask(NAME, "replied_on").by_deadline(one, reply_deadline(one, context), context)
    day = one.accepted_on or one.received_on
    if one.procedure == SIMPLE and day and day < NEW_RECONSIDERATION_LAW:
        yield warning(
            "procedure",
            "reconsideration.no_simple",
            f"{day}的案件还没有简易程序（《行政复议法》（2023）自2024-01-01施行），期限按普通程序算，请改正程序或日期。",
        )


def check_decision(one: Reconsideration, _uid: str, _context: Context) -> Iterable[Finding]:
    """Report a decision without its date, or without the day it was served, and such days without a decision."""
    if bool(one.decision) != bool(one.decided_on):
        name, label = ("decided_on", "决定日期") if one.decision else ("decision", "复议决定")
        yield error(name, "reconsideration.half_decided", f"复议决定和决定日期要一起填，现在缺{label}，请补填。")
    if one.decision and not one.effective_on:
        yield warning(
            "effective_on",
            "reconsideration.effect_in_doubt",
            "没有填生效日期，查清以前不认定是否败诉：复议决定书一经送达即生效（《行政复议法》（2023）第七十五条、"
            "（2017）第三十一条），请补填送达的日期。",
        )
    if one.effective_on and not one.decision:
        yield error("decision", "reconsideration.effective_open", "填了生效日期，没有复议决定，请补填。")


def check_lost(one: Reconsideration, _uid: str, context: Context) -> Iterable[Finding]:
    """A decision by hand has its reason; where the rules leave it to a person, a person decides."""
    verdict = verdict_on(one, context)
    if one.lost_override and not one.lost_reason:
        yield error("lost_reason", "reconsideration.lost_reason", f"人工认定为{one.lost_override}，请写明认定理由。")
    elif one.lost_reason and not one.lost_override:
        message = "写了人工认定理由，没有选败诉人工认定，请选定或者删去理由。"
        yield warning("lost_override", "reconsideration.lost_by_hand", message)
    elif verdict.confirm and one.decision and not one.lost_override:
        yield warning(
            "lost_override", "reconsideration.lost_confirm", f"{verdict.reason}。请在败诉人工认定里选定并写明理由。"
        )


def check_opinion(one: Reconsideration, _uid: str, context: Context) -> Iterable[Finding]:
    """Report a 行政复议意见书 not reported on within 60 days (《行政复议法》(2023) 第七十六条)."""
    yield from DatedTask(NAME, "opinion_reported_on").by_deadline(one, opinion_deadline(one, context), context)


check_order = Steps(
    NAME,
    (
        "accepted_on",
        "received_on",
        "replied_on",
        "decided_on",
        "effective_on",
    ),
)
check_report = Steps(NAME, ("opinion_received_on", "opinion_reported_on"))


LEDGER = Ledger(
    id=NAME,
    label="行政复议答复",
    record=Reconsideration,
    order=42,
    title="number",
    topics=("行政复议", "行政应诉", "矛盾纠纷"),
    key=("number",),
    checks=(check_order, check_report, check_reply, check_decision, check_lost, check_opinion),
    derived=(
        deadline_column(
            "reply_due", "答复期限", reply_deadline, "没有收到副本日期，算不出答复期限。", after="received_on"
        ),
        Derived(
            "lost", "是否败诉", Kind.TEXT, lost, because=why_lost, tones=LOST_TONES, after="effective_on", width=10
        ),
        deadline_column(
            "opinion_due",
            "意见书回报期限",
            opinion_deadline,
            "没有收到意见书日期，不用回报。",
            after="opinion_received_on",
            listed=False,
        ),
    ),
    views=(having("没有答复", replied_on=None), having("没有决定", decision=None)),
    dues=(
        DueRule("提交复议答复", reply_deadline, "received_on", waiting=(("replied_on", EMPTY), ("decision", EMPTY))),
        DueRule("回报复议意见书", opinion_deadline, "opinion_received_on", waiting=(("opinion_reported_on", EMPTY),)),
    ),
    group=SUITS,
    hint="本单位作为被申请人的复议案件，每件一条；答复期限和是否败诉由程序算出。",
)
