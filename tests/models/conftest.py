"""Workspaces for tests of what is kept, merged and sent."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.store.base import keyring
from models.store.base.workspace import Workspace
from models.store.files import disk_space
from tests.copied_workspace import copied_workspace
from tests.models.offices import LONE, SECRET, Free, Offices, copy_of, prepare


@pytest.fixture(scope="session", autouse=True)
def cheap_argon2() -> Iterator[None]:
    """Stretching a 密码 as long as it should be would take most of the time of these tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keyring, "MEMORY_KIB", 64)
        patch.setattr(keyring, "ITERATIONS", 1)
        patch.setattr(keyring, "LANES", 1)
        yield


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return prepare(tmp_path_factory.mktemp("prepared"))


@pytest.fixture
def offices(prepared: Path, tmp_path: Path) -> Iterator[Offices]:
    made = copy_of(prepared, tmp_path / "offices")
    yield made
    made.close()


@pytest.fixture
def unit(tmp_path: Path) -> Iterator[Workspace]:
    workspace = copied_workspace(tmp_path / "unit", LONE, SECRET)
    yield workspace
    workspace.close()


@pytest.fixture
def free(monkeypatch: pytest.MonkeyPatch) -> Free:
    """A fake disk: the folder has as many bytes free as is said; every other place is as it is."""
    real, said = disk_space.free_bytes, dict[Path, int]()
    monkeypatch.setattr(disk_space, "free_bytes", lambda place: said.get(Path(place)) or real(place))
    return said.__setitem__
