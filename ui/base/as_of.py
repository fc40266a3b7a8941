"""What is said where a workspace stands at a day of its own. Knows no Qt."""

from __future__ import annotations

from models.clock import Clock
from reports.base.wording import long_date


def as_of_words(clock: Clock) -> str:
    """Which day counts as today, "" where it is the computer's."""
    return f"演示数据：今天按{long_date(clock.as_of)}算" if clock.as_of else ""
