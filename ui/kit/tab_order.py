"""The order of Tab where Qt's own is not that of reading: it goes by when a widget was made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

TAB = Qt.FocusPolicy.TabFocus


def chain_tab_stops(stops: Iterable[QWidget]) -> None:
    """Have Tab go through these one after the other; all are in one window and none has a focus proxy."""
    for before, behind in pairwise(stops):
        QWidget.setTabOrder(before, behind)


def put_stop_before(stop: QWidget, made_late: QWidget) -> None:
    """Have Tab come to a widget that was made late right before another one of its window."""
    before = stop.previousInFocusChain()
    while before and (before is made_late or not before.focusPolicy() & TAB):
        before = before.previousInFocusChain()  # Qt takes no order behind what Tab passes over
    if before:
        QWidget.setTabOrder(before, made_late)


def tab_stops_in(part: QWidget) -> list[QWidget]:
    """Where Tab may stop in a part, in the order of now; what is hidden or disabled too."""
    return [one for one in _round(part) if one.focusPolicy() & TAB and (one is part or part.isAncestorOf(one))]


def last_stop(window: QWidget) -> QWidget:
    """The last widget that Tab reaches before it starts over; the window itself if none takes the focus."""
    at = window.previousInFocusChain()
    while at and at is not window and not at.focusPolicy() & TAB:
        at = at.previousInFocusChain()
    return at or window


def keep_cursor(part: QWidget, at: QWidget | None) -> bool:
    """Where an act disabled or hid what has the cursor, leave it in `part`: at the next stop, else at the one before.

    Gives whether it did so.
    """
    if at is None or not part.isAncestorOf(at) or (at.isEnabled() and at.isVisible()):
        return False
    beside = next(_ways(at, part, QWidget.nextInFocusChain), None)
    beside = beside or next(_ways(at, part, QWidget.previousInFocusChain), None)
    if beside:
        beside.setFocus(Qt.FocusReason.OtherFocusReason)
    return beside is not None


def _ways(start: QWidget, part: QWidget, step: Callable[[QWidget], QWidget | None]) -> Iterator[QWidget]:
    at = step(start)
    while at is not None and at is not start and at is not start.window():
        if at.focusPolicy() & TAB and at.isEnabled() and at.isVisible() and part.isAncestorOf(at):
            yield at
        at = step(at)


def _round(part: QWidget) -> Iterator[QWidget]:
    yield part
    at = part.nextInFocusChain()
    while at is not None and at is not part:
        yield at
        at = at.nextInFocusChain()
