"""From nothing to an open workspace, and back to it with the 密码."""

import gc
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from models.clock import SYSTEM
from models.records.office import Unit
from models.store.base.errors import WorkspaceExistsError
from models.store.base.workspace import CENTRE, DATABASE, KEYS, UNIT, Office, Workspace, is_code_unseen
from models.submit.centre import export_plan, set_up_centre
from models.submit.first_issue import first_issue
from reports.paper.fonts import office_fonts
from tests.copied_workspace import copied_workspace
from ui.application import Program, start_in_documents
from ui.base.memory import Memory, remember_folder
from ui.base.tokens import WIDE
from ui.base.workers import Jobs
from ui.start.first_steps import NO_UNITS, CentreStep, UnitStep
from ui.start.front_door import SIZE, FrontDoor
from ui.start.recover import RecoverPage
from ui.start.unlock import UnlockPage
from ui.start.welcome import WelcomePage
from ui.start.wizard import WizardPage
from ui.window.main_window import MainWindow

PASSPHRASE = "four calm words 42"


@pytest.fixture
def door(qtbot: QtBot, tmp_path: Path) -> Iterator[FrontDoor]:
    jobs = Jobs()
    made = FrontDoor(Memory(tmp_path / "user.json"), jobs)
    qtbot.addWidget(made)
    made.show()
    yield made
    jobs.wait()


def type_passphrase(page: WizardPage) -> None:
    QTest.keyClicks(page.secret.first, PASSPHRASE)
    QTest.keyClicks(page.secret.second, PASSPHRASE)
    page.go_on()


def test_the_first_start_asks_for_the_role(door: FrontDoor) -> None:
    door.begin()
    assert isinstance(door.page, WelcomePage)
    door.page.role_buttons[CENTRE].click()
    assert isinstance(door.page, WizardPage)


def test_the_first_window_is_no_larger_than_the_screen(door: FrontDoor) -> None:
    room = door.screen().availableSize()
    assert room.width() < SIZE[0], "the screen of the tests has become too wide to show it"
    assert door.width() <= room.width()


def test_enter_leads_through_the_first_steps(door: FrontDoor, qtbot: QtBot) -> None:
    door.wizard(CENTRE)
    page = door.page
    assert isinstance(page, WizardPage)
    assert isinstance(page.who, CentreStep)
    with qtbot.waitActive(door):
        door.activateWindow()
    page.who.name.setFocus()
    QTest.keyClicks(page.who.name, "office")
    QTest.keyClick(page.who.name, Qt.Key.Key_Return)
    assert (page.who.operator.hasFocus(), page.complaint.text()) == (True, "")
    QTest.keyClick(page.who.operator, Qt.Key.Key_Return)
    assert page.complaint.text() == "请填写经办人。"
    QTest.keyClicks(page.who.operator, "wang")
    QTest.keyClick(page.who.operator, Qt.Key.Key_Return)
    assert page.secret.first.hasFocus()


def test_file_dialogs_begin_where_documents_are(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    start_in_documents()
    assert Path.cwd() == tmp_path / "home"
    (tmp_path / "home" / "Documents").mkdir()
    start_in_documents()
    assert Path.cwd() == tmp_path / "home" / "Documents"


def test_a_centre_is_set_up(qtbot: QtBot, door: FrontDoor, tmp_path: Path) -> None:
    door.wizard(CENTRE)
    page = door.page
    assert isinstance(page, WizardPage)
    assert isinstance(page.who, CentreStep)
    page.go_on()
    assert page.complaint.text() == "请填写汇总单位名称。"
    page.who.name.setText("法治办")
    page.who.operator.setText("李四")
    page.who.folder.line.setText(str(tmp_path / "centre"))
    page.go_on()
    type_passphrase(page)
    qtbot.waitUntil(lambda: page.code is not None)
    page.go_on()
    assert "打勾" in page.complaint.text()
    assert page.code is not None
    assert "恢复码" in page.code.text()
    page.code.written.click()
    with qtbot.waitSignal(door.opened) as opened:
        page.go_on()
    workspace, operator = opened.args or (None, "")
    assert isinstance(workspace, Workspace)
    assert (workspace.role, workspace.name, operator) == (CENTRE, "法治办", "李四")
    assert not is_code_unseen(workspace)
    workspace.close()


def below(label: QLabel, field: QWidget) -> bool:
    """Whether the label stands right under the field."""
    top, bottom = label.mapToGlobal(QPoint(0, 0)).y(), field.mapToGlobal(QPoint(0, field.height())).y()
    return label.isVisible() and 0 <= top - bottom <= WIDE


def centre_step(door: FrontDoor) -> tuple[WizardPage, CentreStep]:
    door.wizard(CENTRE)
    assert isinstance(door.page, WizardPage)
    assert isinstance(door.page.who, CentreStep)
    return door.page, door.page.who


@pytest.mark.parametrize(("given", "missing"), [([], "name"), (["name"], "operator")])
def test_what_is_missing_is_said_at_its_field(qtbot: QtBot, door: FrontDoor, given: list[str], missing: str) -> None:
    page, who = centre_step(door)
    for name in given:
        getattr(who, name).setText("李四")
    page.go_on()
    qtbot.waitUntil(lambda: below(page.complaint, getattr(who, missing)))
    assert door.focusWidget() is getattr(who, missing)
    getattr(who, missing).setText("李四")
    assert not page.complaint.isVisible()


def test_a_folder_in_use_is_said_before_the_passphrase(qtbot: QtBot, door: FrontDoor, tmp_path: Path) -> None:
    page, who = centre_step(door)
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "a.txt").touch()
    for line, text in ((who.name, "法治办"), (who.operator, "李四"), (who.folder.line, str(tmp_path / "old"))):
        line.setText(text)
    page.go_on()
    qtbot.waitUntil(lambda: below(page.complaint, who.folder.line))
    assert (page.complaint.text(), door.focusWidget()) == (
        WorkspaceExistsError(tmp_path / "old").sentence,
        who.folder.line,
    )


def test_an_impossible_folder_leads_back_to_it(qtbot: QtBot, door: FrontDoor, tmp_path: Path) -> None:
    page, who = centre_step(door)
    (tmp_path / "file").touch()
    for line, text in ((who.name, "法治办"), (who.operator, "李四"), (who.folder.line, str(tmp_path / "file" / "w"))):
        line.setText(text)
    page.go_on()
    page.secret.none.click()
    page.go_on()
    qtbot.waitUntil(lambda: below(page.complaint, who.folder.line))
    assert page.forward.isEnabled()


@pytest.mark.parametrize(
    ("typed", "field"), [(("", ""), "first"), (("123", "123"), "first"), ((PASSPHRASE, "x"), "second")]
)
def test_a_bad_passphrase_is_said_at_its_field(
    qtbot: QtBot, door: FrontDoor, typed: tuple[str, str], field: str
) -> None:
    page, who = centre_step(door)
    who.name.setText("法治办")
    who.operator.setText("李四")
    page.go_on()
    page.secret.first.setText(typed[0])
    page.secret.second.setText(typed[1])
    page.go_on()
    qtbot.waitUntil(lambda: page.complaint.isVisible() and door.focusWidget() is getattr(page.secret, field))


def plan_package(folder: Path, *units: Unit) -> Path:
    issue = first_issue("法治办")
    issue = msgspec.structs.replace(issue, units=(*issue.units, *units))
    centre = set_up_centre(folder / "c", ("GWH", "法治办"), issue, None, "李四").workspace
    package = export_plan(centre, folder, "李四")
    centre.close()
    return package


def test_a_roster_without_units_is_told(qtbot: QtBot, door: FrontDoor, tmp_path: Path) -> None:
    door.wizard(UNIT)
    page = door.page
    assert isinstance(page, WizardPage)
    assert isinstance(page.who, UnitStep)
    who = page.who
    who.read(plan_package(tmp_path))
    qtbot.waitUntil(lambda: who.offer is not None)
    who.same.click()
    page.go_on()
    assert page.complaint.text() == NO_UNITS


def test_a_package_of_another_centre_is_to_be_compared_again(qtbot: QtBot, door: FrontDoor, tmp_path: Path) -> None:
    packages = [plan_package(tmp_path / name, Unit("X01", "杨桥办事处", "其他")) for name in ("a", "b")]
    who = UnitStep(door._jobs)
    qtbot.addWidget(who)
    ticked = []
    for path in (packages[0], packages[0], packages[1]):
        who.read(path)
        qtbot.waitUntil(lambda: not door._jobs.running)
        ticked.append(who.same.isChecked())
        who.same.setChecked(True)
    assert ticked == [False, True, False]


def test_enter_presses_the_main_button(qtbot: QtBot, door: FrontDoor) -> None:
    door.wizard(CENTRE)
    assert isinstance(door.page, WizardPage)
    with qtbot.waitSignal(door.page.forward.clicked):
        QTest.keyClick(door.page.forward, Qt.Key.Key_Return)


def test_a_unit_compares_the_fingerprint_and_picks_itself(qtbot: QtBot, door: FrontDoor, tmp_path: Path) -> None:
    package = plan_package(tmp_path, Unit("X01", "杨桥办事处", "乡（镇）办事处"))
    door.wizard(UNIT)
    page = door.page
    assert isinstance(page, WizardPage)
    assert isinstance(page.who, UnitStep)
    who = page.who
    who.read(package)
    qtbot.waitUntil(lambda: who.offer is not None)
    page.go_on()
    assert page.complaint.text().startswith("请核对指纹")
    page.who.same.click()
    assert [who.unit.itemText(at) for at in range(who.unit.count())] == ["", "杨桥办事处"]
    page.who.unit.setEditText("管委会本级")
    page.go_on()
    assert page.complaint.text() == "请从名册里选择本单位。"
    page.who.unit.setEditText("杨桥办事处")
    page.who.operator.setText("张晓明")
    page.who.folder.line.setText(str(tmp_path / "unit"))
    page.go_on()
    page.secret.none.click()
    with qtbot.waitSignal(door.opened) as opened:
        page.go_on()
    workspace, _ = opened.args or (None, "")
    assert isinstance(workspace, Workspace)
    assert (workspace.role, workspace.unit, workspace.encrypted) == (UNIT, "X01", False)
    workspace.close()


def test_a_wrong_passphrase_is_said_and_the_right_one_opens(
    qtbot: QtBot, door: FrontDoor, workspace: Workspace
) -> None:
    remember_folder(door._user, workspace.folder)
    door.begin()
    page = door.page
    assert isinstance(page, UnlockPage)
    QTest.keyClicks(page.field, "wrong")
    QTest.keyClick(page.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.complaint.text().startswith("密码不对"))
    QTest.keyClicks(page.field, PASSPHRASE)
    with qtbot.waitSignal(door.opened) as opened:
        QTest.keyClick(page.field, Qt.Key.Key_Return)
    (opened.args or [])[0].close()


def spoil_database(folder: Path) -> None:
    (folder / DATABASE).write_bytes(b"x" * 4096)


def spoil_keys(folder: Path) -> None:
    (folder / KEYS).write_bytes(b"x")


def lose_database(folder: Path) -> None:
    (folder / DATABASE).unlink()


@pytest.mark.parametrize("spoil", [spoil_database, spoil_keys, lose_database])
def test_a_damaged_workspace_leads_to_its_backup(
    qtbot: QtBot, door: FrontDoor, workspace: Workspace, spoil: Callable[[Path], None]
) -> None:
    workspace.close()
    spoil(workspace.folder)
    door.unlock(workspace.folder)
    page = door.page
    assert isinstance(page, UnlockPage)
    QTest.keyClicks(page.field, PASSPHRASE)
    QTest.keyClick(page.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "备份" in page.complaint.text())
    assert page.recover.isVisible()
    page.recover.click()
    assert isinstance(door.page, RecoverPage)


def test_a_wrong_passphrase_leads_to_no_backup(qtbot: QtBot, door: FrontDoor, workspace: Workspace) -> None:
    door.unlock(workspace.folder)
    page = door.page
    assert isinstance(page, UnlockPage)
    QTest.keyClicks(page.field, "wrong")
    QTest.keyClick(page.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.complaint.text().startswith("密码不对"))
    assert page.recover.isHidden()


def test_an_old_workspace_says_that_it_is_brought_up_to_date(qtbot: QtBot, door: FrontDoor, tmp_path: Path) -> None:
    shutil.copytree(Path(__file__).parents[2] / "data" / "workspace-1" / "工作区", tmp_path / "old")
    said = list[str]()
    door._jobs.progressed.connect(lambda _job, text, _done, _total: said.append(text))
    door.unlock(tmp_path / "old")
    page = door.page
    assert isinstance(page, UnlockPage)
    page.field.setText("工作区密码")
    with qtbot.waitSignal(door.opened) as opened:
        QTest.keyClick(page.field, Qt.Key.Key_Return)
    assert said[0] == "旧版工作区，正在先做备份"
    assert len(list(tmp_path.glob("old_自动备份/*"))) == 1
    (opened.args or [])[0].close()


def test_locking_closes_the_workspace_and_asks_again(qtbot: QtBot, tmp_path: Path, workspace: Workspace) -> None:
    program = Program(Memory(tmp_path / "user.json"))
    program.enter(workspace, "张晓明")
    window = program.window
    assert window is not None
    qtbot.waitUntil(lambda: not program.jobs.running)
    temporary = window.session.temporary
    window.show_page("cases")
    window.lock()
    assert (program.window, temporary.exists()) == (None, False)
    assert program.door is not None
    assert isinstance(program.door.page, UnlockPage)
    assert program.door.banner.text.text().startswith("▲ 已锁定")
    program.door.page.field.setText(PASSPHRASE)
    program.door.page.unlock()
    qtbot.waitUntil(lambda: program.door is None and not program.jobs.running)
    again = next(one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow) and one.isVisible())
    assert again.page is again.opened["cases"]
    program.end()


def test_the_fonts_of_forms_are_read_ahead(tmp_path: Path) -> None:
    program = Program(Memory(tmp_path / "user.json"))
    office_fonts.cache_clear()
    program.read_ahead()
    program.end()
    assert office_fonts.cache_info().currsize == 1


def test_once_the_pages_are_loaded_nobody_looks_through_them_for_garbage(qtbot: QtBot, tmp_path: Path) -> None:
    gc.unfreeze()
    program = Program(Memory(tmp_path / "user.json"))
    program.start()
    assert program.door is not None
    qtbot.addWidget(program.door)
    qtbot.waitUntil(lambda: gc.get_freeze_count() > 0)
    program.end()


def test_who_cannot_type_chinese_is_told_from_the_first_page_on(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_IM_MODULES", "fcitx")
    program = Program(Memory(tmp_path / "user.json"))
    program.start()
    assert program.door is not None
    qtbot.addWidget(program.door)
    for turn in (program.door.welcome, partial(program.door.wizard, "unit")):
        turn()
        assert "fcitx-frontend-qt6" in program.door.banner.text.text()
        assert not program.door.banner.isHidden()
    program.end()


def test_where_there_is_no_passphrase_enter_opens(qtbot: QtBot, tmp_path: Path) -> None:
    made = copied_workspace(tmp_path / "unit", Office(UNIT, "X01", "杨桥办事处"), None)
    made.close()
    page = UnlockPage(made.folder, Jobs(), SYSTEM)
    qtbot.addWidget(page)
    page.show()
    assert (page.asked.isHidden(), page.field.isHidden(), page.focusProxy()) == (True, True, page.button)
    with qtbot.waitSignal(page.opened) as opened:
        QTest.keyClick(page.button, Qt.Key.Key_Return)
    (opened.args or [])[0].close()
