"""Where a workspace may lie; Windows as its documents describe it."""

from __future__ import annotations

from pathlib import Path, PureWindowsPath
from typing import NamedTuple

import psutil
import pytest

from models.store.base import place
from models.store.base.place import LongPathError, SharedFolderError, is_shared, require_place
from models.store.base.workspace import UNIT, Office, Workspace, create_workspace, open_workspace
from models.store.files.backup import restore_backup, write_backup
from tests.models.offices import SECRET


class Part(NamedTuple):
    mountpoint: str
    fstype: str


def test_no_workspace_on_another_computer(unit: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = write_backup(unit, tmp_path / "一.fzbak")
    unit.close()
    share = tmp_path / "共享"
    unit.folder.rename(share)
    monkeypatch.setattr(psutil, "disk_partitions", lambda **_: [Part("/", "ext4"), Part(str(share), "cifs")])
    with pytest.raises(SharedFolderError, match="请把整个文件夹复制到这台电脑的磁盘上"):
        open_workspace(share, SECRET)
    with pytest.raises(SharedFolderError):
        create_workspace(share / "新", Office(UNIT, "A01", "甲"), None)
    with pytest.raises(SharedFolderError):
        restore_backup(kept, share / "新", SECRET)
    assert not (share / "新").exists()
    share.rename(unit.folder)
    open_workspace(unit.folder, SECRET).close()


@pytest.mark.parametrize(
    ("path", "shared"),
    [
        ("C:\\法治台账", False),
        ("Z:\\法治台账", True),
        ("\\\\server\\share\\法治台账", True),
        ("\\\\?\\C:\\法治台账", False),
        ("\\\\?\\UNC\\server\\share\\法治台账", True),
    ],
)
def test_shares_of_windows(path: str, shared: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place, "drive_type", {"C:\\": 3, "Z:\\": place.REMOTE}.get)
    assert is_shared(PureWindowsPath(path), "win32") is shared


def test_a_path_leaves_room_for_what_is_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place, "is_shared", lambda _: False)
    long = Path("/", "某" * 79, "某" * 79)
    require_place(long, "linux")
    with pytest.raises(LongPathError):
        require_place(long, "win32")
    require_place(long.parent, "win32")
