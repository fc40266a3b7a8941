"""One writer at a time, and a name for whoever that is."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from models.clock import SYSTEM
from models.login import login_name
from models.store.base.errors import WorkspaceBusyError
from models.store.base.private_file import remove_link

WAIT_SECONDS = 5.0
LOCK, HOLDER = "写入.lock", "占用.txt"
COPY_LOCK = "副本.lock"


@contextmanager
def writing(folder: Path, operator: str, wait: float = WAIT_SECONDS) -> Iterator[None]:
    """Hold the workspace for writing.

    Raises:
        WorkspaceBusyError: Someone else still holds it after `wait` seconds; says who.
    """
    lock = FileLock(folder / LOCK, timeout=wait)
    try:
        lock.acquire()
    except Timeout as late:
        raise WorkspaceBusyError(read_holder(folder)) from late
    note = folder / HOLDER
    try:
        leave_note(note, _myself(operator))
        yield
    finally:
        remove_note(note)
        lock.release()


@contextmanager
def copying(folder: Path, wait: float = WAIT_SECONDS) -> Iterator[None]:
    """Make a backup of the workspace: one at a time, while others go on writing.

    Raises:
        WorkspaceBusyError: Another one is still being made after `wait` seconds.
    """
    try:
        with FileLock(folder / COPY_LOCK, timeout=wait):
            yield
    except Timeout as late:
        raise WorkspaceBusyError("另一次备份") from late


def read_holder(folder: Path) -> str:
    """Who holds the workspace, in words; a general word when that is not known."""
    return read_note(folder / HOLDER) or "另一个程序"


def leave_note(path: Path, words: str) -> None:
    """Say beside a lock who holds it; nobody is kept from working because a scanner has the note open."""
    with suppress(OSError):
        remove_link(path)
        path.write_text(words, encoding="utf-8")


def remove_note(path: Path) -> None:
    """Take the note away; one that is held stays, to be read by nobody while the lock is free."""
    with suppress(OSError):
        path.unlink(missing_ok=True)


def read_note(path: Path) -> str:
    """What the note says, "" where there is none."""
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def _myself(operator: str) -> str:
    who, since = operator or login_name(), SYSTEM.now()
    return f"{who}，电脑 {platform.node()}，进程 {os.getpid()}，{since:%H:%M} 起"
