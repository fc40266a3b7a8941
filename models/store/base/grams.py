"""How the search index sees text: every three letters in a row are one word of it.

The index keeps no text, only these words with their places. Each value is followed by two marks, so that any one, two
or three letters of it begin one of its words: one or two are found as the beginning of a word, three or more as words
in a row. No record has to be read to answer a search, however common the part that is searched for.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

GRAM = 3
MARK = "\ue000"
"""Ends a value; a letter of the private use area, which nobody types."""
TOKENIZER = "ascii"
"""Of FTS5: letters and digits of ASCII and everything beyond ASCII make up words, the rest parts them."""

_FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F) if not chr(code).isalnum()}
_BRACKETS = {ord(each): full for full, some in (("（", "(〔[【「"), ("）", ")〕]】」")) for each in some}
_LETTERS = {**dict.fromkeys((*range(0x21), 0x7F)), **_FULL_WIDTH, **_BRACKETS}
"""Blanks and control characters go, and punctuation of ASCII becomes the wide one, which does not part words."""


def fold_text(text: str) -> str:
    """`text` for finding: regardless of case, width, blanks and the shape of brackets."""
    wide = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return "".join(wide.lower().translate(_LETTERS).split())


def index_text(values: Iterable[str]) -> str:
    """The text to index for a record with these values, in the words the index knows."""
    return " ".join(filter(None, map(_words, values)))


@lru_cache(maxsize=4_096)
def _words(value: str) -> str:
    letters = fold_text(value)
    marked = f"{letters}{MARK}{MARK}"
    return " ".join([marked[at : at + GRAM] for at in range(len(letters))])


def match_phrase(part: str) -> str:
    """The FTS5 expression for values that have `part` in them, "" where nothing is left of it."""
    letters = fold_text(part)
    if len(letters) < GRAM:
        return f'"{letters}" *' if letters else ""
    return '"' + " ".join(letters[at : at + GRAM] for at in range(len(letters) - GRAM + 1)) + '"'
