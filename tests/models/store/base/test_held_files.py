"""A scanner holds what was just written, as Windows tells it: a fake of what the system says."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path

import pytest

from models.store.base import lock
from models.store.base.held_files import PATIENCE, give_place, take_away
from models.store.base.whole_file import write_file
from models.store.base.workspace import Workspace
from models.store.files.backup import write_backup
from tests.models.offices import training

Scanner = Callable[..., list[Path]]


@pytest.fixture
def scanner(monkeypatch: pytest.MonkeyPatch) -> Scanner:
    """Have a program hold what an act of paths is asked of, so many times; gives what was asked."""

    def hold(act: str, times: int, windows: int | None = 32, only: str = "") -> list[Path]:
        asked, real = list[Path](), getattr(Path, act)

        def answer(path: Path, *arguments: object, **how: object) -> object:
            if only not in path.name:
                return real(path, *arguments, **how)
            asked.append(path)
            if len(asked) > times:
                return real(path, *arguments, **how)
            problem = PermissionError(errno.EACCES, "held", str(path))
            problem.winerror = windows  # type: ignore[attr-defined,unused-ignore]  # Windows only
            raise problem

        monkeypatch.setattr(Path, act, answer)
        monkeypatch.setattr("time.sleep", lambda _: None)
        return asked

    return hold


def test_a_name_is_asked_for_until_the_scanner_lets_go(tmp_path: Path, scanner: Scanner) -> None:
    asked = scanner("replace", len(PATIENCE))
    write_file(tmp_path / "一.xlsx", lambda file: file.write(b"x"))
    assert (tmp_path / "一.xlsx").read_bytes() == b"x"
    assert len(asked) == len(PATIENCE) + 1


@pytest.mark.parametrize(("times", "windows", "tries"), [(99, 32, len(PATIENCE) + 1), (99, None, 1), (99, 112, 1)])
def test_who_never_lets_go_is_told(
    tmp_path: Path, scanner: Scanner, times: int, windows: int | None, tries: int
) -> None:
    for act, name in ((take_away, "unlink"), (lambda path: give_place(path, tmp_path / "b"), "replace")):
        asked = scanner(name, times, windows)
        with pytest.raises(PermissionError):
            act(tmp_path / "a")
        assert len(asked) == tries


def test_a_held_note_keeps_nobody_from_saving(unit: Workspace, scanner: Scanner) -> None:
    """The note of who is writing is written and deleted at each save."""
    for act in ("write_text", "unlink"):
        scanner(act, 99, only=lock.HOLDER)
        training(unit, act)
    assert lock.read_holder(unit.folder)


def test_a_held_copy_of_the_database_ends_no_backup(unit: Workspace, tmp_path: Path, scanner: Scanner) -> None:
    scanner("unlink", 3, only="备份中")
    assert write_backup(unit, tmp_path / "一.fzbak").is_file()
    assert not list(unit.folder.glob("备份中*"))
