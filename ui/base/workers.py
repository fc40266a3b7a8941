"""The one way to run slow work off the UI thread.

A task is a function of a `Ticket`; it tells its progress through it and finds out there that it was cancelled. What it
returns comes back on the UI thread. Reading tasks run side by side; writing ones run one after the other, in the order
in which they were asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar
from weakref import WeakSet

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThreadPool, Signal

from models.errors import FazhiError
from models.store.base.errors import DamagedWorkspaceError, IncompleteWorkspaceError
from models.system_errors import system_sentence
from ui.base.error_detail import error_detail
from ui.base.ticket import CancelledError, Ticket

T = TypeVar("T")
CURED_BY_BACKUP = (DamagedWorkspaceError, IncompleteWorkspaceError)


@dataclass(frozen=True)
class Trouble:
    """Why a task did not end well: `sentence` for everybody, `detail` (a traceback) only where it is our own fault.

    `is_cured_by_backup`: whether restoring a backup is what helps.
    """

    sentence: str
    detail: str = ""
    is_cured_by_backup: bool = False


@dataclass(eq=False)
class Turns:
    """Asks for one thing again and again: answers may overtake one another, so only the last question's is wanted."""

    owner: QObject
    asked: int = 0

    def ask(self) -> Turn:
        """Ask anew: what was asked for before is answered no more, nor does it fail."""
        self.asked += 1
        return Turn(self, self.asked)


@dataclass(frozen=True)
class Turn:
    """One numbered request, so that an answer overtaken by a newer request can be dropped."""

    turns: Turns
    number: int

    @property
    def is_last(self) -> bool:
        """Whether nothing newer was asked for."""
        return self.number == self.turns.asked


@dataclass(eq=False)
class Job:
    """A task under way; `label` is "" for work too short to be shown."""

    task: Callable[[Ticket], Any]
    label: str
    on_done: Callable[[Any], None] | None
    on_error: Callable[[Trouble], None] | None
    owner: QObject | Turn | None
    cancellable: bool
    writes: bool
    ticket: Ticket = field(init=False)

    def let_go(self) -> None:
        """Forget who asked: the working thread may be the last to hold the job, and must not delete a widget."""
        self.task, self.on_done, self.on_error, self.owner = _nothing, None, None, None

    @property
    def is_wanted(self) -> bool:
        """Whether the widget that asked is still there."""
        owner = self.owner.turns.owner if isinstance(self.owner, Turn) else self.owner
        return owner is None or shiboken6.isValid(owner)

    @property
    def is_overtaken(self) -> bool:
        """Whether the same question was asked again later, so that this result is dropped."""
        return isinstance(self.owner, Turn) and not self.owner.is_last


class Jobs(QObject):
    """Runs tasks; lives on the UI thread.

    Signals:
        changed: A task began or ended.
        progressed: A job, what it does, how much of it is done and of how much.
        failed: A `Trouble` that nobody else wanted.
        written: What a widget asked to be written was written; drafts, which nobody asks for, do not count.
        recovered: What had failed last was asked for again, by its label, and ended well.
    """

    changed = Signal()
    progressed = Signal(object, str, int, int)
    failed = Signal(object)
    written = Signal()
    recovered = Signal()
    _ended = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.running: list[Job] = []
        self.closed_by = ""
        """Why writing tasks are refused now, "" while they are not."""
        self.spare = WeakSet[Ticket]()
        """Of tasks whose results are only looked at: cancelled when the window closes."""
        self._readers, self._writer = QThreadPool(self), QThreadPool(self)
        self._writer.setMaxThreadCount(1)
        self._ended.connect(self._settle)
        self._failed_label = ""
        """Of the task whose failure was shown last."""

    def run(
        self,
        task: Callable[[Ticket], T],
        on_done: Callable[[T], None] | None = None,
        on_error: Callable[[Trouble], None] | None = None,
        *,
        label: str = "",
        owner: QObject | Turn | None = None,
        writes: bool = False,
        cancellable: bool = False,
    ) -> Ticket:
        """Run `task` on another thread, then `on_done` with its result on this one.

        Args:
            task: Gets the ticket; touches no widget.
            on_done: Gets the result.
            on_error: Gets the trouble; without it `failed` shows it as a banner.
            label: What the status area shows with a bar, for anything a person may have to wait for.
            owner: Widget that asked; once it is gone its callbacks are not called, nor those of a turn overtaken.
            writes: Changes the workspace: queued behind other writing tasks, refused in a window for looking only.
            cancellable: Offer 取消.
        """
        job = Job(task, label, on_done, on_error, owner, cancellable, writes)
        job.ticket = Ticket(lambda text, done, total: self.progressed.emit(job, text, done, total))
        if writes and self.closed_by:
            (on_error or self.failed.emit)(Trouble(self.closed_by))
            return job.ticket
        self.running.append(job)
        (self._writer if writes else self._readers).start(lambda: self._work(job))
        self.changed.emit()
        return job.ticket

    def run_beside(
        self,
        task: Callable[[Ticket], T],
        on_done: Callable[[T], None],
        on_error: Callable[[Trouble], None] | None = None,
        *,
        label: str = "",
        owner: QObject | None = None,
        cancellable: bool = False,
    ) -> None:
        """Run a task that is refused where writing is, though nothing that is typed or saved meanwhile waits for it."""
        if self.closed_by:
            (on_error or self.failed.emit)(Trouble(self.closed_by))
        else:
            self.run(task, on_done, on_error, label=label, owner=owner, cancellable=cancellable)

    @property
    def visible(self) -> Job | None:
        """The oldest running job that has a label, or None: the one the status area shows."""
        return next((job for job in self.running if job.label), None)

    def let_write(self, milliseconds: int) -> bool:
        """Let what was asked to be written reach the disk; not behind work that is shown, which takes its time."""
        return self.visible is None and self._writer.waitForDone(milliseconds)

    def finish_writing(self) -> None:
        """Wait for all that was asked to be written, and hand over now how it ended."""
        self._writer.waitForDone()
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall.value)

    def wait(self) -> None:
        """Wait for everything under way that is not only for looking at; results are dropped with the window."""
        for ticket in self.spare:
            ticket.cancel()
        self._readers.waitForDone()
        self._writer.waitForDone()

    def _work(self, job: Job) -> None:
        result: object = None
        trouble: Exception | None = None
        try:
            result = job.task(job.ticket)
        except Exception as error:  # noqa: BLE001 - the edge: whatever went wrong becomes words
            trouble = CancelledError() if job.ticket.is_cancelled else error
        self._ended.emit(job, result, trouble)

    def _settle(self, job: Job, result: object, error: Exception | None) -> None:
        self.running.remove(job)
        try:
            self._hand_over(job, result, error)
        finally:
            job.let_go()
            self.changed.emit()  # behind it: a task that goes on in another one keeps its bar

    def _hand_over(self, job: Job, result: object, error: Exception | None) -> None:
        if isinstance(error, CancelledError) or job.is_overtaken:
            return
        if error is not None:
            trouble = trouble_of(error)
            tell = job.on_error if job.on_error and job.is_wanted else self.failed.emit
            self._failed_label = job.label
            tell(trouble)
            return
        if job.label and job.label == self._failed_label:
            self._failed_label = ""
            self.recovered.emit()
        if job.writes and job.owner is not None:
            self.written.emit()
        if job.on_done and job.is_wanted:
            job.on_done(result)


def _nothing(_: Ticket) -> None:
    pass


def trouble_of(error: BaseException) -> Trouble:
    """The words for an exception: one sentence, and a traceback where nobody but us can help."""
    if isinstance(error, FazhiError):
        return Trouble(error.sentence, is_cured_by_backup=isinstance(error, CURED_BY_BACKUP))
    if isinstance(error, OSError):
        return Trouble(system_sentence(error))
    detail = error_detail(error)
    return Trouble("程序出错了，这一步没有完成，已有的数据没有受影响：请把错误详情复制给维护人员。", detail)
