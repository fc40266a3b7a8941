"""The sheet of paper: size, margins, orientation, and how wide columns come out on it, in points (1/72 inch)."""

from __future__ import annotations

from dataclasses import dataclass

from reports.base.sheet import Column, Sheet

MM = 72 / 25.4
_SHORT, _LONG = 210 * MM, 297 * MM
_TABLE_MARGINS = (18 * MM, 18 * MM, 18 * MM, 18 * MM)  # left, right, top, bottom
_LETTER_MARGINS = (28 * MM, 26 * MM, 37 * MM, 35 * MM)  # GB/T 9704-2012, 5.2: 156 × 225 mm
_SQUEEZE = 1.1  # columns this much too wide still go upright
_FULL_SIZE, _LEAST_SIZE = 10.5, 7.5  # 五号, 六号


@dataclass(frozen=True, slots=True)
class PaperPage:
    """A page: outer size, and the frame text stands in (from the left, from the top)."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float

    @property
    def room(self) -> float:
        """Width between the left and right margins, in points."""
        return self.width - self.left - self.right

    @property
    def depth(self) -> float:
        """Height between the top and bottom margins, in points."""
        return self.height - self.top - self.bottom


def page_for(sheet: Sheet) -> PaperPage:
    """The paper a sheet goes on: letters upright, tables across when their columns need it."""
    margins = _LETTER_MARGINS if sheet.letter else _TABLE_MARGINS
    if is_landscape(sheet):
        return PaperPage(_LONG, _SHORT, *margins)
    return PaperPage(_SHORT, _LONG, *margins)


def is_landscape(sheet: Sheet) -> bool:
    """Whether the sheet lies across: as asked, else by the columns' width."""
    if sheet.orientation == "auto":
        return not sheet.letter and _wished(sheet.columns) > (_SHORT - sum(_TABLE_MARGINS[:2])) * _SQUEEZE
    return sheet.orientation == "landscape"


def column_widths(columns: tuple[Column, ...], room: float) -> list[float]:
    """The columns' widths in points, together exactly `room`, in the proportions wished."""
    factor = room / _wished(columns) if columns else 1.0
    return [column.width * MM * factor for column in columns]


def type_size(columns: tuple[Column, ...], room: float) -> float:
    """The size of table text: 五号, smaller down to 六号 where the columns had to be squeezed."""
    squeezed = room / _wished(columns) if columns else 1.0
    return max(_LEAST_SIZE, min(_FULL_SIZE, round(_FULL_SIZE * squeezed * 2) / 2))


def _wished(columns: tuple[Column, ...]) -> float:
    return sum(column.width for column in columns) * MM
