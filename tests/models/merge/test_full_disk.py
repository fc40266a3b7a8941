"""A disk that is full after n bytes: files may not grow beyond a limit, which goes through the real file system."""

from __future__ import annotations

import errno
import io
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest
from sqlalchemy.exc import DatabaseError

from models.errors import FazhiError
from models.merge import from_centre, intake
from models.merge.outcome import PackageState
from models.package.envelope import read_envelope
from models.store.files.verify import verify_workspace
from models.submit.centre import export_plan
from tests.models.killing import RECORDS, stock
from tests.models.offices import Offices, lines, training

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="only where files can be limited")
KIB = 1024
SIZES = [size * KIB for size in (0, *range(4, 132, 12), 160, 4000)]
FULL = (OSError, DatabaseError, FazhiError)
"""What the edges turn into a sentence."""


@contextmanager
def disk_of(size: int) -> Iterator[None]:
    """No file may grow beyond `size` bytes."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_merge_on_a_full_disk_is_whole_or_nothing(offices: Offices) -> None:
    stick = stock(offices, 2)
    seen = set()
    for size in SIZES:
        with suppress(*FULL), disk_of(size):
            offices.merge(stick)
        assert verify_workspace(offices.centre) == []
        kept = len(lines(offices.centre)["training"])
        assert kept % RECORDS == 0
        seen.add(kept)
    assert {0, 2 * RECORDS} <= seen


def test_export_on_a_full_disk_leaves_a_whole_file(offices: Offices) -> None:
    sent = [offices.send(offices.a, "报送.fzb")]
    for size in SIZES:
        with suppress(*FULL), disk_of(size):
            sent.append(offices.send(offices.a, "报送.fzb"))
        found = read_envelope(io.BytesIO(sent[-1].path.read_bytes())).header
        assert found.sequence >= sent[-1].header.sequence
        assert verify_workspace(offices.a) == []
    assert 1 < len(sent) <= len(SIZES)
    assert not list(offices.folder.glob("*.part"))


def test_saving_on_a_full_disk_is_whole_or_nothing(offices: Offices) -> None:
    done = []
    for number, size in enumerate(SIZES):
        with suppress(*FULL), disk_of(size):
            done.append(training(offices.a, f"第{number}次"))
        assert verify_workspace(offices.a) == []
    assert lines(offices.a)["training"] == sorted(entry.line() for entry in done)
    assert 0 < len(done) < len(SIZES)


def test_full_disk_is_not_called_a_damaged_package(offices: Offices, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(intake, "open_payload", full)
    outcome = offices.merge(offices.send(offices.a, "x.fzb").path)[0]
    assert (outcome.state, "本机磁盘已满" in outcome.reason) == (PackageState.REFUSED, True)


OWN = [
    OSError(errno.ENOSPC, "x"),
    OSError(errno.EROFS, "x", "占用.txt"),
    PermissionError(errno.EACCES, "x", "写入.lock"),
]


@pytest.mark.parametrize("fault", OWN, ids=["full", "read-only", "no right"])
@pytest.mark.parametrize(
    "taking", [from_centre.receive_from_centre, from_centre.read_plan_package], ids=["package", "plan"]
)
def test_fault_of_this_computer_is_not_the_packages(
    offices: Offices, monkeypatch: pytest.MonkeyPatch, taking: Callable[..., object], fault: OSError
) -> None:
    def fail(*_: object) -> None:
        raise fault

    plan = export_plan(offices.centre, offices.folder / "任务.fzb", "李四")
    monkeypatch.setattr(from_centre, "read_envelope", fail)
    with pytest.raises(OSError, match="x") as caught:
        taking(*((offices.a, plan, "张三") if taking is from_centre.receive_from_centre else (plan,)))
    assert caught.value is fault


def test_fault_of_the_own_folder_ends_the_merge(offices: Offices, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise PermissionError(errno.EACCES, "x", "写入.lock")

    monkeypatch.setattr(intake, "open_payload", fail)
    sent = offices.send(offices.a, "x.fzb").path
    with pytest.raises(PermissionError):
        offices.merge(sent)
