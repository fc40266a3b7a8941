"""How numbers of certificates are to look: patterns that a clerk writes without knowing regular expressions.

`#` stands for one digit and `@` for one letter, everything else for itself. No pattern is documented, so none is
shipped: the centre sets them in its place profile. Numbers are compared as they are to find equal ones: neither width,
case, spaces nor the shape of brackets count.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import cycle, groupby

DIGIT, LETTER = "#", "@"
LONGEST = 40
"""Characters of a pattern."""
MARKS = frozenset("-—_/.·:()〔〕[]【】")
"""Signs that may stand in numbers, beside letters, digits and Chinese characters."""

_WILD = frozenset("*?+%")
_BRACKETS = str.maketrans("〔〕[]【】", "()()()")


def plain_pattern(text: str) -> str:
    """The pattern as it is kept: wide signs of an input method are meant as narrow ones, spaces are not meant."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def pattern_fault(pattern: str) -> str:
    """Why a pattern cannot be used and what to write instead; "" for a good one, and for an empty one."""
    plain = plain_pattern(pattern)
    strange = next((one for one in plain if not _may_stand(one)), "")
    if not plain:
        return ""
    if strange in _WILD:
        return f"“{strange}”在这里不代表任意字：位数要写定，有几位数字就写几个{DIGIT}，有几个字母就写几个{LETTER}。"
    if strange:
        return f"编号里不会有“{strange}”：请照证件上的编号写，数字的位置写{DIGIT}，字母的位置写{LETTER}。"
    if len(plain) > LONGEST:
        return f"太长，共{len(plain)}个字，最多{LONGEST}个：一个{DIGIT}只代表一位数字。"
    if not {DIGIT, LETTER} & set(plain):
        return f"没有{DIGIT}也没有{LETTER}，所有证件就成了同一个编号：会变的数字请写{DIGIT}，会变的字母请写{LETTER}。"
    return ""


def fits_pattern(number: str, pattern: str) -> bool:
    """Whether a number looks as the pattern says; without a pattern that can be used, every number does."""
    expression = _expression(pattern)
    return expression is None or expression.fullmatch(_folded(number)) is not None


def pattern_example(pattern: str) -> str:
    """A number that fits: digits counted up, letters from A on."""
    digits, letters = cycle("1234567890"), cycle("ABCDEFGHJKLMNPQRSTUVWXYZ")
    made = {DIGIT: digits, LETTER: letters}
    return "".join(next(made[one]) if one in made else one for one in plain_pattern(pattern))


def pattern_in_words(pattern: str) -> str:
    """The pattern as people would say it: “A”加8位数字."""
    parts = []
    for kind, run in groupby(plain_pattern(pattern), lambda one: one if one in (DIGIT, LETTER) else ""):
        some = "".join(run)
        parts.append({DIGIT: f"{len(some)}位数字", LETTER: f"{len(some)}个字母"}.get(kind, f"“{some}”"))
    return "加".join(parts)


@cache
def _expression(pattern: str) -> re.Pattern[str] | None:
    if not pattern or pattern_fault(pattern):
        return None
    meant = {DIGIT: "[0-9]", LETTER: "[a-z]"}
    return re.compile("".join(meant.get(one, re.escape(_folded(one))) for one in plain_pattern(pattern)))


def _folded(text: str) -> str:
    return plain_pattern(text).translate(_BRACKETS).casefold()


def _may_stand(one: str) -> bool:
    return one in (DIGIT, LETTER) or one in MARKS or one.isalnum()
