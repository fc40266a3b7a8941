"""Everything that a program does to the files of a folder, in order, as `disk_log.c` notes it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

SOURCE = Path(__file__).with_suffix(".c")
COMPILER = shutil.which("cc")
MISSING = "" if sys.platform == "linux" and COMPILER else "only on Linux, with a C compiler (cc)"
"""Why no program can be watched here, "" where one can."""
DONE = "N"
"""Kind of the record by which a program says that it has told the user of success."""
LOG = "POWER_LOG"


class Record(NamedTuple):
    """One thing done to the disk: its kind by letter (see `disk_log.c`), its facts, and the bytes written."""

    kind: str
    facts: tuple[str, ...]
    data: bytes = b""


def compile_log(folder: Path) -> Path:
    """The library that notes what is done."""
    library = folder / "disk_log.so"
    command = [str(COMPILER), "-shared", "-fPIC", "-O1", "-w", "-o", str(library), str(SOURCE), "-ldl"]
    subprocess.run(command, check=True)
    return library


def watch(library: Path, root: Path, code: str, log: Path) -> list[Record]:
    """Run Python code in a process of its own; gives what it did to files below `root`.

    Raises:
        CalledProcessError: It failed.
    """
    log.write_bytes(b"")
    said = {"LD_PRELOAD": str(library), "POWER_ROOT": str(root.resolve()), LOG: str(log)}
    subprocess.run([sys.executable, "-c", code], check=True, env=os.environ | said, cwd=Path(__file__).parents[3])
    return list(_records(log.read_bytes()))


def say_done() -> None:
    """Called by the program that is watched: whatever it did until now was told as done."""
    handle = os.open(os.environ[LOG], os.O_WRONLY | os.O_APPEND)
    os.write(handle, f"{DONE}\n".encode())
    os.close(handle)


def _records(raw: bytes) -> Iterator[Record]:
    at = 0
    while at < len(raw):
        end = raw.index(b"\n", at)
        kind, *facts = raw[at:end].decode().split("\t")
        at = end + 1
        size = int(facts[2]) if kind == "W" else 0
        yield Record(kind, tuple(facts), raw[at : at + size])
        at += size
