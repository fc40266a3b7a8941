"""A window over the whole screen stays so: into a workspace, locked, and the next time."""

from pathlib import Path
from shutil import copytree

from pytestqt.qtbot import QtBot

from models.store.base.workspace import open_workspace
from tests.ui.worked_year import CLOCK
from ui.application import Program
from ui.base.memory import Memory


def test_a_maximised_window_stays_so(made_year: Path, tmp_path: Path, qtbot: QtBot) -> None:
    folder = copytree(made_year / "u", tmp_path / "u")
    user = tmp_path / "user.json"
    states = []
    for begins_small in (True, False):
        program = Program(Memory(user), CLOCK)
        program.user.set("backup_daily", False)
        door = program._open_door()
        if begins_small:
            door.showMaximized()
        states.append(door.isMaximized())
        program.enter(open_workspace(folder, None, clock=CLOCK), "张晓明")
        assert program.window
        states.append(program.window.isMaximized())
        qtbot.waitUntil(lambda one=program: not one.jobs.running)  # type: ignore[misc]
        program.window.close()
        program.end()
    assert states == [True] * 4
