from __future__ import annotations

import errno
import os
import zipfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from models.records.registry import ledger
from models.store.base import lock
from models.store.base.errors import BadBackupError, WorkspaceBusyError, WorkspaceExistsError, WrongPassphraseError
from models.store.base.whole_file import NotWrittenError
from models.store.base.workspace import DATABASE, KEYS, LAYOUTS, SNAPSHOT, TEMPLATES, Workspace, open_workspace
from models.store.files import backup, evidence
from models.store.files.verify import verify_workspace
from models.store.records import records
from models.system_errors import Refusal, refusal_of
from tests.models.offices import SECRET, everything, lines, training


@pytest.fixture
def saved(unit: Workspace, tmp_path: Path) -> Path:
    """A backup of a workspace with one record and one file of evidence."""
    source = tmp_path / "通知.pdf"
    source.write_bytes(b"x" * 3000)
    with unit.write("张三") as tx:
        link = evidence.add_file(tx, unit, source)
        records.save(tx, ledger("training"), "A01", {"topic": "一", "evidence": [{"digest": link.digest}]})
    return backup.write_backup(unit, tmp_path / "一.fzbak")


def restored(path: Path, folder: Path) -> tuple[Workspace, Path | None]:
    workspace, kept = backup.restore_backup(path, folder, SECRET)
    workspace.close()
    return workspace, kept


def test_everything_comes_back_under_a_new_id(unit: Workspace, saved: Path, tmp_path: Path) -> None:
    again, kept = restored(saved, tmp_path / "new")
    assert (verify_workspace(again), lines(again), kept) == ([], lines(unit), None)
    assert evidence.all_digests(again) == evidence.all_digests(unit)
    assert again.id != unit.id
    assert (again.setting("id"), again.setting("copied_from")) == (again.id, unit.id)
    again.close()


def test_backup_has_what_a_reader_keeps_in_the_log(unit: Workspace, tmp_path: Path) -> None:
    with unit.read() as reading:
        reading.exec_driver_sql("SELECT count(*) FROM journal").scalar()
        training(unit, "刚刚保存")
        saved = backup.write_backup(unit, tmp_path / "一.fzbak")
    again, _ = restored(saved, tmp_path / "new")
    assert lines(again) == lines(unit)
    again.close()


def test_layouts_and_templates_of_the_office_come_along(unit: Workspace, tmp_path: Path) -> None:
    (unit.folder / LAYOUTS).mkdir()
    (unit.folder / TEMPLATES).mkdir()
    for name in ("答辩状.docx", "~$答辩状.docx", "二审、再审答辩状.docx"):
        (unit.folder / TEMPLATES / name).write_bytes(b"PK")
    for name in ("case-statistics.json", "说明.txt", "备份 (1).json"):
        (unit.folder / LAYOUTS / name).write_text("{}", encoding="utf-8")
    again, _ = restored(backup.write_backup(unit, tmp_path / "一.fzbak"), tmp_path / "new")
    assert [one.name for one in (again.folder / LAYOUTS).iterdir()] == ["case-statistics.json"]
    assert sorted(one.name for one in (again.folder / TEMPLATES).iterdir()) == ["二审、再审答辩状.docx", "答辩状.docx"]


def test_backup_into_a_folder_gets_a_name(unit: Workspace, tmp_path: Path) -> None:
    steps: list[str] = []
    path = backup.write_backup(unit, tmp_path, steps.append)
    assert path.name.startswith("备份_甲办事处_")
    odd = backup.write_backup(replace(unit, name="司法所/综治办"), tmp_path)
    assert (odd.parent, odd.name[:11]) == (tmp_path, "备份_司法所／综治办_")
    assert backup.check_backup(path).name == "甲办事处"
    assert steps == [DATABASE, KEYS]
    assert sorted(one.name for one in unit.folder.iterdir() if "备份" in one.name or ".part" in one.name) == []


def test_nobody_waits_for_a_backup(unit: Workspace, tmp_path: Path) -> None:
    def save(_name: str) -> None:
        with unit.write("张三") as tx:
            tx.set_setting("甲", "乙")

    path = backup.write_backup(unit, tmp_path, save)
    again, _ = backup.restore_backup(path, tmp_path / "恢复", SECRET)
    assert (unit.setting("甲"), again.setting("甲")) == ("乙", None)
    again.close()


def test_only_one_backup_is_made_at_a_time(unit: Workspace) -> None:
    with lock.copying(unit.folder), pytest.raises(WorkspaceBusyError), lock.copying(unit.folder, wait=0):
        pass


def test_failed_backup_keeps_the_old_one(unit: Workspace, saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = saved.read_bytes()

    def fail(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("models.store.base.whole_file.os.fsync", fail)
    with pytest.raises(NotWrittenError, match="空间不足"):
        backup.write_backup(unit, saved)
    assert saved.read_bytes() == whole
    assert list(saved.parent.glob("*.part")) == []


def test_a_full_disk_beside_the_database_is_called_full(unit: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.open

    def full(place: str | Path, flags: int, mode: int = 0o777) -> int:
        if Path(place).name == SNAPSHOT:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(place, flags, mode)

    monkeypatch.setattr(os, "open", full)
    with pytest.raises(OSError, match="No space") as caught:
        backup.write_backup(unit, unit.folder.parent / "备份.fzbak")
    assert refusal_of(caught.value) is Refusal.FULL


def test_existing_workspace_is_set_aside(unit: Workspace, saved: Path) -> None:
    training(unit, "后来的")
    before = everything(unit)
    unit.close()
    again, kept = restored(saved, unit.folder)
    assert len(lines(again)["training"]) == 1
    assert kept is not None
    again.close()
    older = open_workspace(kept, SECRET)
    assert everything(older) == before
    older.close()


def test_what_was_set_aside_comes_back_if_the_new_one_gets_no_name(
    unit: Workspace, saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, real = lines(unit), Path.replace
    unit.close()

    def refuse(path: Path, target: Path) -> Path:
        if target == unit.folder and path.name.endswith(backup.BEING_RESTORED):
            raise PermissionError(13, "in use")
        return real(path, target)

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(PermissionError):
        backup.restore_backup(saved, unit.folder, SECRET)
    again = open_workspace(unit.folder, SECRET)
    assert lines(again) == before
    again.close()


def test_a_file_that_is_not_there_has_no_size(tmp_path: Path) -> None:
    assert backup._size(tmp_path / "没有.db-wal") == 0


def test_folder_with_other_files_is_left_alone(saved: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "信.txt").write_text("信", encoding="utf-8")
    with pytest.raises(WorkspaceExistsError):
        backup.restore_backup(saved, other, SECRET)
    assert [path.name for path in other.iterdir()] == ["信.txt"]
    assert not list(tmp_path.glob("*恢复*"))


def test_wrong_passphrase_touches_nothing(unit: Workspace, saved: Path) -> None:
    before = everything(unit)
    with pytest.raises(WrongPassphraseError):
        backup.restore_backup(saved, unit.folder, "别的")
    assert everything(unit) == before
    assert not list(unit.folder.parent.glob("*恢复*"))


@pytest.mark.parametrize("keep", [0, 10, 0.5, 0.99])
def test_truncated_backup_is_refused(saved: Path, tmp_path: Path, keep: float) -> None:
    whole = saved.read_bytes()
    saved.write_bytes(whole[: int(keep * len(whole)) if keep < 1 else int(keep)])
    with pytest.raises(BadBackupError, match="不是完整的备份"):
        backup.restore_backup(saved, tmp_path / "new", SECRET)
    assert not (tmp_path / "new").exists()


def test_a_flipped_bit_is_refused_or_changes_nothing(saved: Path) -> None:
    whole = saved.read_bytes()
    good = backup.check_backup(saved).members
    accepted = 0
    for at in range(0, len(whole), len(whole) // 150):
        saved.write_bytes(whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :])
        with suppress(BadBackupError):
            assert backup.check_backup(saved).members == good
            accepted += 1
    assert accepted < 3


@pytest.mark.parametrize("name", ["../evil", "/etc/evil", "佐证材料/../../evil", "台账Xdb", "佐证材料/ab/短"])
def test_no_file_is_unpacked_under_a_strange_name(saved: Path, tmp_path: Path, name: str) -> None:
    contents = backup.check_backup(saved)
    members = {**contents.members, name: "0" * 64}
    with zipfile.ZipFile(tmp_path / "odd.fzbak", "w") as odd, zipfile.ZipFile(saved) as good:
        for member in contents.members:
            odd.writestr(member, good.read(member))
        odd.writestr(name, b"")
        odd.writestr(backup.LIST, msgspec.json.encode(backup.BackupContents(1, "", "", members)))
    with pytest.raises(BadBackupError, match="不该有的文件"):
        backup.restore_backup(tmp_path / "odd.fzbak", tmp_path / "new", SECRET)
    assert not list(tmp_path.rglob("evil"))


def test_disk_that_fails_is_not_called_a_bad_backup(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(zipfile.ZipFile, "read", fail)
    with pytest.raises(OSError, match="Input/output"):
        backup.check_backup(saved)
    monkeypatch.undo()
    saved.unlink()
    with pytest.raises(FileNotFoundError):
        backup.check_backup(saved)
