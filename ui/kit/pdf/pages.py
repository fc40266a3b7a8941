"""Pages of a PDF as images: what is previewed is what is printed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter

from models.errors import FazhiError
from ui.rendering.messages import Raster
from ui.rendering.search import pdfium_lock

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

POINTS = 72
PRINT_DPI = 300
"""Finer adds nothing to text on office printers and much to the time it takes."""


class NotPrintedError(FazhiError):
    """The printer did not take the pages."""

    template = "没有打印出来：请检查打印机是否开机、联网、有纸，或者先保存为 PDF 再打印。"


Sides = Literal["one", "long", "short"]
"""One side of the paper, or both, turned over by the long or the short edge."""


_DUPLEX: dict[Sides, str] = {"one": "DuplexNone", "long": "DuplexLongSide", "short": "DuplexShortSide"}


@dataclass(frozen=True, slots=True)
class PrintChoice:
    """How to print: `pages` from 0, () for all; `paper` None is the pages' own."""

    pages: tuple[int, ...] = ()
    copies: int = 1
    sides: Sides = "one"
    paper: QPageSize.PageSizeId | None = None


def page_count(pdf: bytes) -> int:
    """Number of pages in the PDF."""
    from pypdfium2 import PdfDocument

    with pdfium_lock, closing(PdfDocument(pdf)) as document:
        return len(document)


def page_size(pdf: bytes, number: int) -> QSizeF:
    """Size of page `number` (from 0) in points."""
    from pypdfium2 import PdfDocument

    with pdfium_lock, closing(PdfDocument(pdf)) as document:
        return QSizeF(*document.get_page_size(number))


def page_image(pdf: bytes, number: int, scale: float) -> QImage:
    """Page `number` (from 0) with `scale` pixels a point."""
    from pypdfium2 import PdfDocument

    with (
        pdfium_lock,
        closing(PdfDocument(pdf)) as document,
        closing(document[number]) as page,
        closing(page.render(scale=scale, prefer_bgrx=True)) as bitmap,
    ):
        data = bytes(bitmap.buffer)
        return QImage(data, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32).copy()


def raster_image(raster: Raster) -> QImage:
    """The picture that another process made."""
    wide, high = raster.width, raster.height
    return QImage(raster.data, wide, high, wide * 3, QImage.Format.Format_RGB888).convertToFormat(
        QImage.Format.Format_RGB32
    )


def print_pages(
    pdf: bytes, printer: QPrinter, tell: Callable[[str, int, int], None], how: PrintChoice | None = None
) -> int:
    """Print the pages chosen, each with its own orientation, as often as asked; gives how many sides were sent.

    Raises:
        NotPrintedError: The printer cannot be opened.
    """
    how = how or PrintChoice()
    once = list(how.pages) or list(range(page_count(pdf)))
    numbers = once * _rounds(printer, how.copies)
    printer.setResolution(PRINT_DPI)
    printer.setFullPage(True)
    printer.setDuplex(getattr(printer.DuplexMode, _DUPLEX[how.sides]))
    _turn(printer, page_size(pdf, numbers[0]), how.paper)
    painter = QPainter()
    if not painter.begin(printer):
        raise NotPrintedError
    try:
        for at, number in enumerate(numbers):
            tell(f"正在打印第{number + 1}页", at, len(numbers))
            if at:
                _turn(printer, page_size(pdf, number), how.paper)
                printer.newPage()
            image = page_image(pdf, number, printer.resolution() / POINTS)
            painter.drawImage(_fitted(printer, image), image)
    finally:
        painter.end()
    return len(numbers)


def _rounds(printer: QPrinter, copies: int) -> int:
    """How often the pages are to be sent: once where the printer itself makes the copies."""
    if not printer.supportsMultipleCopies():
        return copies
    printer.setCollateCopies(True)
    printer.setCopyCount(copies)
    return 1


def _turn(printer: QPrinter, size: QSizeF, paper: QPageSize.PageSizeId | None) -> None:
    """Paper and orientation of the next page; the page's own size where no paper was chosen."""
    wide = size.width() > size.height()
    upright = size.transposed() if wide else size
    own = QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    printer.setPageSize(own if paper is None else QPageSize(paper))
    printer.setPageOrientation(QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait)


def _fitted(printer: QPrinter, image: QImage) -> QRectF:
    """Where the page goes: as large as the paper allows, in the middle of it."""
    room = printer.paperRect(printer.Unit.DevicePixel)
    factor = min(room.width() / image.width(), room.height() / image.height())
    wide, high = image.width() * factor, image.height() * factor
    return QRectF((room.width() - wide) / 2, (room.height() - high) / 2, wide, high)
