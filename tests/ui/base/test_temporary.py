"""Temporary copies are wiped, and nothing that only a link leads to."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ui.base.temporary import make_folder, wipe, wipe_leftovers, wipe_own

GONE = 4_194_999
"""No process has this number."""
LINKS: dict[str, Callable[[Path, Path], None]] = {
    "a link to a file": lambda left, theirs: (left / "甲").symlink_to(theirs / "台账.db"),
    "a link to a folder": lambda left, theirs: (left / "甲").symlink_to(theirs),
    "a second name": lambda left, theirs: (left / "甲").hardlink_to(theirs / "台账.db"),
    "a link deep inside": lambda left, theirs: (left / "深" / "甲").symlink_to(theirs),
    "a link to nowhere": lambda left, theirs: (left / "甲").symlink_to(theirs / "没有"),
    "a pipe": lambda left, _: os.mkfifo(left / "甲"),
}
only_posix = pytest.mark.skipif(os.name == "nt", reason="links and rights are another thing there")


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    """Somebody's workspace that must stay as it is."""
    folder = tmp_path / "别人"
    folder.mkdir()
    (folder / "台账.db").write_bytes(b"theirs" * 1000)
    (folder / "台账.db").chmod(0o640)
    return folder


def state(folder: Path) -> list[tuple[str, int, bytes]]:
    return [(path.name, path.stat().st_mode, path.read_bytes()) for path in sorted(folder.iterdir())]


@only_posix
@pytest.mark.parametrize("laid", LINKS.values(), ids=LINKS)
def test_no_link_is_followed(tmp_path: Path, theirs: Path, laid: Callable[[Path, Path], None]) -> None:
    before, home = state(theirs), tmp_path / "家"
    left = home / f"{GONE}-甲"
    (left / "深").mkdir(parents=True)
    (left / "佐证.pdf").write_bytes(b"secret")
    laid(left, theirs)
    assert wipe_leftovers(home) == [left]
    assert (state(theirs), list(home.iterdir())) == (before, [])


@only_posix
def test_a_leftover_or_a_home_that_is_a_link_is_not_entered(tmp_path: Path, theirs: Path) -> None:
    before, home = state(theirs), tmp_path / "家"
    home.mkdir()
    (home / f"{GONE}-甲").symlink_to(theirs)
    wipe_leftovers(home)
    (tmp_path / "链接").symlink_to(theirs)
    (theirs / f"{GONE}-乙").mkdir()
    assert wipe_leftovers(tmp_path / "链接") == []
    (theirs / f"{GONE}-乙").rmdir()
    made = make_folder(tmp_path / "链接")
    assert (state(theirs), list(home.iterdir()), made.parent.is_symlink()) == (before, [], False)


@only_posix
def test_nobody_else_may_look_in(tmp_path: Path) -> None:
    home = tmp_path / "用户" / "临时副本"
    home.mkdir(parents=True, mode=0o755)
    made = make_folder(home)
    assert [stat.S_IMODE(path.stat().st_mode) for path in (home, made)] == [0o700, 0o700]


@pytest.mark.parametrize("others", [0, 1])
def test_the_last_window_leaves_no_empty_folder(tmp_path: Path, others: int) -> None:
    home = tmp_path / "临时副本"
    made, *_ = [make_folder(home) for _ in range(1 + others)]
    (made / "佐证.pdf").write_bytes(b"%PDF")
    wipe_own(made)
    assert (made.exists(), home.exists()) == (False, bool(others))


def test_what_a_crash_left_is_wiped_at_the_next_start(tmp_path: Path) -> None:
    names = {f"{os.getpid()}-a": True, f"{GONE}-b": False, "别的程序": True}
    for name in names:
        (tmp_path / name / "深").mkdir(parents=True)
        (tmp_path / name / "深" / "佐证.pdf").write_bytes(b"secret")
        (tmp_path / name / "深" / "佐证.pdf").chmod(0o400)
    wipe_leftovers(tmp_path)
    assert {name: (tmp_path / name).exists() for name in names} == names


@only_posix
def test_content_is_overwritten_where_it_lies(tmp_path: Path) -> None:
    copy = tmp_path / "佐证.pdf"
    copy.write_bytes(b"secret" * 1000)
    with copy.open("rb") as reading:
        wipe(copy)
        assert reading.read() == bytes(6000)


def test_programs_that_start_together_wipe_the_same_folder(tmp_path: Path) -> None:
    left = tmp_path / f"{GONE}-gone"
    for number in range(150):
        (left / str(number)).mkdir(parents=True)
        (left / str(number) / "证据.pdf").write_bytes(b"%PDF")
    with ThreadPoolExecutor(4) as programs:
        for done in [programs.submit(wipe, left) for _ in range(4)]:
            done.result()
    wipe(left)
    assert list(tmp_path.iterdir()) == []
