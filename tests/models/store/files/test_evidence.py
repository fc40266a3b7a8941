from __future__ import annotations

import errno
import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.store.base.errors import NoEvidenceError
from models.store.base.workspace import EVIDENCE, Workspace
from models.store.files import evidence
from models.system_errors import Refusal, refusal_of
from tests.copied_workspace import copied_workspace
from tests.models.offices import LONE, SECRET

CONTENT = "通知正文".encode() * 1000


@pytest.fixture(params=[SECRET, None], ids=["encrypted", "plain"])
def workspace(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Workspace]:
    made = copied_workspace(tmp_path / "unit", LONE, request.param)
    yield made
    made.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "通知.pdf"
    path.write_bytes(CONTENT)
    return path


def add(workspace: Workspace, path: Path) -> str:
    with workspace.write("张三") as tx:
        added = evidence.add_file(tx, workspace, path)
    assert (added.name, added.size) == (path.name, path.stat().st_size)
    return added.digest or ""


def stored(workspace: Workspace) -> list[Path]:
    return [path for path in (workspace.folder / EVIDENCE).rglob("*") if path.is_file()]


def read(workspace: Workspace, digest: str) -> bytes:
    target = io.BytesIO()
    evidence.copy_file(workspace, digest, target)
    return target.getvalue()


def test_content_comes_back(workspace: Workspace, file: Path) -> None:
    digest = add(workspace, file)
    assert (read(workspace, digest), evidence.all_digests(workspace)) == (CONTENT, [digest])


def test_same_content_is_kept_once(workspace: Workspace, file: Path) -> None:
    assert add(workspace, file) == add(workspace, file.rename(file.with_name("副本.pdf")))
    assert len(stored(workspace)) == 1


def test_only_a_plain_workspace_keeps_plain_files(workspace: Workspace, file: Path) -> None:
    add(workspace, file)
    assert (CONTENT[:100] in stored(workspace)[0].read_bytes()) is not workspace.encrypted


@pytest.mark.parametrize("cut", [0, 1, 100, len(CONTENT) // 2])
def test_damaged_file_is_named(workspace: Workspace, file: Path, cut: int) -> None:
    digest = add(workspace, file)
    place = stored(workspace)[0]
    raw = bytearray(place.read_bytes())
    raw[-1 - cut] ^= 1
    place.write_bytes(raw)
    with pytest.raises(NoEvidenceError, match=f"{digest[:12]}.*已损坏"):
        read(workspace, digest)


def test_missing_file_is_named(workspace: Workspace, file: Path) -> None:
    digest = add(workspace, file)
    stored(workspace)[0].unlink()
    with pytest.raises(NoEvidenceError, match="不见了"):
        read(workspace, digest)
    add(workspace, file)
    assert read(workspace, digest) == CONTENT


class FullDisk(io.BytesIO):
    def write(self, _data: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")


class PulledStick(io.BytesIO):
    def read(self, _size: int | None = -1) -> bytes:
        if self.tell():
            raise OSError(errno.EIO, "Input/output error")
        return super().read(10)


def test_full_disk_while_copying_out_is_no_damage(workspace: Workspace, file: Path) -> None:
    digest = add(workspace, file)
    with pytest.raises(OSError, match="No space left") as caught:
        evidence.copy_file(workspace, digest, FullDisk())
    assert refusal_of(caught.value) is Refusal.FULL


def test_failing_source_leaves_nothing_behind(workspace: Workspace) -> None:
    with pytest.raises(OSError, match="Input/output") as caught, workspace.write("张三") as tx:
        evidence.add_stream(tx, workspace, PulledStick(CONTENT))
    assert refusal_of(caught.value) is Refusal.PULLED
    assert (stored(workspace), evidence.all_digests(workspace)) == ([], [])


def test_full_disk_leaves_nothing_behind(workspace: Workspace, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("models.store.files.evidence.os.fsync", fail)
    with pytest.raises(OSError, match="No space left"):
        add(workspace, file)
    assert (stored(workspace), evidence.all_digests(workspace)) == ([], [])


def add_and_fail(workspace: Workspace, file: Path) -> None:
    with workspace.write("张三") as tx:
        evidence.add_file(tx, workspace, file)
        raise KeyError


def test_content_of_an_undone_change_can_be_added_again(workspace: Workspace, file: Path) -> None:
    with pytest.raises(KeyError):
        add_and_fail(workspace, file)
    digest = stored(workspace)[0].name.removesuffix(".age")
    with workspace.write("张三") as tx:
        assert not evidence.is_file_kept(tx, workspace, digest)
    add(workspace, file)
    assert (read(workspace, digest), evidence.all_digests(workspace)) == (CONTENT, [digest])


def test_files_that_are_not_known_count_nothing(unit: Workspace) -> None:
    with unit.read() as connection:
        assert evidence.sum_sizes(connection, ["0" * 64]) == 0
