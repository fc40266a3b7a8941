"""What a word means at a glance: good, to be looked at, bad, or neither; the window gives each a shape and a colour."""

from __future__ import annotations

from enum import StrEnum


class Tone(StrEnum):
    """What a word means at a glance; never told by colour alone."""

    GOOD = "good"
    WARN = "warn"
    BAD = "bad"
    CALM = "calm"
