from __future__ import annotations

import msgspec
import pytest

from models.assess.shipped import shipped_scheme
from models.submit.first_issue import first_issue, scheme_for


def test_a_new_centre_is_its_own_first_unit() -> None:
    issue = first_issue("示例管委会")
    assert (issue.centre, [unit.code for unit in issue.units]) == ("示例管委会", ["GWH"])


@pytest.mark.parametrize(
    ("chapters", "year", "is_shipped"), [(None, 2020, True), (None, 2021, False), (-1, 2020, False)]
)
def test_the_shipped_scheme_is_for_the_shipped_plan_alone(chapters: int | None, year: int, is_shipped: bool) -> None:
    plan = first_issue("示例管委会").plan
    shorter = msgspec.structs.replace(plan, chapters=plan.chapters[:chapters])
    assert (scheme_for(shorter, year, ["乡镇"]) == shipped_scheme()) is is_shipped
