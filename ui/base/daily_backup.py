"""Backups the program makes by itself: once a day, before anything risky, and thinned. Knows no Qt."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Hashable, Iterable
from contextlib import suppress
from pathlib import Path

from models.clock import SYSTEM, read_local
from models.store.base.workspace import Workspace
from models.store.files import backup
from models.store.files.backup import SUFFIX
from ui.base.memory import WORKSPACE_FILE, Memory

DAILY, UPGRADE = "每天", "升级前"
FOLDER = "backup_folder"
"""Under this name the workspace's memory holds the folder somebody chose."""
RISKY = 20
"""Records from which on a backup is made before they are changed together."""
DAYS, WEEKS, MONTHS, LATEST = 7, 5, 12, 3
"""How many days, weeks and months keep their last backup; the latest few stay whatever their day."""
_NAME = re.compile(r"自动备份_(\d{8}_\d{6})_[^_]*" + re.escape(SUFFIX))
_STAMP = "%Y%m%d_%H%M%S"


def folder_of(workspace: Workspace, memory: Memory) -> Path:
    """Where automatic backups go: the folder chosen, else one beside the workspace."""
    chosen = memory.get(FOLDER, "")
    return Path(chosen) if chosen else workspace.folder.with_name(f"{workspace.folder.name}_自动备份")


def made(folder: Path) -> list[tuple[dt.datetime, Path]]:
    """The automatic backups in a folder with their times, the newest first."""
    found = []
    for path in folder.glob(f"*{SUFFIX}") if folder.is_dir() else ():
        match = _NAME.fullmatch(path.name)
        if match:
            found.append((read_local(match[1], _STAMP), path))
    return sorted(found, reverse=True)


def is_due(folder: Path, now: dt.datetime) -> bool:
    """Whether there is none of today."""
    return not any(when.date() == now.date() for when, _ in made(folder))


def make(
    workspace: Workspace, folder: Path, why: str, now: dt.datetime, progress: Callable[[str], None] = lambda _: None
) -> Path:
    """Write a backup and thin the ones before; gives the file.

    Raises:
        WorkspaceBusyError: Another backup of it is being made.
        BadBackupError: What was read back is not what was written.
        OSError: The folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = backup.write_backup(workspace, folder / f"自动备份_{now:{_STAMP}}_{why}{SUFFIX}", progress)
    thin(folder, now)
    return path


def before_upgrade(workspace: Workspace) -> None:
    """Keep what is there before a newer program changes the database: a backup like any other.

    Raises:
        WorkspaceBusyError, BadBackupError, OSError: As `make`; nothing is changed then.
    """
    memory = Memory(workspace.folder / WORKSPACE_FILE)
    make(workspace, folder_of(workspace, memory), UPGRADE, SYSTEM.now())


def thin(folder: Path, now: dt.datetime) -> list[Path]:
    """Remove what is not worth keeping any more; gives what was removed."""
    kept = worth_keeping((when for when, _ in made(folder)), now)
    gone = [path for when, path in made(folder) if when not in kept]
    for path in gone:
        with suppress(OSError):
            path.unlink()
    return gone


def worth_keeping(times: Iterable[dt.datetime], now: dt.datetime) -> set[dt.datetime]:
    """The last one of each of the last days, weeks and months, and the latest few."""
    newest_first = sorted(times, reverse=True)
    kept = set(newest_first[:LATEST])
    rules: tuple[tuple[int, Callable[[dt.datetime], Hashable], int], ...] = (
        (DAYS, lambda when: when.date(), 1),
        (WEEKS, lambda when: when.isocalendar()[:2], 7),
        (MONTHS, lambda when: (when.year, when.month), 31),
    )
    for count, period, days in rules:
        oldest = now - dt.timedelta(days=count * days)
        seen: set[Hashable] = set()
        for when in newest_first:
            if when > oldest and period(when) not in seen:
                seen.add(period(when))
                kept.add(when)
    return kept
