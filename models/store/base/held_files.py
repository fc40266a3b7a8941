"""Renaming and removing what another program may hold for a moment.

On Windows nobody may rename, replace or remove a file that is open, or a folder in which one is, and a scanner opens
whatever was just written. It lets go soon, so trying again helps; elsewhere, and for other faults, the first try tells.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

HELD = (5, 32, 33)
"""What Windows says then: ERROR_ACCESS_DENIED, ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION."""
PATIENCE = (0.05, 0.1, 0.2, 0.4, 0.8)
"""Seconds between the tries."""


def give_place(source: Path, target: Path, patience: Sequence[float] = PATIENCE) -> None:
    """Give a file the name of `target`, which it replaces; a folder takes a name that is free.

    Raises:
        OSError: It has not got the name.
    """
    _persist(lambda: source.replace(target), patience)


def take_away(path: Path, patience: Sequence[float] = PATIENCE) -> None:
    """Remove a file; one that is gone already is no fault.

    Raises:
        OSError: It is still there.
    """
    _persist(lambda: path.unlink(missing_ok=True), patience)


def _persist(act: Callable[[], object], patience: Sequence[float]) -> None:
    for pause in (*patience, None):
        try:
            act()
        except PermissionError as problem:
            if pause is None or getattr(problem, "winerror", None) not in HELD:
                raise
            time.sleep(pause)
        else:
            return
