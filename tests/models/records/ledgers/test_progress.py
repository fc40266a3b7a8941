from __future__ import annotations

from typing import Any

import pytest

from models.records.entry import uid_for
from models.records.registry import ledger
from tests.models.records.ledgers.codes import codes

DONE = {
    "year": 2020,
    "item": 29,
    "state": "已完成",
    "percentage": 100,
    "measures": "中心组学法四次。",
    "completed_on": "2020-10-30",
    "evidence": [{"name": "通知.pdf"}],
}


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, set()),
        ({"measures": None}, {"progress.measures"}),
        ({"evidence": []}, {"progress.proof"}),
        ({"completed_on": None}, {"progress.completed_on"}),
        ({"completed_on": "2020-11-02"}, {"progress.completed_ahead"}),
        ({"percentage": 90}, {"progress.percentage_state"}),
        ({"percentage": 101}, {"progress.percentage"}),
        ({"state": "推进中", "percentage": 50}, {"progress.completed_state"}),
        ({"state": "不适用", "percentage": None, "completed_on": None}, {"progress.reason"}),
        ({"state": "不适用", "percentage": None, "completed_on": None, "not_applicable": "无执法职能"}, set()),
        ({"state": "未开始", "percentage": 0, "completed_on": None}, set()),
    ],
)
def test_rules(change: dict[str, Any], found: set[str]) -> None:
    assert codes("progress", {**DONE, **change}) == found


def test_two_machines_make_the_same_record() -> None:
    first, again = (uid_for(ledger("progress"), "A01", DONE) for _ in range(2))
    other = uid_for(ledger("progress"), "A01", {**DONE, "item": 31})
    assert first == again != other
