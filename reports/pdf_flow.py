"""Blocks onto pages: what goes over the edge starts a new page, with the table's head above it if it is a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reports.fonts import FontSet
from reports.page import MM, Page
from reports.pdf_blocks import Block, split_block
from reports.pdf_chart import chart_blocks
from reports.pdf_parts import again_block, closing_blocks, facts_blocks, gap, letter_blocks, title_block
from reports.pdf_table import table_head, table_rows
from reports.sheet import Sheet

_TOUCH = 0.01
_LEFT_BEHIND = 3  # blocks a page keeps when the next one takes some along


def pages_of(sheet: Sheet, fonts: FontSet, page: Page) -> Iterator[list[Block]]:
    """The sheet as pages of blocks, top to bottom. Pages come one at a time: a long table never stands in memory."""
    again = [again_block(sheet, fonts, page.room), table_head(sheet, fonts, page.room)] if sheet.columns else []
    return paginate(_blocks(sheet, fonts, page, again), again, page.depth)


def _blocks(sheet: Sheet, fonts: FontSet, page: Page, again: list[Block]) -> Iterator[Block]:
    room = page.room
    yield title_block(sheet, fonts, room)
    yield from facts_blocks(sheet, fonts, room)
    yield from letter_blocks(sheet, fonts, room)
    if again:
        yield from [gap(3 * MM)] if sheet.facts or sheet.letter else []
        yield again[-1]
        yield from table_rows(sheet, fonts, room)
    yield from chart_blocks(sheet.charts, fonts, room)
    yield from closing_blocks(sheet, fonts, room)


def paginate(blocks: Iterable[Block], again: list[Block], depth: float) -> Iterator[list[Block]]:
    """Pages at most `depth` deep. `again` opens every page that begins with a row."""
    page: list[Block] = []
    whole = depth - _height(again)
    for block in blocks:
        tall = block.row and block.height > whole
        for part in split_block(block, depth - _height(page), whole) if tall else [block]:
            if _height(page) + part.height > depth + _TOUCH and page:
                carried = _carried(page, part)
                yield page
                page = [*(again if any(each.row for each in (*carried, part)) else []), *carried]
            page.append(part)
    yield page


def _height(blocks: list[Block]) -> float:
    return sum(block.height for block in blocks)


def _carried(page: list[Block], block: Block) -> list[Block]:
    """What goes along to the next page: heads of sections, the last row with the signatures; never the whole page."""
    carried: list[Block] = []
    clings = block.clings
    while len(page) > _LEFT_BEHIND and (page[-1].keep or clings):
        carried.insert(0, page.pop())
        clings = clings and not carried[0].row
    return carried
