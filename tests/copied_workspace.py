"""Workspaces that are made once and copied, for tests that only need one to begin with."""

from __future__ import annotations

import functools
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from models.store.base.workspace import Office, Workspace, create_workspace, open_workspace

HOME = TemporaryDirectory(prefix="workspaces-")


@functools.cache
def _made(office: Office, passphrase: str | None) -> Path:
    folder = Path(HOME.name, str(_made.cache_info().misses))
    create_workspace(folder, office, passphrase)[0].close()
    return folder


def copied_workspace(folder: Path, office: Office, passphrase: str | None) -> Workspace:
    """A new workspace in `folder`; all of one office have the same id and keys, so no two of them may meet."""
    return open_workspace(shutil.copytree(_made(office, passphrase), folder), passphrase)
