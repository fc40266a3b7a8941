from __future__ import annotations

import datetime as dt

import pytest

from models.rules.assessed_year import assessed_year


@pytest.mark.parametrize(
    ("years", "day", "expected"),
    [
        ([2020], "2020-12-01", 2020),
        ([2020], "2026-11-30", 2020),
        ([2021], "2021-02-01", 2021),
        ([2021, 2020], "2020-12-20", 2020),
        ([2021, 2020], "2021-03-31", 2020),
        ([2021, 2020], "2021-04-01", 2021),
        ([2021, 2019], "2021-01-05", 2019),
    ],
)
def test_the_year_before_is_assessed_until_march(years: list[int], day: str, expected: int) -> None:
    assert assessed_year(years, dt.date.fromisoformat(day)) == expected
