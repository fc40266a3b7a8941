"""Drawing blocks on a page: greys, then rules, then text, straight onto reportlab's canvas."""

from __future__ import annotations

import base64
import zlib
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from reports.base.page import PaperPage
from reports.paper.blocks import Block, Box, PlacedPicture, TextStyle
from reports.paper.type_setting import put_operators, type_of

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

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
        upper, x = top - box.top, left + box.x
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


def draw_blocks(canvas: Canvas, page: PaperPage, blocks: list[Block]) -> None:
    """Draw a page's blocks from the upper margin down."""
    places: list[tuple[Block, float]] = []
    top = page.height - page.top
    for block in blocks:
        places.append((block, top))
        top -= block.height
    _draw_greys(canvas, page, places)
    _draw_rules(canvas, page, places)
    writer = TextWriter(canvas)
    for block, height in places:
        for box in block.boxes:
            writer.box(box, page.left, height)
    writer.finish()
    for block, height in places:
        if block.qr:
            draw_qr(canvas, block.qr, page.left, height - _QR_SIDE)
        if block.picture:
            draw_picture(canvas, block.picture, page.left, height)


def _draw_greys(canvas: Canvas, page: PaperPage, places: list[tuple[Block, float]]) -> None:
    greys = [
        f"{box.style.fill:g} g {page.left + box.x:.2f} {top - box.top - box.height:.2f} "
        f"{box.width:.2f} {box.height:.2f} re f"
        for block, top in places
        for box in block.boxes
        if box.style.fill < 1
    ]
    put_operators(canvas, " ".join([*greys, "0 g"]) if greys else "")


def _draw_rules(canvas: Canvas, page: PaperPage, places: list[tuple[Block, float]]) -> None:
    rules = Rules()
    for block, top in places:
        if block.framed:
            rules.add(block, page.left, top)
    rules.finish()
    lines = (f"{x:.2f} {y:.2f} m {across:.2f} {down:.2f} l" for x, y, across, down in rules.thin)
    frames = (
        f"{left:.2f} {bottom:.2f} {right - left:.2f} {top - bottom:.2f} re" for left, right, top, bottom in rules.frames
    )
    put_operators(
        canvas, f"{_THIN} w {' '.join(lines)} S {_THICK} w {' '.join(frames)} S" if rules.thin or rules.frames else ""
    )


class TextWriter:
    """The text of a page: one text object, the font named only where it changes."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._type = type_of(canvas)
        self._out = ["BT"]
        self._font: tuple[str, float] = ("", 0.0)

    def box(self, box: Box, left: float, top: float) -> None:
        """Write the lines of `box` vertically centred; `left` and `top` are its block's corner in points."""
        style = box.style
        step, align, face = style.step, style.align, style.face
        x, y = left + box.x, top - box.top - (box.height - len(box.lines) * step) / 2 - step / 2 - _MIDDLE * style.size
        for line in box.lines:
            if align == "left":
                self.write(line, style, x + style.pad, y)
            elif align == "justify":
                self.write(line, style, x + style.pad, y, _spread(line, style, box.width))
            else:
                free = box.width - face.width(line) * style.size / 1000
                self.write(line, style, x + (free / 2 if align == "center" else free - style.pad), y)
            y -= step

    def write(self, line: str, style: TextStyle, x: float, y: float, spread: float = 0.0) -> None:
        """Write one line from `x`, its baseline at `y`, `spread` points between characters."""
        if not line:
            return
        out, size = self._out, style.size
        out.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm")
        if spread:
            out.append(f"{spread:.4f} Tc")
        if style.face.thicken:
            out.append(f"{style.face.thicken * size:.3f} w 2 Tr")
        for font, shown in self._type.pieces(style.face, line):
            if self._font != (font, size):
                self._font = (font, size)
                out.append(f"{font} {size:g} Tf")
            out.append(f"({shown}) Tj")
        if style.face.thicken:
            out.append("0 Tr")
        if spread:
            out.append("0 Tc")

    def finish(self) -> None:
        """Close the text object and put it on the canvas; nothing can be written afterwards."""
        put_operators(self._canvas, " ".join([*self._out, "ET"]))


def _spread(line: str, style: TextStyle, width: float) -> float:
    """How far a justified line's characters are moved apart; never so far that it shows."""
    slack = width - 2 * style.pad - style.width(line)
    return slack / (len(line) - 1) if 0 < slack < 2 * style.size and len(line) > 1 else 0.0


def draw_picture(canvas: Canvas, placed: PlacedPicture, left: float, top: float) -> None:
    """Draw a picture in its place of a block whose upper edge is at `top`: its pixels, packed, within the page."""
    picture = placed.picture
    data = base64.a85encode(zlib.compress(picture.data), wrapcol=100).decode() + "~>"
    x, y = left + placed.x, top - placed.top - placed.height
    put_operators(
        canvas,
        f"q {placed.width:.2f} 0 0 {placed.height:.2f} {x:.2f} {y:.2f} cm "
        f"BI /W {picture.width} /H {picture.height} /CS /RGB /BPC 8 /F [/A85 /Fl] ID\n{data}\nEI Q",
    )


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
