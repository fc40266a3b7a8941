"""What the printed page is made of: blocks from top to bottom, each holding boxes of text. Lengths are points."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from reports.base.sheet import Align, Picture
from reports.paper.fonts import Face
from reports.paper.line_breaking import break_lines

_LEADING = 1.3
_LEAST_SHRINK = 0.45
_AIR = 0.7  # of the size
_WORTH_BEGINNING = 3  # lines, at the foot of a page
_FEW = 3  # lines


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a box's text looks. `pad` is kept free left and right, `fill` is a grey (1 is white)."""

    face: Face
    size: float
    align: Align | str = "left"
    pad: float = 0.0
    fill: float = 1.0
    leading: float = 0.0

    @property
    def step(self) -> float:
        """Distance between two baselines, in points."""
        return self.leading or self.size * _LEADING

    def width(self, text: str) -> float:
        """Width of `text` in this style, in points."""
        return self.face.width(text) * self.size / 1000

    def lines(self, text: str, width: float) -> tuple[str, ...]:
        """`text` broken to stand in a box `width` wide."""
        room = (width - 2 * self.pad) * 1000 / self.size
        return break_lines(text, room + 0.5, self.face.width)

    def even_lines(self, text: str, width: float) -> tuple[str, ...]:
        """The same number of lines, none of them a leftover: 计量 | 单位, not 计量单 | 位."""
        lines = self.lines(text, width)
        if len(lines) <= 1 or "\n" in text:
            return lines
        narrow = self.width(text) / len(lines) + 2 * self.pad
        tries = (self.lines(text, narrow + extra * self.size / 2) for extra in range(2 * len(text)))
        return next((found for found in tries if len(found) == len(lines)), lines)

    def cell_lines(self, text: str, width: float) -> tuple[str, ...]:
        """`text` broken for a cell of a table: a few lines never end with one of a single character."""
        if "\n" in text:
            return tuple(line for part in text.split("\n") for line in self.cell_lines(part, width) or ("",))
        lines = self.lines(text, width)
        if 1 < len(lines) <= _FEW and len(lines[-1]) == 1:
            return self.even_lines(text, width)
        return lines

    def shrunk(self, text: str, width: float) -> TextStyle:
        """This style, smaller where `text` on one line would not fit: a figure is never broken in two."""
        need, room = self.width(text), width - 2 * self.pad
        if need <= room or not text:
            return self
        return replace(self, size=math.floor(self.size * max(_LEAST_SHRINK, room / need) * 10) / 10)


class Box(NamedTuple):
    """A rectangle with text in its middle height; `x` from the left margin, `top` down from its block's top."""

    x: float
    top: float
    width: float
    height: float
    lines: tuple[str, ...]
    style: TextStyle


class PlacedPicture(NamedTuple):
    """A picture in the middle of a cell: `x` from the left margin, `top` down from its block's top."""

    x: float
    top: float
    width: float
    height: float
    picture: Picture


@dataclass(frozen=True, slots=True)
class Block:
    """A strip of the page that is never cut.

    `framed` strips are ruled; `row` strips belong to the table, whose head is repeated above them on a new page; `keep`
    stays with what follows; `clings` is part of an ending and takes the last row along rather than stand alone; a row
    that `sums` takes along the one before it. `again` stands above it where it opens a page. `qr` is drawn at the top
    left, a `picture` in its cell.
    """

    height: float
    boxes: tuple[Box, ...] = ()
    framed: bool = False
    row: bool = False
    keep: bool = False
    clings: bool = False
    sums: bool = False
    again: tuple[Block, ...] = ()
    qr: str = ""
    picture: PlacedPicture | None = None


def strip(height: float, widths: list[float], cells: Sequence[tuple[tuple[str, ...], TextStyle]]) -> tuple[Box, ...]:
    """Boxes side by side from x = 0, each as high as the strip; lengths in points."""
    boxes, x = [], 0.0
    for width, (lines, style) in zip(widths, cells, strict=True):
        boxes.append(Box(x, 0.0, width, height, lines, style))
        x += width
    return tuple(boxes)


def text_height(lines: tuple[str, ...], style: TextStyle) -> float:
    """Height of the lines in points, at the style's line spacing."""
    return len(lines) * style.step


def cell_height(lines: int, style: TextStyle) -> float:
    """The height of a ruled cell with that many lines: the text and some air above and below."""
    return max(1, lines) * style.step + _AIR * style.size


def split_block(block: Block, first: float, depth: float) -> list[Block]:
    """A row taller than a page, continued over several: `first` is free on this page, `depth` on each later one."""
    step = max(box.style.step for box in block.boxes)
    count = max(1, int((depth - step) // step))
    beginning = int((first - step) // step)
    longest = max(len(box.lines) for box in block.boxes)
    cuts = [0, *range(beginning if beginning >= _WORTH_BEGINNING else count, longest, count)]
    return [_part(block, start, end) for start, end in pairwise([*cuts, longest])]


def cut_end(block: Block, lines: int) -> list[Block]:
    """A row parted in two, its last `lines` lines alone; whole where it has not enough of them."""
    longest = max((len(box.lines) for box in block.boxes), default=0)
    if longest < lines + _WORTH_BEGINNING:
        return [block]
    return [_part(block, 0, longest - lines), _part(block, longest - lines, longest)]


def _part(block: Block, start: int, end: int) -> Block:
    taken = [box.lines[start:end] for box in block.boxes]
    height = max(text_height(lines, box.style) + box.style.step for lines, box in zip(taken, block.boxes, strict=True))
    boxes = tuple(box._replace(lines=lines, height=height) for lines, box in zip(taken, block.boxes, strict=True))
    return replace(block, height=height, boxes=boxes)
