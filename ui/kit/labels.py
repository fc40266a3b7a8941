"""Text with a part to play, and the plain arrangements every page is made of."""

from __future__ import annotations

import re
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from models.records.tone import Tone
from ui.base.plain_text import Label, LinkLabel, plain_tip
from ui.base.text_box import TextBox
from ui.base.theme import SHADES, SPACE, WIDE

TITLE_SCALE = 1.4
_WORD = re.compile(r"\w")
Layout = TypeVar("Layout", bound=QBoxLayout)
Input = TypeVar("Input", bound=QWidget)


def title(text: str) -> Label:
    """The head of a page or a step."""
    label = Label(text)
    font = label.font()
    font.setPointSizeF(font.pointSizeF() * TITLE_SCALE)
    font.setBold(True)
    label.setFont(font)
    return label


def prose(text: str, role: str = "") -> Label:
    """Sentences that wrap and can be selected; `role` is "", "soft", "error" or "warning"."""
    label = Label(text)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setProperty("role", role)
    return label


def nothing_found() -> Label:
    """What stands over a list that the words typed leave empty; hidden until then."""
    label = prose("没有找到：换个词，或者清空搜索框。", "soft")
    label.hide()
    return label


def set_prose(label: Label, text: str, tone: Tone = Tone.CALM) -> None:
    """Put a sentence into a prose label: what went wrong, wholly or in part, has the shape and the colour of it."""
    marked = tone in (Tone.WARN, Tone.BAD)
    label.setText(f"{SHADES[tone].shape} {text}" if marked else text)
    label.setProperty("role", {Tone.WARN: "warning", Tone.BAD: "error"}.get(tone, ""))
    label.style().unpolish(label)
    label.style().polish(label)


def group_head(text: str) -> Label:
    """The head of a group of fields."""
    label = Label(text)
    label.setProperty("role", "group")
    return label


def main_button(text: str) -> QPushButton:
    """The one button of a page that goes on; Enter presses it as well as the space bar."""
    button = QPushButton(text)
    button.setProperty("main", True)
    button.setAutoDefault(True)
    return button


def small_button(text: str, tip: str, *, checkable: bool = False) -> QToolButton:
    """A button of a tool row; `tip` says what it does, and is what a screen reader says of one with an arrow only."""
    button = QToolButton()
    button.setText(text)
    if not _WORD.search(text):
        button.setAccessibleName(tip.partition("（")[0])
    button.setToolTip(plain_tip(tip))
    button.setCheckable(checkable)
    return button


class Links(LinkLabel):
    """A line of links; Tab goes through them one by one.

    Shift+Tab leaves at once: Qt begins again with the last link when it is past the first, so nobody got out.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.setAccessibleName(name)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab visits each link, Shift-Tab leaves at once."""
        return super().focusNextPrevChild(True) if forward else QWidget.focusNextPrevChild(self, False)


def with_name(field: Input, name: str) -> Input:
    """The input, with what a screen reader says it is; for those without a label of their own in a form."""
    field.setAccessibleName(name)
    return field


def several_lines(name: str) -> TextBox:
    """A box for text of several lines; Tab goes on from it."""
    box = with_name(TextBox(), name)
    box.setTabChangesFocus(True)
    return box


def scrolled(part: QWidget, name: str) -> QScrollArea:
    """The part in as little room as there is; Tab stops there too, to scroll by keyboard, and hears the name."""
    area = with_name(QScrollArea(), name)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidget(part)
    return area


def column(*parts: QWidget | QBoxLayout | None, margin: int = WIDE) -> QVBoxLayout:
    """Parts one below the other; None stands for the room that is left."""
    layout = QVBoxLayout()
    layout.setContentsMargins(margin, margin, margin, margin)
    return _filled(layout, parts)


def stand_below(label: Label, field: QWidget) -> None:
    """Move a label to right below an input, in the form or column the input stands in."""
    at = field
    while (holder := at.parentWidget()) is not None:
        layout = holder.layout()
        if isinstance(layout, QFormLayout) and layout.indexOf(at) >= 0:
            _take_out(label)
            layout.insertRow(_row_of(layout, at) + 1, "", label)
            return
        if isinstance(layout, QVBoxLayout) and layout.indexOf(at) >= 0:
            _take_out(label)
            layout.insertWidget(layout.indexOf(at) + 1, label)
            return
        at = holder


def _take_out(label: Label) -> None:
    holder = label.parentWidget()
    layout = holder.layout() if holder is not None else None
    if isinstance(layout, QFormLayout) and layout.indexOf(label) >= 0:
        layout.takeRow(label)
    elif layout is not None:
        layout.removeWidget(label)


def _row_of(layout: QFormLayout, field: QWidget) -> int:
    return int(layout.getWidgetPosition(field)[0])  # type: ignore[index]  # the stubs say object: it is (row, role)


def row(*parts: QWidget | QBoxLayout | None) -> QHBoxLayout:
    """Parts side by side; None stands for the room that is left."""
    layout = QHBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    return _filled(layout, parts)


def _filled(layout: Layout, parts: tuple[QWidget | QBoxLayout | None, ...]) -> Layout:
    layout.setSpacing(SPACE)
    for part in parts:
        if part is None:
            layout.addStretch(1)
        elif isinstance(part, QWidget):
            layout.addWidget(part)
        else:
            layout.addLayout(part)
    return layout
