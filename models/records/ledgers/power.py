"""权责清单: what an organ may and must do, and where that is published."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Annotated

import msgspec

from models.records.field import Field
from models.records.finding import Finding, error, warning
from models.records.ledger import OFFICERS, Context, Ledger
from models.records.proven import ProvingRecord
from models.records.steps import Steps
from models.records.view import having

NAME = "power"
POWERS = (
    *("行政许可", "行政处罚", "行政强制", "行政征收", "行政征用", "行政给付"),
    *("行政检查", "行政确认", "行政奖励", "行政裁决", "其他行政权力"),
)
"""Kinds of powers as lists of 权责 name them; a list may have others."""


WAYS = ("新增", "取消", "下放", "承接", "变更")
REASONS = ("法律法规立改废释", "机构职能调整", "国务院取消下放")
"""What 权责清单 are adjusted for; others may be typed."""


class Adjustment(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One adjustment of a matter: what it was before, and why it is another now."""

    on: Annotated[dt.date | None, Field("调整日期", required=True)] = None
    way: Annotated[str | None, Field("调整方式", choices=WAYS, open=True, width=8)] = None
    before: Annotated[str | None, Field("调整前的内容", width=24)] = None
    reason: Annotated[str | None, Field("调整原因", choices=REASONS, open=True, width=14)] = None
    paper: Annotated[str | None, Field("调整文号", width=16)] = None
    published_on: Annotated[dt.date | None, Field("公布日期")] = None


class Power(ProvingRecord, frozen=True, kw_only=True):
    """One matter of the list of powers and duties (权责清单) (docs/ledgers.md, power)."""

    matter: Annotated[
        str | None, Field("权责事项", required=True, width=30, group="事项", help="清单里这一项的名称。")
    ] = None
    kind: Annotated[
        str | None,
        Field(
            "权力类别",
            required=True,
            choices=POWERS,
            open=True,
            width=14,
            group="事项",
            help="照本单位公布的清单填写；列表里没有的直接填写。",
        ),
    ] = None
    basis: Annotated[
        str | None, Field("法定依据", width=26, lines=2, group="事项", help="法律、法规、规章的名称和条款。")
    ] = None
    adjusted_on: Annotated[dt.date | None, Field("调整日期", group="调整", help="最近一次调整的日期。")] = None
    adjustment: Annotated[
        str | None,
        Field(
            "调整情况",
            width=22,
            lines=2,
            listed=False,
            group="调整",
            help="新增、取消还是变更，因为什么（立改废释、机构改革等）。",
        ),
    ] = None
    versions: Annotated[
        tuple[Adjustment, ...],
        Field(
            "历次调整",
            width=10,
            listed=False,
            group="调整",
            help="每调整一次一行，写明调整前是什么，最近的一次也在里面。",
        ),
    ] = ()
    published_on: Annotated[dt.date | None, Field("公布日期", group="公布", help="向社会公布的日期。")] = None
    published_where: Annotated[
        str | None, Field("公布载体", width=16, listed=False, group="公布", help="在哪个网站、公报或公示栏公布。")
    ] = None
    flowchart: Annotated[bool | None, Field("执法流程图", width=10, group="配套", help="是否有执法流程图。")] = None
    duties: Annotated[bool | None, Field("岗责", width=6, group="配套", help="是否定了岗位职责（岗责体系）。")] = None
    discretion: Annotated[
        bool | None, Field("裁量基准", width=8, group="配套", help="是否有裁量权基准，行政处罚尤其要有。")
    ] = None


def check_basis(one: Power, _uid: str, _context: Context) -> Iterable[Finding]:
    """Warn about a matter without its legal basis (法定依据)."""
    if one.matter and not one.basis:
        yield warning("basis", "power.basis", "没有填法定依据，请补填法律、法规、规章的名称和条款。")


def check_published(one: Power, _uid: str, _context: Context) -> Iterable[Finding]:
    """Warn of a matter adjusted without saying how, or not published since."""
    if one.adjusted_on and not one.adjustment:
        yield warning("adjustment", "power.adjustment", "填了调整日期，没有写调整情况，请补填调整了什么、为什么。")
    if one.adjusted_on and not (one.published_on and one.published_on >= one.adjusted_on):
        yield warning(
            "published_on",
            "power.unpublished",
            f"{one.adjusted_on}调整以后没有公布，请公布后填写公布日期。",
        )


def check_versions(one: Power, _uid: str, context: Context) -> Iterable[Finding]:
    """The last of the adjustments is the one that the record tells of, and no day lies ahead."""
    days = [version.on for version in one.versions if version.on]
    if days and max(days) != one.adjusted_on:
        latest = f"历次调整里最近的一次是{max(days)}"
        yield warning("adjusted_on", "power.latest", f"{latest}，调整日期填的是{one.adjusted_on or '空'}，请改成一样。")
    if ahead := [day for day in days if day > context.today]:
        yield error("versions", "power.versions_ahead", f"历次调整里的{ahead[0]}还没有到，请改正。")


LEDGER = Ledger(
    id=NAME,
    label="权责清单",
    record=Power,
    order=32,
    title="matter",
    topics=("权责清单", "裁量基准"),
    key=("matter",),
    checks=(
        Steps(NAME, ("adjusted_on",)),
        Steps(NAME, ("published_on",)),
        check_basis,
        check_published,
        check_versions,
    ),
    views=(having("没有公布", published_on=None),),
    group=OFFICERS,
    hint="权责清单每项一条，调整和公布的日期、流程图、岗责和裁量基准都记在这里；可以整张表导入。",
)
