"""人工评分: points the centre gives by hand, with the reason that is printed beside them."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from models.records.field import Field
from models.records.ledger import Ledger
from models.records.record import Record


class Score(Record, frozen=True, kw_only=True):
    """The points of one unit for one manual indicator of one year's scheme."""

    year: Annotated[int | None, Field("年度", format="year", required=True, width=6, help="考核年度，四位数字。")] = (
        None
    )
    scored: Annotated[str | None, Field("被考核单位代码", required=True, width=16, help="得分的单位，填单位代码。")] = (
        None
    )
    indicator: Annotated[str | None, Field("指标代号", required=True, width=16, help="考核方案里的指标代号。")] = None
    points: Annotated[
        Decimal | None,
        Field("得分", points=True, required=True, width=8, help="按方案的评分办法给分，扣分项填负数。"),
    ] = None
    reason: Annotated[
        str | None, Field("评分理由", required=True, lines=2, width=40, help="为什么给这个分，会印在考核明细里。")
    ] = None


LEDGER = Ledger(
    id="score",
    label="人工评分",
    record=Score,
    order=910,
    title="indicator",
    key=("year", "scored", "indicator"),
    fixed_uid=True,
    year_of="year",
    desk="centre",
    closed_by_freezing=True,
    hint="考核方案里要人工打分的指标，在考核评分页里打分。",
)
