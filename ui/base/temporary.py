"""Copies for other programs of what is kept encrypted: in a folder of this user's own, and wiped. Knows no Qt."""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from models.store.base.private_file import FOLDER_MODE

FOLDER = "临时副本"
"""Beside the user's settings: what lies in a folder shared with others could be led elsewhere by a link."""
CHUNK = 1 << 20


def make_folder(home: Path) -> Path:
    """A new folder in `home`, into which nobody else may look; it is named by this process.

    Raises:
        OSError: It cannot be made, for instance because `home` belongs to somebody else.
    """
    if _is_link(home):
        home.unlink()
    home.mkdir(parents=True, exist_ok=True)
    home.chmod(FOLDER_MODE)
    return Path(tempfile.mkdtemp(prefix=f"{os.getpid()}-", dir=home))


def wipe(path: Path) -> None:
    """Overwrite and remove a file, or all in a folder and the folder; of a link only the link goes.

    What another program holds stays behind, and what one removes meanwhile is passed over.
    """
    with suppress(OSError):
        info = path.lstat()
        if _is_link(path) or not stat.S_ISDIR(info.st_mode):
            if stat.S_ISREG(info.st_mode) and info.st_nlink == 1:
                _overwrite(path, info.st_size)
            path.unlink()
        else:
            for inside in list(path.iterdir()):
                wipe(inside)
            path.rmdir()


def wipe_own(folder: Path) -> None:
    """Wipe a folder that `make_folder` made, and its home where no other window has copies there."""
    wipe(folder)
    with suppress(OSError):  # not empty, or somebody else's
        folder.parent.rmdir()


def wipe_leftovers(home: Path) -> list[Path]:
    """Wipe the copies in `home` whose program ended without doing so, say by a power cut; gives their folders."""
    import psutil

    if _is_link(home) or not home.is_dir():
        return []
    found = []
    for path in home.iterdir():
        number = path.name.partition("-")[0]
        if number.isdecimal() and not psutil.pid_exists(int(number)):
            wipe(path)
            found.append(path)
    return found


def _is_link(path: Path) -> bool:
    """Whether it leads elsewhere: a link, or what Windows has of the kind."""
    with suppress(FileNotFoundError):
        info = path.lstat()
        reparse = getattr(info, "st_file_attributes", 0) & stat.FILE_ATTRIBUTE_REPARSE_POINT
        return stat.S_ISLNK(info.st_mode) or bool(reparse)
    return False


def _overwrite(path: Path, size: int) -> None:
    """Write zeros over the content where it lies: a file cut short first would be written elsewhere."""
    with suppress(OSError):
        path.chmod(stat.S_IRUSR | stat.S_IWUSR)
        flags = os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(path, flags), "wb") as file:
            for start in range(0, size, CHUNK):
                file.write(bytes(min(CHUNK, size - start)))
