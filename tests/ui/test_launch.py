import io
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.version import VERSION
from ui import launch

ROOT = Path(__file__).parents[2]


def start(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The program under a Python without any library."""
    command = [sys.executable, "-S", "-B", str(ROOT / "main.py"), *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.parametrize("arguments", [(), ("merge", "甲 乙"), ("--help",)])
def test_python_without_libraries_is_told_the_command(arguments: tuple[str, ...]) -> None:
    told = start(*arguments)
    assert told.returncode == 1
    assert told.stdout == ""
    first, command, english = told.stderr.splitlines()
    assert "没有装程序用到的库" in first
    assert command.split()[1] in {"bootstrap.py", "main.py"}
    assert english.endswith("run the command above instead.")


@pytest.fixture(autouse=True)
def _ctrl_c_as_before() -> Iterator[None]:
    before = signal.getsignal(signal.SIGINT)
    yield
    signal.signal(signal.SIGINT, before)


class Pressing(io.StringIO):
    """A stream during whose writing Ctrl-C is pressed again."""

    def write(self, text: str) -> int:
        signal.raise_signal(signal.SIGINT)
        return super().write(text)


def raising(error: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every command and the window end like this."""

    def run(argv: list[str]) -> int:
        raise error

    monkeypatch.setattr("ui.cli.main.main", run)
    monkeypatch.setattr("ui.application.run", run)


@pytest.mark.parametrize("argv", [[], ["merge"]])
def test_ctrl_c_is_one_sentence(
    argv: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    raising(KeyboardInterrupt(), monkeypatch)
    assert launch.main(argv) == 130
    assert capsys.readouterr() == ("", "已中断。Interrupted.\n")


def test_a_second_ctrl_c_does_not_cut_the_sentence_off(monkeypatch: pytest.MonkeyPatch) -> None:
    raising(KeyboardInterrupt(), monkeypatch)
    monkeypatch.setattr(sys, "stderr", Pressing())
    assert launch.main(["merge"]) == 130
    assert isinstance(sys.stderr, Pressing)
    assert sys.stderr.getvalue() == "已中断。Interrupted.\n"


def test_missing_system_library_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    raising(ImportError("libEGL.so.1: cannot open shared object file", name="PySide6.QtGui"), monkeypatch)
    assert launch.main([]) == 1
    told = capsys.readouterr().err
    assert told.startswith("窗口打不开，缺少系统的软件包：libEGL.so.1")
    assert "main.py --help" in told


def test_fault_in_our_own_imports_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    raising(ImportError("cannot import name", name="models.gone"), monkeypatch)
    with pytest.raises(ImportError, match="cannot import name"):
        launch.main([])


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        launch.main(["--version"])
    assert capsys.readouterr().out == f"法治台账 {VERSION}\n"
