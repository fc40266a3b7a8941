"""Versions of the frozen program side by side, and which of them is started.

    法治台账/              what was unpacked first; people start it, and their shortcuts lead to it
        法治台账 fazhi _internal/
        版本/0.3.0/        a later version, whole
        版本/选用.json     which one is started

So nothing that runs is ever replaced, and one small file leads back. This runs before anything else and so imports
nothing of ours.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

LATER, CHOICE = "版本", "选用.json"
NUMBER = re.compile(r"\d+\.\d+\.\d+")
STAY = "FAZHI_STAY"
"""In the environment of a process whose children are of the same version, whatever is chosen meanwhile; its value is
the version that was chosen and failed to open, "-" where none did."""


@dataclass(frozen=True)
class Choice:
    """Which version is started.

    Attributes:
        chosen: Its number, "" for the one that came first.
        before: What was chosen before it.
        before_version: The number of that.
        opened: It has opened a workspace: it works here.
    """

    chosen: str = ""
    before: str = ""
    before_version: str = ""
    opened: bool = False


def program_folder() -> Path | None:
    """Where the running program lies, None where it runs from source."""
    return Path(sys.executable).parent if getattr(sys, "frozen", False) else None


def base_of(folder: Path) -> Path:
    """The folder of the version that came first."""
    return folder.parents[1] if folder.parent.name == LATER else folder


def read_choice(base: Path) -> Choice:
    """What is chosen below a folder; where nobody can tell, what came first."""
    with suppress(OSError, ValueError, TypeError):
        choice = Choice(**json.loads((base / LATER / CHOICE).read_text(encoding="utf-8")))
        if all(not number or NUMBER.fullmatch(number) for number in (choice.chosen, choice.before)):
            return choice
    return Choice()


def start_chosen(argv: Sequence[str]) -> int | None:
    """Run the chosen version and give its exit code; None where the running one is to go on.

    A version that has never opened a workspace and fails to open its window leaves the place to the running one.
    """
    folder = program_folder()
    if folder is None or base_of(folder) != folder or STAY in os.environ:
        return None
    chosen = read_choice(folder).chosen
    code = _run(folder / LATER / chosen / Path(sys.executable).name, argv) if chosen else None
    if code and not argv and not read_choice(folder).opened:
        code = None
    if code is None:
        os.environ[STAY] = chosen or "-"
    return code


def failed_version() -> str:
    """The version that was chosen and failed to open, so that another runs; "" where none did."""
    said = os.environ.get(STAY, "")
    return said if NUMBER.fullmatch(said) else ""


def _run(program: Path, argv: Sequence[str]) -> int | None:
    try:
        return subprocess.call([os.fspath(program), *argv], env=clean_environment())  # noqa: S603 - of our own folder
    except OSError as problem:
        print(f"{program}: {problem}", file=sys.stderr)  # noqa: T201 - there is nothing yet to speak with
        return None


def clean_environment() -> dict[str, str]:
    """The environment without what PyInstaller's start put into it: another version has libraries of its own."""
    said = {**os.environ, "PYINSTALLER_RESET_ENVIRONMENT": "1"}
    before = said.pop("LD_LIBRARY_PATH_ORIG", None)
    said.pop("LD_LIBRARY_PATH", None)
    return said if before is None else {**said, "LD_LIBRARY_PATH": before}
