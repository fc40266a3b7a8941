from __future__ import annotations

from typing import Any

import pytest

from tests.models.records.ledgers.codes import codes, derived

GOOD: dict[str, Any] = {
    "field": "市场监管",
    "point": "无证经营",
    "measure": "上门讲解",
    "guidance": [{"on": "2020-05-06", "way": "回访", "number": 12}, {"on": "2020-06-08", "number": 8}],
}


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, set()),
        ({"measure": None}, {"risk.measure"}),
        ({"guidance": [{"on": "2020-11-02"}]}, {"risk.guidance_ahead"}),
        ({"guidance": [{"on": "2020-05-06", "number": 0}]}, {"risk.guidance_number"}),
        ({"guidance": []}, set()),
    ],
)
def test_rules(change: dict[str, Any], found: set[str]) -> None:
    assert codes("risk", {**GOOD, **change}) == found


def test_guided_is_the_sum_of_all_times() -> None:
    assert derived("risk", "guided", GOOD) == 20
