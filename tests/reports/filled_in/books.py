"""Workbooks as people lay them out, written for tests from lists of cells."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from openpyxl import Workbook

HEAD = ["姓名", "性别", "身份证号", "编制情况", "人员状态", "联系电话", "备注"]
NAMES = ("name", "sex", "id_number", "staffing", "status", "phone", "remarks")
PEOPLE = [
    ["王伟", "男", "990003198501010210", "行政编制", "在岗", "13800000010", "队长"],
    ["李芳", "女", "990003198501010325", "事业编制", "在岗", "13800000011", "产假"],
    ["欧阳一", "男", "990003198501010253", "行政编制", "借调", "13800000012", "到县里"],
    ["赵强", "男", "99000319850101027X", "行政编制", "在岗", "13800000013", "新来"],
    ["钱明", "男", "990003198501010296", "行政编制", "退休", "13800000014", "返聘"],
]
SAID = [dict(zip(NAMES, one, strict=True)) for one in PEOPLE]
"""What the people are read as."""


class Sheet(NamedTuple):
    """Lines of a sheet, from its first row; numbers of hidden rows; number formats by address; merged areas."""

    lines: Sequence[Sequence[Any]]
    name: str = "表"
    hidden: Sequence[int] = ()
    formats: dict[str, str] = {}  # noqa: RUF012 - read only
    merged: Sequence[str] = ()
    state: str = "visible"


def write_book(path: Path, *sheets: Sheet | Sequence[Sequence[Any]]) -> Path:
    """Write the sheets, each a `Sheet` or just its lines."""
    book = Workbook()
    del book["Sheet"]
    for given in sheets:
        sheet = given if isinstance(given, Sheet) else Sheet(given)
        page = book.create_sheet(sheet.name)
        for row, line in enumerate(sheet.lines, 1):
            for column, value in enumerate(line, 1):
                if value != "":
                    page.cell(row, column, value)
        for number in sheet.hidden:
            page.row_dimensions[number].hidden = True
        for address, code in sheet.formats.items():
            page[address].number_format = code
        for area in sheet.merged:
            page.merge_cells(area)
        page.sheet_state = sheet.state
    book.save(path)
    return path
