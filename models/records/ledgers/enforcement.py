"""执法监督（三项制度）: decisions and how each was published, recorded and reviewed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Annotated

from models.records.due_rule import EMPTY, DueRule
from models.records.field import Field
from models.records.finding import Finding, error, warning
from models.records.ledger import OFFICERS, Context, Ledger
from models.records.ledgers.case.codes import ACT_KINDS, FIELDS
from models.records.local_law import local_term_due
from models.records.proven import ProvingRecord
from models.records.steps import DatedTask, Steps, deadline_column
from models.records.view import having
from models.rules.enforcement_kinds import KINDS, LICENCE, PENALTY, kinds_said
from models.rules.periods import Deadline, market_penalty_publicity_due, withdrawal_due
from models.rules.terms import PENALTY_PUBLICITY, PUBLICITY

NAME = "enforcement"
MARKET = "市场监管"
SHORTER = frozenset({LICENCE, PENALTY})
"""Kinds of decisions with the shorter period."""
RECORDINGS = ("文字记录", "音像记录", "文字和音像记录")
"""Offered; other words are taken too, since no rule asks more than that there are some."""


class Enforcement(ProvingRecord, frozen=True, kw_only=True):
    """One administrative enforcement decision (docs/ledgers.md, enforcement)."""

    number: Annotated[
        str | None,
        Field(
            "决定书文号", required=True, unique=True, width=20, group="决定", help="照决定书填写，本单位内不能重复。"
        ),
    ] = None
    party: Annotated[
        str | None,
        Field("当事人", required=True, width=16, group="决定", private="name", help="公民姓名或者单位名称。"),
    ] = None
    kind: Annotated[
        str | None,
        Field(
            "决定种类",
            required=True,
            choices=ACT_KINDS,
            open=True,
            width=12,
            group="决定",
            help="行政许可和行政处罚的公开期限短一些；列表里没有的直接填写。",
        ),
    ] = None
    field: Annotated[
        str | None,
        Field(
            "执法领域",
            choices=FIELDS,
            open=True,
            width=10,
            listed=False,
            group="决定",
            help="市场监管的处罚决定20个工作日内公示，其他领域按通用的期限；列表里没有的直接填写。",
        ),
    ] = None
    detail: Annotated[
        str | None,
        Field(
            "具体种类",
            also="处罚种类 处罚类别 强制种类 强制措施种类 强制执行方式 许可结果",
            choices=tuple(dict.fromkeys(label for kinds in KINDS.values() for label in kinds.values())),
            open=True,
            width=14,
            listed=False,
            group="决定",
            help="处罚、强制的种类或者许可的结果；并处的都写上，用顿号隔开，按最重的一种计一宗；许可不填的按准予许可。",
        ),
    ] = None
    amount: Annotated[
        Decimal | None,
        Field(
            "金额（元）",
            also="罚没金额 罚没金额（元） 罚款金额 处罚金额 征收金额",
            width=10,
            listed=False,
            group="决定",
            blank_adds=0,
            help="罚款和没收的金额，征收的填征收金额，按决定书写的填；没收的物品没有作价的不计。",
        ),
    ] = None
    decided_on: Annotated[
        dt.date | None,
        Field("决定日期", required=True, group="决定", help="作出决定的日期，按它归入年度，公开期限从第二天起算。"),
    ] = None
    published_on: Annotated[dt.date | None, Field("公示日期", group="公示", help="决定向社会公开的日期。")] = None
    published_where: Annotated[
        str | None, Field("公示载体", width=16, listed=False, group="公示", help="在哪个网站或平台公开。")
    ] = None
    not_published: Annotated[
        str | None,
        Field(
            "不公开理由",
            width=20,
            lines=2,
            listed=False,
            group="公示",
            help="依法不公开的写明依据，写了就不再提醒公示。",
        ),
    ] = None
    annulled_on: Annotated[
        dt.date | None,
        Field(
            "变更撤销日期",
            listed=False,
            group="公示",
            help="公开的处罚决定被依法变更、撤销、确认违法或者无效的日期；年报仍按作出决定的年度计。",
        ),
    ] = None
    withdrawn_on: Annotated[
        dt.date | None,
        Field(
            "撤回公示日期", listed=False, group="公示", help="撤回处罚决定信息并公开说明理由的日期，三个工作日以内。"
        ),
    ] = None
    recording: Annotated[
        str | None,
        Field(
            "全过程记录",
            choices=RECORDINGS,
            open=True,
            width=14,
            group="记录",
            help="用文字、音像，还是两样都有；别的写法直接填写。",
        ),
    ] = None
    major: Annotated[
        bool | None, Field("重大决定", width=8, group="法制审核", help="是不是要经法制审核的重大执法决定。")
    ] = None
    reviewed_by: Annotated[
        str | None, Field("法制审核人", width=10, listed=False, group="法制审核", help="审核的机构或人员。")
    ] = None
    reviewed_on: Annotated[
        dt.date | None, Field("法制审核日期", width=12, group="法制审核", help="出具审核意见的日期。")
    ] = None
    review_opinion: Annotated[
        str | None, Field("法制审核意见", width=20, lines=2, listed=False, group="法制审核", help="审核意见的要点。")
    ] = None


def publicity_deadline(one: Enforcement, context: Context) -> Deadline | None:
    """The last day to publish it, by its kind and field; None where it is not to be published."""
    if one.decided_on is None or one.not_published:
        return None
    if one.kind == PENALTY and one.field == MARKET:
        return market_penalty_publicity_due(one.decided_on, context.calendar)
    term = PENALTY_PUBLICITY if one.kind in SHORTER else PUBLICITY
    return local_term_due(one.decided_on, term, context, one.field or "")


def check_publicity(one: Enforcement, _uid: str, context: Context) -> Iterable[Finding]:
    """Report late or missing publication (settable period), and one both published and withheld."""
    yield from DatedTask(NAME, "published_on").by_deadline(one, publicity_deadline(one, context), context)
    if one.published_on and one.not_published:
        yield error("not_published", "enforcement.not_published", "填了公示日期，又填了不公开理由，请删去其中一个。")


def withdrawal_deadline(one: Enforcement, context: Context) -> Deadline | None:
    """The last day to withdraw a published penalty that did not stand; None where there is nothing to withdraw."""
    if one.kind != PENALTY or not (one.annulled_on and one.published_on):
        return None
    return withdrawal_due(one.annulled_on, context.calendar)


def check_withdrawal(one: Enforcement, _uid: str, context: Context) -> Iterable[Finding]:
    """A published penalty that was changed or annulled is taken back in time."""
    yield from DatedTask(NAME, "withdrawn_on").by_deadline(one, withdrawal_deadline(one, context), context)


def check_detail(one: Enforcement, _uid: str, _context: Context) -> Iterable[Finding]:
    """A decision says what the year counts it as, in words that belong to its kind; no amount is below 0."""
    known = KINDS.get(one.kind or "")
    if known and not one.detail and one.kind != LICENCE:
        yield warning(
            "detail", "enforcement.detail", f"没有填具体种类，年报数不到，请补填：{'、'.join(known.values())}。"
        )
    if known and one.detail and (strange := kinds_said(one.kind or "", one.detail)[1]):
        yield warning(
            "detail",
            "enforcement.strange_detail",
            f"{one.kind}的具体种类里没有“{'、'.join(strange)}”，年报数不到它，请改成{'、'.join(known.values())}。",
        )
    if one.amount is not None and one.amount < 0:
        yield error("amount", "enforcement.amount", f"金额不能是{one.amount}，请填不小于0的数，或者留空。")


def check_recording(one: Enforcement, _uid: str, _context: Context) -> Iterable[Finding]:
    """Warn about a decision without 全过程记录."""
    if one.decided_on and not one.recording:
        yield warning("recording", "enforcement.recording", "没有填全过程记录（国办发〔2018〕118号），请选一种。")


def check_review(one: Enforcement, _uid: str, _context: Context) -> Iterable[Finding]:
    """Report a major decision without review, or reviewed after it was made."""
    if one.major and not one.reviewed_on:
        yield warning(
            "reviewed_on",
            "enforcement.unreviewed",
            "重大执法决定没有法制审核日期（国办发〔2018〕118号），请补填，或者说明原因。",
        )
    if one.reviewed_on and one.decided_on and one.reviewed_on > one.decided_on:
        yield error(
            "reviewed_on",
            "enforcement.review_order",
            f"法制审核日期{one.reviewed_on}晚于决定日期{one.decided_on}，请改正其中一个。",
        )


check_order = Steps(NAME, ("decided_on", "published_on"))
check_annulled = Steps(NAME, ("decided_on", "annulled_on", "withdrawn_on"))

LEDGER = Ledger(
    id=NAME,
    label="执法监督（三项制度）",
    record=Enforcement,
    order=34,
    title="number",
    topics=("三项制度", "执法监督"),
    key=("number",),
    year_of="decided_on",
    checks=(
        check_order,
        check_annulled,
        check_detail,
        check_publicity,
        check_withdrawal,
        check_recording,
        check_review,
    ),
    derived=(
        deadline_column(
            "publicity_due", "公示期限", publicity_deadline, "没有决定日期，或者依法不公开。", after="decided_on"
        ),
    ),
    views=(having("没有公示", published_on=None), having("没有法制审核", reviewed_on=None)),
    dues=(
        DueRule(
            "公示执法决定",
            publicity_deadline,
            "decided_on",
            waiting=(("published_on", EMPTY), ("not_published", EMPTY)),
        ),
        DueRule("撤回处罚公示", withdrawal_deadline, "annulled_on", waiting=(("withdrawn_on", EMPTY),)),
    ),
    group=OFFICERS,
    hint="每件执法决定一条，登记公示、全过程记录和法制审核；公示期限由程序算出，天数由汇总单位设定。",
)
