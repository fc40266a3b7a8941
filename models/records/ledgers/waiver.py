"""不适用的认定: what the centre says of items that units claim not to apply to them."""

from __future__ import annotations

from typing import Annotated

from models.records.field import Field
from models.records.ledger import Ledger
from models.records.ledgers.progress import NOT_APPLICABLE, Progress
from models.records.record import Record


class Waiver(Record, frozen=True, kw_only=True):
    """Whether the centre agrees that one item of a year's plan does not apply to one unit.

    It is about the reason that the unit gave: with another reason the claim is open again.
    """

    year: Annotated[int | None, Field("年度", format="year", required=True, width=6, help="考核年度，四位数字。")] = (
        None
    )
    claimant: Annotated[str | None, Field("申请单位代码", required=True, width=16, help="说不适用的单位的代码。")] = (
        None
    )
    item: Annotated[
        int | None, Field("项号", required=True, format="item", width=6, help="工作要点里的第几项，填数字。")
    ] = None
    claim: Annotated[
        str | None, Field("单位的理由", required=True, lines=2, width=30, help="认定时单位写的不适用理由。")
    ] = None
    agreed: Annotated[bool | None, Field("同意", required=True, width=6, help="同意的填是，不同意的填否。")] = None
    reason: Annotated[str | None, Field("意见", lines=2, width=30, help="不同意的写明为什么，会印在考核明细里。")] = (
        None
    )


LEDGER = Ledger(
    id="waiver",
    label="不适用认定",
    record=Waiver,
    order=912,
    title="item",
    key=("year", "claimant", "item"),
    fixed_uid=True,
    year_of="year",
    desk="centre",
    closed_by_freezing=True,
    hint="单位说不适用的事项，在考核评分页的“不适用”里逐项同意或者不同意。",
)


def claims(one: Progress) -> bool:
    """Whether a unit says, with a reason, that the item does not apply to it."""
    return one.state == NOT_APPLICABLE and bool(one.not_applicable)


def decided(one: Progress, waiver: Waiver | None) -> bool | None:
    """Whether the centre agreed to the claim as it stands; None while it has said nothing of it."""
    if waiver is None or waiver.claim != one.not_applicable:
        return None
    return waiver.agreed


def decision_words(one: Progress, waiver: Waiver | None) -> str:
    """What the centre said of the claim, as shown behind its reason."""
    agreed = decided(one, waiver)
    if agreed is None or waiver is None:
        return "汇总单位还没有同意"
    why = f"：{waiver.reason.rstrip('。')}" if waiver.reason else ""
    return f"汇总单位{'同意' if agreed else '不同意'}{why}"
