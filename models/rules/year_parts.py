"""The part of a year that a reporting period (报送期) is named after."""

from __future__ import annotations

import calendar
import datetime as dt
import re

_MONTHS = {"下半年": 12, "半年": 6, "一季": 3, "二季": 6, "三季": 9, "四季": 12}
_MONTH = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])\s*月")
_DIGITS = str.maketrans("1234", "一二三四")


def part_ends(name: str, year: int) -> dt.date | None:
    """The last day of the part of the year that a period's name means; None where it means the whole year, or none."""
    wording = re.sub(r"[1-4](?=季)", lambda found: found[0].translate(_DIGITS), name)
    month = next((month for words, month in _MONTHS.items() if words in wording), 0)
    months = _MONTH.findall(wording)
    month = month or (int(months[-1]) if months else 12)
    return None if month == 12 else dt.date(year, month, calendar.monthrange(year, month)[1])  # noqa: PLR2004 - December
