"""A copy of the program with a declaration edited, or one more file, that runs in a process of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parents[1]
LINKED = ("reports", "ui", "resources", "docs", "pyproject.toml")
PROGRAM = ("main.py", "supported_python.py")
"""Copied: Python looks beside the file that a link leads to."""
COPIED = ("models", "tests")


class Tree:
    """The program in `folder`: `models` and the tests are copies, everything else is the present one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in COPIED:
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("data", "benchmarks"))
        for name in PROGRAM:
            shutil.copy(ROOT / name, folder)
        for name in LINKED:
            (folder / name).symlink_to(ROOT / name)

    def edit(self, file: str, old: str, new: str) -> None:
        """Put `new` in the place of the only `old` of a file."""
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, (file, old)
        path.write_text(text.replace(old, new), encoding="utf-8")

    def add(self, file: str, text: str) -> None:
        """Put a new file."""
        (self.folder / file).write_text(text, encoding="utf-8")

    def run(self, *arguments: str, env: Mapping[str, str] | None = None) -> str:
        """What Python says when called there with these arguments; it must end well."""
        known = os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1", "PYTHONPATH": str(self.folder)}
        command = [sys.executable, *arguments]
        told = subprocess.run(
            command, cwd=self.folder, env=known | dict(env or {}), capture_output=True, encoding="utf-8", check=False
        )
        assert told.returncode == 0, told.stdout[-4000:] + told.stderr[-4000:]
        return told.stdout
