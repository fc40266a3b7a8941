"""How our workbooks look and print: shared cell styles, A4, repeated heads, page numbers."""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, Any

from reports.base.sheet import Kind

if TYPE_CHECKING:
    import datetime as dt

    from openpyxl.worksheet.worksheet import Worksheet

_A4 = 9  # Excel's number for the paper
_MARGIN, _FOOT_MARGIN = 0.6, 0.35  # inches
_FORMATS: dict[Kind, str] = {
    "text": "@",
    "date": "yyyy-mm-dd",
    "number": "General",
    "money": "#,##0.00",
    "percent": "0.00%",
}
_FONTS = {  # name, size, bold
    "title": ("方正小标宋简体", 18, False),
    "text": ("仿宋", 11, False),
    "small": ("仿宋", 9, False),
    "head": ("黑体", 11, False),
    "section": ("黑体", 11, False),
    "sum": ("黑体", 11, False),
    "body": ("仿宋", 11, False),
}
_WIDE = 2.15  # digits a Chinese character is wide
_GREYS = {"head": "EDEDED", "section": "F6F6F6"}
_CENTERED = frozenset({"title", "head"})
_RULED = frozenset({"head", "section", "sum", "body"})


class SheetLook:
    """The cell styles of one worksheet, each made once and shared by all cells that have it."""

    def __init__(self, page: Worksheet) -> None:
        self._page = page
        self._made = cache(self._make)

    def apply(
        self, cell: Any, style: str, *, align: str = "", wrap: bool = False, kind: Kind = "text", places: int = 0
    ) -> None:
        """Give `cell` a look; text format unless `kind` says otherwise. A number has that many `places`."""
        cell._style = self._made(style, align, wrap, kind, places)  # noqa: SLF001 (sharing is what keeps long tables quick)

    def _make(self, style: str, align: str, wrap: bool, kind: Kind, places: int) -> Any:
        from copy import copy

        from openpyxl.cell.cell import Cell
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        cell: Any = Cell(self._page, row=1, column=1)
        name, size, bold = _FONTS[style]
        cell.font = Font(name=name, size=size, bold=bold)
        cell.alignment = Alignment(
            horizontal=align or ("center" if style in _CENTERED else "left"),
            vertical="center",
            wrap_text=wrap or style in _CENTERED,
        )
        cell.number_format = f"0.{'0' * places}" if places else _FORMATS[kind]
        if style in _RULED:
            thin = Side(style="thin", color="000000")
            cell.border = Border(left=thin, right=thin, top=thin, bottom=thin)
        if style in _GREYS:
            cell.fill = PatternFill("solid", fgColor=_GREYS[style])
        return copy(cell._style)  # noqa: SLF001 - one style for many cells


def line_count(text: str, width: float) -> int:
    """How many lines `text` takes in a cell `width` digits wide: not every program fits rows to their text."""
    if len(text) * _WIDE <= width and "\n" not in text:
        return 1
    needs = (sum(_WIDE if char > "\u2000" else 1.0 for char in line) for line in text.split("\n"))
    return sum(max(1, math.ceil(need / max(1.0, width - 1))) for need in needs)


def add_print_setup(page: Worksheet, head: tuple[int, int] | None, day: dt.date, *, across: bool) -> None:
    """A4, as wide as the page, page numbers; `head` (first row, last row) stays on screen and on every page.

    The foot says the `day` as the paper does: &D would print it as the computer writes days, 11/30/2026 on some.
    """
    from openpyxl.worksheet.properties import PageSetupProperties

    page.page_setup.paperSize = _A4
    page.page_setup.orientation = "landscape" if across else "portrait"
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_options.horizontalCentered = True
    margins = page.page_margins
    margins.left = margins.right = margins.top = margins.bottom = _MARGIN
    margins.footer = _FOOT_MARGIN
    foot: Any = page.oddFooter
    foot.center.text, foot.right.text = "第 &P 页　共 &N 页", f"打印日期：{day.isoformat()}"
    if head:
        page.freeze_panes = f"A{head[1] + 1}"
        page.print_title_rows = f"{head[0]}:{head[1]}"
