"""零报送: the explicit statement that a ledger has nothing to report, so that nobody takes forgetting for it."""

from __future__ import annotations

from typing import Annotated

from models.records.field import Field
from models.records.ledger import Ledger
from models.records.record import Record


class ZeroReport(Record, frozen=True, kw_only=True):
    """One ledger with nothing to report in one period."""

    ledger: Annotated[
        str | None, Field("台账代号", required=True, width=14, help="没有内容可报的台账，由程序填写。")
    ] = None
    period: Annotated[
        str | None, Field("报送期", required=True, width=16, help="哪一期没有内容，例如全年、上半年。")
    ] = None
    year: Annotated[
        int | None, Field("年度", format="year", required=True, width=6, help="报送期所在的年度，四位数字。")
    ] = None
    reason: Annotated[
        str | None,
        Field(
            "理由", required=True, lines=2, width=40, help="为什么没有内容，例如本单位没有执法职能、本年没有应诉案件。"
        ),
    ] = None


LEDGER = Ledger(
    id="zero_report",
    label="零报送",
    record=ZeroReport,
    order=900,
    title="ledger",
    key=("ledger", "period"),
    fixed_uid=True,
    year_of="year",
    desk="hidden",
    hint="没有内容可报的台账，在校验与报送页里写明理由后记在这里。",
)
