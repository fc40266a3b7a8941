"""A unit's place as its letter says it: among those that have one."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import cast

import pytest

from models.assess.scheme import Manual
from models.assess.score import Assessment, UnitScore
from reports.figures.form_data import FormData
from reports.figures.scores import Assessed
from reports.figures.unit_losses import place_words
from tests.models.assess.samples import scheme


@pytest.mark.parametrize(
    ("ranks", "words"),
    [
        ((1, 2, 3), "3个单位中列第1名"),
        ((1, None, None), "3个单位、参加排名的1个中列第1名"),
        ((1,), "考核类别为"),
    ],
)
def test_a_place_is_one_among_those_that_are_ranked(ranks: tuple[int | None, ...], words: str) -> None:
    judged_by = scheme(Manual())
    category = judged_by.categories[0].id
    units = tuple(
        UnitScore(unit=str(at), name=str(at), category=category, total=Decimal(9), scores=(), rank=rank)
        for at, rank in enumerate(ranks)
    )
    result = Assessment(scheme="s", name="考核", year=2020, on=dt.date(2020, 12, 31), units=units)
    assert words in place_words(Assessed(cast("FormData", None), judged_by, result), units[0])
