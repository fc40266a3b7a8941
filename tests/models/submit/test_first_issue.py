from __future__ import annotations

import msgspec
import pytest

from models.assess.shipped import shipped_scheme
from models.records.office import Unit
from models.records.plan import UNASSIGNED
from models.submit.first_issue import first_issue, own_code, scheme_for


def test_a_new_centre_has_no_units_yet_and_no_item_is_anybody_s() -> None:
    issue = first_issue("示例管委会")
    assert (issue.centre, issue.units) == ("示例管委会", ())
    assert {item.units for item in issue.plan.items if item.responsible} == {(), (UNASSIGNED,)}


@pytest.mark.parametrize(
    ("names", "code"),
    [
        ((), "HZ"),
        (("甲局", "县政府本级"), "B"),
        (("甲局", "乙局"), "HZ"),
        (("甲本级", "乙本级"), "HZ"),
    ],
)
def test_the_centre_s_own_code(names: tuple[str, ...], code: str) -> None:
    assert own_code([Unit(letter, name, "") for letter, name in zip("AB", names, strict=False)]) == code
    assert own_code([Unit("HZ", "丙局", "")]) == "HZ2"


@pytest.mark.parametrize(
    ("chapters", "year", "is_shipped"), [(None, 2020, True), (None, 2021, False), (-1, 2020, False)]
)
def test_the_shipped_scheme_is_for_the_shipped_plan_alone(chapters: int | None, year: int, is_shipped: bool) -> None:
    plan = first_issue("示例管委会").plan
    shorter = msgspec.structs.replace(plan, chapters=plan.chapters[:chapters])
    assert (scheme_for(shorter, year, ["乡镇"]) == shipped_scheme()) is is_shipped
