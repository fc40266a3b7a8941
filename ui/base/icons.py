"""Fluent System Icons in the colour of the text beside them, whatever the theme and the screen."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPaintEvent, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QWidget

from models.resources import resource
from ui.base.theme import colours, scaled
from ui.base.tokens import ICON

REGULAR, FILLED = "regular", "filled"
"""The two drawings of an icon; the filled one is for what is selected, where there is one."""


KINDS = {
    ending: name
    for name, endings in {
        "image": "jpg jpeg png bmp gif tif tiff webp heic",
        "document_pdf": "pdf ofd",
        "document_text": "doc docx wps txt rtf md",
        "document_table": "xls xlsx et csv ods xlsm xlsb",
        "video": "mp4 avi mov mkv wmv",
        "music_note_2": "mp3 wav m4a amr",
        "folder_zip": "zip rar 7z",
    }.items()
    for ending in endings.split()
}
"""Icons of files by the end of their name."""


def icon(name: str, *, on_accent: bool = False) -> QIcon:
    """The icon of `resources/icons/fluent/NAME_regular.svg`; `on_accent` for the main button of a card."""
    return QIcon(_Tinted(name, on_accent=on_accent))


class _Tinted(QIconEngine):
    """Draws when it is wanted, so that it follows the theme and the screen."""

    def __init__(self, name: str, *, on_accent: bool) -> None:
        super().__init__()
        self._name, self._on_accent = name, on_accent

    def clone(self) -> QIconEngine:
        """The same once more, as Qt asks for when an icon is copied and changed."""
        return _Tinted(self._name, on_accent=self._on_accent)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw into the rectangle."""
        chosen = mode is QIcon.Mode.Selected or state is QIcon.State.On
        of = colours()
        normal = of.accent_ink if self._on_accent else of.accent if chosen else of.ink
        colour = of.faded if mode is QIcon.Mode.Disabled else normal
        drawing(self._name, colour, filled=chosen).render(painter, QRectF(rect))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """The same as a picture with nothing behind it."""
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, picture.rect(), mode, state)
        painter.end()
        return picture


def file_icon(name: str) -> str:
    """The icon of a file's kind, by its name."""
    return KINDS.get(name.rpartition(".")[2].lower(), "document")


@cache
def drawing(name: str, colour: str, *, filled: bool = False) -> QSvgRenderer:
    """The drawing of an icon in this colour, #rrggbb."""
    return QSvgRenderer(QByteArray(_source(name, filled=filled).replace("<svg ", f'<svg fill="{colour}" ', 1).encode()))


@cache
def _source(name: str, *, filled: bool) -> str:
    path = resource("icons", "fluent", f"{name}_{FILLED}.svg")
    if not filled or not path.exists():
        path = resource("icons", "fluent", f"{name}_{REGULAR}.svg")
    return path.read_text(encoding="utf-8")


class IconLabel(QWidget):
    """An icon in the colour of soft text beside words it belongs to; screen readers pass it over."""

    def __init__(self, name: str, pixels: int = ICON, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name, self._side = name, scaled(pixels)
        self.setFixedSize(QSize(self._side, self._side))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        drawing(self.name, colours().soft_ink).render(painter, QRectF(self.rect()))
        painter.end()
