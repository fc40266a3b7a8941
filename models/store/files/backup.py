"""Backups: one file with database, keys, evidence and layouts, encrypted as they rest; and the way back.

The file is a plain zip of stored members with a list of their digests. A restored workspace goes on under a new id, so
that it can never pass for the one it was taken from.
"""

from __future__ import annotations

import errno
import hashlib
import re
import shutil
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import BinaryIO

import msgspec

from models.clock import SYSTEM, Clock
from models.file_names import file_name
from models.store.base import lock
from models.store.base.errors import BadBackupError, NoWorkspaceError, WorkspaceExistsError
from models.store.base.held_files import give_place, take_away
from models.store.base.place import require_place
from models.store.base.private_file import FOLDER_MODE, create_private
from models.store.base.whole_file import give_folder_name, make_folder, write_file
from models.store.base.workspace import (
    DATABASE,
    EVIDENCE,
    KEYS,
    LAYOUTS,
    SNAPSHOT,
    TEMPLATES,
    Workspace,
    continue_as_copy,
    copy_database,
    is_encrypted,
    open_workspace,
)
from models.store.files.disk_space import require_space

LIST = "清单.json"
CHUNK = 1 << 20
PER_MEMBER = 500
"""Bytes a member takes beside its content: two heads in the zip and its line in the list."""
ALLOWED = re.compile(
    rf"{re.escape(DATABASE)}|{re.escape(KEYS)}|{EVIDENCE}/[0-9a-f]{{2}}/[0-9a-f]{{64}}(\.age)?|{LAYOUTS}/[a-z-]+\.json"
    rf"|{TEMPLATES}/[一-鿿、]+\.docx"
)
SUFFIX = ".fzbak"
BEING_RESTORED = ".恢复中"
"""Ending of a folder that a backup is being unpacked into; the next restore there removes one that was left."""

UNREADABLE = (
    OSError,
    KeyError,
    EOFError,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    ValueError,
    zipfile.BadZipFile,
)
"""What `zipfile` and `msgspec` raise over bytes that are no backup."""


class BackupContents(msgspec.Struct, frozen=True):
    """The list in a backup: `members` are SHA-256 digests (hexadecimal) by file name, `made` is ISO 8601 in UTC."""

    format: int
    name: str
    made: str
    members: dict[str, str]


def write_backup(workspace: Workspace, target: Path, progress: Callable[[str], None] = lambda _: None) -> Path:
    """Write a backup to `target` (a file, or a folder that gets a dated one) and read it back; gives the file.

    Raises:
        WorkspaceBusyError: Another backup of it is being made.
        NoDiskSpaceError: It does not fit there, or the copy of the database does not fit here; nothing was written.
        NotWrittenError: The target cannot be written, or reads back otherwise; nothing is left there.
        OSError: A file of the workspace cannot be read.
    """
    final = target / backup_name(workspace) if target.is_dir() else target
    require_space(workspace.folder, _size(workspace.folder / DATABASE), "数据库的临时副本", one_file=False)
    require_space(final.parent, backup_size(workspace), "备份")
    # Nobody has to wait for it: the snapshot is of one moment, and kept evidence is never changed.
    with lock.copying(workspace.folder), _snapshot(workspace) as database:
        write_file(final, lambda file: _write(workspace, database, file, progress), is_whole=_reads_back, private=True)
    return final


def backup_size(workspace: Workspace) -> int:
    """Bytes a backup made now takes, to within a few KB for each thousand files."""
    paths = [path for path, _ in _members(workspace.folder, workspace.folder / DATABASE)]
    return sum(_size(path) + PER_MEMBER for path in paths)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def backup_name(workspace: Workspace) -> str:
    """File name of a backup made now, by office and local time."""
    return file_name("备份", workspace.name, f"{SYSTEM.now():%Y%m%d_%H%M%S}", ending=SUFFIX)


@contextmanager
def _snapshot(workspace: Workspace) -> Iterator[Path]:
    """A copy of the database: the file itself lacks what is still in its log while anybody reads."""
    database = workspace.folder / SNAPSHOT
    try:
        copy_database(workspace.engine, database)
        yield database
    finally:
        take_away(database)


def _write(workspace: Workspace, database: Path, file: BinaryIO, progress: Callable[[str], None]) -> None:
    members: dict[str, str] = {}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for path, name in _members(workspace.folder, database):
            progress(name)
            members[name] = _add(archive, path, name)
        archive.writestr(LIST, msgspec.json.encode(BackupContents(1, workspace.name, SYSTEM.stamp(), members)))


def _reads_back(path: Path, _: object) -> bool:
    try:
        check_backup(path)
    except BadBackupError:
        return False
    return True


def _members(folder: Path, database: Path) -> Iterator[tuple[Path, str]]:
    yield database, DATABASE
    yield folder / KEYS, KEYS
    for path in sorted((folder / EVIDENCE).glob("??/*")):
        if path.suffix != ".part":
            yield path, path.relative_to(folder).as_posix()
    for path in sorted([*(folder / LAYOUTS).glob("*.json"), *(folder / TEMPLATES).glob("*.docx")]):
        name = path.relative_to(folder).as_posix()
        if ALLOWED.fullmatch(name):
            yield path, name


def _add(archive: zipfile.ZipFile, path: Path, name: str) -> str:
    sha256 = hashlib.sha256()
    with path.open("rb") as source, archive.open(name, "w", force_zip64=True) as target:
        while chunk := source.read(CHUNK):
            sha256.update(chunk)
            target.write(chunk)
    return sha256.hexdigest()


def check_backup(path: Path) -> BackupContents:
    """The list of a backup whose every member is whole (检验备份).

    Raises:
        BadBackupError: It is not a whole backup.
        OSError: It is not there, or cannot be read.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            contents = msgspec.json.decode(archive.read(LIST), type=BackupContents)
            _check(path, archive, contents)
    except UNREADABLE as problem:
        if isinstance(problem, OSError) and problem.errno not in (None, errno.EINVAL):
            raise  # the disk's fault or the path's, and nothing about what is in the file
        _read_end(path)  # of what the disk refuses while it looks for the end, zipfile says that it is no zip
        raise BadBackupError(path, "文件损坏或不是备份文件") from problem
    return contents


def _read_end(path: Path) -> None:
    with path.open("rb") as file:
        file.seek(max(0, _size(path) - CHUNK))
        while file.read(CHUNK):
            pass


def _check(path: Path, archive: zipfile.ZipFile, contents: BackupContents) -> None:
    if set(archive.namelist()) != {LIST, *contents.members}:
        raise BadBackupError(path, "清单与内容不符")
    for name, digest in contents.members.items():
        if not ALLOWED.fullmatch(name):
            raise BadBackupError(path, f"含有不该有的文件“{name}”")
        if _digest(archive, name) != digest:
            raise BadBackupError(path, f"其中“{name}”已损坏")


def _digest(archive: zipfile.ZipFile, name: str) -> str:
    sha256 = hashlib.sha256()
    with archive.open(name) as member:
        while chunk := member.read(CHUNK):
            sha256.update(chunk)
    return sha256.hexdigest()


def restore_backup(
    path: Path, folder: Path, passphrase: str | None, clock: Clock = SYSTEM
) -> tuple[Workspace, Path | None]:
    """Put a backup into `folder`; what is there is kept beside it first, and its place is given.

    Raises:
        BadBackupError: The backup is not whole; nothing was touched.
        WrongPassphraseError: The 密码 is not the backup's; nothing was touched.
        WorkspaceExistsError: The folder holds something that is no workspace; nothing was touched.
        NoRoomError: It does not fit there; nothing was touched.
        SharedFolderError, LongPathError: It could not live there; nothing was touched.
    """
    require_place(folder)
    require_space(folder, _size(path), "恢复出来的工作区", one_file=False)
    contents = check_backup(path)
    require_space(folder, _largest(path), "备份里最大的文件")
    part = folder.with_name(folder.name + BEING_RESTORED)
    shutil.rmtree(part, ignore_errors=True)
    try:
        _unpack(path, contents, part)
        with closing(open_workspace(part, passphrase, clock=clock)) as copy:
            continue_as_copy(copy)  # before it has its name: nobody opens a copy that passes for what it was taken from
        kept = _set_aside(folder)
        _move(part, folder, kept)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return open_workspace(folder, passphrase, clock=clock), kept


def _largest(path: Path) -> int:
    """Bytes of the largest file in a backup that was checked."""
    with zipfile.ZipFile(path) as archive:
        return max(member.file_size for member in archive.infolist())


def _unpack(path: Path, contents: BackupContents, folder: Path) -> None:
    make_folder(folder, FOLDER_MODE)
    (folder / EVIDENCE).mkdir()
    with zipfile.ZipFile(path) as archive:
        for name in contents.members:
            target = folder / name
            target.parent.mkdir(exist_ok=True)
            with archive.open(name) as source, create_private(target) as file:
                shutil.copyfileobj(source, file, CHUNK)


def _move(part: Path, folder: Path, kept: Path | None) -> None:
    try:
        give_folder_name(part, folder)
    except OSError:
        if kept is not None:
            give_place(kept, folder)
        raise


def _set_aside(folder: Path) -> Path | None:
    if not folder.exists() or not any(folder.iterdir()):
        shutil.rmtree(folder, ignore_errors=True)
        return None
    try:
        is_encrypted(folder)
    except NoWorkspaceError as problem:
        raise WorkspaceExistsError(folder) from problem
    kept = folder.with_name(f"{folder.name}.恢复前-{SYSTEM.now():%Y%m%d_%H%M%S}")
    give_place(folder, kept)
    return kept
