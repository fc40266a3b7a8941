"""Every form's workbook opened by LibreOffice, turned into CSV and compared with its data. Run by hand.

python -m tests.benchmarks.compare_workbooks [--units 4]
"""

import argparse
import csv
import datetime as dt
import subprocess
import tempfile
from decimal import Decimal, InvalidOperation
from pathlib import Path

from openpyxl import load_workbook

from models.errors import FazhiError
from models.store.workspace import Workspace, open_workspace
from reports.forms import FormRequest, forms, make_form
from reports.sheet import CellValue, Column, Row, Sheet
from reports.wording import cell_text
from reports.workbook import write_workbook
from ui.commands.arguments import show

YEAR, DAY = 2020, dt.date(2020, 12, 31)
FIELDS = "44,34,76,1,,0,false,true,false,false,false,-1"
"""Commas, quotes, UTF-8, cells as they are shown, every sheet of a book a file of its own."""
HUNDREDTH = Decimal("0.005")


def books(folder: Path, demo: Path, passphrase: str) -> dict[str, Sheet]:
    """Write the workbooks of the centre and of its units; gives the sheets by the workbooks' names."""
    found: dict[str, Sheet] = {}
    for number, place in enumerate([demo / "中心", *sorted((demo / "单位").iterdir())]):
        workspace = open_workspace(place, passphrase)
        for name, sheet in sheets(workspace).items():
            found[f"{number}-{name}"] = sheet
            write_workbook(sheet, folder / f"{number}-{name}.xlsx")
        workspace.close()
    return found


def sheets(workspace: Workspace) -> dict[str, Sheet]:
    """Every form that can be filled in."""
    made = {}
    for form in forms().values():
        if form.open_to(centre=workspace.is_centre):
            try:
                made[form.id] = make_form(workspace, form.id, FormRequest(YEAR, DAY, operator="张三"))
            except FazhiError as problem:
                show(f"left out: {form.id} ({problem})")
    return made


def as_csv(folder: Path) -> None:
    """Let LibreOffice open all workbooks in the folder and write what it shows."""
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/lo"]
    convert = ["--convert-to", f"csv:Text - txt - csv (StarCalc):{FIELDS}", "--outdir", str(folder)]
    subprocess.run([*command, *convert, *map(str, sorted(folder.glob("*.xlsx")))], check=True, capture_output=True)


def differences(sheet: Sheet, lines: list[list[str]]) -> list[str]:
    """Where the table that was read back is not the sheet's."""
    storeys = 2 if any(column.group for column in sheet.columns) else 1
    head = next(at for at, line in enumerate(lines) if heads(sheet, lines, at, storeys))
    wrong = []
    for number, row in enumerate(sheet.rows):
        line = lines[head + storeys + number]
        for at, said in enumerate(cells(row, len(sheet.columns))):
            column = sheet.columns[at]
            if not same(said, column, line[at]):
                wrong.append(f"line {number + 1}, {column.label}: {said!r} came back as {line[at]!r}")
    return wrong


def heads(sheet: Sheet, lines: list[list[str]], at: int, storeys: int) -> bool:
    """Whether the head begins at this line."""
    labels = [lines[at][n] if not c.group else lines[at + storeys - 1][n] for n, c in enumerate(sheet.columns)]
    return labels == [column.label for column in sheet.columns]


def cells(row: Row, width: int) -> list[CellValue]:
    """The cells of a line; a section fills the first only."""
    return [*row.cells, *(None,) * (width - len(row.cells))]


def same(value: CellValue, column: Column, read: str) -> bool:
    """Figures by their value as shown to two places, everything else letter by letter."""
    if isinstance(value, int | Decimal):
        try:
            shown = Decimal(read.rstrip("%").replace(",", ""))
        except InvalidOperation:
            return False
        return abs(shown - Decimal(value) * (100 if column.kind == "percent" else 1)) <= HUNDREDTH
    return cell_text(value, column.kind) == read.rstrip()


def main() -> None:
    """Say how many cells were compared, and every one that differs."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--units", default="4")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder, demo = Path(place, "books"), Path(place, "demo")
        folder.mkdir()
        subprocess.run(["python", "main.py", "demo", str(demo), "--units", args.units], check=True, capture_output=True)
        passphrase = (demo / "passphrase.txt").read_text(encoding="utf-8").split()[0]
        found = books(folder, demo, passphrase)
        as_csv(folder)
        wrong = counted = files = 0
        for name, whole in found.items():
            names = load_workbook(folder / f"{name}.xlsx", read_only=True).sheetnames
            read = [folder / f"{name}-{one}.csv" for one in names]
            tables = [(sheet, path) for sheet, path in zip((whole, *whole.more), read, strict=False) if sheet.columns]
            for sheet, path in tables:
                with path.open(encoding="utf-8", newline="") as file:
                    faults = differences(sheet, list(csv.reader(file)))
                wrong, counted, files = wrong + len(faults), counted + len(sheet.rows) * len(sheet.columns), files + 1
                for fault in faults[:5]:
                    show(f"{name}: {fault}")
        show(f"{files} tables, {counted:,} cells compared, {wrong} differ")


if __name__ == "__main__":
    main()
