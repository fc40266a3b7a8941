"""What keeps a database from being opened: each cause has its sentence, and only a damaged one is called damaged."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlite
from sqlalchemy.exc import OperationalError

from models.errors import FazhiError
from models.store.base import engine
from models.store.base.errors import Cause, DamagedWorkspaceError, DatabaseFailedError, ForeignDatabaseError
from models.store.base.workspace import DATABASE, UNIT, Office, create_workspace, open_workspace
from tests.models.disks import fill, make_read_only, mounted
from tests.models.offices import SECRET

OFFICE = Office(UNIT, "A01", "甲办事处")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with mounted(tmp_path / "U盘") as folder:
        yield folder


def make(folder: Path, passphrase: str | None = None) -> Path:
    """A closed workspace in `folder`."""
    create_workspace(folder, OFFICE, passphrase)[0].close()
    return folder


def refusal(folder: Path, passphrase: str | None = None) -> FazhiError:
    """Why it cannot be opened."""
    with pytest.raises(FazhiError) as caught:
        open_workspace(folder, passphrase).close()
    return caught.value


def test_full_disk_is_called_full(disk: Path) -> None:
    folder = make(disk / "工作区", SECRET)
    room = fill(disk)
    problem = refusal(folder, SECRET)
    assert isinstance(problem, DatabaseFailedError)
    assert problem.cause is Cause.FULL
    assert "不需要恢复备份" in problem.sentence
    room.unlink()
    open_workspace(folder, SECRET).close()


def test_read_only_disk_is_called_read_only(disk: Path) -> None:
    folder = make(disk / "工作区", SECRET)
    make_read_only(disk)
    problem = refusal(folder, SECRET)
    assert isinstance(problem, DatabaseFailedError)
    assert problem.cause is Cause.READ_ONLY


def test_a_database_that_cannot_be_opened_is_let_go_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows refuses to move or replace a file that is held, if only until the next garbage collection."""
    folder, opened = make(tmp_path / "工作区"), []
    (folder / DATABASE).write_bytes(b"x" * 8192)

    def connect(*arguments: Any, **options: Any) -> Any:
        opened.append(sqlite.connect(*arguments, **options))
        return opened[-1]

    with monkeypatch.context() as watched:
        watched.setattr(engine, "sqlite", SimpleNamespace(**vars(sqlite) | {"connect": connect}))
        refusal(folder)
    assert opened
    for connection in opened:
        with pytest.raises(sqlite.ProgrammingError, match="closed"):
            connection.execute("SELECT 1")


not_as_root = pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="权限管不住 root，Windows 另有一套"
)


@not_as_root
def test_lack_of_a_right_to_the_folder_is_no_damage(tmp_path: Path) -> None:
    folder = make(tmp_path / "工作区")
    folder.chmod(0o555)
    problem = refusal(folder)
    folder.chmod(0o755)
    assert isinstance(problem, DatabaseFailedError)
    assert problem.cause is Cause.READ_ONLY


@not_as_root
def test_lack_of_a_right_to_the_file_is_told_when_it_is_written(tmp_path: Path) -> None:
    folder = make(tmp_path / "工作区")
    (folder / DATABASE).chmod(0o444)
    opened = open_workspace(folder, None)
    with pytest.raises(DatabaseFailedError) as caught, opened.write("张三") as tx:
        tx.set_setting("a", "b")
    opened.close()
    assert caught.value.cause is Cause.READ_ONLY


HOLDER = """
import sqlite3, sys
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute("PRAGMA locking_mode = EXCLUSIVE")
held.execute("BEGIN EXCLUSIVE")
held.execute("CREATE TABLE held (x)")
print("held", flush=True)
input()
"""


@contextmanager
def held(database: Path) -> Iterator[None]:
    """Another process has the database to itself."""
    command = [sys.executable, "-c", HOLDER, str(database)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout
        assert other.stdout.readline() == "held\n"
        yield
        other.communicate("\n")


def test_database_held_by_another_program_is_called_busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "BUSY_MILLISECONDS", 50)
    folder = make(tmp_path / "工作区")
    with held(folder / DATABASE):
        problem = refusal(folder)
    assert isinstance(problem, DatabaseFailedError)
    assert problem.cause is Cause.BUSY
    open_workspace(folder, None).close()


def test_disk_that_fails_is_no_damage(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource", reason="只有能限制文件大小的系统上能试")
    folder = make(tmp_path / "工作区")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        problem = refusal(folder)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert isinstance(problem, DatabaseFailedError)
    assert problem.cause is Cause.DEVICE
    assert "没有损坏" not in problem.sentence


def test_database_taken_away_while_open_is_no_damage(tmp_path: Path) -> None:
    database = make(tmp_path / "工作区") / DATABASE
    opened = engine.open_engine(database, None)
    opened.dispose()
    shutil.rmtree(database.parent)
    with pytest.raises(DatabaseFailedError) as caught, opened.connect():
        pass
    assert caught.value.cause is Cause.AWAY


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def overwrite(data: bytes) -> bytes:
    return data[:4096] + b"\x5a" * (len(data) - 4096)


def zero_head(data: bytes) -> bytes:
    return bytes(4096) + data[4096:]


@pytest.mark.parametrize("passphrase", [None, SECRET])
@pytest.mark.parametrize("spoil", [cut, overwrite])
def test_only_damage_is_called_damage(tmp_path: Path, spoil: Callable[[bytes], bytes], passphrase: str | None) -> None:
    folder = make(tmp_path / "工作区", passphrase)
    database = folder / DATABASE
    database.write_bytes(spoil(database.read_bytes()))
    problem = refusal(folder, passphrase)
    assert type(problem) is DamagedWorkspaceError
    assert problem.sentence == f"工作区文件“{DATABASE}”损坏（数据库页面损坏）：请不要继续使用，从最近的备份恢复。"


@pytest.mark.parametrize("passphrase", [None, SECRET])
def test_database_without_a_head_is_not_this_ones(tmp_path: Path, passphrase: str | None) -> None:
    folder = make(tmp_path / "工作区", passphrase)
    database = folder / DATABASE
    database.write_bytes(zero_head(database.read_bytes()))
    assert isinstance(refusal(folder, passphrase), ForeignDatabaseError)


def test_database_of_another_key_is_named_so(tmp_path: Path) -> None:
    folder, other = make(tmp_path / "甲", SECRET), make(tmp_path / "乙", SECRET)
    shutil.copyfile(other / DATABASE, folder / DATABASE)
    problem = refusal(folder, SECRET)
    assert isinstance(problem, ForeignDatabaseError)
    assert "不是同一个工作区的" in problem.sentence


@pytest.mark.parametrize("passphrase", [None, SECRET])
def test_emptied_database_is_damaged_and_stays_as_it_is(tmp_path: Path, passphrase: str | None) -> None:
    folder = make(tmp_path / "工作区", passphrase)
    (folder / DATABASE).write_bytes(b"")
    assert type(refusal(folder, passphrase)) is DamagedWorkspaceError
    assert type(refusal(folder, passphrase)) is DamagedWorkspaceError


def test_what_sqlite_says_of_a_statement_is_our_own_fault(tmp_path: Path) -> None:
    opened = open_workspace(make(tmp_path / "工作区"), None)
    with opened.read() as connection, pytest.raises(OperationalError, match="no such table"):
        connection.exec_driver_sql("SELECT * FROM nowhere")
    opened.close()


def test_sqlcipher_keeps_its_own_words_to_itself(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    folder = make(tmp_path / "工作区", SECRET)
    database = folder / DATABASE
    database.write_bytes(overwrite(database.read_bytes()))
    refusal(folder, SECRET)
    assert capfd.readouterr() == ("", "")
