"""Text stands out from its ground everywhere: in the palette, in every rule of style, in every tone."""

import re

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.records.tone import Tone
from ui.base.theme import ACCENT_INK, GROUND, INK, PAPER, SHADES, STYLE, apply_theme, contrast

LEAST = 4.5
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
def palette(qtbot: QtBot) -> QPalette:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    apply_theme(application)
    return application.palette()


def test_the_palette_can_be_read(palette: QPalette) -> None:
    groups = (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive)
    faint = [
        (group.name, ink.name, ground.name)
        for group in groups
        for ink, ground in PAIRS
        if contrast(palette.color(group, ink).name(), palette.color(group, ground).name()) < LEAST
    ]
    assert faint == []


@pytest.mark.parametrize(("selector", "body"), [(rule[0].strip(), rule[1]) for rule in RULE.findall(STYLE)])
def test_every_rule_of_style_can_be_read(selector: str, body: str) -> None:
    ink, ground = INK_OF.search(body), GROUND_OF.search(body)
    colour = ink[1] if ink else ACCENT_INK if "main" in selector else INK
    grounds = [ground[1]] if ground else [PAPER, GROUND] if ink and "main" not in selector else []
    assert all(contrast(colour, one) >= LEAST for one in grounds)


@pytest.mark.parametrize("tone", list(Tone))
def test_every_tone_can_be_read(tone: Tone) -> None:
    assert contrast(SHADES[tone].ink, SHADES[tone].ground) >= LEAST
