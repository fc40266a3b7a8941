"""Backups, journal, recycle bin and 密码, over a real workspace."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from models.clock import local_minute
from models.merge.enrolment import enrol_unit
from models.merge.intake import merge_all
from models.merge.keys import own_fingerprint
from models.records.registry import ledger
from models.store.base.workspace import KEYS, Workspace, is_code_unseen, open_workspace
from models.store.files.backup import check_backup
from models.store.records import records
from models.submit import drives
from models.submit.drives import Drive
from models.submit.unit import Signers, submit
from models.version import VERSION
from tests.ui.conftest import PASSPHRASE
from tests.ui.worked_year import DAY, Opener, Year
from ui.base import daily_backup
from ui.base.session import CODE_UNSEEN
from ui.printing.page import PrintPage
from ui.system.about_tab import AboutTab
from ui.system.backup_tab import BackupTab
from ui.system.bin_tab import BinTab
from ui.system.journal_tab import JournalTab
from ui.system.page import TABS, SystemPage
from ui.system.passphrase_tab import PassphraseTab
from ui.window.main_window import MainWindow

Wait = Callable[[], None]


@pytest.fixture
def page(window: MainWindow, idle: Wait) -> SystemPage:
    window.show_page("system")
    idle()
    assert isinstance(window.page, SystemPage)
    return window.page


def test_a_backup_is_made_checked_and_restored(page: SystemPage, tmp_path: Path, idle: Wait) -> None:
    tab = page.tab(0)
    assert isinstance(tab, BackupTab)
    tab.make_backup(tmp_path / "a.fzbak")
    idle()
    assert "已备份到" in tab.result.toPlainText()
    tab.check_backup(tmp_path / "a.fzbak")
    idle()
    said = tab.result.toPlainText()
    assert ("备份完整" in said, local_minute(check_backup(tmp_path / "a.fzbak").made) in said) == (True, True)
    assert said.endswith("a.fzbak")
    tab.restore_to(tmp_path / "a.fzbak", tmp_path / "back", "four calm words 42")
    idle()
    assert "已恢复到" in tab.result.toPlainText()
    open_workspace(tmp_path / "back", "four calm words 42").close()


def test_a_backup_goes_to_a_stick(
    page: SystemPage, tmp_path: Path, idle: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab, stick = page.tab(0), tmp_path / "KINGSTON"
    assert isinstance(tab, BackupTab)
    stick.mkdir()
    for free, words in ((1000, "U盘 KINGSTON只剩1KB，还差"), (10**9, "备份约")):
        fake = Drive(stick, "U盘 KINGSTON", free=free)
        monkeypatch.setattr(drives, "drives", lambda fake=fake: [fake])
        tab.folder.put(stick)
        tab.reload()
        idle()
        assert (words in tab.about.text(), tab.make.isEnabled()) == (True, free > 1000)
    tab.make.click()
    idle()
    assert "已写完并读回核对，可以拔出U盘" in tab.result.toPlainText()
    assert len(list(stick.glob("备份_*.fzbak"))) == 1


def test_an_open_workspace_is_never_restored_over(
    page: SystemPage, window: MainWindow, workspace: Workspace, tmp_path: Path
) -> None:
    tab = page.tab(0)
    assert isinstance(tab, BackupTab)
    tab.restore_to(tmp_path / "a.fzbak", workspace.folder, None)
    assert "不能恢复到正在使用的工作区" in window.banner.text.text()


def test_automatic_backups_go_where_they_were_told(page: SystemPage, tmp_path: Path, idle: Wait) -> None:
    tab = page.tab(0)
    assert isinstance(tab, BackupTab)
    tab.keep_in(tmp_path / "另一块盘")
    page.session.secure("批量修改前")
    idle()
    made = daily_backup.automatic_backups(tmp_path / "另一块盘" / "杨桥办事处_自动备份")
    assert [path.name.split("_")[-1] for _, path in made] == ["批量修改前.fzbak"]
    tab.reload()
    assert "另一块盘" in tab.automatic.text()


@pytest.mark.usefixtures("people")
def test_a_whole_workspace_is_said_to_be_whole(page: SystemPage, idle: Wait) -> None:
    tab = page.tab(0)
    assert isinstance(tab, BackupTab)
    tab.run_verify()
    idle()
    assert "完整性检查通过" in tab.result.toPlainText()


def test_what_packages_tell_of_units_is_said(
    year: Year, open_page: Opener[SystemPage], settle: Callable[[SystemPage], None]
) -> None:
    """The centre is whole; a unit's journal is not, as its package told."""
    with year.unit.engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.exec_driver_sql("UPDATE journal SET operator = '某人' WHERE seq = 1")
    sent = submit(year.unit, year.stick / "报送2.fzb", Signers("张三", "李审", "王长"), DAY).path
    merge_all(year.centre, [sent], "李四")
    enrol_unit(year.centre, "X01", own_fingerprint(year.unit), "李四")
    merge_all(year.centre, [sent], "李四")
    page = open_page(year.centre, SystemPage)
    tab = page.tab(0)
    assert isinstance(tab, BackupTab)
    tab.run_verify()
    settle(page)
    whole, told = tab.result.toPlainText().splitlines()
    assert ("● 完整性检查通过" in whole, told.startswith("■ X01 "), "日志前后对不上" in told) == (True, True, True)


@pytest.mark.usefixtures("people")
def test_the_journal_says_who_did_what(page: SystemPage, window: MainWindow, idle: Wait) -> None:
    page.tabs.setCurrentIndex(1)
    idle()
    tab = page.tab(1)
    assert isinstance(tab, JournalTab)
    idle()
    cells = [tab.table.item(0, at) for at in range(1, 5)]
    assert [cell.text() for cell in cells if cell] == ["张晓明", "新增", "执法人员", "张娜"]
    tab.words.setText("新增 李芳")
    tab.reload()
    idle()
    assert [cell.text() for at in range(tab.table.rowCount()) if (cell := tab.table.item(at, 4))] == ["李芳"]
    tab.print.click()
    idle()
    assert isinstance(window.page, PrintPage)
    printed = window.page.printed
    assert printed
    assert printed.sheet
    assert [one.cells[-1] for one in printed.sheet.rows] == ["李芳"]


def test_the_bin_gives_records_back(page: SystemPage, workspace: Workspace, people: list[str], idle: Wait) -> None:
    with workspace.write("张晓明") as tx:
        records.delete(tx, ledger("person"), people[:1])
    page.tabs.setCurrentIndex(2)
    idle()
    tab = page.tab(2)
    assert isinstance(tab, BinTab)
    assert tab.box.currentText() == "执法人员（1）"
    assert tab.list is not None
    tab.list.table.selectRow(0)
    tab.restore()
    idle()
    with workspace.read() as connection:
        assert records.count(connection, ledger("person")) == 3


def test_a_new_passphrase_brings_a_new_code(page: SystemPage, workspace: Workspace, idle: Wait) -> None:
    tab = page.tab(6)
    assert isinstance(tab, PassphraseTab)
    tab.fields.first.setText("other calm words 43")
    tab.change()
    assert "请先输入现在的密码" in tab.complaint.text()
    tab.present.setText("wrong calm words 44")
    tab.change()
    assert "两次输入的密码不一样" in tab.complaint.text()
    tab.fields.second.setText("other calm words 43")
    tab.change()
    idle()
    assert (tab.code, tab.complaint.text() != "") == (None, True)
    tab.present.setText(PASSPHRASE)
    tab.change()
    idle()
    assert tab.code is not None
    page.show()
    assert tab.code.geometry().bottom() <= page.height()
    open_workspace(workspace.folder, "other calm words 43").close()


def test_who_never_saw_the_recovery_code_is_told_and_gets_one(
    page: SystemPage, workspace: Workspace, idle: Wait
) -> None:
    warned: list[str] = []
    page.session.warned.connect(warned.append)
    page.session.warn_at_first()
    assert warned == [CODE_UNSEEN]
    tab = page.tab(6)
    assert isinstance(tab, PassphraseTab)
    tab.present.setText(PASSPHRASE)
    tab.only_code.click()
    idle()
    assert tab.code is not None
    assert is_code_unseen(workspace)
    open_workspace(workspace.folder, tab.code.text().split("\n")[3]).close()
    tab.code.written.click()
    idle()
    page.session.warn_at_first()
    assert (is_code_unseen(workspace), warned) == (False, [CODE_UNSEEN])


def test_a_passphrase_that_could_not_be_changed_can_be_tried_again(
    page: SystemPage, workspace: Workspace, idle: Wait
) -> None:
    tab = page.tab(6)
    assert isinstance(tab, PassphraseTab)
    tab.present.setText(PASSPHRASE)
    for field in (tab.fields.first, tab.fields.second):
        field.setText("other calm words 43")
    (workspace.folder / KEYS).rename(workspace.folder / "aside")
    (workspace.folder / KEYS).mkdir()
    tab.change()
    idle()
    assert tab.complaint.text() != ""
    assert tab.button.isEnabled()


@pytest.mark.usefixtures("people")
def test_a_change_is_taken_back_from_the_journal(
    page: SystemPage, workspace: Workspace, people: list[str], idle: Wait
) -> None:
    told: list[str] = []
    page.session.told.connect(told.append)
    page.session.refused.connect(told.append)
    with workspace.write("张晓明") as tx:
        records.save(tx, ledger("person"), "X01", {"phone": "13900000000"}, people[0])
    page.tabs.setCurrentIndex(1)
    tab = page.tab(1)
    assert isinstance(tab, JournalTab)
    idle()
    assert not tab.back.isEnabled()
    tab.table.selectRow(0)
    tab.back.click()
    idle()
    idle()
    with workspace.read() as connection:
        assert records.load(connection, ledger("person"), people[0]).fields["phone"] == "13800000001"
    tab.table.selectRow(4)
    tab.back.click()
    idle()
    assert [said[:6] for said in told] == ["已撤销，那条", "这条记录后来"]


def test_what_somebody_needs_who_helps_can_be_copied(page: SystemPage, window: MainWindow) -> None:
    tab = page.tab(8)
    assert isinstance(tab, AboutTab)
    tab.copy.click()
    words = QApplication.clipboard().text()
    assert f"版本：{VERSION}" in words
    assert str(window.session.workspace.folder) in words
    assert "已加密" in words


def test_the_hand_over_has_one_head_for_a_step(page: SystemPage) -> None:
    heads = [one.text() for one in page.tab([label for label, _ in TABS].index("人员交接")).findChildren(QLabel)]
    assert ("换密码" in heads, sum("密码" in one and one.startswith("第") for one in heads)) == (False, 1)


def test_every_tab_opens(page: SystemPage, qtbot: QtBot, idle: Wait) -> None:
    for at in range(len(TABS)):
        page.tabs.setCurrentIndex(at)
        idle()
        qtbot.waitUntil(page.tab(at).isVisible)
