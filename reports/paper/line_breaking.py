"""Breaking Chinese text into lines (禁则): no line begins with 。，）or ends with （, numbers and words stay whole.

A sign stays with its figure. A number with hyphens (010-67880001-8801) is parted behind one of them where it must be.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

_CLOSERS = "。．，、；：？！…—～·％‰℃”’）》〉」』】〕］｝!),.:;?%]}〗"
_OPENERS = "“‘（《〈「『【〔［｛([{〖￥"
_SIGNS = "－−＋±"
_PIECE = re.compile(r"[^-/]*[-/]+|[^-/]+")
_ATOM = re.compile(
    rf"[{re.escape(_OPENERS)}]*"
    rf"(?:[{_SIGNS}]?[0-9A-Za-zÀ-ɏ*#&@_/+=\-]+(?:[.,:'][0-9A-Za-z]+)*|.)?"
    rf"[{re.escape(_CLOSERS)}]*[ \u3000]*"
)

Measure = Callable[[str], float]


def break_lines(text: str, room: float, measure: Measure) -> tuple[str, ...]:
    """The lines of `text`, each at most `room` wide by `measure`; a line end in the text is kept.

    Only a word or a run of punctuation wider than `room` is broken inside; one character always stands.
    """
    if "\n" not in text and measure(text) <= room:
        return (text,) if text else ()
    return tuple(line for paragraph in text.split("\n") for line in _paragraph(paragraph, room, measure))


def _paragraph(text: str, room: float, measure: Measure) -> Iterator[str]:
    line, used = "", 0.0
    for atom in _atoms(text, room, measure):
        width = measure(atom)
        if line and used + measure(atom.rstrip()) > room:
            yield line.rstrip()
            line, used = "", 0.0
        line, used = line + atom, used + width
    yield line.rstrip()


def _atoms(text: str, room: float, measure: Measure) -> Iterator[str]:
    """What may not be parted; parted all the same where it is wider than a whole line."""
    for match in _ATOM.finditer(text):
        atom = match[0]
        if measure(atom.rstrip()) <= room:
            yield atom
        elif "-" in atom or "/" in atom:
            yield from _pieces(atom, room, measure)
        else:
            yield from atom


def _pieces(atom: str, room: float, measure: Measure) -> Iterator[str]:
    for piece in _PIECE.findall(atom):
        if measure(piece.rstrip()) <= room:
            yield piece
        else:
            yield from piece
