"""What a maintainer is given of our own fault: where it happened, and nothing of anybody's data. Knows no Qt."""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.exc import DBAPIError

OURS = (AttributeError, NameError, TypeError, ImportError)
"""Exceptions whose words are Python's, about names in the program."""
HIDDEN = "…"
ROOT = Path(__file__).parents[2]
_NAME = re.compile(r"""(['"])[A-Za-z_][A-Za-z0-9_.]*\1""")
_QUOTED = re.compile(r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*\"""")
_WORDS = re.compile(r"[^\x00-\x7f]+")
_NUMBER = re.compile(r"\w*\d[\w-]{3,}")
LONGEST = 500
"""Letters of what an exception says: some tell a whole file."""


def error_detail(error: BaseException) -> str:
    """The exception and those behind it, the first one first: files by their last folders, values left out."""
    return "\n".join(_told(one) for one in reversed(list(_chain(error))))


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _told(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"  {_place(frame.filename)}:{frame.lineno} {frame.name}\n    {frame.line}" for frame in frames]
    return "\n".join([*places, f"{type(error).__module__}.{type(error).__qualname__}: {_words(error)}"])


def _place(path: str) -> str:
    """The file from the program's or the library's folder on: what stands before them may be the user's name."""
    file = Path(path)
    if file.is_relative_to(ROOT):
        return file.relative_to(ROOT).as_posix()
    _, found, inside = file.as_posix().partition("site-packages/")
    return inside if found else file.name


def _words(error: BaseException) -> str:
    """What it says where Python or the database says it, and not what a program put into it, which may be anything."""
    if isinstance(error, DBAPIError):
        return scrub(str(error.orig))
    return scrub(str(error)) if isinstance(error, OURS) else HIDDEN


def scrub(text: str) -> str:
    """A text without what may be a value: quoted text that is no name, words that are not English, numbers."""
    shown = _QUOTED.sub(lambda found: found[0] if _NAME.fullmatch(found[0]) else HIDDEN, text[:LONGEST])
    return _NUMBER.sub(HIDDEN, _WORDS.sub(HIDDEN, shown))
