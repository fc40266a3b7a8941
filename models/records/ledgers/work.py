"""工作记录: what was done about any item of the plan, one record a deed (all items).

It is the main proof of items that speak of no topic of another ledger.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Annotated

from models.records.field import Field
from models.records.finding import Finding, error, warning
from models.records.ledger import LAW_STUDY, Context, Ledger
from models.records.place import PlaceProfile, WorkKind
from models.records.proven import ProvingRecord
from models.records.steps import Steps
from models.rules.topics import suggested_topics

NAME = "work"
SHIPPED = (
    WorkKind("领导小组", ("组织领导",), ("场次",)),
    WorkKind("会议", (), ("场次",)),
    WorkKind("普法", ("普法",), ("场次", "人数", "份数")),
    WorkKind("述法", ("述法",), ("场次", "人数")),
    WorkKind("信用", ("信用",), ("件数",)),
    WorkKind("立法建议", ("立法",), ("件数",)),
    WorkKind("示范点", ("示范创建",), ("件数",)),
    WorkKind("内控", ("内部监督",), ("件数",)),
    WorkKind("审计整改", ("审计统计",), ("件数", "金额")),
    WorkKind("督察整改", ("督察整改",), ("件数",)),
    WorkKind("公共法律服务", ("公共法律服务",), ("场次", "件数", "人数")),
    WorkKind("文章信息", ("研究宣传",), ("件数",)),
)
"""Proposals (docs/ledgers.md, work): every item may have kinds of its own, and a centre adds those it counts."""
KINDS = tuple(kind.name for kind in SHIPPED)


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
    number: Annotated[str | None, Field("文号", width=18, group="工作", help="有文件的填文号，没有的不填。")] = None
    result: Annotated[
        str | None, Field("工作结果", width=26, lines=2, group="工作", help="办成了什么，尽量用数字。")
    ] = None
    responsible: Annotated[
        str | None, Field("负责人", width=10, listed=False, group="工作", help="由谁负责，姓名或科室。")
    ] = None
    sessions: Annotated[
        int | None,
        Field("场次", width=5, group="数量", blank_adds=1, help="一条记了几场（次）就填几，不填的按1场合计。"),
    ] = None
    people: Annotated[
        int | None,
        Field("人数", width=6, group="数量", blank_adds=0, help="参加、受教育或者受益的人次，照签到表或统计填写。"),
    ] = None
    copies: Annotated[
        int | None,
        Field("份数", width=6, listed=False, group="数量", blank_adds=0, help="发放资料、编印简报等的份数。"),
    ] = None
    pieces: Annotated[
        int | None, Field("件数", width=5, group="数量", blank_adds=0, help="审查、办理、整改、刊发等的件数。")
    ] = None
    amount: Annotated[
        Decimal | None,
        Field("金额（元）", width=10, listed=False, group="数量", blank_adds=0, help="涉及的金额，单位元。"),
    ] = None
    hours: Annotated[
        int | None, Field("学时", width=5, listed=False, group="数量", blank_adds=0, help="学习、授课的学时数。")
    ] = None


COUNTS = {"场次": "sessions", "人数": "people", "份数": "copies", "件数": "pieces", "金额": "amount", "学时": "hours"}
"""The counts of a record by the names that a kind of work gives them."""


def kinds_at(place: PlaceProfile) -> tuple[WorkKind, ...]:
    """The kinds of work of a place: those of its centre, then the shipped ones that it left as they are."""
    return (*place.work, *(kind for kind in SHIPPED if kind.name not in place.work_kinds))


def counted_kind(wording: str, count: str, place: PlaceProfile) -> str | None:
    """The kind of work that a plan's quota means and whose records have this count, None where it means none.

    The wording names it, or speaks of one of its topics.
    """
    kinds = [kind for kind in kinds_at(place) if count in kind.counts]
    named = (kind.name for kind in kinds if kind.name in wording)
    subjects = suggested_topics(wording, "")
    return next(named, None) or next((kind.name for kind in kinds if {*kind.topics} & {*subjects}), None)


def check_counts(one: Work, _uid: str, context: Context) -> Iterable[Finding]:
    """Counts are whole and none below 0; a kind that is counted wants one of its counts."""
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


def check_item(one: Work, _uid: str, _context: Context) -> Iterable[Finding]:
    """Give an error for an item number below 1."""
    if one.item is not None and one.item < 1:
        yield error("item", "work.item", f"项号不能是{one.item}，请填工作要点里的项号。")


def check_proof(one: Work, _uid: str, _context: Context) -> Iterable[Finding]:
    """A deed is believed by its papers: a number to find them by, or the files."""
    if one.content and not one.evidence and not one.number:
        yield warning("evidence", "work.proof", "没有文号，也没有佐证材料，请附上一份，或者说明原因。")


check_day = Steps(NAME, ("on",))

LEDGER = Ledger(
    id=NAME,
    label="工作记录",
    record=Work,
    order=52,
    title="content",
    key=("item", "on", "content"),
    year_of="on",
    checks=(check_day, check_item, check_counts, check_proof),
    group=LAW_STUDY,
    hint="没有专门台账的工作都记在这里，每件一条，写明是第几项的；工作要点页按项号汇总。",
)
