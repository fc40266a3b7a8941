"""Dates as clerks type them."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

YEARS = range(1900, 2101)
"""The years that a day or a year typed may be of."""
YEAR_BOUNDS = f"年份要在{YEARS[0]}年到{YEARS[-1]}年之间"
"""What is wrong with a day that `is_out_of_range`."""

_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_ZERO_TYPED_AS_LETTER = re.compile(r"(?<=[〇零○一二三四五六七八九])[Oo]|[Oo](?=[〇零○一二三四五六七八九])")

_NUMERALS = "一二三四五六七八九"
_COUNTED = {
    f"{tens}{ones}": str(number)
    for number, (tens, ones) in enumerate(
        ((tens, ones) for tens in ("", "十", "二十", "三十") for ones in ("", *_NUMERALS)),
    )
    if number
} | {"元": "1"}

_CLOCK = r"[0-9]{1,2}(?::[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?|[点时](?:[0-9]{1,2}分?|半|整)?)"
_BEHIND = re.compile(
    r"(?<=[0-9日号])(?:(?<=[日号])|[ T]|(?=[^0-9])) ?(?:\(?(?:星期|周)[一二三四五六日天]\)?)? ?"
    rf"(?:上午|下午|中午|早上|晚上|凌晨)? ?(?:{_CLOCK})?$"
)
"""What may follow a day: its weekday, its time."""
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_SEPARATED = re.compile(r"([0-9]{4})(?: ?([-./。、—–]) ?| )([0-9]{1,2})(?(2) ?\2 ?| )([0-9]{1,2})")
_NAMED = re.compile(
    r"([0-9〇零○一二三四五六七八九]{4})年([0-9元一二三四五六七八九十]{1,2})月([0-9一二三四五六七八九十]{1,3})[日号]?"
)


def read_date(text: str) -> dt.date | None:
    """The date that `text` spells, or None if it spells none.

    Understood: 20200301, 2020-3-1 and the same with `.`, `/`, `。`, `、` or spaces, 2020年3月1日 (元月, 号 too),
    二〇二〇年三月一日, full-width digits, spaces anywhere between the parts, a weekday or time behind it (dropped).
    Nothing is guessed: a month without a day, a two-digit year, a day that does not exist and a year outside
    1900 to 2100 all give None. Raises nothing.
    """
    found = _spelled_day(text)
    return found if found and found.year in YEARS else None


def has_more_than_day(text: str) -> bool:
    """Whether `text` spells a day and, behind it, a weekday or a time of day."""
    plain = _plain(text)
    return _BEHIND.sub("", plain) != plain and read_date(text) is not None


def read_month_day(text: str) -> str | None:
    """The day of every year that `text` spells, as 12-20; None if it spells none.

    Understood is what `read_date` understands, with the year or without it: 1-15, 1.15, 0115, 1月15日.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    spelled = (plain, *(f"2000{between}{plain}" for between in ("", "-", ".", "/", "年")))
    found = next((day for one in spelled if (day := read_date(one))), None)
    return f"{found:%m-%d}" if found else None


def is_out_of_range(text: str) -> bool:
    """Whether `text` spells a day as `read_date` understands it, but of a year outside 1900 to 2100."""
    found = _spelled_day(text)
    return found is not None and found.year not in YEARS


def day_example(today: dt.date) -> str:
    """How a day may be written: that of today in two spellings, so that the example is of nobody's past year."""
    return f"{today:%Y%m%d} 或 {today}"


def date_fault(text: str, example: str) -> str:
    """What keeps `text` from being read as a day, to follow what it stands for; `example` is one written right."""
    return f"的{YEAR_BOUNDS}，请改正。" if is_out_of_range(text) else f"认不出来，请写成 {example}。"


def _spelled_day(text: str) -> dt.date | None:
    plain = _BEHIND.sub("", _plain(text))
    parts = _COMPACT.fullmatch(plain)
    if parts:
        return _date(*parts.groups())
    parts = _SEPARATED.fullmatch(plain)
    if parts:
        return _date(parts[1], parts[3], parts[4])
    parts = _NAMED.fullmatch(_ZERO_TYPED_AS_LETTER.sub("0", plain.replace(" ", "")))
    if parts:
        return _date(parts[1].translate(_DIGITS), _count(parts[2]), _count(parts[3]))
    return None


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split())


def _count(text: str) -> str:
    """Arabic digits for a counted numeral such as 十二; other text is returned as it is."""
    return _COUNTED.get(text, text)


def _date(year: str, month: str, day: str) -> dt.date | None:
    """The calendar date, or None if there is no such day."""
    if not (year + month + day).isdigit():
        return None
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
