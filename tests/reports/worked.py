"""The small worked district of the forms' samples as workspaces, with the shipped plan and scheme."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from models.assess.shipped import shipped_scheme
from models.plan_text import read_plan_file
from models.records.office import Issue
from models.resources import resource
from models.store.base.workspace import CENTRE, UNIT, Office, Workspace
from tests.reports.forms.samples import PERIODS, UNITS, fill_up, new_workspace


@cache
def issue() -> Issue:
    plan = read_plan_file(resource("plans", "2020-郑东新区.txt")).plan
    assert plan is not None
    given: dict[str, Any] = {"units": UNITS, "periods": PERIODS, "scheme": shipped_scheme()}
    return Issue(number=1, year=2020, centre="示例管委会", plan=plan, **given)


def worked_centre(folder: Path) -> Workspace:
    workspace = new_workspace(folder / "w", Office(CENTRE, "GWH", "示例管委会"), issue())
    fill_up(workspace)
    return workspace


def worked_unit(folder: Path) -> Workspace:
    workspace = new_workspace(folder / "w", Office(UNIT, "X01", "示例一办事处"), issue())
    fill_up(workspace, "X01")
    return workspace
