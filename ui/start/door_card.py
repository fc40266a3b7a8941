"""How a page looks before a workspace is open: a card in the middle of the ground, with its acts in the foot."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLayout, QPushButton, QVBoxLayout, QWidget

from ui.base.theme import scaled
from ui.base.tokens import MARGIN, STEP, WIDE
from ui.kit.labels import column, foot, line

WIDEST, HIGHEST = 720, 560
"""Pixels at letters of usual size: what the eye follows from the left to the right, and from head to foot."""


def door_card(*parts: QWidget | QBoxLayout | None, acts: tuple[QPushButton, ...], grow: int = -1) -> QFrame:
    """A card with these parts and the acts in its foot, the main one first; the part at `grow` takes what is left."""
    body = column(*parts, margin=MARGIN)
    body.setSpacing(STEP)
    made = QFrame()
    made.setProperty("card", True)
    outer = QVBoxLayout(made)
    outer.setContentsMargins(1, 1, 1, 1)
    outer.setSpacing(0)
    outer.addLayout(body, 1)
    outer.addWidget(line())
    below = foot(*acts, None)
    below.setContentsMargins(MARGIN, STEP, MARGIN, STEP)
    outer.addLayout(below)
    if grow >= 0:
        body.setStretch(grow, 1)
        made.setMaximumHeight(scaled(HIGHEST))
    return made


def in_the_middle(*parts: QWidget | QLayout, grows: bool = False) -> QHBoxLayout:
    """The layout of a page: parts one below the other, no wider than is read well; what `grows` takes all height."""
    inner = QWidget()
    stack = QVBoxLayout(inner)
    stack.setContentsMargins(0, 0, 0, 0)
    stack.setSpacing(WIDE)
    if not grows:
        stack.addStretch(2)
    for part in parts:
        if isinstance(part, QWidget):
            stack.addWidget(part, 1 if grows else 0)
        else:
            stack.addLayout(part)
    if not grows:
        stack.addStretch(3)
    inner.setMaximumWidth(scaled(WIDEST))
    layout = QHBoxLayout()
    layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
    layout.addStretch(1)
    layout.addWidget(inner, 1000)
    layout.addStretch(1)
    return layout
