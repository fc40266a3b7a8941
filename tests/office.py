"""A small centre and one unit, made once and copied: unencrypted, since stretching a 密码 takes its time on purpose."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path
from typing import Any, NamedTuple

from models.merge.from_centre import read_plan_package
from models.plan_text import read_plan_file
from models.records.office import Issue, Period, Unit
from models.records.registry import ledger
from models.resources import resource
from models.store.base.workspace import Workspace
from models.store.records import records
from models.submit.centre import export_plan, set_up_centre
from models.submit.unit import set_up_unit
from tests.clock import stopped_at

CLOCK = stopped_at(dt.date(2020, 12, 1))
UNITS = (Unit("GWH", "管委会本级", "管委会本级"), Unit("X01", "示例一局", "其他单位"))
PERIODS = (Period("2020年度", "2020年度", dt.date(2020, 12, 20)),)
PROVED = ("person", "certificate", "case", "training")


class Offices(NamedTuple):
    """Folders of the workspaces, and the plan package."""

    centre: Path
    unit: Path
    plan: Path


def make_offices(folder: Path) -> Offices:
    """A centre with the 2020 plan, and a unit whose ledgers pass 校验 with nothing to report."""
    made = Offices(folder / "centre", folder / "unit", folder / "plan.fzb")
    plan = read_plan_file(resource("plans", "2020-郑东新区.txt")).plan
    issue = Issue(number=0, year=2020, centre="示例管委会", plan=plan, units=UNITS, periods=PERIODS, scheme={})
    centre = set_up_centre(made.centre, ("GWH", "示例管委会"), issue, None, "李四", CLOCK).workspace
    export_plan(centre, made.plan, "李四")
    centre.close()
    unit = set_up_unit(made.unit, read_plan_package(made.plan), "X01", None, "张三", CLOCK).workspace
    nothing_to_report(unit)
    unit.close()
    return made


def copy_offices(offices: Offices, folder: Path) -> Offices:
    """The same offices in another folder."""
    shutil.copytree(offices.plan.parent, folder)
    return Offices(*(folder / path.name for path in offices))


def nothing_to_report(unit: Workspace) -> None:
    """Fill the ledgers so that 校验 passes: 40 records."""
    put(unit, "progress", *({"year": 2020, "item": at, **NOT_OURS} for at in range(1, 37)))
    zero = {"period": "2020年度", "year": 2020, "reason": "本年没有"}
    put(unit, "zero_report", *({"ledger": name, **zero} for name in PROVED))


NOT_OURS = {"state": "不适用", "not_applicable": "本单位没有这项职能"}


def put(workspace: Workspace, ledger_id: str, *rows: dict[str, Any]) -> list[str]:
    """Save records of the own unit; gives their uids."""
    with workspace.write("张三") as tx:
        return [records.save(tx, ledger(ledger_id), workspace.unit, row).uid for row in rows]
