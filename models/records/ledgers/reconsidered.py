"""行政复议案件: one record for each application that a reconsideration organ (行政复议机关) deals with.

What is counted, and the words of 管理类别, 复议事项, kinds of organs and endings, are those of 国法复统字1号
(国统制[2010]103号); periods follow 《行政复议法》 (2017) and (2023).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Annotated

from models.records.due_rule import EMPTY, DueRule
from models.records.field import Field
from models.records.finding import Finding, error, warning
from models.records.ledger import SUITS, Context, Ledger
from models.records.ledgers.reconsideration import PROCEDURES, SIMPLE
from models.records.proven import ProvingRecord
from models.records.steps import DatedTask, Least, Steps, deadline_column
from models.records.view import having
from models.rules.periods import (
    LONGER_RECONSIDERATION,
    NEW_RECONSIDERATION_LAW,
    Deadline,
    reconsideration_decision_due,
    reconsideration_review_due,
)

NAME = "reconsidered"
ACCEPTED, *_NOT_ACCEPTED = ACCEPTANCES = ("受理", "不予受理", "视为放弃申请", "告知或者转送")
"""《行政复议法》(2023) 第三十、三十一条."""
RESPONDENTS = (
    *("乡镇政府", "县级政府的部门", "县级政府", "市（地）级政府的部门", "市（地）级政府"),
    *("省级政府的部门", "省部级政府", "国务院部门", "其他"),
)
"""Columns 5 to 13 of 国法复统字1号."""
ORGANS = (
    *("县级政府的部门", "县级政府", "市（地）级政府的部门", "市（地）级政府"),
    *("省级政府的部门", "省级政府", "国务院部门"),
)
"""Columns 14 to 20."""
MATTERS = (
    *("行政处罚", "行政强制", "行政征收", "行政许可", "行政确权"),
    *("行政确认", "信息公开", "举报投诉处理", "行政不作为", "其他"),
)
"""Columns 21 to 30."""
UPHELD = "维持"
ENDINGS = (
    *("驳回", UPHELD, "确认违法", "撤销", "变更", "责令履行", "调解"),
    *("终止（撤回申请）", "终止（和解协议）", "终止（其他）", "其他"),
)
"""Columns 32 to 42."""
CORRECTED = ENDINGS[2:6]
"""The endings that put an act right."""
SETTLED = (ENDINGS[6], ENDINGS[8])
"""The endings by which the parties came to terms."""
BRANCHES = (
    *("公安", "国家安全", "劳动和社会保障", "司法行政", "民政", "土地", "地矿", "环保", "农业", "水利", "林业"),
    *("城乡规划", "房屋征补（拆迁）", "不动产登记", "工商", "安监", "商务", "物价", "能源", "交通运输", "信息产业"),
    *("邮政", "烟草专卖", "税务", "人民银行", "证监", "保监", "银监", "外汇", "财政", "统计", "审计", "海关", "质检"),
    *(
        "食品安全",
        "卫生计生",
        "教育",
        "文化",
        "专利",
        "商标",
        "版权",
        "旅游",
        "新闻出版广电",
        "发展改革",
        "科技",
        "其他",
    ),
)
"""The rows of 国法复统字1号; open, for reforms renamed many of them."""


class Reconsidered(ProvingRecord, frozen=True, kw_only=True):
    """One application for reconsideration, as the organ it was made to keeps it (docs/ledgers.md, reconsidered)."""

    number: Annotated[
        str | None,
        Field(
            "复议案号",
            also="案号 案件编号 复议案件编号 复议案件号 收案编号",
            required=True,
            unique=True,
            width=20,
            group="申请",
            help="本机关编的案号，不能重复。",
        ),
    ] = None
    received_on: Annotated[
        dt.date | None,
        Field(
            "收到申请日期",
            also="收件日期 收案日期 收到日期 申请日期 收到申请时间 收案时间",
            required=True,
            group="申请",
            help="收到复议申请的日期，本期新收按它统计。",
        ),
    ] = None
    applicant: Annotated[
        str | None,
        Field(
            "申请人",
            also="复议申请人 申请人姓名 申请人名称",
            required=True,
            width=12,
            group="申请",
            private="name",
            help="多人的用顿号隔开。",
        ),
    ] = None
    applicants: Annotated[
        int | None,
        Field(
            "申请人数",
            also="申请人总数 人数",
            width=8,
            listed=False,
            group="申请",
            blank_adds=1,
            help="一共多少人申请，不填的按1人合计。",
        ),
    ] = None
    respondent: Annotated[
        str | None,
        Field(
            "被申请人",
            also="被申请人名称 被申请机关",
            required=True,
            width=18,
            group="申请",
            help="作出行政行为的机关全称。",
        ),
    ] = None
    respondent_kind: Annotated[
        str | None,
        Field(
            "被申请人类别",
            also="被申请人级别 被申请人类型",
            choices=RESPONDENTS,
            width=14,
            listed=False,
            group="申请",
            help="按复议统计表的栏目选，统计到被申请人各栏。",
        ),
    ] = None
    organ_kind: Annotated[
        str | None,
        Field(
            "复议机关类别",
            also="复议机关级别 复议机关类型",
            choices=ORGANS,
            width=14,
            listed=False,
            group="申请",
            help="本机关属于哪一级，统计到复议机关各栏。",
        ),
    ] = None
    branch: Annotated[
        str | None,
        Field(
            "管理类别",
            also="行政管理类别 管理领域 行政管理领域 案件领域",
            choices=BRANCHES,
            open=True,
            width=14,
            group="申请",
            help="按复议统计表的行选；机构改革后改了名称的直接填写。",
        ),
    ] = None
    matter: Annotated[
        str | None,
        Field(
            "复议事项",
            also="申请复议事项 行政行为种类 行政行为类型 案件类型",
            choices=MATTERS,
            width=12,
            group="申请",
            help="按复议统计表的栏目选最接近的一种。",
        ),
    ] = None
    land: Annotated[
        bool | None,
        Field("征收土地", also="涉及征收土地", listed=False, group="申请", help="行政征收里征收土地的填是，另外统计。"),
    ] = None
    act: Annotated[
        str | None,
        Field(
            "被复议行为",
            also="被申请复议行为 被申请行政行为 行政行为",
            width=24,
            lines=2,
            listed=False,
            group="申请",
            help="行政行为的名称和文号；告不作为的写要求做什么。",
        ),
    ] = None
    corrected_on: Annotated[
        dt.date | None,
        Field(
            "收到补正日期",
            also="补正日期 补正时间",
            listed=False,
            group="受理",
            help="通知申请人补正的，填收到补正材料的日期，审查期限从它重新起算。",
        ),
    ] = None
    acceptance: Annotated[
        str | None,
        Field(
            "受理情况",
            also="是否受理 处理情况 受理结果",
            choices=ACCEPTANCES,
            width=10,
            group="受理",
            help="审查以后怎样处理；五个工作日内没有决定不予受理的，视为受理。",
        ),
    ] = None
    accepted_on: Annotated[
        dt.date | None,
        Field(
            "受理日期",
            also="受理时间 立案日期 立案时间",
            listed=False,
            group="受理",
            help="受理的日期，审理期限从第二天起算；不予受理的填决定的日期。",
        ),
    ] = None
    procedure: Annotated[
        str | None,
        Field(
            "审理程序",
            also="适用程序 程序",
            choices=PROCEDURES,
            width=10,
            listed=False,
            group="审理",
            help="不填的按普通程序；简易程序从2024年起才有，30日内作出决定。",
        ),
    ] = None
    stood_still: Annotated[
        int | None,
        Field("中止天数", listed=False, group="审理", help="中止审理一共多少日，不计入审理期限。"),
    ] = None
    extended_to: Annotated[
        dt.date | None,
        Field(
            "延期至",
            also="延长至 延长期限至 延期日期",
            listed=False,
            group="审理",
            help="经负责人批准延长到的日期，最多延长30日，简易程序不能延长。",
        ),
    ] = None
    ending: Annotated[
        str | None,
        Field(
            "审结方式",
            also="结案方式 复议决定 审理结果 复议结果 结案结果 决定类型",
            choices=ENDINGS,
            width=14,
            group="审结",
            help="按复议统计表的栏目选；没有审结的不填。",
        ),
    ] = None
    ended_on: Annotated[
        dt.date | None,
        Field(
            "审结日期",
            also="结案日期 决定日期 结案时间 审结时间 决定时间",
            group="审结",
            help="决定书、调解书上的日期，或者终止的日期。",
        ),
    ] = None
    compensation: Annotated[
        bool | None,
        Field("行政赔偿", also="是否赔偿 涉及行政赔偿", listed=False, group="审结", help="决定给予行政赔偿的填是。"),
    ] = None
    paid: Annotated[
        Decimal | None,
        Field(
            "赔偿数额（元）",
            also="赔偿金额 赔偿数额 行政赔偿金额",
            listed=False,
            group="审结",
            blank_adds=0,
            help="决定赔偿的金额，单位元。",
        ),
    ] = None


def review_deadline(one: Reconsidered, context: Context) -> Deadline | None:
    """The last day to examine the application, anew from the day it came back put right."""
    received = one.corrected_on or one.received_on
    return reconsideration_review_due(received, context.calendar) if received else None


def decision_deadline(one: Reconsidered, context: Context) -> Deadline | None:
    """The last day for the decision, as far off as the law lets it be put; None while nothing is accepted."""
    if one.accepted_on is None or one.acceptance in _NOT_ACCEPTED:
        return None
    longest = reconsideration_decision_due(
        one.accepted_on,
        simple=one.procedure == SIMPLE,
        extended=one.extended_to is not None,
        aside=one.stood_still or 0,
        calendar=context.calendar,
    )
    if one.extended_to is None or one.extended_to >= longest.due:
        return longest
    return Deadline(one.extended_to, f"延期，{longest.clause}", one.accepted_on, "", one.extended_to, certain=True)


def check_acceptance(one: Reconsidered, _uid: str, context: Context) -> Iterable[Finding]:
    """The application is examined in time, and says how it was dealt with where it says when, and the other way."""
    yield from DatedTask(NAME, "accepted_on").by_deadline(one, review_deadline(one, context), context)
    if bool(one.acceptance) != bool(one.accepted_on):
        name, label = ("accepted_on", "受理日期") if one.acceptance else ("acceptance", "受理情况")
        yield warning(name, f"{NAME}.half_accepted", f"受理情况和受理日期要一起填，现在缺{label}，请补填。")
    if one.ending and one.acceptance in _NOT_ACCEPTED:
        message = f"受理情况是{one.acceptance}，又填了审结方式，请改正其中一个。"
        yield error("ending", f"{NAME}.not_accepted", message)


def check_decision(one: Reconsidered, _uid: str, context: Context) -> Iterable[Finding]:
    """The decision comes in time (《行政复议法》(2017) 第三十一条, (2023) 第六十二条), with its date."""
    yield from DatedTask(NAME, "ended_on").by_deadline(one, decision_deadline(one, context), context)
    if bool(one.ending) != bool(one.ended_on):
        name, label = ("ended_on", "审结日期") if one.ending else ("ending", "审结方式")
        yield error(name, f"{NAME}.half_ended", f"审结方式和审结日期要一起填，现在缺{label}，请补填。")
    if one.ended_on and not one.accepted_on and not one.acceptance:
        yield warning("accepted_on", f"{NAME}.unaccepted", "已经审结，没有受理日期，算不出审理期限，请补填。")


def check_extension(one: Reconsidered, _uid: str, context: Context) -> Iterable[Finding]:
    """An extension stays within 30 days and is none of the simple procedure, which there is from 2024 on."""
    simple = one.procedure == SIMPLE
    day = one.accepted_on or one.received_on
    if day and day >= NEW_RECONSIDERATION_LAW and not one.procedure and one.acceptance == ACCEPTED:
        message = "没有填审理程序，审理期限按普通程序算，请补填。"
        yield warning("procedure", f"{NAME}.procedure", message)
    if simple and day and day < NEW_RECONSIDERATION_LAW:
        message = f"{day}的案件还没有简易程序（《行政复议法》（2023）自2024-01-01施行），请改正程序或者日期。"
        yield warning("procedure", f"{NAME}.no_simple", message)
    longest = decision_deadline(one, context)
    if one.extended_to is None or longest is None or one.extended_to <= longest.due:
        return
    most = "简易程序不能延长" if simple else f"最多延长{LONGER_RECONSIDERATION}日"
    message = f"延期至{one.extended_to}超过了{longest.due}：{most}（{longest.clause}），请核对，或者说明原因。"
    yield warning("extended_to", f"{NAME}.too_long", message)


def check_compensation(one: Reconsidered, _uid: str, _context: Context) -> Iterable[Finding]:
    """What was paid is a compensation; land is taken by 行政征收 alone."""
    if one.paid and not one.compensation:
        yield warning("compensation", f"{NAME}.uncompensated", "填了赔偿数额，行政赔偿没有填是，请核对后改正。")
    if one.land and one.matter and one.matter != MATTERS[2]:
        message = f"征收土地填了是，复议事项却是{one.matter}，请改正其中一个。"
        yield error("land", f"{NAME}.land", message)


check_order = Steps(NAME, ("received_on", "corrected_on", "accepted_on", "ended_on"))
check_least = Least(NAME, {"applicants": 1, "stood_still": 0, "paid": 0})

LEDGER = Ledger(
    id=NAME,
    label="行政复议案件",
    record=Reconsidered,
    order=43,
    title="number",
    topics=("复议办案",),
    key=("number",),
    checks=(check_order, check_acceptance, check_decision, check_extension, check_compensation, check_least),
    derived=(
        deadline_column(
            "review_due",
            "审查期限",
            review_deadline,
            "没有收到申请日期，算不出审查期限。",
            after="corrected_on",
            listed=False,
        ),
        deadline_column(
            "decision_due", "审理期限", decision_deadline, "没有受理，或者没有受理日期。", after="extended_to"
        ),
    ),
    views=(
        having("没有审结", acceptance=ACCEPTED, ending=None),
        having("等着审查", acceptance=None, accepted_on=None),
    ),
    dues=(
        DueRule("审理行政复议案件", decision_deadline, "accepted_on", waiting=(("ended_on", EMPTY),)),
        DueRule(
            "审查行政复议申请", review_deadline, "received_on", waiting=(("accepted_on", EMPTY), ("ended_on", EMPTY))
        ),
    ),
    group=SUITS,
    hint="本单位是行政复议机关的，收到的每件复议申请一条；本单位当被申请人的，记在行政复议答复里。",
)
