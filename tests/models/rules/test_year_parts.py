from __future__ import annotations

import pytest

from models.rules.year_parts import part_ends


@pytest.mark.parametrize(
    ("name", "ends"),
    [
        ("2020年上半年", "2020-06-30"),
        ("半年", "2020-06-30"),
        ("2020年度", None),
        ("下半年", None),
        ("第一季度", "2020-03-31"),
        ("2020年3季度", "2020-09-30"),
        ("前三季度", "2020-09-30"),
        ("四季度", None),
        ("1-5月", "2020-05-31"),
        ("2020年2月", "2020-02-29"),
        ("12月", None),
        ("第1次报送", None),
    ],
)
def test_the_part_of_the_year_that_a_period_means(name: str, ends: str | None) -> None:
    found = part_ends(name, 2020)
    assert (found.isoformat() if found else None) == ends
