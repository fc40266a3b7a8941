"""Copies of evidence outside the workspace: checked whole before they have a name, and never more than read."""

from __future__ import annotations

import os
from pathlib import Path

from models.store.base.held_files import give_place, take_away
from models.store.base.whole_file import write_file
from models.store.base.workspace import Workspace
from models.store.files.disk_space import require_space
from models.store.files.evidence import copy_file, evidence_path
from models.store.files.file_kind import kind_of, name_for


def copy_to_open(workspace: Workspace, digest: str, name: str, folder: Path) -> Path | None:
    """A temporary copy in `folder` to hand to another program, made once; None where its content is none to be opened.

    Raises:
        NoEvidenceError: It is missing, or not what its digest says.
        OSError: The copy cannot be written; nothing is left behind.
    """
    inside = folder / evidence_path(workspace, digest).stem[:16]
    inside.mkdir(exist_ok=True)
    part = inside / f"{os.getpid()}.part"
    try:
        with part.open("xb") as file:
            copy_file(workspace, digest, file)
        kind = kind_of(part)
        if kind is None:
            return None
        target = inside / name_for(name, kind)
        part.chmod(0o400)
        give_place(part, target)
    finally:
        take_away(part)
    return target


def save_copy(workspace: Workspace, digest: str, target: Path) -> None:
    """Write the content to `target`, which appears whole or stays as it was.

    Raises:
        NoEvidenceError: It is missing, or not what its digest says.
        NoDiskSpaceError: It does not fit there; nothing was written.
        NotWrittenError: It cannot be written there.
    """
    source = evidence_path(workspace, digest)
    if source.is_file():
        require_space(target.parent, source.stat().st_size, f"“{target.name}”")
    write_file(target, lambda file: copy_file(workspace, digest, file))
