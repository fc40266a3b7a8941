"""调解组织与调解员: the committees of an area, with those who mediate.

《人民调解法》: who sets up 人民调解委员会 (第八、三十四条), 3 to 9 members, women among them (第八条), three years
in office (第九条), members and those they hire mediate (第十三条). Other kinds of organisations are † and open.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Annotated

import msgspec

from models.records.due_rule import DueRule
from models.records.field import Field, labels_of
from models.records.finding import Finding, error, warning
from models.records.ledger import SUITS, Context, Ledger
from models.records.proven import ProvingRecord
from models.records.steps import Least, Steps
from models.records.tone import Tone
from models.records.view import ending_soon, having, past
from models.rules.periods import committee_term_ends

NAME = "mediators"
PEOPLES = ("村（居）调委会", "乡镇街道调委会", "企事业单位调委会", "行业性专业性调委会")
"""Kinds of 人民调解委员会: 《人民调解法》第八、三十四条."""
KINDS = (*PEOPLES, "行政调解组织", "个人调解工作室")
KEPT, GONE = STATUSES = ("在册", "不在册")
"""Our words, closed: a term is watched while it says 在册."""
STATUS_TONES = {KEPT: Tone.GOOD, GONE: Tone.CALM}
FEWEST, MOST = 3, 9
"""Members of a 人民调解委员会: 《人民调解法》第八条."""


class Mediator(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One mediator (调解员) of an organisation."""

    name: Annotated[str | None, Field("调解员姓名", also="姓名 调解员", required=True, width=10)] = None
    member: Annotated[bool | None, Field("委员", width=6, help="是调委会委员的填是，聘任的填否。")] = None
    full_time: Annotated[bool | None, Field("专职", also="是否专职", width=6, help="专职的填是，兼职的填否。")] = None
    phone: Annotated[str | None, Field("调解员电话", format="phone", width=14)] = None
    hired_on: Annotated[dt.date | None, Field("聘任日期", also="聘任时间 任职日期")] = None
    trained_on: Annotated[dt.date | None, Field("最近培训日期", also="培训日期 培训时间")] = None
    left_on: Annotated[dt.date | None, Field("离任日期", also="解聘日期", help="不再担任的填日期。")] = None


class Mediators(ProvingRecord, frozen=True, kw_only=True):
    """One mediating organisation and its mediators (docs/ledgers.md, mediators)."""

    name: Annotated[
        str | None,
        Field(
            "组织名称",
            also="调委会名称 人民调解委员会名称 调解组织名称 调解委员会名称 调解组织",
            required=True,
            unique=True,
            width=30,
            group="组织",
            help="调解组织的全称，本单位内不能重复。",
        ),
    ] = None
    kind: Annotated[
        str | None,
        Field(
            "组织类型",
            also="组织类别 调委会类型 调解组织类型 类型 类别",
            required=True,
            choices=KINDS,
            open=True,
            width=18,
            group="组织",
            help="由谁设立、调解什么，没有合适的直接填写。",
        ),
    ] = None
    status: Annotated[
        str | None,
        Field(
            "组织状态",
            also="状态",
            required=True,
            choices=STATUSES,
            tones=STATUS_TONES,
            width=8,
            group="组织",
            help="撤销、合并了的改为不在册。",
            default=lambda: KEPT,
        ),
    ] = None
    set_up_on: Annotated[
        dt.date | None,
        Field("设立日期", also="成立日期 成立时间 设立时间", listed=False, group="组织", help="调解组织设立的日期。"),
    ] = None
    elected_on: Annotated[
        dt.date | None,
        Field(
            "本届推选日期",
            also="推选日期 选举日期 换届日期 换届时间",
            group="组织",
            help="本届委员推选产生的日期。",
        ),
    ] = None
    term_to: Annotated[
        dt.date | None,
        Field(
            "任期届满日期",
            also="任期届满 届满日期 届满时间 任期止 任期至 任期截止",
            group="组织",
            help="本届任期的最后一天；人民调解委员会不填的，按推选之日起三年算。",
        ),
    ] = None
    chair: Annotated[
        str | None,
        Field("主任", also="负责人 调委会主任 主任姓名", width=10, group="组织", help="调委会主任或者负责人姓名。"),
    ] = None
    phone: Annotated[
        str | None,
        Field(
            "联系电话",
            also="电话 联系方式 主任电话",
            format="phone",
            width=14,
            listed=False,
            group="组织",
            help="主任或者值班的电话。",
        ),
    ] = None
    members: Annotated[
        int | None,
        Field(
            "委员人数",
            also="委员数 委员会人数 调委会委员人数",
            width=8,
            group="人员",
            blank_adds=0,
            help="本届委员几人，人民调解委员会是三至九人。",
        ),
    ] = None
    women: Annotated[
        int | None,
        Field(
            "女委员人数",
            also="妇女委员人数 女委员数",
            width=8,
            listed=False,
            group="人员",
            blank_adds=0,
            help="委员里有几名妇女，人民调解委员会应当有妇女成员。",
        ),
    ] = None
    mediators: Annotated[
        int | None,
        Field(
            "调解员人数",
            also="调解员数 人民调解员人数 调解员总数 人民调解员数",
            width=8,
            group="人员",
            blank_adds=0,
            help="委员和聘任的调解员一共几人。",
        ),
    ] = None
    full_time: Annotated[
        int | None,
        Field(
            "专职人数",
            also="专职调解员人数 专职调解员 其中专职 专职调解员数",
            width=8,
            group="人员",
            blank_adds=0,
            help="调解员里专职的几人。",
        ),
    ] = None
    roster: Annotated[
        tuple[Mediator, ...],
        Field(
            "调解员名册",
            width=8,
            listed=False,
            group="人员",
            help="每名调解员一行；离任的填离任日期，不删行。",
        ),
    ] = ()


def is_peoples(one: Mediators) -> bool:
    """Whether 《人民调解法》 applies to it, and it is still kept."""
    return one.kind in PEOPLES and one.status != GONE


def fill(fields: dict[str, object]) -> dict[str, object]:
    """Give the end of three years as the end of the term of a 人民调解委员会, if none was typed."""
    elected = fields.get("elected_on")
    if fields.get("kind") not in PEOPLES or fields.get("term_to") or not isinstance(elected, str):
        return {}
    return {"term_to": committee_term_ends(dt.date.fromisoformat(elected)).isoformat()}


def serving(one: Mediators) -> list[Mediator]:
    """Who stands in the roster and has not left."""
    return [row for row in one.roster if not row.left_on]


def check_term(one: Mediators, _uid: str, context: Context) -> Iterable[Finding]:
    """Warn of a term that is over, is longer than three years, or ends nobody knows when (《人民调解法》第九条)."""
    if not is_peoples(one):
        return
    if one.elected_on and not one.term_to:
        yield warning("term_to", f"{NAME}.no_term", "填了本届推选日期，没有任期届满日期，请补填。")
    if one.term_to and one.term_to < context.today:
        message = f"本届任期已于{one.term_to}届满，请换届后改推选日期和任期届满日期，或者说明原因。"
        yield warning("term_to", f"{NAME}.term", message)
    if one.elected_on and one.term_to and one.term_to > committee_term_ends(one.elected_on):
        message = f"{one.elected_on}推选，任期到{one.term_to}超过三年（《人民调解法》第九条），请核对，或者说明原因。"
        yield warning("term_to", f"{NAME}.long_term", message)


def check_members(one: Mediators, _uid: str, _context: Context) -> Iterable[Finding]:
    """A 人民调解委员会 has three to nine members, women among them (《人民调解法》第八条)."""
    if not is_peoples(one):
        return
    if one.members is not None and not FEWEST <= one.members <= MOST:
        message = f"委员{one.members}人，人民调解委员会由三至九人组成（《人民调解法》第八条），请核对，或者说明原因。"
        yield warning("members", f"{NAME}.number", message)
    if one.women == 0 and one.members:
        yield warning(
            "women", f"{NAME}.no_women", "没有女委员，人民调解委员会应当有妇女成员（《人民调解法》第八条），请核对。"
        )


def check_sums(one: Mediators, _uid: str, _context: Context) -> Iterable[Finding]:
    """Parts are no more than their wholes, and the roster has as many as are counted."""
    labels = labels_of(Mediators)
    parts = (("women", one.women, "members", one.members), ("full_time", one.full_time, "mediators", one.mediators))
    for name, part, whole, count in parts:
        if part is not None and count is not None and part > count:
            message = f"{labels[name]}{part}人，多于{labels[whole]}{count}人，请改正其中一个。"
            yield error(name, f"{NAME}.{name}_more", message)
    rows = serving(one)
    listed = (("mediators", one.mediators, len(rows)), ("full_time", one.full_time, sum(map(_full_time, rows))))
    for name, count, found in listed:
        if rows and count is not None and count != found:
            message = f"{labels[name]}填了{count}，调解员名册里没有离任的是{found}人，请改正其中一个。"
            yield warning(name, f"{NAME}.{name}_roster", message)


def _full_time(row: Mediator) -> bool:
    return bool(row.full_time)


check_order = Steps(NAME, ("set_up_on", "elected_on"))
check_least = Least(NAME, {"members": 0, "women": 0, "mediators": 0, "full_time": 0})

LEDGER = Ledger(
    id=NAME,
    label="调解组织与调解员",
    record=Mediators,
    order=45,
    title="name",
    topics=("矛盾纠纷",),
    key=("name",),
    checks=(check_order, check_term, check_members, check_sums, check_least),
    views=(
        past("任期已满", "term_to", status=KEPT),
        ending_soon("term_to", status=KEPT),
        having("没有登记名册", roster=None),
    ),
    fill=fill,
    dues=(DueRule("调解委员会换届", "term_to", waiting=(("status", (KEPT,)),)),),
    group=SUITS,
    hint="每个调解组织一条，调解员记在名册里；任期快满三年的会提醒换届。",
)
