from itertools import pairwise

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.assess.assess import assess
from models.assess.draft_scheme import MEASURABLE, draft_scheme, shares
from models.assess.inputs import Basis, UnitInput
from models.assess.reading import read_scheme
from models.assess.score import ScoreState
from models.assess.shipped import shipped_scheme
from models.plan_text import read_plan, read_plan_file
from models.records.plan import Chapter, Plan
from models.resources import resource
from models.submit.first_issue import scheme_for
from tests.models.assess.samples import unit
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
    assert "投诉举报按期办结率" not in made


def test_a_unit_without_cases_gets_no_marks_for_them(county: Plan) -> None:
    """No 复议, no document, no complaint of the year: the indicator does not apply, and says so."""
    wanted = msgspec.structs.replace(
        county.items[0], uid=99, topics=tuple(one.topic for one in MEASURABLE), quotas=(), responsible=()
    )
    plan = Plan("要点", 2025, "", "", (Chapter(1, "履职", (wanted,)),))
    read = read_scheme(draft_scheme(plan, 2025, ["town"]), plan).scheme
    assert read is not None
    scores = assess(Basis(read, plan, None), [UnitInput(unit(category="town"), {})]).units[0].scores
    measured = [one for one in scores if one.chapter == "能计数的主题"]
    assert len(measured) == len(MEASURABLE)
    assert {one.state for one in measured} == {ScoreState.NOT_APPLICABLE}
    assert all("本项不适用，不计入总分" in one.reason for one in measured)


def test_a_draft_asks_for_the_quotas_of_the_plan() -> None:
    """Those that a ledger counts, together; what nothing counts waits for a person and is no reason to propose it."""
    text = "一、学法\n1.抓好学法。县政府常务会议学法不少于4次。\n2.抓好普法。开展普法宣传活动不少于6场次。\n"
    plan = read_plan(f"{text}3.抓好应急。组织某种没有人数的事情不少于2次。\n").plan
    made = [one for one in draft_scheme(plan, 2025, [])["indicators"] if one["rule"]["kind"] == "plan_quotas"]
    assert [one["items"] for one in made] == [[2]]
    assert "要人工认定" in made[0]["definition"]
    without = draft_scheme(read_plan("一、总则\n1.做好绿化。种树。\n").plan, 2025, [])
    assert "plan_quotas" not in str(without)


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
