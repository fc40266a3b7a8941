"""A `Sheet` as PDF: the same bytes for the same sheet and fonts."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from reports.base.atomic import write_whole
from reports.base.page import MM, PaperPage, page_for
from reports.base.sheet import Sheet
from reports.base.wording import clean
from reports.paper.blocks import TextStyle
from reports.paper.flow import pages_of
from reports.paper.fonts import FontSet, office_fonts
from reports.paper.pen import TextWriter, draw_blocks

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_FOOT = 10 * MM  # from the paper's edge up to the page number
_FOOT_SIZE = 9  # 小五
_TOTAL = "total-pages"
_LETTER_FOOT = 28 * MM  # GB/T 9704-2012, 7.5: the number's line 7 mm below the text


def write_pdf(sheet: Sheet, target: Path | BinaryIO, *, fonts: FontSet | None = None) -> int:
    """Print `sheet` and its `more` into `target`; returns the number of pages. 打印日期 is the day it was filled in.

    `fonts` are the machine's official ones unless `bundled_fonts()` is passed. What no font has prints as 〓.

    Raises:
        NotWrittenError: It cannot be written: open in another program, no space, a stick that was pulled.
    """
    faces = fonts or office_fonts()
    counted: list[int] = []
    write_whole(target, lambda stream: counted.append(_draw(sheet, faces, stream)))
    return counted[0]


def _draw(sheet: Sheet, fonts: FontSet, stream: BinaryIO) -> int:
    canvas = _canvas(sheet, page_for(sheet), fonts, stream)
    pages = sum(draw_sheet(canvas, one, fonts, f"{_TOTAL}-{at}") for at, one in enumerate((sheet, *sheet.more)))
    canvas.save()
    return pages


def draw_sheet(canvas: Canvas, sheet: Sheet, fonts: FontSet, total: str) -> int:
    """Draw one sheet on pages of its own, numbered from 1; gives how many. `total` is a name no other sheet has."""
    page = page_for(sheet)
    number = 0
    for number, blocks in enumerate(pages_of(sheet, fonts, page), 1):
        canvas.setPageSize((page.width, page.height))
        draw_blocks(canvas, page, blocks)
        if sheet.letter:
            _letter_foot(canvas, page, fonts, number)
        else:
            _table_foot(canvas, page, fonts, (number, total), sheet.filled_on)
        canvas.showPage()
    if not sheet.letter:
        _total_form(canvas, fonts, number, total)
    return number


def _canvas(sheet: Sheet, page: PaperPage, fonts: FontSet, stream: BinaryIO) -> Canvas:
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(
        stream,
        pagesize=(page.width, page.height),
        pageCompression=1,
        invariant=1,
        lang="zh-CN",
        initialFontName=fonts.body.primary,  # type: ignore[arg-type]  # the stub says float, it is a name
    )
    canvas.setTitle(clean(sheet.title))
    canvas.setAuthor(clean(sheet.unit))
    canvas.setSubject(sheet.form_id)
    canvas.setCreator("法治台账")
    return canvas


def _table_foot(canvas: Canvas, page: PaperPage, fonts: FontSet, numbering: tuple[int, str], day: dt.date) -> None:
    """第 x 页 共 y 页 and the day. The total is a form of its own, filled in when the last page is known."""
    number, total = numbering
    style = TextStyle(fonts.body, _FOOT_SIZE)
    writer = TextWriter(canvas)
    words = f"第 {number} 页　共 "
    middle = page.width / 2 + 2 * _FOOT_SIZE
    writer.write(words, style, middle - style.width(words), _FOOT)
    printed = f"打印日期：{day.isoformat()}"
    writer.write(printed, style, page.width - page.right - style.width(printed), _FOOT)
    writer.finish()
    canvas.saveState()
    canvas.translate(middle, _FOOT)
    canvas.doForm(total)
    canvas.restoreState()


def _total_form(canvas: Canvas, fonts: FontSet, pages: int, name: str) -> None:
    canvas.beginForm(name, 0, -_FOOT_SIZE, 10 * _FOOT_SIZE, 2 * _FOOT_SIZE)
    writer = TextWriter(canvas)
    writer.write(f"{pages} 页", TextStyle(fonts.body, _FOOT_SIZE), 0, 0)
    writer.finish()
    canvas.endForm()


def _letter_foot(canvas: Canvas, page: PaperPage, fonts: FontSet, number: int) -> None:
    """— 1 —, odd pages right, even ones left, a character in from the edge (GB/T 9704-2012, 7.5)."""
    style = TextStyle(fonts.body, 14)
    words = f"— {number} —"
    right = page.width - page.right - style.size - style.width(words)
    writer = TextWriter(canvas)
    writer.write(words, style, right if number % 2 else page.left + style.size, _LETTER_FOOT - style.size)
    writer.finish()
