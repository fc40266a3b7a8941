"""Lists to pick from in a workbook's columns, taken from the code tables of their fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.base.sheet import Column

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

LISTS = "选项"


def add_lists(book: Workbook, page: Worksheet, columns: tuple[Column, ...], rows: tuple[int, int]) -> None:
    """Offer the columns' choices in `rows` (first, last); what is not among them is asked about, not refused.

    The choices stand on a hidden sheet: within a rule Excel takes no more than 255 characters.
    """
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    for number, column in enumerate(columns, 1):
        if not column.choices:
            continue
        rule = DataValidation(type="list", formula1=_place(book, column.choices), allow_blank=True)
        rule.showErrorMessage, rule.errorStyle = True, "warning"
        rule.errorTitle, rule.error = column.label, "不在列表中，确定要这样写吗？"
        page.add_data_validation(rule)
        letter = get_column_letter(number)
        rule.add(f"{letter}{rows[0]}:{letter}{rows[1]}")


def _place(book: Workbook, choices: tuple[str, ...]) -> str:
    """Where the choices stand, as a formula; they are put there unless they are."""
    from openpyxl.utils import get_column_letter

    if LISTS not in book.sheetnames:
        book.create_sheet(LISTS).sheet_state = "hidden"
    page = book[LISTS]
    width = page.max_column if page.cell(1, 1).value else 0
    known = [tuple(cell.value for cell in column if cell.value) for column in page.iter_cols(1, width)] if width else []
    if choices not in known:
        known.append(choices)
        for row, choice in enumerate(choices, 1):
            cell = page.cell(row, len(known), choice)
            cell.data_type = "s"
    letter = get_column_letter(known.index(choices) + 1)
    return f"{LISTS}!${letter}$1:${letter}${len(choices)}"
