"""What opens only when it is asked for: every input of it has a name, and Tab goes once round it."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from models.assess.rule_words import RULES
from models.records.finding import warning
from models.records.registry import ledger
from models.store.files.photos import SmallerPhoto
from models.store.records import records
from tests.ui.reach import faults, nameless
from tests.ui.strays import shown_alone
from ui.base.workers import Trouble
from ui.form.photo_question import PhotoQuestion
from ui.issue.indicator_form import IndicatorForm
from ui.kit.after_backup import NoBackupBox
from ui.kit.confirm_box import ConfirmBox, ConfirmQuestion
from ui.kit.labels import column
from ui.kit.recovery_code import RecoveryCode
from ui.kit.result_card import ResultCard
from ui.ledgers.page import LedgerPage, LedgerPane
from ui.list.bulk_change import BulkChange
from ui.system.secret_card import SecretCard
from ui.window.main_window import MainWindow
from ui.window.shortcuts import show_shortcuts

pytestmark = pytest.mark.no_cover  # it goes through what other tests cover; tracing doubles its time

Wait = Callable[[], None]
PERSON = ledger("person")
SCHEME = {"categories": [{"id": "x", "name": "办事处", "bands": [{"grade": "优秀"}]}, {"id": "j", "name": "局"}]}


def question() -> QWidget:
    made = ConfirmBox()
    made.ask(ConfirmQuestion("要更换密钥。", "更换", text="指纹", passphrase=True), lambda _: None)
    made.text.setText("12345")
    made.passphrase.setText("abc")
    return made


def photos() -> QWidget:
    made = PhotoQuestion()
    made.ask([SmallerPhoto("会场.jpg", b"x" * 9, 900)], lambda _, __: None)
    return made


def secret() -> QWidget:
    made = SecretCard()
    made.tell("抄下私钥。", "AGE-SECRET-KEY")
    return made


def result() -> QWidget:
    made = ResultCard()
    made.tell("已生成", [("文件", "甲.fzb")], "交给汇总单位。")
    made.offer("打开文件夹", lambda: None)
    return made


def code() -> QWidget:
    return RecoveryCode("杨桥办事处", {"恢复码": "ABCDE" * 10}, dt.date(2020, 12, 1))


@pytest.fixture
def home(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(700, 600)
    return made


def put(home: QWidget, part: QWidget, qtbot: QtBot) -> None:
    home.setLayout(column(part, None))
    with qtbot.waitActive(home):
        home.show()
        home.activateWindow()


@pytest.mark.parametrize("make", [question, photos, secret, result, code])
def test_a_box_within_a_page(home: QWidget, qtbot: QtBot, make: Callable[[], QWidget]) -> None:
    made = make()
    put(home, made, qtbot)
    made.show()
    assert (nameless(home), faults(home)) == ([], [])


@pytest.mark.parametrize("kind", RULES)
def test_an_indicator_of_any_rule(home: QWidget, qtbot: QtBot, kind: str) -> None:
    form = IndicatorForm()
    put(home, form, qtbot)
    for rule in ({}, RULES[kind].fresh(kind)):
        form.show_indicator({"id": "1.1", "name": "会议", "rule": rule}, SCHEME)
    assert (nameless(home), faults(home)) == ([], [])


def shortcuts(window: MainWindow, _people: list[str]) -> None:
    show_shortcuts(window)


def operator(window: MainWindow, _people: list[str]) -> None:
    window.picker.ask()


def no_backup(window: MainWindow, _people: list[str]) -> None:
    NoBackupBox("导入", Trouble("磁盘满了。", "OSError"), window).open()


def many(window: MainWindow, people: list[str]) -> BulkChange:
    with window.session.workspace.read() as connection:
        entries = [entry for uid in people if (entry := records.find(connection, PERSON, uid))]
    made = BulkChange(window.session, PERSON, entries, window)
    made.open()
    return made


def many_of_a_date(window: MainWindow, people: list[str]) -> None:
    made = many(window, people)
    made.box.setCurrentText("离岗日期")
    made.box.setCurrentText("人员状态")
    assert made.editor is not None
    made.editor.set_value("在岗")
    made.look()


@pytest.mark.parametrize("show", [shortcuts, operator, no_backup, many, many_of_a_date])
def test_a_box_before_the_window(
    window: MainWindow, people: list[str], qtbot: QtBot, show: Callable[[MainWindow, list[str]], object]
) -> None:
    show(window, people)
    (box,) = window.findChildren(QDialog)
    with qtbot.waitActive(box):
        box.activateWindow()
    assert (nameless(box), faults(box)) == ([], [])
    box.reject()


@pytest.fixture
def pane(window: MainWindow, people: list[str], idle: Wait) -> LedgerPane:
    window.show_page("certificates")
    idle()
    assert isinstance(window.page, LedgerPage)
    window.page.pane.show_record(people[0])
    idle()
    return window.page.pane


def taken_in(pane: LedgerPane, folder: Path) -> None:
    book = Workbook()
    book.create_sheet("另一页")
    page = book.worksheets[0]
    for row in (("人员姓名", "身份证号码"), ("王伟", "410105198801071870"), ("钱明", "4101051988*****889")):
        page.append(row)
    book.save(folder / "名单.xlsx")
    pane.import_file(folder / "名单.xlsx")


def history(pane: LedgerPane, _folder: Path) -> None:
    pane.form.show_history()


def reason(pane: LedgerPane, _folder: Path) -> None:
    pane.form.explain.ask(warning("id_number", "x", "身份证号是空的。"))


def help_on_a_field(pane: LedgerPane, _folder: Path) -> None:
    pane.form.fields.go_first()
    pane.form.show_help()


def some_only(pane: LedgerPane, _folder: Path) -> None:
    pane.show_records([pane.form.uid], "一条")


def name_of_a_view(pane: LedgerPane, _folder: Path) -> None:
    pane.list.views.namer.ask()


def draft(pane: LedgerPane, _folder: Path) -> None:
    pane.form.banner.offer("这是上次没有保存的内容。", "不要了", pane.form.discard)


@pytest.mark.parametrize("show", [taken_in, history, reason, help_on_a_field, some_only, name_of_a_view, draft])
def test_what_opens_in_a_list_or_form(
    pane: LedgerPane, tmp_path: Path, idle: Wait, show: Callable[[LedgerPane, Path], None]
) -> None:
    with shown_alone() as strays:
        show(pane, tmp_path)
        idle()
        idle()
    pane.form.fields.complete()
    assert (strays, nameless(pane), faults(pane.window())) == ([], [], [])
