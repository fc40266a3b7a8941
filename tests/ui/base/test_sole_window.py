"""A second window of the same workspace."""

import datetime as dt
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from models.clock import Clock
from models.records.registry import ledger
from models.store.base.workspace import Workspace, open_workspace
from tests.ui.conftest import PASSPHRASE
from ui.base.memory import Memory
from ui.base.session import LOOK_ONLY, Session
from ui.base.sole_window import holder_words, take_hold
from ui.base.workers import Jobs
from ui.ledgers.page import LedgerPane
from ui.start.front_door import FrontDoor
from ui.start.occupied import OccupiedPage

HOLDING = """
import sys, pathlib
from ui.base.sole_window import take_hold
mine = take_hold(pathlib.Path(sys.argv[1]))
assert mine
print("held", flush=True)
sys.stdin.read()
"""


def test_another_process_keeps_us_out_until_it_ends(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        other.stdout.readline()
        assert take_hold(tmp_path) is None
        assert f"进程 {other.pid}" in holder_words(tmp_path)
        other.kill()
    mine = take_hold(tmp_path)
    assert mine
    mine.release()


class Foreign(dt.datetime):
    """A moment on a Windows of another language."""

    def __format__(self, pattern: str) -> str:
        pattern.encode("ascii")  # UnicodeEncodeError: 'locale' codec can't encode character
        return super().__format__(pattern)


def test_the_language_of_the_system_keeps_nobody_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = Foreign(2027, 3, 1, 8, 5).astimezone()
    monkeypatch.setattr("ui.base.sole_window.SYSTEM", Clock(read=lambda: now))
    mine = take_hold(tmp_path)
    assert mine
    assert "3月1日 08:05 打开" in holder_words(tmp_path)
    mine.release()


def test_the_door_says_who_has_it_open(qtbot: QtBot, workspace: Workspace, tmp_path: Path) -> None:
    held = take_hold(workspace.folder)
    door = FrontDoor(Memory(tmp_path / "u.json"), Jobs())
    qtbot.addWidget(door)
    door._pass(open_workspace(workspace.folder, PASSPHRASE), "")
    page = door.page
    assert isinstance(page, OccupiedPage)
    assert "已经在另一个窗口里打开了（电脑" in page.words.text()
    with qtbot.waitSignal(door.opened) as opened:
        page.read.click()
    assert door.hold is None
    assert held
    held.release()
    assert opened.args
    opened.args[0].close()


def test_a_window_for_reading_changes_nothing(
    qtbot: QtBot, workspace: Workspace, people: list[str], tmp_path: Path
) -> None:
    session = Session(workspace, Memory(tmp_path / "u.json"), Jobs(), "张晓明", read_only=True)
    pane = LedgerPane(session, ledger("person"))
    qtbot.addWidget(pane)
    told: list[str] = []
    session.refused.connect(told.append)
    pane.delete(people)
    assert told == [LOOK_ONLY]
    assert pane.tools.new_button.isHidden()
    qtbot.waitUntil(lambda: not session.jobs.running)
    assert pane.list.model.rowCount() == 3


@pytest.mark.parametrize("times", [1, 2])
def test_the_right_to_write_is_given_back(tmp_path: Path, times: int) -> None:
    for _ in range(times):
        mine = take_hold(tmp_path)
        assert mine
        mine.release()
    assert holder_words(tmp_path) == ""


def test_numbers_shown_in_full_are_journalled(session: Session, people: list[str], idle: Callable[[], None]) -> None:
    from models.store.base import journal

    session.reveal(shown=True)
    idle()
    with session.workspace.read() as connection:
        last = journal.recent_rows(connection, 1)[0]
    assert (last.operator, last.line) == ("张晓明", "在列表里显示了完整身份证号")
