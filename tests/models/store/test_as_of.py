"""A made-up year stands at a day of its own; the day is the workspace's own and goes nowhere."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from models.assess.frozen_parts import parted
from models.clock import local_day
from models.merge import keys
from models.merge.from_centre import read_plan_package, receive_from_centre
from models.merge.receive import take_in_package
from models.store.base import journal
from models.store.base.workspace import AS_OF, Workspace, open_workspace, stand_at
from models.store.files import backup
from models.store.records import packages
from models.submit.centre import export_plan, export_receipts
from models.submit.results import export_results, freeze_results
from models.submit.transfer import export_transfer, own_address
from models.submit.unit import set_up_unit
from tests.models.offices import AS_THEY_ARE, SECRET, Offices, put, training
from tests.models.submit.test_results import SCHEME, result

DAY = dt.date(2020, 12, 31)


def days_written(workspace: Workspace) -> set[str]:
    with workspace.read() as connection:
        return {local_day(change.at) for change in journal.recent_rows(connection, 1000)}


def opened_again(workspace: Workspace) -> Workspace:
    again = open_workspace(workspace.folder, SECRET)
    again.close()
    return again


def test_a_workspace_stands_at_its_day_and_writes_by_it(unit: Workspace) -> None:
    training(stand_at(unit, DAY, "张三"))
    again = open_workspace(unit.folder, SECRET)
    training(again, "行政处罚法")
    assert (again.clock.today(), days_written(again)) == (DAY, {"2020-12-31"})
    again.close()


def test_its_time_never_goes_back(unit: Workspace) -> None:
    training(stand_at(unit, DAY, "张三"))
    first, second = (opened_again(unit).clock.stamp() for _ in range(2))
    with unit.read() as connection:
        (kept,) = journal.recent_rows(connection, 1)
    assert kept.at < first <= second


def test_a_workspace_of_work_goes_by_the_computer(unit: Workspace) -> None:
    assert (unit.clock.as_of, opened_again(unit).clock.as_of) == (None, None)


def test_the_day_comes_back_with_a_backup(unit: Workspace, tmp_path: Path) -> None:
    saved = backup.write_backup(stand_at(unit, DAY, "张三"), tmp_path / "一.fzbak")
    again, _ = backup.restore_backup(saved, tmp_path / "new", SECRET)
    assert again.clock.today() == DAY
    again.close()


@pytest.fixture
def standing(offices: Offices) -> Offices:
    """The centre and A01 stand at a day of their own, B02 works."""
    centre, a = stand_at(offices.centre, DAY, "李四"), stand_at(offices.a, DAY, "张三")
    return Offices(offices.folder, centre, a, offices.b)


def test_packages_carry_no_day_to_a_unit(standing: Offices, tmp_path: Path) -> None:
    plan = export_plan(standing.centre, tmp_path / "plan.fzb", "李四")
    made = set_up_unit(tmp_path / "new", read_plan_package(plan), "A01", SECRET, "王五").workspace
    move = export_transfer(standing.a, tmp_path / "移交.fzb", "张三", [own_address(made)])
    take_in_package(made, move, "王五", keys.own_fingerprint(standing.a))
    freeze_results(standing.centre, parted(result()), SCHEME, "李四", AS_THEY_ARE)
    sent = export_results(standing.centre, 2020, tmp_path, "李四").paths
    told = export_receipts(standing.centre, tmp_path, "李四")
    for path in [one for one in (*told, *sent) if "B02" in one.name]:
        receive_from_centre(standing.b, path, "赵六")
    with standing.b.read() as connection:
        taken = {row.kind for row in packages.find_packages(connection, direction=packages.IN)}
    assert taken == {"receipt", "results"}
    for real in (made, standing.b):
        assert (real.setting(AS_OF), opened_again(real).clock.as_of) == (None, None)
    made.close()


def test_packages_carry_no_day_to_the_centre(offices: Offices) -> None:
    standing = stand_at(offices.a, DAY, "张三")
    put(standing, "progress", year=2020, item=2, state="推进中")
    (outcome,) = offices.merge(offices.send(standing, "a2.fzb").path)
    assert (outcome.counts.added, offices.centre.setting(AS_OF)) == (1, None)
    assert opened_again(offices.centre).clock.as_of is None
