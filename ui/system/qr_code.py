"""A QR code for a phone: drawn straight from its squares."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

QUIET, SQUARE = 4, 4
"""Squares left white around the code, and pixels of one square."""


@lru_cache(maxsize=8)
def qr_squares(words: str) -> tuple[tuple[bool, ...], ...]:
    """Rows of the code, middle error correction; True is dark."""
    from reportlab.graphics.barcode import qrencoder

    code = qrencoder.QRCode(None, qrencoder.QRErrorCorrectLevel.M)
    code.addData(words)
    code.make()
    is_dark: Callable[[int, int], bool] = code.isDark
    places = range(len(code.modules))
    return tuple(tuple(bool(is_dark(row, at)) for at in places) for row in places)


class QrCode(QWidget):
    """Shows `words`, black on white whatever the palette says: phones want it so."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = words
        self.setFixedSize(self.sizeHint())
        self.setAccessibleName("指纹的二维码")
        self.setToolTip("用手机扫一扫，得到同样的20位数字")

    def sizeHint(self) -> QSize:
        """All squares at their full size."""
        side = (len(qr_squares(self.words)) + 2 * QUIET) * SQUARE
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the dark squares in black on white, with the quiet zone around them."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("white"))
        for row, line in enumerate(qr_squares(self.words)):
            for at, dark in enumerate(line):
                if dark:
                    place = QRectF((at + QUIET) * SQUARE, (row + QUIET) * SQUARE, SQUARE, SQUARE)
                    painter.fillRect(place, QColor("black"))
        painter.end()
