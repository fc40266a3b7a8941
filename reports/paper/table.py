"""The table of a printed form: its head, one or two storeys high, and its rows, as blocks."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from reports.base.page import MM, column_widths, type_size
from reports.base.sheet import CellValue, Column, Row, Sheet
from reports.base.wording import cell_text, clean
from reports.paper.blocks import Block, Box, PlacedPicture, TextStyle, cell_height, strip
from reports.paper.fonts import FontSet

_HEAD_GREY, _SECTION_GREY = 0.93, 0.965
EMPTY = "（本表无记录）"
_PICTURE_HEIGHT, _PICTURE_AIR = 33 * MM, 1.5 * MM  # a photo of one inch (25 × 35 mm) and what is free around it
Cell = tuple[tuple[str, ...], TextStyle]
_MOST_KNOWN = 20_000
_FIGURE = re.compile(r"[+＋－-]?\d[\d,.]*[%*]?")


@dataclass(frozen=True, slots=True)
class _Look:
    """Everything the cells of one table share."""

    columns: tuple[Column, ...]
    widths: list[float]
    body: tuple[TextStyle, ...]
    sums: tuple[TextStyle, ...]
    head: TextStyle
    section: TextStyle
    known: dict[tuple[int, CellValue], Cell]
    """Words and days set before, by column: a register says the same ones over and over."""

    @property
    def total(self) -> float:
        return sum(self.widths)


def table_head(sheet: Sheet, fonts: FontSet, room: float) -> Block:
    """The head: labels, below their common heads where columns have some."""
    look = _look(sheet, fonts, room)
    labels = [
        look.head.even_lines(clean(column.label), width)
        for column, width in zip(look.columns, look.widths, strict=True)
    ]
    lower = cell_height(max((len(lines) for lines in labels), default=1), look.head)
    groups = [(name, list(members)) for name, members in groupby(range(len(labels)), lambda at: look.columns[at].group)]
    upper = max((_group_height(look, name, members) for name, members in groups if name), default=0.0)
    boxes: list[Box] = []
    for name, members in groups:
        boxes += _head_boxes(look, name, members, labels, (upper, lower))
    return Block(upper + lower, tuple(boxes), framed=True, keep=True)


def _head_boxes(
    look: _Look, name: str, members: list[int], labels: list[tuple[str, ...]], heights: tuple[float, float]
) -> list[Box]:
    upper, lower = heights
    x = sum(look.widths[: members[0]])
    top, height = (upper, lower) if name else (0.0, upper + lower)
    boxes = []
    if name:
        width = sum(look.widths[at] for at in members)
        boxes.append(Box(x, 0.0, width, upper, look.head.lines(name, width), look.head))
    for at in members:
        boxes.append(Box(x, top, look.widths[at], height, labels[at], look.head))
        x += look.widths[at]
    return boxes


def _group_height(look: _Look, name: str, members: list[int]) -> float:
    width = sum(look.widths[at] for at in members)
    return cell_height(len(look.head.lines(name, width)), look.head)


def table_rows(sheet: Sheet, fonts: FontSet, room: float) -> Iterator[Block]:
    """The rows, made one at a time; a line that says so where there are none."""
    look = _look(sheet, fonts, room)
    if not sheet.rows:
        style = replace(look.body[0], align="center")
        height = cell_height(1, style)
        yield Block(height, strip(height, [look.total], [((EMPTY,), style)]), framed=True, row=True)
    above = ""
    for row in sheet.rows:
        block = _section(row, look) if row.style == "section" else _row(row, look)
        # A sum right below its section's name (满分) belongs to the name, not to lines above it.
        yield replace(block, keep=True) if row.style == "subtotal" and above == "section" else block
        above = row.style


def _section(row: Row, look: _Look) -> Block:
    words = next((cell_text(value, "text") for value in row.cells if value not in (None, "")), "")
    lines = look.section.lines(words, look.total)
    height = cell_height(len(lines), look.section)
    return Block(height, strip(height, [look.total], [(lines, look.section)]), framed=True, row=True, keep=True)


def _row(row: Row, look: _Look) -> Block:
    if row.style != "body":
        return _sum(row, look)
    if len(look.known) > _MOST_KNOWN:
        look.known.clear()
    cells = [look.known.get((at, value)) or _fresh(look, at, value) for at, value in enumerate(row.cells)]
    at = next((at for at, column in enumerate(look.columns) if column.kind == "picture"), None)
    return _framed(look.widths, cells) if at is None else _pictured(row, look, cells, at)


def _pictured(row: Row, look: _Look, cells: list[Cell], at: int) -> Block:
    """A row with room for a picture in one of its cells; its words stand there where there is none."""
    if row.picture:
        cells[at] = ((), cells[at][1])
    block = _framed(look.widths, cells, _PICTURE_HEIGHT + 2 * _PICTURE_AIR)
    if row.picture is None:
        return block
    room = look.widths[at] - 2 * _PICTURE_AIR
    scale = min(room / row.picture.width, _PICTURE_HEIGHT / row.picture.height)
    width, height = row.picture.width * scale, row.picture.height * scale
    x = sum(look.widths[:at]) + (look.widths[at] - width) / 2
    return replace(block, picture=PlacedPicture(x, (block.height - height) / 2, width, height, row.picture))


def _fresh(look: _Look, at: int, value: CellValue) -> Cell:
    """A cell set for the first time. Figures are not kept: 1 and 1.00 are equal and read differently."""
    column = look.columns[at]
    cell = _cell(cell_text(value, column.kind), column, look.widths[at], look.body[at])
    if value is None or isinstance(value, str | dt.date):
        look.known[at, value] = cell
    return cell


def _sum(row: Row, look: _Look) -> Block:
    texts = [cell_text(value, column.kind) for value, column in zip(row.cells, look.columns, strict=True)]
    merged = _leading_blanks(texts)
    widths = [sum(look.widths[:merged]), *look.widths[merged:]]
    texts, columns = [texts[0], *texts[merged:]], look.columns[merged - 1 :]
    styles = (replace(look.sums[0], align="center"), *look.sums[merged:])
    block = _framed(widths, [_cell(*parts) for parts in zip(texts, columns, widths, styles, strict=True)])
    return replace(block, sums=row.style == "total")


def _framed(widths: list[float], cells: list[Cell], least: float = 0.0) -> Block:
    height = max(least, *(cell_height(len(lines), style) for lines, style in cells))
    return Block(height, strip(height, widths, cells), framed=True, row=True)


def _cell(text: str, column: Column, width: float, style: TextStyle) -> Cell:
    if column.kind != "text" or _FIGURE.fullmatch(text):
        style = style.shrunk(text, width)
    return _hanging(text, style, width), style


def _hanging(text: str, style: TextStyle, width: float) -> tuple[str, ...]:
    """Lines as deep as the first: 　其中：… keeps its indent where it is broken."""
    if not text.startswith("\u3000"):
        return style.cell_lines(text, width)
    words = text.lstrip("\u3000")
    indent = text[: len(text) - len(words)]
    return tuple(indent + line for line in style.lines(words, width - style.width(indent)))


def _leading_blanks(texts: list[str]) -> int:
    """How many cells the words of a sum may run over: the first and the empty ones right of it."""
    return next((at for at, text in enumerate(texts) if at and text), len(texts)) if texts[0] else 1


def _look(sheet: Sheet, fonts: FontSet, room: float) -> _Look:
    size = type_size(sheet.columns, room)
    pad = min(1.5 * MM, size * 0.35)
    head = TextStyle(fonts.head, size, "center", pad, _HEAD_GREY)
    return _Look(
        columns=sheet.columns,
        widths=column_widths(sheet.columns, room),
        body=tuple(TextStyle(fonts.body, size, column.side, pad) for column in sheet.columns),
        sums=tuple(TextStyle(fonts.head, size, column.side, pad) for column in sheet.columns),
        head=head,
        section=replace(head, align="left", fill=_SECTION_GREY),
        known={},
    )
