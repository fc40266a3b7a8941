"""Every page of a centre's window, offscreen: seconds from asking for it until what it shows is painted."""

from __future__ import annotations

import importlib
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
from ui.pages.loading import Loader
from ui.session import Session
from ui.workers import Jobs

PATIENCE = 300.0
"""Seconds after which a page is given up."""
QUIET = 3
"""Turns of the event loop without work until a page counts as shown."""


class Shown(NamedTuple):
    """Seconds a page took: the first time, and when it was called again; with the processor time of the first."""

    label: str
    first: float
    processor: float
    again: float


def shown(folder: Path, passphrase: str, home: Path) -> Iterator[Shown]:
    """Open the window on a workspace and turn to one page after the other."""
    application()
    for name in names():
        importlib.import_module(name)
    jobs = Jobs()
    session = Session(open_workspace(folder, passphrase), Memory(home / "settings.json"), jobs)
    session.set_operator("张三")
    start = time.perf_counter(), time.process_time()
    window = MainWindow(session)
    window.show()
    first = _settled(window, start)
    for at, spec in enumerate(window.specs):
        taken = first if at == 0 else _turned(window, spec.id)
        window.show_page(window.specs[at - 1].id)
        _settled(window, start)
        yield Shown(spec.label, *taken, _turned(window, spec.id)[0])
    jobs.wait()
    session.close()


def _turned(window: MainWindow, page: str) -> tuple[float, float]:
    start = time.perf_counter(), time.process_time()
    window.show_page(page)
    return _settled(window, start)


def _settled(window: MainWindow, start: tuple[float, float]) -> tuple[float, float]:
    """Seconds since `start` by the clock and of the processor, once nothing is under way and all is painted."""
    quiet, moment = 0, (float("inf"), float("inf"))
    while quiet < QUIET and time.perf_counter() - start[0] < PATIENCE:
        QApplication.processEvents()
        if _busy(window):
            quiet = 0
            time.sleep(0.001)
        elif (quiet := quiet + 1) == 1:
            window.repaint()
            moment = time.perf_counter(), time.process_time()
    return moment[0] - start[0], moment[1] - start[1]


def _busy(window: MainWindow) -> bool:
    return bool(window.session.jobs.running) or any(one.is_waiting for one in window.page.findChildren(Loader))
