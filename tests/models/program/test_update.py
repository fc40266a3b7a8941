"""Updating from a stick: installed beside the old version, tried, chosen, and back; the programs are small scripts."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from models.package.keys import generate_signing_key
from models.package.program import BadProgramError, write_program
from models.program.update import (
    Updating,
    go_back,
    how_to_update,
    install,
    mark_opened,
    this_platform,
)
from models.program.versions import CHOICE, LATER, STAY, Choice, failed_version, read_choice, start_chosen
from models.store.files.disk_space import NoDiskSpaceError

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the programs here are shell scripts")
KEY = generate_signing_key()
Packed = Callable[..., Path]


def program(folder: Path, version: str, window: str = "exit 0") -> Path:
    """A program that says its number, and does this where its window is to open."""
    folder.mkdir(parents=True)
    for name in ("法治台账", "fazhi"):
        said = f'[ "$1" = --version ] && echo 法治台账 {version} && exit 0'
        script = f'#!/bin/sh\n{said}\n[ "$1" = fail ] && exit 1\n{window}\n'
        (folder / name).write_text(script, encoding="utf-8")
        (folder / name).chmod(0o755)
    return folder


@pytest.fixture
def packed(tmp_path: Path) -> Packed:
    """Makes a signed package of such a program."""

    def make(version: str, says: str = "", platform: str = this_platform(), window: str = "exit 0") -> Path:
        folder = program(tmp_path / "made" / version, says or version, window)
        path = tmp_path / f"{version}.fzp"
        with path.open("wb") as file:
            write_program(folder, version, platform, KEY, file)
        return path

    return make


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of 0.2.0, which seems to run."""
    folder = program(tmp_path / "法治台账", "0.2.0")
    monkeypatch.delenv(STAY, raising=False)
    run_from(folder, monkeypatch)
    return folder


def run_from(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(folder / "法治台账"))


def installed(package: Path, folder: Path, running: str = "0.2.0") -> str:
    return install(package, folder, KEY.public_key, running)


def test_a_new_version_is_started_from_the_old_place_and_the_old_one_again(packed: Packed, base: Path) -> None:
    (base / "started").unlink(missing_ok=True)
    package = packed("0.3.0", window=f"echo 0.3.0 > '{base}/started'")
    assert installed(package, base) == "0.3.0"
    assert read_choice(base) == Choice("0.3.0", "", "0.2.0")
    assert (start_chosen([]), (base / "started").read_text(encoding="utf-8")) == (0, "0.3.0\n")
    assert start_chosen(["fail"]) == 1, "what a command ends with is its own"
    go_back(base / LATER / "0.3.0")
    assert read_choice(base) == Choice()
    assert start_chosen([]) is None


def test_what_came_later_starts_nothing_else(packed: Packed, base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed(packed("0.3.0"), base)
    run_from(base / LATER / "0.3.0", monkeypatch)
    assert start_chosen([]) is None
    monkeypatch.setattr(sys, "frozen", False)
    assert start_chosen([]) is None


def test_children_of_the_old_version_stay_with_it(packed: Packed, base: Path) -> None:
    assert start_chosen([]) is None
    installed(packed("0.3.0"), base)
    assert start_chosen(["read-files-of-others"]) is None


@pytest.mark.parametrize(
    ("window", "opened", "expected"), [("exit 1", False, None), ("exit 1", True, 1), ("exit 0", False, 0)]
)
def test_a_version_whose_window_never_opened_gives_way(
    window: str, opened: bool, expected: int | None, packed: Packed, base: Path
) -> None:
    installed(packed("0.3.0", window=window), base)
    if opened:
        mark_opened(base / LATER / "0.3.0")
    assert start_chosen([]) == expected
    assert failed_version() == ("0.3.0" if expected is None else "")


def test_versions_before_the_last_go_once_the_new_one_has_opened_a_workspace(packed: Packed, base: Path) -> None:
    for version, running, before in (("0.3.0", "0.2.0", base), ("0.4.0", "0.3.0", base / LATER / "0.3.0")):
        installed(packed(version), before, running)
        mark_opened(base / LATER / version)
    installed(packed("0.5.0"), base / LATER / "0.4.0", "0.4.0")
    later = base / LATER
    assert {path.name for path in later.iterdir()} == {"0.3.0", "0.4.0", "0.5.0", CHOICE}
    mark_opened(later / "0.4.0")  # a window of the old one, still open, opens another workspace
    assert (later / "0.3.0").exists()
    mark_opened(later / "0.5.0")
    assert {path.name for path in later.iterdir()} == {"0.4.0", "0.5.0", CHOICE}
    assert read_choice(base) == Choice("0.5.0", "0.4.0", "0.4.0", opened=True)
    go_back(later / "0.5.0")
    assert read_choice(base).chosen == "0.4.0"


@pytest.mark.parametrize(
    ("version", "how", "words"),
    [
        ("0.2.0", {}, "不比正在用的0.2.0新"),
        ("0.1.9", {}, "不比正在用的0.2.0新"),
        ("0.10.0", {"platform": "win32-amd64"}, "给别的系统的"),
        ("0.10.0", {"says": "0.9.0"}, "它说自己不是0.10.0"),
    ],
)
def test_what_does_not_fit_changes_nothing(
    version: str, how: dict[str, str], words: str, packed: Packed, base: Path
) -> None:
    with pytest.raises(BadProgramError, match=words):
        installed(packed(version, **how), base)
    assert read_choice(base) == Choice()
    assert not any((base / LATER).glob("*")) or not (base / LATER).exists()


def test_what_does_not_start_here_is_not_chosen(packed: Packed, base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = packed("0.3.0")

    def refuse(*_: object, **__: object) -> None:
        raise OSError(8, "Exec format error")

    monkeypatch.setattr(subprocess, "run", refuse)
    with pytest.raises(BadProgramError, match="在这台电脑上启动不了"):
        installed(package, base)
    assert (list((base / LATER).iterdir()), read_choice(base)) == ([], Choice())


def test_a_full_disk_is_said_first(packed: Packed, base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = packed("0.3.0")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(1, 1, 0))
    with pytest.raises(NoDiskSpaceError):
        installed(package, base)
    assert not (base / LATER).exists()


@pytest.mark.parametrize("text", ["", "[]", '{"chosen": "../.."}', '{"chosen": 3}', '{"other": ""}', "\x00"])
def test_a_choice_that_nobody_can_read_is_none(text: str, base: Path) -> None:
    (base / LATER).mkdir()
    (base / LATER / CHOICE).write_text(text, encoding="utf-8")
    assert read_choice(base) == Choice()
    assert start_chosen([]) is None


def test_how_a_program_gets_newer(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert how_to_update(None, KEY.public_key) is Updating.SOURCE
    assert how_to_update(base, KEY.public_key) is Updating.PACKAGE
    assert how_to_update(base / LATER / "0.3.0", "") is Updating.NO_KEY
    assert [path.name for path in base.iterdir() if path.name.startswith(".")] == []

    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "touch", refuse)
    assert how_to_update(base, KEY.public_key) is Updating.ADMINISTRATOR


def test_what_the_start_of_a_frozen_program_sets_is_not_handed_on(
    packed: Packed, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LD_LIBRARY_PATH", os.fspath(base / "_internal"))
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/of/the/user")
    installed(packed("0.3.0", window='[ "$LD_LIBRARY_PATH" = /of/the/user ]'), base)
    assert start_chosen([]) == 0
