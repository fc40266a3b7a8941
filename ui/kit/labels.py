"""Text with a part to play, and the plain arrangements every page is made of."""

from __future__ import annotations

import re
from typing import TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from models.records.tone import Tone
from ui.base.icons import icon
from ui.base.plain_text import Label, LinkLabel, plain_tip
from ui.base.text_box import TextBox
from ui.base.theme import scaled, set_look
from ui.base.tokens import ICON, MARGIN, SHAPES, SPACE, STEP, TITLE, WIDE

_WORD = re.compile(r"\w")
Layout = TypeVar("Layout", bound=QBoxLayout)
Input = TypeVar("Input", bound=QWidget)


def title(text: str) -> Label:
    """The head of a page or a step."""
    label = Label(text)
    font = label.font()
    font.setPointSizeF(font.pointSizeF() * TITLE)
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
    label.setText(f"{SHAPES[tone]} {text}" if marked else text)
    set_look(label, "role", {Tone.WARN: "warning", Tone.BAD: "error"}.get(tone, ""))


def group_head(text: str) -> Label:
    """The head of a group of fields."""
    label = Label(text)
    label.setProperty("role", "group")
    return label


def main_button(text: str, picture: str = "") -> QPushButton:
    """The one filled button of a card, perhaps with an icon; Enter presses it as well as the space bar."""
    button = QPushButton(text)
    if picture:
        button.setIcon(icon(picture, on_accent=True))
        button.setIconSize(QSize(scaled(ICON), scaled(ICON)))
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
    see_through(area)
    return area


def see_through(area: QScrollArea) -> None:
    """Show the card or the ground that a scrolled part lies on."""
    for one in (area.viewport(), area.widget()):
        one.setAutoFillBackground(False)


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


def card(
    *parts: QWidget | QBoxLayout | None, parent: QWidget | None = None, margin: int = WIDE, grow: int = -1
) -> QFrame:
    """Parts one below the other on a card, of which the one numbered `grow` takes what room is left, or each None."""
    made = QFrame(parent)
    made.setProperty("card", True)
    inside = column(*parts, margin=margin)
    if grow >= 0:
        inside.setStretch(grow, 1)
    made.setLayout(inside)
    return made


def card_head(*parts: QWidget | QBoxLayout | None) -> QHBoxLayout:
    """What stands over a list that reaches from edge to edge of its card."""
    made = row(*parts)
    made.setContentsMargins(WIDE, STEP, WIDE, SPACE)
    return made


def line() -> QFrame:
    """What divides a card."""
    made = QFrame()
    made.setProperty("line", True)
    return made


def foot(*parts: QWidget | QBoxLayout | None) -> QHBoxLayout:
    """What can be done with a card, at its lower edge: the main act first."""
    made = row(*parts)
    made.setContentsMargins(WIDE, STEP, WIDE, STEP)
    return made


def side_by_side(*parts: QWidget, orientation: Qt.Orientation = Qt.Orientation.Horizontal) -> QSplitter:
    """Cards between which the user moves the border."""
    made = QSplitter(orientation)
    made.setHandleWidth(WIDE)
    made.setChildrenCollapsible(False)
    for part in parts:
        made.addWidget(part)
    return made


def on_ground(*parts: QWidget | QBoxLayout | None) -> QVBoxLayout:
    """The layout of a page: its parts one below the other, with the page's margin around them."""
    made = column(*parts, margin=MARGIN)
    made.setSpacing(WIDE)
    made.setContentsMargins(MARGIN, WIDE, MARGIN, WIDE)
    return made


def flush(view: Input) -> Input:
    """A list that reaches from edge to edge of its card and needs no border of its own."""
    view.setProperty("flush", True)
    return view
