from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.models.records.ledgers.codes import codes, derived

GOOD: dict[str, Any] = {
    "held_on": "2020-05-06",
    "subject": "工程款",
    "parties": "甲、乙",
    "kind": "行政调解",
    "people": 12,
    "amount": "30000",
    "result": "调解成功",
    "agreement": "第1号",
    "performed_on": "2020-05-20",
}


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, set()),
        ({"people": 0}, {"mediation.people"}),
        ({"amount": "-1"}, {"mediation.amount"}),
        ({"agreement": None}, {"mediation.agreement"}),
        ({"result": "调解不成"}, {"mediation.performed"}),
        ({"result": "调解不成", "performed_on": None, "agreement": None}, set()),
        ({"performed_on": "2020-05-01"}, {"mediation.performed_on_order"}),
        ({"held_on": "2020-11-02", "performed_on": None}, {"mediation.held_on_ahead"}),
        ({"applied_on": "2020-05-07"}, {"mediation.held_on_order"}),
        ({"origin": "主动调解", "applied_on": "2020-05-06"}, {"mediation.offered"}),
        ({"form": "口头协议", "agreement": None}, {"mediation.agreement"}),
        ({"ended_on": "2020-05-01"}, {"mediation.ended_on_order"}),
        ({"result": "正在调解", "ended_on": "2020-05-16"}, {"mediation.ended"}),
        ({"kind": "人民调解", "accepted_on": "2020-05-06"}, {"mediation.ended_on_overdue"}),
        ({"kind": "人民调解", "accepted_on": "2020-05-06", "ended_on": "2020-06-09"}, {"mediation.ended_on_late"}),
        ({"kind": "人民调解", "accepted_on": "2020-05-06", "ended_on": "2020-06-05"}, set()),
    ],
)
def test_rules(change: dict[str, Any], found: set[str]) -> None:
    assert codes("mediation", {**GOOD, **change}) == found


@pytest.mark.parametrize(("kind", "due"), [("人民调解", dt.date(2020, 6, 8)), ("行政调解", None)])
def test_peoples_mediation_ends_within_a_month_as_a_rule(kind: str, due: dt.date | None) -> None:
    """《人民调解工作若干规定》第三十三条; the last day is a Saturday."""
    assert derived("mediation", "settling_due", {**GOOD, "kind": kind, "accepted_on": "2020-05-06"}) == due


@pytest.mark.parametrize(("kind", "due"), [("人民调解", dt.date(2020, 6, 15)), ("行政调解", None)])
def test_a_court_confirms_what_peoples_mediation_reached(kind: str, due: dt.date | None) -> None:
    """《人民调解法》第三十三条."""
    assert derived("mediation", "confirmation_due", {**GOOD, "kind": kind, "agreed_on": "2020-05-14"}) == due
