"""One start of a window in a process of its own; prints seconds as JSON."""

import json
import sys
import time
from pathlib import Path
from typing import Any

PAGE = "cases"
TYPING = 2_000
"""Milliseconds that typing a 密码 takes: few people are faster."""
POLL = 1
"""Milliseconds between two looks."""


def main() -> None:
    """`bare`, or `window` and the workspace."""
    probe, workspace = sys.argv[1], Path(sys.argv[2])
    print(json.dumps(_bare() if probe == "bare" else _window(workspace)))  # noqa: T201 - read by the benchmark


def _bare() -> dict[str, float]:
    """An empty main window: from here, and from the moment Qt is there."""
    start = time.perf_counter()
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QMainWindow

    application = QApplication([])
    loaded = time.perf_counter()
    found: dict[str, float] = {}

    class Bare(QMainWindow):
        def paintEvent(self, event: Any) -> None:  # noqa: N802 - Qt's name
            super().paintEvent(event)
            now = time.perf_counter()
            found.update(start=now - start, shown=now - loaded)
            QTimer.singleShot(0, application.quit)

    window = Bare()
    window.resize(1280, 700)
    window.show()
    application.exec()
    return found


def _window(folder: Path) -> dict[str, float]:
    """Ours, from the accepted 密码 on: the first page painted, then the list painted with its rows."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from models.store.base import keyring
    from tests.benchmarks.window_data import PASSPHRASE
    from ui.application import Program, user_file
    from ui.base.fonts import speak_chinese
    from ui.base.memory import Memory
    from ui.base.theme import apply_theme
    from ui.start.unlock import UnlockPage

    accepted: list[float] = []
    unwrap = keyring.unwrap_key

    def clocked(*args: Any) -> bytes:
        key = unwrap(*args)
        accepted.append(time.perf_counter())
        return key

    vars(keyring)["unwrap_key"] = clocked
    application = QApplication([])
    user = Memory(user_file())
    apply_theme(application)
    speak_chinese(application, 14)
    program = Program(user)
    program.start()
    if program.door is None:
        raise SystemExit("no door")
    program.door.unlock(folder)
    page = program.door.page
    if not isinstance(page, UnlockPage):
        raise SystemExit("no page to unlock")
    page.field.setText(PASSPHRASE)
    QTimer.singleShot(TYPING, page.unlock)
    found: dict[str, float] = {}
    timer = QTimer(interval=POLL)
    timer.timeout.connect(lambda: _look(program, accepted, found))
    timer.start()
    application.exec()
    program.end()
    return found


def _look(program: Any, accepted: list[float], found: dict[str, float]) -> None:
    """Note what can be seen by now, and go on to the list."""
    from PySide6.QtWidgets import QApplication

    window = program.window
    if window is None or not window.isVisible():
        return
    if "first_page" not in found:
        window.repaint()
        found["first_page"] = time.perf_counter() - accepted[0]
        window.show_page(PAGE)
        return
    shown = window.page.pane.list
    if shown.model.ids:
        shown.table.viewport().repaint()
        found["list"] = time.perf_counter() - accepted[0]
        QApplication.quit()


if __name__ == "__main__":
    main()
