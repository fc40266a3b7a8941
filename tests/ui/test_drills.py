"""A key stolen, a key lost: both drills from the first call to the last receipt, by hand in two windows."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from models.merge.enrolment import enrol_unit, pending_keys
from models.merge.from_centre import read_plan_package
from models.merge.intake import merge_all
from models.merge.keys import own_fingerprint
from models.merge.outcome import PackageState
from models.records.registry import ledger
from models.store.base.workspace import UNIT, open_workspace
from models.store.files.backup import write_backup
from models.store.records import packages, records
from models.submit.centre import export_plan, set_up_centre
from models.submit.unit import Signers, set_up_unit, submit
from tests.ui.test_walk import PASSPHRASE, Clerk, merge, type_in
from tests.ui.worked_year import CLOCK, DAY, fill, plan_of_2020, report_empty_ledgers
from ui.base.session import OPERATORS
from ui.intake.page import IntakePage
from ui.review.page import ReportsPage
from ui.start.first_steps import UnitStep
from ui.start.recover import RecoverPage
from ui.start.unlock import UnlockPage
from ui.start.welcome import WelcomePage
from ui.submit.page import SubmitPage
from ui.system.keys_tab import KeysTab
from ui.system.page import TABS, SystemPage
from ui.system.passphrase_tab import PassphraseTab

OTHER = "another calm word 77"


@dataclass
class Scene:
    """Folders of a centre and of a unit that reported once and is enrolled; the unit's recovery code."""

    root: Path
    code: str

    def stick(self, name: str) -> Path:
        folder = self.root / name
        folder.mkdir(exist_ok=True)
        return folder


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    (tmp_path / "会议纪要.pdf").write_bytes(b"minutes" * 100)
    centre = set_up_centre(tmp_path / "管委会", ("GWH", "管委会"), plan_of_2020(), PASSPHRASE, "李四", CLOCK).workspace
    plan = read_plan_package(export_plan(centre, tmp_path / "任务.fzb", "李四"))
    made = set_up_unit(tmp_path / "杨桥办事处", plan, "X01", PASSPHRASE, "张三", CLOCK)
    with made.workspace.write("张三") as tx:
        fill(tx, made.workspace, tmp_path / "会议纪要.pdf")
    report_empty_ledgers(made.workspace)
    first = submit(made.workspace, tmp_path / "一.fzb", Signers("张三", "李审", "王长"), DAY).path
    merge_all(centre, [first], "李四")
    enrol_unit(centre, "X01", pending_keys(centre)[0].fingerprint, "李四")
    merge_all(centre, [first], "李四")
    for workspace, operator in ((centre, "李四"), (made.workspace, "张三")):
        with workspace.write(operator) as tx:
            tx.set_setting(OPERATORS, f'["{operator}"]')
        workspace.close()
    return Scene(tmp_path, made.recovery_code)


class Person(Clerk):
    """One person at a PC; pictures of what is seen go to `home`."""

    def __init__(self, qtbot: QtBot, home: Path) -> None:
        super().__init__(qtbot, home)
        self.count = 0

    def see(self, what: str) -> None:
        """Keep a picture of the window in front."""
        self.count += 1
        window = self.program.window or self.program.door
        assert window is not None
        window.resize(1366, 728)
        QApplication.processEvents()
        assert window.grab().save(str(self.home / f"{self.count:02d}-{what}.png"))

    def enter(self, folder: Path, secret: str) -> None:
        """Open a workspace at the door."""
        door = self.program.door
        assert door is not None
        assert isinstance(door.page, WelcomePage)
        door.page.open_wanted.emit(folder)
        page = door.page
        assert isinstance(page, UnlockPage)
        type_in(page.field, secret)
        page.button.click()
        self.arrive()

    def arrive(self) -> None:
        """Wait for the window."""
        self.qtbot.waitUntil(lambda: self.program.window is not None)
        self.window.session.failed.connect(self.troubles.append)
        self.rest()

    def tab(self, label: str) -> QWidget:
        """A tab of 系统, laid out."""
        page, at = self.go("系统", SystemPage), [name for name, _ in TABS].index(label)
        page.tabs.setCurrentIndex(at)
        self.rest()
        tab = page.tab(at)
        QApplication.processEvents()
        return tab

    def keys(self) -> KeysTab:
        tab = self.tab("密钥")
        assert isinstance(tab, KeysTab)
        return tab

    def change_passphrase(self, known: str) -> None:
        tab = self.tab("换密码")
        assert isinstance(tab, PassphraseTab)
        type_in(tab.present, known)
        type_in(tab.fields.first, OTHER)
        type_in(tab.fields.second, OTHER)
        self.press(tab.button)
        assert tab.code
        self.see("新密码和新恢复码")

    def send(self, stick: Path) -> None:
        page = self.go("校验与报送", SubmitPage)
        page.panel.target.put(stick)
        self.press(page.panel.send)
        if page.panel.question.isVisible():  # nothing was changed since it was sent before
            self.press(page.panel.question.act)
        assert page.panel.card.isVisibleTo(page)
        self.see("已报送")


@pytest.fixture
def person(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[[str], Person]]:
    made: list[Person] = []

    def come(name: str) -> Person:
        made.append(Person(qtbot, tmp_path / name))
        return made[-1]

    yield come
    for one in made:
        one.leave()


def states(page: IntakePage) -> list[PackageState]:
    return [one.state for one in page.table.rows.rows]


def type_fingerprint(centre: Person, page: IntakePage, digits: str) -> None:
    card = page.keys.cards[0]
    type_in(card.typed, digits.replace(" ", ""))
    assert card.note.text().endswith("一致，可以登记。")
    centre.see("核对报送单上的指纹")
    centre.press(card.act)
    assert page.keys.cards == []
    assert PackageState.MERGED in states(page)
    centre.see("登记并合并")


def approve(centre: Person, stick: Path) -> None:
    page = centre.go("报送情况", ReportsPage)
    page.grid.setCurrentItem(page.grid.findItems("待审", Qt.MatchFlag.MatchStartsWith)[0])
    centre.rest()
    centre.press(page.panel.approve)
    page.folder.put(stick)
    centre.press(page.export)


def receive(unit: Person, stick: Path) -> None:
    page = unit.go("校验与报送", SubmitPage)
    page.take(list(stick.glob("回执*")))
    unit.rest()
    assert page.arrivals.words.text().startswith("●")
    page.tabs.setCurrentIndex(1)
    unit.see("收到回执")


def steal(scene: Scene) -> Path:
    """A thief with the laptop and its 密码 reports in the unit's name."""
    stolen = shutil.copytree(scene.root / "杨桥办事处", scene.root / "被盗的电脑")
    thief = open_workspace(stolen, PASSPHRASE, clock=CLOCK)
    with thief.write("贼") as tx:
        (one,) = records.entries(tx.connection, ledger("training"), "X01")
        records.save(tx, ledger("training"), "X01", {"people": 999}, one.uid)
    forged = submit(thief, scene.stick("可疑的U盘") / "冒用.fzb", Signers("贼"), DAY).path
    thief.close()
    return forged


def test_a_stolen_key(scene: Scene, person: Callable[[str], Person]) -> None:
    """撤销 at the centre, the forged package set aside, a new key at the unit, enrolled by paper, and the receipt."""
    forged = steal(scene)
    centre, unit = person("中心"), person("单位")
    centre.enter(scene.root / "管委会", PASSPHRASE)
    units = centre.keys().units
    assert units
    units.table.selectRow(0)
    centre.press(units.stop)
    type_in(units.question.text, "电脑被盗，单位来电")
    centre.see("撤销被盗的密钥")
    centre.press(units.question.act)
    centre.see("已撤销")
    assert states(merge(centre, forged.parent)) == [PackageState.UNTRUSTED]
    centre.see("冒用的包不可信")
    units = centre.keys().units
    assert units
    assert [Path(one.file).name for one in units.aside.rows.rows] == ["冒用.fzb"]
    centre.see("冒用的包列在密钥页")
    new = renew(unit, scene)
    unit.send(scene.stick("新U盘"))
    page = merge(centre, scene.stick("新U盘"))
    assert states(page) == [PackageState.PENDING]
    centre.see("新密钥待登记")
    type_fingerprint(centre, page, new)
    approve(centre, scene.stick("新U盘"))
    receive(unit, scene.stick("新U盘"))
    with centre.window.session.workspace.read() as connection:
        assert {one.fields["people"] for one in records.entries(connection, ledger("training"), "X01")} == {30}
        assert sorted(one.state for one in packages.find_enrolments(connection)) == ["active", "revoked"]


def renew(unit: Person, scene: Scene) -> str:
    """At the unit's own PC: a new key and a new 密码; gives the new fingerprint."""
    unit.enter(scene.root / "杨桥办事处", PASSPHRASE)
    tab = unit.keys()
    before = tab.own.text()
    assert tab.renew
    unit.press(tab.renew.change)
    type_in(tab.renew.question.text, "笔记本被盗")
    type_in(tab.renew.question.passphrase, PASSPHRASE)
    unit.see("更换本单位的密钥")
    unit.press(tab.renew.question.act)
    assert before != tab.own.text() == own_fingerprint(unit.window.session.workspace)
    unit.see("新指纹")
    unit.change_passphrase(PASSPHRASE)
    return tab.own.text()


def test_a_lost_key_without_a_backup(scene: Scene, person: Callable[[str], Person]) -> None:
    """The PC is gone: a new workspace from the plan package, and a key that takes the place of the lost one."""
    unit, centre = person("新电脑"), person("中心")
    unit.see("第一页")
    set_up(unit, scene)
    workspace = unit.window.session.workspace
    with workspace.write("张三") as tx:
        fill(tx, workspace, scene.root / "会议纪要.pdf")
    report_empty_ledgers(workspace)
    unit.send(scene.stick("U盘"))
    centre.enter(scene.root / "管委会", PASSPHRASE)
    page = merge(centre, scene.stick("U盘"))
    assert states(page) == [PackageState.PENDING]
    centre.see("来了第二把密钥")
    page.keys.cards[0].lost.click()
    type_fingerprint(centre, page, own_fingerprint(workspace))
    units = centre.keys().units
    assert units
    assert sorted(one.state for one in units.table.rows.rows) == ["active", "revoked"]
    centre.see("旧密钥已撤销")
    approve(centre, scene.stick("U盘"))
    receive(unit, scene.stick("U盘"))


def set_up(unit: Person, scene: Scene) -> None:
    page = unit.begin(UNIT)
    who = page.who
    assert isinstance(who, UnitStep)
    who.read(scene.root / "任务.fzb")
    unit.qtbot.waitUntil(lambda: who.offer is not None)
    who.same.click()
    who.unit.setEditText("杨桥办事处")
    type_in(who.operator, "张三")
    who.folder.line.setText(str(unit.home / "工作区"))
    unit.see("重新建立工作区")
    unit.finish(page)


def test_a_lost_pc_with_a_backup(scene: Scene, person: Callable[[str], Person]) -> None:
    """The 密码 is forgotten too: the backup opens by the recovery code at the door, and nothing is enrolled again."""
    old = open_workspace(scene.root / "杨桥办事处", PASSPHRASE)
    kept, before = write_backup(old, scene.root / "备份.fzbak"), own_fingerprint(old)
    old.close()
    unit, centre = person("新电脑"), person("中心")
    door = unit.program.door
    assert door is not None
    assert isinstance(door.page, WelcomePage)
    door.page.recover.click()
    page: QWidget = unit.program.door.page if unit.program.door else door
    assert isinstance(page, RecoverPage)
    type_in(page.backup, str(kept))
    page.folder.line.setText(str(unit.home / "工作区"))
    type_in(page.field, "wrong")
    page.act.click()
    unit.qtbot.waitUntil(lambda: page.complaint.text() != "")
    unit.see("密码不对")
    page.field.clear()
    type_in(page.field, scene.code.lower())
    page.act.click()
    unit.arrive()
    assert "您是用恢复码打开的" in unit.window.banner.text.text()
    unit.see("用恢复码打开")
    unit.change_passphrase(scene.code)
    assert unit.keys().own.text() == before
    unit.send(scene.stick("U盘"))
    centre.enter(scene.root / "管委会", PASSPHRASE)
    assert states(merge(centre, scene.stick("U盘"))) == [PackageState.MERGED]
    centre.see("不用重新登记")


def test_a_forgotten_passphrase(scene: Scene, person: Callable[[str], Person]) -> None:
    unit = person("单位")
    unit.enter(scene.root / "杨桥办事处", scene.code.replace("-", " "))
    assert "您是用恢复码打开的" in unit.window.banner.text.text()
    unit.change_passphrase(scene.code)
    unit.leave()
    open_workspace(scene.root / "杨桥办事处", OTHER).close()
