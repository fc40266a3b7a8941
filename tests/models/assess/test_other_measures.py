"""What schemes can count in the other ledgers: each measure with records that count and records that do not."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from models.assess.measures import MEASURES, UnitYear
from models.assess.scheme import Deduction, Quota
from models.records.context import BasicContext
from tests.models.assess.samples import PLAN, entries, score_by, unit

DAY = dt.date(2020, 12, 31)
LATE: dict[str, Any] = {"received_on": "2020-05-06", "due": "2020-06-05"}
LOST: dict[str, Any] = {"received_on": "2020-03-02", "replied_on": "2020-03-09", "decision": "撤销"}
HELD = [{"step": "集体讨论", "on": "2020-05-20"}]
PASSED = [{"step": "合法性审查", "on": "2020-05-06", "result": "通过"}]


@pytest.mark.parametrize(
    ("name", "ledger", "counted", "left"),
    [
        ("late_complaints", "complaint", LATE, {**LATE, "handled_on": "2020-06-01"}),
        ("late_complaints", "complaint", {**LATE, "handled_on": "2020-06-08"}, {**LATE, "received_on": "2019-05-06"}),
        ("late_proposals", "proposal", LATE, {**LATE, "answered_on": "2020-06-05"}),
        (
            "unreviewed_decisions",
            "decision",
            {"decided_on": "2020-05-21", "steps": HELD},
            {"decided_on": "2020-05-21", "steps": [*PASSED, *HELD]},
        ),
        (
            "late_reconsideration_replies",
            "reconsideration",
            {"received_on": "2020-03-02", "replied_on": "2020-03-16"},
            {"received_on": "2019-03-02", "replied_on": "2019-03-18"},
        ),
        (
            "lost_reconsiderations",
            "reconsideration",
            {**LOST, "effective_on": "2020-05-01"},
            {**LOST, "effective_on": "2021-01-04"},
        ),
    ],
)
def test_measures(name: str, ledger: str, counted: dict[str, Any], left: dict[str, Any]) -> None:
    year = UnitYear(unit(), 2020, DAY, PLAN, BasicContext({ledger: entries(counted, left)}, DAY))
    assert [one.uid for one in year.find(MEASURES[name])] == ["u01"]


def test_a_scheme_may_deduct_by_them() -> None:
    rule = Deduction(measure="late_complaints", each=Decimal(2))
    assert score_by(rule, {"complaint": entries(LATE, LATE)}).points == 6


@pytest.mark.parametrize(("days", "points"), [((), 0), (("2020-05-06",), 5), (("2020-05-06", "2020-09-01"), 10)])
def test_a_quota_may_be_of_any_ledger(days: tuple[str, ...], points: int) -> None:
    rule = Quota(ledger="work", where={"kind": "会议", "item": 33}, at_least=2)
    rows = [{"item": 33, "kind": "会议", "on": day, "content": day} for day in days]
    aside = {"item": 32, "kind": "会议", "on": "2020-05-06", "content": "别的"}
    assert score_by(rule, {"work": entries(aside, *rows)}).points == points
