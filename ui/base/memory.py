"""What the window remembers between runs: small JSON files, one per computer user and one per workspace.

Nothing a record says goes in here: these files are not encrypted.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from models.store.base.held_files import give_place
from models.store.base.private_file import create_private

T = TypeVar("T")
WORKSPACE_FILE = "界面.json"
RECENT_KEPT = 8
BRIEFLY = (0.02, 0.05)
"""Seconds between tries: the window waits, and what was not kept now is with the next change."""


class Memory:
    """Named JSON values in one file; a file that cannot be read or written is forgotten, never an error."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._values = _read(path)

    def get(self, name: str, default: T) -> T:
        """The value under `name` where it has the type of `default`, else `default`."""
        value = self._values.get(name)
        return value if isinstance(value, type(default)) else default

    def set(self, name: str, value: object) -> None:
        """Keep a value; written at once, whole or not at all."""
        if self._values.get(name) == value:
            return
        self._values[name] = value
        _write(self.path, self._values)


def _read(path: Path) -> dict[str, Any]:
    try:
        found = msgspec.json.decode(path.read_bytes())
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _write(path: Path, values: dict[str, Any]) -> None:
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with create_private(part) as file:
            file.write(msgspec.json.format(msgspec.json.encode(values)))
        give_place(part, path, BRIEFLY)
    except OSError:
        part.unlink(missing_ok=True)


def recent_folders(memory: Memory) -> list[Path]:
    """Workspaces opened on this computer that are still there, the last one first."""
    return [Path(text) for text in memory.get("recent", list[str]()) if Path(text).is_dir()]


def remember_folder(memory: Memory, folder: Path) -> None:
    """Put a workspace first in the list of recent ones."""
    text = os.fspath(folder)
    others = [one for one in memory.get("recent", list[str]()) if one != text]
    memory.set("recent", [text, *others][:RECENT_KEPT])
