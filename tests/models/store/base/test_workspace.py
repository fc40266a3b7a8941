from __future__ import annotations

import dataclasses
import datetime as dt
import errno
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from models.records.registry import ledger
from models.store.base import journal, keyring, lock, workspace
from models.store.base.errors import (
    DamagedWorkspaceError,
    DatabaseFailedError,
    LookOnlyError,
    NotEncryptedError,
    NoWorkspaceError,
    WorkspaceBusyError,
    WorkspaceExistsError,
    WrongPassphraseError,
)
from models.store.base.transaction import Transaction
from models.store.base.workspace import (
    DATABASE,
    EVIDENCE,
    KEYS,
    SNAPSHOT,
    UNIT,
    Office,
    Workspace,
    change_passphrase,
    create_workspace,
    is_encrypted,
    open_workspace,
)
from models.store.files.verify import verify_workspace
from models.store.records import records
from tests.clock import stopped_at
from tests.models.offices import SECRET, everything, get, lone_unit, put, training

OFFICE = Office(UNIT, "A01", "甲办事处")
NAME, ID_NUMBER = "王建国", "11010519491231002X"


def test_what_was_kept_is_there_after_opening(unit: Workspace) -> None:
    made = training(unit, "行政处罚法")
    unit.close()
    again = open_workspace(unit.folder, SECRET)
    assert get(again, "training", made.uid) == made
    assert (again.id, again.role, again.unit, again.name) == (unit.id, UNIT, "A01", "甲办事处")
    again.close()


@pytest.mark.parametrize("secret", ["", None, "测试用的密码", SECRET + " ", "AAAAA-AAAAA-AAAAA-AAAAA-AAAAA-AAAAA"])
def test_wrong_passphrase_is_refused(unit: Workspace, secret: str | None) -> None:
    with pytest.raises(WrongPassphraseError, match="密码不对"):
        open_workspace(unit.folder, secret)


@pytest.mark.parametrize(
    "spelled",
    [
        str,
        str.lower,
        lambda code: code.replace("-", ""),
        lambda code: code.replace("-", " "),
        lambda code: code.replace("0", "o").replace("1", "l"),
        lambda code: code.replace("1", "I").replace("V", "u"),
    ],
)
def test_recovery_code_is_read_forgivingly(tmp_path: Path, spelled: object) -> None:
    made, code = create_workspace(tmp_path / "w", OFFICE, SECRET)
    made.close()
    assert callable(spelled)
    open_workspace(tmp_path / "w", spelled(code)).close()


@pytest.mark.parametrize(
    ("typed", "is_code"),
    [
        ("ABCDE-" * 5 + "01234", True),
        ("abcde " * 5 + "OIL89", True),
        ("ABCDE-" * 5 + "0123", False),
        ("密码" * 15, False),
    ],
)
def test_a_recovery_code_is_told_from_a_passphrase(typed: str, is_code: bool) -> None:
    """Whoever opens with one is asked for a new 密码."""
    assert keyring.is_recovery_code(typed) is is_code


def test_new_passphrase_and_code_replace_the_old(tmp_path: Path) -> None:
    made, code = create_workspace(tmp_path / "w", OFFICE, SECRET)
    fresh = change_passphrase(made, "新密码")
    made.close()
    for secret in (SECRET, code):
        with pytest.raises(WrongPassphraseError):
            open_workspace(tmp_path / "w", secret)
    for secret in ("新密码", fresh):
        open_workspace(tmp_path / "w", secret).close()


@pytest.mark.parametrize(("passphrase", "encrypted"), [(SECRET, True), (None, False), ("", False)])
def test_workspace_says_whether_it_is_encrypted(tmp_path: Path, passphrase: str | None, encrypted: bool) -> None:
    made, code = create_workspace(tmp_path / "w", OFFICE, passphrase)
    assert (made.encrypted, is_encrypted(tmp_path / "w"), bool(code)) == (encrypted,) * 3
    made.close()


def _drop_the_settings(workspace: Workspace) -> None:
    with workspace.engine.connect() as connection, connection.begin():
        connection.exec_driver_sql("DROP TABLE meta")


def _age(workspace: Workspace) -> None:
    with workspace.engine.connect() as connection, connection.begin():
        connection.exec_driver_sql("PRAGMA user_version = 1")


@pytest.mark.parametrize(("spoil", "error"), [(_drop_the_settings, DamagedWorkspaceError), (_age, OSError)])
def test_what_could_not_be_opened_is_let_go(
    unit: Workspace, spoil: Callable[[Workspace], None], error: type[Exception]
) -> None:
    """Windows neither moves what is open nor restores a backup over it; here the copy before an upgrade fails, too."""
    spoil(unit)
    unit.close()

    def fail(_older: Workspace) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(error):
        open_workspace(unit.folder, SECRET, fail)
    held = [one.path for one in psutil.Process().open_files() if Path(one.path).is_relative_to(unit.folder)]
    assert held == []


def test_a_workspace_to_look_at_is_not_written(tmp_path: Path) -> None:
    made = lone_unit(tmp_path / "unit")
    before = everything(made)
    with pytest.raises(LookOnlyError):
        training(dataclasses.replace(made, read_only=True))
    assert everything(made) == before
    made.close()


def test_a_workspace_whose_database_is_lost_is_for_looking_only(tmp_path: Path) -> None:
    made = lone_unit(tmp_path / "unit")
    made.close()
    closed = workspace.closed_workspace(made.folder, SECRET)
    with pytest.raises(LookOnlyError):
        closed.require_writable()
    closed.close()


def test_journal_tells_when_it_was_written_last(tmp_path: Path) -> None:
    made, clock = lone_unit(tmp_path / "unit"), stopped_at(dt.date(2099, 1, 1))
    training(dataclasses.replace(made, clock=clock))
    with made.read() as connection:
        assert journal.last_moment(connection) == clock.stamp()
    made.close()


def test_a_workspace_to_look_at_keeps_its_passphrase(tmp_path: Path) -> None:
    made = lone_unit(tmp_path / "unit")
    before = (made.folder / KEYS).read_bytes()
    with pytest.raises(LookOnlyError):
        change_passphrase(dataclasses.replace(made, read_only=True), "新密码")
    assert (made.folder / KEYS).read_bytes() == before
    made.close()


def test_unencrypted_workspace_takes_no_passphrase(tmp_path: Path) -> None:
    made = lone_unit(tmp_path / "w", None)
    with pytest.raises(NotEncryptedError):
        change_passphrase(made, "新密码")
    made.close()
    open_workspace(tmp_path / "w", None).close()


@pytest.mark.parametrize(("passphrase", "shows"), [(SECRET, False), (None, True)])
def test_only_an_unencrypted_workspace_shows_its_content(tmp_path: Path, passphrase: str | None, shows: bool) -> None:
    made = lone_unit(tmp_path / "w", passphrase)
    put(made, "person", name=NAME, id_number=ID_NUMBER)
    raw = b"".join(path.read_bytes() for path in made.folder.rglob("*") if path.is_file())
    assert [text.encode() in raw for text in (NAME, ID_NUMBER)] == [shows, shows]
    made.close()


def test_database_survives_a_power_cut(unit: Workspace) -> None:
    with unit.read() as connection:
        said = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")]
        assert (said, connection.exec_driver_sql("PRAGMA temp_store").scalar()) == (["wal", 2], 2)


def test_occupied_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "别的.txt").write_text("别的", encoding="utf-8")
    with pytest.raises(WorkspaceExistsError):
        create_workspace(tmp_path, OFFICE, SECRET)
    assert [path.name for path in tmp_path.iterdir()] == ["别的.txt"]


def test_folder_without_workspace(tmp_path: Path) -> None:
    with pytest.raises(NoWorkspaceError):
        open_workspace(tmp_path, SECRET)
    with pytest.raises(NoWorkspaceError):
        is_encrypted(tmp_path)


@pytest.mark.parametrize("name", [KEYS, DATABASE])
def test_a_missing_file_is_named_and_nothing_new_suggested(unit: Workspace, name: str) -> None:
    unit.close()
    (unit.folder / name).rename(unit.folder.parent / name)
    with pytest.raises(NoWorkspaceError) as caught:
        open_workspace(unit.folder, SECRET)
    assert f"缺少文件“{name}”" in caught.value.sentence
    assert "备份恢复" in caught.value.sentence
    assert "新建" not in caught.value.sentence


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (KEYS, b""),
        (KEYS, b'{"wraps": 1}'),
        (KEYS, b"\xff"),
        (DATABASE, b"not a database, and longer than a page" * 200),
        (DATABASE, b"SQLite format 3\0" + bytes(4080)),
    ],
)
def test_spoiled_file_is_named(unit: Workspace, name: str, content: bytes) -> None:
    unit.close()
    (unit.folder / name).write_bytes(content)
    with pytest.raises(DamagedWorkspaceError, match=name):
        open_workspace(unit.folder, SECRET)


@pytest.mark.parametrize("start", range(7))
def test_spoiled_keys_end_as_a_sentence(unit: Workspace, start: int) -> None:
    unit.close()
    whole = (unit.folder / KEYS).read_bytes()
    for at in range(start, len(whole), 7):
        (unit.folder / KEYS).write_bytes(whole[:at] + bytes([whole[at] ^ 2]) + whole[at + 1 :])
        with suppress(DamagedWorkspaceError, WrongPassphraseError):
            open_workspace(unit.folder, SECRET).close()


def test_exception_undoes_the_whole_transaction(unit: Workspace) -> None:
    before = everything(unit)

    def two_then_fail() -> None:
        with unit.write("张三") as tx:
            records.save(tx, ledger("training"), "A01", {"topic": "一"})
            records.save(tx, ledger("training"), "A01", {"topic": "二"})
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        two_then_fail()
    assert everything(unit) == before


def test_a_part_that_fails_is_undone_alone(unit: Workspace) -> None:
    def failing(tx: Transaction) -> None:
        with tx.savepoint():
            records.save(tx, ledger("training"), "A01", {"topic": "二"})
            raise NoWorkspaceError(unit.folder)

    with unit.write("张三") as tx:
        records.save(tx, ledger("training"), "A01", {"topic": "一"})
        with pytest.raises(NoWorkspaceError):
            failing(tx)
        with tx.savepoint():
            records.save(tx, ledger("training"), "A01", {"topic": "三"})
    with unit.read() as connection:
        kept = {entry.fields["topic"] for entry in records.entries(connection, ledger("training"))}
    assert (kept, verify_workspace(unit)) == ({"一", "三"}, [])


def test_a_part_is_undone_with_all_parts_within(unit: Workspace) -> None:
    def failing(tx: Transaction) -> None:
        with tx.savepoint():
            records.save(tx, ledger("training"), "A01", {"topic": "二"})
            with tx.savepoint():
                records.save(tx, ledger("training"), "A01", {"topic": "三"})
            raise NoWorkspaceError(unit.folder)

    with unit.write("张三") as tx:
        training_of = records.save(tx, ledger("training"), "A01", {"topic": "一"})
        with pytest.raises(NoWorkspaceError):
            failing(tx)
    with unit.read() as connection:
        assert list(records.entries(connection, ledger("training"))) == [training_of]


def fill_up(tx: Transaction) -> None:
    """Write in a part more than the disk has."""
    pages = tx.connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    tx.connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")
    with tx.savepoint():
        tx.set_setting("big", "z" * 3_000_000)


def test_a_disk_that_fills_up_within_a_part_is_told(unit: Workspace) -> None:
    before = everything(unit)
    with pytest.raises(DatabaseFailedError, match="磁盘空间不足"), unit.write("张三") as tx:
        fill_up(tx)
    assert everything(unit) == before


def test_what_was_left_half_written_is_cleared_away(unit: Workspace) -> None:
    left = [unit.folder / EVIDENCE / "123-456.part", unit.folder / SNAPSHOT]
    for path in left:
        path.write_bytes(b"half")
    with unit.write("张三"):  # whoever writes may be writing this
        open_workspace(unit.folder, SECRET).close()
        assert all(path.exists() for path in left)
    open_workspace(unit.folder, SECRET).close()
    assert not any(path.exists() for path in left)


def test_abandoned_transaction_leaves_nothing(unit: Workspace) -> None:
    before = everything(unit)
    with unit.write("张三") as tx:
        records.save(tx, ledger("training"), "A01", {"topic": "一"})
        tx.abandoned = True
    assert everything(unit) == before


HOLD = """
import sys
from contextlib import suppress
from pathlib import Path
from models.store.base.lock import writing
with writing(Path(sys.argv[1]), "赵六"):
    print("held", flush=True)
    sys.stdin.readline()
"""


def test_second_writer_is_told_who_holds_the_workspace(unit: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    root = Path(workspace.__file__).parents[3]
    command = [sys.executable, "-c", HOLD, str(unit.folder)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=root, stdin=pipe, stdout=pipe, text=True, encoding="utf-8") as other:
        assert other.stdout
        assert other.stdout.readline() == "held\n"
        with pytest.raises(WorkspaceBusyError, match=f"赵六.*进程 {other.pid}"), lock.writing(unit.folder, "张三", 0.2):
            pytest.fail("two writers")
        other.communicate("\n")
    training(unit, "轮到我了")


def test_reading_goes_on_beside_a_writer(unit: Workspace) -> None:
    with unit.write("张三") as tx:
        records.save(tx, ledger("training"), "A01", {"topic": "一"})
        with unit.read() as connection:
            assert records.count(connection, ledger("training")) == 0


def test_costs_of_real_workspaces_are_high() -> None:
    source = Path(keyring.__file__).read_text(encoding="utf-8")
    assert "MEMORY_KIB = 65_536\nITERATIONS = 3\n" in source
