"""Papers as an editable Word document: the same bytes for the same papers."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from models.plan_text.numerals import chinese_numeral
from reports.base.atomic import write_whole
from reports.base.page import column_widths
from reports.base.paper import Block, Gap, Grid, Heading, Paper, Paragraph
from reports.base.sheet import Align, Column
from reports.base.wording import cell_text, clean, long_date
from reports.word import styles
from reports.word.marks import add_page_number, end_section_here, indent, keep_rows_whole, number_pages_from_one

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section
    from docx.table import _Row as WordRow
    from docx.text.paragraph import Paragraph as WordParagraph

_ROOM = 156 / 25.4 * 72  # points
_CHARACTERS, _SIDE = 28, 4
_GOES_ALONG = 4 * _CHARACTERS
"""A last paragraph up to this long stands on the page of the signature as a whole."""
_ABOVE_TABLE = 6  # points
_ROLES = {"body": styles.BODY, "address": styles.ADDRESS, "note": styles.NOTE}


def write_docx(papers: Sequence[Paper], target: Path | BinaryIO) -> None:
    """Write the papers one after the other, each from a page 1 of its own, into one document.

    Raises:
        NotWrittenError: It cannot be written: open in another program, no space, a stick that was pulled.
    """
    import docx

    document = docx.Document(styles.blank_document())
    for number, paper in enumerate(papers):
        _begin(document, first=number == 0)
        _write(document, paper)
    _describe(document, papers)
    whole = io.BytesIO()
    document.save(whole)
    write_whole(target, lambda stream: stream.write(styles.packed_evenly(whole)))


def _begin(document: Document, *, first: bool) -> None:
    """A section for a paper: on a new sheet also when printed on both sides. Later ones take after the first."""
    from docx.enum.section import WD_SECTION

    if first:
        number_pages_from_one(document.sections[0])
        _page_numbers(document.sections[0])
    else:
        document.add_section(WD_SECTION.ODD_PAGE)
        end_section_here(*document.paragraphs[-2:])


def _page_numbers(section: Section) -> None:
    """— 1 — on the outer side: right on odd pages, left on even ones (GB/T 9704-2012, 7.5)."""
    sides: tuple[Align, ...] = ("right", "left")
    for footer, side in zip((section.footer, section.even_page_footer), sides, strict=True):
        paragraph = footer.paragraphs[0]
        paragraph.style = styles.FOOTER
        _align(paragraph, side)
        paragraph.add_run("— ")
        add_page_number(paragraph)
        paragraph.add_run(" —")


def _write(document: Document, paper: Paper) -> None:
    document.add_paragraph(clean(paper.title), styles.TITLE)
    for block in _numbered(paper.blocks):
        if isinstance(block, Grid):
            _add_grid(document, block)
        elif isinstance(block, Heading):
            document.add_paragraph(clean(block.text), styles.HEADINGS[block.level - 1])
        else:
            _add_paragraph(document, block)
    _sign(document, paper)


def _numbered(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks with 一、（一）1． before their headings."""
    numbers = {level: count(1) for level in (1, 2, 3)}
    for block in blocks:
        if not isinstance(block, Heading):
            yield block
            continue
        number = next(numbers[block.level])
        numbers |= {lower: count(1) for lower in (2, 3) if lower > block.level}
        mark = {1: f"{chinese_numeral(number)}、", 2: f"（{chinese_numeral(number)}）", 3: f"{number}．"}[block.level]
        yield Heading(block.level, mark + block.text)


def _add_paragraph(document: Document, block: Paragraph) -> None:
    from docx.enum.text import WD_COLOR_INDEX

    paragraph = document.add_paragraph(style=_ROLES[block.role])
    for run in block.runs:
        if isinstance(run, Gap):
            paragraph.add_run(clean(run.text), styles.GAP).font.highlight_color = WD_COLOR_INDEX.YELLOW
        else:
            paragraph.add_run(clean(run))


def _sign(document: Document, paper: Paper) -> None:
    """Office above date, both about the middle of the seal, four characters in from the right; not alone on a page."""
    last = paper.blocks[-1] if paper.blocks else None
    if isinstance(last, Paragraph) and len(last.text) <= _GOES_ALONG:
        document.paragraphs[-1].paragraph_format.keep_with_next = True
    document.add_paragraph(style=styles.BODY).paragraph_format.keep_with_next = True
    words = clean(paper.office), paper.dated or long_date(paper.day)
    free = max(0, _CHARACTERS - _SIDE - max(map(len, words)))
    for word in words:
        signed = document.add_paragraph(word, styles.SIGNATURE)
        if paper.dated:  # how long the words will be is not known yet
            _align(signed, "right")
        else:
            indent(signed, free, _SIDE)


def _add_grid(document: Document, grid: Grid) -> None:
    from docx.shared import Pt

    document.paragraphs[-1].paragraph_format.space_after = Pt(_ABOVE_TABLE)
    table = document.add_table(1 + len(grid.rows), len(grid.columns), styles.TABLE)
    table.autofit = False
    for column, width in zip(table.columns, column_widths(grid.columns, _ROOM), strict=True):
        column.width = Pt(width)
    head, *lines = table.rows
    _fill(head, tuple(column.label for column in grid.columns), grid.columns, styles.HEAD_CELL)
    for line, row in zip(lines, grid.rows, strict=True):
        rest = (None,) * (len(grid.columns) - len(row.cells))
        cells = zip((*row.cells, *rest), grid.columns, strict=True)
        texts = tuple(cell_text(cell, column.kind) for cell, column in cells)
        _fill(line, texts, grid.columns, styles.CELL if row.style == "body" else styles.STRONG_CELL)
        if row.style == "section":
            _run_over(line)
    keep_rows_whole(table)


def _fill(line: WordRow, texts: tuple[str, ...], columns: tuple[Column, ...], style: str) -> None:
    for cell, text, column in zip(line.cells, texts, columns, strict=True):
        paragraph = cell.paragraphs[0]
        paragraph.style = style
        paragraph.add_run(text)
        if style != styles.HEAD_CELL:
            _align(paragraph, column.side)


def _run_over(line: WordRow) -> None:
    """Let the first cell take the whole width."""
    first, *others = line.cells
    for cell in others:
        cell._tc.getparent().remove(cell._tc)  # noqa: SLF001  merging would leave empty lines
    first._tc.grid_span = len(others) + 1  # noqa: SLF001 - python-docx has no merge without empty lines


def _align(paragraph: WordParagraph, side: Align) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    sides = {"center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}
    paragraph.alignment = sides.get(side, WD_ALIGN_PARAGRAPH.LEFT)


def _describe(document: Document, papers: Sequence[Paper]) -> None:
    """The file's properties; nothing of the machine or the minute it was made on."""
    said = document.core_properties
    first = papers[0]
    day = dt.datetime.combine(first.day, dt.time(), dt.UTC)
    said.title, said.subject, said.author = clean(first.title), first.draft_id, clean(first.office)
    said.created, said.modified, said.last_modified_by, said.revision = day, day, clean(first.office), 1
    said.language = "zh-CN"
