"""100,000 files of evidence, a database of 5 GB, files of 10 GB. Run by hand; takes 20 GB of disk.

python -m tests.benchmarks.bench_extremes FOLDER [--files 100000] [--gigabytes 5] [--only files database huge]

The files are empty but for a number, written without being forced out one by one; the database is filled with rows of
text in a ledger's journal. Each step tells its seconds and the most memory the process ever had.
"""

import argparse
import io
import os
import resource
import time
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

from models.errors import FazhiError
from models.package.inspect import inspect_package
from models.records.registry import ledger
from models.store.base import keyring
from models.store.base.transaction import Transaction
from models.store.base.workspace import Workspace, open_workspace
from models.store.files import evidence
from models.store.files.backup import check_backup, restore_backup, write_backup
from models.store.files.verify import verify_workspace
from models.store.records import records
from models.submit import contents
from models.system_errors import system_sentence
from tests.models.offices import PROOF, SECRET, lone_unit, training
from ui.cli.arguments import tell

PER_RECORD = 100
HUGE = 10_000_000_000
ROW = 1_000_000


def main() -> None:
    """What was asked for, each in a workspace of its own."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--files", type=int, default=100_000)
    parser.add_argument("--gigabytes", type=float, default=5)
    parser.add_argument("--only", nargs="*", default=["files", "database", "huge"])
    args = parser.parse_args()
    keyring.MEMORY_KIB, keyring.ITERATIONS, keyring.LANES = 64, 1, 1  # stretching a 密码 would take most of the time
    args.folder.mkdir(parents=True)
    if "huge" in args.only:
        _huge(args.folder)
    if "files" in args.only:
        _files(args.folder, args.files)
    if "database" in args.only:
        _database(args.folder, args.gigabytes)


def _told(what: str, work: Callable[[], object]) -> None:
    start, cpu = time.perf_counter(), time.process_time()
    try:
        said = work()
    except FazhiError as problem:
        said = problem.sentence
    except OSError as problem:
        said = system_sentence(problem)
    took, used = time.perf_counter() - start, time.process_time() - cpu
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    tell(f"{what} | {took:.1f} s | processor {used:.1f} s | {most:.0f} MB | {said}")


def _huge(folder: Path) -> None:
    path = folder / "大.mp4"
    with path.open("wb") as file:
        file.truncate(HUGE)
    unit = lone_unit(folder / "大")

    def add() -> None:
        with unit.write("张三") as tx:
            evidence.add_file(tx, unit, path)

    _told("10 GB as evidence", add)
    _told("10 GB as a backup", lambda: check_backup(path))
    _told("10 GB as a package", lambda: _verdict(path))
    unit.close()
    path.unlink()


def _verdict(path: Path) -> str:
    with path.open("rb") as file:
        return inspect_package(file).verdict


def _files(folder: Path, count: int) -> None:
    unit = lone_unit(folder / "files")
    with patch.object(os, "fsync", lambda _: None):
        _told(f"{count} files of evidence added", lambda: _add_files(unit, count))
    _common(unit, folder, "files")


def _add_files(unit: Workspace, count: int) -> None:
    for start in range(0, count, 10 * PER_RECORD):
        with unit.write("张三") as tx:
            for first in range(start, min(count, start + 10 * PER_RECORD), PER_RECORD):
                links = [_link(tx, unit, number) for number in range(first, first + PER_RECORD)]
                fields = {"topic": str(first), "explanations": PROOF, "evidence": links}
                records.save(tx, ledger("training"), "A01", fields)


def _link(tx: Transaction, unit: Workspace, number: int) -> dict[str, object]:
    digest, size = evidence.add_stream(tx, unit, io.BytesIO(b"%d" % number))
    return {"name": f"{number}.jpg", "digest": digest, "size": size}


def _database(folder: Path, gigabytes: float) -> None:
    unit = lone_unit(folder / "database")
    training(unit, "一")
    _told(f"database filled to {gigabytes} GB", lambda: _fill(unit, int(gigabytes * 10**9)))
    _common(unit, folder, "database")


def _fill(unit: Workspace, size: int) -> None:
    with unit.engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.exec_driver_sql("CREATE TABLE filler (content BLOB)")
    for _ in range(0, size, 100 * ROW):
        with unit.engine.connect().execution_options(writes=True) as connection, connection.begin():
            for _ in range(100):
                connection.exec_driver_sql("INSERT INTO filler VALUES (?)", (os.urandom(ROW),))


def _common(unit: Workspace, folder: Path, name: str) -> None:
    unit.close()
    found: list[Workspace] = []
    _told("open", lambda: found.append(open_workspace(unit.folder, SECRET)))
    unit = found[0]
    _told("save a record", lambda: training(unit, "二").uid)
    _told("size of what would be sent", lambda: contents.evidence_size(unit))
    _told("完整性检查", lambda: len(verify_workspace(unit)))
    backup = folder / f"{name}.fzbak"
    _told("backup, read back", lambda: write_backup(unit, backup).stat().st_size)
    _told("restore", lambda: _restored(backup, folder / f"{name} again"))
    unit.close()


def _restored(backup: Path, folder: Path) -> str:
    made, _ = restore_backup(backup, folder, SECRET)
    made.close()
    return made.id


if __name__ == "__main__":
    main()
