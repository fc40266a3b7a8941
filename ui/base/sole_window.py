"""One window that writes per workspace: a second one is told who has it open, and may look only. Knows no Qt."""

from __future__ import annotations

import os
import platform
from pathlib import Path

from filelock import FileLock, Timeout

from models.clock import SYSTEM, minute_words
from models.login import login_name
from models.store.base.lock import leave_note, read_note, remove_note

LOCK, HOLDER = "窗口.lock", "窗口.txt"


class WriteHold:
    """The right to write from this window; the operating system takes it back when the process ends."""

    def __init__(self, folder: Path, lock: FileLock) -> None:
        self._folder, self._lock = folder, lock

    def release(self) -> None:
        """Delete the holder's note and release the lock."""
        remove_note(self._folder / HOLDER)
        self._lock.release()


def take_hold(folder: Path) -> WriteHold | None:
    """Take the right to write; None where another window has it."""
    lock = FileLock(folder / LOCK, timeout=0, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        return None
    since = SYSTEM.now()
    words = f"电脑 {platform.node()}，用户 {login_name()}，{minute_words(since)} 打开，进程 {os.getpid()}"
    leave_note(folder / HOLDER, words)
    return WriteHold(folder, lock)


def holder_words(folder: Path) -> str:
    """Who has the workspace open, in words; "" where that is not known."""
    return read_note(folder / HOLDER)
