"""Many forms in one PDF: a contents page, bookmarks, and page numbers that run through beside each form's own."""

from __future__ import annotations

import datetime as dt
import operator
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from reports.base.atomic import write_whole
from reports.base.page import MM, PaperPage, page_for
from reports.base.sheet import Column, Row, Sheet
from reports.base.wording import clean
from reports.paper.blocks import Block, TextStyle
from reports.paper.flow import pages_of
from reports.paper.fonts import FontSet, office_fonts
from reports.paper.pen import TextWriter, draw_blocks

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

CONTENTS = "目录"
_FOOT, _SIZE = 10 * MM, 9.0
_COLUMNS = (
    Column("number", "序号", 16, align="center"),
    Column("title", "表名", 118),
    Column("pages", "页数", 18, "number", "center"),
    Column("page", "起始页", 22, "number", "center"),
)


@dataclass(frozen=True, slots=True)
class BatchPart:
    """A sheet of the batch: on how many pages, and on which of all pages it begins."""

    sheet: Sheet
    pages: int
    begins: int

    @property
    def key(self) -> str:
        """The PDF destination name of the part's first page, for bookmarks and links."""
        return f"page-{self.begins}"


@dataclass(frozen=True, slots=True)
class BatchCover:
    """What the contents page prints above and below the table of contents."""

    title: str
    unit: str
    period: str
    filled_on: dt.date
    notes: tuple[str, ...] = ()


def write_batch(
    cover: BatchCover,
    sheets: Sequence[Sheet],
    target: Path | BinaryIO,
    *,
    fonts: FontSet | None = None,
) -> list[BatchPart]:
    """Print the sheets into one PDF; the same bytes for the same cover, sheets and fonts.

    Sheets are laid out twice, first to learn their pages for the contents: no page waits in memory.

    Raises:
        NotWrittenError: It cannot be written: open in another program, no space, a stick that was pulled.
    """
    faces = fonts or office_fonts()
    parts = lay_out_batch(cover, sheets, faces)
    write_whole(target, lambda stream: _draw(parts, faces, stream))
    return parts


def lay_out_batch(cover: BatchCover, sheets: Sequence[Sheet], fonts: FontSet) -> list[BatchPart]:
    """Lay out the contents page and every sheet, each with its first page number."""
    every = [one for sheet in sheets for one in _flat(sheet)]
    counts = [_count(sheet, fonts) for sheet in every]
    lead = _count(_contents(cover, [BatchPart(sheet, 1, 1) for sheet in every]), fonts)
    parts, page = list[BatchPart](), lead + 1
    for sheet, pages in zip(every, counts, strict=True):
        parts.append(BatchPart(sheet, pages, page))
        page += pages
    return [BatchPart(_contents(cover, parts), lead, 1), *parts]


def _flat(sheet: Sheet) -> Iterator[Sheet]:
    yield sheet
    for one in sheet.more:
        yield from _flat(one)


def _count(sheet: Sheet, fonts: FontSet) -> int:
    return sum(1 for _ in pages_of(sheet, fonts, page_for(sheet)))


def _contents(cover: BatchCover, parts: Sequence[BatchPart]) -> Sheet:
    rows = [Row((number, _name(part.sheet), part.pages, part.begins)) for number, part in enumerate(parts, 1)]
    return Sheet(
        form_id="contents",
        title=cover.title,
        unit=cover.unit,
        period=cover.period,
        filled_on=cover.filled_on,
        columns=_COLUMNS,
        rows=tuple(rows),
        notes=cover.notes,
        signers=(),
        seal=False,
        orientation="portrait",
    )


def _name(sheet: Sheet) -> str:
    return "".join(clean(sheet.title).split("\n"))


def _draw(parts: list[BatchPart], fonts: FontSet, stream: BinaryIO) -> None:
    canvas = _canvas(parts[0].sheet, fonts, stream)
    whole = parts[-1].begins + parts[-1].pages - 1
    goals = iter(parts[1:])
    for part in parts:
        page = page_for(part.sheet)
        for number, blocks in enumerate(pages_of(part.sheet, fonts, page), 1):
            canvas.setPageSize((page.width, page.height))
            if number == 1:
                _bookmark(canvas, part, first=part is parts[0])
            draw_blocks(canvas, page, blocks)
            if part is parts[0]:
                _link(canvas, page, blocks, goals)
            _foot(canvas, page, fonts, (number, part.pages, part.begins + number - 1, whole), parts[0].sheet.filled_on)
            canvas.showPage()
    canvas.save()


def _canvas(contents: Sheet, fonts: FontSet, stream: BinaryIO) -> Canvas:
    from reportlab.pdfgen.canvas import Canvas

    face: float = fonts.body.primary  # type: ignore[assignment]  # the stub says float, it is a name
    canvas = Canvas(stream, pageCompression=1, invariant=1, lang="zh-CN", initialFontName=face)
    canvas.setTitle(clean(contents.title))
    canvas.setAuthor(clean(contents.unit))
    canvas.setCreator("法治台账")
    canvas.showOutline()
    return canvas


def _bookmark(canvas: Canvas, part: BatchPart, *, first: bool) -> None:
    canvas.bookmarkPage(part.key)
    canvas.addOutlineEntry(CONTENTS if first else _name(part.sheet), part.key, 0)


def _link(canvas: Canvas, page: PaperPage, blocks: list[Block], goals: Iterator[BatchPart]) -> None:
    """Let a click on a line of the contents go where it says."""
    tops = accumulate((block.height for block in blocks), operator.sub, initial=page.height - page.top)
    lines = ((block, top) for block, top in zip(blocks, tops, strict=False) if block.row)
    for (block, top), goal in zip(lines, goals, strict=False):
        canvas.linkRect("", goal.key, (page.left, top - block.height, page.width - page.right, top), thickness=0)


def _foot(canvas: Canvas, page: PaperPage, fonts: FontSet, numbers: tuple[int, int, int, int], day: dt.date) -> None:
    """Left the page of all, in the middle that of the form, right the day."""
    number, pages, at, whole = numbers
    style = TextStyle(fonts.body, _SIZE)
    own, printed = f"第 {number} 页　共 {pages} 页", f"打印日期：{day.isoformat()}"
    writer = TextWriter(canvas)
    writer.write(f"总第 {at} 页　总共 {whole} 页", style, page.left, _FOOT)
    writer.write(own, style, (page.width - style.width(own)) / 2, _FOOT)
    writer.write(printed, style, page.width - page.right - style.width(printed), _FOOT)
    writer.finish()
