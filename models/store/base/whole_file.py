"""Files that are whole or not there: written beside their place, forced to the device, and only then named.

What a pulled stick or a power cut leaves beside the place goes with the next file that is written there.
"""

from __future__ import annotations

import errno
import io
import os
import re
import secrets
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, TypeVar, cast

from models.errors import FazhiError
from models.store.base.held_files import give_place
from models.store.base.private_file import FILE_MODE
from models.system_errors import Refusal, refusal_of, refusal_sentence

T = TypeVar("T")
PUBLIC_MODE = 0o666
MANY = 100
"""Files from which on the whole disk is forced out first."""
OURS = re.compile(r"\.法治台账-[0-9a-f]{8}\.part|.+\.(?:fzb|fzbak)\.part|\.[0-9a-f]{16}\.part")
"""Names of unfinished files, of this program and of 0.1.0."""
_NO_SYNC = (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP)
"""What a share on a network may say when a folder of it is to be forced to the device."""
_naming = threading.Lock()
"""Held while an unfinished file is made and marked as being written, and while those that nobody writes are removed."""


class NotWrittenError(FazhiError):
    """A file did not arrive at its place: the device's fault, or of whoever pulled it."""

    path: Path
    refusal: Refusal

    @property
    def sentence(self) -> str:
        """Says which file, why and what to do."""
        return f"“{self.path.name}”没有写成。{refusal_sentence(self.refusal)}"


class _Stream(io.FileIO):
    """The unfinished file: what the device says of it is told apart from what is said of files that are read."""

    def __init__(self, handle: int, target: Path) -> None:
        super().__init__(handle, "w+b")
        self._target = target

    def write(self, data: Any, /) -> int:
        """As `FileIO.write`, but raises `NotWrittenError` for what the device refuses."""
        with device_errors(self._target):
            return os.write(self.fileno(), data)

    def close(self) -> None:
        """As `FileIO.close`, and so too: a device may say only then what became of the writing."""
        with device_errors(self._target):
            super().close()


@contextmanager
def device_errors(target: Path) -> Iterator[None]:
    """Turn what the system says about the place of `target` into a `NotWrittenError`."""
    try:
        yield
    except OSError as problem:
        refusal = refusal_of(problem)
        raise NotWrittenError(target, Refusal.AWAY if refusal is Refusal.MISSING else refusal) from problem


def write_file(
    target: Path,
    write: Callable[[BinaryIO], T],
    *,
    is_whole: Callable[[Path, T], bool] = lambda *_: True,
    before_naming: Callable[[T], object] = lambda _: None,
    private: bool = False,
) -> T:
    """Write a file by `write`, whose result is given: it appears whole, also behind a power cut, or stays as it was.

    Args:
        target: Its place, in a folder that is there.
        write: Fills the file.
        is_whole: Reads the file back, from the device where the system allows; gets what `write` gave.
        before_naming: Called when the file is whole and has not got its name yet; gets what `write` gave.
        private: Only this user may read it.

    Raises:
        NotWrittenError: It is not there whole; nothing new stands under its name.
    """
    part = target.with_name(f".法治台账-{secrets.token_hex(4)}.part")
    try:
        with _unfinished(part, target, FILE_MODE if private else PUBLIC_MODE) as file:
            result = write(cast("BinaryIO", file))
            file.flush()
            with device_errors(target):
                os.fsync(file.fileno())
                _forget(file.fileno())
        with device_errors(target):
            whole = is_whole(part, result)
        if not whole:
            raise NotWrittenError(target, Refusal.CHANGED)
        before_naming(result)
        with device_errors(target):
            give_name(part, target)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return result


@contextmanager
def _unfinished(part: Path, target: Path, mode: int) -> Iterator[io.BufferedRandom]:
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with device_errors(target), _naming:
        remove_unfinished(part.parent)
        raw = _Stream(os.open(part, flags, mode), target)
        hold(raw.fileno())
    with io.BufferedRandom(raw) as file:
        yield file


def remove_unfinished(folder: Path) -> None:
    """Remove what is left of files that nobody is writing any more; what cannot be removed stays."""
    with suppress(OSError):
        for path in [Path(entry) for entry in os.scandir(folder) if OURS.fullmatch(entry.name)]:
            with suppress(OSError):
                if not _is_held(path):
                    path.unlink()


def _is_held(path: Path) -> bool:
    """Whether somebody is writing it; nobody is where the device lost it half way and cannot even open it."""
    try:
        handle = os.open(path, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
    except PermissionError:
        return True
    except OSError:
        return False
    try:
        return not hold(handle)
    finally:
        os.close(handle)


def hold(handle: int) -> bool:
    """Mark an open file as being written, until it is closed; False where somebody else writes it.

    Windows lets nobody remove what is open, so that nothing has to be marked there.
    """
    if sys.platform == "win32":
        return True
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def give_name(part: Path, target: Path) -> None:
    """Rename a file that is on the device already, so that its name is there too behind a power cut.

    Raises:
        OSError: It has not got the name, or nobody knows whether it would keep it.
    """
    give_place(part, target)
    # exFAT by FUSE takes a folder's flush for done and does nothing; a file's flush brings out the new name. Windows
    # opens no folder either, and forcing the file out forces the log of the file system out.
    with suppress(PermissionError), target.open("r+b") as file:
        os.fsync(file.fileno())
    sync_folder(target.parent)


def give_folder_name(part: Path, place: Path) -> None:
    """Rename a folder that was filled, so that it is there with all that is in it behind a power cut.

    Raises:
        OSError: It has not got the name, or nobody knows whether it would keep it.
    """
    _sync_tree(part)
    give_place(part, place)
    sync_folder(place.parent)


def make_folder(folder: Path, mode: int) -> None:
    """Make a folder and what is missing above it, so that all of it is there behind a power cut."""
    missing = [one for one in folder.parents if not one.exists()]
    folder.mkdir(mode=mode, parents=True)
    for one in missing:
        sync_folder(one.parent)


def _sync_tree(folder: Path) -> None:
    files = [path for path in folder.rglob("*") if path.is_file()]
    if len(files) > MANY and hasattr(os, "sync"):
        os.sync()  # all at once; each for itself then takes next to nothing, and says what failed
    for path in files:
        with path.open("r+b") as file:
            os.fsync(file.fileno())
    for path in [*(one for one in folder.rglob("*") if one.is_dir()), folder]:
        sync_folder(path)


def sync_folder(folder: Path) -> None:
    """Force names in a folder to the device too, where the system lets folders be opened.

    Raises:
        OSError: The device failed.
    """
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    except OSError as problem:
        if problem.errno not in _NO_SYNC:
            raise
    finally:
        os.close(handle)


def _forget(handle: int) -> None:
    """Let what is read next come from the device, where the system allows."""
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
