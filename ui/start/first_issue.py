"""What a new centre starts with: the plan that comes with the program, itself as the only unit, two periods."""

from __future__ import annotations

from models.assess.shipped import shipped_scheme
from models.plan_text import read_plan_file
from models.records.office import Issue, Unit
from models.resources import resource
from ui.cli.new_issue import OWN_CODE, OWN_NAME, default_periods

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
