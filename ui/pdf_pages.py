"""Pages of a PDF as images: what is previewed is what is printed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import closing
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter

from models.errors import FazhiError

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

POINTS = 72
PRINT_DPI = 300
"""Finer adds nothing to text on office printers and much to the time it takes."""
_pdfium = threading.Lock()  # the library knows no threads


class NotPrintedError(FazhiError):
    """The printer did not take the pages."""

    @property
    def sentence(self) -> str:
        """Says what to look at."""
        return "没有打印出来：请检查打印机是否开机、联网、有纸，或者先保存为 PDF 再打印。"


def page_count(pdf: bytes) -> int:
    """How many pages it has."""
    from pypdfium2 import PdfDocument

    with _pdfium, closing(PdfDocument(pdf)) as document:
        return len(document)


def page_size(pdf: bytes, number: int) -> QSizeF:
    """Size of page `number` (from 0) in points."""
    from pypdfium2 import PdfDocument

    with _pdfium, closing(PdfDocument(pdf)) as document:
        return QSizeF(*document.get_page_size(number))


def page_image(pdf: bytes, number: int, scale: float) -> QImage:
    """Page `number` (from 0) with `scale` pixels a point."""
    from pypdfium2 import PdfDocument

    with (
        _pdfium,
        closing(PdfDocument(pdf)) as document,
        closing(document[number]) as page,
        closing(page.render(scale=scale, prefer_bgrx=True)) as bitmap,
    ):
        data = bytes(bitmap.buffer)
        return QImage(data, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32).copy()


def print_pages(pdf: bytes, printer: QPrinter, tell: Callable[[str, int, int], None]) -> int:
    """Print every page, each with its own orientation; gives their number.

    Raises:
        NotPrintedError: The printer cannot be opened.
    """
    total = page_count(pdf)
    printer.setResolution(PRINT_DPI)
    printer.setFullPage(True)
    _turn(printer, page_size(pdf, 0))
    painter = QPainter()
    if not painter.begin(printer):
        raise NotPrintedError
    try:
        for number in range(total):
            tell(f"正在打印第{number + 1}页", number, total)
            if number:
                _turn(printer, page_size(pdf, number))
                printer.newPage()
            image = page_image(pdf, number, printer.resolution() / POINTS)
            painter.drawImage(_fitted(printer, image), image)
    finally:
        painter.end()
    return total


def _turn(printer: QPrinter, size: QSizeF) -> None:
    """Paper and orientation of the next page."""
    wide = size.width() > size.height()
    upright = size.transposed() if wide else size
    paper = QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    printer.setPageSize(paper)
    printer.setPageOrientation(QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait)


def _fitted(printer: QPrinter, image: QImage) -> QRectF:
    """Where the page goes on the paper: in its true size, or smaller where the paper is."""
    room = printer.paperRect(printer.Unit.DevicePixel)
    factor = min(room.width() / image.width(), room.height() / image.height(), 1.0)
    return QRectF(0, 0, image.width() * factor, image.height() * factor)
