from __future__ import annotations

import struct
from pathlib import Path
from typing import NamedTuple

import pytest

from models.store.files.disk_space import FAT_LIMIT
from models.submit.drives import Drive, drive_obstacle, drives, removable
from models.submit.usb_bus import is_on_usb, is_usb


class Part(NamedTuple):
    device: str
    mountpoint: str
    fstype: str
    opts: str


LINUX = [
    Part("/dev/sda1", "/", "ext4", "rw,relatime"),
    Part("/dev/sdc1", "/media/zhang/旧盘", "exfat", "ro,nosuid"),
    Part("/dev/sdb1", "/run/media/zhang/KINGSTON", "vfat", "rw,nosuid"),
]
WINDOWS = [
    Part("C:\\", "C:\\", "NTFS", "rw,fixed"),
    Part("E:\\", "E:\\", "FAT32", "rw,removable"),
    Part("F:\\", "F:\\", "", "removable"),
    Part("G:\\", "G:\\", "NTFS", "rw,fixed"),
    Part("Z:\\", "Z:\\", "NTFS", "rw,remote"),
]


@pytest.mark.parametrize(
    ("parts", "platform", "expected"),
    [
        ([], "linux", []),
        (LINUX, "linux", ["U盘 KINGSTON（可用2.0GB，单个文件不超过4GB）", "U盘 旧盘（已写保护）"]),
        (WINDOWS, "win32", ["U盘 E:（可用2.0GB，单个文件不超过4GB）", "移动硬盘 G:（可用2.0GB）"]),
    ],
)
def test_removable(parts: list[Part], platform: str, expected: list[str]) -> None:
    found = removable(parts, lambda _: 2 * 10**9, platform, on_usb=lambda root: root in ("G:\\", "Z:\\"))
    assert [drive.words for drive in found] == expected


@pytest.mark.parametrize(
    ("description", "expected"),
    [(b"", False), (bytes(31), False), (struct.pack("<28xL8x", 7), True), (struct.pack("<28xL8x", 11), False)],
)
def test_what_windows_says_of_a_device(description: bytes, expected: bool) -> None:
    assert is_usb(description) is expected
    assert not is_on_usb("Q:\\")


def test_unknown_space_is_not_invented() -> None:
    (drive,) = removable(LINUX[2:], lambda _: None, "linux")
    assert (drive.words, drive_obstacle(drive, FAT_LIMIT)) == ("U盘 KINGSTON（单个文件不超过4GB）", "")


@pytest.mark.parametrize(
    ("drive", "size", "expected"),
    [
        (Drive(Path("E"), "E", free=100), 100, ""),
        (Drive(Path("E"), "E", free=100), 5_000, "空间不够：报送包约5KB，E只剩1KB，还差5KB。"),
        (Drive(Path("E"), "E", free=10**12, limit=FAT_LIMIT), FAT_LIMIT, ""),
        (
            Drive(Path("E"), "E", free=10**12, limit=FAT_LIMIT),
            5 * 10**9,
            "E是FAT32格式，单个文件不能超过4GB，多出705.0MB",
        ),
        (Drive(Path("E"), "E", free=10**12, protected=True), 1, "请拨开U盘上的写保护开关"),
    ],
)
def test_obstacle(drive: Drive, size: int, expected: str) -> None:
    found = drive_obstacle(drive, size)
    assert expected in found
    assert bool(found) is bool(expected)


def test_this_computer_is_read() -> None:
    assert all(drive.path.is_absolute() for drive in drives())


def test_only_file_systems_on_devices_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of the system itself may hang when they are asked how much room they have."""
    parts = {False: LINUX[1:2], True: [*LINUX[1:2], Part("portal", "/run/media/portal", "fuse.portal", "rw")]}
    monkeypatch.setattr("psutil.disk_partitions", lambda *, all: parts[all])  # noqa: A006 - its name there
    assert [drive.name for drive in drives()] == ["U盘 旧盘"]
