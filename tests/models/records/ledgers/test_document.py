from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from models.records.context import BasicContext
from models.rules.terms import FILING
from tests.models.records.entries import TODAY
from tests.models.records.ledgers.codes import because, codes, derived

GOOD: dict[str, Any] = {
    "title": "管理办法",
    "number": "示例发〔2020〕1号",
    "reviewed_on": "2020-05-20",
    "review_opinion": "合法",
    "passed_on": "2020-05-25",
    "issued_on": "2020-06-01",
    "filed_on": "2020-06-10",
    "filed_with": "法制机构",
    "valid_until": "2025-05-31",
}


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, set()),
        ({"filed_on": "2020-06-17"}, {"document.filed_on_late"}),
        ({"filed_on": None}, {"document.filed_on_overdue"}),
        ({"issued_on": "2020-10-28", "filed_on": None}, set()),
        ({"filed_with": None}, {"document.filed_with"}),
        ({"reviewed_on": None}, {"document.unreviewed"}),
        ({"review_opinion": None}, {"document.opinion"}),
        ({"valid_until": "2020-10-31"}, {"document.expired"}),
        ({"valid_until": "2020-11-01"}, set()),
        ({"valid_until": "2020-10-31", "cleaned": "保留", "cleaned_on": "2020-10-01"}, {"document.expired"}),
        ({"valid_until": "2020-10-31", "cleaned": "废止", "cleaned_on": "2020-10-01"}, set()),
        ({"cleaned": "保留"}, {"document.cleaned_on"}),
        ({"reviewed_on": "2020-06-02"}, {"document.passed_on_order"}),
        ({"issued_on": None, "filed_on": None, "filed_with": None}, set()),
        ({"consulted_on": "2020-04-01", "consulted_until": "2020-04-30", "opinions": 5, "opinions_adopted": 5}, set()),
        ({"consulted_on": "2020-05-10", "consulted_until": "2020-06-08"}, {"document.consulted"}),
        ({"consulted_on": "2020-06-02"}, {"document.issued_on_order"}),
        ({"opinions": 2, "opinions_adopted": 3}, {"document.adopted_more"}),
        ({"opinions": -1}, {"document.opinions"}),
    ],
)
def test_rules(change: dict[str, Any], found: set[str]) -> None:
    assert codes("document", {**GOOD, **change}) == found


@pytest.mark.parametrize(
    ("change", "situation"),
    [
        ({}, "有效"),
        ({"issued_on": None}, "未印发"),
        ({"valid_until": "2020-10-31"}, "已过有效期"),
        ({"valid_until": None}, "有效"),
        ({"cleaned": "废止"}, "废止"),
        ({"cleaned": "废止", "cleaned_on": "2020-05-01"}, "废止"),
        ({"cleaned": "废止", "cleaned_on": "2099-05-01"}, "有效"),  # looked at on a day before
        ({"cleaned": "保留"}, "有效"),
    ],
)
def test_situation(change: dict[str, Any], situation: str) -> None:
    assert derived("document", "situation", {**GOOD, **change}) == situation
    assert because("document", "situation", {**GOOD, **change}).endswith("。")


def test_the_centre_sets_the_period() -> None:
    assert derived("document", "filing_due", GOOD) == dt.date(2020, 6, 16)
    longer = BasicContext({}, TODAY, terms={FILING.id: 30})
    assert derived("document", "filing_due", GOOD, longer) == dt.date(2020, 7, 1)
    assert "不是条文" in because("document", "filing_due", GOOD)
