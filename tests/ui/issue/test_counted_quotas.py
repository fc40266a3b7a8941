"""How quotas are counted, in the table of tasks."""

from __future__ import annotations

from typing import Any

import msgspec

from models.records.plan import Counting
from tests.ui.worked_year import Opener, Year
from ui.issue.page import IssuePage
from ui.issue.tabs import PlanPart


def test_how_a_quota_is_counted_is_shown_and_typed(year: Year, open_page: Opener[Any]) -> None:
    page: IssuePage = open_page(year.centre, IssuePage)
    told: list[str] = []
    page.session.refused.connect(told.append)
    rows, heads = page.tab(PlanPart).table.rows, [head.label for head in page.tab(PlanPart).table.rows.heads]
    at = heads.index("定额怎么数")

    def counted() -> str:
        return str(rows.data(rows.index(28, at)))

    def put(text: str) -> None:
        rows.setData(rows.index(28, at), text)

    assert counted().startswith("学法培训：类别=中心组学法；学法培训：类别=法治专题讲座")
    assert len(counted().split("；")) == len(rows.rows[28].item.quotas) == 3
    put("学法培训：类别=中心组学法")
    assert "有3个定额，写了1个数法" in told[0]
    typed = "学法培训：类别=中心组学法；工作记录：类别=会议，本项；要人工认定"
    put(typed)
    kept = [quota.counted for quota in rows.rows[28].item.quotas]
    assert kept == [msgspec.UNSET, Counting("work", (("kind", "会议"),), of_item=True), None]
    assert counted() == "学法培训：类别=中心组学法；工作记录：类别=会议，本项，合计场次；要人工认定"
    put("")
    assert {quota.counted for quota in rows.rows[28].item.quotas} == {msgspec.UNSET}
