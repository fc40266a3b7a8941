"""Drawing blocks on a page: greys, then rules, then text, straight onto reportlab's canvas."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from reports.page import Page
from reports.pdf_blocks import Block, Box, TextStyle

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.pdfgen.textobject import PDFTextObject

_MIDDLE = 0.37  # of the size: from the baseline up to the middle of a Chinese character
_THIN, _THICK = 0.4, 1.0
_TOUCH = 0.01
_QR_SIDE = 62.4  # 22 mm

Line = tuple[float, float, float, float]


class Rules:
    """The rules of a page, joined as they come: one stroke a column, a thick frame round each table."""

    def __init__(self) -> None:
        self.thin: list[Line] = []
        self.frames: list[Line] = []
        self._open: dict[float, tuple[float, float]] = {}
        self._frame: tuple[float, float, float, float] | None = None

    def add(self, block: Block, left: float, top: float) -> None:
        """Take in a ruled block whose upper edge is at `top` (upwards from the paper's foot)."""
        right = max(left + box.x + box.width for box in block.boxes)
        bottom = top - block.height
        if self._frame and abs(self._frame[3] - top) < _TOUCH and self._frame[:2] == (left, right):
            self.thin.append((left, top, right, top))
            self._frame = (left, right, self._frame[2], bottom)
        else:
            self.finish()
            self._frame = (left, right, top, bottom)
        for box in block.boxes:
            self._edge(box, left, top, block.height)

    def _edge(self, box: Box, left: float, top: float, height: float) -> None:
        upper, x = top - box.top, round(left + box.x, 3)
        if box.top:
            self.thin.append((x, upper, x + box.width, upper))
        start, end = self._open.get(x, (upper, upper))
        if abs(end - upper) > _TOUCH:
            self.thin.append((x, start, x, end))
            start = upper
        self._open[x] = (start, upper - min(box.height, height))

    def finish(self) -> None:
        """Close what is still open: call once the page is full."""
        self.thin += [(x, start, x, end) for x, (start, end) in self._open.items()]
        self._open.clear()
        if self._frame:
            self.frames.append(self._frame)
        self._frame = None


def draw_blocks(canvas: Canvas, page: Page, blocks: list[Block]) -> None:
    """Draw a page's blocks from the upper margin down."""
    places: list[tuple[Block, float]] = []
    top = page.height - page.top
    for block in blocks:
        places.append((block, top))
        top -= block.height
    _draw_greys(canvas, page, places)
    _draw_rules(canvas, page, places)
    writer = Writer(canvas)
    for block, height in places:
        for box in block.boxes:
            writer.box(box, page.left, height)
    writer.finish()
    for block, height in places:
        if block.qr:
            draw_qr(canvas, block.qr, page.left, height - _QR_SIDE)


def _draw_greys(canvas: Canvas, page: Page, places: list[tuple[Block, float]]) -> None:
    for block, top in places:
        for box in block.boxes:
            if box.style.fill < 1:
                canvas.setFillGray(box.style.fill)
                foot = top - box.top - box.height
                canvas.rect(page.left + box.x, foot, box.width, box.height, stroke=0, fill=1)
    canvas.setFillGray(0)


def _draw_rules(canvas: Canvas, page: Page, places: list[tuple[Block, float]]) -> None:
    rules = Rules()
    for block, top in places:
        if block.framed:
            rules.add(block, page.left, top)
    rules.finish()
    canvas.setLineWidth(_THIN)
    canvas.lines(rules.thin)
    canvas.setLineWidth(_THICK)
    for left, right, top, bottom in rules.frames:
        canvas.rect(left, bottom, right - left, top - bottom)


class Writer:
    """The text of a page: one text object, the font named only where it changes."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._text: PDFTextObject = canvas.beginText()
        self._font: tuple[str, float] = ("", 0.0)

    def box(self, box: Box, left: float, top: float) -> None:
        """Write a box's lines in its middle height."""
        style = box.style
        step = style.step
        y = top - box.top - (box.height - len(box.lines) * step) / 2 - step / 2 - _MIDDLE * style.size
        for line in box.lines:
            if line:
                self._line(line, style, left + box.x, y, box.width)
            y -= step

    def _line(self, line: str, style: TextStyle, x: float, y: float, width: float) -> None:
        if style.align == "center":
            x += (width - style.width(line)) / 2
        elif style.align == "right":
            x += width - style.pad - style.width(line)
        else:
            x += style.pad
        self.write(line, style, x, y, _spread(line, style, width))

    def write(self, line: str, style: TextStyle, x: float, y: float, spread: float = 0.0) -> None:
        """Write one line from `x`, its baseline at `y`, `spread` points between characters."""
        text = self._text
        text.setTextOrigin(x, y)
        if spread:
            text.setCharSpace(spread)
        if style.face.thicken:
            self._canvas.setLineWidth(style.face.thicken * style.size)
            text.setTextRenderMode(2)
        for name, piece in style.face.runs(line):
            if self._font != (name, style.size):
                self._font = (name, style.size)
                text.setFont(name, style.size)
            text.textOut(piece)
        if style.face.thicken:
            text.setTextRenderMode(0)
        if spread:
            text.setCharSpace(0)

    def finish(self) -> None:
        """Put the text on the page."""
        self._canvas.drawText(self._text)


def _spread(line: str, style: TextStyle, width: float) -> float:
    """How far a justified line's characters are moved apart; never so far that it shows."""
    slack = width - 2 * style.pad - style.width(line)
    return slack / (len(line) - 1) if style.align == "justify" and 0 < slack < 2 * style.size and len(line) > 1 else 0.0


def draw_qr(canvas: Canvas, words: str, x: float, y: float) -> None:
    """Draw a QR code of `words` (middle error correction), its lower left corner at (x, y).

    Straight from the code's squares: reportlab's own drawing names a font that is not embedded.
    """
    from reportlab.graphics.barcode import qrencoder

    code = qrencoder.QRCode(None, qrencoder.QRErrorCorrectLevel.M)
    code.addData(words)
    code.make()
    count = len(code.modules)
    side = _QR_SIDE / count
    path = canvas.beginPath()
    for row in range(count):
        dark = ((key, list(run)) for key, run in groupby(range(count), partial(code.isDark, row)))
        for run in (run for key, run in dark if key):
            path.rect(x + run[0] * side, y + _QR_SIDE - (row + 1) * side, len(run) * side, side)
    canvas.drawPath(path, stroke=0, fill=1)
