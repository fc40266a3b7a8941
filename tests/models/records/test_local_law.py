"""Periods of local law: between what the centre set and what is shipped."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest

from models.records.context import BasicContext
from models.records.local_law import local_term_due
from models.records.place import NATIONAL, LocalTerm
from models.rules.terms import FILING, PENALTY_PUBLICITY, Term

START, TODAY = dt.date(2020, 6, 1), dt.date(2020, 11, 1)
TERMS = (
    LocalTerm(term=FILING.label, days=30, law="某省规范性文件管理办法", article="第二十条"),
    LocalTerm(term=PENALTY_PUBLICITY.label, days=5),
    LocalTerm(term=PENALTY_PUBLICITY.label, field="城市管理", days=3, law="某市公示办法"),
)


@pytest.mark.parametrize(
    ("term", "field", "set_by_centre", "days", "clause"),
    [
        (FILING, "", {}, "30日", "《某省规范性文件管理办法》第二十条"),
        (FILING, "", {FILING.id: 10}, "10日", "任务下发里设定的期限“规范性文件印发后报送备案”"),
        (PENALTY_PUBLICITY, "城市管理", {}, "3个工作日", "《某市公示办法》"),
        (PENALTY_PUBLICITY, "水务", {}, "5个工作日", "某县的规定“行政许可、行政处罚决定公开”"),
        (PENALTY_PUBLICITY, "", {}, "5个工作日", "某县的规定"),
    ],
)
def test_whose_period_counts(term: Term, field: str, set_by_centre: dict[str, int], days: str, clause: str) -> None:
    place = msgspec.structs.replace(NATIONAL, name="某县", terms=TERMS)
    found = local_term_due(START, term, BasicContext({}, TODAY, terms=set_by_centre, place=place), field)
    assert found.days == days
    assert found.clause.startswith(clause)


def test_without_local_law_the_shipped_period_counts() -> None:
    assert local_term_due(START, FILING, BasicContext({}, TODAY)).days == f"{FILING.days}日"
