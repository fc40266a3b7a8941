"""What a program leaves on the disk when it is killed: the folder as it stands before each step that touches it.

A killed process leaves exactly the bytes it had handed to the system, and runs no `finally`; so a copy made before a
step is what a kill at that step leaves. `tests/benchmarks/kill_set_up.py` kills real processes, at any moment.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

STEPS = ("fsync", "link", "mkdir", "remove", "rename", "replace", "rmdir", "truncate", "unlink")
"""What `os` does to a disk; files are opened by `open`, the database goes statement by statement."""


class DiskStates:
    """Every state that a folder was in, each copied once beside it, in order."""

    def __init__(self, home: Path, kept: Path) -> None:
        self._home, self._kept, self._seen = home, kept, set[str]()
        self.steps = 0
        self.states: list[Path] = []

    def step(self) -> None:
        """Something is about to touch the disk."""
        self.steps += 1
        seen = _fingerprint(self._home)
        if seen not in self._seen:
            self._seen.add(seen)
            self.states.append(self._kept / f"{len(self.states):03}")
            shutil.copytree(self._home, self.states[-1])


@contextmanager
def watched(home: Path, kept: Path) -> Iterator[DiskStates]:
    """Keep, below `kept`, each state of `home` in which what is done meanwhile could be killed."""
    found = DiskStates(home, kept)
    inside = [False]

    def before(*_: object) -> None:
        if not inside[0]:
            inside[0] = True
            found.step()
            inside[0] = False

    with pytest.MonkeyPatch.context() as patch:
        for name in STEPS:
            patch.setattr(os, name, _after(before, getattr(os, name)))
        patch.setattr("io.open", _after(before, open))
        for moment in ("before_cursor_execute", "commit"):
            event.listen(Engine, moment, before)
        try:
            yield found
        finally:
            for moment in ("before_cursor_execute", "commit"):
                event.remove(Engine, moment, before)
    found.step()


def _after(before: Callable[[], None], act: Callable[..., Any]) -> Callable[..., Any]:
    def both(*args: Any, **kwargs: Any) -> Any:
        before()
        return act(*args, **kwargs)

    return both


def _fingerprint(home: Path) -> str:
    sha256 = hashlib.sha256()
    for path in sorted(home.rglob("*")):
        content = b"" if path.is_dir() else path.read_bytes()
        sha256.update(f"{path.relative_to(home)}\n{path.is_dir()}{len(content)}\n".encode() + content)
    return sha256.hexdigest()
