"""A `Sheet` as a workbook: heads and order as on paper, real dates and figures, everything else held as text."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from reports.base.atomic import write_whole
from reports.base.charts import Chart
from reports.base.page import is_landscape
from reports.base.sheet import CellValue, Column, Fact, Row, Sheet, Style
from reports.base.wording import cell_text, clean, long_date
from reports.excel.charts import chart_columns, chart_lines
from reports.excel.lists import add_lists
from reports.excel.look import SheetLook, add_print_setup, line_count
from reports.excel.results import Results, with_results
from reports.excel.sums import Sums

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

_FORMULA_STARTS = ("=", "+", "-", "@")
_SAFE_DIGITS = 15  # a workbook keeps no more of a number
_FIRST_DAY = dt.date(1900, 3, 1)  # before it, Excel counts a day that never was
_NAME_LENGTH = 31  # Excel's limit for a sheet's name
_MM_PER_CHAR = 1.9  # column widths are counted in digits of the default font
_DATE_WIDTH = 12.0  # below it, a date is a row of #
_LINE, _AIR = 14.5, 5.5  # points: a line of text, and what a row has besides
_FACT_LABEL, _FACT_VALUE = 16.0, 70.0  # column widths of a sheet without a table
_CHART_LABEL, _CHART_FIGURE, _CHART_SAID = 36.0, 10.0, 24.0


def write_workbook(sheet: Sheet, target: Path | BinaryIO) -> None:
    """Write `sheet` as xlsx. Text is never taken for a formula; a number of over 15 digits is kept as text.

    Raises:
        NotWrittenError: It cannot be written: open in another program, no space, a stick that was pulled.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title, book.properties.creator = clean(sheet.title), clean(sheet.unit)
    every = (sheet, *sheet.more)
    pages = [book.create_sheet(_sheet_name(one)) for one in every]
    results: list[Results] = []
    for page, one in zip(pages, every, strict=True):
        filler = _Filler(page, one)
        rows = filler.fill()
        results.append(filler.results)
        if rows:
            add_lists(book, page, one.columns, rows)
    whole = io.BytesIO()
    book.save(whole)
    write_whole(target, lambda stream: stream.write(with_results(whole.getvalue(), results)))


def _sheet_name(sheet: Sheet) -> str:
    """The title; of one letter among several whom it is for."""
    words = sheet.letter[0].rstrip("：") if sheet.letter else sheet.title
    return re.sub(r"[\[\]:*?/\\']", "", clean(words).replace("\n", ""))[:_NAME_LENGTH] or "表"


class _Filler:
    """Fills a worksheet from the top; `at` is the next free row."""

    def __init__(self, page: Worksheet, sheet: Sheet) -> None:
        self.page = page
        self.sheet = sheet
        self.look = SheetLook(page)
        self.width = max(len(sheet.columns), 2 if sheet.facts or not sheet.columns else 1, chart_columns(sheet.charts))
        self.widths = [_width(column) for column in sheet.columns] or self._widths_alone()
        self.at = 1
        self.lines = 1
        self.sums = Sums()
        self.results: dict[str, int | Decimal] = {}

    def fill(self) -> tuple[int, int] | None:
        """Write it all; gives the first and last row of the table's body, None where it has none."""
        sheet = self.sheet
        for number, width in enumerate(self.widths, 1):
            self.page.column_dimensions[_letter(number)].width = width
        if sheet.code:
            self.across(f"表号：{sheet.code}", "small", align="right")
        self.across(sheet.title, "title", height=30)
        if not sheet.letter:
            self.filing()
        for fact in sheet.facts:
            self.fact(fact)
        for paragraph in sheet.letter:
            self.across(paragraph, "text", wrap=True)
        first = self.at
        self.head()
        last = self.at - 1
        for row in sheet.rows:
            self.row(row)
        body = (last + 1, self.at - 1) if self.at > last + 1 else None
        for chart in sheet.charts:
            self.chart(chart)
        self.closing()
        rows = (first, last) if sheet.columns else None
        add_print_setup(self.page, rows, sheet.filled_on, across=is_landscape(sheet))
        return body

    def across(self, text: str, style: str, *, align: str = "", wrap: bool = False, height: float = 0) -> None:
        """Write `text` into one cell merged over all columns and go to the next row; `height` is in points."""
        self.put(1, text, style, align=align, wrap=wrap)
        self.merge(self.at, 1, self.at, self.width)
        self.lines = line_count(clean(text), sum(self.widths[: self.width])) if wrap else 1
        self.next_row(height)

    def next_row(self, height: float = 0) -> None:
        """Go on below, the row made as high as its text."""
        self.page.row_dimensions[self.at].height = height or self.lines * _LINE + _AIR
        self.at += 1
        self.lines = 1

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        if (top, left) != (bottom, right):
            self.page.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)

    def put(self, column: int, text: str, style: str, *, align: str = "", wrap: bool = False) -> None:
        """Write `text` into the current row as text, even where it looks like a formula."""
        cell = cast("Cell", self.page.cell(self.at, column))
        words = clean(text)
        self.look.apply(cell, style, align=align, wrap=wrap)
        if words:
            cell.value = words
            cell.data_type = "s"  # else `=…` becomes a formula and #N/A an error
            if words.startswith(_FORMULA_STARTS):
                cell.quotePrefix = True  # still text after the cell was edited

    def filing(self) -> None:
        """Unit, period and day in one row: left, about the middle and right, or on a small sheet in one cell."""
        sheet = self.sheet
        words = (f"填报单位：{sheet.unit}", sheet.period, f"填报日期：{long_date(sheet.filled_on)}")
        middle = min(self._fitting(*map(clean, words)), key=lambda at: abs(at - self.width // 2 - 1), default=0)
        if not middle:
            self.across("　".join(words), "text", wrap=True)
            return
        for text, column, align in zip(words, (1, middle, self.width), ("left", "center", "right"), strict=True):
            self.put(column, text, "text", align=align)
        self.next_row()

    def _fitting(self, left: str, centre: str, right: str) -> Iterator[int]:
        """The columns for the text in the middle, beside which the others have room up to the edges."""
        for at in range(2, self.width):
            rooms = (self.widths[: at - 1], [self.widths[at - 1]], self.widths[at : self.width])
            texts = (left, centre, right)
            if all(line_count(text, sum(room)) == 1 for text, room in zip(texts, rooms, strict=True)):
                yield at

    def fact(self, fact: Fact) -> None:
        last = self._label_columns
        for column in range(1, self.width + 1):
            words = {1: fact.label, last + 1: fact.value}.get(column, "")
            self.put(column, words, "head" if column <= last else "body", wrap=column > last)
        self.merge(self.at, 1, self.at, last)
        self.merge(self.at, last + 1, self.at, self.width)
        label, value = sum(self.widths[:last]), sum(self.widths[last : self.width])
        self.lines = max(line_count(clean(fact.label), label), line_count(clean(fact.value), value))
        self.next_row()

    @cached_property
    def _label_columns(self) -> int:
        """How many columns the labels of the facts take: until the longest is one line, at most half of the sheet."""
        labels = [clean(fact.label) for fact in self.sheet.facts]
        rooms = [sum(self.widths[:last]) for last in range(1, self.width)]
        half = [at for at, room in enumerate(rooms, 1) if at == 1 or 2 * room <= sum(self.widths)]
        fitting = (at for at in half if all(line_count(one, rooms[at - 1]) == 1 for one in labels))
        return next(fitting, half[-1])

    def head(self) -> None:
        """The head in one or two rows; columns without a common head go over both."""
        columns = self.sheet.columns
        storeys = 2 if any(column.group for column in columns) else 1
        for name, members in groupby(enumerate(columns, 1), lambda each: each[1].group):
            self._head_group(name, list(members), storeys)
        for lines in self._head_lines()[-storeys:] if columns else ():
            self.lines = lines
            self.next_row()

    def _head_lines(self) -> tuple[int, int]:
        """Lines of the upper storey, which holds common heads, and of the lower; a label without one goes over both."""
        columns = self.sheet.columns
        upper, lower, alone = 1, 1, 1
        for name, members in groupby(range(len(columns)), lambda at: columns[at].group):
            places = list(members)
            labels = [line_count(columns[at].label, self.widths[at]) for at in places]
            if name:
                upper = max(upper, line_count(name, sum(self.widths[at] for at in places)))
                lower = max(lower, *labels)
            else:
                alone = max(alone, *labels)
        grouped = any(column.group for column in columns)
        return (upper, max(lower, alone - upper)) if grouped else (0, alone)

    def _head_group(self, name: str, members: list[tuple[int, Column]], storeys: int) -> None:
        top = self.at
        for number, column in members:
            self.put(number, name if name and number == members[0][0] else "" if name else column.label, "head")
            if storeys > 1:
                self.at = top + 1
                self.put(number, column.label if name else "", "head")
                self.at = top
            if storeys > 1 and not name:
                self.merge(top, number, top + 1, number)
        if name:
            self.merge(top, members[0][0], top, members[-1][0])

    def row(self, row: Row) -> None:
        self.sums.begin(self.at, row.style)
        if row.style == "section":
            words = next((cell_text(value, "text") for value in row.cells if value not in (None, "")), "")
            for column in range(1, self.width + 1):
                self.put(column, words if column == 1 else "", "section")
            self.merge(self.at, 1, self.at, self.width)
        else:
            for number, (value, of) in enumerate(zip(row.cells, self.sheet.columns, strict=True), 1):
                self.cell(number, value, of, row.style)
        self.sums.end(row.style)
        self.next_row()

    def cell(self, number: int, value: CellValue, column: Column, of: Style) -> None:
        style = "body" if of == "body" else "sum"
        real = column.kind != "text" and not isinstance(value, str) and not _is_beyond(value)
        if not real:
            words = cell_text(value, column.kind)
            self.put(number, words, style, align=column.side, wrap=True)
            self.lines = max(self.lines, line_count(words, self.widths[number - 1]))
            return
        cell = cast("Cell", self.page.cell(self.at, number))
        places = _places(value) if column.kind == "number" else 0
        self.look.apply(cell, style, align=column.side, kind=column.kind, places=places)
        cell.value = value
        if column.kind not in ("number", "money"):
            return
        if of == "body":
            self.sums.add(number, value)
        else:
            formula = self.sums.formula(number, _letter(number), value, of)
            cell.value = formula or value
            if formula and isinstance(value, int | Decimal):
                self.results[f"{_letter(number)}{self.at}"] = value

    def _widths_alone(self) -> list[float]:
        """Column widths where there is no table."""
        if not self.sheet.charts:
            return [_FACT_LABEL, _FACT_VALUE]
        return [_CHART_LABEL, *[_CHART_FIGURE] * (self.width - 2), _CHART_SAID]

    def chart(self, chart: Chart) -> None:
        """The figures of a chart, the words at the bars in the last column."""
        self.next_row()
        for style, cells in chart_lines(chart):
            if len(cells) == 1:
                self.across(str(cells[0]), style, wrap=True)
                continue
            for number, value in enumerate(cells, 1):
                if isinstance(value, str) or value is None:
                    self.put(number, value or "", style, wrap=True)
                else:
                    cell = cast("Cell", self.page.cell(self.at, number))
                    self.look.apply(cell, style, align="right", kind="number")
                    cell.value = value
            self.next_row()

    def closing(self) -> None:
        sheet = self.sheet
        if sheet.letter:
            self.across(f"{sheet.unit}{'（盖章）' if sheet.seal else ''}", "text", align="right")
            self.across(long_date(sheet.filled_on), "text", align="right")
        seal = ["（盖章）"] if sheet.seal and not sheet.letter else []
        self.at += bool(sheet.signers or seal)
        for signers, end in ((sheet.own_signers, seal), (sheet.other_signers, [])):
            words = [f"{signer.label}：{signer.value}" for signer in signers] + end
            if words:
                self.across(("　" * 6).join(words), "text", wrap=True)
        for text in _numbered(sheet.notes):
            self.across(text, "small", wrap=True)


def _numbered(notes: tuple[str, ...]) -> Iterator[str]:
    for number, note in enumerate(notes, 1):
        mark = f"{number}. " if len(notes) > 1 else ""
        yield f"{'说明：' if number == 1 else '　　　'}{mark}{note}"


def _width(column: Column) -> float:
    width = round(column.width / _MM_PER_CHAR, 1)
    return max(width, _DATE_WIDTH) if column.kind == "date" else width


def _places(value: CellValue) -> int:
    """The decimal places that a figure is printed with."""
    return len(f"{value:f}".partition(".")[2]) if isinstance(value, Decimal) else 0


def _is_beyond(value: CellValue) -> bool:
    """Whether a workbook could not hold the value as it is."""
    if isinstance(value, int | Decimal):
        return len(Decimal(value).as_tuple().digits) > _SAFE_DIGITS
    return isinstance(value, dt.date) and value < _FIRST_DAY


def _letter(number: int) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(number)
