from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.models.records.ledgers.codes import because, codes, derived

GOOD: dict[str, Any] = {
    "title": "农贸市场租赁合同",
    "kind": "合同协议",
    "sent_by": "经济发展科",
    "sent_on": "2020-06-01",
    "due": "2020-06-15",
    "opined_on": "2020-06-05",
    "opinion": "修改后合法",
    "points": 3,
    "adopted": "采纳",
    "points_adopted": 3,
    "made_on": "2020-06-15",
}
PAPER = {"kind": "规范性文件", "due": None, "opined_on": "2020-06-12"}


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, set()),
        ({"due": "2020-06-04"}, {"opined_on_late"}),
        (
            {"opined_on": None, "opinion": None, "adopted": None, "made_on": None, "due": "2020-06-04"},
            {"opined_on_overdue"},
        ),
        ({"opined_on": None, "opinion": None, "adopted": None, "made_on": None, "due": "2020-11-02"}, set()),
        ({"due": None}, {"due"}),
        (PAPER, set()),
        ({**PAPER, "opined_on": "2020-06-04"}, {"days"}),
        ({**PAPER, "opined_on": "2020-06-23", "made_on": "2020-06-29"}, {"opined_on_late"}),
        ({**PAPER, "kind": "重大行政决策", "due": "2020-06-15", "opined_on": "2020-06-08"}, {"days"}),
        ({"opined_on": None}, {"half", "made_before", "opined_on_overdue"}),
        ({"opinion": None}, {"half", "adopted"}),
        ({"opinion": None, "adopted": None}, {"half"}),
        ({"adopted": "部分采纳", "points_adopted": 2}, {"reason"}),
        ({"adopted": "未采纳", "points_adopted": 0, "not_adopted": "另有规定"}, set()),
        ({"points_adopted": 4}, {"more_adopted"}),
        ({"points_adopted": 2}, {"fewer_adopted"}),
        ({"points": -1, "points_adopted": None}, {"points"}),
        ({"amount": "-1"}, {"amount"}),
        ({"made_on": "2020-06-04"}, {"made_before"}),
        ({"made_on": "2020-12-01"}, {"made_ahead"}),
        ({"opinion": "不合法"}, {"made_unlawful"}),
        ({"opined_on": "2020-05-29"}, {"opined_on_order"}),
    ],
)
def test_rules(change: dict[str, Any], found: set[str]) -> None:
    assert codes("legal_review", {**GOOD, **change}) == {f"legal_review.{one}" for one in found}


@pytest.mark.parametrize(
    ("change", "due", "said"),
    [
        ({"due": None}, None, "没有写明期限"),
        ({"due": "2020-06-10"}, dt.date(2020, 6, 10), "送审单写明的期限"),
        ({"kind": "规范性文件", "due": None}, dt.date(2020, 6, 22), "国办发〔2018〕115号"),
        ({"sent_on": None}, None, "没有写明期限"),
    ],
)
def test_the_opinion_is_due_by_paper_or_by_the_period_that_is_set(
    change: dict[str, Any], due: dt.date | None, said: str
) -> None:
    assert derived("legal_review", "review_due", {**GOOD, **change}) == due
    assert said in because("legal_review", "review_due", {**GOOD, **change})


@pytest.mark.parametrize(
    ("change", "days"),
    [
        ({}, 4),
        ({"opined_on": "2020-06-01"}, 0),
        ({"opined_on": "2020-06-28"}, 18),
        ({"sent_on": "2020-10-28", "opined_on": None}, 2),
        ({"sent_on": None}, None),
        ({"opined_on": "2020-05-01"}, None),
    ],
)
def test_working_days_are_counted(change: dict[str, Any], days: int | None) -> None:
    """25 and 26 June 2020 were holidays, the 28th was worked; it is 1 November where nobody has answered yet."""
    assert derived("legal_review", "days_taken", {**GOOD, **change}) == days
