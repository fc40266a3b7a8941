"""What the keyboard reaches and a screen reader says: all inputs of a page or box, and the round that Tab makes."""

import re
from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)

from ui.kit.banner import Banner

INPUTS = (QLineEdit, QComboBox, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QAbstractButton, QAbstractItemView)
WHOLE = (QComboBox, QTabBar, QAbstractSpinBox, QLineEdit)
"""Inputs that are made of others."""
TAB = Qt.FocusPolicy.TabFocus
FOR_THE_MOUSE = ("DateEditor.button", "HelpStrip.closer")
"""Buttons for what the keyboard does otherwise: a date is typed, F1 closes what it opened."""
MOST_STOPS = 300
MOST_LINKS = 30
SLACK = 6
"""Pixels by which the parts of a row may lie higher or lower."""


def inputs(within: QWidget) -> Iterator[QWidget]:
    """All that a person may use, the parts that Qt puts together itself left out."""
    for kind in INPUTS:
        for one in within.findChildren(kind):
            if not one.objectName().startswith("qt_") and not _is_part(one):
                yield one


def _is_part(one: QWidget) -> bool:
    """Part of another input: a table's head and corner; a banner's button has its words once it is shown."""
    owner = one.parentWidget()
    corner = isinstance(one, QAbstractButton) and isinstance(owner, QAbstractItemView)
    return (
        corner
        or isinstance(one, QHeaderView)
        or isinstance(owner, Banner)
        or any(isinstance(above, WHOLE) for above in _line(one)[1:])
    )


def said(one: QWidget) -> str:
    """What a screen reader calls it."""
    return QAccessible.queryAccessibleInterface(one).text(QAccessible.Text.Name)


def nameless(within: QWidget) -> list[str]:
    """Inputs that a screen reader has no words for, and where they are; an arrow alone is no word."""
    return [place(one) for one in inputs(within) if not re.search(r"\w", said(one))]


def place(one: QWidget) -> str:
    """The attribute under which the nearest owner keeps it: FindingsPanel.words."""
    owner = one.parentWidget()
    while owner is not None:
        for name, kept in vars(owner).items():
            if kept is one:
                return f"{type(owner).__name__}.{name}"
        owner = owner.parentWidget()
    return f"{type(one).__name__} {said(one)}".strip()


def may_stop(one: QWidget) -> bool:
    """Whether Tab stops there, or at what it hands the cursor on to."""
    target = one.focusProxy() or one
    return target.focusPolicy() & TAB == TAB and target.isVisible() and target.isEnabled()


def walk(start: QWidget, key: Qt.Key) -> list[QWidget]:
    """Where the cursor stops until it is back; shorter than the round where it never comes back."""
    stops = [start]
    while len(stops) < MOST_STOPS:
        here = _step(stops[-1], key)
        if here is start or here is None:
            break
        stops.append(here)
    return stops


def _step(before: QWidget, key: Qt.Key) -> QWidget | None:
    """The next stop; a label's links are one."""
    here: QWidget | None = before
    for _ in range(MOST_LINKS):
        QTest.keyClick(here or before, key)
        here = QApplication.focusWidget()
        if here is not before or not isinstance(here, QLabel):
            break
    return here


def first_stop(within: QWidget) -> QWidget:
    """The first stop, once the round has been made: what it selects may allow more."""
    at = next(one for one in _chain(within) if within.isAncestorOf(one) and may_stop(one))
    at = at.focusProxy() or at
    at.setFocus()
    walk(at, Qt.Key.Key_Tab)
    at.setFocus()
    return at


def _chain(within: QWidget) -> Iterator[QWidget]:
    at = within.nextInFocusChain()
    while at is not None and at is not within:
        yield at
        at = at.nextInFocusChain()


def wanted(within: QWidget) -> list[QWidget]:
    """What can be used now."""
    usable = [one for one in inputs(within) if one.isVisible() and one.isEnabled()]
    return [one.focusProxy() or one for one in usable if place(one) not in FOR_THE_MOUSE]


def faults(within: QWidget) -> list[str]:
    """What is wrong with the round of Tab: left out, caught, not back the same way, silent, not as one reads."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # what was thrown away is gone,
    QApplication.processEvents()  # and what was shown last has its place
    start = first_stop(within)
    round_, back = walk(start, Qt.Key.Key_Tab), walk(start, Qt.Key.Key_Backtab)
    if MOST_STOPS in (len(round_), len(back)):
        return [f"does not come back to {place(start)}: {[place(one) for one in round_[-9:]]}"]
    left_out = [f"never stops at {place(one)}" for one in wanted(within) if one not in round_]
    there, again = [place(one) for one in round_[1:]], [place(one) for one in reversed(back[1:])]
    other_way = [] if there == again else [f"goes {there}, comes back {again}"]
    silent = [f"says nothing at {place(one)}" for one in round_ if not re.search(r"\w", said(one))]
    return left_out + other_way + silent + misread(round_)


def misread(round_: list[QWidget]) -> list[str]:
    """Stops that one reads before an earlier one."""
    return [
        f"{place(later)} comes after {place(one)}"
        for one, later in combinations(round_, 2)
        if not one.isAncestorOf(later) and is_before(*reversed(panels(one, later)))
    ]


def panels(one: QWidget, other: QWidget) -> tuple[QRect, QRect]:
    """The parts of the smallest widget over both in which they lie."""
    mine, its = _line(one), _line(other)
    while len(mine) > 1 and len(its) > 1 and mine[-2] is its[-2]:
        mine.pop()
        its.pop()
    over = mine[-1]
    first, second = mine[-2] if len(mine) > 1 else one, its[-2] if len(its) > 1 else other
    return QRect(first.mapTo(over, QPoint()), first.size()), QRect(second.mapTo(over, QPoint()), second.size())


def _line(one: QWidget) -> list[QWidget]:
    """The widget and all it lies in."""
    line = [one]
    while (above := line[-1].parentWidget()) is not None:
        line.append(above)
    return line


def is_before(this: QRect, that: QRect) -> bool:
    """Whether one reads this part before that: left of it in a row, or above it in a column."""
    above, left = this.bottom() <= that.top() + SLACK, this.right() <= that.left() + SLACK
    return (above and not that.right() <= this.left() + SLACK) or (left and not that.bottom() <= this.top() + SLACK)
