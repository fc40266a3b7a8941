"""The window over a workspace, set up for a benchmark: offscreen unless QT_QPA_PLATFORM says otherwise."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from models.store.base.workspace import Workspace
from ui.base.fonts import speak_chinese
from ui.base.memory import Memory
from ui.base.session import Session
from ui.base.theme import apply_theme
from ui.base.tokens import FONT_SIZE
from ui.base.workers import Jobs
from ui.window.main_window import MainWindow

SIZE = (1366, 768)
LOOK_EVERY = 1
"""Milliseconds between two looks at what is under way."""


class Stage(NamedTuple):
    """A window with its session, and a function that waits until nothing is under way."""

    session: Session
    window: MainWindow
    settle: Callable[[], None]


def application() -> QApplication:
    """The one application of the process, looking as ours does."""
    made = QApplication.instance()
    if not isinstance(made, QApplication):
        made = QApplication([])
        apply_theme(made)
        speak_chinese(made, FONT_SIZE)
    return made


def stage(workspace: Workspace, home: Path) -> Stage:
    """Show the window of a workspace."""
    app = application()
    session = Session(workspace, Memory(home / "user.json"), Jobs(), "张晓明")
    window = MainWindow(session)
    window.resize(*SIZE)
    window.show()
    window.activateWindow()

    def settle() -> None:
        app.processEvents()
        wait_for(lambda: not session.jobs.running)
        app.processEvents()

    settle()
    return Stage(session, window, settle)


def wait_for(done: Callable[[], bool]) -> None:
    """Run the event loop until `done`."""
    loop, timer = QEventLoop(), QTimer(interval=LOOK_EVERY)
    timer.timeout.connect(lambda: loop.quit() if done() else None)
    timer.start()
    if not done():
        loop.exec()
    timer.stop()
