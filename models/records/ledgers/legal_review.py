"""合法性审查: contracts, documents and decisions looked at by whoever reviews legality, before they are made.

Of 规范性文件 国办发〔2018〕115号 (五、七) gives 5 to 15 working days and forbids the collective discussion of what did
not pass; of 重大行政决策 《重大行政决策程序暂行条例》 第二十五、二十六条 at least 7 working days. No text found sets
a period for contracts: the paper that hands them over says it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Annotated

from models.records.due_rule import EMPTY, DueRule
from models.records.field import Field, Kind
from models.records.finding import Finding, error, warning
from models.records.ledger import DECISIONS, Context, Derived, Ledger
from models.records.ledgers import decision
from models.records.local_law import local_term_due
from models.records.proven import ProvingRecord
from models.records.steps import DatedTask, Least, Steps, Within, deadline_column
from models.records.tone import Tone
from models.records.view import ending_soon, having, past
from models.rules.periods import Deadline, by_workdays, workdays_until
from models.rules.terms import DOCUMENT_REVIEW

NAME = "legal_review"
DOCUMENT, DECISION, CONTRACT = ("规范性文件", "重大行政决策", "合同协议")
KINDS = (CONTRACT, DOCUMENT, DECISION, "行政执法决定", "其他涉法事项")
"""What township reports of 2024 and 2025 count; others may be typed."""
LAWFUL, TO_CHANGE, UNLAWFUL = OPINIONS = ("合法", "修改后合法", "不合法")
OPINION_TONES = {LAWFUL: Tone.GOOD, TO_CHANGE: Tone.WARN, UNLAWFUL: Tone.BAD}
WHOLLY, PARTLY, NOT_ADOPTED = ADOPTED = ("采纳", "部分采纳", "未采纳")
ADOPTED_TONES = {WHOLLY: Tone.GOOD, PARTLY: Tone.WARN, NOT_ADOPTED: Tone.BAD}
GROUNDS = {DOCUMENT: "国办发〔2018〕115号", DECISION: f"{decision.RULES}第二十五条"}
"""Why what did not pass must not be put before the collective discussion, by kind."""
SHORTEST = {
    DOCUMENT: (5, GROUNDS[DOCUMENT]),
    DECISION: (decision.REVIEW_DAYS, f"{decision.RULES}第二十六条"),
}
"""一般 not fewer: working days of a review, and by what, by kind."""


class LegalReview(ProvingRecord, frozen=True, kw_only=True):
    """One matter that was given for a review of its legality (docs/ledgers.md, legal_review)."""

    title: Annotated[
        str | None,
        Field(
            "审查事项",
            also="事项名称 审查事项名称 送审事项 合同名称 合同（协议）名称 协议名称 文件名称 送审文件 项目名称",
            required=True,
            width=26,
            group="送审",
            help="合同、文件或者决策的名称。",
        ),
    ] = None
    kind: Annotated[
        str | None,
        Field(
            "事项类别",
            also="事项类型 审查类别 审查类型 文件类型 类别 类型",
            required=True,
            choices=KINDS,
            open=True,
            width=14,
            group="送审",
            help="审查的是什么，没有合适的直接填写；审查期限按它计算。",
        ),
    ] = None
    sent_on: Annotated[
        dt.date | None,
        Field(
            "送审日期",
            also="送审时间 收件日期 收到日期 报送日期 提请日期 受理日期",
            required=True,
            group="送审",
            help="材料送到审查机构的日期，按它归入年度，审查用时从第二天起算。",
        ),
    ] = None
    due: Annotated[
        dt.date | None,
        Field(
            "审查期限",
            also="审查时限 办理期限 要求完成日期",
            listed=False,
            group="送审",
            help="照送审单填写；规范性文件不填的按设定的工作日数算。",
        ),
    ] = None
    sent_by: Annotated[
        str | None,
        Field(
            "送审单位",
            also="送审部门 送审科室 起草单位 承办单位 报送单位 提请单位",
            width=14,
            group="送审",
            help="起草、承办的单位或者科室。",
        ),
    ] = None
    party: Annotated[
        str | None,
        Field(
            "合同相对方",
            also="相对方 对方当事人 合同对方 乙方",
            width=16,
            listed=False,
            group="送审",
            private="name",
            help="合同协议的另一方，不是合同的不填。",
        ),
    ] = None
    amount: Annotated[
        Decimal | None,
        Field(
            "合同金额（元）",
            also="合同金额 标的额 合同标的 标的金额 金额",
            width=12,
            listed=False,
            group="送审",
            blank_adds=0,
            help="合同协议的金额，单位元。",
        ),
    ] = None
    reviewer: Annotated[
        str | None,
        Field(
            "审查人",
            also="审查机构 审查单位 审查人员 审核人 审核机构 审核人员",
            width=12,
            group="审查",
            help="出具意见的机构或者人员。",
        ),
    ] = None
    adviser: Annotated[
        bool | None,
        Field(
            "法律顾问参与",
            also="是否法律顾问参与 法律顾问是否参与",
            width=8,
            listed=False,
            group="审查",
            help="法律顾问或者公职律师参与审查的填是。",
        ),
    ] = None
    competition: Annotated[
        bool | None,
        Field(
            "公平竞争审查",
            also="是否公平竞争审查 是否经公平竞争审查",
            width=8,
            listed=False,
            group="审查",
            help="同时作过公平竞争审查的填是。",
        ),
    ] = None
    opined_on: Annotated[
        dt.date | None,
        Field(
            "出具意见日期",
            also="审查日期 审查时间 出具日期 审查意见日期 审核日期 审核时间 审结日期 反馈日期",
            group="审查",
            help="出具审查意见的日期，没有出具的不填。",
        ),
    ] = None
    opinion: Annotated[
        str | None,
        Field(
            "审查意见",
            also="审查结论 审查结果 审核意见 审核结论",
            choices=OPINIONS,
            tones=OPINION_TONES,
            open=True,
            width=10,
            group="审查",
            help="审查的结论，别的写法直接填写。",
        ),
    ] = None
    number: Annotated[
        str | None,
        Field(
            "审查意见文号",
            also="意见书编号 意见书文号 审查意见书编号 审查编号",
            width=16,
            listed=False,
            group="审查",
            help="审查意见书的文号或者编号，没有的不填。",
        ),
    ] = None
    points: Annotated[
        int | None,
        Field(
            "提出意见条数",
            also="意见条数 提出意见数 提出意见（条） 意见数",
            width=8,
            listed=False,
            group="审查",
            blank_adds=0,
            help="一共提出几条修改意见。",
        ),
    ] = None
    advice: Annotated[
        str | None,
        Field(
            "意见要点",
            also="意见内容 主要意见 审查意见内容 存在问题 修改建议",
            width=24,
            lines=3,
            listed=False,
            group="审查",
            help="指出了什么问题，建议怎样修改。",
        ),
    ] = None
    adopted: Annotated[
        str | None,
        Field(
            "采纳情况",
            also="是否采纳 意见采纳情况 采纳与否",
            choices=ADOPTED,
            tones=ADOPTED_TONES,
            width=10,
            group="采纳",
            help="送审单位采纳了没有。",
        ),
    ] = None
    points_adopted: Annotated[
        int | None,
        Field(
            "采纳意见条数",
            also="采纳条数 采纳意见数 采纳意见（条） 采纳数",
            width=8,
            listed=False,
            group="采纳",
            blank_adds=0,
            help="提出的意见采纳了几条。",
        ),
    ] = None
    not_adopted: Annotated[
        str | None,
        Field(
            "不采纳理由",
            also="未采纳理由 未采纳原因 不采纳原因",
            width=20,
            lines=2,
            listed=False,
            group="采纳",
            help="没有采纳或者部分采纳的写明理由。",
        ),
    ] = None
    made_on: Annotated[
        dt.date | None,
        Field(
            "签订（印发）日期",
            also="签订日期 印发日期 签约日期 签订时间 印发时间",
            listed=False,
            group="采纳",
            help="合同签订、文件印发或者决策作出的日期，还没有的不填。",
        ),
    ] = None


def review_deadline(one: LegalReview, context: Context) -> Deadline | None:
    """The last day for the opinion: as the paper says, of 规范性文件 by the settable period; None where neither is."""
    if one.sent_on is None:
        return None
    if one.due:
        return Deadline(one.due, "送审单写明的期限", one.sent_on, "", one.due, certain=True)
    return local_term_due(one.sent_on, DOCUMENT_REVIEW, context) if one.kind == DOCUMENT else None


def days_taken(one: LegalReview, context: Context) -> int | None:
    """Working days from the day after it came to the opinion, or to today; None while neither day is known."""
    last = one.opined_on or context.today
    if one.sent_on is None or last < one.sent_on:
        return None
    return workdays_until(one.sent_on, last, context.calendar)


def check_time(one: LegalReview, _uid: str, context: Context) -> Iterable[Finding]:
    """The opinion comes in time, and no faster than a review takes as a rule."""
    yield from DatedTask(NAME, "opined_on").by_deadline(one, review_deadline(one, context), context)
    if one.sent_on and not one.due and one.kind != DOCUMENT:
        yield warning("due", f"{NAME}.due", "没有填审查期限，请照送审单补填，没有期限的请说明。")
    if one.kind not in SHORTEST or one.sent_on is None or one.opined_on is None:
        return
    least, ground = SHORTEST[one.kind]
    if one.opined_on < by_workdays(one.sent_on, least, "", context.calendar).due:
        took = f"{one.kind}从{one.sent_on}审查到{one.opined_on}"
        message = f"{took}，一般不少于{least}个工作日（{ground}），请核对，或者说明原因。"
        yield warning("opined_on", f"{NAME}.days", message)


def check_opinion(one: LegalReview, _uid: str, _context: Context) -> Iterable[Finding]:
    """An opinion has its date, and the date its opinion; nothing is adopted before there is one."""
    if bool(one.opinion) != bool(one.opined_on):
        name, label = ("opined_on", "出具意见日期") if one.opinion else ("opinion", "审查意见")
        yield error(name, f"{NAME}.half", f"审查意见和出具意见日期要一起填，现在缺{label}，请补填。")
    if one.adopted and not one.opinion:
        yield error("adopted", f"{NAME}.adopted", "填了采纳情况，没有审查意见，请补填审查意见，或者删去采纳情况。")
    if one.adopted in (PARTLY, NOT_ADOPTED) and not one.not_adopted:
        yield warning("not_adopted", f"{NAME}.reason", f"采纳情况是{one.adopted}，请写明不采纳理由。")


def check_points(one: LegalReview, _uid: str, _context: Context) -> Iterable[Finding]:
    """Where the opinion is wholly adopted, all points made are."""
    made, taken = one.points or 0, one.points_adopted
    if one.adopted == WHOLLY and taken is not None and taken < made:
        message = f"采纳情况是{WHOLLY}，提出{made}条只采纳了{taken}条，请核对后改正。"
        yield warning("points_adopted", f"{NAME}.fewer_adopted", message)


def check_made(one: LegalReview, _uid: str, context: Context) -> Iterable[Finding]:
    """Warn of what was made before it was reviewed, or although it is not lawful."""
    if one.made_on is None:
        return
    if one.made_on > context.today:
        yield error("made_on", f"{NAME}.made_ahead", f"签订（印发）日期{one.made_on}还没有到，请改正。")
    ground = f"（{GROUNDS[one.kind]}）" if one.kind in GROUNDS else ""
    if one.opined_on is None or one.opined_on > one.made_on:
        message = f"{one.made_on}已经签订或者印发，那时还没有审查意见{ground}，请核对日期，或者说明原因。"
        yield warning("made_on", f"{NAME}.made_before", message)
    elif one.opinion == UNLAWFUL:
        message = f"审查意见是{UNLAWFUL}，{one.made_on}仍然签订或者印发{ground}，请核对，或者说明原因。"
        yield warning("made_on", f"{NAME}.made_unlawful", message)


check_order = Steps(NAME, ("sent_on", "opined_on"), due="due")
check_least = Least(NAME, {"points": 0, "points_adopted": 0, "amount": 0})
check_adopted = Within(NAME, "points_adopted", "points", f"{NAME}.more_adopted")

LEDGER = Ledger(
    id=NAME,
    label="合法性审查",
    record=LegalReview,
    order=61,
    title="title",
    topics=("合法性审查",),
    key=("title", "sent_on"),
    year_of="sent_on",
    checks=(check_order, check_time, check_opinion, check_points, check_adopted, check_made, check_least),
    derived=(
        deadline_column(
            "review_due",
            "应出具意见日期",
            review_deadline,
            "送审单没有写明期限，也不是规范性文件。",
            after="due",
        ),
        Derived("days_taken", "用时工作日", Kind.INTEGER, days_taken, after="opined_on", width=7),
    ),
    views=(
        past("过了写明的期限没有出具意见", "due", opined_on=None),
        ending_soon("due", opined_on=None),
        having("没有出具意见", opined_on=None),
        having("没有填采纳情况", adopted=None),
    ),
    dues=(DueRule("出具合法性审查意见", review_deadline, "sent_on", waiting=(("opined_on", EMPTY),)),),
    group=DECISIONS,
    hint="送审的每份合同、文件、决策一条，登记审查意见、采纳情况和用了几个工作日。",
)
