"""Backups the program makes by itself."""

import datetime as dt
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from models.store.base.workspace import DATABASE, UNIT, Office, Workspace, create_workspace, open_workspace
from models.store.files import backup
from ui.base import daily_backup
from ui.base.session import TEMPORARY, wipe, wipe_leftovers

NOW = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC).astimezone()


def days_ago(count: float) -> dt.datetime:
    return NOW - dt.timedelta(days=count)


@pytest.mark.parametrize(
    ("ages", "kept"),
    [
        ([], []),
        ([0, 0.1, 0.2], [0, 0.1, 0.2]),
        ([0, 0.01, 0.02, 0.03], [0, 0.01, 0.02]),
        (range(10), [0, 1, 2, 3, 4, 5, 6, 8]),
        ([0, 1, 2, 400, 700], [0, 1, 2]),
        ([700, 800, 900], [700, 800, 900]),
    ],
)
def test_days_weeks_and_months_keep_their_last(ages: list[float], kept: list[float]) -> None:
    found = daily_backup.worth_keeping(map(days_ago, ages), NOW)
    assert found == set(map(days_ago, kept))


def test_a_year_of_days_thins_to_a_handful() -> None:
    assert len(daily_backup.worth_keeping(map(days_ago, range(365)), NOW)) <= 7 + 5 + 12


def test_a_workspace_is_backed_up_before_it_is_brought_up_to_date(tmp_path: Path) -> None:
    made, _ = create_workspace(tmp_path / "办事处", Office(UNIT, "X01", "办事处"), None)
    with made.engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.exec_driver_sql("UPDATE meta SET value = 'older' WHERE name = 'declared'")
    made.close()
    open_workspace(made.folder, None, daily_backup.before_upgrade).close()
    open_workspace(made.folder, None, daily_backup.before_upgrade).close()
    found = daily_backup.made(tmp_path / "办事处_自动备份")
    assert [path.name.split("_")[-1] for _, path in found] == ["升级前.fzbak"]
    assert DATABASE in backup.check_backup(found[0][1]).members


def test_what_a_crash_left_is_wiped_at_the_next_start(tmp_path: Path) -> None:
    names = {f"{TEMPORARY}{os.getpid()}-a": True, f"{TEMPORARY}4194999-b": False, "别的程序": True}
    for name in names:
        (tmp_path / name / "深").mkdir(parents=True)
        (tmp_path / name / "深" / "佐证.pdf").write_bytes(b"secret")
    wipe_leftovers(tmp_path)
    assert {name: (tmp_path / name).exists() for name in names} == names


def test_thinning_a_second_time_changes_nothing() -> None:
    once = daily_backup.worth_keeping(map(days_ago, range(200)), NOW)
    assert daily_backup.worth_keeping(once, NOW) == once


def test_the_day_s_backup_is_whole_and_made_once(workspace: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "copies"
    assert daily_backup.is_due(folder, NOW)
    path = daily_backup.make(workspace, folder, daily_backup.DAILY, NOW)
    assert backup.check_backup(path).name == workspace.name
    assert not daily_backup.is_due(folder, NOW)
    assert daily_backup.is_due(folder, NOW + dt.timedelta(days=1))


def test_only_our_own_files_are_removed(workspace: Workspace, tmp_path: Path) -> None:
    mine = tmp_path / "备份_留着.fzbak"
    mine.touch()
    for age in range(12):
        (tmp_path / f"自动备份_{days_ago(age):%Y%m%d_%H%M%S}_每天.fzbak").touch()
    assert daily_backup.thin(tmp_path, NOW)
    assert mine.exists()


def test_programs_that_start_together_wipe_the_same_folder(tmp_path: Path) -> None:
    left = tmp_path / f"{TEMPORARY}1-gone"
    for number in range(150):
        (left / str(number)).mkdir(parents=True)
        (left / str(number) / "证据.pdf").write_bytes(b"%PDF")
    with ThreadPoolExecutor(4) as programs:
        for done in [programs.submit(wipe, left) for _ in range(4)]:
            done.result()
    wipe(left)
    assert list(tmp_path.iterdir()) == []
