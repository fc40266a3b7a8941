"""What a package takes on this computer, asked for before it is unpacked and before anything of it is kept."""

from __future__ import annotations

import tempfile
from pathlib import Path

from models.package.content import evidence_of, ledger_of
from models.package.header import Header
from models.package.payload import Payload
from models.store.base.workspace import Workspace
from models.store.files import evidence
from models.store.files.disk_space import require_space

UNPACKED, KEPT = "拆包时的临时文件", "要合并的内容"
KEPT_AS = 4
"""A record takes this many times its text: in its table, in the journal, in the index."""


def require_space_to_open(header: Header) -> None:
    """Raise NoRoomError where the payload cannot be unpacked into a temporary file."""
    require_space(Path(tempfile.gettempdir()), header.payload.length, UNPACKED, one_file=False)


def require_space_to_keep(workspace: Workspace, payload: Payload) -> int:
    """Bytes the package takes in the workspace: its records, and the evidence that is not there yet.

    Raises:
        NoRoomError: They do not fit on its disk.
    """
    entries = payload.manifest.entries
    files = {digest: entry.size for name, entry in entries.items() if (digest := evidence_of(name))}
    size = KEPT_AS * sum(entry.size for name, entry in entries.items() if ledger_of(name))
    if files:
        with workspace.read() as connection:
            known = evidence.known_digests(connection, files)
        size += sum(size for digest, size in files.items() if digest not in known)
    require_space(workspace.folder, size, KEPT, one_file=False)
    return size
