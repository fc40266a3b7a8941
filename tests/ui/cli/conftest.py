from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from models.store.base import keyring
from models.store.base.workspace import Workspace, open_workspace
from tests.office import CLOCK, Offices, copy_offices, make_offices
from ui.cli import main as cli
from ui.demo.december import FEWEST, Day, tell_december
from ui.demo.example import read_example
from ui.demo.run import PASSPHRASE


class Ran(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture(scope="session")
def offices_once(tmp_path_factory: pytest.TempPathFactory) -> Offices:
    return make_offices(tmp_path_factory.mktemp("offices"))


@pytest.fixture
def offices(offices_once: Offices, tmp_path: Path) -> Offices:
    """A centre and a unit of one's own."""
    return copy_offices(offices_once, tmp_path / "offices")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs one command within this process; nobody sits at the keyboard."""
    monkeypatch.delenv("FAZHI_PASSPHRASE", raising=False)
    monkeypatch.setenv("FAZHI_OPERATOR", "张三")
    monkeypatch.setattr("sys.stdin.isatty", lambda: False)

    def call(*words: object) -> Ran:
        argv = [str(word) for word in words]
        capsys.readouterr()
        try:
            code = cli.main(argv, CLOCK)
        except SystemExit as left:
            code = int(left.code or 0)
        return Ran(code, *capsys.readouterr())

    return call


def silently(_words: str) -> None:
    """Nobody listens to the progress."""


@pytest.fixture(scope="session")
def day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Day]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keyring, "MEMORY_KIB", 64)
        patch.setattr(keyring, "ITERATIONS", 1)
        yield tell_december(
            read_example(), tmp_path_factory.mktemp("december") / "new", FEWEST, 7, PASSPHRASE, silently
        )


@pytest.fixture(scope="session")
def centre(day: Day) -> Iterator[Workspace]:
    workspace = open_workspace(day.places.centre, PASSPHRASE)
    yield workspace
    workspace.close()
