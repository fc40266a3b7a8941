"""What is too large for a package, or for the file system it is to go to, is refused before any of it is read."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import psutil
import pytest

from models.records.bounds import EVIDENCE_BYTES
from models.store.base.workspace import EVIDENCE, Workspace
from models.store.files import disk_space, evidence
from models.store.files.backup import restore_backup, write_backup
from models.store.files.disk_space import NoDiskSpaceError
from models.store.files.evidence import LargeEvidenceError, add_file
from models.store.files.taken_out import save_copy
from models.submit import contents
from models.submit.contents import LargePackageError
from models.submit.proxy import OnPaper, register_proxy
from models.submit.transfer import export_transfer, own_address
from models.submit.unit import Signers, submit
from tests.models.offices import SECRET, TODAY, Offices, everything, proved_training, put

BIG = EVIDENCE_BYTES + 1
SMALL_LIMIT = 20_000
"""Bytes of a file on the stick of these tests: a real limit would take minutes to reach."""


class Part(NamedTuple):
    mountpoint: str
    fstype: str


def hollow(path: Path, size: int) -> Path:
    """A file of so many bytes that takes none on the disk."""
    with path.open("wb") as file:
        file.truncate(size)
    return path


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(evidence, "add_stream", read)


@pytest.mark.usefixtures("unread")
def test_a_file_that_no_package_may_carry_is_not_read(unit: Workspace, tmp_path: Path) -> None:
    with pytest.raises(LargeEvidenceError, match=r"“录像\.mp4”有4.3GB，没有加入") as refused, unit.write("张三") as tx:
        add_file(tx, unit, hollow(tmp_path / "录像.mp4", BIG))
    assert refused.value.size == BIG
    assert list((unit.folder / EVIDENCE).iterdir()) == []


@pytest.mark.usefixtures("unread")
def test_not_one_scan_is_read_where_another_is_too_large(offices: Offices, tmp_path: Path) -> None:
    before = everything(offices.centre)
    scans = (hollow(tmp_path / "一.pdf", 10), hollow(tmp_path / "二.pdf", BIG))
    paper = OnPaper("盖章的纸质报表", dt.date(2020, 12, 1), scans)
    with pytest.raises(LargeEvidenceError):
        register_proxy(offices.centre, "A01", None, paper, "李四")
    assert everything(offices.centre) == before


SENT: list[Callable[[Workspace, Path], object]] = [
    lambda unit, target: submit(unit, target, Signers("张三"), TODAY),
    lambda unit, target: export_transfer(unit, target, "张三", [own_address(unit)]),
]


@pytest.mark.parametrize("send", SENT)
@pytest.mark.parametrize(
    ("size", "most", "words"), [(BIG, 2 * BIG, r"学法培训：会议录像\.mp4有4.3GB"), (20_000, 30_000, "合计有40KB")]
)
def test_what_an_older_program_let_in_is_told_before_a_package_is_made(
    offices: Offices,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    send: Callable[[Workspace, Path], object],
    size: int,
    most: int,
    words: str,
) -> None:
    for number in range(2):
        made = proved_training(offices.a, tmp_path, 20_000 + number)
        put(offices.a, "training", made.uid, topic=f"第{number}场")
    with offices.a.write("张三") as tx:
        tx.connection.exec_driver_sql("UPDATE evidence SET size = ?", (size,))
    monkeypatch.setattr(contents, "MOST_EVIDENCE", most)
    before = everything(offices.a)
    with pytest.raises(LargePackageError, match=words):
        send(offices.a, tmp_path / "报送.fzb")
    assert everything(offices.a) == before
    assert not (tmp_path / "报送.fzb").exists()


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A FAT stick on which files may have `SMALL_LIMIT` bytes."""
    folder = tmp_path / "U盘"
    folder.mkdir()
    monkeypatch.setattr(psutil, "disk_partitions", lambda **_: [Part("/", "ext4"), Part(str(folder), "vfat")])
    monkeypatch.setattr(disk_space, "FAT_LIMIT", SMALL_LIMIT)
    return folder


def save(unit: Workspace, stick: Path) -> None:
    (digest,) = evidence.all_digests(unit)
    save_copy(unit, digest, stick / "录像.mp4")


def restore(unit: Workspace, stick: Path) -> None:
    elsewhere = unit.folder.parent / "一.fzbak"
    restore_backup(write_backup(unit, elsewhere), stick / "恢复的", SECRET)


ONTO_FAT: dict[str, Callable[[Workspace, Path], object]] = {
    "submission": lambda unit, stick: submit(unit, stick, Signers("张三"), TODAY),
    "transfer": lambda unit, stick: export_transfer(unit, stick, "张三", [own_address(unit)]),
    "backup": write_backup,
    "saved evidence": save,
    "restored backup": restore,
}


@pytest.mark.parametrize("act", ONTO_FAT.values(), ids=ONTO_FAT)
def test_a_file_beyond_what_fat_takes_is_not_begun(
    offices: Offices, stick: Path, tmp_path: Path, act: Callable[[Workspace, Path], object]
) -> None:
    proved_training(offices.a, tmp_path, SMALL_LIMIT + 1)
    before = everything(offices.a)
    with pytest.raises(NoDiskSpaceError, match="FAT32格式，单个文件不能超过4GB"):
        act(offices.a, stick)
    assert list(stick.iterdir()) == []
    assert everything(offices.a) == before


@pytest.mark.usefixtures("unread")
def test_evidence_is_not_begun_in_a_workspace_on_fat(unit: Workspace, tmp_path: Path, stick: Path) -> None:
    shutil.copytree(unit.folder, stick / "工作区")
    with pytest.raises(NoDiskSpaceError, match="FAT32"), unit.write("张三") as tx:
        add_file(tx, replace(unit, folder=stick / "工作区"), hollow(tmp_path / "录像.mp4", SMALL_LIMIT))
