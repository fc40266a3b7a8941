"""Evidence files (佐证材料): kept once per content, encrypted where they rest.

A file lies under the SHA-256 of its content; in an encrypted workspace it is an age file to the workspace's own key.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO, NamedTuple, Protocol

import msgspec
from sqlalchemy import Connection

from models.errors import FazhiError
from models.records.bounds import EVIDENCE_BYTES, is_digest
from models.records.ledger import Ledger
from models.records.record import Evidence
from models.store.base.errors import NoEvidenceError
from models.store.base.held_files import take_away
from models.store.base.own_table import OwnTable
from models.store.base.private_file import create_private
from models.store.base.settings import read_secret
from models.store.base.tables import PROOF, column_name, table_name
from models.store.base.transaction import Transaction
from models.store.base.whole_file import give_name, sync_folder
from models.store.base.workspace import EVIDENCE, EVIDENCE_IDENTITY, Workspace
from models.store.files.disk_space import require_space, size_text
from models.store.files.file_kind import visible_name

CHUNK = 1 << 20
DIGEST = re.compile("[0-9a-f]{64}")


class LargeEvidenceError(FazhiError):
    """A file is larger than any package may carry; `size` is in bytes."""

    name: str
    size: int

    @property
    def sentence(self) -> str:
        """Says which file, and what to do."""
        return (
            f"“{visible_name(self.name)}”有{size_text(self.size)}，没有加入：每个佐证材料不能超过{size_text(EVIDENCE_BYTES)}，"
            "否则报送包装不下。请压缩、截取要用的部分，或分成几个文件。"
        )


class KeptFile(msgspec.Struct, frozen=True):
    """A file by the SHA-256 of its content (hexadecimal), with its size in bytes and the moment it was kept."""

    digest: str
    size: int
    at: str


class Acknowledged(msgspec.Struct, frozen=True):
    """The digest of a file that the centre holds; `source` is the receipt that said so."""

    digest: str
    source: str


class Brought(msgspec.Struct, frozen=True):
    """At a centre: the unit whose package brought the file with this digest, or one of the same content."""

    unit: str
    digest: str


BROUGHT = OwnTable("brought", Brought, key=("unit", "digest"))
KEPT = OwnTable("evidence", KeptFile, key=("digest",))
ACKNOWLEDGED = OwnTable("acknowledged", Acknowledged, key=("digest",))


class RecordWithEvidence(NamedTuple):
    """A record with evidence, by what people call it; `links` are its files as JSON."""

    unit: str
    uid: str
    title: object
    links: str


class Source(Protocol):
    """A stream that content is read from."""

    def read(self, size: int = -1, /) -> bytes:
        """Up to `size` bytes (-1: all that is left); b"" at the end."""
        ...


class Sink(Protocol):
    """A stream that content is written to."""

    def write(self, data: bytes, /) -> int:
        """Write all of `data`; gives how many bytes that were."""
        ...


class _Pipe:
    """Reads and writes through, keeping the digest of the content, which is on one side only, and what was read of it.

    pyrage turns an error of a stream into one of its own; `error` remembers the first as it was.
    """

    def __init__(self, source: Source, target: Sink, *, content_is_read: bool) -> None:
        self._source, self._target, self._content_is_read = source, target, content_is_read
        self.hash, self.size = hashlib.sha256(), 0
        self.error: OSError | FazhiError | None = None

    def read(self, size: int = -1) -> bytes:
        try:
            data = self._source.read(size)
        except (OSError, FazhiError) as problem:
            self.error = self.error or problem
            raise
        if self._content_is_read:
            self.hash.update(data)
        self.size += len(data)
        return data

    def write(self, data: bytes) -> int:
        try:
            self._target.write(data)
        except (OSError, FazhiError) as problem:
            self.error = self.error or problem
            raise
        if not self._content_is_read:
            self.hash.update(data)
        return len(data)

    def flush(self) -> None:
        """Called at the end of a stream; whoever opened the target flushes it."""


def require_fit(workspace: Workspace, paths: Iterable[Path]) -> None:
    """Refuse files that are too large to be kept here, before anything of the first one is read.

    Raises:
        LargeEvidenceError: One is larger than a package may carry.
        NoDiskSpaceError: They do not fit on the workspace's disk, or one is too large for its file system.
        OSError: One of them is not there.
    """
    sizes = {path: path.stat().st_size for path in paths}
    for path, size in sizes.items():
        if size > EVIDENCE_BYTES:
            raise LargeEvidenceError(path.name, size)
        require_space(workspace.folder, _kept_size(size), f"“{visible_name(path.name)}”")
    require_space(workspace.folder, sum(map(_kept_size, sizes.values())), "这些佐证材料", one_file=False)


def _kept_size(size: int) -> int:
    """Bytes that content of so many takes, encrypted or not: age adds 16 to each 64 KiB, and a head."""
    return size + (size >> 12) + CHUNK


def add_file(tx: Transaction, workspace: Workspace, path: Path) -> Evidence:
    """Keep a copy of a file; the same content is kept once. Gives what a record links to.

    Raises:
        LargeEvidenceError, NoDiskSpaceError: It is too large, see `require_fit`; it was not read.
        OSError: The file cannot be read, or the disk is full; nothing is left behind.
    """
    require_fit(workspace, [path])
    with path.open("rb") as source:
        digest, size = add_stream(tx, workspace, source)
    return Evidence(name=path.name, digest=digest, size=size)


def add_stream(tx: Transaction, workspace: Workspace, source: BinaryIO) -> tuple[str, int]:
    """Keep the content of a stream; gives its digest and size in bytes.

    Raises:
        OSError: The stream cannot be read, or the disk is full; nothing is left behind.
    """
    folder = workspace.folder / EVIDENCE
    part = folder / f"{os.getpid()}-{id(source)}.part"
    try:
        with create_private(part) as target:
            pipe = _Pipe(source, target, content_is_read=True)
            _seal(tx, workspace, pipe)
            target.flush()
            os.fsync(target.fileno())
        digest = pipe.hash.hexdigest()
        final = evidence_path(workspace, digest)
        if not final.parent.is_dir():
            final.parent.mkdir(exist_ok=True)
            sync_folder(folder)
        give_name(part, final)
    finally:
        take_away(part)
    KEPT.put(tx.connection, [KeptFile(digest, pipe.size, tx.at)], update=())
    return digest, pipe.size


def evidence_path(workspace: Workspace, digest: str) -> Path:
    """Where the content with this digest lies.

    Raises:
        NoEvidenceError: It is no digest: a link of an older workspace may say anything, and must not name a place.
    """
    if not is_digest(digest):
        raise NoEvidenceError(visible_name(digest), "的登记不对")
    suffix = ".age" if workspace.encrypted else ""
    return workspace.folder / EVIDENCE / digest[:2] / f"{digest}{suffix}"


def has_file(workspace: Workspace, digest: str) -> bool:
    """Whether the content is there (not whether it is whole); never what is no digest."""
    return is_digest(digest) and evidence_path(workspace, digest).is_file()


def is_file_kept(tx: Transaction, workspace: Workspace, digest: str) -> bool:
    """Whether the content is there and the database knows it; a file alone is left from a change that was undone."""
    row = tx.connection.exec_driver_sql("SELECT 1 FROM evidence WHERE digest = ?", (digest,)).first()
    return row is not None and has_file(workspace, digest)


def known_digests(connection: Connection, wanted: Iterable[str]) -> set[str]:
    """Those of the wanted digests that the database knows of."""
    sql = "SELECT 1 FROM evidence WHERE digest = ?"
    return {digest for digest in wanted if connection.exec_driver_sql(sql, (digest,)).first() is not None}


def set_brought(tx: Transaction, unit: str, digests: Iterable[str]) -> None:
    """Keep that a package of the unit brought these files: what others brought is none of its evidence."""
    BROUGHT.put(tx.connection, [Brought(unit, digest) for digest in digests], update=())


def brought_by(connection: Connection, unit: str, wanted: Iterable[str]) -> set[str]:
    """Those of the wanted digests that the unit brought and that the database still knows of."""
    mine = {one.digest for one in BROUGHT.select(connection, "digest", unit=unit)}
    return known_digests(connection, mine.intersection(wanted))


def bringers(connection: Connection) -> dict[str, set[str]]:
    """Units that brought a file, by its digest; files that were added here have none."""
    found: dict[str, set[str]] = {}
    for one in BROUGHT.select(connection, "digest"):
        found.setdefault(one.digest, set()).add(one.unit)
    return found


def find_oversized(connection: Connection, wanted: Iterable[str]) -> list[KeptFile]:
    """Those of the wanted files that no package may carry: an older program let them in."""
    found = (KEPT.select(connection, "digest", digest=digest) for digest in wanted)
    return [one for (one,) in filter(None, found) if one.size > EVIDENCE_BYTES]


def sum_sizes(connection: Connection, wanted: Iterable[str]) -> int:
    """Bytes of the wanted files together; those that are not known count nothing."""
    sql = "SELECT size FROM evidence WHERE digest = ?"
    return sum(int(connection.exec_driver_sql(sql, (digest,)).scalar() or 0) for digest in wanted)


def set_acknowledged(tx: Transaction, digests: Iterable[str], source: str) -> None:
    """Keep what the centre said it holds, in place of what it said before; `source` is the receipt."""
    ACKNOWLEDGED.delete(tx.connection)
    ACKNOWLEDGED.insert(tx.connection, [Acknowledged(digest, source) for digest in sorted(set(digests))])


def acknowledged_digests(connection: Connection) -> frozenset[str]:
    """Digests of the evidence that the centre holds, by its newest receipt."""
    return frozenset(connection.exec_driver_sql("SELECT digest FROM acknowledged").scalars())


def copy_file(workspace: Workspace, digest: str, target: Sink) -> None:
    """Write the content to `target`, checking it on the way.

    Raises:
        NoEvidenceError: It is missing, or not what its digest says.
        OSError, FazhiError: Of `target`.
    """
    path = evidence_path(workspace, digest)
    if not path.is_file():
        raise NoEvidenceError(digest, "不见了")
    with path.open("rb") as source:
        pipe = _Pipe(source, target, content_is_read=False)
        _open(workspace, digest, pipe)
    if pipe.hash.hexdigest() != digest:
        raise NoEvidenceError(digest, "已损坏")


def records_with_evidence(connection: Connection, ledger: Ledger) -> list[RecordWithEvidence]:
    """The ledger's records with evidence, in order of entry, without those in the recycle bin."""
    table, title = table_name(ledger), column_name(ledger.by_name[ledger.title])
    proof = column_name(ledger.by_name[PROOF])
    sql = f"SELECT unit, uid, {title}, {proof} FROM {table} INDEXED BY {table}_{PROOF}"
    where = f"WHERE deleted = 0 AND {proof} IS NOT NULL"
    return [RecordWithEvidence(*row) for row in connection.exec_driver_sql(f"{sql} {where} ORDER BY id")]


def all_digests(workspace: Workspace) -> list[str]:
    """Digests of all evidence that the database knows of, in order, whether the files are there or not."""
    with workspace.read() as connection:
        return list(connection.exec_driver_sql("SELECT digest FROM evidence ORDER BY digest").scalars())


def stored_digests(workspace: Workspace) -> list[str]:
    """Digests by which files lie there, in order, whether the database knows them or not."""
    names = (path.name.removesuffix(".age") for path in (workspace.folder / EVIDENCE).glob("??/*"))
    return sorted(name for name in names if DIGEST.fullmatch(name))


def _seal(tx: Transaction, workspace: Workspace, pipe: _Pipe) -> None:
    if not workspace.encrypted:
        shutil.copyfileobj(pipe, pipe, CHUNK)
        return
    import pyrage

    identity = pyrage.x25519.Identity.from_str(read_secret(tx.connection, EVIDENCE_IDENTITY) or "")
    try:
        pyrage.encrypt_io(pipe, pipe, [identity.to_public()])
    except (pyrage.EncryptError, OSError, FazhiError) as problem:
        raise pipe.error or OSError(str(problem)) from problem


def _open(workspace: Workspace, digest: str, pipe: _Pipe) -> None:
    if not workspace.encrypted:
        shutil.copyfileobj(pipe, pipe, CHUNK)
        return
    import pyrage

    identity = workspace.secret(EVIDENCE_IDENTITY)
    try:
        pyrage.decrypt_io(pipe, pipe, [pyrage.x25519.Identity.from_str(identity or "")])
    except (pyrage.DecryptError, pyrage.IdentityError, OSError, FazhiError) as problem:
        raise pipe.error or NoEvidenceError(digest, "已损坏") from problem
