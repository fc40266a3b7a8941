"""A real workspace on disk and the real window over it; offscreen, without pauses."""

import functools
import gc
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.copied_workspace import copied_workspace

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from models.records.registry import ledger
from models.store.base import keyring
from models.store.base.workspace import UNIT, Office, Workspace
from models.store.records import records
from tests.ui import worked_year
from ui.base import garbage
from ui.base.fonts import bundled_family
from ui.base.memory import Memory
from ui.base.session import Session
from ui.base.theme import apply_theme
from ui.base.tokens import FONT_SIZE
from ui.base.workers import Jobs
from ui.window.main_window import MainWindow

PASSPHRASE = "four calm words 42"
PATIENCE = 30_000
"""Milliseconds: on a machine that others use too work takes many times as long as alone."""

made_year, year, next_issued, open_page, settle = (
    worked_year.made_year,
    worked_year.year,
    worked_year.next_issued,
    worked_year.open_page,
    worked_year.settle,
)


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> Iterator[QApplication]:
    """The program's own look and font, so that things are as large as in its window, whatever the machine has.

    What was copied last is let go: offscreen, the process would end with a crash over it.
    """
    apply_theme(qapp)
    qapp.setFont(QFont(bundled_family(), FONT_SIZE))
    yield qapp
    qapp.clipboard().clear()


@pytest.fixture
def qtbot(qtbot: QtBot) -> Iterator[QtBot]:
    """Waits with patience for whatever it is told to wait for, and holds its widgets until they are closed.

    A widget that nothing but Qt holds any more is collected amid whatever event comes next, and the process dies of it.
    """
    for name in ("waitUntil", "waitSignal", "waitSignals", "waitActive", "waitExposed"):
        setattr(qtbot, name, functools.partial(getattr(qtbot, name), timeout=PATIENCE))
    held, add = list[QWidget](), qtbot.addWidget

    def add_and_hold(widget: QWidget, **settings: Any) -> None:
        held.append(widget)
        add(widget, **settings)

    setattr(qtbot, "addWidget", add_and_hold)  # noqa: B010 - mypy knows it as a method
    yield qtbot
    held.clear()


@pytest.fixture(autouse=True)
def _no_key_is_held() -> None:
    """Qt takes Ctrl for pressed after a click with it, until the next event: the next test would choose more rows."""
    if QApplication.instance() and QApplication.keyboardModifiers():
        QTest.keyRelease(QWidget(), Qt.Key.Key_Control)


@pytest.fixture(autouse=True)
def _garbage_is_collected_here() -> Iterator[None]:
    """As `ui.base.garbage` does it in the program, but between two tests."""
    gc.disable()
    yield
    garbage.collect()
    gc.enable()


@pytest.fixture(autouse=True)
def _cheap_stretching(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring, "MEMORY_KIB", 64)
    monkeypatch.setattr(keyring, "ITERATIONS", 1)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = copied_workspace(tmp_path / "杨桥办事处", Office(UNIT, "X01", "杨桥办事处"), PASSPHRASE)
    yield made
    made.close()


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path, workspace: Workspace) -> Iterator[Session]:
    made = Session(workspace, Memory(tmp_path / "user.json"), Jobs(), "张晓明")
    troubles: list[Any] = []
    made.failed.connect(troubles.append)
    yield made
    qtbot.waitUntil(lambda: not made.jobs.running)
    made.close()
    assert troubles == []


@pytest.fixture
def idle(qtbot: QtBot, session: Session) -> Callable[[], None]:
    """Waits until nothing is under way."""

    def wait() -> None:
        qtbot.waitUntil(lambda: not session.jobs.running)

    return wait


@pytest.fixture
def window(qtbot: QtBot, session: Session, idle: Callable[[], None]) -> Iterator[MainWindow]:
    made = MainWindow(session)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    idle()
    yield made
    idle()


@pytest.fixture
def people(workspace: Workspace) -> list[str]:
    """Uids of three persons."""
    names = (("王伟", "410105198801071870", "13800000001"), ("李芳", "", "13800000002"), ("张娜", "", "13800000003"))
    with workspace.write("张晓明") as tx:
        made = [
            records.save(tx, ledger("person"), "X01", {"name": name, "id_number": number, "phone": phone})
            for name, number, phone in names
        ]
    return [entry.uid for entry in made]


@pytest.fixture
def type_text(window: MainWindow) -> Callable[[str], None]:
    """Types where the cursor is, as an input method delivers it: Chinese as a whole, the rest key by key."""

    def send(text: str) -> None:
        widget = window.focusWidget() or window
        if text.isascii():
            QTest.keyClicks(widget, text)
            return
        event = QInputMethodEvent("", [])
        event.setCommitString(text)
        QApplication.sendEvent(widget, event)

    return send
