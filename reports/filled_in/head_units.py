"""The unit that a table's head gives its figures: 请求赔偿金额（万元）, or 单位：万元 above the table."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from models.records.field import BoundField, Kind
from reports.filled_in.cells import ReadCell
from reports.filled_in.head import ColumnHeading

POWERS = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
_MONEY = re.compile(r"(?:^|[^\u4e00-\u9fff]|单位|人民币)([十百千万亿]*)元(?:$|[^\u4e00-\u9fff])")
_BRACKETED = re.compile(r"[（(][百千万亿]*元[）)]")
_FOREIGN = re.compile(r"[美欧港日英]元|英镑|外币")
_COUNT = re.compile(r"(?:^|[^\u4e00-\u9fff]|单位)([十百千万亿]+)[人件次个份部户册条起场期]{0,2}(?:$|[^\u4e00-\u9fff])")


class HeadUnit(NamedTuple):
    """What one of a column's figures stands for: so many 元 or pieces. `words` say the unit; factor 0: not known."""

    factor: int = 1
    words: str = ""


def power(words: str) -> int:
    """万 → 10,000, 百万 → 1,000,000."""
    found = 1
    for one in words:
        found *= POWERS[one]
    return found


def head_unit(field: BoundField, heading: ColumnHeading, titles: Iterable[ReadCell]) -> HeadUnit:
    """The unit of a column: what its label says, else the common head above it, else a line above the table."""
    if field.kind not in (Kind.MONEY, Kind.INTEGER) or field.spec.points:
        return HeadUnit()
    pattern = _MONEY if field.kind is Kind.MONEY else _COUNT
    said = (cell.text for cell in titles if field.kind is Kind.MONEY)
    above = [text for text in said if "单位" in text or _BRACKETED.search(text)]
    for text in (heading.label, heading.group, *above):
        words = "".join(text.split())
        if field.kind is Kind.MONEY and _FOREIGN.search(words):
            return HeadUnit(0, words)
        found = pattern.search(words)
        if found:
            return HeadUnit(power(found[1]), f"{found[1]}元" if field.kind is Kind.MONEY else found[1])
    return HeadUnit()
