"""Workbooks of others read through our reader: none may crash or hang it, or come out silently wrong. By hand.

    python -m tests.benchmarks.read_public_books FOLDER [FOLDER …] [--seconds 20]

The files are the public test files of calamine, xlrd and SheetJS, and what packages bring; none is kept here. Each is
read in a process of its own. Values of xlsx are compared with those that openpyxl reads, those of xls with xlrd's where
that is installed: every cell of every sheet.
"""

from __future__ import annotations

import argparse
import datetime as dt
import logging
import math
import multiprocessing
import re
import traceback
import warnings
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from models.errors import FazhiError
from reports.filled_in.cells import ReadCell
from reports.filled_in.scan import UNCALCULATED
from reports.filled_in.sheets import open_book, read_lines
from ui.cli.arguments import tell

ENDINGS = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".xlt", ".xla", ".xlw", ".ods", ".et"})
Cells = dict[tuple[str, int, int], object]
READ, NOT_COMPARED = "read", "read, nothing to compare"
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_NEAR = 1e-9


def main() -> None:
    """Read every file, count what became of it, and list what should not be."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--seconds", type=float, default=20)
    args = parser.parse_args()
    paths = sorted(
        path
        for folder in args.folders
        for path in folder.rglob("*")
        if path.suffix.lower() in ENDINGS and path.is_file()
    )
    found = Counter[str]()
    for path in paths:
        outcome, detail = _in_a_process(path, args.seconds)
        found[outcome] += 1
        if outcome in ("crash", "hang", "other values"):
            tell(f"{outcome}\t{path}\t{detail}")
    for outcome, count in sorted(found.items()):
        tell(f"{outcome:32} {count}")
    tell(f"{'in all':32} {len(paths)}")


def _in_a_process(path: Path, seconds: float) -> tuple[str, str]:
    ours, theirs = multiprocessing.Pipe(duplex=False)
    child = multiprocessing.Process(target=_send, args=(path, theirs))
    child.start()
    theirs.close()
    try:
        if not ours.poll(seconds):
            return "hang", f"more than {seconds} s"
        said: tuple[str, str] = ours.recv()
        if said[0] == READ:
            said = ours.recv() if ours.poll(seconds) else (NOT_COMPARED, "")
    except EOFError:
        return "crash", f"ended with {child.exitcode}"
    else:
        return said
    finally:
        child.kill()
        child.join()


def _send(path: Path, to: Any) -> None:
    """What became of the file by our reader, and where that read it, how it compares with another one."""
    warnings.simplefilter("ignore")
    logging.disable()
    try:
        ours = dict(_ours(path))
    except FazhiError as error:
        to.send((f"refused: {type(error).__name__}", error.sentence))
    except BaseException:  # noqa: BLE001 - whatever it is, it is to be told
        to.send(("crash", traceback.format_exc(limit=-2).replace("\n", " | ")))
    else:
        to.send((READ, ""))
        to.send(_compared(path, ours))


def _compared(path: Path, ours: Cells) -> tuple[str, str]:
    try:
        theirs = _theirs(path)
    except Exception:  # noqa: BLE001 - the other reader's trouble, whatever it is
        theirs = None
    if theirs is None:
        return NOT_COMPARED, ""
    differing = [place for place in sorted({*ours, *theirs}) if not _is_same(ours.get(place), theirs.get(place))]
    return ("other values", _words(differing, ours, theirs)) if differing else ("read, the same values", "")


def _ours(path: Path) -> Iterator[tuple[tuple[str, int, int], object]]:
    book = open_book(path)
    for name in (*book.sheets, *book.hidden):
        lines = read_lines(book, name)
        for line in lines.lines if lines else ():
            for cell in line:
                if cell.text:
                    yield (name, cell.row, cell.column), _plain(cell)


def _plain(cell: ReadCell) -> object:
    """A value to compare; "" for what another reader has no value for: a formula that was never calculated."""
    return "" if cell.text == UNCALCULATED else cell.text if cell.kind == "error" else cell.value


def _theirs(path: Path) -> Cells | None:
    if path.read_bytes()[:2] == b"PK":
        return _openpyxl(path)
    return _xlrd(path) if find_spec("xlrd") else None


def _openpyxl(path: Path) -> Cells | None:
    with path.open("rb") as file:
        book = load_workbook(file, data_only=True)
    return {
        (page.title, cell.row, cell.column): cell.value
        for page in book.worksheets
        for line in page.iter_rows()
        for cell in line
        if cell.value is not None
    }


def _xlrd(path: Path) -> Cells:
    xlrd = import_module("xlrd")
    book = xlrd.open_workbook(path, logfile=open("/dev/null", "w"))  # noqa: PTH123, SIM115
    return {
        (page.name, row + 1, column + 1): _of_xlrd(page.cell(row, column), book.datemode)
        for page in book.sheets()
        for row in range(page.nrows)
        for column in range(page.ncols)
        if page.cell_type(row, column) not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK)
    }


def _of_xlrd(cell: Any, datemode: int) -> object:
    xlrd = import_module("xlrd")
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return xlrd.error_text_from_code.get(cell.value, "#ERROR")
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return xlrd.xldate_as_datetime(cell.value, datemode)
        except (ValueError, OverflowError):
            return cell.value
    return cell.value


def _is_same(ours: object, theirs: object) -> bool:
    """Whether two readers mean the same; openpyxl leaves letters as _x000D_ that cannot stand in XML."""
    theirs = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), theirs) if isinstance(theirs, str) else theirs
    if ours in (None, "") or theirs in (None, ""):
        return not str("" if ours is None else ours).strip() and not str("" if theirs is None else theirs).strip()
    if isinstance(ours, Decimal) and isinstance(theirs, int | float):
        return math.isclose(float(ours), theirs, rel_tol=_NEAR, abs_tol=_NEAR)
    if isinstance(ours, dt.date | dt.time | dt.timedelta) or isinstance(theirs, dt.date | dt.time | dt.timedelta):
        return _moment(ours) == _moment(theirs)
    return "".join(str(ours).split()) == "".join(str(theirs).split())


def _moment(value: object) -> object:
    """A day, a time of day or a span in one shape: days since 1900, to the second."""
    if isinstance(value, dt.datetime):
        return round((value - dt.datetime(1899, 12, 30)).total_seconds())  # noqa: DTZ001 - cells have no zone
    if isinstance(value, dt.date):
        return (value - dt.date(1899, 12, 30)).days * 86_400
    if isinstance(value, dt.time):
        return value.hour * 3600 + value.minute * 60 + round(value.second + value.microsecond / 1e6)
    if isinstance(value, dt.timedelta):
        return round(value.total_seconds())
    if isinstance(value, int | float | Decimal):
        return round(float(value) * 86_400)
    return value


def _words(places: list[tuple[str, int, int]], ours: Cells, theirs: Cells) -> str:
    some = [f"{place}: {ours.get(place)!r} / {theirs.get(place)!r}" for place in places[:3]]
    return f"{len(places)} cells: {'; '.join(some)}"


if __name__ == "__main__":
    main()
