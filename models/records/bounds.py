"""What a value may be at most, however it came: by hand, by workbook, by package, or from an older database.

What nobody can count with (the year 9999, infinity) makes no record, even where an older database holds it. What is
only unfit to come in (a book in one field, a bell character, a link that is no digest) is refused at the door and
nowhere else: what an older program let in goes on counting.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from operator import attrgetter
from typing import Any, NamedTuple

import msgspec

from models.records.field import BoundField, Kind
from models.records.record import Evidence

FIRST_DAY, LAST_DAY = dt.date(1900, 1, 1), dt.date(2100, 12, 31)
MOST_DIGITS, MOST_PLACES = 18, 6
"""Digits of an amount in all, and behind the point."""
MOST_INTEGER = 10**15
LINE, LONG_TEXT = 2_000, 50_000
"""Characters of a text of one line, and of one with more."""
CUT = "共{}字，太长，只显示开头{}字"
MOST_ROWS = 2_000
"""Rows of a table within a record, files of evidence too."""
EVIDENCE_BYTES, PACKAGE_BYTES = 4 << 30, 16 << 30
"""Bytes of one file of evidence, and of all that a package holds."""
DIGEST = re.compile(r"[0-9a-f]{64}\Z")
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def shortened(text: str) -> str:
    """The text as it is shown: of a book that an older program let in, only its beginning, and that this is so."""
    return text if len(text) <= LONG_TEXT else f"{text[:LINE]}……（{CUT.format(len(text), LINE)}）"


def is_digest(text: str) -> bool:
    """Whether a text is a SHA-256 as links spell it, and so may name a file."""
    return bool(DIGEST.match(text))


def is_fit_at_a_glance(text: str, line: bytes) -> bool:
    """Whether the record in this line of canonical JSON, as text and in UTF-8, is fit to come in whatever it says.

    But for what is counted: no text in it can be too long, none has an odd character (`_UNSEEN`: escaped, or seen by
    the byte it begins with), and no file is named. Nearly all lines are so.
    """
    if len(text) > LINE or b'"digest"' in line:
        return False
    escaped = b"\\" in line and (b"\\u" in line or b"\\b" in line)
    return not (escaped or b"\x7f" in line or b"\xc2" in line or b"\xef\xbf" in line)


def beyond_bounds(fields: tuple[BoundField, ...], record: msgspec.Struct, *, coming_in: bool) -> str:
    """Which field says what no record may, or where it is `coming_in` should not, and why, in Chinese; "" for none."""
    if _is_plain(fields, record, coming_in=coming_in):
        return ""
    return next(_faults(fields, record, coming_in=coming_in), "")


class _Parts(NamedTuple):
    """A record's days, its numbers, its texts, and its tables: each read in one go."""

    days: Callable[[msgspec.Struct], tuple[dt.date | None, ...]]
    numbers: Callable[[msgspec.Struct], tuple[Decimal | int | None, ...]]
    texts: Callable[[msgspec.Struct], tuple[str | None, ...]]
    tables: tuple[BoundField, ...]


_PARTS: dict[type[msgspec.Struct], _Parts] = {}
"""By the class of a record or row; each merge asks tens of thousands of times."""


def _parts(fields: tuple[BoundField, ...], kind: type[msgspec.Struct]) -> _Parts:
    known = _PARTS.get(kind)
    if known is None:
        days = [one.name for one in fields if one.kind is Kind.DATE]
        numbers = [one.name for one in fields if one.kind in (Kind.MONEY, Kind.INTEGER)]
        tables = tuple(one for one in fields if one.kind is Kind.TABLE)
        rest = [
            one.name for one in fields if one.kind not in (Kind.DATE, Kind.MONEY, Kind.INTEGER, Kind.FLAG, Kind.TABLE)
        ]
        known = _PARTS[kind] = _Parts(_reader(days), _reader(numbers), _reader(rest), tables)
    return known


def _reader(names: list[str]) -> Callable[[msgspec.Struct], tuple[Any, ...]]:
    if len(names) > 1:
        return attrgetter(*names)
    if not names:
        return lambda _record: ()
    only = attrgetter(*names)
    return lambda record: (only(record),)


def _is_plain(fields: tuple[BoundField, ...], record: msgspec.Struct, *, coming_in: bool) -> bool:
    """Whether nothing asks for a second look: the quick way for nearly all records."""
    parts = _parts(fields, type(record))
    for day in parts.days(record):
        if day is not None and not FIRST_DAY <= day <= LAST_DAY:
            return False
    for number in parts.numbers(record):
        if number is not None and _uncountable(number):
            return False
    if coming_in and not _are_plain_texts(parts.texts(record)):
        return False
    for field in parts.tables:
        rows = getattr(record, field.name)
        if rows and not _are_plain_rows(field, rows, coming_in=coming_in):
            return False
    return True


def _are_plain_texts(texts: tuple[str | None, ...]) -> bool:
    some = [text for text in texts if text]
    return "".join(some).isprintable() and max(map(len, some), default=0) <= LINE


def _are_plain_rows(field: BoundField, rows: tuple[msgspec.Struct, ...], *, coming_in: bool) -> bool:
    columns = field.columns
    for row in rows:
        if not _is_plain(columns, row, coming_in=coming_in):
            return False
    return not (coming_in and _unfit(field, rows))


def _faults(fields: tuple[BoundField, ...], record: msgspec.Struct, *, coming_in: bool) -> Iterator[str]:
    for field in fields:
        value = getattr(record, field.name)
        if value is None or value == ():
            continue
        fault = _uncountable(value) or (_unfit(field, value) if coming_in else "")
        if fault:
            yield f"{field.label}{fault}"
        elif field.kind is Kind.TABLE:
            for row in value:
                yield from (f"{field.label}：{one}" for one in _faults(field.columns, row, coming_in=coming_in))


def _uncountable(value: Any) -> str:
    match value:
        case dt.date() if not FIRST_DAY <= value <= LAST_DAY:
            return f"{value}不在1900年到2100年之间"
        case Decimal() if not is_amount(value):
            return "不是18位以内的金额"
        case int() if abs(value) > MOST_INTEGER:
            return "的数太大"
        case _:
            return ""


def _unfit(field: BoundField, value: Any) -> str:
    match value:
        case str():
            return text_fault(field, value)
        case tuple() if len(value) > MOST_ROWS:
            return f"超过{MOST_ROWS}行"
        case tuple() if not all(
            is_digest(row.digest or "") for row in value if isinstance(row, Evidence) and row.digest
        ):
            return "的摘要不是64位十六进制数"
        case _:
            return ""


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
