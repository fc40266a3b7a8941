"""What a word means at a glance: good, to be looked at, bad, or neither; the window gives each a shape and a colour."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Tone(StrEnum):
    """What a word means at a glance; never told by colour alone."""

    GOOD = "good"
    WARN = "warn"
    BAD = "bad"
    CALM = "calm"


Tones = Mapping[str, Tone]
"""The state words of a column, each with its tone; a word not named is plain text."""
