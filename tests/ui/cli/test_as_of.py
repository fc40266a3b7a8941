from __future__ import annotations

import datetime as dt

from models.store.base.workspace import open_workspace, stand_at
from tests.office import Offices
from tests.ui.cli.conftest import Run

SAID = "演示数据：今天按2020年12月25日算"


def test_a_command_says_which_day_counts_as_today(run: Run, offices: Offices) -> None:
    assert "演示数据" not in run("check", offices.unit).err
    workspace = open_workspace(offices.unit, None)
    stand_at(workspace, dt.date(2020, 12, 25), "张三")
    workspace.close()
    assert run("check", offices.unit).err.splitlines()[0] == SAID
