"""Every page of a centre's window, offscreen: seconds from asking for it until what it shows is painted."""

from __future__ import annotations

import importlib
import math
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from PySide6.QtWidgets import QApplication

from models.store.workspace import open_workspace
from tests.benchmarks.list_data import application
from ui.main_window import MainWindow
from ui.memory import Memory
from ui.pages import names
from ui.pages.help_page import HELP
from ui.pages.loading import Loader
from ui.session import Session
from ui.workers import Jobs

PATIENCE = 100.0
"""Seconds after which what is still under way is not waited for."""
QUIET = 3
"""Turns of the event loop without work until everything counts as shown."""
Moment = tuple[float, float]


class Shown(NamedTuple):
    """Seconds a page took: until what it reads for itself is painted, the processor's until then, and until nothing is
    under way any more (infinite where that was not waited for); then the same page once more.
    """

    label: str
    first: float
    processor: float
    whole: float
    again: float


def shown(folder: Path, passphrase: str, home: Path) -> Iterator[Shown]:
    """Open the window on a workspace and turn to one page after the other; the first page opens with the window."""
    application()
    for name in names():
        importlib.import_module(name)
    session = Session(open_workspace(folder, passphrase), Memory(home / "settings.json"), Jobs())
    session.set_operator("张三")
    start = _now()
    window = MainWindow(session)
    window.show()
    first = _settled(window, start)
    for at, spec in enumerate(window.specs):
        taken = _turned(window, spec.id) if at else first
        _turned(window, HELP)
        yield Shown(spec.label, *taken, _turned(window, spec.id)[0])
    session.jobs.wait()
    session.close()


def _now() -> Moment:
    return time.perf_counter(), time.process_time()


def _painted(window: MainWindow) -> Moment:
    window.repaint()
    return _now()


def _turned(window: MainWindow, page: str) -> tuple[float, float, float]:
    start = _now()
    window.show_page(page)
    return _settled(window, start)


def _settled(window: MainWindow, start: Moment) -> tuple[float, float, float]:
    """Seconds since `start` until the page's own reading is painted, by clock and processor, and until all is quiet."""
    loader = getattr(window.page, "loader", None)
    loaded: list[Moment] = []
    if isinstance(loader, Loader):
        loader.loaded.connect(lambda: loaded.append(_painted(window)))
    quiet = 0
    while quiet < QUIET and time.perf_counter() - start[0] < PATIENCE:
        QApplication.processEvents()
        quiet = 0 if _busy(window) else quiet + 1
        time.sleep(0.001)
    window.repaint()
    end = _now()
    first = loaded[0] if loaded else end
    whole = end[0] - start[0] if quiet >= QUIET else math.inf
    return first[0] - start[0], first[1] - start[1], whole


def _busy(window: MainWindow) -> bool:
    return bool(window.session.jobs.running) or any(one.is_waiting for one in window.page.findChildren(Loader))
