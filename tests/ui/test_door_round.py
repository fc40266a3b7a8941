"""Before a workspace is open: every input has a name, and Tab goes once round each page and each step of setting up."""

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from models.records.office import Unit
from models.store.base.workspace import CENTRE, UNIT, Office, Workspace, create_workspace
from models.submit.centre import export_plan, set_up_centre
from models.submit.first_issue import first_issue
from tests.ui.conftest import PASSPHRASE
from tests.ui.reach import faults, nameless
from tests.ui.strays import shown_alone
from ui.base.memory import Memory, remember_folder
from ui.base.workers import Jobs
from ui.start.first_steps import UnitStep
from ui.start.front_door import FrontDoor
from ui.start.wizard import WizardPage

pytestmark = pytest.mark.no_cover  # it goes through what other tests cover; tracing doubles its time

Scene = Callable[[FrontDoor, Path, QtBot], None]


@pytest.fixture
def door(qtbot: QtBot, tmp_path: Path) -> Iterator[FrontDoor]:
    jobs = Jobs()
    made = FrontDoor(Memory(tmp_path / "user.json"), jobs)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    jobs.wait()


def wizard(door: FrontDoor, role: str) -> WizardPage:
    door.wizard(role)
    assert isinstance(door.page, WizardPage)
    return door.page


def first_start(door: FrontDoor, _folder: Path, _qtbot: QtBot) -> None:
    door.begin()


def known_folders(door: FrontDoor, folder: Path, _qtbot: QtBot) -> None:
    for name in ("甲", "乙"):
        create_workspace(folder / name, Office(UNIT, "X01", name), None)[0].close()
        remember_folder(door._user, folder / name)
    door.welcome()


def locked(door: FrontDoor, folder: Path, _qtbot: QtBot) -> None:
    create_workspace(folder / "甲", Office(UNIT, "X01", "甲"), PASSPHRASE)[0].close()
    door.unlock(folder / "甲")


def not_locked(door: FrontDoor, folder: Path, _qtbot: QtBot) -> None:
    create_workspace(folder / "甲", Office(UNIT, "X01", "甲"), None)[0].close()
    door.unlock(folder / "甲")


def from_a_backup(door: FrontDoor, _folder: Path, _qtbot: QtBot) -> None:
    door.recover()


def open_elsewhere(door: FrontDoor, folder: Path, _qtbot: QtBot) -> None:
    made, _ = create_workspace(folder / "甲", Office(UNIT, "X01", "甲"), None)
    door._occupied(made, "")
    made.close()


def centre_step(door: FrontDoor, _folder: Path, _qtbot: QtBot) -> None:
    wizard(door, CENTRE)


def complaining(door: FrontDoor, _folder: Path, _qtbot: QtBot) -> None:
    wizard(door, CENTRE).go_on()


def unit_step(door: FrontDoor, _folder: Path, _qtbot: QtBot) -> None:
    wizard(door, UNIT)


def unit_step_with_a_task(door: FrontDoor, folder: Path, qtbot: QtBot) -> None:
    offered(wizard(door, UNIT), folder, qtbot)


def passphrase_step(door: FrontDoor, folder: Path, _qtbot: QtBot) -> None:
    centre_named(wizard(door, CENTRE), folder).go_on()


def no_passphrase(door: FrontDoor, folder: Path, qtbot: QtBot) -> None:
    passphrase_step(door, folder, qtbot)
    assert isinstance(door.page, WizardPage)
    door.page.secret.none.click()


def code_of_a_centre(door: FrontDoor, folder: Path, qtbot: QtBot) -> None:
    last_step(centre_named(wizard(door, CENTRE), folder), qtbot)


def code_of_a_unit(door: FrontDoor, folder: Path, qtbot: QtBot) -> None:
    page = wizard(door, UNIT)
    who = offered(page, folder, qtbot)
    who.same.click()
    who.unit.setEditText("杨桥办事处")
    who.operator.setText("张晓明")
    who.folder.line.setText(str(folder / "unit"))
    last_step(page, qtbot)


def centre_named(page: WizardPage, folder: Path) -> WizardPage:
    page.who.operator.setText("李四")
    page.who.folder.line.setText(str(folder / "centre"))
    page.who.lines[0].setText("法治办")
    page.who.folder.line.setText(str(folder / "centre"))
    return page


def offered(page: WizardPage, folder: Path, qtbot: QtBot) -> UnitStep:
    issue = first_issue("法治办")
    issue = msgspec.structs.replace(issue, units=(*issue.units, Unit("X01", "杨桥办事处", "乡（镇）办事处")))
    centre: Workspace = set_up_centre(folder / "c", ("GWH", "法治办"), issue, None, "李四").workspace
    who = page.who
    assert isinstance(who, UnitStep)
    who.read(export_plan(centre, folder, "李四"))
    centre.close()
    qtbot.waitUntil(lambda: who.offer is not None)
    return who


def last_step(page: WizardPage, qtbot: QtBot) -> None:
    page.go_on()
    page.secret.first.setText(PASSPHRASE)
    page.secret.second.setText(PASSPHRASE)
    page.go_on()
    qtbot.waitUntil(lambda: page.code is not None)
    qtbot.addWidget(page, before_close_func=close_made)


def close_made(page: WizardPage) -> None:
    if page._made:
        page._made.close()


SCENES: list[Scene] = [
    first_start,
    known_folders,
    locked,
    not_locked,
    from_a_backup,
    open_elsewhere,
    centre_step,
    complaining,
    unit_step,
    unit_step_with_a_task,
    passphrase_step,
    no_passphrase,
    code_of_a_centre,
    code_of_a_unit,
]


@pytest.mark.parametrize("scene", SCENES)
def test_the_door_is_opened_by_keyboard_and_by_ear(door: FrontDoor, tmp_path: Path, qtbot: QtBot, scene: Scene) -> None:
    with shown_alone() as strays:
        scene(door, tmp_path, qtbot)
    assert (strays, nameless(door), faults(door)) == ([], [], [])
