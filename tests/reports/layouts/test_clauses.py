"""A place's own law stands below the forms that rest on it, in the words of its profile."""

from __future__ import annotations

import pytest

from models.records.place import NATIONAL, PlaceProfile, Question
from models.records.place_file import read_place
from models.records.shipped_places import only_place_before
from models.resources import resource
from reports.layouts.filling import clause_notes

COUNTY = read_place(resource("examples", "示例县.json").read_bytes())
HOLDERS = (Question.BARRED, Question.AGE, Question.EXAM)


@pytest.mark.parametrize(
    ("place", "notes"),
    [
        (NATIONAL, ()),
        (
            COUNTY,
            (
                "《示例市行政执法人员管理办法（虚构）》第八条：工勤人员、临时工不申领执法证件。",
                "《示例市行政执法人员管理办法（虚构）》第十一条：执法人员经考试合格后上岗。",
            ),
        ),
    ],
)
def test_each_place_prints_its_own(place: PlaceProfile, notes: tuple[str, ...]) -> None:
    assert clause_notes(*map(place.rule, HOLDERS)) == notes


def test_a_clause_that_answers_two_questions_stands_once() -> None:
    """Where it defines no 败诉, or gives no words, nothing stands."""
    place = only_place_before()
    assert len(clause_notes(*map(place.rule, HOLDERS))) == 2
    assert clause_notes(place.lost, None)[0].endswith("（大意）。")
