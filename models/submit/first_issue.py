"""What a new centre starts with: the plan that comes with the program, itself as the only unit, two periods."""

from __future__ import annotations

import datetime as dt

from models.assess.shipped import shipped_scheme
from models.plan_text import read_plan_file
from models.records.office import Issue, Period, Unit
from models.resources import resource

OWN_CODE, OWN_NAME = "GWH", "管委会本级"
YEAR = 2020
PLAN = "2020-郑东新区.txt"


def first_issue(centre: str) -> Issue:
    """The bundled 2020 plan with its scheme, to be corrected and issued under 任务下发.

    Raises:
        OSError: A file of the program is missing.
    """
    return Issue(
        number=0,
        year=YEAR,
        centre=centre,
        plan=read_plan_file(resource("plans", PLAN)).plan,
        units=(Unit(OWN_CODE, OWN_NAME, OWN_NAME),),
        periods=default_periods(YEAR),
        scheme=shipped_scheme(),
    )


def default_periods(year: int) -> tuple[Period, ...]:
    """Half a year and the year; the last one counts as the year's."""
    half, whole = f"{year}年上半年", f"{year}年度"
    return Period(half, half, dt.date(year, 7, 10)), Period(whole, whole, dt.date(year, 12, 20))
