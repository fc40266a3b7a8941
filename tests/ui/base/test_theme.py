"""Colours that can be read, and words for how strong a 密码 is."""

import pytest
from pytestqt.qtbot import QtBot

from models.records.tone import Tone
from ui.base.fonts import bundled_family
from ui.base.theme import SHADES, TEXT_PAIRS, contrast
from ui.kit.strength import strength

PAIRS = [*TEXT_PAIRS, *((shade.ink, shade.ground) for shade in SHADES.values())]


@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_text_stands_out(ink: str, ground: str) -> None:
    assert contrast(ink, ground) >= 4.5


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize(
    ("typed", "tone"),
    [
        ("abc", Tone.BAD),
        ("aaaaaaaaaaaa", Tone.BAD),
        ("11112222", Tone.BAD),
        ("abcd123456", Tone.WARN),
        ("four calm words 42", Tone.GOOD),
    ],
)
def test_strength(typed: str, tone: Tone) -> None:
    assert strength(typed)[0] is tone


def test_the_bundled_font_speaks_where_no_other_does(qtbot: QtBot) -> None:
    assert "Noto Sans SC" in bundled_family()
