"""Every page of a centre's window, offscreen: seconds from a click until every figure it asks for stands."""

from __future__ import annotations

import importlib
import math
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtWidgets import QApplication

from models.store.base.workspace import open_workspace
from tests.benchmarks.centre_stops import stops
from tests.benchmarks.list_data import SIZE, application
from ui.base.loading import Loader
from ui.base.memory import Memory
from ui.base.page import PageSpec
from ui.base.pages import modules_ahead
from ui.base.session import Session
from ui.base.workers import Jobs
from ui.help.page import HELP
from ui.window.main_window import MainWindow

PATIENCE = 60.0
"""Seconds after which what is still under way is not waited for."""
AT_MOST = 900.0
"""Seconds that what is left of it may take before the next click."""
REST = 0.005
"""Seconds between two looks: looking all the time would count as the work of the page."""
QUIET = 3
"""Turns of the event loop without work until everything counts as shown."""
Moment = tuple[float, float]


class Shown(NamedTuple):
    """Seconds by the clock and of the processor until nothing was under way any more, infinite where that was not
    waited for; `again` by the clock when the same page came to the front once more.
    """

    label: str
    clock: float
    processor: float
    again: float | None = None


def shown(
    folder: Path, passphrase: str, home: Path, only: frozenset[str] = frozenset(), *, forms: bool = False
) -> Iterator[Shown]:
    """Open the window on a workspace, and go through its pages, all or those with these ids, one after the other."""
    application()
    for name in modules_ahead():
        importlib.import_module(name)
    start = _now()
    workspace = open_workspace(folder, passphrase)
    yield Shown("密码", *_since(start))
    session = Session(workspace, Memory(home / "settings.json"), Jobs())
    session.set_operator("张三")
    start = _now()
    window = MainWindow(session)
    window.resize(*SIZE)
    window.show()
    yield Shown("密码 › 第一页", *_settled(window, start))
    for spec in window.specs:
        if not only or spec.id in only:
            yield from _page(window, spec, forms=forms)
    session.jobs.wait()
    session.close()


def _page(window: MainWindow, spec: PageSpec, *, forms: bool) -> Iterator[Shown]:
    taken = []
    for _ in range(2):
        window.show_page(HELP)
        taken.append(_taken(window, partial(window.show_page, spec.id)))
    yield Shown(spec.label, *taken[0], taken[1][0])
    for stop in stops(window, window.page, forms=forms):
        yield Shown(f"{spec.label} › {stop.label}", *_taken(window, stop.act))


def _taken(window: MainWindow, act: Callable[[], object]) -> Moment:
    """What a click takes, once nothing is under way from before."""
    _settled(window, _now(), AT_MOST)
    start = _now()
    act()
    return _settled(window, start)


def _now() -> Moment:
    return time.perf_counter(), time.process_time()


def _since(start: Moment) -> Moment:
    end = _now()
    return end[0] - start[0], end[1] - start[1]


def _settled(window: MainWindow, start: Moment, patience: float = PATIENCE) -> Moment:
    """Seconds by clock and processor until nothing is under way and what came of it is painted."""
    quiet = 0
    while quiet < QUIET and time.perf_counter() - start[0] < patience:
        QApplication.processEvents()
        quiet = 0 if _busy(window) else quiet + 1
        time.sleep(REST)
    window.repaint()
    clock, processor = _since(start)
    return (clock if quiet >= QUIET else math.inf), processor


def _busy(window: MainWindow) -> bool:
    return bool(window.session.jobs.running) or any(one.is_waiting for one in window.page.findChildren(Loader))
