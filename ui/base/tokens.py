"""Sizes and colours of the window, each with its one home; `docs/design.md` says what they are for.

Every pair of text and ground has a contrast of at least 4.5 to 1 (WCAG 2.1, 1.4.3) in both themes; a test computes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from models.records.tone import Tone

GAP, SPACE, STEP, WIDE, MARGIN = 4, 8, 12, 16, 24
"""Pixels between things that belong together, neighbours, and groups; inset of a card is WIDE, of a page MARGIN."""

CARD_ROUND, ROUND = 8, 6
"""Pixels of the corners of cards and of controls."""

FONT_SIZES = (9, 10, 11, 12, 14, 16)
FONT_SIZE = 10
"""Points."""

BODY = 14
"""Pixels of the letters for which heights are given below; they grow with the letters."""

HEADER, FOOTER, ENTRY, CONTROL, ROW, NOTE = 56, 32, 36, 32, 34, 16
"""Heights: line over and under a page, entry of the navigation, control, row of a table and its head, note below a
field."""

SMALL, TITLE, FIGURE = 0.9, 1.45, 1.9
"""Letters of what stands beside, of a page's title and of a tile's figure against those of the text."""

ICON, INSIDE = 20, 16
"""Pixels of an icon beside a word, and inside a line."""


class Shade(NamedTuple):
    """How a tone is shown: a shape for those who see no colours, text colour, background colour."""

    shape: str
    ink: str
    ground: str


@dataclass(frozen=True)
class Colours:
    """One theme, each colour as #rrggbb.

    Attributes:
        ground: What pages stand on.
        card: Cards, controls and lists on it.
        head: Heads of tables.
        line: Between rows, and around cards.
        edge: Around controls.
        thumb: Of scroll bars.
        ink: Text.
        soft_ink: Text beside it: names of tiles, heads of tables, hints.
        faded: What cannot be used now, and what stands in an empty field.
        accent: The main act, what is selected, the one focus ring.
        accent_ink: Text on it.
        accent_deep: The main act under the mouse.
        accent_soft: Ground of what is selected or under the mouse.
        tip: Ground of tooltips.
        tones: States, with shape, ink and ground.
        parts: Ground and ink of the parts of a chart's bar, in their order.
    """

    ground: str
    card: str
    head: str
    line: str
    edge: str
    thumb: str
    ink: str
    soft_ink: str
    faded: str
    accent: str
    accent_ink: str
    accent_deep: str
    accent_soft: str
    tip: str
    tones: Mapping[Tone, Shade]
    parts: tuple[tuple[str, str], ...]


SHAPES = {Tone.GOOD: "●", Tone.WARN: "▲", Tone.BAD: "■", Tone.CALM: "○"}

LIGHT = Colours(
    ground="#f4f6f9",
    card="#ffffff",
    head="#f7f9fb",
    line="#e3e8ee",
    edge="#cdd5de",
    thumb="#c3ccd6",
    ink="#1b2430",
    soft_ink="#5b6775",
    faded="#636f7c",
    accent="#1f5a94",
    accent_ink="#ffffff",
    accent_deep="#17487a",
    accent_soft="#e6eff8",
    tip="#fffbe6",
    tones={
        Tone.GOOD: Shade(SHAPES[Tone.GOOD], "#1c6434", "#e2f3e7"),
        Tone.WARN: Shade(SHAPES[Tone.WARN], "#85500a", "#fdf0d5"),
        Tone.BAD: Shade(SHAPES[Tone.BAD], "#a1241c", "#fce4e2"),
        Tone.CALM: Shade(SHAPES[Tone.CALM], "#47535f", "#e9edf1"),
    },
    parts=(
        ("#1c6434", "#ffffff"),
        ("#e3b04b", "#1b2430"),
        ("#c3cbd6", "#1b2430"),
        ("#eef1f5", "#1b2430"),
        ("#ffffff", "#1b2430"),
    ),
)
DARK = Colours(
    ground="#14181d",
    card="#1b2128",
    head="#20272f",
    line="#2c343d",
    edge="#414b56",
    thumb="#4a5561",
    ink="#e6eaef",
    soft_ink="#9aa6b2",
    faded="#8b97a3",
    accent="#7fb2e5",
    accent_ink="#10161c",
    accent_deep="#9cc5ee",
    accent_soft="#22344a",
    tip="#2a323b",
    tones={
        Tone.GOOD: Shade(SHAPES[Tone.GOOD], "#86d49c", "#1c3325"),
        Tone.WARN: Shade(SHAPES[Tone.WARN], "#e9b765", "#3a2d16"),
        Tone.BAD: Shade(SHAPES[Tone.BAD], "#f2968f", "#41211f"),
        Tone.CALM: Shade(SHAPES[Tone.CALM], "#b3bec9", "#2b333c"),
    },
    parts=(
        ("#5fae78", "#10161c"),
        ("#e3b04b", "#10161c"),
        ("#5b6673", "#ffffff"),
        ("#39424c", "#e6eaef"),
        ("#1b2128", "#e6eaef"),
    ),
)


def of_two_colours(ink: str, ground: str, accent: str, accent_ink: str) -> Colours:
    """High contrast: what the system says for text and for what is selected, and nothing between."""
    return Colours(
        ground=ground,
        card=ground,
        head=ground,
        line=ink,
        edge=ink,
        thumb=ink,
        ink=ink,
        soft_ink=ink,
        faded=ink,
        accent=accent,
        accent_ink=accent_ink,
        accent_deep=accent,
        accent_soft=ground,
        tip=ground,
        tones={tone: Shade(shape, ink, ground) for tone, shape in SHAPES.items()},
        parts=((ink, ground), *[(ground, ink)] * 4),
    )


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
