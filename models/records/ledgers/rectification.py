"""问题整改销号: what an inspection, an audit, an evaluation or a judgment found, until it is closed.

The columns are those that 销号台账 are asked for: problem, measure, responsible, deadline, closed on and by what
(中央依法治国办, 2021-03-17). No text found sets periods: the paper that hands a problem over names the day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Annotated

from models.records.due_rule import EMPTY, DueRule
from models.records.field import Field, Kind
from models.records.finding import Finding, warning
from models.records.ledger import OVERSIGHT, Context, Derived, Ledger
from models.records.proven import ProvingRecord
from models.records.steps import DatedTask, Least, Steps, Within
from models.records.tone import Tone
from models.records.view import ending_soon, having, past
from models.rules.periods import Deadline

NAME = "rectification"
SOURCES = ("法治督察", "审计", "统计督察", "营商环境评价", "复议应诉", "执法监督", "巡视巡察", "政务失信")
"""Where problems come from; others may be typed."""
CLOSED, LATE, UNDER_WAY, NOT_BEGUN = ("已销号", "逾期未销号", "正在整改", "没有开始整改")
STATE_TONES = {CLOSED: Tone.GOOD, LATE: Tone.BAD, UNDER_WAY: Tone.WARN, NOT_BEGUN: Tone.WARN}


class Rectification(ProvingRecord, frozen=True, kw_only=True):
    """One problem that has to be put right (docs/ledgers.md, rectification)."""

    source: Annotated[
        str | None,
        Field(
            "问题来源",
            also="来源 督察类型 检查类型 反馈来源 问题类别",
            required=True,
            choices=SOURCES,
            open=True,
            width=12,
            group="问题",
            help="督察、审计、评价还是复议应诉发现的，没有合适的直接填写。",
        ),
    ] = None
    paper: Annotated[
        str | None,
        Field(
            "反馈文件",
            also="反馈文号 文号 审计报告文号 交办文件 通知文号 依据文件",
            width=18,
            listed=False,
            group="问题",
            help="反馈意见、审计报告、裁判文书的名称或者文号。",
        ),
    ] = None
    number: Annotated[
        str | None,
        Field(
            "问题编号",
            also="编号 问题序号",
            width=8,
            listed=False,
            group="问题",
            help="反馈清单里的编号，没有的不填。",
        ),
    ] = None
    problem: Annotated[
        str | None,
        Field(
            "存在问题",
            also="问题 问题描述 反馈问题 具体问题 问题表述 主要问题 问题内容 发现问题 审计发现问题",
            required=True,
            width=26,
            lines=2,
            group="问题",
            help="照反馈清单写，一个问题一条。",
        ),
    ] = None
    found_on: Annotated[
        dt.date | None,
        Field(
            "反馈日期",
            also="反馈时间 发现日期 发现时间 交办日期 交办时间",
            required=True,
            group="问题",
            help="收到反馈或者交办的日期，按它归入年度。",
        ),
    ] = None
    due: Annotated[
        dt.date | None,
        Field(
            "整改期限",
            also="整改时限 完成时限 完成期限 限期 整改完成时限 时限要求",
            required=True,
            group="问题",
            help="反馈清单上的期限；立行立改的填反馈当月的最后一天。",
        ),
    ] = None
    measure: Annotated[
        str | None,
        Field(
            "整改措施",
            also="整改举措 措施 整改内容 拟采取的整改措施 整改任务",
            width=26,
            lines=2,
            group="整改",
            help="打算怎样整改。",
        ),
    ] = None
    owner: Annotated[
        str | None,
        Field(
            "责任单位",
            also="牵头单位 责任部门 整改责任单位 责任科室 整改单位 责任单位（人）",
            width=14,
            group="整改",
            help="负责整改的单位或者科室。",
        ),
    ] = None
    person: Annotated[
        str | None,
        Field(
            "责任人",
            also="整改责任人 负责人 责任领导",
            width=10,
            listed=False,
            group="整改",
            help="由谁负责整改，姓名和职务。",
        ),
    ] = None
    progress: Annotated[
        str | None,
        Field(
            "整改情况",
            also="整改进展 整改成效 整改完成情况 落实情况 进展情况 整改结果 完成情况",
            width=26,
            lines=3,
            listed=False,
            group="整改",
            help="做了什么，改到哪一步，尽量用数字。",
        ),
    ] = None
    amount: Annotated[
        Decimal | None,
        Field(
            "问题金额（元）",
            also="问题金额 涉及金额 涉及金额（元） 违规金额",
            listed=False,
            group="整改",
            blank_adds=0,
            help="审计等查出的问题金额，单位元，没有的不填。",
        ),
    ] = None
    amended: Annotated[
        Decimal | None,
        Field(
            "整改金额（元）",
            also="整改金额 已整改金额 已整改金额（元）",
            listed=False,
            group="整改",
            blank_adds=0,
            help="已经上缴、归还、调账等整改到位的金额，单位元。",
        ),
    ] = None
    done_on: Annotated[
        dt.date | None,
        Field(
            "整改完成日期",
            also="整改完成时间 完成日期 完成时间 实际完成时间",
            listed=False,
            group="销号",
            help="改完的日期，等着验收销号。",
        ),
    ] = None
    closed_on: Annotated[
        dt.date | None,
        Field(
            "销号日期",
            also="销号时间 验收日期 验收时间 办结日期 办结时间",
            group="销号",
            help="验收通过、同意销号的日期，没有销号的不填。",
        ),
    ] = None
    closed_by: Annotated[
        str | None,
        Field(
            "销号单位",
            also="验收单位 确认单位 销号确认单位",
            width=14,
            listed=False,
            group="销号",
            help="由谁验收、同意销号。",
        ),
    ] = None
    proof: Annotated[
        str | None,
        Field(
            "销号依据",
            also="证明材料 印证材料 整改佐证材料 销号材料 销号文号",
            width=18,
            listed=False,
            group="销号",
            help="销号单、验收意见的名称或者文号，文件加到佐证材料里。",
        ),
    ] = None


def state(one: Rectification, context: Context) -> str:
    """Closed, late, under way, or not begun, as it was on the day looked at."""
    if one.closed_on and one.closed_on <= context.today:
        return CLOSED
    if one.due and one.due < context.today:
        return LATE
    begun = one.progress or one.closed_on or (one.done_on and one.done_on <= context.today)
    return UNDER_WAY if begun else NOT_BEGUN


def why_state(one: Rectification, context: Context) -> str:
    """Which of its days and words tell the state."""
    if one.closed_on and one.closed_on <= context.today:
        return f"{one.closed_on}销号。"
    until = f"整改期限{one.due}，按{context.today}判断" if one.due else "没有填整改期限"
    begun = "" if one.done_on or one.progress else "，没有填整改情况和整改完成日期"
    closed = f"{one.closed_on}才销号" if one.closed_on else "没有销号"
    return f"{closed}，{until}{begun}。"


def closing_deadline(one: Rectification, _context: object) -> Deadline | None:
    """The last day to have it closed, as the list of problems says; None where it does not."""
    if one.due is None:
        return None
    return Deadline(one.due, "反馈清单写明的期限", one.found_on or one.due, "", one.due, certain=True)


def check_closed(one: Rectification, _uid: str, context: Context) -> Iterable[Finding]:
    """It is closed in time, with what was done and by what it is believed."""
    yield from DatedTask(NAME, "closed_on").by_deadline(one, closing_deadline(one, context), context)
    if one.closed_on is None:
        if one.proof or one.closed_by:
            yield warning("closed_on", f"{NAME}.undated", "填了销号单位或者销号依据，没有销号日期，请补填。")
        return
    if not (one.measure or one.progress):
        yield warning("measure", f"{NAME}.measure", "已经销号，没有填整改措施和整改情况，请补填。")
    if not (one.proof or one.evidence):
        yield warning("proof", f"{NAME}.proof", "已经销号，没有销号依据，也没有佐证材料，请补填，或者说明原因。")


def check_owner(one: Rectification, _uid: str, _context: Context) -> Iterable[Finding]:
    """Somebody is responsible, and something is to be done."""
    if one.problem and not one.owner:
        yield warning("owner", f"{NAME}.owner", "没有填责任单位，请补填负责整改的单位或者科室。")
    if one.problem and not one.measure and not one.closed_on:
        yield warning("measure", f"{NAME}.unplanned", "没有填整改措施，请补填。")


check_order = Steps(NAME, ("found_on", "done_on", "closed_on"), due="due")
check_amounts = Within(NAME, "amended", "amount", f"{NAME}.more")
check_least = Least(NAME, {"amount": 0, "amended": 0})

LEDGER = Ledger(
    id=NAME,
    label="问题整改销号",
    record=Rectification,
    order=71,
    title="problem",
    topics=("督察整改", "审计统计", "信用"),
    key=("source", "problem", "found_on"),
    year_of="found_on",
    checks=(check_order, check_closed, check_owner, check_amounts, check_least),
    derived=(
        Derived("state", "整改状态", Kind.TEXT, state, because=why_state, tones=STATE_TONES, after="due", width=10),
    ),
    views=(
        past("逾期没有销号", "due", closed_on=None),
        ending_soon("due", closed_on=None),
        having("没有销号", closed_on=None),
    ),
    dues=(DueRule("整改并销号", "due", waiting=(("closed_on", EMPTY),)),),
    group=OVERSIGHT,
    hint="督察、审计、营商环境评价、复议应诉等发现的问题和政务失信事项一个一条，从反馈、整改到销号；过了期限没有销号的会提醒。",
)
