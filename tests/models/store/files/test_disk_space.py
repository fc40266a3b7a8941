from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import psutil
import pytest

from models.store.files.backup import backup_size, restore_backup, write_backup
from models.store.files.disk_space import (
    FAT_LIMIT,
    DiskSpace,
    NoDiskSpaceError,
    disk_space_at,
    find_shortage,
    free_bytes,
    require_space,
    size_text,
)
from tests.models.offices import SECRET, Free, Offices

A_FEW_KB = 16 * 1024
"""The database may have pages that its file has not yet."""

STICK = DiskSpace("U盘 KINGSTON", free=10**10, limit=FAT_LIMIT)


@pytest.mark.parametrize(
    ("size", "words"), [(0, "1KB"), (2_400, "2KB"), (1_500_000, "1.5MB"), (4_294_967_295, "4.3GB")]
)
def test_size_words(size: int, words: str) -> None:
    assert size_text(size) == words


@pytest.mark.parametrize(
    ("place", "size", "one_file", "missing"),
    [
        (DiskSpace("E"), 2**60, True, None),
        (DiskSpace("E", free=100), 100, True, None),
        (DiskSpace("E", free=100), 101, True, 1),
        (STICK, FAT_LIMIT, True, None),
        (STICK, FAT_LIMIT + 7, True, 7),
        (STICK, FAT_LIMIT + 7, False, None),
        (STICK, 10**10 + 5, False, 5),
    ],
)
def test_shortage(place: DiskSpace, size: int, one_file: bool, missing: int | None) -> None:
    found = find_shortage(place, size, "报送包", one_file=one_file)
    assert (found.missing if found else None) == missing


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (DiskSpace("U盘 KINGSTON", free=30 * 10**6), "报送包约5.0GB，U盘 KINGSTON只剩30.0MB，还差5.0GB。"),
        (STICK, "报送包约5.0GB，U盘 KINGSTON是FAT32格式，单个文件不能超过4GB，多出705.0MB："),
    ],
)
def test_what_is_missing_is_said(place: DiskSpace, words: str) -> None:
    assert words in NoDiskSpaceError("报送包", 5 * 10**9, place).sentence


class Part(NamedTuple):
    mountpoint: str
    fstype: str


def test_the_innermost_file_system_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "U盘").mkdir()
    parts = [Part("/", "ext4"), Part(str(tmp_path / "U盘"), "vfat")]
    monkeypatch.setattr(psutil, "disk_partitions", lambda **_: parts)
    folders = [tmp_path, tmp_path / "U盘", tmp_path / "U盘" / "还没有建", tmp_path / "U盘2"]
    assert [disk_space_at(folder).limit for folder in folders] == [None, FAT_LIMIT, FAT_LIMIT, None]
    assert disk_space_at(tmp_path / "U盘", one_file=False).limit is None


def test_this_computer_is_read(tmp_path: Path) -> None:
    assert free_bytes(tmp_path) is not None
    assert free_bytes(tmp_path / "not there") is None
    require_space(tmp_path, 1, "一个字节")


def test_backup_looks_for_room_before(offices: Offices, tmp_path: Path, free: Free) -> None:
    target = tmp_path / "盘"
    target.mkdir()
    free(target, backup_size(offices.a) - 1)
    with pytest.raises(NoDiskSpaceError, match="备份约"):
        write_backup(offices.a, target)
    assert list(target.iterdir()) == []
    free(target, backup_size(offices.a))
    assert write_backup(offices.a, target).stat().st_size <= backup_size(offices.a) + A_FEW_KB


def test_backup_looks_for_room_beside_the_database(offices: Offices, tmp_path: Path, free: Free) -> None:
    free(offices.a.folder, 1000)
    with pytest.raises(NoDiskSpaceError, match="数据库的临时副本约"):
        write_backup(offices.a, tmp_path / "b.fzbak")
    assert not (tmp_path / "b.fzbak").exists()


def test_restore_looks_for_room_before(offices: Offices, tmp_path: Path, free: Free) -> None:
    kept = write_backup(offices.a, tmp_path / "b.fzbak")
    free(tmp_path, 1000)
    with pytest.raises(NoDiskSpaceError, match="恢复出来的工作区约"):
        restore_backup(kept, tmp_path / "新", SECRET)
    assert not (tmp_path / "新").exists()
