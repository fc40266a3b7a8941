"""Sticks with exFAT and NTFS, pulled while every writer writes to them. Run by hand, as root, on Linux.

python -m tests.benchmarks.pull_sticks FOLDER [--pulls 30] [--only exfat] [--seed 1]

Takes exfat-fuse, exfatprogs and ntfs-3g. Each stick is an image of 64 MB in FOLDER, mounted by a FUSE process that is
killed at a random moment of the writing. Then it is plugged in again: what has a name must be whole, what was told as
written must be there, the workspace must be as it was, the words must be about the stick, and the same work done again
must arrive and leave no unfinished file behind.
"""

import argparse
import random
import re
import shutil
import subprocess
import threading
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

from models.assess.frozen_parts import parted
from models.errors import FazhiError
from models.package.envelope import read_envelope
from models.records.registry import ledger
from models.store.base import keyring, whole_file
from models.store.base.workspace import Workspace
from models.store.files.backup import check_backup, write_backup
from models.store.files.evidence import all_digests
from models.store.files.taken_out import save_copy
from models.store.files.verify import verify_workspace
from models.store.records import packages
from models.submit.centre import export_plan, export_receipts
from models.submit.results import export_results, freeze_results
from models.submit.transfer import export_transfer, own_address
from models.submit.unit import Signers, submit
from models.system_errors import system_sentence
from reports.drafts import make_draft
from reports.excel.ledger_workbook import export_ledger
from reports.forms.year_book import print_year
from reports.layouts.form import FormRequest
from reports.paper.fonts import bundled_fonts
from reports.word.document import write_docx
from tests.models.offices import AS_THEY_ARE, TODAY, Offices, copy_of, lines, prepare, proved_training
from tests.models.submit.test_results import SCHEME, result
from ui.cli.arguments import tell

SIZE = 64 << 20
EVIDENCE = 3_000_000
ABOUT_THE_STICK = re.compile("U盘|磁盘")
NOT_WORDS = re.compile(r"Errno|\.part|[Ee]ndpoint|错误：")
MAKE = {"exfat": ["mkfs.exfat"], "ntfs": ["mkntfs", "-Q", "-F", "-q"]}
MOUNT = {"exfat": ["mount.exfat-fuse", "-d"], "ntfs": ["ntfs-3g", "-o", "no_detach"]}
PATIENCE = 20.0


class WrongError(Exception):
    """What must never be."""


@dataclass
class Stick:
    """A stick: its image and the device of it, where it is mounted, and the process that serves it."""

    kind: str
    image: Path
    place: Path
    device: str = ""
    served: subprocess.Popen[bytes] | None = None
    begun: threading.Event = field(default_factory=threading.Event)

    def make(self) -> None:
        """Give it an empty file system; exFAT is mounted from a block device only."""
        if not self.device:
            with self.image.open("wb") as file:
                file.truncate(SIZE)
            looped = subprocess.run(["losetup", "-f", "--show", str(self.image)], check=True, capture_output=True)
            self.device = looped.stdout.decode().strip()
        subprocess.run([*MAKE[self.kind], self.device], check=True, capture_output=True)

    def throw_away(self) -> None:
        if self.device:
            subprocess.run(["losetup", "-d", self.device], check=True)

    def plug_in(self) -> None:
        command = [*MOUNT[self.kind], self.device, str(self.place)]
        quiet = subprocess.DEVNULL
        self.served = subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet)
        until = time.monotonic() + PATIENCE
        while not self.place.is_mount():
            if time.monotonic() > until or self.served.poll() is not None:
                raise WrongError(f"{self.kind} is not mounted: {command}")
            time.sleep(0.005)

    def pull(self) -> None:
        if self.served:
            self.served.kill()
            self.served.wait()

    def let_go(self, *, gently: bool) -> None:
        subprocess.run(["umount", *([] if gently else ["-l"]), str(self.place)], check=True, capture_output=True)
        if self.served:
            self.served.wait()


@dataclass(frozen=True)
class Job:
    """A writer: where it works, and what it writes to a folder."""

    workspace: Callable[[Offices], Workspace]
    write: Callable[[Workspace, Path], object]


def _receipts(centre: Workspace, folder: Path) -> None:
    with centre.write("李四") as tx:
        for row in packages.find_packages(tx.connection, direction=packages.IN, kind="submission"):
            packages.update_package(tx, row.id, receipt="")
    if not export_receipts(centre, folder, "李四"):
        raise WrongError("no receipt was asked for")


def _transfer(unit: Workspace, folder: Path) -> None:
    export_transfer(unit, folder, "张三", (own_address(unit),))


def _print(unit: Workspace, folder: Path) -> None:
    print_year(unit, FormRequest(2020, TODAY), folder / "汇编.pdf", fonts=bundled_fonts(), substitute=True)


def _draft(unit: Workspace, folder: Path) -> None:
    write_docx(make_draft(unit, "annual-report", FormRequest(2020, TODAY)), folder / "年度报告.docx")


JOBS = {
    "submission": Job(lambda all_: all_.a, lambda unit, to: submit(unit, to, Signers("张三"), TODAY)),
    "transfer": Job(lambda all_: all_.a, _transfer),
    "plan": Job(lambda all_: all_.centre, lambda centre, to: export_plan(centre, to, "李四")),
    "receipts": Job(lambda all_: all_.centre, _receipts),
    "results": Job(lambda all_: all_.centre, lambda centre, to: export_results(centre, 2020, to, "李四")),
    "backup": Job(lambda all_: all_.a, write_backup),
    "evidence": Job(lambda all_: all_.a, lambda unit, to: save_copy(unit, all_digests(unit)[0], to / "照片.mp4")),
    "print": Job(lambda all_: all_.a, _print),
    "draft": Job(lambda all_: all_.a, _draft),
    "workbook": Job(
        lambda all_: all_.a, lambda unit, to: export_ledger(unit, ledger("training"), "A01", to / "台账.xlsx")
    ),
}


def main() -> None:
    """Pull each kind of stick that often while each writer writes."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pulls", type=int, default=30)
    parser.add_argument("--only", choices=MAKE)
    parser.add_argument("--jobs", nargs="*", default=list(JOBS))
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    keyring.MEMORY_KIB, keyring.ITERATIONS, keyring.LANES = 64, 1, 1  # stretching a 密码 would take most of the time
    args.folder.mkdir(parents=True)
    offices = copy_of(prepare(args.folder / "prepared"), args.folder / "offices")
    for unit in (offices.a, offices.b):
        proved_training(unit, args.folder, EVIDENCE)
    freeze_results(offices.centre, parted(result()), SCHEME, "李四", AS_THEY_ARE)
    for kind in [args.only] if args.only else list(MAKE):
        place = args.folder / f"U盘 {kind}"
        place.mkdir()
        stick = Stick(kind, args.folder / f"{kind}.img", place)
        try:
            for name in args.jobs:
                chance = random.Random(args.seed)  # noqa: S311 - moments, not secrets
                _pull_often(stick, name, offices, args.pulls, chance)
        finally:
            stick.throw_away()
    offices.close()
    shutil.rmtree(args.folder)


def _pull_often(stick: Stick, name: str, offices: Offices, pulls: int, chance: random.Random) -> None:
    job, workspace = JOBS[name], JOBS[name].workspace(offices)
    seen: Counter[str] = Counter()
    words: Counter[str] = Counter()
    stick.make()
    stick.plug_in()
    with _noticed(stick):
        longest = _clean(job, workspace, stick)
    stick.let_go(gently=True)
    for _ in range(pulls):
        stick.plug_in()
        before = lines(workspace)
        with _noticed(stick), _pulled(stick, chance.uniform(0, longest)):
            said = _said(job, workspace, stick.place)
        stick.let_go(gently=False)
        if verify_workspace(workspace) or lines(workspace) != before:
            raise WrongError(f"{name}: the workspace is not what it was")
        words[said] += 1
        stick.plug_in()
        seen.update(_look(stick, said, name))
        _clean(job, workspace, stick)
        if left := [path.name for path in stick.place.iterdir() if path.suffix == ".part"]:
            raise WrongError(f"{name}: {left} stayed")
        _empty(stick)
        stick.let_go(gently=True)
    told = words.pop("", 0)
    tell(f"{stick.kind} | {name} | {pulls} | {told} | {pulls - told} | {seen['left']}, removed | {dict(words)}")


@contextmanager
def _noticed(stick: Stick) -> Iterator[None]:
    """Let the stick know when the first unfinished file is made."""
    real = whole_file.hold

    def hold(handle: int) -> bool:
        stick.begun.set()
        return real(handle)

    stick.begun.clear()
    with patch.object(whole_file, "hold", hold):
        yield


def _clean(job: Job, workspace: Workspace, stick: Stick) -> float:
    """Do it unharmed; gives seconds from the first unfinished file to the end."""
    start: list[float] = []

    def note() -> None:
        stick.begun.wait(PATIENCE)
        start.append(time.perf_counter())

    watch = threading.Thread(target=note)
    watch.start()
    try:
        job.write(workspace, stick.place)
    except (FazhiError, OSError) as problem:
        raise WrongError(f"done again, it failed: {problem}") from problem
    finally:
        stick.begun.set()
        watch.join()
    return time.perf_counter() - start[0]


@contextmanager
def _pulled(stick: Stick, after: float) -> Iterator[None]:
    def wait() -> None:
        stick.begun.wait(PATIENCE)
        time.sleep(after)
        stick.pull()

    hand = threading.Thread(target=wait)
    hand.start()
    try:
        yield
    finally:
        hand.join()


def _said(job: Job, workspace: Workspace, folder: Path) -> str:
    """What the user is told: "" for success."""
    try:
        job.write(workspace, folder)
    except FazhiError as problem:
        said = problem.sentence
    except OSError as problem:
        said = system_sentence(problem)
    else:
        return ""
    if NOT_WORDS.search(said) or not ABOUT_THE_STICK.search(said):
        raise WrongError(f"these are no words about a stick: {said}")
    return said.rpartition("没有写成。")[2]


def _look(stick: Stick, said: str, name: str) -> Counter[str]:
    """What lies on the stick afterwards: everything that has a name is whole."""
    found: Counter[str] = Counter()
    for path in stick.place.iterdir():
        if path.suffix == ".part":
            found["left"] += 1
        elif path.is_file():
            CHECKS[path.suffix](path)
            found["whole"] += 1
    if not said and not found["whole"]:
        raise WrongError(f"{name}: told as written, but only this is there: {sorted(stick.place.iterdir())}")
    return found


def _is_package(path: Path) -> None:
    with path.open("rb") as file:
        read_envelope(file)


def _is_pdf(path: Path) -> None:
    whole = path.read_bytes()
    if not (whole.startswith(b"%PDF") and whole.rstrip().endswith(b"%%EOF")):
        raise WrongError(f"{path.name} is not whole")


def _is_archive(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        if archive.testzip():
            raise WrongError(f"{path.name} is not whole")


def _is_evidence(path: Path) -> None:
    if path.read_bytes() != b"z" * EVIDENCE:
        raise WrongError(f"{path.name} is not whole")


CHECKS: dict[str, Callable[[Path], object]] = {
    ".fzb": _is_package,
    ".fzbak": check_backup,
    ".pdf": _is_pdf,
    ".xlsx": _is_archive,
    ".docx": _is_archive,
    ".mp4": _is_evidence,
}


def _empty(stick: Stick) -> None:
    for path in stick.place.iterdir():
        if path.is_file():
            path.unlink()


if __name__ == "__main__":
    main()
