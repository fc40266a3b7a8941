"""One writer at a time, and a name for whoever that is."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager
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
    try:
        remove_link(folder / HOLDER)
        (folder / HOLDER).write_text(_myself(operator), encoding="utf-8")
        yield
    finally:
        (folder / HOLDER).unlink(missing_ok=True)
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
    try:
        return (folder / HOLDER).read_text(encoding="utf-8").strip() or "另一个程序"
    except OSError:
        return "另一个程序"


def _myself(operator: str) -> str:
    who, since = operator or login_name(), SYSTEM.now()
    return f"{who}，电脑 {platform.node()}，进程 {os.getpid()}，{since:%H:%M} 起"
