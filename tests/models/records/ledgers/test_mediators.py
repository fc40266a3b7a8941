from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.models.records.ledgers.codes import because, codes, derived

GOOD: dict[str, Any] = {
    "name": "示例村人民调解委员会",
    "kind": "村（居）调委会",
    "status": "在册",
    "elected_on": "2018-05-06",
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
        ({"elected_on": "2017-05-06"}, {"term"}),
        ({"elected_on": "2017-05-06", "status": "不在册"}, set()),
        ({"elected_on": "2017-05-06", "kind": "行政调解组织"}, set()),
        ({"elected_on": "2017-11-01"}, set()),
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
    ("change", "day", "said"),
    [
        ({}, dt.date(2021, 5, 6), "《人民调解法》第九条"),
        ({"status": "不在册"}, None, "没有本届推选日期"),
        ({"elected_on": None}, None, "没有本届推选日期"),
    ],
)
def test_a_committee_is_elected_for_three_years(change: dict[str, Any], day: dt.date | None, said: str) -> None:
    assert derived("mediators", "term_ends", {**GOOD, **change}) == day
    assert said in because("mediators", "term_ends", {**GOOD, **change})
