"""The process that reads files of others: it is asked over a pipe, answers over another, and can do nothing else."""

from __future__ import annotations

import codecs
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, BinaryIO

from ui.rendering.fonts import install_fonts
from ui.rendering.limits import lock_down
from ui.rendering.messages import Raster, Request, read_message, write_message
from ui.rendering.pictures import NotShownError, picture, preload
from ui.rendering.search import find_in, page_texts

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

MOST_PIXELS = 16_000_000
"""Of a page; a larger one is drawn smaller."""
READY = "ready"
SEARCHED = 10
"""Seconds after which no further page is searched."""


class Reader:
    """Holds the one PDF that the process was given."""

    def __init__(self) -> None:
        self.document: PdfDocument | None = None

    def picture(self, request: Request) -> Raster:
        """The picture, at most so many pixels wide and high."""
        return picture(request.data, int(request.given[0]))

    def shrink(self, request: Request) -> bytes:
        """The photo made smaller, b"" where it had better stay what it is."""
        from models.store.files.photos import shrunk_content

        return shrunk_content(request.data)

    def pdf(self, request: Request) -> int:
        """Keep the PDF; gives its number of pages."""
        from pypdfium2 import PdfDocument

        self.document = PdfDocument(request.data)
        return len(self.document)

    def size(self, request: Request) -> tuple[float, float]:
        """Width and height of a page in points."""
        wide, high = self._opened().get_page_size(int(request.given[0]))
        if not (wide > 0 and high > 0):
            raise NotShownError
        return wide, high

    def page(self, request: Request) -> Raster:
        """A page with so many pixels a point, or fewer."""
        number, scale = int(request.given[0]), float(request.given[1])
        wide, high = self.size(request)
        scale = min(scale, (MOST_PIXELS / (wide * high)) ** 0.5)
        if min(wide, high) * scale < 1:
            raise NotShownError
        bitmap = self._opened()[number].render(scale=scale, rev_byteorder=True)
        return Raster(bitmap.width, bitmap.height, bitmap.to_pil().convert("RGB").tobytes())

    def find(self, request: Request) -> list[Any]:
        """The places of words."""
        began = time.monotonic()
        return find_in(self._opened(), str(request.given[0]), lambda: time.monotonic() - began > SEARCHED)

    def texts(self, _request: Request) -> list[str]:
        """The text of every page, a line of the page on one of its own."""
        return page_texts(self._opened())

    def _opened(self) -> PdfDocument:
        if self.document is None:
            raise NotShownError
        return self.document


def serve() -> int:
    """Load, lock down, say so, then answer until nobody asks any more. What cannot be read is answered by None."""
    asked, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # what a library prints is no answer
    preload()
    _load_pdfium()
    lock_down()
    write_message(answers, READY)
    reader = Reader()
    acts: dict[str, Callable[[Request], object]] = {
        name: getattr(reader, name) for name in ("picture", "shrink", "pdf", "size", "page", "find", "texts")
    }
    while (request := _next(asked)) is not None:
        write_message(answers, _answer(acts[request.act], request))
    return 0


def _next(asked: BinaryIO) -> Request | None:
    try:
        found: Request = read_message(asked, Request)
    except EOFError:
        return None
    return found


def _answer(act: Callable[[Request], object], request: Request) -> object:
    try:
        return act(request)
    except Exception:  # noqa: BLE001 - whatever a broken file makes a library raise, it is not shown
        return None


def _load_pdfium() -> None:
    """Load everything that drawing and searching a page needs, by doing it once."""
    from pypdfium2 import PdfDocument

    from models.store.files import photos  # noqa: F401 - to have it loaded

    install_fonts()
    blank = PdfDocument.new()
    page = blank.new_page(9, 9)
    page.render(scale=1).to_pil()
    page.get_textpage().get_text_range()
    codecs.lookup("utf-16-le")  # pdfium's texts
