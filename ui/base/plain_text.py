"""The one door through which text reaches Qt: shown as it is, never read as markup.

Qt takes whatever looks like HTML for HTML wherever nobody says otherwise: in labels, in boxes it makes itself, in
tooltips. A name out of another office's package would then load files of this computer. Nothing outside this module
makes labels and message boxes or names a format of text; `tests/test_architecture.py` holds that.
"""

from __future__ import annotations

import html

from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import Qt
from PySide6.QtWidgets import QLabel, QMessageBox, QTextEdit, QToolTip, QWidget

from ui.base.icons import icon
from ui.base.theme import scaled
from ui.base.tokens import MARGIN, WIDE

INFORMATIVE = "qt_msgbox_informativelabel"
"""What Qt calls the second label of a message box, which follows no format of the box."""
BIG = 32
"""Pixels of the icon of a message box."""


class Label(QLabel):
    """A label of plain text."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)


class LinkLabel(Label):
    """A label of links; what it shows is put together by `show_links` alone."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.RichText)

    def show_links(self, links: list[tuple[str, str, str]]) -> None:
        """Show links side by side, each as where it leads, what it says, and what stands behind it."""
        self.setText("　".join(f"{_link(to, words)}{_escape(behind)}" for to, words, behind in links))


class MessageBox(QMessageBox):
    """A message box of plain text, with one of our icons."""

    def __init__(self, picture: str, title: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        side = scaled(BIG)
        self.setIconPixmap(icon(picture).pixmap(QSize(side, side)))
        self.setWindowTitle(title)
        self.setText(text)
        inside = self.layout()
        if inside is not None:
            inside.setContentsMargins(MARGIN, MARGIN, MARGIN, WIDE)

    def setInformativeText(self, text: str) -> None:
        """The smaller text below the first."""
        super().setInformativeText(text)
        label = self.findChild(QLabel, INFORMATIVE)
        if isinstance(label, QLabel):
            label.setTextFormat(Qt.TextFormat.PlainText)

    def name_details(self, name: str) -> None:
        """Say what a screen reader calls the text behind the button for more."""
        for detail in self.findChildren(QTextEdit):
            detail.setAccessibleName(name)


def ask_yes(parent: QWidget, title: str, text: str, act: str) -> bool:
    """Ask whether to do what the button `act` says; anything else is 取消."""
    box = MessageBox("question_circle", title, text, parent)
    yes = box.addButton(act, QMessageBox.ButtonRole.AcceptRole)
    box.addButton("取消", QMessageBox.ButtonRole.RejectRole)
    box.exec()
    return box.clickedButton() is yes


def plain_tip(text: str) -> str:
    """The text for a tooltip: Qt shows it as it is here, whatever it looks like."""
    return f"<p style='white-space: pre-wrap'>{html.escape(text)}</p>" if Qt.mightBeRichText(text) else text


def show_tip(at: QPoint, text: str) -> None:
    """Show a tooltip now; none for ""."""
    QToolTip.showText(at, plain_tip(text))


def name_of(field: QWidget, name: str) -> Label:
    """The label of a row of a form, for a name that is no literal: of a text Qt makes a label of its own."""
    label = Label(name)
    label.setBuddy(field)
    return label


def _link(to: str, words: str) -> str:
    return f'<a href="{html.escape(to)}">{html.escape(words)}</a>'


def _escape(text: str) -> str:
    return html.escape(text).replace(" ", "&nbsp;")
