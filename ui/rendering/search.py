"""Finding words in a PDF, also where a cell breaks them into lines."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import closing
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfTextPage

pdfium_lock = threading.Lock()
"""The library knows no threads."""
MOST = 999
"""Places after which no more are looked for."""
_FIRST_HALF, _LAST_FIRST_HALF = 0xD800, 0xDBFF  # of a character above U+FFFF, as UTF-16 writes it
Area = tuple[float, float, float, float]
"""Left, bottom, right, top in points from the page's lower left corner."""


class PdfHit(NamedTuple):
    """A place the words stand at: page from 0, and what to mark there, a piece for each line."""

    page: int
    areas: tuple[Area, ...]


def find_words(pdf: bytes, words: str, stopped: threading.Event | None = None) -> list[PdfHit]:
    """Every place `words` stand at, without regard to white space and case; none for no words."""
    from pypdfium2 import PdfDocument

    if not _bare(words):
        return []
    with pdfium_lock:
        document = PdfDocument(pdf)
    found = find_in(document, words, stopped.is_set if stopped else lambda: False)
    with pdfium_lock:
        document.close()
    return found


def find_in(document: PdfDocument, words: str, stopped: Callable[[], bool]) -> list[PdfHit]:
    """Every place in a document that stays open, as `find_words`, on the pages read before `stopped`."""
    wanted = _bare(words)
    found: list[PdfHit] = []
    for number in range(len(document) if wanted else 0):
        if len(found) >= MOST or stopped():
            break
        with pdfium_lock, closing(document[number]) as page, closing(page.get_textpage()) as text:
            if wanted in _bare(text.get_text_range()):
                found += [PdfHit(number, areas) for areas in _places(text, wanted)]
    return found[:MOST]


def page_texts(document: PdfDocument) -> list[str]:
    """The text of every page; what the PDF marks as a hyphen at a line's end is none."""
    found: list[str] = []
    for number in range(len(document)):
        with pdfium_lock, closing(document[number]) as page, closing(page.get_textpage()) as text:
            found.append(text.get_text_range().replace("\r\n", "\n").replace("\ufffe", ""))
    return found


def _bare(text: str) -> str:
    return "".join(text.split()).casefold()


def _places(text: PdfTextPage, wanted: str) -> list[tuple[Area, ...]]:
    kept = list(_characters(text))
    whole = "".join(char for char, _ in kept)
    places, start = [], whole.find(wanted)
    while start >= 0:
        places.append(_areas(text, [at for _, at in kept[start : start + len(wanted)]]))
        start = whole.find(wanted, start + len(wanted))
    return places


def _characters(text: PdfTextPage) -> list[tuple[str, int]]:
    """The page's characters without white space, each with its place in the page's own count."""
    from pypdfium2 import raw

    found: list[tuple[str, int]] = []
    half = b""  # the library counts the two halves of a character above U+FFFF as two
    for at in range(text.count_chars()):
        point = raw.FPDFText_GetUnicode(text, at)
        half += chr(point).encode("utf-16-le", "surrogatepass")
        if _FIRST_HALF <= point <= _LAST_FIRST_HALF:
            continue
        # A folded character may be several letters long; all of them stand at the same place.
        found += [(one, at) for one in half.decode("utf-16-le", "ignore").casefold() if not one.isspace() and point]
        half = b""
    return found


def _areas(text: PdfTextPage, places: list[int]) -> tuple[Area, ...]:
    """The boxes of characters, joined along each line."""
    boxes = [text.get_charbox(at, loose=True) for at in dict.fromkeys(places)]
    lines = (list(line) for _, line in groupby(boxes, key=lambda box: round(box[1])))
    return tuple(
        (
            min(box[0] for box in line),
            min(box[1] for box in line),
            max(box[2] for box in line),
            max(box[3] for box in line),
        )
        for line in lines
    )
