"""Where the files lie that come with the program, in the source tree and in the frozen program alike."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path


def resource(*parts: str) -> Path:
    """The path of a shipped file below `resources/`; whether it is there is for the caller to find out."""
    frozen: str | None = getattr(sys, "_MEIPASS", None)
    root = Path(frozen) if frozen else _source_tree()
    return root.joinpath("resources", *parts)


@cache
def _source_tree() -> Path:
    return Path(__file__).resolve().parent.parent
