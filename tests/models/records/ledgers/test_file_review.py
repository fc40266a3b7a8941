from __future__ import annotations

from typing import Any

import pytest

from tests.models.records.ledgers.codes import codes

GOOD: dict[str, Any] = {
    "number": "示例罚〔2020〕3号",
    "kind": "行政处罚",
    "organ": "城市管理局",
    "reviewed_on": "2020-06-01",
    "score": "92.5",
    "grade": "优秀",
}
FAILED = {
    "score": "55",
    "grade": "不合格",
    "problems": "送达回证缺签名",
    "due": "2020-06-30",
    "corrected_on": "2020-06-20",
}


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, set()),
        ({"score": "100.5"}, {"score_more"}),
        ({"score": "-1"}, {"score"}),
        ({"score": None}, set()),
        ({"score": None, "grade": None}, {"grade"}),
        (FAILED, set()),
        ({**FAILED, "problems": None}, {"problems"}),
        ({**FAILED, "corrected_on": None}, {"corrected_on_overdue"}),
        ({**FAILED, "corrected_on": None, "due": None}, {"due"}),
        ({**FAILED, "corrected_on": "2020-07-01"}, {"corrected_on_late"}),
        ({**FAILED, "corrected_on": "2020-05-29"}, {"corrected_on_order"}),
        ({"told_on": "2020-11-02"}, {"told_on_ahead"}),
    ],
)
def test_rules(change: dict[str, Any], found: set[str]) -> None:
    assert codes("file_review", {**GOOD, **change}) == {f"file_review.{one}" for one in found}
