"""Every form's workbook and every draft opened by LibreOffice and compared with its data. Run by hand.

python -m tests.benchmarks.compare_workbooks [--units 4] [--demo FOLDER] [--keep FOLDER]

Workbooks become CSV, drafts PDF; without LibreOffice nothing is done.
"""

import argparse
import csv
import datetime as dt
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path

from openpyxl import load_workbook
from pypdfium2 import PdfDocument

from models.errors import FazhiError
from models.store.base.workspace import Workspace, open_workspace
from reports.base.paper import Grid, Paper
from reports.base.sheet import CellValue, Column, Row, Sheet
from reports.base.wording import cell_text
from reports.drafts import drafts, make_draft
from reports.excel.workbook import write_workbook
from reports.forms import FormRequest, forms, make_form
from reports.word.document import write_docx
from ui.cli.arguments import show

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
    parser.add_argument("--demo", type=Path)
    parser.add_argument("--keep", type=Path)
    args = parser.parse_args()
    if not shutil.which("soffice"):
        raise SystemExit("LibreOffice is not installed")
    with tempfile.TemporaryDirectory() as place:
        folder, demo = args.keep or Path(place, "books"), args.demo or Path(place, "demo")
        folder.mkdir(exist_ok=True)
        if not args.demo:
            command = [sys.executable, "main.py", "demo", str(demo), "--units", args.units]
            subprocess.run(command, check=True, capture_output=True)
        passphrase = (demo / "passphrase.txt").read_text(encoding="utf-8").split()[0]
        compare_books(folder, books(folder, demo, passphrase))
        compare_papers(folder, papers(folder, demo, passphrase))


def compare_books(folder: Path, found: dict[str, Sheet]) -> None:
    """Read the workbooks back and say what differs."""
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


def papers(folder: Path, demo: Path, passphrase: str) -> dict[str, list[Paper]]:
    """Write the drafts of the centre and of its units as Word documents; gives the papers by the documents' names."""
    found: dict[str, list[Paper]] = {}
    for number, place in enumerate([demo / "中心", *sorted((demo / "单位").iterdir())]):
        workspace = open_workspace(place, passphrase)
        for draft in drafts().values():
            if draft.open_to(centre=workspace.is_centre):
                try:
                    made = make_draft(workspace, draft.id, FormRequest(YEAR, DAY, operator="张三"))
                except FazhiError as problem:
                    show(f"left out: {draft.id} ({problem})")
                    continue
                found[f"{number}-{draft.id}"] = made
                write_docx(made, folder / f"{number}-{draft.id}.docx")
        workspace.close()
    return found


def compare_papers(folder: Path, found: dict[str, list[Paper]]) -> None:
    """Turn the documents into PDF and say which words are missing there."""
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/lo", "--convert-to", "pdf"]
    documents = [str(folder / f"{name}.docx") for name in found]
    subprocess.run([*command, "--outdir", str(folder), *documents], check=True, capture_output=True)
    counted = wrong = pages = 0
    for name, made in found.items():
        document = PdfDocument(folder / f"{name}.pdf")
        pages += len(document)
        whole = _without_foot("".join(page.get_textpage().get_text_range() for page in document))
        for words in (words for paper in made for words in said(paper)):
            counted += 1
            if _bare(words) not in whole:
                wrong += 1
                show(f"{name}: {words!r} is missing")
    show(f"{len(found)} documents, {pages} pages, {counted:,} paragraphs and cells compared, {wrong} missing")


def said(paper: Paper) -> Iterator[str]:
    """Every text of a paper, cell by cell."""
    yield from (paper.title, paper.office)
    for block in paper.blocks:
        if isinstance(block, Grid):
            yield from (column.label for column in block.columns)
            for row in block.rows:
                yield from (cell_text(cell, of.kind) for cell, of in zip(row.cells, block.columns, strict=False))
        else:
            yield block.text


def _without_foot(text: str) -> str:
    """The words of all pages without the page numbers between them."""
    return re.sub(r"—\d+—", "", _bare(text))


def _bare(text: str) -> str:
    """Without white space, and without commas: LibreOffice hangs some into the margin, where they are not read back."""
    return "".join(text.replace("，", "").split())


if __name__ == "__main__":
    main()
