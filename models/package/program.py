"""A program package: a zip of the frozen program and a signed list of its files, which is read before anything else."""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO, BinaryIO

import msgspec

from models.errors import FazhiError
from models.package.canonical import CanonicalError, decode_canonical, encode_canonical
from models.package.header import Count, Digest, Version
from models.package.suites import KeyRefusedError, SignatureMismatchError, SigningKey, sign, verify_signature

SUFFIX = ".fzp"
FORMAT = 1
LIST, SIGNATURE, FILES = "程序.json", "签名", "文件/"
CONTEXT = b"fazhi-taizhang/program\0"
"""Signed before the list, so that no signature over anything else is one over a program."""
LONGEST_LIST, LONGEST_SIGNATURE = 8 << 20, 1 << 10
CHUNK = 1 << 20
UNREADABLE = (KeyError, EOFError, zlib.error, NotImplementedError, RuntimeError, ValueError, zipfile.BadZipFile)
"""What `zipfile` and `msgspec` raise over bytes that are no such package."""


class BadProgramError(FazhiError):
    """A file is no program package for here, or not one by whom this program believes; nothing was changed."""

    path: Path
    why: str
    template = "“{path.name}”不能用来更新：{why}程序没有动。"


class ProgramFile(msgspec.Struct, frozen=True):
    """One file; `runs` where it is a program."""

    sha256: Digest
    size: Count
    runs: bool = False


class ProgramContents(msgspec.Struct, frozen=True):
    """What the signature is over: files and links by their path in the program's folder."""

    format: int
    version: Version
    platform: str
    files: dict[str, ProgramFile]
    links: dict[str, str] = {}


def write_program(folder: Path, version: str, platform: str, key: SigningKey, file: BinaryIO) -> None:
    """Write the package of the program in `folder`, which is for `platform`, signed by the release key."""
    paths = sorted(folder.rglob("*"))
    links = {_name(path, folder): path.readlink().as_posix() for path in paths if path.is_symlink()}
    kept = {_name(path, folder): path for path in paths if path.is_file() and not path.is_symlink()}
    files = {name: _described(path) for name, path in kept.items()}
    said = encode_canonical(ProgramContents(FORMAT, version, platform, files, links))
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(LIST, said)
        archive.writestr(SIGNATURE, sign(key, CONTEXT + said))
        for name, path in kept.items():
            archive.write(path, FILES + name)


def _name(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()


def _described(path: Path) -> ProgramFile:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    status = path.stat()
    return ProgramFile(digest, status.st_size, bool(status.st_mode & 0o100))


def read_program(path: Path, release_key: str) -> ProgramContents:
    """The list of a package that is signed by this public key.

    Raises:
        BadProgramError: It is no package, or not signed by it.
        OSError: It cannot be read.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            said = _read(archive, LIST, LONGEST_LIST)
            verify_signature(release_key, CONTEXT + said, _read(archive, SIGNATURE, LONGEST_SIGNATURE))
        contents = msgspec.convert(decode_canonical(said), ProgramContents)
    except (SignatureMismatchError, KeyRefusedError) as problem:
        raise BadProgramError(path, "不是本程序的发布方签名的，或者被改动过。请核对它的来历，") from problem
    except (*UNREADABLE, CanonicalError) as problem:
        raise BadProgramError(path, "这不是程序更新包，或者没有拷完整。请重新拷贝一次，") from problem
    if contents.format != FORMAT or not all(map(_stays_inside, _places(contents))):
        raise BadProgramError(path, "它的格式本程序读不了。请下载整个新版本，放到另一个文件夹使用，")
    return contents


def _read(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    with archive.open(name) as member:
        data = member.read(most + 1)
    if len(data) > most:
        raise ValueError(name)
    return data


def _places(contents: ProgramContents) -> Iterator[str]:
    """Where files and links lie, and where links lead."""
    yield from contents.files
    for name, target in contents.links.items():
        yield name
        yield str(PurePosixPath(name).parent / target)


def _stays_inside(name: str) -> bool:
    """Whether a path leads to something below the folder it is in."""
    depth = 0
    for part in PurePosixPath(name).parts:
        depth += -1 if part == ".." else 1
        if depth < 1 or part.endswith(("/", "\\")) or "\\" in part or ":" in part:
            return False
    return True


def unpack_program(
    path: Path, contents: ProgramContents, folder: Path, progress: Callable[[int, int], object] = lambda *_: None
) -> None:
    """Write everything that the list names below `folder`, which is there and empty; nothing else is looked at.

    Raises:
        BadProgramError: A file is not the one that was signed.
        OSError: A file cannot be read or written.
    """
    with zipfile.ZipFile(path) as archive:
        for done, (name, file) in enumerate(contents.files.items()):
            progress(done, len(contents.files))
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as out:
                _copy(path, archive, name, file, out)
            if file.runs:
                target.chmod(0o755)
    for name, leads_to in contents.links.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).symlink_to(leads_to)


def _copy(path: Path, archive: zipfile.ZipFile, name: str, file: ProgramFile, out: IO[bytes]) -> None:
    sha256, left = hashlib.sha256(), file.size
    try:
        with archive.open(FILES + name) as member:
            while chunk := member.read(min(CHUNK, left + 1)):
                left -= len(chunk)
                if left < 0:
                    break
                sha256.update(chunk)
                out.write(chunk)
    except UNREADABLE as problem:
        raise BadProgramError(path, f"其中“{name}”读不出来。请重新拷贝一次，") from problem
    if left or sha256.hexdigest() != file.sha256:
        raise BadProgramError(path, f"其中“{name}”已损坏或被改动。请重新拷贝一次，")
