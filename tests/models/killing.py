"""Work that is killed in the middle, and what must hold afterwards."""

from __future__ import annotations

import os
import select
import signal
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from models.merge.intake import merge_all
from models.package.envelope import read_envelope
from models.records.entry import new_uid
from models.records.registry import ledger
from models.store.base.workspace import Workspace, open_workspace
from models.store.files.verify import verify_workspace
from models.store.records import packages, records
from models.submit.unit import Signers, submit
from tests.models.merge.crafted import craft
from tests.models.offices import PROOF, SECRET, TODAY, Offices, lines, training

Say = Callable[[str], None]
Work = Callable[[Path, Say], None]
RECORDS = 3
"""In each crafted package."""


def killed(work: Work, folder: Path, after: float, *, acknowledged: bool = False) -> list[str]:
    """Do `work` on `folder` in a process that is killed `after` seconds; gives what it had acknowledged.

    The seconds count from its start, or from the first thing that it has `acknowledged`, however long that takes.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        code = 1
        try:
            work(folder, lambda word: _say(writing, word))
            code = 0
        finally:
            os._exit(code)
    os.close(writing)
    if acknowledged:
        select.select([reading], [], [])
    until = time.monotonic() + after
    while (left := until - time.monotonic()) > 0:
        select.select([], [], [], left)
    os.kill(child, signal.SIGKILL)
    with os.fdopen(reading) as pipe:
        said = pipe.read()
    status = os.waitpid(child, 0)[1]
    assert status in (0, signal.SIGKILL), "the work failed by itself"
    return said.split("\n")[:-1]


def _say(pipe: int, word: str) -> None:
    os.write(pipe, f"{word}\n".encode())


def stock(offices: Offices, count: int) -> Path:
    """A folder of packages of unit A, each with records of its own."""
    folder = offices.folder / "stick"
    folder.mkdir()
    for number in range(count):
        made = [training(offices.a, f"第{number}包之{part}").line().encode() for part in range(RECORDS)]
        craft(offices.a, folder / f"{number:04}.fzb", {"training": made}, sequence=number + 2)
    return folder


def merging(folder: Path, say: Say) -> None:
    """Merge the packages beside the centre one by one; names the state and the file of each."""
    centre = open_workspace(folder / "centre", SECRET)
    for path in sorted((folder / "stick").iterdir()):
        say(f"{merge_all(centre, [path], '李四')[0].state} {path.name}")
    centre.close()


def saving(folder: Path, say: Say) -> None:
    """Save five records at a time for ever; names the uids."""
    unit = open_workspace(folder / "A01", SECRET)
    while True:
        with unit.write("张三") as tx:
            made = [records.save(tx, ledger("training"), "A01", {"topic": str(n)}).uid for n in range(5)]
        say(" ".join(made))


def exporting(folder: Path, say: Say) -> None:
    """Submit for ever under two names in turn; names the file and its digest."""
    unit = open_workspace(folder / "A01", SECRET)
    for number in range(1_000_000):
        fields = {"kind": "全员法治培训", "held_on": "2020-05-01", "topic": new_uid(), "explanations": PROOF}
        with unit.write("张三") as tx:
            records.save(tx, ledger("training"), "A01", fields)
        sent = submit(unit, folder / f"报送{number % 2}.fzb", Signers("张三"), TODAY)
        say(f"{sent.path.name} {sent.digest}")


def check_merged(folder: Path, said: list[str]) -> int:
    """Every acknowledged package is there, and every package wholly or not at all; gives how many are."""
    centre = opened(folder / "centre")
    with centre.read() as connection:
        merged = {row.file for row in packages.find_packages(connection, state="merged") if "stick" in row.file}
    kept = [msgspec.json.decode(line)["fields"]["topic"].partition("之")[0] for line in lines(centre)["training"]]
    centre.close()
    assert {Path(file).name for file in merged} >= {line.split()[1] for line in said}
    wanted = [f"第{int(Path(file).stem)}包" for file in merged]
    assert sorted(kept) == sorted(wanted * RECORDS)
    return len(merged)


def check_saved(folder: Path, said: list[str]) -> int:
    """Every acknowledged record is there, and every five wholly or not at all; gives how many are."""
    unit = opened(folder / "A01")
    kept = {msgspec.json.decode(line)["uid"] for line in lines(unit)["training"]}
    unit.close()
    assert kept >= {uid for line in said for uid in line.split()}
    assert len(kept) % 5 == 0
    return len(kept)


def check_exported(folder: Path, said: list[str]) -> int:
    """Every file under a package's name is whole, the last acknowledged ones or newer; gives the last number."""
    unit = opened(folder / "A01")
    with unit.read() as connection:
        sent = {row.digest: row for row in packages.find_packages(connection, direction="out", kind="submission")}
        numbers = [row.sequence for row in packages.find_packages(connection, direction="out", kind="submission")]
    unit.close()
    assert sorted(numbers) == list(range(1, len(numbers) + 1))
    last = {name: sent[digest].sequence for name, digest in (line.split() for line in said)}
    for path in folder.glob("报送*.fzb"):
        with path.open("rb") as file:
            envelope = read_envelope(file)
        assert envelope.header.sequence >= last.get(path.name, 0)
    assert all((folder / name).exists() for name in last)
    return len(numbers)


def opened(folder: Path) -> Workspace:
    """The workspace after the kill: it opens, and 完整性检查 finds nothing."""
    workspace = open_workspace(folder, SECRET)
    assert verify_workspace(workspace) == []
    return workspace


JOBS: dict[str, tuple[Work, Callable[[Path, list[str]], int]]] = {
    "merging": (merging, check_merged),
    "saving": (saving, check_saved),
    "exporting": (exporting, check_exported),
}
