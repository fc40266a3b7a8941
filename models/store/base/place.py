"""Where a workspace may lie: on a disk of this computer, under a path that leaves room for the names in it."""

from __future__ import annotations

import sys
from pathlib import Path, PureWindowsPath

from models.errors import FazhiError
from models.system_errors import LONGEST_PATH

SHARED = frozenset(
    {
        *("afs", "cifs", "davfs", "fuse.davfs", "fuse.gvfsd-fuse", "fuse.rclone", "fuse.smbnetfs", "fuse.sshfs"),
        *("ncpfs", "nfs", "nfs4", "smb3", "smbfs"),
    }
)
"""File systems of other computers, as Linux calls them. SQLite's log needs memory that all who read share, which no
network has, and its locks are not to be relied on there (sqlite.org/wal.html, sqlite.org/useovernet.html)."""
REMOTE = 4
"""What Windows calls a drive that is a folder of another computer (GetDriveTypeW)."""
ROOM_INSIDE = 100
"""Characters that the longest name in a workspace takes (77), with those that its folder gets while set aside (20)."""


class SharedFolderError(FazhiError):
    """A workspace lies, or was to lie, on another computer."""

    folder: Path
    template = (
        "“{folder}”是网络上的共享文件夹：网络断开，或者几台电脑一起用，会弄坏台账，所以工作区不能放在那里，没有改动。"
        "请把整个文件夹复制到这台电脑的磁盘上再打开；备份可以存到共享文件夹。"
    )


class LongPathError(FazhiError):
    """Files in the workspace would have paths that Windows does not take."""

    folder: Path
    template = "“{folder}”的路径太长，里面的文件会放不下，没有改动：请换一个层数少、名字短的位置，例如 D:\\法治台账。"


def require_own_disk(folder: Path) -> None:
    """Refuse a folder of another computer.

    Raises:
        SharedFolderError: It is one.
    """
    if is_shared(folder.resolve()):
        raise SharedFolderError(folder)


def require_place(folder: Path, platform: str = sys.platform) -> None:
    """Refuse a place for a new workspace in which it could not live.

    Raises:
        SharedFolderError: It is on another computer.
        LongPathError: Its path is too long.
    """
    require_own_disk(folder)
    if platform == "win32" and len(str(folder.resolve())) > LONGEST_PATH - ROOM_INSIDE:
        raise LongPathError(folder)


def is_shared(place: Path | PureWindowsPath, platform: str = sys.platform) -> bool:
    """Whether a folder, whose path is whole, lies on another computer."""
    if platform != "win32":
        return file_system(Path(place)) in SHARED
    drive = place.drive.upper()
    if drive.startswith(("\\\\?\\", "\\\\.\\")):
        return drive.startswith("\\\\?\\UNC\\")
    return drive.startswith("\\\\") or drive_type(f"{drive}\\") == REMOTE


def drive_type(root: str) -> int:
    """What Windows says a drive is, by its root."""
    if sys.platform == "win32":
        import ctypes

        return int(ctypes.windll.kernel32.GetDriveTypeW(root))
    return 0


def file_system(place: Path) -> str:
    """Kind of the file system of a folder, "" where the system does not list it."""
    import psutil

    mounted = psutil.disk_partitions(all=sys.platform != "win32")  # there a share that is away would be waited for
    inside = [part for part in mounted if place.is_relative_to(part.mountpoint)]
    return max(inside, key=lambda part: len(part.mountpoint)).fstype.lower() if inside else ""
