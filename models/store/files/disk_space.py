"""Disk space: what is free where a file is to go, what one file may have there, and in words what is missing."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from models.errors import FazhiError
from models.store.base.place import file_system

MB, GB = 10**6, 10**9
FAT_LIMIT = 2**32 - 1
"""Bytes a file on FAT32 may have (Microsoft FAT specification: a 32-bit length)."""
FAT = ("fat", "vfat", "fat16", "fat32", "msdos")


@dataclass(frozen=True)
class DiskSpace:
    """What a folder can take.

    Attributes:
        name: What people know the folder or its disk by.
        free: Bytes; None where the system does not say.
        limit: Bytes a single file may have; None for no limit of note.
    """

    name: str
    free: int | None = None
    limit: int | None = None


class NoDiskSpaceError(FazhiError):
    """Something does not fit on the disk; it was not begun. `size` is in bytes."""

    what: str
    size: int
    room: DiskSpace

    @property
    def missing(self) -> int:
        """Bytes that would have to be freed, or by which the file is larger than the file system allows."""
        return self.size - min(bound for bound in (self.room.free, self.room.limit) if bound is not None)

    @property
    def sentence(self) -> str:
        """Says how much is missing where, and what to do."""
        limit, free = self.room.limit, self.room.free
        if limit is not None and self.size > limit:
            return (
                f"{self.what}约{size_text(self.size)}，{self.room.name}是FAT32格式，单个文件不能超过4GB，"
                f"多出{size_text(self.size - limit)}：请换一个NTFS或exFAT格式的U盘，或先存到电脑的文件夹里。"
            )
        return (
            f"空间不够：{self.what}约{size_text(self.size)}，{self.room.name}只剩{size_text(free or 0)}，"
            f"还差{size_text(self.missing)}。请删去不用的文件，或换一个空间大的地方，再试一次。"
        )


def size_text(size: int) -> str:
    """A number of bytes as people read it: KB, MB or GB of thousands, at least 1KB."""
    if size >= GB:
        return f"{size / GB:.1f}GB"
    return f"{size / MB:.1f}MB" if size >= MB else f"{max(1, round(size / 1000))}KB"


def find_shortage(room: DiskSpace, size: int, what: str, *, one_file: bool = True) -> NoDiskSpaceError | None:
    """Why `what` of this size need not be tried there, None where nothing speaks against it.

    `one_file` tells that it is a single file, for which the limit of the file system counts.
    """
    bounds = [room.free, room.limit if one_file else None]
    if all(bound is None or size <= bound for bound in bounds):
        return None
    return NoDiskSpaceError(what, size, room if one_file else DiskSpace(room.name, room.free))


def require_space(folder: Path, size: int, what: str, *, one_file: bool = True) -> None:
    """Ask for space for `size` bytes before any of them is written.

    Raises:
        NoRoomError: They do not fit.
    """
    found = find_shortage(disk_space_at(folder, one_file=one_file), size, what, one_file=one_file)
    if found:
        raise found


def disk_space_at(folder: Path, *, one_file: bool = True) -> DiskSpace:
    """What the disk can take on which the folder lies, or would lie once it is made; its limit only for `one_file`."""
    place = next((one for one in (folder, *folder.parents) if one.exists()), folder)
    name = f"{place.drive[0]}盘" if place.drive[1:] == ":" else f"“{place}”所在的磁盘"
    is_fat = one_file and file_system(place.resolve()) in FAT
    return DiskSpace(name, free_bytes(place), FAT_LIMIT if is_fat else None)


def free_bytes(folder: str | os.PathLike[str]) -> int | None:
    """Bytes free for this user where the folder is, None where the system does not say."""
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return None
