"""What a running task knows of the window, without knowing the window: how it tells its progress and hears 取消."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

TELL_EVERY = 0.1
"""Seconds between two reports of progress that reach the window."""


class CancelledError(Exception):
    """The user pressed 取消; nothing is shown for it."""


class Ticket:
    """Lets a running task report its progress and notice that it was cancelled."""

    def __init__(self, tell: Callable[[str, int, int], None]) -> None:
        self._tell, self._told, self._cancelled = tell, 0.0, threading.Event()
        self._stop: Callable[[], None] | None = None
        self._stopping = threading.Lock()

    def say(self, text: str, done: int = 0, total: int = 0) -> None:
        """Tell the progress: what is done now, and how far; `total` 0 means unknown.

        Raises:
            CancelledError: The user pressed 取消.
        """
        if self._cancelled.is_set():
            raise CancelledError
        now = time.monotonic()
        if now - self._told >= TELL_EVERY:
            self._told = now
            self._tell(text, done, total)

    def cancel(self) -> None:
        """Have the task stop where it next tells its progress, or at once within `stopping`."""
        self._cancelled.set()
        with self._stopping:
            if self._stop:
                self._stop()

    @property
    def is_cancelled(self) -> bool:
        """Whether the result is no longer wanted; a task that sees it should stop."""
        return self._cancelled.is_set()

    @contextmanager
    def stopping(self, stop: Callable[[], None]) -> Iterator[None]:
        """Within this block cancelling calls `stop`, from another thread; what then fails is not told.

        Raises:
            CancelledError: Cancelled before.
        """
        with self._stopping:
            if self.is_cancelled:
                raise CancelledError
            self._stop = stop
        try:
            yield
        finally:
            with self._stopping:
                self._stop = None
