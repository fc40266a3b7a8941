"""The text of a file, and what else stands in it."""

from __future__ import annotations

from typing import NamedTuple


class SourceText(NamedTuple):
    """A file's text, and what of the file is no part of it.

    `hidden` are words that its reader does not see, `is_tracked` whether it has changes that nobody has accepted yet,
    `has_notes` whether it has foot- or endnotes.
    """

    text: str
    hidden: tuple[str, ...] = ()
    is_tracked: bool = False
    has_notes: bool = False
