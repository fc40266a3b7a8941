"""How the program looks: Fusion with the colours of the system's theme, light, dark or of high contrast."""

from __future__ import annotations

import sys
from functools import partial

from PySide6.QtCore import QDir, Qt
from PySide6.QtGui import QColor, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from models.records.tone import Tone
from models.resources import resource
from ui.base.style_sheet import style_sheet
from ui.base.tokens import BODY, DARK, LIGHT, Colours, Shade, contrast, of_two_colours

STARK = 20
"""Contrast of window and text beyond that of any theme that is not made for it."""
_HIGH_CONTRAST, _IS_ON = 0x42, 1
"""SPI_GETHIGHCONTRAST and HCF_HIGHCONTRASTON (Windows, winuser.h)."""
_shown = LIGHT


def colours() -> Colours:
    """Those of the theme shown; asked for whenever something is painted, as the system may change it."""
    return _shown


def shade(tone: Tone) -> Shade:
    """How a tone is shown in the present theme."""
    return _shown.tones[tone]


def scaled(pixels: int) -> int:
    """A height of `tokens` for the letters now in use."""
    return round(pixels * QFontInfo(QApplication.font()).pixelSize() / BODY)


def set_look(widget: QWidget, name: str, value: str) -> None:
    """Have a widget look as the rules of style say for this property of it."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def apply_theme(application: QApplication) -> None:
    """Fusion and what the system asks for, now and whenever it changes its mind."""
    system = application.palette()
    application.setStyle("Fusion")
    dress(application, wanted(application.styleHints().colorScheme(), system))
    hints, follow = application.styleHints(), partial(_follow, application)
    hints.colorSchemeChanged.connect(follow)


def _follow(application: QApplication, scheme: Qt.ColorScheme) -> None:
    dress(application, wanted(scheme, application.style().standardPalette()))


def wanted(scheme: Qt.ColorScheme, system: QPalette) -> Colours:
    """The theme for the system's choice and the palette it has for programs that ask for nothing."""
    roles = QPalette.ColorRole
    names = (roles.WindowText, roles.Window, roles.Highlight, roles.HighlightedText)
    ink, ground, accent, accent_ink = (system.color(role).name() for role in names)
    if _is_high_contrast() or contrast(ink, ground) >= STARK:
        return of_two_colours(ink, ground, accent, accent_ink)
    return DARK if scheme is Qt.ColorScheme.Dark else LIGHT


def dress(application: QApplication, wanted_colours: Colours) -> None:
    """Show everything in these colours."""
    global _shown  # noqa: PLW0603 - there is one screen, and painting has to ask somebody
    _shown = wanted_colours
    QDir.setSearchPaths("icons", [str(resource("icons"))])
    application.setPalette(_palette(wanted_colours))
    application.setStyleSheet(style_sheet(wanted_colours))


def _is_high_contrast() -> bool:
    """Whether Windows is set to high contrast; other systems say so by their palette."""
    if sys.platform == "win32":
        import ctypes

        class Answer(ctypes.Structure):
            _fields_ = (("size", ctypes.c_uint), ("flags", ctypes.c_uint), ("scheme", ctypes.c_wchar_p))

        answer = Answer(size=ctypes.sizeof(Answer))
        asked = ctypes.windll.user32.SystemParametersInfoW(_HIGH_CONTRAST, answer.size, ctypes.byref(answer), 0)
        return bool(asked and answer.flags & _IS_ON)
    return False


def _palette(of: Colours) -> QPalette:
    palette = QPalette()
    roles = QPalette.ColorRole
    pairs = {
        roles.Window: of.ground,
        roles.WindowText: of.ink,
        roles.Base: of.card,
        roles.AlternateBase: of.head,
        roles.Text: of.ink,
        roles.PlaceholderText: of.faded,
        roles.Button: of.card,
        roles.ButtonText: of.ink,
        roles.Highlight: of.accent,
        roles.HighlightedText: of.accent_ink,
        roles.Link: of.accent,
        roles.LinkVisited: of.accent,
        roles.ToolTipBase: of.tip,
        roles.ToolTipText: of.ink,
        roles.Light: of.card,
        roles.Midlight: of.line,
        roles.Mid: of.edge,
        roles.Dark: of.edge,
        roles.Shadow: of.edge,
    }
    for role, colour in pairs.items():
        palette.setColor(role, QColor(colour))
    for role in (roles.Text, roles.WindowText, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(of.faded))
    return palette
