"""Hands on a keyboard: rows typed into a form by key presses alone, and counted."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.benchmarks.typing_data import Typed
from ui.form.record_form import RecordForm
from ui.window.main_window import MainWindow

PLAIN, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


@dataclass
class Keyboard:
    """Presses keys where the cursor is; `keys` counts them, a chord or a Chinese character as one."""

    window: MainWindow
    settle: Callable[[], None]
    keys: int = 0

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
        """One key or chord, and whatever it sets off."""
        self.keys += 1
        self._stay_active()
        QTest.keyClick(self._target(), key, modifier)
        self._stay_active()
        self.settle()

    def _stay_active(self) -> None:
        """Where nothing manages windows (offscreen, bare Xvfb), none is active once a list has closed, now or late."""
        QApplication.processEvents()
        if not self.window.isActiveWindow():
            self.window.activateWindow()
            QApplication.processEvents()

    def write(self, text: str) -> None:
        """Text; Chinese comes as from an input method."""
        self.keys += len(text)
        if text.isascii():
            QTest.keyClicks(self._target(), text)
            return
        event = QInputMethodEvent("", [])
        event.setCommitString(text)
        QApplication.sendEvent(self._focused(), event)

    def _target(self) -> QWidget:
        return QApplication.activePopupWidget() or self._focused()

    def _focused(self) -> QWidget:
        return QApplication.focusWidget() or self.window.focusWidget() or self.window

    def cells(self, texts: tuple[str, ...], columns: int) -> None:
        """A row of a table inside the form: Space on its button, then Enter from cell to cell as far as the last."""
        self.press(Qt.Key.Key_Space)
        for at in range(columns):
            self.write(texts[at] if at < len(texts) else "")
            if at < columns - 1:
                self.press(Qt.Key.Key_Return)

    def row(self, form: RecordForm, values: Typed) -> None:
        """One record: Enter from field to field as far as there is something to type, then Ctrl+Enter."""
        names = list(form.fields.rows)
        last = max(names.index(name) for name in values)
        for at, name in enumerate(names[: last + 1]):
            _expect(form, name)
            typed = values.get(name, "")
            if isinstance(typed, str):
                self.write(typed)
            else:
                self.cells(typed, len(form.ledger.by_name[name].columns))
            if at < last:
                self.press(Qt.Key.Key_Return)
        self.press(Qt.Key.Key_Return, CTRL)


def _expect(form: RecordForm, name: str) -> None:
    focused = form.fields.focused()
    if focused is None or focused.field.name != name:
        where = focused.field.label if focused else _words(QApplication.focusWidget())
        raise AssertionError(f"the cursor should be in {name}, and is in {where}")


def _words(widget: QObject | None) -> str:
    return type(widget).__name__
