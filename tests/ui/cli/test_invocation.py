import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from ui.cli import invocation
from ui.cli.invocation import ROOT, command_line, installing_line, quoted


@pytest.mark.parametrize(
    ("word", "posix", "windows"),
    [
        ("演示/中心", "演示/中心", "演示/中心"),
        (r"D:\台账\中心", r"'D:\台账\中心'", r"D:\台账\中心"),
        ("我的 演示", "'我的 演示'", '"我的 演示"'),
        ("甲&乙（1）", "'甲&乙（1）'", '"甲&乙（1）"'),
        ("it's", """'it'"'"'s'""", '''"it's"'''),
        ("", "''", '""'),
    ],
)
def test_word_stays_one_word(word: str, posix: str, windows: str) -> None:
    assert quoted(word, windows=False) == posix
    assert quoted(word, windows=True) == windows
    assert shlex.split(posix) == [word]


def test_from_source_it_names_this_python(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "我的 Python" / "python"))
    assert command_line("merge", Path("中心"), Path("报 送")) == (
        f"'我的 Python/python' {quoted(str(ROOT / 'main.py'))} merge 中心 '报 送'"
    )


@pytest.mark.parametrize(
    ("folder", "here", "line"),
    [
        ("法治台账", "法治台账", "./fazhi merge"),
        ("法治台账", ".", "法治台账/fazhi merge"),
        ("法治 台账", ".", "'法治 台账/fazhi' merge"),
    ],
)
@pytest.mark.parametrize("program", ["fazhi", "法治台账"])
def test_frozen_it_names_the_console_program(
    folder: str, here: str, line: str, program: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / folder).mkdir()
    monkeypatch.chdir(tmp_path / here)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / folder / program))
    assert command_line("merge") == line


def test_frozen_on_windows_it_ends_in_exe(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "dist" / "法治台账.exe"))
    assert command_line() == "dist/fazhi.exe"


def test_libraries_are_in_venv_or_bootstrap_gets_them(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(invocation, "ROOT", tmp_path)
    monkeypatch.setattr(invocation, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(sys, "executable", "/usr/bin/python3")
    assert installing_line("check", "甲 乙") == "/usr/bin/python3 bootstrap.py run check '甲 乙'"
    (tmp_path / ".venv/bin").mkdir(parents=True)
    (tmp_path / ".venv/bin/python").touch()
    assert installing_line() == ".venv/bin/python main.py"
    monkeypatch.setattr(sys, "prefix", str(tmp_path / ".venv"))
    assert installing_line() == "/usr/bin/python3 bootstrap.py run"


def test_what_is_printed_runs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    told = subprocess.run(["sh", "-c", command_line("--version")], capture_output=True, encoding="utf-8", check=True)
    assert told.stdout.startswith("法治台账 ")
