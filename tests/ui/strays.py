"""What is shown before it has its place is a window of its own for a moment: it flashes and takes the keys."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.reach import place


class _Watch(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Note a window."""
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(place(watched))
        return False


@contextmanager
def shown_alone() -> Iterator[list[str]]:
    """What is shown as a window of its own from here on."""
    watch, application = _Watch(), QApplication.instance()
    assert application
    application.installEventFilter(watch)
    yield watch.shown
    application.removeEventFilter(watch)
