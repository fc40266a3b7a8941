"""The folder a scanner or a phone puts its files into: which of them are new here. Knows no Qt."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from pathlib import Path

from models.store.base.workspace import Workspace
from models.store.files import evidence
from ui.base.ticket import Ticket

FOLDER, SEEN = "evidence.folder", "evidence.seen"
"""Names in the workspace's memory: the folder, and stamps of files that were taken or put aside."""
CHUNK = 1 << 20
SEEN_KEPT = 5_000
UNFINISHED = (".part", ".tmp", ".crdownload", ".download", ".lnk")
NO_EVIDENCE = ("thumbs.db", "desktop.ini")


def file_stamp(path: Path) -> str:
    """What a file is remembered by: its name, size and time, not to be read back."""
    state = path.stat()
    return hashlib.sha256(f"{path.name}\0{state.st_size}\0{state.st_mtime_ns}".encode()).hexdigest()[:16]


def new_files(workspace: Workspace, folder: Path, seen: Collection[str], ticket: Ticket | None = None) -> list[Path]:
    """Files of the folder whose content is not kept yet and that were not seen before, the newest first.

    A file that cannot be read now, say one still being written, is left for the next time.
    """
    wanted = _candidates(folder, seen)
    known = set(evidence.all_digests(workspace)) if wanted else set[str]()
    found: list[tuple[float, Path]] = []
    for at, path in enumerate(wanted):
        if ticket:
            ticket.say("正在看扫描文件夹", at, len(wanted))
        try:
            if _digest(path) not in known:
                found.append((path.stat().st_mtime, path))
        except OSError:
            continue
    return [path for _, path in sorted(found, reverse=True)]


def _candidates(folder: Path, seen: Collection[str]) -> list[Path]:
    try:
        return [path for path in sorted(folder.iterdir()) if _may_be_evidence(path) and file_stamp(path) not in seen]
    except OSError:
        return []


def _may_be_evidence(path: Path) -> bool:
    name = path.name.lower()
    hidden = name.startswith((".", "~$")) or name.endswith(UNFINISHED) or name in NO_EVIDENCE
    return not hidden and path.is_file() and path.stat().st_size > 0


def _digest(path: Path) -> str:
    sha256 = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            sha256.update(chunk)
    return sha256.hexdigest()
