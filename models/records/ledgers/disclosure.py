"""政务公开与解读: what was published, explained or answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Annotated

from models.records.due_rule import EMPTY, DueRule
from models.records.field import Field
from models.records.finding import Finding, error, warning
from models.records.ledger import OVERSIGHT, Context, Ledger
from models.records.proven import ProvingRecord
from models.records.steps import DatedTask, Steps, deadline_column
from models.records.view import having
from models.rules.periods import Deadline, disclosure_answer_due

NAME = "disclosure"
ACTIVE, ON_REQUEST, EXPLAINED, OPINION, CATALOGUE = KINDS = (
    "主动公开",
    "依申请公开",
    "政策解读",
    "舆情回应",
    "标准化目录",
)
APPLICANTS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
OPENED, PARTLY = "予以公开", "部分公开"
OUTCOMES = (
    OPENED,
    PARTLY,
    *(
        f"不予公开：{reason}"
        for reason in (
            "国家秘密",
            "其他法律行政法规禁止公开",
            "危及三安全一稳定",
            "保护第三方合法权益",
            "三类内部事务信息",
            "四类过程性信息",
            "行政执法案卷",
            "行政查询事项",
        )
    ),
    *(f"无法提供：{reason}" for reason in ("不掌握相关政府信息", "没有现成信息需要另行制作", "补正后申请内容仍不明确")),
    *(
        f"不予处理：{reason}"
        for reason in (
            "信访举报投诉类申请",
            "重复申请",
            "要求提供公开出版物",
            "无正当理由大量反复申请",
            "要求确认或重新出具已获取信息",
        )
    ),
    *(f"其他处理：{reason}" for reason in ("逾期不补正", "逾期不缴费", "其他")),
)
"""How an application ends, by the rows of the yearly report (国办公开办函〔2021〕30号)."""
LEAVE, REASONABLE = EXTENSIONS = ("第三十三条第二款", "第三十五条")
"""Clauses of 《政府信息公开条例》 by which an answer may come later."""


class Disclosure(ProvingRecord, frozen=True, kw_only=True):
    """One disclosure of government information, on own initiative or on request (docs/ledgers.md, disclosure)."""

    kind: Annotated[
        str | None,
        Field(
            "类别",
            required=True,
            choices=KINDS,
            width=12,
            group="公开",
            help="依申请公开的另填收到和答复的日期，按期限检查。",
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
    explains: Annotated[
        str | None,
        Field(
            "解读的文件",
            to="document",
            width=18,
            listed=False,
            group="公开",
            help="政策解读对应的规范性文件，从规范性文件台账里选；没有登记的不填。",
        ),
    ] = None
    hours: Annotated[
        int | None,
        Field(
            "回应用时（小时）",
            width=8,
            listed=False,
            group="公开",
            help="舆情回应从发现到回应用了几小时，不足1小时的填1。",
        ),
    ] = None
    received_on: Annotated[
        dt.date | None,
        Field("收到申请日期", width=12, group="依申请公开", help="收到公开申请的日期，答复期限从第二天起算。"),
    ] = None
    corrected_on: Annotated[
        dt.date | None,
        Field("收到补正日期", listed=False, group="依申请公开", help="收到补正后的申请的日期，期限从它重新起算。"),
    ] = None
    asked_days: Annotated[
        int | None,
        Field(
            "征求意见用时",
            listed=False,
            group="依申请公开",
            help="征求第三方和其他机关意见用的工作日数，不计入答复期限。",
        ),
    ] = None
    extended_to: Annotated[
        dt.date | None,
        Field("延期至", listed=False, group="依申请公开", help="经负责人同意延长到的日期，延长不超过20个工作日。"),
    ] = None
    extended_by: Annotated[
        str | None,
        Field(
            "延期依据",
            choices=EXTENSIONS,
            width=14,
            listed=False,
            group="依申请公开",
            help="不填的按第三十三条；第三十五条是申请量明显超过合理范围的合理期限。",
        ),
    ] = None
    answered_on: Annotated[
        dt.date | None, Field("答复申请日期", width=12, group="依申请公开", help="书面答复申请人的日期。")
    ] = None
    outcome: Annotated[
        str | None,
        Field(
            "答复结果",
            choices=OUTCOMES,
            open=True,
            width=16,
            group="依申请公开",
            help="照年度报告的分类选，不予公开的选到理由；列表里没有的直接填写，年报计入其他。",
        ),
    ] = None
    applicant: Annotated[
        str | None,
        Field(
            "申请人类别",
            choices=APPLICANTS,
            width=10,
            listed=False,
            group="依申请公开",
            help="自然人还是哪一类单位，年度报告按它分栏。",
        ),
    ] = None


def fill(fields: dict[str, object]) -> dict[str, object]:
    """Give the day an application was received as the record's day, if none was typed."""
    received = fields.get("received_on")
    wanted = fields.get("kind") == ON_REQUEST and received and not fields.get("on")
    return {"on": received} if wanted else {}


def answer_deadline(one: Disclosure, context: Context) -> Deadline | None:
    """The last day to answer an application, extended as far as the law lets it be; None where nobody applied."""
    longest = longest_deadline(one, context)
    if longest is None or one.received_on is None or one.extended_to is None:
        return longest
    if one.extended_by == REASONABLE or one.extended_to <= longest.due:
        clause = f"延期，《政府信息公开条例》{one.extended_by or LEAVE}"
        return Deadline(one.extended_to, clause, one.received_on, "", one.extended_to, certain=True)
    return longest


def longest_deadline(one: Disclosure, context: Context) -> Deadline | None:
    """The last day that 第三十三条 allows at all; None where nobody applied."""
    if one.kind != ON_REQUEST or one.received_on is None:
        return None
    return disclosure_answer_due(
        one.received_on,
        corrected=one.corrected_on,
        extended=one.extended_to is not None,
        aside=one.asked_days or 0,
        calendar=context.calendar,
    )


def check_kind(one: Disclosure, _uid: str, _context: Context) -> Iterable[Finding]:
    """What belongs to one kind stands at no other; an application has its day, an answer its result."""
    if one.kind == ON_REQUEST and not one.received_on:
        yield error("received_on", "disclosure.received", "依申请公开没有收到申请日期，请补填。")
    if one.kind not in (ON_REQUEST, None) and one.received_on:
        yield warning("kind", "disclosure.kind", f"类别是{one.kind}，却填了收到申请日期，请改正其中一个。")
    if one.explains and one.kind not in (EXPLAINED, None):
        yield warning("explains", "disclosure.explains", f"类别是{one.kind}，却填了解读的文件，请改正其中一个。")
    if one.hours is not None and (one.hours < 0 or one.kind not in (OPINION, None)):
        yield warning("hours", "disclosure.hours", "只有舆情回应填回应用时，填不小于0的小时数，请改正。")
    if one.answered_on and not one.outcome:
        yield warning("outcome", "disclosure.outcome", "填了答复申请日期，没有答复结果，请补填。")


def check_due(one: Disclosure, _uid: str, context: Context) -> Iterable[Finding]:
    """An application is answered in time; one extended beyond the law is lawful for a reason only."""
    yield from DatedTask(NAME, "answered_on").by_deadline(one, answer_deadline(one, context), context)
    longest = longest_deadline(one, context)
    if longest and one.extended_to and one.extended_to > longest.due and one.extended_by != REASONABLE:
        message = f"延期到{one.extended_to}，超过{longest.due}（{longest.clause}），请核对日期，或者说明依据。"
        yield warning("extended_to", "disclosure.extension", message)


check_order = Steps(NAME, ("received_on", "corrected_on", "answered_on"))
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
    dues=(DueRule("答复公开申请", answer_deadline, "received_on", waiting=(("answered_on", EMPTY),)),),
    fill=fill,
    group=OVERSIGHT,
    hint="主动公开、依申请公开、政策解读、舆情回应和标准化目录每件一条；申请的答复期限由程序算出。",
)
