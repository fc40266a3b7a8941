"""A click beside an open list closes it and counts where it was made; Qt's lists swallow it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QMouseEvent, QWindow
from PySide6.QtWidgets import QApplication, QWidget


class ClickThrough(QObject):
    """Watches an open list of `owner`; a click on the `owner` itself only closes it where `own` says so."""

    def __init__(self, popup: QWidget, owner: QWidget, close: Callable[[], None], *, own: bool) -> None:
        super().__init__(popup)
        self._popup, self._owner, self._close, self._own = popup, owner, close, own
        self._window: QWindow | None = None
        self._below: QWindow | None = None
        popup.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let a click beside an open list also reach the widget below it."""
        if event.type() is QEvent.Type.Show and watched is self._popup:
            self._watch_window()
        elif isinstance(event, QMouseEvent):
            if event.type() is QEvent.Type.MouseButtonPress and watched is self._popup:
                return self._pressed(event)
            if event.type() is QEvent.Type.MouseButtonRelease and watched is self._window:
                return self._released(event)
        return super().eventFilter(watched, event)

    def _watch_window(self) -> None:
        """The release of a quick click still comes to the closed list's window."""
        handle = self._popup.windowHandle()
        if handle is not None and handle is not self._window:
            self._window = handle
            handle.installEventFilter(self)

    def _pressed(self, event: QMouseEvent) -> bool:
        spot = event.globalPosition().toPoint()
        if self._popup.rect().contains(self._popup.mapFromGlobal(spot)):
            return False
        self._close()
        target = QApplication.widgetAt(spot)
        if target is None or (self._own and (target is self._owner or self._owner.isAncestorOf(target))):
            return True
        self._below = target.window().windowHandle()
        _focus(target)
        self._hand_on(event)
        return True

    def _released(self, event: QMouseEvent) -> bool:
        if self._below is None or self._popup.isVisible():
            return False
        self._hand_on(event)
        self._below = None
        return True

    def _hand_on(self, event: QMouseEvent) -> None:
        """To the window below, later: a menu that it opens must not run inside of this event."""
        kind, spot, below = event.type(), event.globalPosition(), self._below
        button, buttons, keys = event.button(), event.buttons(), event.modifiers()

        def send() -> None:
            # Made only now: mouse events share where the mouse was last.
            if below is not None:
                here = below.mapFromGlobal(spot)
                QCoreApplication.sendEvent(below, QMouseEvent(kind, here, here, spot, button, buttons, keys))

        QTimer.singleShot(0, self, send)


def _focus(target: QWidget) -> None:
    """As a click of the mouse would: what is handed on counts as made by the program, which moves no focus."""
    at: QWidget | None = target
    while at is not None and not at.isWindow():
        if at.isEnabled() and at.focusPolicy() & Qt.FocusPolicy.ClickFocus:
            at.setFocus(Qt.FocusReason.MouseFocusReason)
            return
        at = at.parentWidget()
