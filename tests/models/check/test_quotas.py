from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from models.check.quotas import Counted, count_of, counted_by
from models.records.plan import Quota
from tests.models.records.entries import TODAY, context_of, entry

KEPT = context_of(
    ("training", entry("t1", kind="中心组学法", held_on="2020-03-01")),
    ("training", entry("t2", kind="中心组学法", held_on="2019-03-01")),
    ("work", entry("w1", item=33, kind="会议", on="2020-03-01")),
    ("work", entry("w2", item=32, kind="会议", on="2020-04-01")),
    ("work", entry("w3", item=33, kind="会议")),
    ("work", entry("w4", item=28, kind="普法", on="2020-04-01")),
)


@pytest.mark.parametrize(
    ("what", "counted", "count"),
    [
        ("中心组学法", Counted("training", "中心组学法"), 1),
        ("专题会议", Counted("work", "会议", 33), 1),
        ("普法宣传活动", Counted("work", "普法", 33), 0),
    ],
)
def test_wordings_are_counted_by_ledgers(what: str, counted: Counted, count: int) -> None:
    assert counted_by(Quota("管委会", what, 2), 33) == counted
    assert count_of(counted, 2020, KEPT) == count


@pytest.mark.parametrize(("day", "held"), [(TODAY, 1), (TODAY + dt.timedelta(1), 0)])
@pytest.mark.parametrize(("ledger", "field"), [("training", "held_on"), ("work", "on")])
def test_what_is_only_planned_counts_nothing_yet(ledger: str, field: str, day: dt.date, held: int) -> None:
    fields: dict[str, Any] = {"kind": "普法", field: day.isoformat()}
    context = context_of((ledger, entry("r1", **fields)))
    assert count_of(Counted(ledger, "普法"), TODAY.year, context) == held


@pytest.mark.parametrize(
    "what",
    [
        "植树活动",
        "县政府常务会议学法",
        "法治大讲堂",
        "庭审旁听",
        "案卷",
        "人均学时",
        "持证执法人员",
        "案卷评查会议学习",
    ],
)
def test_what_no_ledger_keeps_is_not_counted(what: str) -> None:
    assert counted_by(Quota("管委会", what, 2), 33) is None
