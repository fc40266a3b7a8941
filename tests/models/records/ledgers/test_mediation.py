from __future__ import annotations

from typing import Any

import pytest

from tests.models.records.ledgers.codes import codes

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
