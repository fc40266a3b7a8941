"""PDFs with words in them, as an office's word processor makes them."""

from __future__ import annotations

from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

_FONT = "STSong-Light"


def text_pdf(path: Path, text: str) -> Path:
    """A page with the lines of the text, in a typeface that it does not bring."""
    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    canvas = Canvas(str(path), (595, 842))
    canvas.setFont(_FONT, 12)
    for at, line in enumerate(text.splitlines()):
        canvas.drawString(60, 780 - 20 * at, line)
    canvas.save()
    return path
