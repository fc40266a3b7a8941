"""How values read on paper: the one place that turns a cell into words."""

from __future__ import annotations

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal

from reports.base.sheet import CellValue, Kind

MINUS = "－"
_HUNDREDTH = Decimal("0.01")
_BLANKS = re.compile(r"[\t\x0b\x0c\x85\u2028\u2029]")
_UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f\x80-\x9f\u200b-\u200f\u202a-\u202e\u2060\ufe00-\ufe0f\ufeff\ud800-\udfff\ufffe\uffff"
    r"\U000e0100-\U000e01ef]"
)
_UNSEEN = re.compile(r"[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""Variation selectors: of what is unprintable the only ones Python holds to be printable."""


def clean(text: str) -> str:
    """`text` without characters that neither paper nor a workbook can hold; one kind of line end, tabs a space."""
    if text.isprintable() and not _UNSEEN.search(text):
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNPRINTABLE.sub("", _BLANKS.sub(" ", text))


def one_line(text: str) -> str:
    """`text` with each line break, and the blanks around it, as one blank."""
    return " ".join(line.strip() for line in text.splitlines() if line.strip())


def cell_text(value: CellValue, kind: Kind) -> str:
    """The words of a cell: dates as 2020-03-01, money as 1,234.50, a ratio as 41.80%, nothing as nothing.

    What is below nought has a sign that is no hyphen, as points in words have it.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return clean(value).rstrip()
    if isinstance(value, dt.date):
        return value.isoformat()[:10]
    return _figure(Decimal(value), kind).replace("-", MINUS)


def _figure(value: Decimal, kind: Kind) -> str:
    if kind == "percent":
        return f"{(value * 100).quantize(_HUNDREDTH, ROUND_HALF_UP)}%"
    if kind == "money":
        return f"{value.quantize(_HUNDREDTH, ROUND_HALF_UP):,}"
    return f"{value:f}"


def long_date(day: dt.date) -> str:
    """The date as letters write it: 2020年3月1日."""
    return f"{day.year}年{day.month}月{day.day}日"


def weekday_words(day: dt.date) -> str:
    """The day of the week: 星期一."""
    return f"星期{'一二三四五六日'[day.weekday()]}"
