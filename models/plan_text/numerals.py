"""The numerals official documents number and count with: 12, １２, 十二, ㈡, ⒉, ⑵, ②."""

from __future__ import annotations

import unicodedata

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "Ｏ": 0, "两": 2}
CHINESE = "一二三四五六七八九十百"


def read_numeral(text: str) -> int | None:
    """The value of a numeral up to 999, None where `text` is not one."""
    plain = unicodedata.normalize("NFKC", text).strip("().")
    if plain.isdecimal():
        return int(plain)
    if plain and all(char in _DIGITS or char in "十百" for char in plain):
        return _chinese(plain)
    return int(unicodedata.numeric(plain, 0)) or None if len(plain) == 1 else None


def _chinese(text: str) -> int:
    total, pending = 0, 0
    for char in text:
        if char in _DIGITS:
            pending = _DIGITS[char]
        else:
            total += max(pending, 1) * (10 if char == "十" else 100)
            pending = 0
    return total + pending


def chinese_numeral(value: int) -> str:
    """The Chinese numeral of 1 to 99, as headings print it: 十, 十二, 三十六."""
    tens, ones = divmod(value, 10)
    digits = "零一二三四五六七八九"
    head = {0: "", 1: "十"}.get(tens, f"{digits[tens % 10]}十")
    return head + (digits[ones] if ones else "")


def chinese_year(text: str) -> int | None:
    """The year written digit by digit: 二〇二一 is 2021."""
    if len(text) == 4 and all(char in _DIGITS for char in text):  # noqa: PLR2004  four digits make a year
        return int("".join(str(_DIGITS[char]) for char in text))
    return None
