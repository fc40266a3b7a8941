"""Colours that can be read."""

import pytest
from pytestqt.qtbot import QtBot

from ui.base.fonts import bundled_family
from ui.base.theme import SHADES, TEXT_PAIRS, contrast

PAIRS = [*TEXT_PAIRS, *((shade.ink, shade.ground) for shade in SHADES.values())]


@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_text_stands_out(ink: str, ground: str) -> None:
    assert contrast(ink, ground) >= 4.5


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_the_bundled_font_speaks_where_no_other_does(qtbot: QtBot) -> None:
    assert "Noto Sans SC" in bundled_family()
