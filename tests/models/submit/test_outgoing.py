from __future__ import annotations

import errno
import io
import tempfile
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from models.package.envelope import read_envelope
from models.store.base.whole_file import NotWrittenError
from models.store.files.disk_space import NoDiskSpaceError
from models.store.records import packages
from models.submit.outgoing import write_to_target
from models.submit.unit import Signers, submit
from tests.models.offices import TODAY, Free, Offices, proved_training
from tests.models.submit.devices import Device

OLD = b"an older file of this name"


@pytest.fixture(scope="module")
def package(prepared: Path) -> bytes:
    return (prepared / "A01-1.fzb").read_bytes()


def in_pieces(package: bytes) -> Any:
    """A writer that takes several writes for a package, and gives its digest."""

    def write(file: BinaryIO) -> str:
        size = 1 + len(package) // 4
        for start in range(0, len(package), size):
            file.write(package[start : start + size])
            file.flush()
        return read_envelope(io.BytesIO(package)).digest

    return write


NAMED = 4 + 1 + 1  # writes, flush to the medium, renaming
STEPS = NAMED + 1 + 1  # flush of the name, flush of the folder


@pytest.mark.parametrize("pulled", [False, True])
@pytest.mark.parametrize("fails_at", range(1, STEPS + 1))
def test_failing_device_leaves_the_old_file(
    tmp_path: Path, package: bytes, monkeypatch: pytest.MonkeyPatch, fails_at: int, pulled: bool
) -> None:
    target = tmp_path / "报送.fzb"
    target.write_bytes(OLD)
    device = Device(fails_at, pulled=pulled)
    with monkeypatch.context() as patch:
        device.plug_in(patch)
        with pytest.raises(NotWrittenError, match=r"报送\.fzb.*没有写成"):
            write_to_target(target, in_pieces(package))
    assert target.read_bytes() == (package if fails_at > NAMED else OLD)
    assert pulled or not list(tmp_path.glob("*.part"))


def test_whole_device_takes_these_steps(tmp_path: Path, package: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    device = Device(0)
    device.plug_in(monkeypatch)
    write_to_target(tmp_path / "报送.fzb", in_pieces(package))
    assert (device.count, (tmp_path / "报送.fzb").read_bytes()) == (STEPS + 1, package)


@pytest.mark.parametrize(
    "spoil", [lambda raw: raw[:-1], lambda raw: raw[:-1] + b"?", lambda _raw: b"", lambda raw: raw * 2]
)
def test_what_reads_back_otherwise_is_not_named(tmp_path: Path, package: bytes, spoil: Any) -> None:
    def write(file: BinaryIO) -> str:
        file.write(spoil(package))
        return read_envelope(io.BytesIO(package)).digest

    with pytest.raises(NotWrittenError, match=r"“报送\.fzb”没有写成。写入后读回，内容不对"):
        write_to_target(tmp_path / "报送.fzb", write)
    assert list(tmp_path.iterdir()) == []


def test_another_whole_package_read_back_is_not_named(tmp_path: Path, package: bytes) -> None:
    def write(file: BinaryIO) -> str:
        file.write(package)
        return "0" * 64

    with pytest.raises(NotWrittenError):
        write_to_target(tmp_path / "报送.fzb", write)
    assert list(tmp_path.iterdir()) == []


def test_pulled_stick_is_not_made_anew(tmp_path: Path, package: bytes) -> None:
    with pytest.raises(NotWrittenError):
        write_to_target(tmp_path / "media" / "stick" / "报送.fzb", in_pieces(package))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("code", "raises"), [(errno.EINVAL, False), (errno.EIO, True)])
def test_folder_that_knows_no_flush(
    tmp_path: Path, package: bytes, monkeypatch: pytest.MonkeyPatch, code: int, raises: bool
) -> None:
    calls = []

    def fsync(_handle: int) -> None:
        calls.append(1)
        if len(calls) == 3:
            raise OSError(code, "flush of a folder")

    monkeypatch.setattr("models.store.base.whole_file.os.fsync", fsync)
    try:
        write_to_target(tmp_path / "报送.fzb", in_pieces(package))
        failed = False
    except NotWrittenError:
        failed = True
    assert failed is raises


def rows(offices: Offices) -> list[tuple[int, str]]:
    with offices.a.read() as connection:
        sent = packages.find_packages(connection, direction="out", kind="submission")
    return sorted((row.sequence, row.state) for row in sent)


@pytest.mark.parametrize(("stays", "state"), [(True, "written"), (False, "writing")])
def test_power_cut_behind_the_naming_is_no_fork(
    offices: Offices, monkeypatch: pytest.MonkeyPatch, stays: bool, state: str
) -> None:
    target, stick = offices.folder / "a2.fzb", offices.folder / "stick.fzb"
    with monkeypatch.context() as patch:
        cut_power_behind_naming(patch)
        with pytest.raises(KeyboardInterrupt):
            offices.send(offices.a, target.name)
    stick.write_bytes(target.read_bytes())
    if not stays:
        target.unlink()
    third = offices.send(offices.a, "a3.fzb")
    assert rows(offices) == [(1, "written"), (2, state), (3, "written")]
    assert [outcome.reason for outcome in offices.merge(stick, third.path)] == ["", ""]


def cut_power_behind_naming(patch: pytest.MonkeyPatch) -> None:
    real = Path.replace

    def replace(path: Path, target: Path) -> Path:
        real(path, target)
        raise KeyboardInterrupt

    patch.setattr(Path, "replace", replace)


def test_number_that_never_arrived_is_a_gap(offices: Offices, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", raise_error)
        with pytest.raises(NotWrittenError):
            offices.send(offices.a, "a2.fzb")
    third = offices.send(offices.a, "a3.fzb")
    assert rows(offices) == [(1, "written"), (2, "writing"), (3, "written")]
    assert [outcome.reason for outcome in offices.merge(third.path)] == ["缺第2次；这一包已含全部内容，可以不补。"]


def raise_error(*_: object) -> None:
    raise OSError(errno.EIO, "Input/output error")


def test_failure_behind_the_number_leaves_a_gap(offices: Offices, monkeypatch: pytest.MonkeyPatch) -> None:
    first = offices.send(offices.a, "a2.fzb")
    with monkeypatch.context() as patch:
        Device(2, pulled=True).plug_in(patch)
        with pytest.raises(NotWrittenError):
            offices.send(offices.a, "a3.fzb")
    third = offices.send(offices.a, "a4.fzb")
    assert rows(offices) == [(1, "written"), (2, "written"), (3, "writing"), (4, "written")]
    assert (third.header.sequence, third.header.previous) == (4, first.digest)
    assert [outcome.reason for outcome in offices.merge(first.path, third.path)] == [
        "",
        "缺第3次；这一包已含全部内容，可以不补。",
    ]


@pytest.mark.parametrize("where", ["target", "temporary"])
def test_export_looks_for_room_before(offices: Offices, tmp_path: Path, free: Free, where: str) -> None:
    proved_training(offices.a, tmp_path, 900_000)
    target = tmp_path / "U盘"
    target.mkdir()
    free(target if where == "target" else Path(tempfile.gettempdir()), 300_000)
    with pytest.raises(NoDiskSpaceError, match=r"要写的包约900KB|生成包时的临时文件约1\.8MB"):
        submit(offices.a, target, Signers("张三"), TODAY)
    assert list(target.iterdir()) == []
    with offices.a.read() as connection:
        assert len(packages.find_packages(connection, direction=packages.OUT)) == 1


def test_export_looks_for_room_when_its_size_is_known(offices: Offices, tmp_path: Path, free: Free) -> None:
    target = tmp_path / "U盘"
    target.mkdir()
    free(target, 100)
    with pytest.raises(NoDiskSpaceError, match="要写的包约"):
        submit(offices.a, target, Signers("张三"), TODAY)
    with offices.a.read() as connection:
        assert len(packages.find_packages(connection, direction=packages.OUT)) == 1
