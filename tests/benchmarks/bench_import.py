"""A workbook of 20,000 × 10 imported with every check of its cells, against openpyxl reading it bare. By hand.

    python -m tests.benchmarks.bench_import [--rows 20000] [--rounds 5]

By turns, each in its own fresh workspace; the clock of ours stops when the records are on the disk.
"""

import argparse
import datetime as dt
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from openpyxl import Workbook, load_workbook

from models.records.registry import ledger
from models.store.base.workspace import UNIT, Office, create_workspace
from reports.filled_in.import_ledger import import_workbook
from ui.cli.arguments import tell
from ui.demo.people import id_number

PERSON = ledger("person")
HEADS = ("姓名", "性别", "身份证号", "民族", "政治面貌", "学历", "联系电话", "职务", "人员状态", "备注")
Taken = tuple[float, float]
"""Seconds by the clock and of the processor."""


def main() -> None:
    """Write the workbook, take turns, print medians."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "人员.xlsx"
        _write(book, args.rows)
        bare, ours, again = list[Taken](), list[Taken](), list[Taken]()
        for turn in range(args.rounds):
            bare.append(_taken(lambda: _read_bare(book)))
            first, second = _import(Path(folder) / f"w{turn}", book)
            ours.append(first)
            again.append(second)
        _tell("openpyxl read-only, bare", bare, bare)
        _tell("import into an empty ledger", ours, bare)
        _tell("the same file once more: all unchanged", again, bare)


def _write(path: Path, rows: int) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("人员")
    sheet.append(HEADS)
    for at in range(rows):
        birth, sex = dt.date(1965, 1, 1) + dt.timedelta(days=at % 11_000), "男女"[at % 2]
        number = id_number(at // 11_000, birth, at % 400, sex)
        sheet.append([f"张{at:05d}", sex, number, "汉族", "群众", "本科", f"138{at:08d}", "队员", "在岗", f"备注{at}"])
    book.save(path)


def _read_bare(path: Path) -> None:
    sheet = load_workbook(path, read_only=True).active
    assert sheet is not None
    for _ in sheet.iter_rows(values_only=True):
        pass


def _import(folder: Path, book: Path) -> tuple[Taken, Taken]:
    workspace, _ = create_workspace(folder, Office(UNIT, "X01", "示例办事处"), "benchmark")
    taken = _taken(lambda: import_workbook(workspace, PERSON, book, "甲"))
    again = _taken(lambda: import_workbook(workspace, PERSON, book, "甲"))
    with workspace.read() as connection:
        kept = connection.exec_driver_sql("SELECT count(*) FROM l_person").scalar_one()
    tell(f"{kept:,} records kept; clock {taken[0]:.2f} s")
    workspace.close()
    return taken, again


def _taken(act: Callable[[], object]) -> Taken:
    clock, processor = time.perf_counter(), time.process_time()
    act()
    return time.perf_counter() - clock, time.process_time() - processor


def _tell(name: str, taken: list[Taken], bare: list[Taken]) -> None:
    clock, processor = (statistics.median(one[at] for one in taken) for at in (0, 1))
    ratios = [statistics.median(one[at] / other[at] for one, other in zip(taken, bare, strict=True)) for at in (0, 1)]
    tell(f"{name:40} clock {clock:.2f} s ({ratios[0]:.2f})  processor {processor:.2f} s ({ratios[1]:.2f})")


if __name__ == "__main__":
    main()
