from __future__ import annotations

from typing import Any

import pytest

from tests.models.records.ledgers.codes import codes

GOOD: dict[str, Any] = {
    "kind": "人大代表建议",
    "number": "1号",
    "about": "停车位",
    "received_on": "2020-05-06",
    "due": "2020-08-04",
    "answered_on": "2020-07-01",
    "satisfied": "满意",
}


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, set()),
        ({"answered_on": "2020-08-05"}, {"proposal.answered_on_late"}),
        ({"answered_on": None, "satisfied": None}, {"proposal.answered_on_overdue"}),
        ({"answered_on": None, "satisfied": None, "due": None}, {"proposal.due", "proposal.answered_on_overdue"}),
        ({"due": None}, {"proposal.due"}),
        ({"due": None, "answered_on": "2020-08-07"}, {"proposal.due", "proposal.answered_on_late"}),
        (
            {"due": None, "answered_on": "2020-11-02", "complicated": True},
            {"proposal.due", "proposal.answered_on_ahead"},
        ),
        ({"due": None, "answered_on": None, "satisfied": None, "kind": "政协委员提案"}, {"proposal.due"}),
        ({"answered_on": None, "satisfied": None, "due": "2020-11-01"}, set()),
        ({"answered_on": None, "due": "2020-11-30"}, {"proposal.unanswered"}),
        ({"answered_on": "2020-05-05"}, {"proposal.answered_on_order"}),
    ],
)
def test_rules(change: dict[str, Any], found: set[str]) -> None:
    assert codes("proposal", {**GOOD, **change}) == found
