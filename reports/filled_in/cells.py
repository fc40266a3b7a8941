"""What stands in a cell of somebody's workbook, told without guessing."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Literal, NamedTuple

from reports.filled_in.number_format import shown, shows_part_of_day
from reports.filled_in.scan import column_letters
from reports.filled_in.sheet_looks import Struck

ReadKind = Literal["empty", "text", "number", "date", "time", "bool", "error"]
ReadValue = str | Decimal | dt.date | dt.time | dt.timedelta | bool | None

_FIRST_LOST = 10**15  # a number of more than 15 digits has already lost the last ones
_SCIENTIFIC = re.compile(r"\d(\.\d+)?[Ee]\+(1[5-9]|[2-9]\d)")


class ReadCell(NamedTuple):
    """A cell: `text` is what it says (dates as 2020-03-01), `value` what it is; row and column count from 1.

    `digits_lost`: a number too long for a workbook, say an ID number typed as a number. Never guess it back.
    `scaled`: a number that its format makes look smaller, say in thousands. `partly_shown`: a day of which its format
    shows month and year only, or no year: a spreadsheet made up the rest when that was typed. `struck`: how much of it
    is crossed out.
    """

    row: int
    column: int
    kind: ReadKind = "empty"
    value: ReadValue = None
    text: str = ""
    digits_lost: bool = False
    scaled: bool = False
    partly_shown: bool = False
    struck: Struck | None = None

    @property
    def address(self) -> str:
        """The cell's address in the workbook, such as B7."""
        return f"{column_letters(self.column)}{self.row}"


def read_cell(row: int, column: int, raw: object, error: str = "") -> ReadCell:
    """The cell as calamine gave it; `error` is what an error cell shows."""
    if error:
        return ReadCell(row, column, "error", None, error)
    if isinstance(raw, str):  # first: most cells of most workbooks
        return _text(row, column, raw) if raw else ReadCell(row, column)
    return _other(row, column, raw)


def with_format(cell: ReadCell, code: str) -> ReadCell:
    """The cell with what people see of it by its format."""
    if cell.kind == "date":
        return cell._replace(partly_shown=shows_part_of_day(code))
    found = shown(code, cell.value) if cell.kind == "number" and isinstance(cell.value, Decimal) else None
    return cell._replace(text=found.text, scaled=found.scaled) if found else cell


def with_text(cell: ReadCell, text: str) -> ReadCell:
    """The cell with the text that the file says is shown, if all of a number is in it; a day only by what it lacks."""
    figures = re.findall("[0-9]+", text)
    if cell.kind == "date":
        return cell._replace(partly_shown=0 < len(figures) < len("年月日"))
    is_whole = cell.kind == "number" and isinstance(cell.value, Decimal)
    if is_whole and (text.endswith("%") or "".join(figures).lstrip("0") == str(cell.value).lstrip("0")):
        return cell._replace(text=text)
    return cell


def _other(row: int, column: int, raw: object) -> ReadCell:
    match raw:
        case dt.date():
            return _day(row, column, raw)
        case bool():
            return ReadCell(row, column, "bool", raw, "TRUE" if raw else "FALSE")
        case int() | float():
            return _number(row, column, raw)
        case dt.time() | dt.timedelta():
            return ReadCell(row, column, "time", raw, str(raw))
        case _:
            return _text(row, column, str(raw))


def _number(row: int, column: int, raw: float) -> ReadCell:
    value = Decimal(int(raw)) if raw == int(raw) else Decimal(repr(raw))
    return ReadCell(row, column, "number", value, f"{value:f}", digits_lost=abs(raw) >= _FIRST_LOST)


def _day(row: int, column: int, raw: dt.date) -> ReadCell:
    if isinstance(raw, dt.datetime) and raw.time() != dt.time():
        return ReadCell(row, column, "date", raw, raw.isoformat(" ", "seconds"))
    day = raw.date() if isinstance(raw, dt.datetime) else raw
    return ReadCell(row, column, "date", day, day.isoformat())


def _text(row: int, column: int, raw: str) -> ReadCell:
    plain = raw if raw.isprintable() else raw.replace("\r\n", "\n").replace("\xa0", " ")
    text = plain.strip(" \t\n\ufeff\u200b\u3000")
    if not text:
        return ReadCell(row, column)
    lost = "+" in text and bool(_SCIENTIFIC.fullmatch(text))
    return ReadCell(row, column, "text", text, text, lost)
