from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from models.rules.terms import INSPECTION_PUBLICITY
from tests.models.records.ledgers.codes import because, codes, derived

GOOD: dict[str, Any] = {
    "plan": "2020年度抽查计划",
    "way": "双随机",
    "due": "2020-06-30",
    "target": "示例商贸有限公司",
    "visited_on": "2020-06-01",
    "result": "未发现问题",
    "published_on": "2020-06-10",
}
TROUBLED = {"result": "发现问题已责令改正", "troubled": 1}


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, set()),
        ({"visited_on": "2020-07-01", "published_on": "2020-07-10"}, {"visited_on_late"}),
        ({"visited_on": None, "result": None, "published_on": None}, {"visited_on_overdue"}),
        ({"visited_on": None, "result": None, "published_on": None, "due": "2020-11-30"}, set()),
        ({"visited_on": None, "result": None, "published_on": None, "due": None}, {"no_day"}),
        ({"visited_on": None, "due": "2020-11-30"}, {"not_visited"}),
        ({"visited_on": None, "due": "2020-11-30", "result": None}, {"not_visited"}),
        ({"result": None}, {"no_result"}),
        (TROUBLED, {"unhandled"}),
        ({**TROUBLED, "handled": "责令改正"}, set()),
        ({**TROUBLED, "handled": "责令改正", "troubled": 2}, {"more_troubled"}),
        ({**TROUBLED, "handled": "责令改正", "troubled": 2, "visits": 12}, set()),
        ({"troubled": 1, "handled": "责令改正"}, {"contradicted"}),
        ({"visits": 0}, {"visits"}),
        ({"visits": 0, "troubled": -1}, {"visits", "troubled"}),
        ({"published_on": None}, {"published_on_overdue"}),
        ({"published_on": None, "not_published": "涉密"}, set()),
        ({"not_published": "涉密"}, {"not_published"}),
        ({"published_on": "2020-07-01"}, {"published_on_late"}),
        ({"published_on": "2020-05-29"}, {"published_on_order"}),
    ],
)
def test_rules(change: dict[str, Any], found: set[str]) -> None:
    assert codes("inspection", {**GOOD, **change}) == {f"inspection.{one}" for one in found}


def test_its_publication_is_due_by_a_setting_and_no_clause() -> None:
    assert derived("inspection", "publicity_due", GOOD) == dt.date(2020, 6, 30)
    assert INSPECTION_PUBLICITY.label in because("inspection", "publicity_due", GOOD)
    assert "不是条文" in because("inspection", "publicity_due", GOOD)
