"""What is left of a demo that did not end."""

from __future__ import annotations

from pathlib import Path

import pytest
from filelock import FileLock

from models.errors import FazhiError
from tests.models.disks import fill, mounted
from ui.cli.main import main
from ui.demo.places import MADE, UNFINISHED, DemoRunningError, NotEmptyError, demo_folder


def make(root: Path, end: BaseException | None = None) -> list[str]:
    """Fill the folder half and end like this; gives what was told."""
    told: list[str] = []
    with demo_folder(root, told.append) as places:
        places.centre.mkdir()
        (places.centre / "台账.db").write_bytes(b"half")
        places.passphrase.write_bytes(b"secret")
        if end:
            raise end
    return told


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.mark.parametrize("end", [KeyboardInterrupt(), OSError("磁盘空间不足")])
@pytest.mark.parametrize("was_there", [True, False])
def test_stopped_demo_leaves_nothing_and_can_be_made_again(tmp_path: Path, end: BaseException, was_there: bool) -> None:
    root = tmp_path / "甲" if was_there else tmp_path / "新的" / "演示"
    if was_there:
        root.mkdir()
    with pytest.raises(type(end)):
        make(root, end)
    assert root.exists() is was_there
    assert make(root) == []
    assert UNFINISHED not in names(root)


def killed(root: Path) -> None:
    """Leave what a demo leaves that was killed."""
    make(root)
    (root / UNFINISHED).touch()


def test_demo_that_was_killed_is_cleared_away_by_the_next(tmp_path: Path) -> None:
    killed(tmp_path / "演示")
    assert make(tmp_path / "演示") == ["上次的演示没有做完：先清掉，再从头做"]
    assert names(tmp_path / "演示") < set(MADE)


def test_what_somebody_put_beside_it_is_not_touched(tmp_path: Path) -> None:
    killed(tmp_path)
    (tmp_path / "我的.xlsx").touch()
    before = names(tmp_path)
    with pytest.raises(NotEmptyError):
        make(tmp_path)
    assert names(tmp_path) == before


def test_finished_demo_is_not_made_over(tmp_path: Path) -> None:
    make(tmp_path)
    with pytest.raises(NotEmptyError):
        make(tmp_path)


def test_two_demos_do_not_meet(tmp_path: Path) -> None:
    killed(tmp_path)
    with FileLock(tmp_path / UNFINISHED), pytest.raises(DemoRunningError):
        make(tmp_path)
    assert UNFINISHED in names(tmp_path)


def test_what_could_not_be_cleared_away_keeps_its_mark(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "演示"
    monkeypatch.setattr("shutil.rmtree", lambda *_, **__: None)
    with pytest.raises(FazhiError):
        make(root, FazhiError())
    monkeypatch.undo()
    assert UNFINISHED in names(root)
    assert len(make(root)) == 1


@pytest.mark.parametrize("room", ["40k", "1m"])
def test_full_disk_ends_the_demo_with_a_sentence(tmp_path: Path, room: str, capsys: pytest.CaptureFixture[str]) -> None:
    with mounted(tmp_path / "U盘", room) as disk:
        assert main(["demo", str(disk / "演示"), "--units", "1"]) == 1
        assert "磁盘空间不足" in capsys.readouterr().err.splitlines()[-1]
        assert names(disk) == set()


COMMANDS = {
    "centre": ["--centre", "示例管委会"],
    "unencrypted": ["--centre", "示例管委会", "--unencrypted"],
}


@pytest.mark.parametrize("arguments", COMMANDS.values(), ids=COMMANDS)
def test_full_disk_leaves_no_half_workspace(
    tmp_path: Path, arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FAZHI_PASSPHRASE", "shili-2020")
    with mounted(tmp_path / "U盘") as disk:
        room = fill(disk)
        for size in range(0, 3_000_000, 150_000):
            with room.open("r+b") as file:
                file.truncate(4_194_304 - size)
            command = ["init", str(disk / "工作区"), *arguments]
            if main(command) == 0:
                break
            assert capsys.readouterr().err.count("磁盘空间不足") == 1
            assert names(disk) == {room.name}
        assert size > 0
        assert names(disk) == {room.name, "工作区"}
