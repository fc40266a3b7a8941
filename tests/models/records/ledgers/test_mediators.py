from __future__ import annotations

from typing import Any

import pytest

from models.records.ledgers.mediators import fill
from tests.models.records.ledgers.codes import codes

GOOD: dict[str, Any] = {
    "name": "示例村人民调解委员会",
    "kind": "村（居）调委会",
    "status": "在册",
    "elected_on": "2018-05-06",
    "term_to": "2021-05-06",
    "members": 5,
    "women": 2,
    "mediators": 6,
    "full_time": 1,
}
ROSTER = [{"name": f"调解员{at}", "full_time": at == 1} for at in range(1, 7)]


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, set()),
        ({"term_to": "2020-10-31"}, {"term"}),
        ({"term_to": "2020-10-31", "status": "不在册"}, set()),
        ({"term_to": "2020-10-31", "kind": "行政调解组织"}, set()),
        ({"term_to": "2020-11-01"}, set()),
        ({"term_to": "2021-05-07"}, {"long_term"}),
        ({"term_to": None}, {"no_term"}),
        ({"set_up_on": "2019-05-06"}, {"elected_on_order"}),
        ({"members": 2}, {"number"}),
        ({"members": 10}, {"number"}),
        ({"members": 10, "kind": "行政调解组织"}, set()),
        ({"women": 0}, {"no_women"}),
        ({"women": 6}, {"women_more"}),
        ({"full_time": 7}, {"full_time_more"}),
        ({"mediators": -1, "full_time": None}, {"mediators"}),
        ({"roster": ROSTER}, set()),
        ({"roster": ROSTER[:4]}, {"mediators_roster"}),
        ({"roster": [*ROSTER, {"name": "离任", "left_on": "2020-01-02"}]}, set()),
        ({"roster": ROSTER[1:], "mediators": 5}, {"full_time_roster"}),
    ],
)
def test_rules(change: dict[str, Any], found: set[str]) -> None:
    assert codes("mediators", {**GOOD, **change}) == {f"mediators.{one}" for one in found}


@pytest.mark.parametrize(
    ("fields", "filled"),
    [
        ({"kind": "村（居）调委会", "elected_on": "2018-05-06"}, {"term_to": "2021-05-06"}),
        ({"kind": "村（居）调委会", "elected_on": "2018-05-06", "term_to": "2020-05-06"}, {}),
        ({"kind": "行政调解组织", "elected_on": "2018-05-06"}, {}),
        ({"kind": "村（居）调委会"}, {}),
    ],
)
def test_a_committee_is_elected_for_three_years(fields: dict[str, Any], filled: dict[str, Any]) -> None:
    """《人民调解法》第九条."""
    assert fill(fields) == filled
