"""违法风险点与行政指导: where people easily break the law, and what was done beforehand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Annotated

import msgspec

from models.records.field import Field, Kind
from models.records.finding import Finding, error, warning
from models.records.ledger import OFFICERS, Context, Derived, Ledger
from models.records.ledgers.case.codes import FIELDS
from models.records.proven import ProvingRecord
from models.records.view import having

NAME = "risk"


class Guidance(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One act of compliance guidance (指导); names kinds of people or firms, never a person."""

    on: Annotated[dt.date | None, Field("指导日期", required=True)] = None
    way: Annotated[str | None, Field("指导方式", width=14, help="例如提示、约谈、回访、发放告知书。")] = None
    whom: Annotated[str | None, Field("指导对象", width=18, help="哪一类对象，例如辖区餐饮企业；不写个人姓名。")] = None
    number: Annotated[int | None, Field("指导户次", width=10, help="这一次指导了多少户或人次。")] = None


class Risk(ProvingRecord, frozen=True, kw_only=True):
    """One point where people easily break the law (违法风险点) (docs/ledgers.md, risk)."""

    field: Annotated[
        str | None,
        Field(
            "领域", required=True, choices=FIELDS, open=True, width=12, group="风险点", help="执法领域，可以直接填写。"
        ),
    ] = None
    point: Annotated[
        str | None,
        Field("违法风险点", required=True, width=30, lines=2, group="风险点", help="容易违反哪条规定，一点一条。"),
    ] = None
    counterparty: Annotated[
        str | None, Field("相对人类型", width=14, group="风险点", help="哪一类相对人，例如个体工商户、施工企业。")
    ] = None
    measure: Annotated[str | None, Field("防控措施", width=26, lines=3, group="防控", help="制定了什么防控措施。")] = (
        None
    )
    guidance: Annotated[
        tuple[Guidance, ...],
        Field("行政指导", width=8, group="防控", help="每次指导一行：哪天、怎么做、对谁、多少户次。"),
    ] = ()
    effect: Annotated[
        str | None, Field("成效", width=22, lines=2, listed=False, group="防控", help="违法行为是否减少，尽量用数字。")
    ] = None


def guided(one: Risk, _context: Context) -> int:
    """Total of 指导户次 (firms or people guided) over all rows."""
    return sum(max(row.number or 0, 0) for row in one.guidance)


def check_measure(one: Risk, _uid: str, _context: Context) -> Iterable[Finding]:
    """Warn of a risk point without a measure against it."""
    if one.point and not one.measure:
        yield warning("measure", "risk.measure", "梳理了风险点，没有写防控措施，请补填。")


def check_guidance(one: Risk, _uid: str, context: Context) -> Iterable[Finding]:
    """Give an error for guidance dated in the future or with a number below 1."""
    for at, row in enumerate(one.guidance, 1):
        if row.on and row.on > context.today:
            yield error("guidance", "risk.guidance_ahead", f"行政指导第{at}行：指导日期{row.on}还没有到，请改正。")
        if row.number is not None and row.number <= 0:
            yield error("guidance", "risk.guidance_number", f"行政指导第{at}行：指导户次不能是{row.number}，请改正。")


LEDGER = Ledger(
    id=NAME,
    label="违法风险点与行政指导",
    record=Risk,
    order=36,
    title="point",
    topics=("违法风险防控",),
    key=("field", "point"),
    checks=(check_measure, check_guidance),
    derived=(Derived("guided", "指导户次合计", Kind.INTEGER, guided, after="guidance", width=12),),
    views=(having("没有防控措施", measure=None),),
    group=OFFICERS,
    hint="每个违法风险点一条，防控措施和做过的行政指导写在里面。",
)
