"""Printing: a 36-item form, a long register against the bare canvas and LibreOffice, memory. Run by hand.

python -m tests.benchmarks.bench_forms [--rows 5000] [--long 50000] [--rounds 3]
"""

import argparse
import datetime as dt
import io
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from models.plan_text import read_plan_file
from models.records.office import Issue
from models.resources import resource as shipped
from models.store.base.workspace import UNIT, Office
from reports.base.page import column_widths, page_for, type_size
from reports.base.sheet import Column, Row, Sheet
from reports.base.wording import cell_text
from reports.excel.workbook import write_workbook
from reports.forms import FormRequest, make_form
from reports.paper.fonts import bundled_fonts
from reports.paper.pdf import write_pdf
from tests.reports.forms.samples import PERIODS, TODAY, UNITS, fill_up, new_workspace, saver
from ui.cli.arguments import show

FORM, MEMORY = "form", "memory"
ROWS_A_PAGE = 22
COLUMNS = (
    Column("number", "序号", 11, "number"),
    Column("name", "姓名", 18),
    Column("id_number", "身份证号", 40),
    Column("post", "职务", 24),
    Column("kind", "证件种类", 34),
    Column("certificate", "证件编号", 30),
    Column("from", "有效期起", 21, "date"),
    Column("to", "有效期止", 21, "date"),
    Column("field", "执法类别", 22),
    Column("situation", "有效情况", 20),
)
SURNAMES, POSTS, FIELDS = (
    "王李张刘陈杨赵黄周吴",
    ("科员", "副主任", "综合行政执法队队长"),
    ("城市管理", "应急", "市场监管"),
)


def register(count: int) -> Sheet:
    """A register of certificates, no two rows alike."""
    rows = tuple(map(_row, range(1, count + 1)))
    return Sheet("bench", "执法证件登记簿", "示例一办事处", "2020年度", TODAY, COLUMNS, rows)


def _row(at: int) -> Row:
    name = SURNAMES[at % 10] + "".join(chr(0x4E00 + (at * step) % 3000) for step in (7, 13))
    begins = dt.date(2015, 1, 1) + dt.timedelta(at % 2000)
    person = (at, name, f"410122********{at % 10000:04}", POSTS[at % 3])
    paper = ("河南省行政执法证", f"豫A{at:07}", begins, begins + dt.timedelta(1826), FIELDS[at % 3])
    return Row((*person, *paper, "有效"))


def bare(sheet: Sheet) -> None:
    """The same strings by the canvas alone: no breaking of lines, no rules, no heads."""
    from reportlab.pdfgen.canvas import Canvas

    page, font = page_for(sheet), bundled_fonts().body.primary
    canvas = Canvas(io.BytesIO(), pagesize=(page.width, page.height), pageCompression=1)
    widths, size = column_widths(sheet.columns, page.room), type_size(sheet.columns, page.room)
    for at, row in enumerate(sheet.rows):
        if at % ROWS_A_PAGE == 0:
            if at:
                canvas.showPage()
            canvas.setFont(font, size)
        x, y = page.left, page.height - page.top - (at % ROWS_A_PAGE + 1) * 20
        for value, column, width in zip(row.cells, sheet.columns, widths, strict=True):
            canvas.drawString(x, y, cell_text(value, column.kind))
            x += width
    canvas.save()


def ours(sheet: Sheet) -> None:
    """As the program prints it."""
    write_pdf(sheet, io.BytesIO(), fonts=bundled_fonts())


def libreoffice(book: Path) -> None:
    """The workbook of the same rows by LibreOffice."""
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{book.parent}/lo", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", str(book.parent), str(book)], check=True, capture_output=True)


def processor() -> float:
    """Processor seconds used so far by this process and those it has run."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def timed(work: Callable[[], object], rounds: int) -> tuple[float, float]:
    """The best of some rounds, on the clock and on the processor: the machine may be busy with other things."""
    taken = []
    for _ in range(rounds):
        start, used = time.perf_counter(), processor()
        work()
        taken.append((time.perf_counter() - start, processor() - used))
    return min(one for one, _ in taken), min(one for _, one in taken)


def said(spent: tuple[float, float]) -> str:
    """Both times in words."""
    return f"{spent[0]:.2f} s (processor {spent[1]:.2f} s)"


def ratio(upper: tuple[float, float], lower: tuple[float, float]) -> str:
    """Both ratios in words."""
    return f"{upper[0] / lower[0]:.2f} (processor {upper[1] / lower[1]:.2f})"


def item_form(rounds: int) -> None:
    """工作要点落实情况汇总表 of 36 items: filled in from the workspace and printed; first time and later."""
    with tempfile.TemporaryDirectory() as folder:
        plan = read_plan_file(shipped("plans", "2020-郑东新区.txt")).plan
        if plan is None:
            raise SystemExit("the shipped plan cannot be read")
        issue = Issue(number=1, year=2020, centre="中心", plan=plan, units=UNITS, periods=PERIODS, scheme={})
        workspace = new_workspace(Path(folder) / "w", Office(UNIT, "X01", "示例一办事处"), issue)
        fill_up(workspace, "X01")
        for item in range(4, 37):
            done = {
                "year": 2020,
                "item": item,
                "state": "已完成",
                "measures": "召开会议，" * 12,
                "outcome": "见成效" * 6,
            }
            saver(workspace)("progress", "X01", done)

        def work() -> None:
            ours(make_form(workspace, "progress", FormRequest(2020, TODAY)))

        show(f"36-item form, first in its process  {said(timed(work, 1))}")
        show(f"36-item form, later                 {said(timed(work, rounds * 3))}")
        workspace.close()


def long_register(count: int, rounds: int) -> None:
    """A long register against the bare canvas and LibreOffice."""
    sheet = register(count)
    ours(register(10))
    paper, canvas = timed(lambda: ours(sheet), rounds), timed(lambda: bare(sheet), rounds)
    show(f"{count:,} rows: ours {said(paper)}, bare canvas {said(canvas)}, ratio {ratio(paper, canvas)}")
    if shutil.which("soffice"):
        with tempfile.TemporaryDirectory() as folder:
            book = Path(folder) / "register.xlsx"
            show(f"{count:,} rows: workbook {said(timed(lambda: write_workbook(sheet, book), 1))}")
            libreoffice(book)
            office = timed(lambda: libreoffice(book), rounds)
        show(f"{count:,} rows: LibreOffice {said(office)}, to ours {ratio(office, paper)}")


def first_form(own: list[str]) -> None:
    """The form in a process of its own, the program compiled before, as it is once it was installed."""
    with tempfile.TemporaryDirectory() as kept:
        compiled = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        compiled["PYTHONPYCACHEPREFIX"] = kept
        for quiet in (True, False):
            out = subprocess.DEVNULL if quiet else None
            subprocess.run([*own, "--only", FORM], check=True, env=compiled, stdout=out)


def main() -> None:
    """Print the rows of the README."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=5_000)
    parser.add_argument("--long", type=int, default=50_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", choices=(FORM, MEMORY))
    args = parser.parse_args()
    if args.only == FORM:
        item_form(args.rounds)
    elif args.only == MEMORY:
        ours(register(args.long))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        show(f"{args.long:,} rows: peak {peak:.0f} MB")
    else:
        own = [sys.executable, "-m", "tests.benchmarks.bench_forms", "--rounds", str(args.rounds)]
        first_form(own)
        long_register(args.rows, args.rounds)
        for count in (args.rows, args.long):
            subprocess.run([*own, "--only", MEMORY, "--long", str(count)], check=True)


if __name__ == "__main__":
    main()
