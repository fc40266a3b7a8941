"""Merging a district's submissions, against pasting workbooks together and against bare writes. Run by hand.

python -m tests.benchmarks.bench_merge [--units 60] [--rounds 3]
"""

import argparse
import multiprocessing
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.merge.intake import merge_all
from models.merge.outcome import PackageState
from models.records.registry import ledgers
from models.store.base.tables import table_name
from models.store.base.workspace import Workspace, open_workspace
from tests.benchmarks.merge_data import CLERK, PASSPHRASE, Prepared, prepare
from ui.cli.arguments import tell

MERGE, BARE = "merge", "bare writes"
PASTE, PASTE_FAST = "workbooks, as usual", "workbooks, large-file modes"


@dataclass(frozen=True)
class Write:
    """The bare statements of one package: each with its rows, in one transaction."""

    statements: tuple[tuple[str, list[tuple[Any, ...]]], ...]


def main() -> None:
    """Prepare, take turns, print medians and ratios."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--units", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        made = prepare(Path(folder), args.units)
        times: dict[str, list[float]] = {name: [] for name in WORK}
        for turn in range(args.rounds):
            tell(f"round {turn + 1}")
            for name in WORK:
                times[name].append(_in_own_process(name, made))
    _report(made, times)


def _in_own_process(name: str, made: Prepared) -> float:
    """Seconds the work of this name takes in a process that has done nothing before."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(_once, name, made).result()


def _once(name: str, made: Prepared) -> float:
    return WORK[name](made, made.centre.parent)


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _on_fresh_centre(made: Prepared, folder: Path, work: Callable[[Workspace], object]) -> float:
    """The time `work` takes on a copy of the centre that is open already."""
    copy = folder / "copy"
    shutil.copytree(made.centre, copy)
    centre = open_workspace(copy, PASSPHRASE)
    try:
        return _timed(lambda: work(centre))
    finally:
        centre.close()
        shutil.rmtree(copy)


def _merge(centre: Workspace, made: Prepared) -> None:
    outcomes = merge_all(centre, [made.packages], CLERK)
    bad = [outcome for outcome in outcomes if outcome.state is not PackageState.MERGED or outcome.counts.refused]
    if bad:
        raise SystemExit(f"not merged: {bad[0]}")


def _paste(made: Prepared, target: Path, *, fast: bool) -> None:
    """What an office does today: every sheet of every workbook goes below the others of its name.

    `fast` reads and writes in the modes that openpyxl offers for large files.
    """
    from openpyxl import Workbook, load_workbook

    book = Workbook(write_only=fast)
    sheets: dict[str, Any] = {}
    for path in sorted(made.workbooks.iterdir()):
        source = load_workbook(path, read_only=fast)
        for page in source.worksheets:
            if page.title not in sheets:
                sheets[page.title] = book.create_sheet(page.title)
            for row in page.iter_rows(values_only=True):
                sheets[page.title].append(row)
        source.close()
    book.save(target)


def _dump(made: Prepared, folder: Path) -> list[Write]:
    """The rows that a merge writes, package by package, taken from a centre that has merged once."""
    found: list[Write] = []

    def look(centre: Workspace) -> None:
        with centre.read() as connection:
            before = connection.exec_driver_sql("SELECT max(seq) FROM journal").scalar_one()
        _merge(centre, made)
        with centre.read() as connection:
            rows = connection.exec_driver_sql("SELECT * FROM journal WHERE seq > ? ORDER BY seq", (before,)).all()
            sources = dict.fromkeys(row[7] for row in rows)
            found.extend(
                _write_of(connection, source, [tuple(row) for row in rows if row[7] == source]) for source in sources
            )

    _on_fresh_centre(made, folder, look)
    return found


def _write_of(connection: Any, source: str, journal: list[tuple[Any, ...]]) -> Write:
    statements = [_insert("journal", journal)]
    for ledger in ledgers().values():
        table = table_name(ledger)
        sql = f"SELECT t.* FROM {table} t JOIN journal j ON j.seq = t.seq WHERE j.source = ? ORDER BY t.id"  # noqa: S608 - declared names
        rows = [tuple(row) for row in connection.exec_driver_sql(sql, (source,))]
        statements += [_insert(table, rows)] if rows else []
    row = connection.exec_driver_sql("SELECT * FROM package WHERE id = ?", (source,)).one()
    return Write((*statements, _insert("package", [tuple(row)])))


def _insert(table: str, rows: list[tuple[Any, ...]]) -> tuple[str, list[tuple[Any, ...]]]:
    act = "INSERT OR REPLACE" if table == "package" else "INSERT"
    return f"{act} INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows


def _write(centre: Workspace, writes: list[Write]) -> None:
    """The floor: the same rows into the same tables, indexes and journal, a transaction a package."""
    for write in writes:
        with centre.write(CLERK) as tx:
            for statement, rows in write.statements:
                tx.connection.exec_driver_sql(statement, rows)


def _bare(made: Prepared, folder: Path) -> float:
    writes = _dump(made, folder)
    return _on_fresh_centre(made, folder, lambda centre: _write(centre, writes))


WORK: dict[str, Callable[[Prepared, Path], float]] = {
    MERGE: lambda made, folder: _on_fresh_centre(made, folder, lambda centre: _merge(centre, made)),
    BARE: _bare,
    PASTE: lambda made, folder: _timed(lambda: _paste(made, folder / "all.xlsx", fast=False)),
    PASTE_FAST: lambda made, folder: _timed(lambda: _paste(made, folder / "all.xlsx", fast=True)),
}


def _report(made: Prepared, times: dict[str, list[float]]) -> None:
    medians = {name: statistics.median(values) for name, values in times.items()}
    lines = [f"{made.records} records of {made.units} units"]
    for name, values in times.items():
        rounds = " ".join(f"{value:.2f}" for value in values)
        ratio = medians[name] / medians[MERGE]
        lines.append(f"{name:26} median {medians[name]:7.2f} s, {ratio:5.2f} of a merge   ({rounds})")
    lines.append(f"merge is {medians[MERGE] / medians[BARE]:.2f} of the bare writes")
    tell("\n".join(lines))


if __name__ == "__main__":
    main()
