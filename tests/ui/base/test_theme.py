"""Both themes and high contrast: text stands out everywhere, and nothing but the theme says what things look like."""

import re
from itertools import product

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.test_architecture import SOURCES, module_of
from ui.base import theme
from ui.base.fonts import bundled_family
from ui.base.style_sheet import style_sheet
from ui.base.theme import apply_theme, colours, dress, wanted
from ui.base.tokens import DARK, LIGHT, Colours, contrast, of_two_colours

LEAST = 4.5
STARK = of_two_colours("#ffffff", "#000000", "#ffff00", "#000000")
WORDLESS = ("QScrollBar", "::indicator", "::separator", 'line="true"', 'desk="true"', "navigationbar")
"""Rules of what carries no text."""
THEMES = {"light": LIGHT, "dark": DARK, "stark": STARK}
RULE = re.compile(r"([^{}]+)\{([^}]*)\}")
INK_OF, GROUND_OF = re.compile(r"(?<![-\w])color:\s*(#\w{6})"), re.compile(r"(?<![-\w])background:\s*(#\w{6})")
ROLES = QPalette.ColorRole
PAIRS = (
    (ROLES.WindowText, ROLES.Window),
    (ROLES.Text, ROLES.Base),
    (ROLES.Text, ROLES.AlternateBase),
    (ROLES.PlaceholderText, ROLES.Base),
    (ROLES.ButtonText, ROLES.Button),
    (ROLES.HighlightedText, ROLES.Highlight),
    (ROLES.ToolTipText, ROLES.ToolTipBase),
    (ROLES.Link, ROLES.Window),
)


@pytest.fixture
def application(qtbot: QtBot) -> QApplication:
    found = QApplication.instance()
    assert isinstance(found, QApplication)
    return found


def faint(of: Colours) -> list[tuple[str, str]]:
    """Pairs of text and ground that meet on screen and cannot be told apart well."""
    grounds = of.ground, of.card, of.head
    inks = of.ink, of.soft_ink, of.faded, of.accent, *(one.ink for one in of.tones.values() if one.ground != of.ground)
    meet = {*product(inks, grounds), (of.ink, of.accent_soft), (of.accent, of.accent_soft), (of.ink, of.tip)}
    meet |= {(of.accent_ink, of.accent), (of.accent_ink, of.accent_deep), *((i, g) for g, i in of.parts)}
    meet |= {(one.ink, one.ground) for one in of.tones.values()}
    return [pair for pair in sorted(meet) if contrast(*pair) < LEAST]


def faint_rules(of: Colours) -> list[str]:
    """Rules of style whose text does not stand out from their ground."""
    found = list[str]()
    for selector, body in RULE.findall(style_sheet(of)):
        ink, ground = INK_OF.search(body), GROUND_OF.search(body)
        colour = ink[1] if ink else of.accent_ink if "main" in selector else of.ink
        grounds = [ground[1]] if ground else [of.card, of.ground] if ink and "main" not in selector else []
        found += [selector.strip() for one in grounds if contrast(colour, one) < LEAST]
    return [one for one in found if not any(part in one for part in WORDLESS)]


@pytest.mark.parametrize("name", THEMES)
def test_text_stands_out(name: str, application: QApplication) -> None:
    of = THEMES[name]
    dress(application, of)
    palette = application.palette()
    groups = (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive)
    in_palette = [
        (group.name, ink.name)
        for group, (ink, ground) in product(groups, PAIRS)
        if contrast(palette.color(group, ink).name(), palette.color(group, ground).name()) < LEAST
    ]
    dress(application, LIGHT)
    assert (faint(of), faint_rules(of), in_palette) == ([], [], [])


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def palette_of(ink: str, ground: str) -> QPalette:
    made = QPalette()
    for role, colour in ((ROLES.WindowText, ink), (ROLES.Window, ground)):
        made.setColor(role, QColor(colour))
    return made


def test_the_system_says_which_theme(application: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    usual, stark = palette_of("#000000", "#efefef"), palette_of("#ffffff", "#000000")
    assert wanted(Qt.ColorScheme.Unknown, usual) is LIGHT
    assert wanted(Qt.ColorScheme.Light, usual) is LIGHT
    assert wanted(Qt.ColorScheme.Dark, usual) is DARK
    assert wanted(Qt.ColorScheme.Dark, stark).card == "#000000"
    monkeypatch.setattr(theme, "_is_high_contrast", lambda: True)
    assert wanted(Qt.ColorScheme.Light, palette_of("#3d3d3d", "#fffaef")).ink == "#3d3d3d"


def test_it_follows_the_system(application: QApplication) -> None:
    apply_theme(application)
    assert colours() is LIGHT
    application.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert (colours(), application.palette().color(ROLES.Base).name()) == (DARK, DARK.card)
    application.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert colours() is LIGHT


OWN_COLOURS = {"ui.base.tokens", "ui.base.style_sheet", "ui.base.theme"}
PAPER = {"ui.system.qr_code", "ui.kit.pdf.preview"}
"""A code to be read by machines is black on white; what is found on a printed page is marked on that page."""


def test_nothing_else_names_colours_or_rules() -> None:
    named = re.compile(r"""["'].*#[0-9a-fA-F]{3,8}\b|setStyleSheet\(|QColor\([\d"']""")
    users = {module_of(path) for path in SOURCES if "ui" in path.parts and named.search(path.read_text("utf-8"))}
    assert users - OWN_COLOURS - PAPER == set()


def test_the_bundled_font_speaks_where_no_other_does(qtbot: QtBot) -> None:
    assert "Noto Sans SC" in bundled_family()
