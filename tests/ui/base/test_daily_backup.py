"""Backups the program makes by itself."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from models.clock import SYSTEM, Clock
from models.store.base.workspace import DATABASE, UNIT, Office, Workspace, create_workspace, open_workspace
from models.store.files import backup
from models.store.records.printed import note_printed
from ui.base import daily_backup
from ui.base.as_of import clock_words

NOW = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC).astimezone()


def days_ago(count: float) -> dt.datetime:
    """A moment as the computer's clock shows it, summer time or not."""
    return (NOW - dt.timedelta(days=count)).astimezone()


@pytest.mark.parametrize(
    ("ages", "kept"),
    [
        ([], []),
        ([0, 0.1, 0.2], [0, 0.1, 0.2]),
        ([n / 100 for n in range(12)], [n / 100 for n in range(10)]),
        (range(20), [*range(10), 15]),
        ([0, 1, 2, 400, 700], [0, 1, 2, 400, 700]),
        (range(0, 600, 30), range(0, 360, 30)),
    ],
)
def test_days_weeks_and_months_keep_their_last(ages: list[float], kept: list[float]) -> None:
    assert daily_backup.times_worth_keeping(map(days_ago, ages)) == set(map(days_ago, kept))


def test_a_year_of_days_thins_to_a_handful() -> None:
    assert 10 + 12 <= len(daily_backup.times_worth_keeping(map(days_ago, range(400)))) <= 10 + 5 + 12


def touched(folder: Path, times: Iterable[dt.datetime]) -> None:
    for when in times:
        (folder / f"自动备份_{when:%Y%m%d_%H%M%S}_每天.fzbak").touch()


@pytest.mark.parametrize("starts", [1, 3, 40])
def test_a_clock_far_ahead_deletes_no_backup_that_is_needed(tmp_path: Path, starts: int) -> None:
    worth = daily_backup.times_worth_keeping(map(days_ago, range(365)))
    touched(tmp_path, worth)
    ahead = [dt.datetime(2099, 1, 1, 9, tzinfo=dt.UTC).astimezone() + dt.timedelta(days=n) for n in range(starts)]
    for now in ahead:
        touched(tmp_path, [now])
        daily_backup.thin_backups(tmp_path, now)
    left = {when for when, _ in daily_backup.automatic_backups(tmp_path)}
    assert len(left & worth) >= 10
    assert daily_backup.thin_backups(tmp_path, NOW) == []
    told = daily_backup.ahead_words(NOW, tmp_path)
    assert f"有 {len(left - worth)} 份标着将来的时间" in told
    assert daily_backup.ahead_words(ahead[-1], tmp_path) == ""


@pytest.mark.parametrize("stamp", ["99991231_235959", "20261399_000000", "00010101_000000", "00000000_000000"])
def test_a_time_that_never_was_is_none_of_ours(tmp_path: Path, stamp: str) -> None:
    odd = tmp_path / f"自动备份_{stamp}_每天.fzbak"
    odd.touch()
    touched(tmp_path, map(days_ago, range(60)))
    assert odd not in daily_backup.thin_backups(tmp_path, NOW)
    assert isinstance(daily_backup.ahead_words(NOW, tmp_path), str)


@pytest.mark.parametrize(("since", "told"), [(0, False), (-0.01, False), (400, False), (-0.1, True), (-40_000, True)])
def test_a_clock_set_back_is_said(workspace: Workspace, since: float, *, told: bool) -> None:
    with workspace.write("张三") as tx:
        note_printed(tx, "list", workspace.unit, "在列表里显示了完整身份证号")
    now = SYSTEM.now() + dt.timedelta(days=since)
    words = clock_words(replace(workspace, clock=Clock(read=lambda: now)))
    assert bool(words) is told
    assert not told or f"现在是 {now:%Y-%m-%d %H:%M}" in words


def test_a_workspace_is_backed_up_before_it_is_brought_up_to_date(tmp_path: Path) -> None:
    made, _ = create_workspace(tmp_path / "办事处", Office(UNIT, "X01", "办事处"), None)
    with made.engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.exec_driver_sql("UPDATE meta SET value = 'older' WHERE name = 'declared'")
    made.close()
    open_workspace(made.folder, None, daily_backup.before_upgrade).close()
    open_workspace(made.folder, None, daily_backup.before_upgrade).close()
    found = daily_backup.automatic_backups(tmp_path / "办事处_自动备份")
    assert [path.name.split("_")[-1] for _, path in found] == ["升级前.fzbak"]
    assert DATABASE in backup.check_backup(found[0][1]).members


def test_thinning_a_second_time_changes_nothing() -> None:
    once = daily_backup.times_worth_keeping(map(days_ago, range(200)))
    assert daily_backup.times_worth_keeping(once) == once


def test_the_day_s_backup_is_whole_and_made_once(workspace: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "copies"
    assert daily_backup.is_backup_due(folder, NOW)
    path = daily_backup.make_backup(workspace, folder, daily_backup.DAILY, NOW)
    assert backup.check_backup(path).name == workspace.name
    assert not daily_backup.is_backup_due(folder, NOW)
    assert daily_backup.is_backup_due(folder, NOW + dt.timedelta(days=1))


def test_only_our_own_files_are_removed(workspace: Workspace, tmp_path: Path) -> None:
    mine = tmp_path / "备份_留着.fzbak"
    mine.touch()
    touched(tmp_path, map(days_ago, range(30)))
    assert daily_backup.thin_backups(tmp_path, NOW)
    assert mine.exists()
