"""Sums in workbooks: a total is a formula where adding up its column gives that very figure, else the figure itself.

A district's total that counts a shared case once is no sum of its units' lines, and must not become one.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from reports.base.sheet import CellValue, Style

_MOST_RANGES = 30


class Sums:
    """What the lines above a sum add up to, column by column; columns and rows count from 1."""

    def __init__(self) -> None:
        self._whole: defaultdict[int, Decimal] = defaultdict(Decimal)
        self._part: defaultdict[int, Decimal] = defaultdict(Decimal)
        self._filled: defaultdict[int, int] = defaultdict(int)
        self._ranges: list[list[int]] = []
        self._broken = True
        self._part_from: int | None = None

    def begin(self, row: int, style: Style) -> None:
        """Note that a table row of this style starts at worksheet row `row`, to know what to sum."""
        if style == "body":
            if self._broken:
                self._ranges.append([row, row])
            self._ranges[-1][1] = row
            self._part_from, self._broken = self._part_from or row, False
        elif style == "section":
            self._close()
        else:
            self._broken = True

    def end(self, style: Style) -> None:
        """Note that the line is complete; after a subtotal a new part begins."""
        if style == "subtotal":
            self._close()

    def _close(self) -> None:
        self._part.clear()
        self._part_from = None

    def add(self, column: int, value: CellValue) -> None:
        """Add `value` to the sum of its column if it is a number."""
        if isinstance(value, int | Decimal):
            self._whole[column] += value
            self._filled[column] += 1
            self._part[column] += value

    def formula(self, column: int, letter: str, value: CellValue, style: Style) -> str | None:
        """The formula that gives `value` in a sum, None where there is none."""
        if style == "subtotal":
            ranges = [[self._part_from, self._ranges[-1][1]]] if self._part_from else []
            same = column in self._part and self._part[column] == value
        else:
            ranges, same = self._ranges, column in self._whole and self._whole[column] == value
        if not ranges or len(ranges) > _MOST_RANGES:
            return None
        if same:
            return f"=SUM({_cells(letter, ranges)})"
        return self._with_blanks(column, letter, value, ranges) if style == "total" else None

    def _with_blanks(self, column: int, letter: str, value: CellValue, ranges: list[list[int]]) -> str | None:
        """Where each numbered line with an empty cell adds 1, as 场次 does: the numbers of lines stand in column A."""
        blanks = self._filled[1] - self._filled[column]
        if blanks <= 0 or self._whole[column] + blanks != value:
            return None
        cells, lines = _cells(letter, ranges), _cells("A", ranges)
        return f"=SUM({cells})+COUNT({lines})-COUNT({cells})"


def _cells(letter: str, ranges: list[list[int]]) -> str:
    return ",".join(f"{letter}{first}:{letter}{last}" for first, last in ranges)
