"""What a number shows by its number format, as far as it shows more than the number: 00990103, 证A0103, 50%.

Codes are kept as numbers that a format fills up with zeros. Whoever reads the number alone loses what everybody sees.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

_YEAR_MONTH, _MONTH_DAY = 'yyyy"年"m"月"', 'm"月"d"日"'
BUILT_IN = (
    {9: "0%", 10: "0.00%", 16: "d-mmm", 17: "mmm-yy"}
    | dict.fromkeys((27, 36, 50, 52, 55, 57), _YEAR_MONTH)
    | dict.fromkeys((28, 29, 51, 53, 54, 58), _MONTH_DAY)
)
"""Formats that workbooks name by number only ([MS-XLS] 2.5.165, ECMA-376 18.8.30), the last ones in Chinese."""
_ASIDE = re.compile(r"\[[^\]]*\]|_.|\*.")
"""Colours, conditions, blanks as wide as a letter, fillings."""
_TOKEN = re.compile(r'"([^"]*)"|\\(.)|(.)', re.DOTALL)
_PERCENT = re.compile(r"(?:#,##)?0(?:\.(0+))?%")
_QUOTED = re.compile(r'"[^"]*"|\\.')
_FIRST = re.compile(r'(?:"[^"]*"|\\.|[^;"\\])*')
"""Up to the semicolon before what negative numbers show."""
_SCALED = re.compile(r'[0#?],+(?![0#?,])|[0#?](?:[!\\]\.|"\.")[0#?]')
"""A comma behind the last figure divides by a thousand; a point that is only a letter stands between figures."""
_LARGEST = 10**15


class Shown(NamedTuple):
    """What is shown; `scaled` where the format makes the number look smaller, say thousands of it."""

    text: str
    scaled: bool = False


@cache
def says_more(code: str) -> bool:
    """Whether numbers of this format may show something that the number alone does not say."""
    first = _first(code)
    is_other = _PERCENT.fullmatch(first) or _SCALED.search(first) or shows_part_of_day(code)
    return bool(is_other) or _slots(first) is not None


@cache
def shows_part_of_day(code: str) -> bool:
    """Whether a format shows of a day only the year, the month or both, or all but the year."""
    parts = set(_QUOTED.sub("", _first(code)).casefold())
    told = [bool(parts & some) for some in ({"y", "e"}, {"m"}, {"d"})]
    return any(told) and not all(told) and not parts & {*"hsg0#?"}


def shown(code: str, value: Decimal) -> Shown | None:
    """What the number shows by its format; None where that is the number, or where it cannot be told."""
    first = _first(code)
    percent = _PERCENT.fullmatch(first)
    if percent:
        return Shown(f"{value * 100:.{len(percent[1] or '')}f}%") if value >= 0 else None
    if _SCALED.search(first):
        return Shown(f"{value:f}", scaled=True)
    slots = _slots(first)
    if slots is None or value != int(value) or not 0 <= value < _LARGEST:
        return None
    return Shown(_filled(slots, str(int(value))))


def _first(code: str) -> str:
    """The part of a format for positive numbers, without what only looks."""
    pieces = re.split(r'("[^"]*")', code)
    whole = "".join(one if at % 2 else _ASIDE.sub("", one) for at, one in enumerate(pieces))
    found = _FIRST.match(whole)
    return found[0] if found else ""


def _slots(first: str) -> tuple[str, ...] | None:
    """Places for digits ("0", "#", "?") and words between them; None for a format of other kinds, or a plain one."""
    if first.casefold() in ("general", "g/通用格式", "@", ""):
        return None
    tokens, words, zeros = list[str](), 0, 0
    for quoted, escaped, plain in _TOKEN.findall(first):
        if plain in ("0", "#", "?"):
            tokens.append(plain)
            zeros += plain == "0"
        elif quoted or escaped or (plain and not plain.isascii()) or plain in ("-", "(", ")", " ", "+", ":"):
            text = quoted or escaped or plain
            tokens.append("'" + text)
            words += bool(text.strip())
        elif plain:
            return None  # a date, a fraction, decimals, thousands: the number says it
    return tuple(tokens) if any(one in "0#?" for one in tokens) and (zeros > 1 or words) else None


def _filled(slots: tuple[str, ...], digits: str) -> str:
    """The digits in their places, from the right; more digits than places stand in front of the first."""
    parts, rest = list[str](), list(digits if digits != "0" else "")
    places = sum(one in ("0", "#", "?") for one in slots)
    for slot in reversed(slots):
        if slot.startswith("'"):
            parts.append(slot[1:])
            continue
        places -= 1
        parts.append(rest.pop() if rest else "0" if slot == "0" else "")
        if not places:
            parts.append("".join(rest))
    return "".join(reversed(parts))
