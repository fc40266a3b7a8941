from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from models.records.context import BasicContext
from models.rules.terms import PENALTY_PUBLICITY, PUBLICITY
from tests.models.records.entries import TODAY
from tests.models.records.ledgers.codes import because, codes, derived

GOOD: dict[str, Any] = {
    "number": "示例执决〔2020〕1号",
    "party": "张三",
    "kind": "行政处罚",
    "detail": "警告、罚款",
    "amount": "2000",
    "decided_on": "2020-06-01",
    "published_on": "2020-06-10",
    "recording": "文字记录",
    "major": True,
    "reviewed_on": "2020-05-28",
}


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, set()),
        ({"published_on": "2020-06-11"}, {"enforcement.published_on_late"}),
        ({"published_on": "2020-06-11", "kind": "行政强制执行", "detail": "代履行"}, set()),
        ({"published_on": "2020-07-01", "kind": "行政强制执行", "detail": "代履行"}, {"enforcement.published_on_late"}),
        ({"published_on": None}, {"enforcement.published_on_overdue"}),
        ({"published_on": None, "not_published": "涉及个人隐私"}, set()),
        ({"not_published": "涉及个人隐私"}, {"enforcement.not_published"}),
        ({"published_on": "2020-05-31"}, {"enforcement.published_on_order"}),
        ({"recording": None}, {"enforcement.recording"}),
        ({"recording": "执法记录仪全程录像"}, set()),
        ({"reviewed_on": None}, {"enforcement.unreviewed"}),
        ({"reviewed_on": None, "major": False}, set()),
        ({"reviewed_on": "2020-06-02"}, {"enforcement.review_order"}),
        ({"detail": None}, {"enforcement.detail"}),
        ({"detail": None, "kind": "行政许可"}, set()),
        ({"detail": "代履行"}, {"enforcement.strange_detail"}),
        ({"amount": "-1"}, {"enforcement.amount"}),
        ({"annulled_on": "2020-10-09"}, {"enforcement.withdrawn_on_overdue"}),
        ({"annulled_on": "2020-10-09", "withdrawn_on": "2020-10-13"}, set()),
        ({"annulled_on": "2020-10-09", "withdrawn_on": "2020-10-15"}, {"enforcement.withdrawn_on_late"}),
        ({"annulled_on": "2020-05-09"}, {"enforcement.annulled_on_order", "enforcement.withdrawn_on_overdue"}),
    ],
)
def test_rules(change: dict[str, Any], found: set[str]) -> None:
    assert codes("enforcement", {**GOOD, **change}) == found


@pytest.mark.parametrize(
    ("kind", "terms", "due"),
    [
        ("行政处罚", {}, dt.date(2020, 6, 10)),
        ("行政许可", {}, dt.date(2020, 6, 10)),
        ("行政给付", {}, dt.date(2020, 6, 30)),
        ("行政处罚", {PENALTY_PUBLICITY.id: 10}, dt.date(2020, 6, 15)),
        ("行政给付", {PUBLICITY.id: 5}, dt.date(2020, 6, 8)),
        ("行政处罚", {PENALTY_PUBLICITY.id: 0}, dt.date(2020, 6, 10)),
    ],
)
def test_the_period_is_settable(kind: str, terms: dict[str, int], due: dt.date) -> None:
    context = BasicContext({}, TODAY, terms=terms)
    assert derived("enforcement", "publicity_due", {**GOOD, "kind": kind}, context) == due
    assert ("不是条文" in because("enforcement", "publicity_due", {**GOOD, "kind": kind}, context)) is any(
        terms.values()
    )


@pytest.mark.parametrize(
    ("change", "due"),
    [
        ({"field": "市场监管"}, dt.date(2020, 6, 30)),
        ({"field": "市场监管", "kind": "行政许可"}, dt.date(2020, 6, 10)),
        ({"field": "交通运输"}, dt.date(2020, 6, 10)),
    ],
)
def test_a_penalty_in_market_supervision_has_longer(change: dict[str, Any], due: dt.date) -> None:
    assert derived("enforcement", "publicity_due", {**GOOD, **change}) == due
