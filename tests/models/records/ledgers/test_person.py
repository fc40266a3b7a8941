from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from models.records.ledgers.person import Person, age_on, fill
from tests.models.records.ledgers.codes import codes, derived

WOMAN, MAN = "11010519491231002X", "360426199101010071"
GOOD = {"name": "李四", "sex": "女", "id_number": WOMAN, "staffing": "行政编制", "status": "在岗"}


@pytest.mark.parametrize(
    ("day", "age"), [(dt.date(2020, 12, 30), 70), (dt.date(2020, 12, 31), 71), (dt.date(2021, 1, 1), 71)]
)
def test_age_counts_full_years(day: dt.date, age: int) -> None:
    assert age_on(Person(id_number=WOMAN), day) == age


@pytest.mark.parametrize(
    ("number", "born", "age"), [(WOMAN, dt.date(1949, 12, 31), 70), (WOMAN[:-1] + "1", None, None), (None, None, None)]
)
def test_birth_follows_from_the_number(number: str | None, born: dt.date | None, age: int | None) -> None:
    assert derived("person", "birth", {"id_number": number}) == born
    assert derived("person", "age", {"id_number": number}) == age


@pytest.mark.parametrize(
    ("typed", "filled"),
    [
        ({"id_number": WOMAN}, {"sex": "女"}),
        ({"id_number": MAN}, {"sex": "男"}),
        ({"id_number": WOMAN.lower()}, {"sex": "女", "id_number": WOMAN}),
        ({"id_number": WOMAN, "sex": "男"}, {}),
        ({"id_number": "123"}, {}),
        ({}, {}),
    ],
)
def test_fill(typed: dict[str, object], filled: dict[str, object]) -> None:
    assert fill(typed) == filled


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, set()),
        ({"sex": "男"}, {"person.sex"}),
        ({"id_number": "110105200512310029"}, {"person.age"}),
        ({"id_number": "110105200512310029", "status": "调离", "left_on": "2020-01-01", "left_why": "调动"}, set()),
        ({"status": "退休"}, {"person.left"}),
        ({"left_on": "2020-10-31"}, {"person.still_on_duty"}),
        ({"left_on": "2020-11-30"}, set()),
        ({"public_lawyer": True}, {"person.lawyer"}),
        ({"public_lawyer": True, "legal_qualification": True}, set()),
        ({"exam_result": "合格"}, {"person.exam_date"}),
        ({"photo": "李四.jpg"}, {"person.photo"}),
        ({"photo": "李四.jpg", "evidence": [{"name": "李四.jpg"}]}, set()),
    ],
)
def test_rules(change: dict[str, Any], found: set[str]) -> None:
    assert codes("person", {**GOOD, **change}) == found
