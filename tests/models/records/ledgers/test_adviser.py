from __future__ import annotations

from typing import Any

import pytest

from tests.models.records.ledgers.codes import codes, derived

GOOD: dict[str, Any] = {
    "person": "张三",
    "kind": "政府法律顾问",
    "status": "在聘",
    "term_from": "2019-01-01",
    "term_to": "2020-12-31",
    "matters": 3,
}


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, set()),
        ({"term_to": "2018-12-31"}, {"adviser.expired", "adviser.term"}),
        ({"term_to": "2020-10-31"}, {"adviser.expired"}),
        ({"term_to": "2020-11-01"}, set()),
        ({"term_to": "2020-10-31", "status": "已解聘"}, set()),
        ({"kind": "村居法律顾问"}, {"adviser.village"}),
        ({"kind": "村居法律顾问", "village": "东村"}, set()),
        ({"matters": -1}, {"adviser.matters"}),
    ],
)
def test_rules(change: dict[str, Any], found: set[str]) -> None:
    assert codes("adviser", {**GOOD, **change}) == found


def test_days_left() -> None:
    assert derived("adviser", "days_left", GOOD) == 60
    assert derived("adviser", "days_left", {**GOOD, "status": "已解聘"}) is None
