"""A workbook of one sheet whose cells are text: for people to change and the program to read back, whole or not."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import ClassVar, NamedTuple

from models.errors import FazhiError
from reports.base.atomic import save_whole

MOST = 8
"""Faults named at once."""


class TextBookError(FazhiError):
    """The other party's file cannot be taken as it is; `faults` says where and why, `what` is what it should be."""

    path: Path
    faults: tuple[str, ...]
    what: ClassVar[str] = "表格"

    @property
    def sentence(self) -> str:
        """Names the file, the first faults and how many more there are; nothing was changed."""
        more = f"……另有{len(self.faults) - MOST}处" if len(self.faults) > MOST else ""
        said = "；".join(self.faults[:MOST])
        return f"{self.what}“{self.path.name}”没有读入，一处也没有改：{said}{more}。"


class BookLine(NamedTuple):
    """A line as the workbook counts, and its texts by head."""

    number: int
    texts: dict[str, str]


class ReadBook(NamedTuple):
    """One sheet as read: its name, column headings and lines."""

    sheet: str
    heads: list[str]
    lines: list[BookLine]


def read_texts(path: Path, expected: Collection[str]) -> ReadBook:
    """Read the sheet that has most of the `expected` heads.

    Raises:
        WorkbookError: It is no workbook that can be read.
    """
    from reports.filled_in.read_workbook import read_rows

    found = read_rows(path, expected=expected)
    heads = [heading.label for heading in found.headings]
    lines = [
        BookLine(row.number, {head: cell.text.strip() for head, cell in zip(heads, row.cells, strict=True)})
        for row in found.rows
    ]
    return ReadBook(found.sheet, heads, lines)


def write_texts(
    path: Path,
    name: str,
    widths: Mapping[str, int],
    lines: Iterable[Sequence[str]],
    *,
    keep: str = "A2",
    numbers: Collection[str] = (),
    hidden: Collection[str] = (),
) -> None:
    """Write heads with the widths of their columns in characters and the lines below; text keeps the zeros of codes.

    Args:
        path: Where to.
        name: Of the sheet.
        widths: By head.
        lines: One text a head.
        keep: Cell above and left of which everything stays in view.
        numbers: Heads of columns of figures: they can be computed with, and the sheet gets buttons to sift it.
        hidden: Heads of columns that are for the program alone.

    Raises:
        NotWrittenError: It cannot be written: open in another program, no space, a stick that was pulled.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    page = book.worksheets[0]
    page.title = name
    for number, line in enumerate([list(widths), *lines], 1):
        for at, (head, text) in enumerate(zip(widths, line, strict=True), 1):
            if number > 1 and head in numbers:
                cell = page.cell(number, at, Decimal(text) if text else None)
            else:
                cell = page.cell(number, at, text)
                cell.data_type = "s"
                cell.number_format = "@"
            cell.font = Font(bold=number == 1)
            cell.alignment = Alignment(wrap_text=number > 1, vertical="top")
    for at, (head, width) in enumerate(widths.items(), 1):
        page.column_dimensions[get_column_letter(at)].width = width
        page.column_dimensions[get_column_letter(at)].hidden = head in hidden
    page.freeze_panes = keep
    if numbers:
        page.auto_filter.ref = page.dimensions
    save_whole(path, book.save)
