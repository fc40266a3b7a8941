"""What a workspace keeps is this user's alone, and no link that lies in its way is followed."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from models.store.base.lock import copying
from models.store.base.workspace import Workspace, change_passphrase, open_workspace
from models.store.files import evidence
from models.store.files.backup import restore_backup, write_backup
from models.submit.outgoing import write_to_target
from tests.models.offices import SECRET, lone_unit, training
from ui.base.memory import Memory
from ui.base.sole_window import take_hold

OPEN = (".lock", ".txt")
"""Locks and who holds them: others are told."""
pytestmark = pytest.mark.skipif(os.name == "nt", reason="links and rights are another thing there")


@pytest.fixture
def usual_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.mark.usefixtures("usual_umask")
@pytest.mark.parametrize("passphrase", [SECRET, None])
def test_nobody_else_may_read_it(tmp_path: Path, passphrase: str | None) -> None:
    made = lone_unit(tmp_path / "unit", passphrase)
    source = tmp_path / "通知.pdf"
    source.write_bytes(b"x" * 3000)
    with made.write("张三") as tx:
        evidence.add_file(tx, made, source)
    if passphrase:
        change_passphrase(made, passphrase)
    backup = write_backup(made, tmp_path / "一.fzbak")
    again, _ = restore_backup(backup, tmp_path / "again", passphrase)
    for workspace in (made, again):
        files = [
            path for path in workspace.folder.rglob("*") if path.is_file() and path.suffix not in (".lock", ".txt")
        ]
        assert {"台账.db", "台账.db-wal", "钥匙.json"} <= {path.name for path in files}
        assert {path.name: stat.S_IMODE(path.stat().st_mode) for path in files} == {path.name: 0o600 for path in files}
        assert stat.S_IMODE(workspace.folder.stat().st_mode) == 0o700
        workspace.close()
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600


def _save(unit: Workspace) -> None:
    training(unit, "一")


def _copy(unit: Workspace) -> None:
    with copying(unit.folder):
        pass


def _restore(unit: Workspace) -> None:
    saved = write_backup(unit, unit.folder.parent / "二.fzbak")
    restore_backup(saved, unit.folder.parent / "again", SECRET)[0].close()


def _window(unit: Workspace) -> None:
    held = take_hold(unit.folder)
    if held:
        held.release()


PLACES: dict[str, Callable[[Workspace], object]] = {
    "unit/写入.lock": _save,
    "unit/占用.txt": _save,
    "unit/副本.lock": _copy,
    "unit/窗口.lock": _window,
    "unit/窗口.txt": _window,
    "unit/钥匙.part": lambda unit: change_passphrase(unit, SECRET),
    "unit/备份中.db": lambda unit: write_backup(unit, unit.folder.parent / "一.fzbak"),
    "一.fzbak.part": lambda unit: write_backup(unit, unit.folder.parent / "一.fzbak"),
    "again.恢复中": _restore,
    "unit/界面.json.part": lambda unit: Memory(unit.folder / "界面.json").set("甲", 1),
    "一.fzb.part": lambda unit: write_to_target(unit.folder.parent / "一.fzb", lambda file: str(file.write(b"x"))),
}


@pytest.mark.parametrize("lay", [Path.symlink_to, Path.hardlink_to], ids=["link", "second name"])
@pytest.mark.parametrize("place", PLACES)
def test_no_link_in_the_way_is_followed(tmp_path: Path, place: str, lay: Callable[[Path, Path], None]) -> None:
    unit = lone_unit(tmp_path / "unit")
    theirs = tmp_path / "别人"
    theirs.write_bytes(b"theirs")
    lay(tmp_path / place, theirs)
    with suppress(Exception):
        PLACES[place](unit)
    assert theirs.read_bytes() == b"theirs"
    unit.close()
    with suppress(OSError):
        (tmp_path / place).unlink()
    open_workspace(unit.folder, SECRET).close()
