"""A widget is never deleted by a thread that works."""

from __future__ import annotations

import gc
import threading
import weakref
from functools import partial

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ui.base import garbage
from ui.base.ticket import Ticket
from ui.base.workers import Jobs

OBJECTS = 20_000
"""So many begin a search for garbage more than once."""


class Owner(QObject):
    """Holds itself, as widgets hold what is connected to them."""

    def __init__(self) -> None:
        super().__init__()
        self.own = self


def make_objects(_: Ticket) -> int:
    return len([[] for _ in range(OBJECTS)])


def watched(owner: QObject) -> list[threading.Thread]:
    """Fills with the thread in which it is let go of."""
    found: list[threading.Thread] = []
    weakref.finalize(owner, lambda: found.append(threading.current_thread()))
    return found


def ask(owner: QObject, _: Ticket) -> str:
    return str(owner)


def test_what_holds_itself_is_let_go_of_by_the_windows_thread(qtbot: QtBot) -> None:
    clock, jobs = QObject(), Jobs()
    garbage.collect_here(clock)
    gone = watched(Owner())
    jobs.run(make_objects, owner=clock)
    jobs.wait()
    assert gone == []
    sample: list[list[int]] = [[] for _ in range(OBJECTS)]
    qtbot.waitUntil(lambda: len(gone) == 1)
    assert (gone, len(sample)) == ([threading.main_thread()], OBJECTS)
    assert not gc.isenabled()


def test_who_asked_is_let_go_of_by_the_windows_thread(qtbot: QtBot) -> None:
    """Though the thread that worked may be the last to hold the job."""
    jobs = Jobs()
    asked = Owner()
    del asked.own
    gone = watched(asked)
    jobs.run(partial(ask, asked), owner=asked)
    (job,) = jobs.running
    del asked
    qtbot.waitUntil(lambda: not jobs.running)
    assert gone == [threading.main_thread()]
    assert job.owner is None
