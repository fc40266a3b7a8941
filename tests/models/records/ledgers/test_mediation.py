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
    ],
)
def test_rules(change: dict[str, Any], found: set[str]) -> None:
    assert codes("mediation", {**GOOD, **change}) == found


@pytest.mark.parametrize(("kind", "due"), [("人民调解", dt.date(2020, 6, 15)), ("行政调解", None)])
def test_a_court_confirms_what_peoples_mediation_reached(kind: str, due: dt.date | None) -> None:
    """《人民调解法》第三十三条."""
    assert derived("mediation", "confirmation_due", {**GOOD, "kind": kind, "agreed_on": "2020-05-14"}) == due
