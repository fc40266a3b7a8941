"""How hard a 密码 is to guess, in words."""

from __future__ import annotations

import math

from models.records.tone import Tone

FAIR_BITS, GOOD_BITS = 40, 60
_KINDS = ((str.isdigit, 10), (str.islower, 26), (str.isupper, 26))
OTHERS = 32
SHORTEST = 8


def strength(passphrase: str) -> tuple[Tone, str]:
    """A tone and a sentence with advice; lengths and kinds of characters count, repeated ones do not."""
    if len(passphrase) < SHORTEST:
        return Tone.BAD, f"太短：至少 {SHORTEST} 个字符，几个不相干的词连起来最好记。"
    bits = _bits(passphrase)
    if bits < FAIR_BITS:
        return Tone.BAD, "容易被猜中：再长一些，或者换成几个不相干的词。"
    if bits < GOOD_BITS:
        return Tone.WARN, "可以用；再长一些更好。"
    return Tone.GOOD, "够强。"


def _bits(passphrase: str) -> float:
    known = sum(size for belongs, size in _KINDS if any(belongs(one) for one in passphrase))
    other = OTHERS if any(not one.isascii() or not one.isalnum() for one in passphrase) else 0
    return len(set(passphrase)) * math.log2(max(known + other, 2))
