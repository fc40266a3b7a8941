"""矛盾纠纷调解: disputes settled by talking."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Annotated

from models.records.due_rule import EMPTY, DueRule
from models.records.field import Field
from models.records.finding import Finding, error, warning
from models.records.ledger import SUITS, Context, Ledger
from models.records.proven import ProvingRecord
from models.records.steps import DatedTask, Steps, deadline_column
from models.records.tone import Tone
from models.records.view import having
from models.rules.periods import Deadline, judicial_confirmation_due, mediation_due

NAME = "mediation"
ADMINISTRATIVE, PEOPLES, PROFESSIONAL = KINDS = ("行政调解", "人民调解", "专业性调解")
"""The list is of plans, not of a law: other kinds may be typed."""
MATTERS = ("拖欠农民工工资", "涉企纠纷")
SETTLED, FAILED, UNDER_WAY = RESULTS = ("调解成功", "调解不成", "正在调解")
ASKED_FOR, OFFERED = ORIGINS = ("当事人申请", "主动调解")
"""How a 人民调解 begins, 《人民调解法》第十七条; others, such as what a court hands over, may be typed."""
WRITTEN, ORAL = AGREEMENTS = ("书面协议", "口头协议")
"""《人民调解法》第二十八条."""
RESULT_TONES = {SETTLED: Tone.GOOD, FAILED: Tone.BAD, UNDER_WAY: Tone.WARN}


class Mediation(ProvingRecord, frozen=True, kw_only=True):
    """One mediated dispute; counted in the year mediation began (docs/ledgers.md, mediation)."""

    held_on: Annotated[
        dt.date | None, Field("调解日期", required=True, group="纠纷", help="开始调解的日期，按它归入年度。")
    ] = None
    subject: Annotated[
        str | None, Field("纠纷事由", required=True, width=24, group="纠纷", help="一句话写明为什么起纠纷，不写姓名。")
    ] = None
    parties: Annotated[
        str | None,
        Field("当事人", required=True, width=16, group="纠纷", private="name", help="各方姓名或名称，用顿号隔开。"),
    ] = None
    kind: Annotated[
        str | None,
        Field(
            "调解种类",
            required=True,
            choices=KINDS,
            open=True,
            width=12,
            group="纠纷",
            help="由行政机关、人民调解组织还是专业性调解组织调解；没有合适的直接填写。",
        ),
    ] = None
    matter: Annotated[
        str | None,
        Field(
            "纠纷类型",
            choices=MATTERS,
            open=True,
            width=16,
            group="纠纷",
            help="拖欠农民工工资的一定选上，单独统计；其他类型直接填写。",
        ),
    ] = None
    people: Annotated[
        int | None, Field("涉及人数", most=500, width=8, group="纠纷", blank_adds=0, help="各方一共多少人。")
    ] = None
    amount: Annotated[
        Decimal | None,
        Field(
            "涉及金额（元）",
            most=100_000_000,
            width=12,
            listed=False,
            group="纠纷",
            blank_adds=0,
            help="标的或拖欠的金额，单位元。",
        ),
    ] = None
    origin: Annotated[
        str | None,
        Field(
            "启动方式",
            also="纠纷来源 受理方式 调解来源 案件来源",
            choices=ORIGINS,
            open=True,
            width=10,
            listed=False,
            group="调解",
            help="当事人申请，还是调解组织主动调解；法院、公安机关移送的直接填写。",
        ),
    ] = None
    applied_on: Annotated[
        dt.date | None,
        Field("申请日期", also="申请时间", listed=False, group="调解", help="当事人申请调解的日期，主动调解的不填。"),
    ] = None
    accepted_on: Annotated[
        dt.date | None,
        Field(
            "受理日期",
            also="受理时间",
            listed=False,
            group="调解",
            help="决定受理的日期；人民调解的期限从它算起。",
        ),
    ] = None
    guided: Annotated[
        bool | None,
        Field("引导告知", width=8, listed=False, group="调解", help="是否先告知当事人可以申请行政调解。"),
    ] = None
    mediator: Annotated[
        str | None, Field("调解组织", width=16, listed=False, group="调解", help="哪个机关或组织主持调解。")
    ] = None
    result: Annotated[
        str | None,
        Field(
            "调解结果",
            choices=RESULTS,
            tones=RESULT_TONES,
            open=True,
            width=10,
            group="调解",
            help="现在调解到哪一步；可以直接填写。",
        ),
    ] = None
    ended_on: Annotated[
        dt.date | None,
        Field(
            "调结日期",
            also="结案日期 办结日期 调结时间 办结时间",
            listed=False,
            group="调解",
            help="达成协议，或者确定调解不成的日期；还在调解的不填。",
        ),
    ] = None
    form: Annotated[
        str | None,
        Field(
            "协议形式",
            also="协议类型 协议方式",
            choices=AGREEMENTS,
            width=8,
            listed=False,
            group="调解",
            help="当事人认为不用制作协议书的，可以口头，由调解员记录内容（《人民调解法》第二十八条）。",
        ),
    ] = None
    agreement: Annotated[
        str | None,
        Field("调解协议", width=16, group="调解", help="协议书的编号，或者协议的主要内容，没有达成的不填。"),
    ] = None
    agreed_on: Annotated[
        dt.date | None,
        Field(
            "协议生效日期",
            listed=False,
            group="调解",
            help="协议生效的日期，口头协议是达成之日；司法确认的期限从它算起。",
        ),
    ] = None
    performed_on: Annotated[
        dt.date | None, Field("履行日期", group="调解", help="协议全部履行的日期，没有履行完的不填。")
    ] = None


def check_figures(one: Mediation, _uid: str, _context: Context) -> Iterable[Finding]:
    """Give an error unless people are at least 1 and the amount at least 0, where filled in."""
    if one.people is not None and one.people <= 0:
        yield error("people", "mediation.people", f"涉及人数不能是{one.people}，请填1以上的整数。")
    if one.amount is not None and one.amount < 0:
        yield error("amount", "mediation.amount", f"涉及金额不能是{one.amount}，请填不小于0的金额。")


def check_result(one: Mediation, _uid: str, _context: Context) -> Iterable[Finding]:
    """Warn of a success without its agreement; give an error for a failure that was performed."""
    if one.result == SETTLED and not one.agreement:
        said = "口头协议也要记录内容（《人民调解法》第二十八条）" if one.form == ORAL else "调解成功的没有填调解协议"
        yield warning("agreement", "mediation.agreement", f"{said}，请补填编号或主要内容。")
    if one.performed_on and one.result == FAILED:
        yield error("performed_on", "mediation.performed", "调解不成却填了履行日期，请改正其中一个。")


def settling_deadline(one: Mediation, context: Context) -> Deadline | None:
    """The last day to end it as a rule; None where it is no 人民调解, or nobody says when it was accepted."""
    if one.accepted_on is None or one.kind != PEOPLES:
        return None
    return mediation_due(one.accepted_on, context.calendar)


def check_settled(one: Mediation, _uid: str, context: Context) -> Iterable[Finding]:
    """It ends in the time usual, one under way has not ended, and nobody applied for one that was offered."""
    yield from DatedTask(NAME, "ended_on").by_deadline(one, settling_deadline(one, context), context)
    if one.ended_on and one.result == UNDER_WAY:
        yield error("ended_on", "mediation.ended", "正在调解的填了调结日期，请改正其中一个。")
    if one.applied_on and one.origin == OFFERED:
        yield error("applied_on", "mediation.offered", "主动调解的填了申请日期，请改正其中一个。")


def confirmation_deadline(one: Mediation, context: Context) -> Deadline | None:
    """The last day to ask a court to confirm the agreement; None where 人民调解 reached none."""
    if one.agreed_on is None or one.kind != PEOPLES:
        return None
    return judicial_confirmation_due(one.agreed_on, context.calendar)


check_order = Steps(NAME, ("applied_on", "accepted_on", "held_on", "agreed_on", "performed_on"))
check_end = Steps(NAME, ("held_on", "ended_on"))

LEDGER = Ledger(
    id=NAME,
    label="矛盾纠纷调解",
    record=Mediation,
    order=44,
    title="subject",
    topics=("矛盾纠纷",),
    key=("held_on", "parties", "subject"),
    year_of="held_on",
    checks=(check_order, check_end, check_figures, check_result, check_settled),
    derived=(
        deadline_column(
            "settling_due",
            "调解期限",
            settling_deadline,
            "不是人民调解，或者没有填受理日期。",
            after="accepted_on",
            listed=False,
        ),
        deadline_column(
            "confirmation_due",
            "申请司法确认期限",
            confirmation_deadline,
            "不是人民调解，或者没有填协议生效日期。",
            after="agreed_on",
            listed=False,
        ),
    ),
    views=(having(UNDER_WAY, result=UNDER_WAY),),
    dues=(DueRule("人民调解调结", settling_deadline, "accepted_on", waiting=(("ended_on", EMPTY),)),),
    group=SUITS,
    hint="每起纠纷一条，行政调解、人民调解和专业性调解都记在这里。",
)
