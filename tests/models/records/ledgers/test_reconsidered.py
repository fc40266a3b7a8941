from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from models.records.ledgers.reconsidered import BRANCHES, ENDINGS, MATTERS, ORGANS, RESPONDENTS
from tests.models.records.ledgers.codes import because, codes, derived

GOOD: dict[str, Any] = {
    "number": "示例府复〔2020〕1号",
    "received_on": "2020-06-01",
    "applicant": "张三",
    "respondent": "示例县城市管理局",
    "acceptance": "受理",
    "accepted_on": "2020-06-05",
    "matter": "行政处罚",
    "ending": "维持",
    "ended_on": "2020-07-31",
}
OPEN = {"ending": None, "ended_on": None}


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, set()),
        ({"accepted_on": "2020-06-09"}, {"accepted_on_late"}),
        ({"accepted_on": "2020-06-09", "corrected_on": "2020-06-03"}, set()),
        ({"accepted_on": None, "acceptance": None, **OPEN}, {"accepted_on_overdue"}),
        ({"received_on": "2020-10-28", "accepted_on": None, "acceptance": None, **OPEN}, set()),
        ({"accepted_on": None}, {"half_accepted", "accepted_on_overdue"}),
        ({"acceptance": None}, {"half_accepted"}),
        ({"accepted_on": None, "acceptance": None}, {"accepted_on_overdue", "unaccepted"}),
        ({"acceptance": "不予受理"}, {"not_accepted"}),
        ({"acceptance": "不予受理", **OPEN}, set()),
        (OPEN, {"ended_on_overdue"}),
        ({**OPEN, "accepted_on": "2020-06-05", "stood_still": 100}, set()),
        ({"ended_on": "2020-08-05"}, {"ended_on_late"}),
        ({"ended_on": "2020-08-05", "extended_to": "2020-08-20"}, set()),
        ({"ended_on": "2020-08-05", "extended_to": "2020-12-20"}, {"too_long"}),
        ({"ended_on": None}, {"half_ended", "ended_on_overdue"}),
        ({"ending": None}, {"half_ended"}),
        ({"procedure": "简易程序"}, {"no_simple"}),
        ({"ended_on": "2020-06-04"}, {"ended_on_order"}),
        ({"applicants": 0}, {"applicants"}),
        ({"stood_still": -1}, {"stood_still"}),
        ({"paid": "100"}, {"uncompensated"}),
        ({"paid": "-1", "compensation": True}, {"paid"}),
        ({"paid": "100", "compensation": True}, set()),
        ({"land": True}, {"land"}),
        ({"land": True, "matter": "行政征收"}, set()),
    ],
)
def test_rules(change: dict[str, Any], found: set[str]) -> None:
    assert codes("reconsidered", {**GOOD, **change}) == {f"reconsidered.{one}" for one in found}


@pytest.mark.parametrize(
    ("change", "due"),
    [
        ({}, dt.date(2020, 8, 4)),
        ({"extended_to": "2020-08-20"}, dt.date(2020, 8, 20)),
        ({"extended_to": "2020-12-20"}, dt.date(2020, 9, 3)),
        ({"stood_still": 10}, dt.date(2020, 8, 14)),
        ({"accepted_on": "2024-03-01"}, dt.date(2024, 4, 30)),
        ({"accepted_on": "2024-03-01", "procedure": "简易程序"}, dt.date(2024, 4, 1)),
        ({"acceptance": "不予受理"}, None),
        ({"accepted_on": None}, None),
    ],
)
def test_the_decision_is_due_by_the_version_of_the_law(change: dict[str, Any], due: dt.date | None) -> None:
    """《行政复议法》(2017) 第三十一条 and (2023) 第六十二条: 60 days, 30 more at most; 30 in the simple procedure."""
    assert derived("reconsidered", "decision_due", {**GOOD, **change}) == due


def test_the_examination_is_five_working_days() -> None:
    assert derived("reconsidered", "review_due", GOOD) == dt.date(2020, 6, 8)
    assert "第十七条、第四十条" in because("reconsidered", "review_due", GOOD)
    assert "第三十条、第八十八条" in because("reconsidered", "review_due", {"received_on": "2024-03-01"})


def test_the_codes_are_those_of_the_statistical_table() -> None:
    """国法复统字1号: columns 5 to 13, 14 to 20, 21 to 30, 32 to 42, and 46 rows."""
    assert list(map(len, (RESPONDENTS, ORGANS, MATTERS, ENDINGS, BRANCHES))) == [9, 7, 10, 11, 46]
