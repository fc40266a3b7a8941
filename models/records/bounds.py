"""What a value may be at most, however it came: by hand, by workbook, by package, or from an older database.

What nobody can count with (the year 9999, infinity) makes no record, even where an older database holds it. What is
only unfit to come in (a book in one field, a bell character, a link that is no digest) is refused at the door and
nowhere else: what an older program let in goes on counting.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cache
from itertools import chain, filterfalse
from operator import attrgetter
from typing import Any, NamedTuple

import msgspec

from models.records.field import BoundField, Kind, fields_of
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


def is_fit_at_a_glance(lines: Sequence[bytes], texts: Iterable[str]) -> bool:
    """Whether the records in these lines of canonical JSON, and the same as text, are fit to come in whatever they say.

    But for what is counted: no text in them can be too long, none has an odd character (`_UNSEEN`: escaped, or seen by
    the byte it begins with), and no file is named. Nearly all lines are so.
    """
    data = b"\n".join(lines)
    if b'"digest"' in data or max(map(len, texts), default=0) > LINE:
        return False
    escaped = b"\\" in data and (b"\\u" in data or b"\\b" in data)
    return not (escaped or b"\x7f" in data or b"\xc2" in data or b"\xef\xbf" in data)


def beyond_bounds(records: Sequence[msgspec.Struct], *, coming_in: bool) -> str:
    """Which field of one of these records of one kind says what none may, and why, in Chinese; "" for none.

    More is asked of what is `coming_in`.
    """
    if not records or _are_plain(records, coming_in=coming_in):
        return ""
    suspects = (one for one in records if not _are_plain([one], coming_in=coming_in))
    return next((fault for one in suspects for fault in _faults(one, coming_in=coming_in)), "")


Reader = Callable[[msgspec.Struct], tuple[Any, ...]]
"""Values of a record or row."""


class _Parts(NamedTuple):
    """What reads of a record, or of a row, all its days, its numbers, its texts, and its tables; None: it has none."""

    days: Reader | None
    numbers: Reader | None
    texts: Reader | None
    tables: Reader | None


@cache
def _parts(kind: type[msgspec.Struct]) -> _Parts:
    names: dict[str, list[str]] = {"days": [], "numbers": [], "texts": [], "tables": [], "flags": []}
    parts = {
        Kind.DATE: "days",
        Kind.MONEY: "numbers",
        Kind.INTEGER: "numbers",
        Kind.TABLE: "tables",
        Kind.FLAG: "flags",
    }
    for field in fields_of(kind):
        names[parts.get(field.kind, "texts")].append(field.name)
    return _Parts(*(_reader(names[part]) for part in _Parts._fields))


def _reader(names: list[str]) -> Reader | None:
    if len(names) == 1:
        only = attrgetter(*names)
        return lambda record: (only(record),)
    return attrgetter(*names) if names else None


def _are_plain(records: Sequence[msgspec.Struct], *, coming_in: bool) -> bool:
    """Whether nothing asks for a second look: the quick way for nearly all records, the quicker the more there are."""
    parts = _parts(type(records[0]))
    if parts.days and (days := _values(parts.days, records)) and not FIRST_DAY <= min(days) <= max(days) <= LAST_DAY:
        return False
    if parts.numbers and any(map(_uncountable, filter(_is_given, chain.from_iterable(map(parts.numbers, records))))):
        return False
    if coming_in and parts.texts and not _are_plain_texts(_values(parts.texts, records)):
        return False
    if not parts.tables:
        return True
    for column in zip(*map(parts.tables, records), strict=True):
        if any(column) and not _are_plain_tables(column, coming_in=coming_in):
            return False
    return True


def _is_given(number: Decimal | int | None) -> bool:
    return number is not None  # zero can be beyond as well: 0E+999999 is written with a million digits


def _values(read: Reader, records: Iterable[msgspec.Struct]) -> list[Any]:
    """The days, texts or tables that say something."""
    return list(filter(None, chain.from_iterable(map(read, records))))


def _are_plain_texts(texts: list[str]) -> bool:
    return max(map(len, texts), default=0) <= LINE and not _UNSEEN.search("".join(filterfalse(str.isprintable, texts)))


def _are_plain_tables(tables: tuple[tuple[msgspec.Struct, ...], ...], *, coming_in: bool) -> bool:
    rows = list(chain.from_iterable(tables))
    if coming_in and (max(map(len, tables)) > MOST_ROWS or not _are_digests(rows)):
        return False
    return _are_plain(rows, coming_in=coming_in)


def _are_digests(rows: Sequence[msgspec.Struct]) -> bool:
    return not isinstance(rows[0], Evidence) or all(map(is_digest, filter(None, map(attrgetter("digest"), rows))))


def _faults(record: msgspec.Struct, *, coming_in: bool) -> Iterator[str]:
    for field in fields_of(type(record)):
        value = getattr(record, field.name)
        if value is None or value == ():
            continue
        fault = _uncountable(value) or (_unfit(field, value) if coming_in else "")
        if fault:
            yield f"{field.label}{fault}"
        elif field.kind is Kind.TABLE:
            for row in value:
                yield from (f"{field.label}：{one}" for one in _faults(row, coming_in=coming_in))


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
        case tuple() if not _are_digests(value):
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
