"""Which year's assessment an office has before it on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

MARCH = 3
"""Until the end of this month last year's results are looked at again and sent out."""


def assessed_year(years: Sequence[int], today: dt.date) -> int:
    """Of these years, the latest first, the one to begin with: until March the one before, later the present one."""
    wanted = today.year - 1 if today.month <= MARCH else today.year
    return next((year for year in years if year <= wanted), years[-1])
