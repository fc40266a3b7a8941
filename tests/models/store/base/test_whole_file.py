"""Every file is whole or not there: whatever a device says, and whatever a pulled one left behind."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path
from typing import BinaryIO

import pytest

from models.store.base.whole_file import NotWrittenError, write_file
from models.system_errors import REFUSAL_WORDS, Refusal
from tests.models.submit.devices import Device

OLD = b"older"
NEW = b"new" * 20_000
WORDS = {
    errno.ENOTCONN: Refusal.PULLED,
    errno.ECONNABORTED: Refusal.PULLED,
    errno.EIO: Refusal.PULLED,
    errno.ENODEV: Refusal.PULLED,
    errno.ENXIO: Refusal.PULLED,
    errno.ENOENT: Refusal.AWAY,
    errno.EROFS: Refusal.READ_ONLY,
    errno.ENOSPC: Refusal.FULL,
    errno.EFBIG: Refusal.TOO_LARGE,
    errno.EACCES: Refusal.NO_ACCESS,
    errno.EBADMSG: Refusal.UNKNOWN,
}
STEPS = {"write": 1, "flush": 2, "name": 3, "flush of the name": 4, "flush of the folder": 5}
LEFT = [".法治台账-0123abcd.part", "报送.fzb.part", "备份_甲_20200101.fzbak.part", ".0123456789abcdef.part"]
THEIRS = ["下载.pdf.part", ".法治台账.part", "报送.fzb", ".git.part"]


def put(file: BinaryIO) -> int:
    return file.write(NEW)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("code", WORDS)
def test_what_the_device_says_is_said_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, step: str
) -> None:
    target = tmp_path / "表.xlsx"
    target.write_bytes(OLD)
    with monkeypatch.context() as patch:
        Device(STEPS[step], pulled=True, code=code).plug_in(patch)
        with pytest.raises(NotWrittenError) as caught:
            write_file(target, put)
    what, advice = REFUSAL_WORDS[WORDS[code]]
    assert caught.value.sentence == f"“表.xlsx”没有写成。{what}{advice}"
    assert target.read_bytes() == (NEW if STEPS[step] > STEPS["name"] else OLD)


def test_what_closing_says_is_said_in_words(tmp_path: Path) -> None:
    def lose(file: BinaryIO) -> None:
        file.write(NEW)
        os.close(file.fileno())

    with pytest.raises(NotWrittenError, match=r"“表\.xlsx”没有写成。"):
        write_file(tmp_path / "表.xlsx", lose)
    assert list(tmp_path.iterdir()) == []


def test_these_are_all_steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    device = Device(0)
    device.plug_in(monkeypatch)
    assert write_file(tmp_path / "表.xlsx", put) == len(NEW)
    assert device.count == len(STEPS) + 1  # and the removing of what has its name already


def test_what_is_read_meanwhile_is_not_laid_to_the_device(tmp_path: Path) -> None:
    def read(_: BinaryIO) -> None:
        raise FileNotFoundError(errno.ENOENT, "", "佐证材料")

    with pytest.raises(FileNotFoundError, match="佐证材料"):
        write_file(tmp_path / "备份.fzbak", read)
    assert list(tmp_path.iterdir()) == []


def test_what_reads_back_otherwise_gets_no_name(tmp_path: Path) -> None:
    with pytest.raises(NotWrittenError, match="写入后读回，内容不对"):
        write_file(tmp_path / "备份.fzbak", put, is_whole=lambda part, size: part.stat().st_size != size)
    assert list(tmp_path.iterdir()) == []


def test_what_was_pulled_goes_with_the_next_file(tmp_path: Path) -> None:
    for name in LEFT + THEIRS:
        (tmp_path / name).write_bytes(OLD)
    write_file(tmp_path / "表.xlsx", put)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*THEIRS, "表.xlsx"])


@pytest.mark.parametrize(("code", "stays"), [(errno.EIO, []), (errno.EACCES, [LEFT[0]])])
def test_what_cannot_even_be_opened_goes_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, stays: list[str]
) -> None:
    real, lost = os.open, tmp_path / LEFT[0]
    lost.write_bytes(OLD)

    def damaged(path: Path, flags: int, mode: int = 0o777) -> int:
        if path == lost:
            raise OSError(code, os.strerror(code))
        return real(path, flags, mode)

    monkeypatch.setattr(os, "open", damaged)
    write_file(tmp_path / "表.xlsx", put)
    assert sorted(path.name for path in tmp_path.iterdir()) == [*stays, "表.xlsx"]


def test_what_somebody_is_writing_stays(tmp_path: Path) -> None:
    def meanwhile(file: BinaryIO) -> None:
        write_file(tmp_path / "另一个.pdf", put)
        file.write(OLD)

    write_file(tmp_path / "一个.pdf", meanwhile)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"一个.pdf": OLD, "另一个.pdf": NEW}


SLOWLY = """
import sys
from pathlib import Path
from models.store.base.whole_file import write_file

def slowly(file):
    print("writing", flush=True)
    sys.stdin.read()
    file.write(b"theirs")

write_file(Path(sys.argv[1]), slowly)
"""


def test_what_another_program_is_writing_stays(tmp_path: Path) -> None:
    command = [sys.executable, "-c", SLOWLY, os.fspath(tmp_path / "一个.pdf")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=Path.cwd()) as other:
        assert other.stdout
        assert other.stdout.readline() == b"writing\n"
        write_file(tmp_path / "另一个.pdf", put)
        other.communicate(b"")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "一个.pdf": b"theirs",
        "另一个.pdf": NEW,
    }


@pytest.mark.parametrize(("private", "mode"), [(True, 0o600), (False, 0o644)])
@pytest.mark.skipif(os.name == "nt", reason="rights are another thing there")
def test_rights_are_the_usual_ones_or_this_users(tmp_path: Path, private: bool, mode: int) -> None:
    before = os.umask(0o022)
    try:
        write_file(tmp_path / "表.xlsx", put, private=private)
    finally:
        os.umask(before)
    assert (tmp_path / "表.xlsx").stat().st_mode & 0o777 == mode
