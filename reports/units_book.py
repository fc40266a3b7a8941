"""A unit roster as a workbook that `reports.units_file` reads back."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from models.records.office import Unit
from reports.atomic import write_whole

HEADS = (("单位代码", 12), ("单位名称", 30), ("单位类别", 18), ("联系人", 12), ("联系电话", 16), ("曾用名", 40))


def write_units(path: Path, units: Iterable[Unit]) -> None:
    """Write one line a unit; every cell is text, so that codes keep their zeros.

    Raises:
        TargetBusyError: The file is open in another program, or its folder takes no writing.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    page = book.worksheets[0]
    page.title = "单位名册"
    lines = [[head for head, _ in HEADS], *(_line(unit) for unit in units)]
    for number, line in enumerate(lines, 1):
        for at, text in enumerate(line, 1):
            cell = page.cell(number, at, text)
            cell.data_type = "s"
            cell.number_format = "@"
            cell.font = Font(bold=number == 1)
    for at, (_, width) in enumerate(HEADS):
        page.column_dimensions["ABCDEF"[at]].width = width
    page.freeze_panes = "A2"
    write_whole(path, book.save)


def _line(unit: Unit) -> list[str]:
    former = "；".join(f"{one.name}（至{one.until}）" for one in unit.former)
    return [unit.code, unit.name, unit.category, unit.contact, unit.phone, former]
