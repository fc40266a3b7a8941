"""A program package is read whole or not at all: one good one, spoiled in one place each time."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from models.package.canonical import encode_canonical
from models.package.keys import generate_signing_key
from models.package.program import (
    CONTEXT,
    FILES,
    LIST,
    SIGNATURE,
    BadProgramError,
    ProgramContents,
    ProgramFile,
    read_program,
    unpack_program,
    write_program,
)
from models.package.suites import sign

KEY = generate_signing_key()


def packed(folder: Path, version: str = "0.3.0") -> dict[str, bytes]:
    """The members of a package of the program in `folder`."""
    file = io.BytesIO()
    write_program(folder, version, "linux-x86_64", KEY, file)
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(members: dict[str, bytes], path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def signed(**changes: object) -> dict[str, bytes]:
    """The list and the signature of a package that says something else."""
    said = {"format": 1, "version": "0.3.0", "platform": "x", "files": {}, "links": {}} | changes
    data = encode_canonical(said)
    return {LIST: data, SIGNATURE: sign(KEY, CONTEXT + data)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A program of two files and a link."""
    made = tmp_path / "法治台账"
    (made / "_internal/lib").mkdir(parents=True)
    (made / "_internal/lib/a.so").write_bytes(b"\x7fELF" * 1000)
    (made / "_internal/a.so").symlink_to("lib/a.so")
    (made / "法治台账").write_bytes(b"#!/bin/sh\n")
    (made / "法治台账").chmod(0o755)
    return made


def test_a_program_comes_out_as_it_went_in(folder: Path, tmp_path: Path) -> None:
    path = zipped(packed(folder), tmp_path / "a.fzp")
    contents = read_program(path, KEY.public_key)
    assert (contents.version, contents.platform) == ("0.3.0", "linux-x86_64")
    out = tmp_path / "出"
    out.mkdir()
    unpack_program(path, contents, out)
    assert {p.relative_to(out): (p.read_bytes(), p.stat().st_mode) for p in out.rglob("*") if p.is_file()} == {
        p.relative_to(folder): (p.read_bytes(), p.stat().st_mode) for p in folder.rglob("*") if p.is_file()
    }
    assert (out / "_internal/a.so").readlink() == Path("lib/a.so")


Spoil = Callable[[dict[str, bytes]], dict[str, bytes]]
UNSIGNED: dict[str, Spoil] = {
    "another list": lambda members: members | {LIST: members[LIST].replace(b"0.3.0", b"0.4.0")},
    "another signature": lambda members: members | {SIGNATURE: bytes(64)},
    "a signature over something else": lambda members: members | {SIGNATURE: sign(KEY, members[LIST])},
    "no signature": lambda members: {name: data for name, data in members.items() if name != SIGNATURE},
    "a long list": lambda members: members | {LIST: bytes((8 << 20) + 1)},
    "no canonical list": lambda _: {LIST: b"{ }", SIGNATURE: sign(KEY, CONTEXT + b"{ }")},
    "another format": lambda _: signed(format=2),
    "a file outside": lambda _: signed(files={"../a": ProgramFile("0" * 64, 1)}),
    "a file of the system": lambda _: signed(files={"/etc/a": ProgramFile("0" * 64, 1)}),
    "a drive": lambda _: signed(files={"C:a": ProgramFile("0" * 64, 1)}),
    "a link that leads out": lambda _: signed(links={"a/b": "../../c"}),
    "a link to the system": lambda _: signed(links={"a": "/etc/passwd"}),
    "nothing": lambda _: {},
}


@pytest.mark.parametrize("spoil", UNSIGNED.values(), ids=UNSIGNED)
def test_what_is_not_signed_so_is_not_read(spoil: Spoil, folder: Path, tmp_path: Path) -> None:
    path = zipped(spoil(packed(folder)), tmp_path / "a.fzp")
    with pytest.raises(BadProgramError, match=r"不能用来更新.*程序没有动"):
        read_program(path, KEY.public_key)


@pytest.mark.parametrize(
    "key", [generate_signing_key().public_key, "", "ed25519:00"], ids=["another", "none", "cut short"]
)
def test_another_key_is_not_believed(key: str, folder: Path, tmp_path: Path) -> None:
    with pytest.raises(BadProgramError, match="不是本程序的发布方签名的"):
        read_program(zipped(packed(folder), tmp_path / "a.fzp"), key)


def test_what_is_no_zip_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "a.fzp").write_bytes(b"PK\3\4" + bytes(1000))
    with pytest.raises(BadProgramError, match="没有拷完整"):
        read_program(tmp_path / "a.fzp", KEY.public_key)


@pytest.mark.parametrize("data", [None, b"other", b"\x7fELF" * 999, b"\x7fELF" * 1001, b"\x7fELG" * 1000])
def test_a_file_that_was_not_signed_is_not_taken(data: bytes | None, folder: Path, tmp_path: Path) -> None:
    name = f"{FILES}_internal/lib/a.so"
    members = packed(folder)
    spoiled = members | {name: data} if data is not None else {one: members[one] for one in members if one != name}
    path = zipped(spoiled, tmp_path / "a.fzp")
    (tmp_path / "出").mkdir()
    with pytest.raises(BadProgramError, match="重新拷贝一次"):
        unpack_program(path, read_program(path, KEY.public_key), tmp_path / "出")


def test_what_a_newer_list_says_besides_is_passed_over(tmp_path: Path) -> None:
    contents = read_program(zipped(signed(more="x"), tmp_path / "a.fzp"), KEY.public_key)
    assert contents == ProgramContents(1, "0.3.0", "x", {})
