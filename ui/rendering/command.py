"""How the process that reads files of others is started."""

from __future__ import annotations

import sys
from pathlib import Path

RENDER = "read-files-of-others"
"""The program's argument that makes it such a process; no command for people."""
PROGRAM = Path(__file__).resolve().parents[2] / "main.py"
CONSOLE = "fazhi"
"""The frozen program that has a standard input on Windows, which the one with the window has not."""


def command() -> list[str]:
    """How the process is started, from the source tree and frozen."""
    if getattr(sys, "frozen", False):
        suffix = ".exe" if sys.platform == "win32" else ""
        return [str(Path(sys.executable).with_name(f"{CONSOLE}{suffix}")), RENDER]
    return [sys.executable, "-E", "-s", str(PROGRAM), RENDER]
