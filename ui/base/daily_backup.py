"""Backups the program makes by itself: once a day, before anything risky, and thinned. Knows no Qt."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Hashable, Iterable
from contextlib import suppress
from pathlib import Path

from models.clock import SYSTEM, is_ahead, read_local
from models.file_names import file_name
from models.store.base.workspace import Workspace
from models.store.files import backup
from models.store.files.backup import SUFFIX
from ui.base.memory import WORKSPACE_FILE, Memory

DAILY, UPGRADE = "每天", "升级前"
FOLDER = "backup_folder"
"""Under this name the workspace's memory holds the folder somebody chose."""
RISKY = 20
"""Records from which on a backup is made before they are changed together."""
DAYS, WEEKS, MONTHS, LATEST = 7, 5, 12, 10
"""How many days, weeks and months that have one keep their last backup; the latest ten stay whatever their day.

All are counted, none is measured against the computer's clock: one that is years ahead must not make all of them old.
"""
_NAME = re.compile(r"自动备份_(\d{8}_\d{6})_[^_]*" + re.escape(SUFFIX))
_STAMP = "%Y%m%d_%H%M%S"


def backup_folder(workspace: Workspace, memory: Memory) -> Path:
    """Where automatic backups go: the folder chosen, else one beside the workspace."""
    chosen = memory.get(FOLDER, "")
    return Path(chosen) if chosen else workspace.folder.with_name(f"{workspace.folder.name}_自动备份")


def automatic_backups(folder: Path) -> list[tuple[dt.datetime, Path]]:
    """The automatic backups in a folder with their times, the newest first; a time there never was is none of ours."""
    found = []
    for path in folder.glob(f"*{SUFFIX}") if folder.is_dir() else ():
        match = _NAME.fullmatch(path.name)
        with suppress(ValueError, OverflowError):
            if match:
                found.append((read_local(match[1], _STAMP), path))
    return sorted(found, reverse=True)


def ahead_of(now: dt.datetime, folder: Path) -> list[tuple[dt.datetime, Path]]:
    """Backups dated in the future by `now`, from a time when the computer's clock was wrong; newest first."""
    return [(when, path) for when, path in automatic_backups(folder) if is_ahead(when, now)]


def ahead_words(now: dt.datetime, folder: Path) -> str:
    """A Chinese sentence on backups dated in the future and what to do; "" if there are none."""
    ahead = ahead_of(now, folder)
    if not ahead:
        return ""
    return (
        f"自动备份里有 {len(ahead)} 份标着将来的时间（最晚 {ahead[0][0]:%Y-%m-%d}），不计入要留的份数，也不会自动删除："
        "请核对电脑的日期；日期没错时，不要的请自己删除。"
    )


def is_backup_due(folder: Path, now: dt.datetime) -> bool:
    """Whether `folder` holds no backup made on the day of `now`."""
    return not any(when.date() == now.date() for when, _ in automatic_backups(folder))


def make_backup(
    workspace: Workspace, folder: Path, why: str, now: dt.datetime, progress: Callable[[str], None] = lambda _: None
) -> Path:
    """Write a backup and thin the ones before; gives the file.

    Raises:
        WorkspaceBusyError: Another backup of it is being made.
        BadBackupError: What was read back is not what was written.
        OSError: The folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = backup.write_backup(
        workspace, folder / file_name("自动备份", f"{now:{_STAMP}}", why, ending=SUFFIX), progress
    )
    thin_backups(folder, now)
    return path


def before_upgrade(workspace: Workspace) -> None:
    """Keep what is there before a newer program changes the database: a backup like any other.

    Raises:
        WorkspaceBusyError, BadBackupError, OSError: As `make_backup`; nothing is changed then.
    """
    memory = Memory(workspace.folder / WORKSPACE_FILE)
    make_backup(workspace, backup_folder(workspace, memory), UPGRADE, SYSTEM.now())


def thin_backups(folder: Path, now: dt.datetime) -> list[Path]:
    """Remove what is not worth keeping any more; gives what was removed. What is ahead of `now` stays uncounted."""
    past = [(when, path) for when, path in automatic_backups(folder) if not is_ahead(when, now)]
    kept = times_worth_keeping(when for when, _ in past)
    gone = [path for when, path in past if when not in kept]
    for path in gone:
        with suppress(OSError):
            path.unlink()
    return gone


def times_worth_keeping(times: Iterable[dt.datetime]) -> set[dt.datetime]:
    """The last one of each of the last days, weeks and months that have one, and the latest ten."""
    newest_first = sorted(times, reverse=True)
    kept = set(newest_first[:LATEST])
    rules: tuple[tuple[int, Callable[[dt.datetime], Hashable]], ...] = (
        (DAYS, lambda when: when.date()),
        (WEEKS, lambda when: when.isocalendar()[:2]),
        (MONTHS, lambda when: (when.year, when.month)),
    )
    for count, period in rules:
        seen: set[Hashable] = set()
        for when in newest_first:
            if period(when) not in seen and len(seen) < count:
                seen.add(period(when))
                kept.add(when)
    return kept
