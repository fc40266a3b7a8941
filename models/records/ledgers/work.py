"""工作记录: what was done about any item of the plan, one record a deed (all items).

It is the main proof of items that speak of no topic of another ledger.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Annotated

from models.records.field import Field
from models.records.finding import Finding, error, warning
from models.records.ledger import LAW_STUDY, Context, Ledger
from models.records.proven import ProvingRecord
from models.records.steps import Steps

NAME = "work"
KINDS = (
    "会议",
    "领导小组",
    "普法",
    "述法",
    "信用",
    "立法建议",
    "示范点",
    "内控",
    "审计整改",
    "督察整改",
    "公共法律服务",
    "文章信息",
)
"""Proposals (docs/ledgers.md, work): every item may have kinds of its own."""

WORDINGS = (
    ("领导小组", "领导小组"),
    ("会议", "会议"),
    ("普法", "普法"),
    ("述法", "述法"),
    ("示范点", "示范点"),
    ("文章", "文章信息"),
    ("信息", "文章信息"),
    ("法律服务", "公共法律服务"),
    ("法律援助", "公共法律服务"),
)
"""Words of a plan's quota and the kind they mean; the first that occurs decides."""


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


def work_kind(wording: str) -> str | None:
    """The kind of work that counts for a plan's quota, or None where the wording names none."""
    return next((kind for words, kind in WORDINGS if words in wording), None)


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
    checks=(check_day, check_item, check_proof),
    group=LAW_STUDY,
    hint="没有专门台账的工作都记在这里，每件一条，写明是第几项的；工作要点页按项号汇总。",
)
