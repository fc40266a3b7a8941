"""重大行政决策: decisions and the five steps each has to take.

《重大行政决策程序暂行条例》第二十五条: what has not passed the review of legality must not be put before the
collective discussion.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Annotated

import msgspec

from models.records.field import Field
from models.records.finding import Finding, error, warning
from models.records.ledger import DECISIONS, Context, Ledger
from models.records.proven import ProvingRecord
from models.records.steps import Steps
from models.records.view import having
from models.rules.periods import by_workdays

NAME = "decision"
PUBLIC, EXPERTS, RISKS, REVIEW, DISCUSSION = STEPS = ("公众参与", "专家论证", "风险评估", "合法性审查", "集体讨论")
PASSED, REFUSED = "通过", "未通过"
RESULTS = (PASSED, REFUSED, "已完成")
RULES = "《重大行政决策程序暂行条例》"
GROUND = f"未经合法性审查或者审查不合法的，不得提交集体讨论（{RULES}第二十五条）"
OPINION_DAYS, REVIEW_DAYS = 30, 7
"""一般 not fewer: days for opinions of the public (第十五条), working days for the review of legality (第二十六条)."""


class DecisionStep(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One of the five statutory steps (STEPS) of a decision: whether needed, when done, with what result."""

    step: Annotated[str | None, Field("环节", required=True, choices=STEPS, width=10)] = None
    needed: Annotated[bool | None, Field("需要", width=6, help="这件决策要不要走这个环节。")] = None
    begun: Annotated[dt.date | None, Field("开始日期", help="公开征求意见、送审的日期；其他环节可以不填。")] = None
    on: Annotated[dt.date | None, Field("完成日期", help="这个环节完成的日期；还没有做的不填。")] = None
    how: Annotated[str | None, Field("方式", width=16, help="例如听证会、座谈会、公开征求意见、书面审查。")] = None
    result: Annotated[
        str | None, Field("结果", choices=RESULTS, open=True, width=10, help="合法性审查填通过或者未通过。")
    ] = None
    proof: Annotated[str | None, Field("材料", width=18, help="证明这个环节的材料名称，文件加到佐证材料里。")] = None


class Decision(ProvingRecord, frozen=True, kw_only=True):
    """One major administrative decision (重大行政决策) and its procedure (docs/ledgers.md, decision)."""

    title: Annotated[
        str | None, Field("决策事项", required=True, width=30, group="事项", help="决策的名称，照决策文件填写。")
    ] = None
    catalogue: Annotated[
        str | None, Field("目录编号", width=14, group="事项", help="在本年度重大行政决策目录里的编号，没有列入的不填。")
    ] = None
    organ: Annotated[
        str | None, Field("承办单位", required=True, width=16, group="事项", help="决策的承办单位或科室。")
    ] = None
    steps: Annotated[
        tuple[DecisionStep, ...],
        Field(
            "决策程序",
            width=8,
            group="程序",
            help="五个环节各一行：要不要、什么时候、怎么做的、结果和材料。集体讨论以前合法性审查必须通过。",
            default=lambda: [{"step": step} for step in STEPS],
        ),
    ] = ()
    exploratory: Annotated[
        bool | None,
        Field("探索性改革", width=8, listed=False, group="程序", help="国家尚无明确规定的探索性改革决策事项填是。"),
    ] = None
    stated_risk: Annotated[
        str | None,
        Field(
            "明示的法律风险",
            width=24,
            lines=2,
            listed=False,
            group="程序",
            help="探索性改革没有通过合法性审查的，写明向决策机关明示的法律风险（第二十五条）。",
        ),
    ] = None
    decided_on: Annotated[dt.date | None, Field("决策日期", group="结果", help="作出决定的日期，按它归入年度。")] = None
    published_on: Annotated[dt.date | None, Field("公布日期", group="结果", help="决策向社会公布的日期。")] = None
    filed_on: Annotated[dt.date | None, Field("归档日期", group="结果", help="决策档案归档或者报备的日期。")] = None
    evaluated_on: Annotated[
        dt.date | None, Field("后评估日期", listed=False, group="结果", help="做过决策后评估的填评估日期。")
    ] = None
    evaluation: Annotated[
        str | None, Field("后评估结论", width=24, lines=2, listed=False, group="结果", help="后评估的主要结论。")
    ] = None
    accountable: Annotated[
        bool | None,
        Field("应当追责", width=8, group="责任", help="经倒查是否应当追究责任，不应当追究的填否。"),
    ] = None
    accountable_person: Annotated[
        str | None, Field("责任人", width=12, listed=False, group="责任", help="被追究责任的人员和职务。")
    ] = None
    accountable_decision: Annotated[
        str | None, Field("追责处理决定", width=24, lines=2, listed=False, group="责任", help="怎样处理，附文号。")
    ] = None


def _of(decision: Decision, step: str) -> list[DecisionStep]:
    return [one for one in decision.steps if one.step == step]


def first_discussed(decision: Decision) -> dt.date | None:
    """The day of the first collective discussion; None before it."""
    return min((one.on for one in _of(decision, DISCUSSION) if one.on), default=None)


def check_review(decision: Decision, _uid: str, _context: Context) -> Iterable[Finding]:
    """Report a collective discussion without, or before, a passed review of legality (条例第二十五条).

    An exploratory reform may be discussed with the risk stated.
    """
    held = first_discussed(decision)
    if held is None:
        return
    if decision.exploratory:
        if not decision.stated_risk:
            message = f"探索性改革可以明示法律风险后提交讨论（{RULES}第二十五条），请补填明示的法律风险。"
            yield warning("stated_risk", "decision.risk", message)
        return
    passed = [one for one in _of(decision, REVIEW) if one.result == PASSED]
    if passed and not all(one.on for one in passed):
        yield warning(
            "steps", "decision.review_undated", "合法性审查没有完成日期，看不出是不是在集体讨论以前，请补填。"
        )
    if not passed:
        yield error(
            "steps",
            "decision.unreviewed",
            f"已经集体讨论（{held}），合法性审查的结果不是“通过”：{GROUND}，请核对决策程序。",
        )
    elif all(one.on and one.on > held for one in passed):
        yield error(
            "steps",
            "decision.review_after",
            f"合法性审查在集体讨论（{held}）以后才通过：{GROUND}，请核对两个日期。",
        )


def check_discussed(decision: Decision, _uid: str, _context: Context) -> Iterable[Finding]:
    """Warn of a decision made without a day of the collective discussion, which every decision needs."""
    if decision.decided_on and not any(one.on or one.needed for one in _of(decision, DISCUSSION)):
        yield warning("steps", "decision.undiscussed", "已经决策，集体讨论没有完成日期，请补填，或者说明原因。")


def check_steps(decision: Decision, _uid: str, context: Context) -> Iterable[Finding]:
    """Report steps dated in the future or after the decision, and needed ones not done."""
    for one in decision.steps:
        if one.on and one.on > context.today:
            yield error("steps", "decision.step_ahead", f"{one.step}的完成日期{one.on}还没有到，请改正。")
        if one.on and decision.decided_on and one.on > decision.decided_on:
            yield error(
                "steps",
                "decision.step_late",
                f"{one.step}（{one.on}）晚于决策日期{decision.decided_on}，请改正其中一个。",
            )
        if one.needed and not one.on and decision.decided_on:
            yield warning(
                "steps", "decision.step_missing", f"已经决策，需要的{one.step}没有完成日期，请补填，或者说明原因。"
            )


def check_periods(decision: Decision, _uid: str, context: Context) -> Iterable[Finding]:
    """Warn of opinions and reviews given less time than they have as a rule (条例第十五条、第二十六条)."""
    for one in _of(decision, PUBLIC):
        if one.begun and one.on and (one.on - one.begun).days < OPINION_DAYS:
            message = (
                f"公众参与从{one.begun}到{one.on}，一般不少于{OPINION_DAYS}日（{RULES}第十五条），请核对或者说明原因。"
            )
            yield warning("steps", "decision.opinion_days", message)
    for one in _of(decision, REVIEW):
        if one.begun and one.on and one.on < by_workdays(one.begun, REVIEW_DAYS, "", context.calendar).due:
            message = (
                f"合法性审查从{one.begun}到{one.on}，一般不少于{REVIEW_DAYS}个工作日（{RULES}第二十六条），"
                "请核对或者说明原因。"
            )
            yield warning("steps", "decision.review_days", message)


def check_account(decision: Decision, _uid: str, _context: Context) -> Iterable[Finding]:
    """Warn where 应当追责 is ticked without the person and the decision."""
    if decision.accountable and not (decision.accountable_person and decision.accountable_decision):
        yield warning("accountable_person", "decision.account", "应当追责填了是，请补填责任人和追责处理决定。")


check_order = Steps(NAME, ("decided_on", "published_on"))
check_filed = Steps(NAME, ("decided_on", "filed_on", "evaluated_on"))

LEDGER = Ledger(
    id=NAME,
    label="重大行政决策",
    record=Decision,
    order=60,
    title="title",
    topics=("重大决策",),
    key=("title",),
    year_of="decided_on",
    checks=(check_order, check_filed, check_review, check_discussed, check_steps, check_periods, check_account),
    views=(having("没有公布", published_on=None),),
    group=DECISIONS,
    hint="每件重大行政决策一条，五个环节逐个登记；没有通过合法性审查的不得集体讨论。",
)
