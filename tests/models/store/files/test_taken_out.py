"""Evidence leaves the workspace checked, under its content's ending, or not at all."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.store.base.errors import NoEvidenceError
from models.store.base.whole_file import NotWrittenError
from models.store.base.workspace import EVIDENCE, Workspace
from models.store.files.evidence import add_stream, has_file
from models.store.files.taken_out import copy_to_open, save_copy
from tests.models.offices import lone_unit
from tests.models.submit.devices import Device

PDF = b"%PDF-1.7\n1 0 obj"
PROGRAM = b"MZ\x90\x00" * 100


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = lone_unit(tmp_path / "unit", None)
    yield made
    made.close()


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    folder = tmp_path / "outside"
    folder.mkdir()
    return folder


def kept(workspace: Workspace, content: bytes) -> str:
    with workspace.write("张三") as tx:
        return add_stream(tx, workspace, io.BytesIO(content))[0]


def files(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file()]


def spoil(workspace: Workspace, digest: str) -> None:
    (workspace.folder / EVIDENCE / digest[:2] / digest).write_bytes(PROGRAM)


def test_a_document_is_copied_to_be_read_only(workspace: Workspace, outside: Path) -> None:
    digest = kept(workspace, PDF)
    for _ in range(2):
        copy = copy_to_open(workspace, digest, "通知\u202efdp.exe", outside)
        assert copy is not None
        assert (copy.name, copy.read_bytes(), copy.stat().st_mode & 0o777) == ("通知fdp.exe.pdf", PDF, 0o400)
    assert files(outside) == ["通知fdp.exe.pdf"]


@pytest.mark.parametrize("at", [1, 2])
def test_a_failing_device_is_not_laid_to_the_evidence(
    tmp_path: Path, outside: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    encrypted = lone_unit(tmp_path / "encrypted")
    digest = kept(encrypted, PDF * 10_000)
    Device(at, pulled=True).plug_in(monkeypatch)
    with pytest.raises(NotWrittenError, match="已拔出"):
        save_copy(encrypted, digest, outside / "通知.pdf")
    encrypted.close()


def test_what_could_run_is_not_copied(workspace: Workspace, outside: Path) -> None:
    assert copy_to_open(workspace, kept(workspace, PROGRAM), "通知.pdf", outside) is None
    assert files(outside) == []


def test_what_is_spoilt_is_refused_every_time(workspace: Workspace, outside: Path) -> None:
    digest = kept(workspace, PDF)
    spoil(workspace, digest)
    for _ in range(2):
        with pytest.raises(NoEvidenceError, match="已损坏"):
            copy_to_open(workspace, digest, "通知.pdf", outside)
        with pytest.raises(NoEvidenceError, match="已损坏"):
            save_copy(workspace, digest, outside / "通知.pdf")
    assert files(outside) == []


@pytest.mark.parametrize("link", ["", "../../planted", "/etc/passwd", "0" * 63, "A" * 64, "0" * 5000, "0" * 64 + "\n"])
def test_what_is_no_digest_names_no_place(workspace: Workspace, outside: Path, link: str) -> None:
    assert not has_file(workspace, link)
    with pytest.raises(NoEvidenceError, match="登记不对"):
        copy_to_open(workspace, link, "通知.pdf", outside)
    assert (files(outside), list(outside.parent.glob("planted*"))) == ([], [])


def test_a_saved_copy_replaces_whole_or_not(workspace: Workspace, outside: Path) -> None:
    (outside / "通知.exe").write_bytes(b"before")
    digest = kept(workspace, PROGRAM)
    save_copy(workspace, digest, outside / "通知.exe")
    assert (files(outside), (outside / "通知.exe").read_bytes()) == (["通知.exe"], PROGRAM)
