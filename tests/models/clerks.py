"""Several programs that merge the same packages into one centre at the same time."""

from __future__ import annotations

import os
from pathlib import Path

from models.merge.intake import merge_all
from models.store.base.errors import WorkspaceBusyError
from models.store.base.workspace import open_workspace
from tests.models.offices import SECRET


def merge_at_once(folder: Path, clerks: int) -> list[list[str]]:
    """Let that many processes merge `folder`/stick into `folder`/centre; gives the states each of them was told.

    A process that is told somebody else holds the workspace tries the package again.
    """
    pipes = [_start(folder) for _ in range(clerks)]
    told = []
    for child, reading in pipes:
        with os.fdopen(reading) as pipe:
            told.append(pipe.read().split())
        assert os.waitpid(child, 0)[1] == 0
    return told


def _start(folder: Path) -> tuple[int, int]:
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    code = 1
    try:
        os.write(writing, " ".join(_merge(folder)).encode())
        code = 0
    finally:
        os._exit(code)


def _merge(folder: Path) -> list[str]:
    centre = open_workspace(folder / "centre", SECRET)
    told: list[str] = []
    waiting = sorted((folder / "stick").iterdir())
    while waiting:
        try:
            told.append(merge_all(centre, waiting[:1], f"经办人{os.getpid()}")[0].state)
        except WorkspaceBusyError:
            continue
        del waiting[0]
    centre.close()
    return told
