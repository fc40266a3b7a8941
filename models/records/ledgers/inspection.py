"""行政检查与双随机: planned, visited, found, published.

国发〔2019〕5号 and 国办发〔2018〕118号 want plan and results open to the public. No text found says within how many
days the result of an inspection is: the centre sets them (docs/ledgers.md, settable). The words of results are those
that registers of 双随机 use †, and open.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Annotated

from models.records.due_rule import EMPTY, DueRule
from models.records.field import Field
from models.records.finding import Finding, error, warning
from models.records.ledger import OFFICERS, Context, Ledger
from models.records.ledgers.case.codes import FIELDS
from models.records.local_law import local_term_due
from models.records.proven import ProvingRecord
from models.records.steps import DatedTask, Least, Steps, Within, deadline_column
from models.records.tone import Tone
from models.records.view import having, past
from models.rules.periods import Deadline
from models.rules.terms import INSPECTION_PUBLICITY

NAME = "inspection"
RANDOM = "双随机"
WAYS = (RANDOM, "日常检查", "专项检查", "投诉举报核查", "重点检查")
NOTHING, TO_HANDLE, CORRECTED, _GONE = RESULTS = (
    "未发现问题",
    "发现问题待后续处理",
    "发现问题已责令改正",
    "未发现开展经营活动",
)
RESULT_TONES = {NOTHING: Tone.GOOD, TO_HANDLE: Tone.WARN, CORRECTED: Tone.GOOD, _GONE: Tone.CALM}


class Inspection(ProvingRecord, frozen=True, kw_only=True):
    """One inspection, of one place or of several for one task (docs/ledgers.md, inspection)."""

    plan: Annotated[
        str | None,
        Field(
            "检查计划",
            also="计划名称 任务名称 抽查任务 检查任务 抽查计划 抽查计划名称 检查计划名称 抽查任务名称",
            width=20,
            group="计划",
            help="年度检查计划或者抽查任务的名称，计划外的不填。",
        ),
    ] = None
    way: Annotated[
        str | None,
        Field(
            "检查方式",
            also="检查类型 检查类别 检查方法 抽查方式 抽查类型",
            required=True,
            choices=WAYS,
            open=True,
            width=10,
            group="计划",
            help="是不是双随机抽查，别的方式直接填写。",
        ),
    ] = None
    due: Annotated[
        dt.date | None,
        Field(
            "计划检查期限",
            also="计划完成日期 计划时间 计划检查时间 检查期限 计划完成时间",
            listed=False,
            group="计划",
            help="计划里这次检查最晚哪天做完，计划外的不填。",
        ),
    ] = None
    matter: Annotated[
        str | None,
        Field(
            "检查事项",
            also="抽查事项 检查内容 抽查内容",
            width=16,
            group="计划",
            help="检查什么，照检查事项清单填写。",
        ),
    ] = None
    field: Annotated[
        str | None,
        Field(
            "执法领域",
            also="检查领域 监管领域",
            choices=FIELDS,
            open=True,
            width=10,
            listed=False,
            group="计划",
            help="选最接近的一种；列表里没有的直接填写。",
        ),
    ] = None
    joint: Annotated[
        str | None,
        Field(
            "联合检查单位",
            also="联合部门 配合部门 联合单位 参与部门",
            width=16,
            listed=False,
            group="计划",
            help="几个部门一起检查的，写别的部门；单独检查的不填。",
        ),
    ] = None
    target: Annotated[
        str | None,
        Field(
            "检查对象",
            also="被检查对象 被检查单位 抽查对象 企业名称 市场主体名称 检查对象名称 被检查人 单位名称",
            required=True,
            width=20,
            group="检查",
            private="name",
            help="被检查的单位或者个人；一批一起记的写“某某等几户”。",
        ),
    ] = None
    visited_on: Annotated[
        dt.date | None,
        Field(
            "检查日期",
            also="检查时间 抽查日期 抽查时间 实施日期 实施时间",
            group="检查",
            help="检查当天，按它归入年度；还没有检查的不填。",
        ),
    ] = None
    officers: Annotated[
        str | None,
        Field(
            "检查人员",
            also="执法人员 检查人 执法检查人员 检查人员姓名",
            width=14,
            listed=False,
            group="检查",
            help="执法人员姓名，用顿号隔开。",
        ),
    ] = None
    scanned: Annotated[
        bool | None,
        Field(
            "扫码入企",
            also="是否扫码 扫码检查 是否扫码入企",
            width=8,
            listed=False,
            group="检查",
            help="按规定扫码登记后入企检查的填是。",
        ),
    ] = None
    visits: Annotated[
        int | None,
        Field(
            "检查户次",
            also="检查户数 抽查户数 检查家数 户数 户次 检查家次",
            width=6,
            group="检查",
            blank_adds=1,
            help="一条记了几户次就填几，不填的按1户次合计。",
        ),
    ] = None
    troubled: Annotated[
        int | None,
        Field(
            "发现问题户次",
            also="问题户数 发现问题户数 发现问题数 发现问题家数",
            width=8,
            listed=False,
            group="结果",
            blank_adds=0,
            help="其中发现问题的有几户次。",
        ),
    ] = None
    result: Annotated[
        str | None,
        Field(
            "检查结果",
            also="抽查结果 检查结论 检查情况",
            choices=RESULTS,
            tones=RESULT_TONES,
            open=True,
            width=16,
            group="结果",
            help="检查的结论，别的写法直接填写。",
        ),
    ] = None
    handled: Annotated[
        str | None,
        Field(
            "处理情况",
            also="处理结果 处置情况 后续处理 处理措施 问题处理情况",
            width=20,
            lines=2,
            listed=False,
            group="结果",
            help="发现问题的写明怎样处理：责令改正、立案、移送等。",
        ),
    ] = None
    published_on: Annotated[
        dt.date | None,
        Field(
            "结果公示日期",
            also="公示日期 公开日期 公示时间 结果公示时间 结果公开日期",
            group="公示",
            help="检查结果向社会公开的日期。",
        ),
    ] = None
    published_where: Annotated[
        str | None,
        Field(
            "公示载体",
            also="公示平台 公示网站 公开平台 公示渠道",
            width=16,
            listed=False,
            group="公示",
            help="在哪个网站或者平台公开。",
        ),
    ] = None
    not_published: Annotated[
        str | None,
        Field(
            "不公开理由",
            also="不公示理由 未公示原因",
            width=18,
            lines=2,
            listed=False,
            group="公示",
            help="依法不公开的写明依据，写了就不再提醒公示。",
        ),
    ] = None


def publicity_deadline(one: Inspection, context: Context) -> Deadline | None:
    """The last day to publish the result, by the settable period; None where it is not to be published."""
    if one.visited_on is None or one.not_published:
        return None
    return local_term_due(one.visited_on, INSPECTION_PUBLICITY, context, one.field or "")


def check_visit(one: Inspection, _uid: str, context: Context) -> Iterable[Finding]:
    """A plan is carried out in time; a visit has its result, and nothing has a result that was not visited."""
    yield from DatedTask(NAME, "visited_on").in_time(one, one.due, "检查计划", context)
    if one.target and not one.visited_on and not one.due:
        yield error("visited_on", f"{NAME}.no_day", "检查日期和计划检查期限都没有填，请至少填一个。")
    if one.visited_on and not one.result:
        yield warning("result", f"{NAME}.no_result", "填了检查日期，没有检查结果，请补填。")
    if not one.visited_on and (one.result or one.published_on):
        yield error("visited_on", f"{NAME}.not_visited", "填了检查结果或者公示日期，没有检查日期，请补填。")


def check_found(one: Inspection, _uid: str, _context: Context) -> Iterable[Finding]:
    """No place has problems where nothing was found, and what was found is handled."""
    troubled = max(one.troubled or 0, 0)
    if troubled and one.result == NOTHING:
        message = f"检查结果是{NOTHING}，发现问题户次却是{troubled}，请改正其中一个。"
        yield error("troubled", f"{NAME}.contradicted", message)
    if (troubled or one.result in (TO_HANDLE, CORRECTED)) and not one.handled:
        yield warning("handled", f"{NAME}.unhandled", "发现了问题，没有填处理情况，请补填。")


def check_publicity(one: Inspection, _uid: str, context: Context) -> Iterable[Finding]:
    """Report late or missing publication (settable period), and a result both published and withheld."""
    yield from DatedTask(NAME, "published_on").by_deadline(one, publicity_deadline(one, context), context)
    if one.published_on and one.not_published:
        yield error("not_published", f"{NAME}.not_published", "填了结果公示日期，又填了不公开理由，请删去其中一个。")


check_order = Steps(NAME, ("visited_on", "published_on"))
check_troubled = Within(NAME, "troubled", "visits", f"{NAME}.more_troubled")
check_least = Least(NAME, {"visits": 1, "troubled": 0})

LEDGER = Ledger(
    id=NAME,
    label="行政检查与双随机",
    record=Inspection,
    order=35,
    title="target",
    topics=("双随机",),
    key=("plan", "target", "visited_on"),
    year_of="visited_on",
    checks=(check_order, check_visit, check_found, check_troubled, check_publicity, check_least),
    derived=(
        deadline_column(
            "publicity_due", "公示期限", publicity_deadline, "没有检查日期，或者依法不公开。", after="result"
        ),
    ),
    views=(
        past("逾期没有检查", "due", visited_on=None),
        having("没有检查", visited_on=None),
        having("没有公示结果", published_on=None, not_published=None),
        having("只看双随机", way=RANDOM),
        having(TO_HANDLE, result=TO_HANDLE),
    ),
    dues=(
        DueRule("按计划检查", "due", waiting=(("visited_on", EMPTY),)),
        DueRule(
            "公示检查结果",
            publicity_deadline,
            "visited_on",
            waiting=(("published_on", EMPTY), ("not_published", EMPTY)),
        ),
    ),
    group=OFFICERS,
    hint="每次检查一条，从计划、检查、结果到公示；一批一起记的填检查户次。",
)
