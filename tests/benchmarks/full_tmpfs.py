"""A file system with 0, 1, 2 … free pages: merging, saving and exporting are whole or nothing. Run by hand, as root.

python -m tests.benchmarks.full_tmpfs [--most 400]

Everything lies on a tmpfs of which all but n pages are taken. Each kind of work is done for every n, twice: as the
program is, which looks for room before it begins, and with that look blinded, so that it runs into the full disk.
It ends with the first twelve n in a row that are enough. Where no tmpfs may be mounted it says so and ends.
"""

import argparse
import io
import os
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from unittest.mock import patch

from models.merge.intake import merge_all
from models.package.envelope import read_envelope
from models.store.base import keyring
from models.store.base.workspace import Workspace, open_workspace
from models.store.files import disk_space
from models.store.files.verify import verify_workspace
from models.submit.unit import Signers, submit
from tests.models.killing import RECORDS, stock
from tests.models.merge.test_full_disk import FULL
from tests.models.offices import SECRET, TODAY, copy_of, lines, prepare, training
from ui.cli.arguments import tell

PAGE = os.sysconf("SC_PAGE_SIZE")
SIZE = 64 << 20
ENOUGH = 12
MISSING = "no tmpfs can be mounted here (it takes root): nothing was tried."


def main() -> None:
    """Every kind of work, with the look for room and without."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--most", type=int, default=400)
    most = parser.parse_args().most
    keyring.MEMORY_KIB, keyring.ITERATIONS, keyring.LANES = 64, 1, 1  # stretching a 密码 would take most of the time
    with tempfile.TemporaryDirectory() as home, _mounted(Path(home) / "disk") as disk:
        if disk is None:
            tell(MISSING)
            return
        offices = copy_of(prepare(Path(home) / "prepared"), Path(home) / "offices")
        stock(offices, 2)
        offices.close()
        for name, (where, work, check) in JOBS.items():
            for blind in (False, True):
                with patch.object(disk_space, "free_bytes", lambda _: None) if blind else nullcontext():
                    _job(f"{name}{', blinded' if blind else ''}", (offices.folder, disk, where), work, check, most)


@contextmanager
def _mounted(place: Path) -> Iterator[Path | None]:
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(place)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        yield None
        return
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def _job(name: str, places: tuple[Path, Path, str], work: "Work", check: "Check", most: int) -> None:
    home, disk, where = places
    seen, row = Counter[str](), 0
    for pages in range(most):
        shutil.copytree(home / where, disk / where)
        workspace = open_workspace(disk / where, SECRET)
        with suppress(*FULL), _full_but_for(disk, pages):
            work(workspace, home, disk)
        result = check(workspace, disk)
        if verify_workspace(workspace):
            raise SystemExit(f"{name}, {pages} pages: {verify_workspace(workspace)}")
        workspace.close()
        _clear(disk)
        seen[result] += 1
        row = row + 1 if result == "whole" else 0
        if row == ENOUGH:
            break
    tell(f"{name}: 0 to {pages} free pages of {PAGE} bytes: {dict(seen)}")
    if set(seen) - {"whole", "nothing", "part"} or not row:
        raise SystemExit(f"{name}: {seen}")


@contextmanager
def _full_but_for(disk: Path, pages: int) -> Iterator[None]:
    filler = disk / "filler"
    with filler.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, PAGE)
        free = os.statvfs(disk)
        os.posix_fallocate(file.fileno(), 0, PAGE + free.f_bfree * free.f_frsize - pages * PAGE)
    try:
        yield
    finally:
        filler.unlink()


def _clear(disk: Path) -> None:
    for path in disk.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def _merge(centre: Workspace, home: Path, _disk: Path) -> None:
    merge_all(centre, [home / "stick"], "李四")


def _merged(centre: Workspace, _disk: Path) -> str:
    kept = len(lines(centre)["training"])
    return {0: "nothing", RECORDS: "part", 2 * RECORDS: "whole"}.get(kept, f"{kept} records")


def _save(unit: Workspace, _home: Path, _disk: Path) -> None:
    training(unit, "一" * 3000)


def _saved(unit: Workspace, _disk: Path) -> str:
    return "whole" if any("一" * 3000 in one for one in lines(unit)["training"]) else "nothing"


def _export(unit: Workspace, _home: Path, disk: Path) -> None:
    submit(unit, disk / "报送.fzb", Signers("张三"), TODAY)


def _exported(_unit: Workspace, disk: Path) -> str:
    left = [path.name for path in disk.iterdir() if path.is_file()]
    if left == ["报送.fzb"]:
        read_envelope(io.BytesIO((disk / "报送.fzb").read_bytes()))
    return {(): "nothing", ("报送.fzb",): "whole"}.get(tuple(left), f"left: {left}")


Work = Callable[[Workspace, Path, Path], None]
Check = Callable[[Workspace, Path], str]
JOBS: dict[str, tuple[str, Work, Check]] = {
    "merging two packages": ("centre", _merge, _merged),
    "saving": ("A01", _save, _saved),
    "exporting": ("A01", _export, _exported),
}


if __name__ == "__main__":
    main()
