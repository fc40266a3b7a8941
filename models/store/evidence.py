"""Evidence files (佐证材料): kept once per content, encrypted where they rest.

A file lies under the SHA-256 of its content; in an encrypted workspace it is an age file to the workspace's own key.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path
from typing import BinaryIO, Protocol

from models.records.record import Evidence
from models.store.errors import NoEvidenceError
from models.store.transaction import Transaction
from models.store.workspace import EVIDENCE, EVIDENCE_IDENTITY, Workspace

CHUNK = 1 << 20


class _Hashing:
    """Reads through to `source` and keeps digest and size of what went by."""

    def __init__(self, source: BinaryIO) -> None:
        self._source, self.sha256, self.size = source, hashlib.sha256(), 0

    def read(self, size: int = -1) -> bytes:
        data = self._source.read(size)
        self.sha256.update(data)
        self.size += len(data)
        return data


def add_file(tx: Transaction, workspace: Workspace, path: Path) -> Evidence:
    """Keep a copy of a file; the same content is kept once. Gives what a record links to.

    Raises:
        OSError: The file cannot be read, or the disk is full; nothing is left behind.
    """
    with path.open("rb") as source:
        digest, size = add_stream(tx, workspace, source)
    return Evidence(name=path.name, digest=digest, size=size)


def add_stream(tx: Transaction, workspace: Workspace, source: BinaryIO) -> tuple[str, int]:
    """Keep the content of a stream; gives its digest and size in bytes."""
    folder = workspace.folder / EVIDENCE
    part = folder / f"{os.getpid()}-{id(source)}.part"
    hashing = _Hashing(source)
    try:
        with part.open("wb") as target:
            _seal(tx, workspace, hashing, target)
            target.flush()
            os.fsync(target.fileno())
        digest = hashing.sha256.hexdigest()
        final = place(workspace, digest)
        final.parent.mkdir(exist_ok=True)
        part.replace(final)
    finally:
        part.unlink(missing_ok=True)
    tx.connection.exec_driver_sql(
        "INSERT INTO evidence VALUES (?,?,?) ON CONFLICT (digest) DO NOTHING", (digest, hashing.size, tx.at)
    )
    return digest, hashing.size


def place(workspace: Workspace, digest: str) -> Path:
    """Where the content with this digest lies."""
    suffix = ".age" if workspace.encrypted else ""
    return workspace.folder / EVIDENCE / digest[:2] / f"{digest}{suffix}"


def has(workspace: Workspace, digest: str) -> bool:
    """Whether the content is there (not whether it is whole)."""
    return place(workspace, digest).is_file()


def is_kept(tx: Transaction, workspace: Workspace, digest: str) -> bool:
    """Whether the content is there and the database knows it; a file alone is left from a change that was undone."""
    row = tx.connection.exec_driver_sql("SELECT 1 FROM evidence WHERE digest = ?", (digest,)).first()
    return row is not None and has(workspace, digest)


class Sink(Protocol):
    """Where content goes."""

    def write(self, data: bytes, /) -> int:
        """Take all of `data`."""
        ...


def copy_to(workspace: Workspace, digest: str, target: Sink) -> None:
    """Write the content to `target`, checking it on the way.

    Raises:
        NoEvidenceError: It is missing, or not what its digest says.
    """
    path = place(workspace, digest)
    if not path.is_file():
        raise NoEvidenceError(digest, "不见了")
    checked = _Checking(target)
    with path.open("rb") as source:
        _open(workspace, digest, source, checked)
    if checked.sha256.hexdigest() != digest:
        raise NoEvidenceError(digest, "已损坏")


class _Checking:
    """Writes through to `target` and keeps the digest of what went by."""

    def __init__(self, target: Sink) -> None:
        self._target, self.sha256 = target, hashlib.sha256()

    def write(self, data: bytes) -> int:
        self.sha256.update(data)
        return self._target.write(data)

    def flush(self) -> None:
        """Called at the end of a stream; whoever opened the target flushes it."""


def digests(workspace: Workspace) -> list[str]:
    """Digests of all evidence the workspace knows of."""
    with workspace.read() as connection:
        return list(connection.exec_driver_sql("SELECT digest FROM evidence ORDER BY digest").scalars())


def _seal(tx: Transaction, workspace: Workspace, source: _Hashing, target: BinaryIO) -> None:
    if not workspace.encrypted:
        while chunk := source.read(CHUNK):
            target.write(chunk)
        return
    import pyrage

    identity = pyrage.x25519.Identity.from_str(_identity(tx))
    pyrage.encrypt_io(source, target, [identity.to_public()])


def _open(workspace: Workspace, digest: str, source: BinaryIO, target: _Checking) -> None:
    if not workspace.encrypted:
        shutil.copyfileobj(source, target, CHUNK)
        return
    import pyrage

    identity = workspace.secret(EVIDENCE_IDENTITY)
    try:
        pyrage.decrypt_io(source, target, [pyrage.x25519.Identity.from_str(identity or "")])
    except (pyrage.DecryptError, pyrage.IdentityError) as problem:
        raise NoEvidenceError(digest, "已损坏") from problem


def _identity(tx: Transaction) -> str:
    sql = "SELECT value FROM secret WHERE name = ?"
    return str(tx.connection.exec_driver_sql(sql, (EVIDENCE_IDENTITY,)).scalar_one())
