"""Where the pages of a PDF come from: of our own they are drawn here, of others' in a process of its own."""

from __future__ import annotations

import threading
from typing import Protocol

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage

from ui.base.ticket import Ticket
from ui.kit.pdf.pages import page_count, page_image, page_size, raster_image
from ui.rendering.process import RenderProcess
from ui.rendering.search import PdfHit, find_words


class PdfSource(Protocol):
    """A PDF that can be looked at; every method but `count` takes its time."""

    count: int
    """Number of pages."""

    def page_size(self, number: int, ticket: Ticket) -> QSizeF:
        """Size of a page (from 0) in points."""

    def page_image(self, number: int, scale: float, ticket: Ticket) -> QImage:
        """A page (from 0) with `scale` pixels a point, or fewer."""

    def find(self, words: str, stopped: threading.Event) -> list[PdfHit]:
        """Every place that words stand at."""


class OwnPdf:
    """A PDF that this program made."""

    def __init__(self, pdf: bytes) -> None:
        self._pdf, self.count = pdf, page_count(pdf)

    def page_size(self, number: int, _ticket: Ticket) -> QSizeF:
        """As of `PdfSource`."""
        return page_size(self._pdf, number)

    def page_image(self, number: int, scale: float, _ticket: Ticket) -> QImage:
        """As of `PdfSource`."""
        return page_image(self._pdf, number, scale)

    def find(self, words: str, stopped: threading.Event) -> list[PdfHit]:
        """As of `PdfSource`."""
        return find_words(self._pdf, words, stopped)


class ForeignPdf:
    """A PDF of somebody else, which `process` was given; all of it raises `NotRenderedError`."""

    def __init__(self, process: RenderProcess, count: int) -> None:
        self._process, self.count = process, count

    def page_size(self, number: int, ticket: Ticket) -> QSizeF:
        """As of `PdfSource`."""
        return QSizeF(*self._process.page_size(number, ticket))

    def page_image(self, number: int, scale: float, ticket: Ticket) -> QImage:
        """As of `PdfSource`."""
        return raster_image(self._process.page(number, scale, ticket))

    def find(self, words: str, _stopped: threading.Event) -> list[PdfHit]:
        """As of `PdfSource`."""
        return self._process.find(words)
