"""Who uses this computer and where their home is: of a user without a name the system knows neither."""

from __future__ import annotations

import getpass
import os
from pathlib import Path


def login_name() -> str:
    """The name somebody logged in with, else the user's number."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # by version of Python and system
        return f"用户{os.getuid()}" if hasattr(os, "getuid") else "未知用户"


def below_home(path: str) -> Path:
    """A path with `~` resolved; as it is where nobody knows the home."""
    try:
        return Path(path).expanduser()
    except RuntimeError:
        return Path(path)
