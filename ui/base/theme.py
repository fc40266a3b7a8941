"""How the program looks: Fusion with one calm palette, one accent, and spacing in steps of four pixels.

Every pair of text and ground below has a contrast of at least 4.5 to 1 (WCAG 2.1, 1.4.3); a test computes it.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from models.records.tone import Tone

GAP, SPACE, WIDE = 4, 8, 16
"""Pixels between things that belong together, between neighbours, and between groups."""

FONT_SIZES = (9, 10, 11, 12, 14, 16)
FONT_SIZE = 10
"""Points."""

INK, SOFT_INK, PAPER, GROUND, LINE = "#1f2933", "#52606d", "#ffffff", "#f3f5f8", "#c3cbd6"
ACCENT, ACCENT_INK, ACCENT_SOFT = "#1f5a94", "#ffffff", "#dbe8f5"
ZEBRA = "#f7f9fb"
FADED = "#5f6a75"
"""What cannot be used now, and what stands in an empty field."""


class Shade(NamedTuple):
    """How a tone is shown: a shape for those who see no colours, text colour, background colour."""

    shape: str
    ink: str
    ground: str


SHADES = {
    Tone.GOOD: Shade("●", "#1c6434", "#e2f3e7"),
    Tone.WARN: Shade("▲", "#85500a", "#fdf0d5"),
    Tone.BAD: Shade("■", "#a1241c", "#fce4e2"),
    Tone.CALM: Shade("○", "#47535f", "#e9edf1"),
}

_TEXT_PAIRS = ((INK, PAPER), (INK, GROUND), (SOFT_INK, PAPER), (SOFT_INK, GROUND), (INK, ZEBRA), (INK, ACCENT_SOFT))
TEXT_PAIRS = (*_TEXT_PAIRS, (ACCENT_INK, ACCENT), (ACCENT, PAPER), (ACCENT, GROUND))
"""Text and ground as they meet on screen."""

STYLE = f"""
QToolTip {{ color: {INK}; background: #fffbe6; border: 1px solid {LINE}; padding: 4px; }}
QLineEdit, QPlainTextEdit {{ padding: 2px 4px; border: 1px solid {LINE}; border-radius: 3px;
  background: {PAPER}; selection-background-color: {ACCENT}; selection-color: {ACCENT_INK}; }}
QLineEdit:focus, QPlainTextEdit:focus {{ border: 2px solid {ACCENT};
  padding: 1px 3px; }}
QLineEdit:read-only, QPlainTextEdit:read-only {{ background: {GROUND}; color: {INK}; }}
QPushButton, QToolButton {{ padding: 4px 10px; border: 1px solid {LINE}; border-radius: 3px; background: {PAPER}; }}
QComboBox QLineEdit, QComboBox QLineEdit:focus {{ border: none; padding: 0; background: transparent; }}
QToolButton {{ padding: 3px 8px; }}
QToolButton:focus {{ border: 2px solid {ACCENT}; padding: 2px 7px; }}
QToolButton[slim="true"] {{ padding: 2px 4px; }}
QToolButton::menu-indicator {{ image: none; }}
QPushButton:hover, QToolButton:hover {{ background: {ACCENT_SOFT}; border-color: {ACCENT}; }}
QPushButton:focus {{ border: 2px solid {ACCENT}; padding: 3px 9px; }}
QPushButton:disabled, QToolButton:disabled {{ color: {FADED}; background: {GROUND}; }}
QPushButton[main="true"] {{ color: {ACCENT_INK}; background: {ACCENT}; border-color: {ACCENT}; }}
QPushButton[main="true"]:hover {{ background: #17487a; }}
QPushButton[main="true"]:disabled {{ color: {FADED}; background: {GROUND}; border-color: {LINE}; }}
QPushButton[main="true"]:focus {{ border: 2px solid {INK}; }}
QListWidget#navigation {{ border: none; border-right: 1px solid {LINE}; background: {GROUND}; outline: none; }}
QListWidget#navigation:focus {{ border-right-color: {ACCENT}; }}
QListWidget#navigation::item {{ padding: 0 10px; border-left: 4px solid transparent; color: {INK}; }}
QListWidget#navigation::item:selected {{ background: {ACCENT_SOFT}; border-left-color: {ACCENT}; color: {INK}; }}
QTableView {{ border: 1px solid {LINE}; gridline-color: #e4e8ee; background: {PAPER};
  alternate-background-color: {ZEBRA}; selection-background-color: {ACCENT_SOFT}; selection-color: {INK}; }}
QListWidget, QTreeWidget {{ border: 1px solid {LINE}; }}
QTableView:focus, QListWidget:focus, QTreeWidget:focus {{ border: 1px solid {ACCENT}; }}
QHeaderView::section {{ background: {GROUND}; border: none; border-right: 1px solid {LINE};
  border-bottom: 1px solid {LINE}; padding: 4px 6px; }}
QTabBar::tab {{ padding: 5px 14px; border: none; border-bottom: 3px solid transparent; }}
QTabBar::tab:selected {{ border-bottom-color: {ACCENT}; color: {ACCENT}; }}
QTabBar::tab:hover {{ background: {ACCENT_SOFT}; }}
QTabBar::tab:focus {{ background: {ACCENT_SOFT}; }}
QLabel[role="group"] {{ color: {ACCENT}; font-weight: 600; border-bottom: 1px solid {LINE}; padding: 8px 0 2px 0; }}
QLabel[role="soft"] {{ color: {SOFT_INK}; }}
QLabel[role="error"] {{ color: {SHADES[Tone.BAD].ink}; }}
QLabel[role="warning"] {{ color: {SHADES[Tone.WARN].ink}; }}
QStatusBar::item {{ border: none; }}
"""


def apply_theme(application: QApplication) -> None:
    """Fusion, our palette and the few rules of style."""
    application.setStyle("Fusion")
    application.setPalette(_palette())
    application.setStyleSheet(STYLE)


def _palette() -> QPalette:
    palette = QPalette()
    roles = QPalette.ColorRole
    pairs = {
        roles.Window: GROUND,
        roles.WindowText: INK,
        roles.Base: PAPER,
        roles.AlternateBase: ZEBRA,
        roles.Text: INK,
        roles.PlaceholderText: FADED,
        roles.Button: "#e9edf2",
        roles.ButtonText: INK,
        roles.Highlight: ACCENT,
        roles.HighlightedText: ACCENT_INK,
        roles.Link: ACCENT,
        roles.ToolTipBase: "#fffbe6",
        roles.ToolTipText: INK,
    }
    for role, colour in pairs.items():
        palette.setColor(role, QColor(colour))
    for role in (roles.Text, roles.WindowText, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(FADED))
    return palette


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, 1 to 21 (WCAG 2.1, relative luminance)."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (_linear(part) for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    knee = 0.04045
    return part / 12.92 if part <= knee else float(((part + 0.055) / 1.055) ** 2.4)
