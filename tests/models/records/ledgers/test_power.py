from __future__ import annotations

from typing import Any

import pytest

from tests.models.records.ledgers.codes import codes

GOOD: dict[str, Any] = {
    "matter": "占道审批",
    "kind": "行政许可",
    "basis": "示例条例",
    "adjusted_on": "2020-05-06",
    "adjustment": "机构改革",
    "published_on": "2020-05-20",
}


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, set()),
        ({"basis": None}, {"power.basis"}),
        ({"adjustment": None}, {"power.adjustment"}),
        ({"published_on": None}, {"power.unpublished"}),
        ({"published_on": "2020-05-01"}, {"power.unpublished"}),
        ({"published_on": "2020-11-02"}, {"power.published_on_ahead"}),
        ({"adjusted_on": None, "adjustment": None, "published_on": None}, set()),
        ({"versions": [{"on": "2018-03-01", "way": "新增"}, {"on": "2020-05-06", "way": "变更"}]}, set()),
        ({"versions": [{"on": "2018-03-01", "way": "新增"}]}, {"power.latest"}),
        (
            {"adjusted_on": "2020-12-01", "versions": [{"on": "2020-12-01"}]},
            {"power.adjusted_on_ahead", "power.unpublished", "power.versions_ahead"},
        ),
    ],
)
def test_rules(change: dict[str, Any], found: set[str]) -> None:
    assert codes("power", {**GOOD, **change}) == found
