"""Which year an office has before it on a day: the one it works at, and the one that is assessed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

MARCH = 3
"""Until the end of this month last year's results are looked at again and sent out."""


def assessed_year(years: Sequence[int], today: dt.date) -> int:
    """Of these years, the latest first, the one to begin with: until March the one before, later the present one."""
    return _latest_until(years, today.year - 1 if today.month <= MARCH else today.year)


def working_year(years: Sequence[int], today: dt.date) -> int:
    """Of these years, the latest first, the one that is worked at: the last that has begun, else the first to come."""
    return _latest_until(years, today.year)


def _latest_until(years: Sequence[int], wanted: int) -> int:
    return next((year for year in years if year <= wanted), years[-1])
