"""A process that reads one file of others, seen from the window: it is asked with a time limit and can be ended."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import Any, Protocol, cast

import msgspec

from models.errors import FazhiError
from ui.rendering.command import command
from ui.rendering.messages import Raster, Request, read_message, write_message
from ui.rendering.search import PdfHit

SECONDS = 20.0
"""An office computer opens the largest of what offices send in a few."""


class NotRenderedError(FazhiError):
    """The file is not shown: it is broken, too much, took too long, or the process ended."""

    template = "这个文件的内容读不出来，或者太大、太复杂，不能在这里看；请点“打开”，用电脑上的程序看。"


class Stopping(Protocol):
    """What can be cancelled, as `ui.base.ticket.Ticket`."""

    @property
    def is_cancelled(self) -> bool:
        """Whether nobody wants the answer any more."""

    def stopping(self, stop: Callable[[], None]) -> AbstractContextManager[None]:
        """Have `stop` called when it is cancelled within the block."""


class RenderProcess:
    """One process; it begins to load at once, and what is asked of it first waits for that."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self.seconds = seconds
        self._asking, self._is_ready = threading.Lock(), False
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )

    def picture(self, data: bytes, side: int, ticket: Stopping | None = None) -> Raster:
        """The picture, at most `side` pixels wide and high.

        Raises:
            NotRenderedError: It cannot be shown.
            CancelledError: The ticket was cancelled before.
        """
        return self._raster(Request("picture", (side,), data), ticket)

    def shrink(self, data: bytes, ticket: Stopping | None = None) -> bytes:
        """The photo made smaller; b"" for none. Raises as `picture`."""
        return cast("bytes", self.ask(Request("shrink", (), data), bytes, ticket))

    def open_pdf(self, data: bytes, ticket: Stopping | None = None) -> int:
        """Hand the PDF over for what comes after; gives its number of pages. Raises as `picture`."""
        return cast("int", self.ask(Request("pdf", (), data), int, ticket))

    def page_size(self, number: int, ticket: Stopping | None = None) -> tuple[float, float]:
        """Width and height of a page (from 0) in points. Raises as `picture`."""
        return cast("tuple[float, float]", self.ask(Request("size", (number,)), tuple[float, float], ticket))

    def page(self, number: int, scale: float, ticket: Stopping | None = None) -> Raster:
        """A page (from 0) with at most `scale` pixels a point. Raises as `picture`."""
        return self._raster(Request("page", (number, scale)), ticket)

    def find(self, words: str) -> list[PdfHit]:
        """Every place that words stand at. Raises as `picture`."""
        return cast("list[PdfHit]", self.ask(Request("find", (words,)), list[PdfHit]))

    def texts(self) -> list[str]:
        """The text of every page. Raises as `picture`."""
        return cast("list[str]", self.ask(Request("texts"), list[str]))

    def ask(self, request: Request, kind: Any, ticket: Stopping | None = None) -> Any:
        """The answer, as `kind`; whatever else comes ends the process. Raises as `picture`."""
        with self._asking, self._ended_by(ticket):
            try:
                return self._answer(request, kind)
            except (OSError, ValueError, EOFError, msgspec.MsgspecError):
                self._process.kill()
                raise NotRenderedError from None

    def _answer(self, request: Request, kind: Any) -> Any:
        asked, answers = self._process.stdin, self._process.stdout
        if asked is None or answers is None:
            raise EOFError
        if not self._is_ready:
            read_message(cast("Any", answers), str)
            self._is_ready = True
        write_message(cast("Any", asked), request)
        answer = read_message(cast("Any", answers), kind | None)
        if answer is None:
            raise NotRenderedError
        return answer

    def _raster(self, request: Request, ticket: Stopping | None) -> Raster:
        found: Raster = self.ask(request, Raster, ticket)
        if not found.is_whole:
            raise NotRenderedError
        return found

    @contextmanager
    def _ended_by(self, ticket: Stopping | None) -> Iterator[None]:
        """The process is ended when time is up, or the ticket is cancelled."""
        timer = threading.Timer(self.seconds, self._process.kill)
        timer.daemon = True
        timer.start()
        try:
            if ticket is None:
                yield
            else:
                with ticket.stopping(self._process.kill):
                    yield
        finally:
            timer.cancel()

    def close(self) -> None:
        """End the process, whatever it does; who waits for its answer gets `NotRenderedError` at once."""
        self._process.kill()
        with self._asking:
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe is not None:
                    with suppress(OSError):
                        pipe.close()
        self._process.wait()


class RenderProcesses:
    """A process for each file that is looked at; the next one is loaded while nobody waits for it."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self.seconds = seconds
        self._lock = threading.Lock()
        self._spare: RenderProcess | None = None
        self._current: RenderProcess | None = None
        self._is_closed = False

    def warm(self) -> None:
        """Load a process ahead, unless there is one."""
        with self._lock:
            if self._spare is None and not self._is_closed:
                self._spare = RenderProcess(self.seconds)

    def next(self, ticket: Stopping) -> RenderProcess:
        """The process for another file; the one for the file before is ended.

        Raises:
            NotRenderedError: Closed meanwhile, or the ticket was cancelled.
        """
        with self._lock:
            if self._is_closed or ticket.is_cancelled:
                raise NotRenderedError
            before, self._current = self._current, self._spare or RenderProcess(self.seconds)
            self._spare, given = None, self._current
        if before:
            before.close()
        return given

    @property
    def is_reading(self) -> bool:
        """Whether a file is looked at."""
        return self._current is not None

    def drop(self) -> None:
        """End the process of the file that was looked at."""
        with self._lock:
            before, self._current = self._current, None
        if before:
            before.close()

    def close(self) -> None:
        """End them all, for good."""
        with self._lock:
            self._is_closed, ending = True, [self._spare, self._current]
            self._spare = self._current = None
        for one in ending:
            if one:
                one.close()
