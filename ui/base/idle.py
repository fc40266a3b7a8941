"""Locking after a time in which nobody touched mouse or keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication

from ui.base.session import Session

MINUTES = 15
CHOICES = (0, 5, 10, 15, 30, 60)
"""Minutes to choose from; 0 never locks."""
TOUCHES = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel})


def idle_minutes(session: Session) -> int:
    """Minutes until the window locks, 0 for never."""
    return session.user.get("idle_minutes", MINUTES)


class IdleWatch(QObject):
    """Counts the time since the last touch; only an encrypted workspace is locked."""

    elapsed = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.elapsed)
        application = QApplication.instance()
        if isinstance(application, QApplication) and session.workspace.encrypted:
            # Not the application: it would hand over every event of every widget, and making forms takes many.
            application.focusWindowChanged.connect(self._watch)
            self._watch(application.focusWindow())
            self.restart()

    def _watch(self, window: QWindow | None) -> None:
        """Watch one more of the program's windows; those of the platform come first to a touch."""
        if window:
            window.installEventFilter(self)  # once, however often it is asked for
        self.restart()

    def restart(self) -> None:
        """Start the idle time over, or stop the timer if the workspace is not set to lock itself."""
        minutes = idle_minutes(self._session)
        if minutes:
            self._timer.start(minutes * 60_000)
        else:
            self._timer.stop()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Restart the timer on any key press, click, mouse move or wheel; the event itself goes on."""
        if event.type() in TOUCHES:
            self.restart()
        return False
