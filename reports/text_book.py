"""A workbook of one sheet whose every cell is text: for people to change and the program to read back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from reports.atomic import write_whole


def write_texts(
    path: Path, name: str, widths: Mapping[str, int], lines: Iterable[Sequence[str]], *, keep: str = "A2"
) -> None:
    """Write heads with the widths of their columns in characters and the lines below; text keeps the zeros of codes.

    Args:
        path: Where to.
        name: Of the sheet.
        widths: By head.
        lines: One text a head.
        keep: Cell above and left of which everything stays in view.

    Raises:
        TargetBusyError: The file is open in another program, or its folder takes no writing.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    page = book.worksheets[0]
    page.title = name
    for number, line in enumerate([list(widths), *lines], 1):
        for at, text in enumerate(line, 1):
            cell = page.cell(number, at, text)
            cell.data_type = "s"
            cell.number_format = "@"
            cell.font = Font(bold=number == 1)
            cell.alignment = Alignment(wrap_text=number > 1, vertical="top")
    for at, width in enumerate(widths.values(), 1):
        page.column_dimensions[get_column_letter(at)].width = width
    page.freeze_panes = keep
    write_whole(path, book.save)
