"""Finding the head of a table in somebody's workbook: below titles and 填报单位 lines, one to three rows high."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reports.filled_in.cells import ReadCell
from reports.filled_in.row_kinds import is_section
from reports.filled_in.sheet_looks import Area

COUNTING = frozenset({"序号", "编号", "项次", "NO", "No", "no"})
"""Headings of columns that only count rows."""
_LOOKED_AT = 40  # rows in which a head may begin
_LONGEST_LABEL = 60
_ENOUGH = 0.6  # of the widest row
_HIGHEST, _TWO, _UPRIGHT = 3, 2, 3  # rows of a head; labels of a head, and of an upright table
_DECORATION = re.compile(r"[\s*＊:：]|（必填）|\(必填\)|[（(]可选[）)]")
_FILLED_IN = re.compile(r"[:：]\s*\S")
_IN_BRACKETS = re.compile(r"[（(].*?[）)]")
_UNIT = re.compile(r"[（(](?:单位[:：])?[十百千万亿]*[元人件次][）)]")

Line = Sequence[ReadCell]


@dataclass(frozen=True, slots=True)
class ColumnHeading:
    """A column's label, with the common head above it; `column` counts from 1."""

    label: str
    group: str
    column: int


def plain_label(label: str) -> str:
    """A label without what people decorate it with: blanks, line ends, stars, （必填）."""
    return _DECORATION.sub("", label)


def find_head(lines: Sequence[Line], expected: Collection[str] = ()) -> tuple[int, int]:
    """Where the head is, as (first index, how many rows) in `lines`; the best guess where nothing looks like one.

    `expected` are labels hoped for: the row with most of them wins.
    """
    beginning = lines[:_LOOKED_AT]
    hoped = {plain_label(label) for label in expected}
    scores = [_hits(lines, at, hoped) for at in range(len(beginning))]
    if max(scores, default=0) > 0:
        at = scores.index(max(scores))
        top = at
        while top and at - top < _HIGHEST - 1 and (_is_double(lines, top - 1) or _is_above_labels(lines, top - 1)):
            top -= 1
        return top, min(at - top + head_height(lines, at), _HIGHEST)
    widest = max((_filled(line) for line in beginning), default=0)
    at = next((at for at, line in enumerate(beginning) if _looks_like_head(line, widest)), None) or _fullest(beginning)
    return at, head_height(lines, at)


def head_height(lines: Sequence[Line], at: int) -> int:
    """How many rows the head has that begins there."""
    return 2 if _is_double(lines, at) else 1


def is_upright(lines: Sequence[Line], expected: Collection[str]) -> bool:
    """Whether the labels hoped for stand one below the other, not side by side."""
    beginning = lines[:_LOOKED_AT]
    hoped = {plain_label(label) for label in expected}
    firsts = (next((cell.text for cell in line if cell.text), "") for line in beginning)
    below = len({label for label in map(plain_label, firsts) if label in hoped})
    return below >= _UPRIGHT and below > max((_hits(lines, at, hoped) for at in range(len(beginning))), default=0)


def is_head_again(line: Line, labels: Collection[str]) -> bool:
    """Whether a row below the head is a head itself: half of what it says, and two cells, are `labels`."""
    first = next((cell.text for cell in line if cell.text), "")
    if first not in labels and plain_label(first) not in labels:  # most rows go here
        return False
    filled = [cell.text for cell in line if cell.text]
    hits = sum(plain_label(text) in labels for text in filled)
    return hits >= _TWO and 2 * hits >= len(filled)


def read_headings(
    lines: Sequence[Line], first: int, height: int, areas: Collection[Area] = ()
) -> tuple[ColumnHeading, ...]:
    """The labels of a head, left to right, each the lowest of its column; columns without any label are left out.

    A common head reaches as far as it is merged over, one that is not up to the next.
    """
    found, levels, ends = list[ColumnHeading](), [""] * height, [0] * height
    spans = {(top, left): right for top, left, _, right in areas if right > left}
    for column in zip(*lines[first : first + height], strict=True):
        lowest = -1
        for level, cell in enumerate(column):
            if cell.text:
                levels[level:] = [_one_line(cell.text), *[""] * (height - level - 1)]
                ends[level] = spans.get((cell.row, cell.column), 0)
                lowest = level
            elif ends[level] and cell.column > ends[level]:
                levels[level], ends[level] = "", 0
        if lowest >= 0:
            found.append(ColumnHeading(levels[lowest], levels[lowest - 1] if lowest else "", column[0].column))
    return tuple(found)


def _one_line(label: str) -> str:
    return label.replace("\n", "")


def _hits(lines: Sequence[Line], at: int, hoped: set[str]) -> int:
    return len(hoped & {plain_label(cell.text) for cell in lines[at] if cell.text})


def _filled(line: Line) -> int:
    return sum(1 for cell in line if cell.text)


def _fullest(lines: Sequence[Line]) -> int:
    counts = [_filled(line) for line in lines]
    return counts.index(max(counts)) if counts else 0


def _looks_like_head(line: Line, widest: int) -> bool:
    words = [cell for cell in line if cell.text]
    if len(words) < _ENOUGH * widest or not words:
        return False
    return all(_is_label(cell) for cell in words) and len({cell.text for cell in words}) > len(words) / 2


def _is_label(cell: ReadCell) -> bool:
    return cell.kind == "text" and len(cell.text) <= _LONGEST_LABEL and not _FILLED_IN.search(cell.text)


def _is_above_labels(lines: Sequence[Line], at: int) -> bool:
    """Whether all a row says are common heads over labels of the row below: several, or one with a unit."""
    labels = [cell.column for cell in lines[at + 1] if cell.text]
    over = [cell for cell in lines[at] if cell.text]
    bare = [cell._replace(text=_IN_BRACKETS.sub("", cell.text)) for cell in over]
    return (
        (len(over) > 1 or any(_UNIT.search(cell.text) for cell in over))
        and all(cell.column in labels[1:] for cell in over)
        and all(map(_is_label, bare))
    )


def _is_double(lines: Sequence[Line], at: int) -> bool:
    """Whether the row below only fills the gaps of this one, as sub-heads do under common heads."""
    if at + 1 >= len(lines):
        return False
    pairs = [(above.text, below) for above, below in zip(lines[at], lines[at + 1], strict=True)]
    if any("：" in above or ":" in above for above, _ in pairs):  # 填报单位：… stands above heads, it is none
        return False
    used = [below for above, below in pairs if above or below.text]
    gaps = [below for above, below in pairs if not above and below in used]
    covered = sum(1 for above, below in pairs if above and not below.text)
    alone = sum(1 for (above, below), (beside, _) in pairwise(pairs) if above and below.text and beside)
    lower = [below for below in used if below.text]
    if len(lower) == 1 and is_section(lower[0].text):
        return False
    return bool(gaps) and covered >= max(alone, 1) and all(map(_is_label, lower)) and all(below.text for below in gaps)
