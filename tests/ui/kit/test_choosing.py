from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from models.submit import drives
from models.submit.drives import Drive
from ui.base.memory import Memory
from ui.kit.choosing import EVIDENCE, RECEIVING, choose_file, choose_files, choose_folder, choose_target, start_folder

Choose = Callable[[QWidget, Memory], object]


@pytest.fixture
def places(tmp_path: Path) -> dict[str, Path]:
    made = {"": Path(), **{name: tmp_path / name for name in ("stick", "stick/报送", "local")}}
    for name in ("stick/报送", "local"):
        made[name].mkdir(parents=True)
    return made | {"gone": tmp_path / "gone"}


@pytest.mark.parametrize(
    ("purpose", "plugged", "last", "begins"),
    [
        (RECEIVING, True, "stick/报送", "stick/报送"),
        (RECEIVING, True, "local", "stick"),
        (RECEIVING, True, "", "stick"),
        (RECEIVING, False, "local", "local"),
        (RECEIVING, False, "gone", ""),
        (EVIDENCE, True, "local", "local"),
        (EVIDENCE, True, "", ""),
    ],
)
def test_where_choosing_begins(
    places: dict[str, Path], monkeypatch: pytest.MonkeyPatch, purpose: str, plugged: bool, last: str, begins: str
) -> None:
    monkeypatch.setattr(drives, "drives", lambda: [Drive(places["stick"], "U盘 E:")] if plugged else [])
    memory = Memory(places["local"] / "m.json")
    memory.set(f"last.{purpose}", str(places[last]) if last else "")
    assert start_folder(memory, purpose) == (str(places[begins]) if begins else "")


CHOICES: list[tuple[str, str, Choose]] = [
    ("getOpenFileNames", "a.fzb", lambda parent, memory: choose_files(parent, memory, EVIDENCE, "选")),
    ("getOpenFileName", "a.fzb", lambda parent, memory: choose_file(parent, memory, EVIDENCE, "选")),
    ("getSaveFileName", "a.xlsx", lambda parent, memory: choose_target(parent, memory, EVIDENCE, "存", "a.xlsx", "")),
    ("getExistingDirectory", "", lambda parent, memory: choose_folder(parent, memory, EVIDENCE, "选")),
]


@pytest.mark.parametrize(("dialog", "file", "choose"), CHOICES)
def test_it_begins_where_it_was_last(
    places: dict[str, Path], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, dialog: str, file: str, choose: Choose
) -> None:
    parent, memory, began = QWidget(), Memory(places["local"] / "m.json"), list[str]()
    qtbot.addWidget(parent)
    chosen = str(places["local"] / file)
    answers: dict[str, Any] = {"getOpenFileNames": ([chosen], ""), "getExistingDirectory": chosen}

    def answer(_parent: QWidget, _caption: str, begin: str, *_: object) -> object:
        began.append(begin)
        return answers.get(dialog, (chosen, ""))

    monkeypatch.setattr(QFileDialog, dialog, answer)
    assert [choose(parent, memory), choose(parent, memory)]
    assert began[1].startswith(str(places["local"]))
    assert not began[0].startswith(str(places["local"]))


def test_a_file_gets_its_ending_and_replaces_none_unasked(
    places: dict[str, Path], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    parent, local, began = QWidget(), places["local"], list[str]()
    qtbot.addWidget(parent)
    (local / "旧.xlsx").touch()
    typed = iter(["报表2020.12", "旧", "旧.xlsx"])

    def answer(_parent: QWidget, _caption: str, begin: str, *_: object) -> object:
        began.append(begin)
        return str(local / next(typed)), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    made = [choose_target(parent, None, EVIDENCE, "存", "所/办.xlsx", "工作簿 (*.xlsx)") for _ in range(2)]
    assert made == [local / "报表2020.12.xlsx", local / "旧.xlsx"]
    assert [Path(one).name for one in began] == ["所／办.xlsx", "所／办.xlsx", "旧.xlsx"]


@pytest.mark.parametrize(("dialog", "choose"), [(dialog, choose) for dialog, _, choose in CHOICES])
def test_who_gives_up_moves_nothing(
    places: dict[str, Path], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, dialog: str, choose: Choose
) -> None:
    parent, memory = QWidget(), Memory(places["local"] / "m.json")
    qtbot.addWidget(parent)
    none: dict[str, Any] = {"getOpenFileNames": ([], ""), "getExistingDirectory": ""}
    monkeypatch.setattr(QFileDialog, dialog, lambda *_: none.get(dialog, ("", "")))
    assert not choose(parent, memory)
    assert start_folder(memory, EVIDENCE) == ""
