"""Types into a form until it is killed; prints before each key what the fields will then hold."""

import json
import sys
import time
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from models.store.base.workspace import open_workspace
from tests.benchmarks.bench_kill import FIELDS, KEY_EVERY
from tests.benchmarks.list_data import stage
from ui.ledgers.page import LedgerPage


def main() -> None:
    """Type for ever."""
    made = stage(open_workspace(Path(sys.argv[1]), None), Path(sys.argv[2]))
    made.window.show_page("certificates")
    made.settle()
    page = made.window.page
    if not isinstance(page, LedgerPage):
        raise SystemExit("no such page")
    page.pane.new()
    _have_the_keyboard(made.window)
    form, said = page.pane.form, dict[str, str]()
    _say({})
    for name in FIELDS:
        form.fields.go_to(name)
        for at in range(15):
            said[name] = said.get(name, "") + chr(ord("a") + at)
            _say(said)
            QTest.keyClick(QApplication.focusWidget() or form, Qt.Key(ord("A") + at))
            _wait()
    while True:
        _wait()


def _have_the_keyboard(window: QWidget) -> None:
    """A window that is not the active one hears of no field that is left, and nobody can type into it."""
    while not window.isActiveWindow():
        window.activateWindow()
        _wait()


def _wait() -> None:
    until = time.perf_counter() + KEY_EVERY
    while time.perf_counter() < until:
        QApplication.processEvents()
        time.sleep(0.001)


def _say(words: dict[str, str]) -> None:
    print(json.dumps(words), flush=True)  # noqa: T201 - read by the benchmark


if __name__ == "__main__":
    main()
