"""The example that comes with the program, as a new centre's first issue, and what any plan starts with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from models.assess.draft_scheme import draft_scheme
from models.assess.shipped import shipped_scheme
from models.plan_text import read_plan_file
from models.records.office import Issue, Period, Unit
from models.records.plan import Plan
from models.records.shipped_example import first_example
from models.records.shipped_places import only_place_before
from models.resources import resource

OWN_CODE, OWN_NAME = "GWH", "管委会本级"


def first_issue(centre: str) -> Issue:
    """The example's plan with its scheme and place, to be corrected and issued under 任务下发.

    Raises:
        OSError: A file of the program is missing.
    """
    return Issue(
        number=0,
        year=first_example().year,
        centre=centre,
        plan=read_plan_file(resource("plans", first_example().plan)).plan,
        units=(Unit(OWN_CODE, OWN_NAME, OWN_NAME),),
        periods=default_periods(first_example().year),
        scheme=shipped_scheme(),
        place=only_place_before(),
    )


def scheme_for(plan: Plan, year: int, categories: Iterable[str]) -> dict[str, Any]:
    """The example's scheme for the example's own plan, for every other a draft of its chapters and topics.

    Raises:
        OSError: A file of the program is missing.
    """
    example = read_plan_file(resource("plans", first_example().plan)).plan
    same = [item.title for item in plan.items] == [item.title for item in example.items]
    return shipped_scheme() if same and year == first_example().year else draft_scheme(plan, year, categories)


def default_periods(year: int) -> tuple[Period, ...]:
    """Half a year and the year; the last one counts as the year's."""
    half, whole = f"{year}年上半年", f"{year}年度"
    return Period(half, half, dt.date(year, 7, 10)), Period(whole, whole, dt.date(year, 12, 20))
