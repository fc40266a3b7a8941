"""Command lines that work where they are printed: from source or frozen, on Linux or Windows, in any folder."""

from __future__ import annotations

import os
import re
import shlex
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
VENV = ROOT / ".venv"
WINDOWS = sys.platform == "win32"
PLAIN = re.compile(r"[\w@+=:,./-]+")
PLAIN_ON_WINDOWS = re.compile(r"[\w@+=:,./\\-]+")


def command_line(*arguments: str | Path) -> str:
    """A command, quoted for this system's shell, that starts this program with `arguments`."""
    if getattr(sys, "frozen", False):
        running = Path(sys.executable)
        return _line([running.with_name(f"fazhi{running.suffix}")], arguments)
    return _line([Path(sys.executable), ROOT / "main.py"], arguments)


def without_window() -> str:
    """A Chinese hint, for when no window can be opened, how to list the commands."""
    return f"不开窗口的命令照样能用，列出命令：\n  {command_line('--help')}"


def installing_line(*arguments: str | Path) -> str:
    """What starts it where this Python lacks the libraries: with .venv, which has them, or what makes .venv."""
    python = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
    if python.exists() and Path(sys.prefix) != VENV:
        return _line([python, ROOT / "main.py"], arguments)
    return _line([Path(sys.executable), ROOT / "bootstrap.py", "run"], arguments)


def quoted(word: str, *, windows: bool = WINDOWS) -> str:
    """A word as a shell takes it for one; on Windows cmd does, and PowerShell behind a program that needs no quotes."""
    if windows:
        return word if PLAIN_ON_WINDOWS.fullmatch(word) else f'"{word}"'
    return word if PLAIN.fullmatch(word) else shlex.quote(word)


def _line(program: list[Path | str], arguments: tuple[str | Path, ...]) -> str:
    words = [_near(word) if isinstance(word, Path) else word for word in program]
    if Path(words[0]).name == words[0]:
        words[0] = os.path.join(os.curdir, words[0])  # noqa: PTH118 - Path drops the dot, without which shells look elsewhere
    return " ".join(quoted(str(word)) for word in (*words, *arguments))


def _near(path: Path) -> str:
    """The path as seen from the present folder, where it lies below."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)
