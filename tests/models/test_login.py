import os
from pathlib import Path

import pytest

from models.login import below_home, login_name

NAMES = ("LOGNAME", "USER", "LNAME", "USERNAME", "HOME")


@pytest.fixture
def nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """A user who is a number to the system and nothing else."""
    pwd = pytest.importorskip("pwd", reason="Windows 上每个用户都有名字")

    def unknown(number: int) -> None:
        raise KeyError(number)

    monkeypatch.setattr(pwd, "getpwuid", unknown)
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


def test_user_without_a_name_goes_by_number(nobody: None) -> None:
    assert login_name() == f"用户{os.getuid()}"


def test_home_nobody_knows_stays_a_tilde(nobody: None) -> None:
    assert below_home("~/字体") == Path("~/字体")


def test_known_user_has_name_and_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LOGNAME", "wang")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert login_name() == "wang"
    assert below_home("~/字体") == tmp_path / "字体"
    assert below_home("/字体") == Path("/字体")
