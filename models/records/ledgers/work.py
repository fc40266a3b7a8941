"""工作记录: what was done about any item of the plan, one record a deed (all items).

It is the main proof of items that speak of no topic of another ledger.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Annotated

from models.records.due_rule import DueRule
from models.records.field import Field
from models.records.finding import Finding, error, warning
from models.records.ledger import LAW_STUDY, Context, Ledger
from models.records.ledgers import rectification
from models.records.place import PlaceProfile, WorkKind
from models.records.proven import ProvingRecord
from models.records.steps import Steps, Within
from models.records.view import ending_soon, past
from models.rules.topics import suggested_topics

NAME = "work"
SUBJECT, WAY, LEVEL, UNTIL = "对象", "方式", "级别", "期限至"
"""Columns that only some kinds need, by the labels people read."""
STATEMENT, FIRST_DUTY, PUBLICITY = "述法", "第一责任人履职", "普法"
"""Kinds that a yearly table is made of."""
CONFERRED, ENTRUSTED = DELEGATIONS = "赋权事项", "委托执法"
"""Kinds that may come to an end."""
SHIPPED = (
    WorkKind("领导小组", ("组织领导",), ("场次",)),
    WorkKind("会议", (), ("场次",)),
    WorkKind(PUBLICITY, ("普法",), ("场次", "人数", "份数")),
    WorkKind(STATEMENT, ("述法",), ("场次", "人数"), (SUBJECT, WAY)),
    WorkKind("信用", ("信用",), ("件数",)),
    WorkKind("立法建议", ("立法",), ("场次", "件数", "办成数")),
    WorkKind("示范点", ("示范创建",), ("件数",), (SUBJECT, LEVEL)),
    WorkKind("内控", ("内部监督",), ("件数",), (SUBJECT,)),
    WorkKind("公共法律服务", ("公共法律服务",), ("场次", "件数", "人数")),
    WorkKind("文章信息", ("研究宣传",), ("件数", "办成数"), (LEVEL,)),
    WorkKind("年度部署", ("组织领导",), ("场次",)),
    WorkKind("年度报告", ("组织领导",), ("份数",)),
    WorkKind(FIRST_DUTY, ("第一责任人",), ("场次",), (SUBJECT, WAY)),
    WorkKind("风险评估", ("应急",), ("件数",)),
    WorkKind("应急信息公布", ("应急",), ("件数",)),
    WorkKind("应急演练", ("应急",), ("场次", "人数")),
    WorkKind("信用承诺", ("信用",), ("份数",)),
    WorkKind("事项压减", ("政务服务",), ("件数",)),
    WorkKind("一网通办", ("政务服务",), ("件数",)),
    WorkKind("便民服务", ("政务服务",), ("件数", "人数")),
    WorkKind("首违不罚", ("违法风险防控",), ("件数",)),
    WorkKind("轻微不罚", ("违法风险防控",), ("件数",)),
    WorkKind(CONFERRED, ("执法体制",), ("件数",), (SUBJECT,)),
    WorkKind(ENTRUSTED, ("执法体制",), ("件数",), (SUBJECT, UNTIL)),
    WorkKind("统计执法检查", ("审计统计",), ("场次", "件数", "办成数")),
    WorkKind("舆论监督", ("建议提案",), ("件数", "办成数")),
    WorkKind("决策目录", ("重大决策",), ("件数",)),
    WorkKind("备案通报", ("规范性文件",), ("场次", "件数")),
    WorkKind("公开保障", ("政务公开",), ("件数", "人数")),
    WorkKind("行政事业性收费", ("政务公开",), ("金额",)),
    WorkKind("纠纷排查", ("矛盾纠纷",), ("场次", "件数", "办成数")),
    WorkKind("法律援助", ("公共法律服务",), ("件数", "人数")),
    WorkKind("机构编制", ("保障",), ("人数",)),
    WorkKind("经费保障", ("保障",), ("金额",), (SUBJECT,)),
)
"""Proposals (docs/ledgers.md, work): every item may have kinds of its own, and a centre adds those it counts."""
RETIRED = dict.fromkeys(("审计整改", "督察整改", "失信治理"), rectification.LEDGER)
"""Kinds that came with the program before their matters had a ledger of their own; what was written down stays."""
KINDS = tuple(kind.name for kind in SHIPPED)
WAYS = ("会议述法", "书面述法", "召开会议", "带头学法", "带头讲法", "听取汇报", "督促检查", "出庭应诉")
LEVELS = ("国家级", "省级", "市级", "县级", "乡级")


class Work(ProvingRecord, frozen=True, kw_only=True):
    """One piece of work done for a plan item (docs/ledgers.md, work)."""

    item: Annotated[
        int | None,
        Field("项号", required=True, format="item", width=6, group="事项", help="对应工作要点的第几项，填数字。"),
    ] = None
    kind: Annotated[
        str | None,
        Field(
            "类别",
            required=True,
            choices=KINDS,
            open=True,
            local="work_kinds",
            width=12,
            group="事项",
            help="这件工作属于哪一类，列表里没有的直接填写；定额按类别计数。",
        ),
    ] = None
    on: Annotated[
        dt.date | None, Field("日期", required=True, group="工作", help="工作做成的那一天，按它归入年度。")
    ] = None
    content: Annotated[
        str | None, Field("工作内容", required=True, width=34, lines=2, group="工作", help="一句话写明做了什么。")
    ] = None
    subject: Annotated[
        str | None,
        Field(
            SUBJECT,
            also="述法人 第一责任人 示范点名称 受委托单位 岗位 经费用途",
            width=14,
            listed=False,
            group="工作",
            help="对谁、对什么：述法人、主要负责人、示范点、岗位、受委托的单位、经费的用途等。",
        ),
    ] = None
    way: Annotated[
        str | None,
        Field(
            WAY,
            choices=WAYS,
            open=True,
            also="述法方式 履职方式",
            width=10,
            listed=False,
            group="工作",
            help="怎么做的：述法分会议和书面，第一责任人履职分会议、学法、听取汇报等；列表里没有的直接填写。",
        ),
    ] = None
    level: Annotated[
        str | None,
        Field(
            LEVEL,
            choices=LEVELS,
            open=True,
            width=8,
            listed=False,
            group="工作",
            help="示范点是哪一级命名的，文章是哪一级采用的；内控岗位可以写风险等级。",
        ),
    ] = None
    until: Annotated[
        dt.date | None,
        Field(
            UNTIL,
            also="委托期限 委托期限至 有效期至 终止日期",
            listed=False,
            group="工作",
            help="委托书写明的最后一天（《行政处罚法》第二十条）；赋权、委托提前收回的改填收回的那一天。",
        ),
    ] = None
    number: Annotated[str | None, Field("文号", width=18, group="工作", help="有文件的填文号，没有的不填。")] = None
    result: Annotated[
        str | None, Field("工作结果", width=26, lines=2, group="工作", help="办成了什么，尽量用数字。")
    ] = None
    responsible: Annotated[
        str | None, Field("负责人", width=10, listed=False, group="工作", help="由谁负责，姓名或科室。")
    ] = None
    sessions: Annotated[
        int | None,
        Field("场次", most=50, width=5, group="数量", blank_adds=1, help="一条记了几场（次）就填几，不填的按1场合计。"),
    ] = None
    people: Annotated[
        int | None,
        Field(
            "人数",
            most=5_000,
            width=6,
            group="数量",
            blank_adds=0,
            help="参加、受教育或者受益的人次，照签到表或统计填写。",
        ),
    ] = None
    copies: Annotated[
        int | None,
        Field(
            "份数", most=20_000, width=6, listed=False, group="数量", blank_adds=0, help="发放资料、编印简报等的份数。"
        ),
    ] = None
    pieces: Annotated[
        int | None,
        Field("件数", most=1_000, width=5, group="数量", blank_adds=0, help="审查、办理、整改、报送等的件数。"),
    ] = None
    settled: Annotated[
        int | None,
        Field(
            "办成数",
            most=1_000,
            also="采纳数 采用数 办结数 化解数 整改数",
            width=6,
            listed=False,
            group="数量",
            blank_adds=0,
            help="件数里面被采纳、采用、办结、化解、整改了的有几件，不会多于件数。",
        ),
    ] = None
    amount: Annotated[
        Decimal | None,
        Field(
            "金额（元）",
            most=100_000_000,
            width=10,
            listed=False,
            group="数量",
            blank_adds=0,
            help="涉及的金额，单位元。",
        ),
    ] = None
    hours: Annotated[
        int | None,
        Field("学时", most=100, width=5, listed=False, group="数量", blank_adds=0, help="学习、授课的学时数。"),
    ] = None


COUNTS = {
    "场次": "sessions",
    "人数": "people",
    "份数": "copies",
    "件数": "pieces",
    "办成数": "settled",
    "金额": "amount",
    "学时": "hours",
}
"""The counts of a record by the names that a kind of work gives them."""
ASKED = {SUBJECT: "subject", WAY: "way", LEVEL: "level", UNTIL: "until"}
"""The columns that a kind may ask for, by the same names."""


def kinds_at(place: PlaceProfile) -> tuple[WorkKind, ...]:
    """The kinds of work of a place: those of its centre, then the shipped ones that it left as they are."""
    return (*place.work, *(kind for kind in SHIPPED if kind.name not in place.work_kinds))


def counted_kind(wording: str, count: str, place: PlaceProfile, kept: frozenset[str] = frozenset()) -> str | None:
    """The kind of work that a plan's quota means and whose records have this count, None where it means none.

    The wording names it, or speaks of one of its topics. Of topics that a ledger has `kept`, a shipped kind holds a
    part only and has to be named: 调解纠纷 is no 纠纷排查.
    """
    kinds = [kind for kind in kinds_at(place) if count in kind.counts]
    named = (kind.name for kind in kinds if kind.name in wording)
    subjects = {*suggested_topics(wording, "")}
    own = place.work_kinds
    spoken = (kind.name for kind in kinds if {*kind.topics} & (subjects if kind.name in own else subjects - kept))
    return next(named, None) or next(spoken, None)


def unasked(typed: Mapping[str, object], place: PlaceProfile) -> frozenset[str]:
    """The counts and the end that a kind has no use for, none where the kind is not known or names no count."""
    kind = next((kind for kind in kinds_at(place) if kind.name == typed.get("kind")), None)
    used = {COUNTS[label] for label in kind.counts if label in COUNTS} if kind else set[str]()
    if kind is None or not used:
        return frozenset()
    ends = kind.name in DELEGATIONS or UNTIL in kind.asks
    return frozenset(COUNTS.values()) - used | (frozenset() if ends else {ASKED[UNTIL]})


def check_counts(one: Work, _uid: str, context: Context) -> Iterable[Finding]:
    """Counts are whole, none below 0, no part more than its whole; a kind wants one of its counts and its columns."""
    for label, name in COUNTS.items():
        value, least = getattr(one, name), int(name == "sessions")
        if value is not None and value < least:
            yield error(name, f"work.{name}", f"{label}不能是{value}，请填不小于{least}的数，或者留空。")
    kind = next((kind for kind in kinds_at(context.place) if kind.name == one.kind), None)
    asked = [label for label in kind.counts if label != "场次"] if kind else []
    if asked and all(getattr(one, COUNTS[label]) is None for label in asked):
        yield warning(
            COUNTS[asked[0]],
            "work.counts",
            f"“{one.kind}”要写清数量（{'、'.join(asked)}），请至少填一个，或者说明原因。",
        )
    for label in kind.asks if kind else ():
        if not getattr(one, ASKED[label]):
            yield warning(ASKED[label], f"work.{ASKED[label]}", f"“{one.kind}”要写清{label}，请补填，或者说明原因。")


def check_kind(one: Work, _uid: str, context: Context) -> Iterable[Finding]:
    """Say where matters of a retired kind are written down now, unless the place keeps the kind."""
    home = RETIRED.get(one.kind or "")
    if home and one.kind not in context.place.work_kinds:
        message = f"“{one.kind}”改记在“{home.label}”台账：一个问题一条，有期限、能销号。这一条可以留着，请说明原因。"
        yield warning("kind", "work.retired", message)


def check_until(one: Work, _uid: str, _context: Context) -> Iterable[Finding]:
    """It does not end before it began."""
    if one.until and one.on and one.until < one.on:
        yield error("until", "work.until", f"{UNTIL}{one.until}早于日期{one.on}，请改正其中一个。")


def check_item(one: Work, _uid: str, _context: Context) -> Iterable[Finding]:
    """Give an error for an item number below 1."""
    if one.item is not None and one.item < 1:
        yield error("item", "work.item", f"项号不能是{one.item}，请填工作要点里的项号。")


def check_proof(one: Work, _uid: str, _context: Context) -> Iterable[Finding]:
    """A deed is believed by its papers: a number to find them by, or the files."""
    if one.content and not one.evidence and not one.number:
        yield warning("evidence", "work.proof", "没有文号，也没有佐证材料，请附上一份，或者说明原因。")


check_day = Steps(NAME, ("on",))

check_settled = Within("work", "settled", "pieces", "work.settled_more")

LEDGER = Ledger(
    id=NAME,
    label="工作记录",
    record=Work,
    order=52,
    title="content",
    key=("item", "on", "content"),
    year_of="on",
    checks=(check_day, check_item, check_kind, check_until, check_counts, check_settled, check_proof),
    views=(ending_soon("until"), past("期限已过", "until")),
    dues=(DueRule("赋权、委托期限届满", "until", lapses=0),),
    unasked=unasked,
    group=LAW_STUDY,
    hint="没有专门台账的工作都记在这里，每件一条，写明是第几项的；工作要点页按项号汇总。",
)
