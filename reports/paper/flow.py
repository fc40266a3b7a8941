"""Blocks onto pages: what goes over the edge starts a new page, with the table's head above it if it is a row."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from reports.base.page import MM, PaperPage
from reports.base.sheet import Sheet
from reports.paper.blocks import Block, cut_end, split_block
from reports.paper.chart import chart_blocks
from reports.paper.fonts import FontSet
from reports.paper.parts import again_block, closing_blocks, facts_blocks, gap_block, letter_blocks, title_block
from reports.paper.table import table_head, table_rows

_TOUCH = 0.01
_LEFT_BEHIND = 3  # blocks a page keeps when the next one takes some along
_LAST_LINES = 4  # of a row too tall to go along as a whole
_COMPANY = 2  # lines of text that go along where there is no row
_TOGETHER = 3  # rows a table's last page holds at least
_SHORT = 0.5  # of a page: an ending up to this long stays together
_WASTE = 1 / 3  # of a page: more than this is not left blank below nothing but heads


def pages_of(sheet: Sheet, fonts: FontSet, page: PaperPage) -> Iterator[list[Block]]:
    """The sheet as pages of blocks, top to bottom. Pages come one at a time: a long table never stands in memory."""
    again = [again_block(sheet, fonts, page.room), table_head(sheet, fonts, page.room)] if sheet.columns else []
    return paginate(_blocks(sheet, fonts, page, again), again, page.depth)


def _blocks(sheet: Sheet, fonts: FontSet, page: PaperPage, again: list[Block]) -> Iterator[Block]:
    room = page.room
    yield title_block(sheet, fonts, room)
    yield from facts_blocks(sheet, fonts, room)
    yield from letter_blocks(sheet, fonts, room)
    if again:
        yield from [gap_block(3 * MM)] if sheet.facts or sheet.letter else []
        yield again[-1]
        yield from _last_together(table_rows(sheet, fonts, room), page.depth)
    yield from chart_blocks(sheet.charts, fonts, room)
    yield from _ending(closing_blocks(sheet, fonts, room), page.depth)


def _last_together(rows: Iterable[Block], depth: float) -> Iterator[Block]:
    """The rows, the last ones of a kind that takes one more along to a new page, unless they are high."""
    last: deque[Block] = deque()
    for row in rows:
        last.append(row)
        if len(last) >= _TOGETHER:
            yield last.popleft()
    yield from last if _height(last) > depth * _WASTE else (replace(row, clings=True) for row in last)


def _ending(blocks: list[Block], depth: float) -> list[Block]:
    """Signatures and notes as one whole, unless they are long: no page holds but the last line of a note."""
    if _height(blocks) > depth * _SHORT:
        return blocks
    return [replace(block, clings=True) for block in blocks]


def paginate(blocks: Iterable[Block], again: list[Block], depth: float) -> Iterator[list[Block]]:
    """Pages at most `depth` deep. `again` opens every page that begins with a row."""
    page: list[Block] = []
    whole = depth - _height(again)
    for block in blocks:
        free = depth - _height(page)
        tall = block.row and (block.height > whole or (block.height > free > depth * _WASTE and _only_heads(page)))
        for part in split_block(block, free, whole) if tall else [block]:
            if _height(page) + part.height > depth + _TOUCH and page:
                carried = _carried(page, part)
                yield page
                page = [*_above((*carried, part), again), *carried]
            page.append(part)
    yield page


def _above(blocks: tuple[Block, ...], again: list[Block]) -> tuple[Block, ...]:
    """What stands above these where they open a page: a table's head, or that of what they go on with."""
    return tuple(again) if any(each.row for each in blocks) else blocks[0].again


def _height(blocks: Iterable[Block]) -> float:
    return sum(block.height for block in blocks)


def _only_heads(page: list[Block]) -> bool:
    """Whether the page would hold no line of the table."""
    return not any(block.row and not block.keep for block in page)


def _carried(page: list[Block], block: Block) -> list[Block]:
    """What goes along to the next page: heads of sections, a row with its sum or the signatures; never all of it."""
    carried: list[Block] = []

    def take() -> None:
        carried.insert(0, page.pop())

    if block.clings or block.sums:
        while len(page) > _LEFT_BEHIND and page[-1].clings:
            take()
        if page[-1].row:
            _take_row(page, take)
        else:
            for _ in range(min(_COMPANY, len(page) - _LEFT_BEHIND)):
                take()
    while len(page) > _LEFT_BEHIND and page[-1].keep:
        take()
    return carried


def _take_row(page: list[Block], take: Callable[[], None]) -> None:
    """Take the last row with the sums below it; of one too tall to go along its end."""
    while len(page) > _LEFT_BEHIND and page[-1].sums:
        take()
    if len(page) <= _LEFT_BEHIND:
        page[-1:] = cut_end(page[-1], _LAST_LINES)
    if len(page) > _LEFT_BEHIND and page[-1].row:
        take()
