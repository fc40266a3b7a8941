from __future__ import annotations

import datetime as dt

import pytest

from models.rules.terms import ANSWER, FILING, LONGEST, TERMS, days_of, term_due


@pytest.mark.parametrize(
    ("terms", "days"),
    [({}, 15), ({FILING.id: 30}, 30), ({FILING.id: 0}, 15), ({FILING.id: -3}, 15), ({FILING.id: LONGEST + 1}, 15)],
)
def test_days_are_those_set_where_they_make_sense(terms: dict[str, int], days: int) -> None:
    assert days_of(FILING, terms) == days


def test_calendar_days_move_on_over_a_rest_day() -> None:
    found = term_due(dt.date(2020, 6, 12), FILING)
    assert (found.nominal, found.due) == (dt.date(2020, 6, 27), dt.date(2020, 6, 28))


def test_working_days_leave_holidays_out() -> None:
    assert term_due(dt.date(2020, 9, 25), ANSWER, {ANSWER.id: 5}).due == dt.date(2020, 10, 9)


@pytest.mark.parametrize("term", TERMS.values(), ids=TERMS)
def test_a_settable_period_cites_no_clause(term: object) -> None:
    found = next(one for one in TERMS.values() if one is term)
    said = term_due(dt.date(2020, 6, 1), found).explain()
    assert found.label in said
    assert "不是条文" in said
