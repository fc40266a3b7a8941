from __future__ import annotations

import datetime as dt

import pytest

from models.rules.terms import FILING, LONGEST, PUBLICITY, TERMS, Term, days_of, term_due


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
    assert term_due(dt.date(2020, 9, 25), PUBLICITY, {PUBLICITY.id: 5}).due == dt.date(2020, 10, 9)


@pytest.mark.parametrize("term", TERMS.values(), ids=TERMS)
def test_a_period_set_otherwise_cites_no_clause(term: Term) -> None:
    said = term_due(dt.date(2020, 6, 1), term, {term.id: term.days + 1}).explain()
    assert term.label in said
    assert "不是条文" in said


def test_a_period_as_shipped_names_its_paper() -> None:
    assert "国办发〔2018〕118号" in term_due(dt.date(2020, 6, 1), PUBLICITY).explain()
    assert "不是条文" in term_due(dt.date(2020, 6, 1), FILING).explain()
