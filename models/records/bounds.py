"""What a value may be at most, however it came: by hand, by workbook, by package, or from an older database.

A record beyond these bounds is none: nobody has to count with the year 9999, with infinity, or a book in one field.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import msgspec

from models.records.field import BoundField, Kind
from models.records.record import Evidence

FIRST_DAY, LAST_DAY = dt.date(1900, 1, 1), dt.date(2100, 12, 31)
MOST_DIGITS, MOST_PLACES = 18, 6
"""Digits of an amount in all, and behind the point."""
MOST_INTEGER = 10**15
LINE, LONG_TEXT = 2_000, 50_000
"""Characters of a text of one line, and of one with more."""
MOST_ROWS = 2_000
"""Rows of a table within a record, files of evidence too."""
DIGEST = re.compile(r"[0-9a-f]{64}\Z")
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x80-\x9f\ud800-\udfff\ufffe\uffff]")


def is_digest(text: str) -> bool:
    """Whether a text is a SHA-256 as links spell it, and so may name a file."""
    return bool(DIGEST.match(text))


def beyond_bounds(fields: tuple[BoundField, ...], record: msgspec.Struct) -> str:
    """Which field says what no record may, and why, in Chinese; "" where all is within bounds."""
    return next(_faults(fields, record), "")


def _faults(fields: tuple[BoundField, ...], record: msgspec.Struct) -> Iterator[str]:
    for field in fields:
        value = getattr(record, field.name)
        if value is None or value == ():
            continue
        fault = _fault(field, value)
        if fault:
            yield f"{field.label}{fault}"
        elif field.kind is Kind.TABLE:
            yield from (f"{field.label}：{inner}" for inner in _table_faults(field, value))


def _fault(field: BoundField, value: Any) -> str:
    match value:
        case str():
            return text_fault(field, value)
        case dt.date() if not FIRST_DAY <= value <= LAST_DAY:
            return f"{value}不在1900年到2100年之间"
        case Decimal() if not is_amount(value):
            return "不是18位以内的金额"
        case int() if abs(value) > MOST_INTEGER:
            return "的数太大"
        case tuple() if len(value) > MOST_ROWS:
            return f"超过{MOST_ROWS}行"
        case _:
            return ""


def _table_faults(field: BoundField, rows: tuple[msgspec.Struct, ...]) -> Iterator[str]:
    for row in rows:
        if isinstance(row, Evidence) and row.digest is not None and not is_digest(row.digest):
            yield "摘要不是64位十六进制数"
        yield from _faults(field.columns, row)


def text_fault(field: BoundField, text: str) -> str:
    """Why no record may say this in the field, to be read behind its label; "" for a good text."""
    cap = LINE if field.spec.lines == 1 else LONG_TEXT
    if len(text) > cap:
        return f"超过{cap}字"
    if not text.isprintable() and _UNSEEN.search(text):
        return "里有不能显示的控制字符"
    return ""


def is_amount(value: Decimal) -> bool:
    """Whether it is a figure that can be added up and printed."""
    if not value.is_finite():
        return False
    _, digits, exponent = value.as_tuple()
    return isinstance(exponent, int) and exponent >= -MOST_PLACES and len(digits) + max(exponent, 0) <= MOST_DIGITS
