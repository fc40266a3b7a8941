from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QStyledItemDelegate
from pytestqt.qtbot import QtBot

from models.store.files.disk_space import FAT_LIMIT
from models.submit import drives
from models.submit.drives import Drive
from ui.base.memory import Memory
from ui.kit.folder_box import FolderBox


@pytest.fixture
def box(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FolderBox:
    """One stick is plugged in."""
    stick = tmp_path / "KINGSTON"
    stick.mkdir()
    drive = Drive(stick, "U盘 KINGSTON", free=10**10, limit=FAT_LIMIT)
    monkeypatch.setattr(drives, "drives", lambda: [drive])
    made = FolderBox(Memory(tmp_path / "memory.json"), "submit", label="报送包存到的文件夹", describes=True)
    qtbot.addWidget(made)
    made.refresh()
    return made


def test_sticks_come_first_with_what_they_can_take(box: FolderBox, tmp_path: Path) -> None:
    assert box.box.itemText(0) == str(tmp_path / "KINGSTON")
    assert box.about.text() == "U盘 KINGSTON（可用10.0GB，单个文件不超过4GB）"


def test_the_open_list_says_more_than_the_folder(box: FolderBox, tmp_path: Path) -> None:
    delegate = box.box.itemDelegate()
    assert isinstance(delegate, QStyledItemDelegate)
    shown = delegate.displayText(str(tmp_path / "KINGSTON"), QLocale())
    assert shown.endswith("KINGSTON　U盘 KINGSTON（可用10.0GB，单个文件不超过4GB）")


@pytest.mark.parametrize("size", [FAT_LIMIT + 1, 10**10 + 1])
def test_what_does_not_fit_is_said_before(box: FolderBox, size: int) -> None:
    assert "U盘 KINGSTON是FAT32格式，单个文件不能超过4GB，多出" in box.obstacle(size)


def test_a_folder_on_the_stick_is_on_the_stick(box: FolderBox, tmp_path: Path) -> None:
    (tmp_path / "KINGSTON" / "报送").mkdir()
    box.put(tmp_path / "KINGSTON" / "报送")
    assert box.drive() is not None
    assert not box.about.isHidden()


def test_another_folder_is_no_stick(box: FolderBox, tmp_path: Path) -> None:
    box.put(tmp_path)
    assert (box.drive(), box.about.isHidden(), box.obstacle(1)) == (None, True, "")
    assert box.obstacle(2**62).startswith("空间不够：报送包约4611686018.4GB，")


@pytest.mark.parametrize(
    ("last", "sticks_first", "shown"),
    [("local", True, "stick"), ("stick", True, "stick"), ("local", False, "local")],
)
def test_a_stick_goes_before_a_folder_of_this_computer(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, last: str, sticks_first: bool, shown: str
) -> None:
    for name in ("local", "stick"):
        (tmp_path / name).mkdir()
    monkeypatch.setattr(drives, "drives", lambda: [Drive(tmp_path / "stick", "U盘 E:")])
    memory = Memory(tmp_path / "m.json")
    memory.set("folder.intake", str(tmp_path / last))
    box = FolderBox(memory, "intake", label="收件文件夹", sticks_first=sticks_first)
    qtbot.addWidget(box)
    box.refresh()
    assert box.folder() == tmp_path / shown


@pytest.mark.parametrize(("place", "pulled"), [("KINGSTON", True), ("KINGSTON/报送", True), ("文件", False)])
def test_only_a_stick_may_be_pulled_out(box: FolderBox, tmp_path: Path, place: str, pulled: bool) -> None:
    said = box.written_words(tmp_path / place / "报送.fzb")
    assert said == f"已写完并读回核对{'，可以拔出U盘' * pulled}。"


def test_nobody_else_says_that_it_may_be_pulled_out() -> None:
    root = Path(drives.__file__).parents[2]
    files = [one for floor in ("models", "reports", "ui") for one in (root / floor).rglob("*.py")]
    saying = [one.name for one in files if "可以拔" in one.read_text(encoding="utf-8")]
    assert saying == ["drives.py"]
