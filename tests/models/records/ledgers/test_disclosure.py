from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from models.records.context import BasicContext
from models.records.ledgers.disclosure import fill
from models.rules.terms import ANSWER
from tests.models.records.entries import TODAY
from tests.models.records.ledgers.codes import because, codes, derived

GOOD: dict[str, Any] = {
    "kind": "依申请公开",
    "title": "补偿方案",
    "on": "2020-06-01",
    "received_on": "2020-06-01",
    "answered_on": "2020-06-30",
    "outcome": "公开",
}


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, set()),
        ({"answered_on": "2020-07-01"}, {"disclosure.answered_on_late"}),
        ({"answered_on": "2020-07-01", "extended_to": "2020-07-29"}, set()),
        ({"answered_on": "2020-07-30", "extended_to": "2020-07-29"}, {"disclosure.answered_on_late"}),
        ({"answered_on": None, "outcome": None}, {"disclosure.answered_on_overdue"}),
        ({"received_on": None, "answered_on": None, "outcome": None}, {"disclosure.received"}),
        ({"outcome": None}, {"disclosure.outcome"}),
        ({"kind": "主动公开"}, {"disclosure.kind"}),
        ({"kind": "主动公开", "received_on": None, "answered_on": None}, set()),
        ({"answered_on": "2020-05-31"}, {"disclosure.answered_on_order"}),
        ({"on": "2020-11-02"}, {"disclosure.on_ahead"}),
    ],
)
def test_rules(change: dict[str, Any], found: set[str]) -> None:
    assert codes("disclosure", {**GOOD, **change}) == found


def test_the_centre_sets_the_period() -> None:
    assert derived("disclosure", "answer_due", GOOD) == dt.date(2020, 6, 30)
    shorter = BasicContext({}, TODAY, terms={ANSWER.id: 15})
    assert derived("disclosure", "answer_due", GOOD, shorter) == dt.date(2020, 6, 22)
    assert "不是条文" in because("disclosure", "answer_due", GOOD)


@pytest.mark.parametrize(
    ("typed", "filled"),
    [
        ({"kind": "依申请公开", "received_on": "2020-06-01"}, {"on": "2020-06-01"}),
        ({"kind": "依申请公开", "received_on": "2020-06-01", "on": "2020-06-03"}, {}),
        ({"kind": "主动公开", "received_on": "2020-06-01"}, {}),
        ({"kind": "依申请公开"}, {}),
    ],
)
def test_the_day_follows_the_application(typed: dict[str, object], filled: dict[str, object]) -> None:
    assert fill(typed) == filled
