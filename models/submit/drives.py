"""Removable drives as the system lists them, and what each can take."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from models.store.files.disk_space import FAT, FAT_LIMIT, DiskSpace, find_shortage, free_bytes, size_text
from models.submit.usb_bus import is_on_usb
from models.system_errors import Refusal, refusal_sentence

MEDIA = ("/media/", "/run/media/", "/mnt/")
STICK, EXTERNAL_DISK = "U盘", "移动硬盘"

WRITTEN, MAY_PULL = "已写完并读回核对", "可以拔出U盘"


class Partition(Protocol):
    """A mounted file system, as psutil describes it."""

    @property
    def device(self) -> str:
        """Its device, a letter with a colon on Windows."""

    @property
    def mountpoint(self) -> str:
        """The folder it is mounted at (a drive letter on Windows)."""

    @property
    def fstype(self) -> str:
        """Kind of file system, "" where there is no medium."""

    @property
    def opts(self) -> str:
        """The mount options, joined by commas as psutil gives them."""


@dataclass(frozen=True)
class Drive:
    """A removable drive.

    Attributes:
        path: Where it is mounted.
        name: What people know it by: its letter, or the name of its mount point.
        free: Bytes; None where the system does not say.
        limit: Bytes a single file may have; None for no limit of note.
        protected: Nothing can be written to it.
    """

    path: Path
    name: str
    free: int | None = None
    limit: int | None = None
    protected: bool = False

    @property
    def words(self) -> str:
        """Name, free space and limits, for a list."""
        facts = [f"可用{size_text(self.free)}"] if self.free is not None else []
        facts += ["单个文件不超过4GB"] if self.limit is not None else []
        facts = ["已写保护"] if self.protected else facts
        return f"{self.name}（{'，'.join(facts)}）" if facts else self.name


def removable(
    partitions: Iterable[Partition],
    free_of: Callable[[str], int | None],
    platform: str = sys.platform,
    on_usb: Callable[[str], bool] = is_on_usb,
) -> list[Drive]:
    """The removable ones among these file systems, those that can be written to first; `on_usb` asks Windows."""
    kinds = [(part, _kind(part, platform, on_usb)) for part in partitions]
    found = [_drive(part, kind, free_of(part.mountpoint), platform) for part, kind in kinds if kind]
    return sorted(found, key=lambda drive: drive.protected)


def _kind(part: Partition, platform: str, on_usb: Callable[[str], bool]) -> str:
    """What people call such a drive, "" for one that stays in the computer."""
    if platform != "win32":
        return STICK if part.mountpoint.startswith(MEDIA) else ""
    options = part.opts.split(",")
    if not part.fstype:
        return ""  # a reader without a card has no type
    if "removable" in options:
        return STICK
    return EXTERNAL_DISK if "fixed" in options and on_usb(part.device) else ""


def _drive(part: Partition, kind: str, free: int | None, platform: str) -> Drive:
    file_system = part.fstype.lower()
    name = part.device.rstrip("\\") if platform == "win32" else part.mountpoint.rstrip("/").rsplit("/", 1)[-1]
    return Drive(
        path=Path(part.mountpoint),
        name=f"{kind} {name}",
        free=free,
        limit=FAT_LIMIT if file_system in FAT else None,
        protected="ro" in part.opts.split(","),
    )


def drives() -> list[Drive]:
    """The removable drives that are plugged in now."""
    import psutil

    return removable(psutil.disk_partitions(all=False), free_bytes)


def drive_obstacle(drive: Drive, size: int, what: str = "报送包") -> str:
    """Why a file of this size need not be tried on the drive and how much is missing, "" where it can be."""
    if drive.protected:
        return refusal_sentence(Refusal.READ_ONLY)
    found = find_shortage(DiskSpace(drive.name, drive.free, drive.limit), size, what)
    return found.sentence if found else ""
