from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.assess.draft_scheme import draft_scheme, shares
from models.assess.reading import read_scheme
from models.assess.shipped import shipped_scheme
from models.plan_text import read_plan, read_plan_file
from models.records.plan import Plan
from models.resources import resource
from models.submit.first_issue import scheme_for
from tests.models.rules.test_topics import COUNTY_2025

CATEGORIES = ("乡镇（街道）", "县直部门", "乡镇（街道）", "")


@pytest.fixture
def county() -> Plan:
    return read_plan(COUNTY_2025).plan


@pytest.mark.parametrize("text", [COUNTY_2025, "一、总则\n1.做好绿化。种树。\n"])
def test_a_draft_is_a_scheme_that_covers_its_plan(text: str) -> None:
    plan = read_plan(text).plan
    read = read_scheme(draft_scheme(plan, 2025, CATEGORIES), plan)
    assert read.findings == ()
    assert read.scheme is not None
    assert read.scheme.year == 2025
    assert [one.name for one in read.scheme.categories] == ["乡镇（街道）", "县直部门"]
    assert {number for one in read.scheme.indicators for number in one.items} == {one.number for one in plan.items}
    assert "草案" in read.scheme.name
    assert "不是正式标准" in read.scheme.note


def test_topics_that_can_be_measured_stand_beside_the_chapters(county: Plan) -> None:
    made = {one["name"]: one for one in draft_scheme(county, 2025, CATEGORIES)["indicators"]}
    assert made["负责人出庭应诉率"]["items"] == [11]
    assert made["依法履职完成率"]["chapter"] == "一、依法履职"
    assert made["执法证件有效率"]["items"] == [7]
    assert "投诉举报按期办理" not in made


def test_no_other_year_or_plan_gets_the_example(county: Plan) -> None:
    example = read_plan_file(resource("plans", "2020-郑东新区.txt")).plan
    assert scheme_for(example, 2020, CATEGORIES) == shipped_scheme()
    for plan, year in ((example, 2021), (county, 2020), (county, 2025)):
        made = scheme_for(plan, year, CATEGORIES)
        assert (made["id"], made["year"]) == (f"{year}", year)
        assert "2020" not in str(made) or year == 2020


@given(st.integers(0, 1000), st.lists(st.integers(1, 50), min_size=1, max_size=30))
def test_shares_sum_up_and_follow_the_counts(whole: int, counts: list[int]) -> None:
    parts = shares(whole, counts)
    assert sum(parts) == whole
    ordered = sorted(zip(counts, parts, strict=True))
    assert all(one[1] <= other[1] + 1 for one, other in pairwise(ordered))
