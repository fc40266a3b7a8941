"""What a new 密码 must be: one check for the window and for commands. Workspaces that have a weaker one still open."""

from __future__ import annotations

import gzip
import math
import re
from functools import cache

from models.resources import resource

SHORTEST = 8
FAIR_BITS = 40
OTHERS = 32
"""How many signs a guesser tries beside digits and letters."""
_KINDS = ((str.isdigit, 10), (str.islower, 26), (str.isupper, 26))
_TRIED_HERE = """
    mima wodemima woaini woaiwojia woshishui nihao nihaoma shouji zhongguo beijing zhengzhou henan
    fazhi taizhang fazhitaizhang guanliyuan bangong bangongshi sifa sifaju zhengfu xingzheng
    wangwei wangfang zhangwei zhangsan lisi wangwu liwei liming lenovo huawei
    密码 我的密码 你好 法治 台账 法治台账 管理员 办公室 司法局 司法所 政府 工作区 测试 中国
"""
"""What is tried first in these offices, and is not in the list that comes with the program."""
SHORTEST_WORD = 3
"""Letters that a common word has at least, once figures and signs around it are taken away."""
_AS_LETTERS = (str.maketrans("013457@$!", "oleastasi"), str.maketrans("013457@$!", "oieastasi"))
"""What stands for letters: 1 for l or i."""
_ROWS = ("01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm", "1qaz2wsx3edc4rfv5tgb")


def passphrase_fault(passphrase: str) -> str:
    """What keeps it from being a 密码, in words that follow “密码”; "" for nothing."""
    if len(passphrase) < SHORTEST:
        return f"太短：至少 {SHORTEST} 个字符，几个不相干的词连起来最好记。"
    if is_common(passphrase):
        return "太常见：别人最先试的就是它，请换成几个不相干的词。"
    if passphrase_bits(passphrase) < FAIR_BITS:
        return "容易被猜中：再长一些，或者换成几个不相干的词。"
    return ""


def is_common(passphrase: str) -> bool:
    """Whether it is one of the first that are tried: a common word among figures or signs, or a row of keys."""
    plain = passphrase.lower()
    tried = {plain, *(plain.translate(letters) for letters in _AS_LETTERS)}
    tried |= {_word(one) for one in tried} | {_word(plain).translate(letters) for letters in _AS_LETTERS}
    return bool(tried & _common()) or any(map(_is_row, tried))


@cache
def _common() -> frozenset[str]:
    """The 20,000 most common ones in lower case (resources/passphrases/README.md), and the words in them."""
    packed = resource("passphrases", "common-passwords.txt.gz").read_bytes()
    listed = gzip.decompress(packed).decode("utf-8").split()
    words = {word for one in listed if len(word := _word(one)) >= SHORTEST_WORD}
    return frozenset(listed) | words | frozenset(_TRIED_HERE.split())


def _word(text: str) -> str:
    """The text without the figures and signs around it."""
    return re.sub(r"^[\W\d_]+|[\W\d_]+$", "", text)


def _is_row(text: str) -> bool:
    """Whether it is made of keys or figures that follow one another, or of one short piece again and again."""
    if not text:
        return False
    rows = [line for row in _ROWS for line in (row, row[::-1])]
    repeated = any(text == (text[:size] * len(text))[: len(text)] for size in range(1, len(text) // 2 + 1))
    return repeated or any(text in row * 2 for row in rows)


def passphrase_bits(passphrase: str) -> float:
    """How hard it is to guess by trying; lengths and kinds of characters count, repeated ones do not."""
    known = sum(size for belongs, size in _KINDS if any(belongs(one) for one in passphrase))
    other = OTHERS if any(not one.isascii() or not one.isalnum() for one in passphrase) else 0
    return len(set(passphrase)) * math.log2(max(known + other, 2))
