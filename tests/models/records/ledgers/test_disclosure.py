from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from models.records.context import BasicContext
from models.records.ledgers.disclosure import fill
from tests.models.records.entries import TODAY
from tests.models.records.ledgers.codes import because, codes, derived

EXTENDED = "disclosure.extension"
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
        ({"answered_on": "2020-07-01", "extended_to": "2020-07-28"}, set()),
        ({"answered_on": "2020-07-29", "extended_to": "2020-07-28"}, {"disclosure.answered_on_late"}),
        ({"answered_on": "2020-07-29", "extended_to": "2020-07-29"}, {"disclosure.answered_on_late", EXTENDED}),
        ({"answered_on": "2020-07-29", "extended_to": "2020-07-29", "extended_by": "第三十五条"}, set()),
        ({"answered_on": "2020-07-07", "corrected_on": "2020-06-08"}, set()),
        ({"answered_on": "2020-07-08", "corrected_on": "2020-06-08"}, {"disclosure.answered_on_late"}),
        ({"answered_on": "2020-07-02", "asked_days": 2}, set()),
        ({"answered_on": "2020-07-03", "asked_days": 2}, {"disclosure.answered_on_late"}),
        ({"answered_on": None, "outcome": None}, {"disclosure.answered_on_overdue"}),
        ({"received_on": None, "answered_on": None, "outcome": None}, {"disclosure.received"}),
        ({"outcome": None}, {"disclosure.outcome"}),
        ({"explains": "d", "hours": 3}, {"disclosure.explains", "disclosure.hours"}),
        ({"kind": "主动公开"}, {"disclosure.kind"}),
        ({"kind": "主动公开", "received_on": None, "answered_on": None}, set()),
        ({"answered_on": "2020-05-31"}, {"disclosure.answered_on_order"}),
        ({"on": "2020-11-02"}, {"disclosure.on_ahead"}),
    ],
)
def test_rules(change: dict[str, Any], found: set[str]) -> None:
    assert codes("disclosure", {**GOOD, **change}) == found


def test_the_day_is_that_of_the_law() -> None:
    """《政府信息公开条例》第三十三条; a period that an older issue set changes nothing."""
    set_before = BasicContext({}, TODAY, terms={"disclosure.answer": 15})
    assert derived("disclosure", "answer_due", GOOD, set_before) == dt.date(2020, 6, 30)
    assert "《政府信息公开条例》第三十三条" in because("disclosure", "answer_due", GOOD)


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
