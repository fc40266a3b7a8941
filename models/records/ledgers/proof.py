"""证明事项清理: proofs that people were asked for, and what became of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Annotated

from models.records.field import Field
from models.records.finding import Finding, warning
from models.records.ledger import DECISIONS, Context, Ledger
from models.records.proven import ProvingRecord
from models.records.steps import Steps

NAME = "proof"
KINDS = ("奇葩证明", "循环证明", "重复证明", "其他无谓证明")
"""The words of plans; others may be typed."""
CANCELLED, KEPT = RESULTS = ("取消", "保留")


class Proof(ProvingRecord, frozen=True, kw_only=True):
    """One proof demanded of citizens (证明事项) and its legal basis (docs/ledgers.md, proof)."""

    matter: Annotated[
        str | None, Field("证明事项", required=True, width=30, group="事项", help="要求群众提供的证明叫什么。")
    ] = None
    basis: Annotated[
        str | None, Field("设定依据", width=24, lines=2, group="事项", help="依据哪部法律、法规或文件的哪一条。")
    ] = None
    kind: Annotated[
        str | None,
        Field(
            "证明种类",
            choices=KINDS,
            open=True,
            width=12,
            group="事项",
            help="清理证明事项时常用的种类；不属于这些的直接填写。",
        ),
    ] = None
    result: Annotated[
        str | None,
        Field(
            "清理结果",
            required=True,
            choices=RESULTS,
            open=True,
            width=10,
            group="清理",
            help="取消还是保留；可以直接填写。",
        ),
    ] = None
    pledge: Annotated[
        bool | None, Field("改为告知承诺", width=12, group="清理", help="是否改由当事人书面承诺代替证明。")
    ] = None
    cleaned_on: Annotated[
        dt.date | None, Field("清理日期", required=True, group="清理", help="作出清理决定的日期，按它归入年度。")
    ] = None


def check_basis(one: Proof, _uid: str, _context: Context) -> Iterable[Finding]:
    """Warn about a proof that is kept without naming the law that demands it."""
    if one.result == KEPT and not one.basis:
        yield warning("basis", "proof.basis", "保留的证明事项没有设定依据，请补填依据的条文，或者改为取消。")


check_day = Steps(NAME, ("cleaned_on",))

LEDGER = Ledger(
    id=NAME,
    label="证明事项清理",
    record=Proof,
    order=64,
    title="matter",
    topics=("证明事项",),
    key=("matter",),
    year_of="cleaned_on",
    checks=(check_day, check_basis),
    group=DECISIONS,
    hint="清理过的证明事项每项一条，写明取消、保留还是改为告知承诺。",
)
