"""A disk that is full while the window is open: nothing is called saved that is not, and nothing typed is lost."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from shutil import copytree

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlalchemy import Connection, event

from models.merge.enrolment import enrol_unit, pending_keys
from models.merge.intake import merge_all
from models.records.ledgers.progress import progress_uid
from models.records.registry import ledger
from models.store.base.errors import Cause, DatabaseFailedError
from models.store.base.workspace import Workspace, open_workspace
from models.store.records import packages, records
from models.submit.issue_draft import load_issue_draft
from tests.models.disks import fill, mounted
from tests.ui.worked_year import CLOCK
from ui.application import Program
from ui.base.memory import Memory
from ui.base.sole_window import take_hold
from ui.form.record_form import RecordForm
from ui.issue.page import IssuePage
from ui.issue.tabs import PeriodsPart
from ui.ledgers.page import LedgerPage
from ui.ledgers.shelves_page import ShelvesPage
from ui.plan.page import PlanPage
from ui.review.page import ReportsPage
from ui.start.unlock import UnlockPage
from ui.window.main_window import MainWindow

PASSPHRASE = "four calm words 42"
PERSON, PROGRESS, ENFORCEMENT_YEAR = ledger("person"), ledger("progress"), ledger("enforcement_year")


@contextmanager
def full(workspace: Workspace) -> Iterator[None]:
    """A disk on which no change can be finished."""

    def fail(connection: Connection) -> None:
        if connection.get_execution_options().get("writes"):
            raise DatabaseFailedError(workspace.folder, Cause.FULL)

    event.listen(workspace.engine, "commit", fail)
    try:
        yield
    finally:
        event.remove(workspace.engine, "commit", fail)


@dataclass
class Scene:
    """The program with its window open over a workspace, and all that was called done."""

    program: Program
    qtbot: QtBot
    done: list[str] = field(default_factory=list)
    held: list[MainWindow] = field(default_factory=list)

    def enter(self, workspace: Workspace) -> MainWindow:
        self.program.enter(workspace, "张晓明")
        return self.entered()

    def entered(self) -> MainWindow:
        self.window.session.undoable.connect(lambda said, _: self.done.append(said))
        self.held.append(self.window)
        self.idle()
        return self.window

    @property
    def window(self) -> MainWindow:
        assert self.program.window is not None
        return self.program.window

    def idle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.program.jobs.running)

    def person_form(self, uid: str) -> RecordForm:
        self.window.show_page("certificates")
        self.idle()
        page = self.window.page
        assert isinstance(page, LedgerPage)
        page.show_record("person", uid)
        self.idle()
        return page.pane.form

    def plan(self) -> PlanPage:
        self.window.show_page("plan")
        page = self.window.page
        assert isinstance(page, PlanPage)
        self.qtbot.waitUntil(lambda: page.at is not None)
        self.idle()
        return page


def typed(form: RecordForm, name: str, text: str) -> None:
    form.fields.complete()
    form.fields.rows[name].editor.set_value(text)
    form._edited()


def phone(workspace: Workspace, uid: str) -> object:
    with workspace.read() as connection:
        return records.load(connection, PERSON, uid).fields.get("phone")


@pytest.fixture
def scene(qtbot: QtBot, tmp_path: Path) -> Iterator[Scene]:
    made = Scene(Program(Memory(tmp_path / "user.json"), CLOCK), qtbot)
    made.program.user.set("backup_daily", False)
    yield made
    made.program.end()


def turn_page(scene: Scene, _others: list[str]) -> None:
    scene.window.show_page("desk")


def next_record(scene: Scene, others: list[str]) -> None:
    page = scene.window.page
    assert isinstance(page, LedgerPage)
    page.show_record("person", others[0])


def new_record(scene: Scene, _others: list[str]) -> None:
    page = scene.window.page
    assert isinstance(page, LedgerPage)
    page.pane.new()


def close(scene: Scene, _others: list[str]) -> None:
    assert not scene.window.close()


GO = [turn_page, next_record, new_record, close]


@pytest.mark.parametrize("go", GO)
def test_what_cannot_be_saved_on_going_away_stays(
    scene: Scene, workspace: Workspace, people: list[str], go: Callable[[Scene, list[str]], None]
) -> None:
    scene.enter(workspace)
    form = scene.person_form(people[0])
    with full(workspace):
        typed(form, "phone", "0371-12345678")
        go(scene, people[1:])
        scene.idle()
        assert (scene.done, phone(workspace, people[0])) == ([], "13800000001")
        assert "磁盘空间不足" in form.banner.text.text()
    scene.window.show_page("certificates")
    scene.idle()
    form.banner.action.click()
    assert (form.uid, form.fields.values()["phone"]) == (people[0], "0371-12345678")
    assert scene.window.page.leave()
    scene.idle()
    assert (scene.done, phone(workspace, people[0])) == (["已保存“王伟”的修改"], "0371-12345678")
    assert phone(workspace, people[1]) == "13800000002"
    assert scene.window.close()


def test_a_new_record_is_never_put_back_over_another(scene: Scene, workspace: Workspace, people: list[str]) -> None:
    scene.enter(workspace)
    form = scene.person_form(people[0])
    new_record(scene, [])
    with full(workspace):
        typed(form, "name", "钱多多")
        next_record(scene, people[1:])
        scene.idle()
    typed(form, "phone", "0371-1")
    form.banner.action.click()
    assert (form.uid, form.fields.values()["name"]) == ("", "钱多多")
    assert form.save()
    scene.idle()
    with workspace.read() as connection:
        names = sorted(one.fields["name"] for one in records.entries(connection, PERSON))
    assert (names, phone(workspace, people[1])) == (sorted(["王伟", "李芳", "张娜", "钱多多"]), "0371-1")


def test_locking_keeps_it_until_the_window_is_unlocked(scene: Scene, workspace: Workspace, people: list[str]) -> None:
    scene.enter(workspace)
    form = scene.person_form(people[0])
    with full(workspace):
        typed(form, "phone", "0371-12345678")
        scene.window.lock()
    door = scene.program.door
    assert door is not None
    assert isinstance(door.page, UnlockPage)
    assert "只留在内存里" in door.banner.text.text()
    door.page.field.setText(PASSPHRASE)
    QTest.keyClick(door.page.field, Qt.Key.Key_Return)
    scene.qtbot.waitUntil(lambda: scene.program.window is not None)
    again = scene.entered().session.workspace
    assert "锁定以前没能保存的内容还在：打开“执法人员”" in scene.window.banner.text.text()
    scene.window.show_page("certificates")
    page = scene.window.page
    assert isinstance(page, LedgerPage)
    assert (page.pane.form.uid, page.pane.form.fields.values()["phone"]) == (people[0], "0371-12345678")
    assert scene.window.close()
    assert phone(again, people[0]) == "0371-12345678"


def test_closing_asks_before_it_loses_anything(scene: Scene, workspace: Workspace, people: list[str]) -> None:
    window = scene.enter(workspace)
    form = scene.person_form(people[0])
    with full(workspace):
        typed(form, "phone", "0371-12345678")
        turn_page(scene, [])
        assert not window.close()
        said = window.banner.text.text()
        assert "还没有关闭：“执法人员”里有内容没有保存，关闭就没有了。工作区" in said
        assert "磁盘空间不足，没有写进去：请清理磁盘" in said
        window.banner.action.click()
        assert not window.isVisible()


def test_closing_leads_to_what_a_year_taken_twice_kept_from_being_saved(scene: Scene, workspace: Workspace) -> None:
    """As a clerk met it: the sheet is refused, the one of that year opened, the line closed, another ledger done."""
    with workspace.write("李四") as tx:
        held = records.save(tx, ENFORCEMENT_YEAR, "X01", {"year": 2020, "fine": 1}).uid
    window = scene.enter(workspace)
    window.show_page("others")
    page = window.page
    assert isinstance(page, ShelvesPage)
    page.turn_to(ENFORCEMENT_YEAR.id)
    page.pane.new()
    form = page.pane.form
    for name, text in (("year", "2020"), ("fine", "5")):
        typed(form, name, text)
    assert form.save()
    scene.idle()
    page.pane.show_record(held)
    scene.idle()
    form.banner.close_button.click()
    page.turn_to("training")
    window.show_page("desk")
    assert not window.close()
    said = window.banner.text.text()
    assert "“行政执法年报数字”里有内容没有保存，关闭就没有了。年度为2020的已经有一条：请打开那一条来改。" in said
    assert (window.page, page.pane.form, form.uid, form.fields.values()["fine"]) == (page, form, "", 5)
    assert "年度为2020的已经有一条" in form.banner.text.text()
    typed(form, "year", "2019")
    assert window.close()
    with workspace.read() as connection:
        years = sorted(one.fields["year"] for one in records.entries(connection, ENFORCEMENT_YEAR))
    assert years == [2019, 2020]


@pytest.fixture
def small_disk(made_year: Path, tmp_path: Path) -> Iterator[Workspace]:
    with mounted(tmp_path / "disk", "8m") as disk:
        made = open_workspace(copytree(made_year / "u", disk / "u"), None, clock=CLOCK)
        yield made
        made.close()


def test_an_item_left_on_a_full_disk_is_still_there(scene: Scene, small_disk: Workspace) -> None:
    """As a clerk met it: item 1 is typed, the disk is full, another item, another page, Alt+F4."""
    window = scene.enter(small_disk)
    page = scene.plan()
    taken = fill(small_disk.folder.parent)
    typed(page.form, "outcome", "群众满意")
    page.step(1)
    scene.idle()
    turn_page(scene, [])
    assert (window.close(), scene.done) == (False, [])
    scene.plan()
    taken.unlink()
    page.form.banner.action.click()
    assert (page.form.head.text(), page.form.fields.values()["outcome"]) == ("第1项落实情况", "群众满意")
    assert window.close()
    scene.idle()
    with small_disk.read() as connection:
        uids = [progress_uid("X01", 2020, item) for item in (1, 2)]
        saved = [records.load(connection, PROGRESS, uid).fields.get("outcome") for uid in uids]
    assert (saved, scene.done) == (["群众满意", None], ["已保存第1项落实情况"])


def test_a_draft_of_an_item_is_offered_again(scene: Scene, made_year: Path, tmp_path: Path) -> None:
    folder = copytree(made_year / "u", tmp_path / "u")
    scene.enter(open_workspace(folder, None, clock=CLOCK))
    page = scene.plan()
    page.step(2)
    scene.idle()
    typed(page.form, "outcome", "群众满意")
    page.form._keep_draft()
    scene.idle()
    scene.program._let_go()
    scene.enter(open_workspace(folder, None, clock=CLOCK))
    again = scene.plan().form
    assert (again.head.text(), again.fields.values()["outcome"]) == ("第3项落实情况", "群众满意")


def renamed_period(scene: Scene) -> IssuePage:
    scene.window.show_page("issue")
    scene.idle()
    page = scene.window.page
    assert isinstance(page, IssuePage)
    rows = page.tab(PeriodsPart).table.rows
    rows.setData(rows.index(0, 0), "2020年全年")
    return page


def save_issue(page: IssuePage) -> None:
    page.save_button.click()


def leave_issue(page: IssuePage) -> None:
    page.session.page_wanted.emit("desk")


def stay(_page: IssuePage) -> None:
    """Close the window from the page itself."""


@pytest.fixture
def centre(made_year: Path, tmp_path: Path) -> Workspace:
    return open_workspace(copytree(made_year / "c", tmp_path / "c"), None, clock=CLOCK)


@pytest.mark.parametrize("act", [stay, leave_issue, save_issue])
def test_a_plan_that_cannot_be_written_is_not_lost(
    scene: Scene, centre: Workspace, act: Callable[[IssuePage], None]
) -> None:
    window = scene.enter(centre)
    page = renamed_period(scene)
    with full(centre):
        act(page)
        assert not window.close()
        assert "还没有关闭：“任务下发”里有内容没有保存" in window.banner.text.text()
    assert window.close()
    again = load_issue_draft(centre)
    assert again is not None
    assert again.periods[0].label == "2020年全年"


def test_a_plan_goes_through_the_lock_in_memory(scene: Scene, centre: Workspace) -> None:
    scene.enter(centre)
    folder, page = centre.folder, renamed_period(scene)
    with full(centre):
        page.leave()
        scene.program.lock()
    assert scene.program.door is not None
    assert "“任务下发”里有内容没能保存" in scene.program.door.banner.text.text()
    scene.program.door.hold = take_hold(folder)
    window = scene.enter(open_workspace(folder, None, clock=CLOCK))
    window.show_page("issue")
    scene.idle()
    again = window.page
    assert isinstance(again, IssuePage)
    assert (again.tab(PeriodsPart).table.rows.rows[0].label, again.state.text()) == (
        "2020年全年",
        "第1号　▲ 有修改没有保存",
    )
    assert window.close()
    assert load_issue_draft(again.session.workspace) == again.issue


@pytest.fixture
def typed_day(scene: Scene, made_year: Path, centre: Workspace) -> ReportsPage:
    """报送情况 with a 收到日期 being typed for a submission that came in."""
    merge_all(centre, [made_year / "stick"], "李四")
    enrol_unit(centre, "X01", pending_keys(centre)[0].fingerprint, "李四")
    merge_all(centre, [made_year / "stick"], "李四")
    window = scene.enter(centre)
    window.show_page("reports")
    scene.idle()
    page = window.page
    assert isinstance(page, ReportsPage)
    page.grid.setCurrentCell(0, 1)
    page.panel.day.setFocus()
    page.panel.day.clear()
    QTest.keyClicks(page.panel.day, "20201201")
    return page


def days_of_receipt(workspace: Workspace) -> set[str | None]:
    with workspace.read() as connection:
        return {row.received_on for row in packages.find_packages(connection, kind="submission")} - {None}


def enter_day(page: ReportsPage) -> None:
    """The date is given, and refused by the disk, before the window goes."""
    QTest.keyClick(page.panel.day, Qt.Key.Key_Return)
    page.session.jobs.finish_writing()


def leave_day(_page: ReportsPage) -> None:
    """The date stands there as it is being typed."""


@pytest.mark.parametrize("act", [enter_day, leave_day])
def test_a_date_that_cannot_be_written_keeps_the_window_open(
    scene: Scene, typed_day: ReportsPage, centre: Workspace, act: Callable[[ReportsPage], None]
) -> None:
    with full(centre):
        act(typed_day)
        assert not scene.window.close()
        assert "还没有关闭：“报送情况”里有内容没有保存" in scene.window.banner.text.text()
    assert scene.window.close()
    assert days_of_receipt(centre) == {"2020-12-01"}


@pytest.mark.parametrize("act", [enter_day, leave_day])
def test_a_date_goes_through_the_lock_in_memory(
    scene: Scene, typed_day: ReportsPage, centre: Workspace, act: Callable[[ReportsPage], None]
) -> None:
    folder = centre.folder
    with full(centre):
        act(typed_day)
        scene.program.lock()
    assert scene.program.door is not None
    assert "“报送情况”里有内容没能保存" in scene.program.door.banner.text.text()
    scene.program.door.hold = take_hold(folder)
    window = scene.enter(open_workspace(folder, None, clock=CLOCK))
    window.show_page("reports")
    scene.idle()
    assert days_of_receipt(window.session.workspace) == {"2020-12-01"}
    assert window.close()
