"""Files that only this user may read, and files that are written without following a link somebody laid there."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from models.store.base.held_files import take_away

FILE_MODE, FOLDER_MODE = 0o600, 0o700
"""Rights of files and folders that hold secrets, where the system has such rights."""


def create_private(path: Path) -> BinaryIO:
    """A new file open for writing that only this user may read; what had its name goes, of a link only the link.

    Raises:
        OSError: It cannot be made.
    """
    take_away(path)
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags, FILE_MODE), "w+b")


def remove_link(path: Path) -> None:
    """Take a link away that lies where a file is to be written: it would lead to somebody else's.

    Raises:
        OSError: It cannot be removed.
    """
    with suppress(FileNotFoundError):
        if path.is_symlink() or path.lstat().st_nlink > 1:
            path.unlink()
