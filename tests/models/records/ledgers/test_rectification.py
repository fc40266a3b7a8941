from __future__ import annotations

from typing import Any

import pytest

from tests.models.records.ledgers.codes import because, codes, derived

GOOD: dict[str, Any] = {
    "source": "法治督察",
    "problem": "裁量基准没有公布",
    "found_on": "2020-03-02",
    "measure": "补充公布",
    "owner": "法制科",
    "due": "2020-06-30",
    "progress": "已公布",
    "done_on": "2020-05-20",
    "closed_on": "2020-06-01",
    "closed_by": "市委依法治市办",
    "proof": "销号单1号",
}
OPEN = {"closed_on": None, "closed_by": None, "proof": None}


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, set()),
        ({"closed_on": "2020-07-01"}, {"closed_on_late"}),
        (OPEN, {"closed_on_overdue"}),
        ({**OPEN, "due": "2020-11-30"}, set()),
        ({"closed_on": "2020-02-28", "done_on": None}, {"closed_on_order"}),
        ({"closed_on": "2020-05-19"}, {"closed_on_order"}),
        ({"closed_on": "2020-12-01", "due": "2020-12-31"}, {"closed_on_ahead"}),
        ({"closed_on": None, "due": "2020-11-30"}, {"undated"}),
        ({"measure": None}, set()),
        ({"measure": None, "progress": None}, {"measure"}),
        ({"measure": None, **OPEN, "due": "2020-11-30"}, {"unplanned"}),
        ({"owner": None}, {"owner"}),
        ({"proof": None}, {"proof"}),
        ({"proof": None, "evidence": [{"name": "单.pdf", "digest": "0" * 64, "size": 1}]}, set()),
        ({"amount": "100", "amended": "100"}, set()),
        ({"amount": "100", "amended": "101"}, {"more"}),
        ({"amended": "1"}, {"more"}),
        ({"amount": "-1"}, {"amount"}),
    ],
)
def test_rules(change: dict[str, Any], found: set[str]) -> None:
    assert codes("rectification", {**GOOD, **change}) == {f"rectification.{one}" for one in found}


@pytest.mark.parametrize(
    ("change", "state", "said"),
    [
        ({}, "已销号", "2020-06-01销号。"),
        (OPEN, "逾期未销号", "整改期限2020-06-30"),
        ({**OPEN, "due": "2020-11-01"}, "正在整改", "按2020-11-01判断"),
        ({**OPEN, "due": None, "progress": None, "done_on": None}, "没有开始整改", "没有填整改期限"),
    ],
)
def test_its_state_follows_from_its_days(change: dict[str, Any], state: str, said: str) -> None:
    assert derived("rectification", "state", {**GOOD, **change}) == state
    assert said in because("rectification", "state", {**GOOD, **change})
