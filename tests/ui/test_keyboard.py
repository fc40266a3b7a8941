"""Whole records typed without a mouse; the benchmark of the same name counts keys over more of them."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from models.records.registry import ledger
from models.store.base.workspace import Workspace
from models.store.records import documents, records
from tests.benchmarks.typing_data import cases, certificates
from tests.benchmarks.typing_hands import CTRL, Keyboard
from tests.models.offices import ISSUE
from tests.places import ZHENGDONG
from ui.form import evidence_panel
from ui.ledgers.page import LedgerPage
from ui.ledgers.shelves_page import ShelvesPage
from ui.printing.page import PrintPage
from ui.window.main_window import MainWindow

ALT = Qt.KeyboardModifier.AltModifier
CLERK_KEYS = 52
"""Keys of a clerk's day; the three photos are picked in the system's own dialog besides."""


@pytest.fixture
def keyboard(window: MainWindow, idle: Callable[[], None]) -> Keyboard:
    def settle() -> None:
        QApplication.processEvents()
        idle()

    return Keyboard(window, settle)


@pytest.fixture
def holder(workspace: Workspace) -> str:
    with workspace.write("张晓明") as tx:
        issue = msgspec.structs.replace(ISSUE, number=9, place=ZHENGDONG)
        documents.save_document(tx, documents.ISSUE, 9, issue)
        return records.save(tx, ledger("person"), "X01", {"name": "张晓明"}).uid


def test_certificates_are_typed_by_keyboard_alone(
    holder: str, keyboard: Keyboard, workspace: Workspace, window: MainWindow
) -> None:
    keyboard.press(Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    assert isinstance(window.page, LedgerPage)
    window.page.tabs.setCurrentIndex(1)
    keyboard.settle()
    window.page.pane.new()
    for row in certificates(2):
        keyboard.row(window.page.pane.form, row)
    with workspace.read() as connection:
        kept = [one.fields for one in records.entries(connection, ledger("certificate"))]
    assert [one["number"] for one in kept] == ["豫X0100000", "豫X0100001"]
    assert {(one["holder"], one["kind"], one["valid_to"]) for one in kept} == {
        (holder, "河南省行政执法证", "2025-01-09")
    }


def test_a_case_is_typed_by_keyboard_alone(keyboard: Keyboard, workspace: Workspace, window: MainWindow) -> None:
    keyboard.press(Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
    keyboard.press(Qt.Key.Key_N, CTRL)
    assert isinstance(window.page, LedgerPage)
    keyboard.row(window.page.pane.form, next(iter(cases(1))))
    with workspace.read() as connection:
        [kept] = [one.fields for one in records.entries(connection, ledger("case"))]
    assert (kept["instance"], kept["role"], kept["judged_on"]) == ("一审", "被告", "2020-06-01")
    heard = {"on": "2020-04-20", "kind": "开庭", "leader": "王建国", "leader_role": "正职", "staff": "李思雨"}
    assert kept["hearings"] == [heard]


def test_what_is_wrong_in_a_table_is_said_when_it_is_left(keyboard: Keyboard, window: MainWindow) -> None:
    keyboard.press(Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
    keyboard.press(Qt.Key.Key_N, CTRL)
    assert isinstance(window.page, LedgerPage)
    form = window.page.pane.form
    form.fields.go_to("hearings")
    keyboard.cells(("20.3.1",), len(form.ledger.by_name["hearings"].columns))
    said = form.fields.rows["hearings"]
    assert said.notes_text() == ""
    keyboard.press(Qt.Key.Key_Return)
    form._judge()
    keyboard.settle()
    assert "第1行：开庭日期认不出来" in said.notes_text()


def test_help_on_a_table_explains_its_columns(keyboard: Keyboard, window: MainWindow) -> None:
    keyboard.press(Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
    keyboard.press(Qt.Key.Key_N, CTRL)
    assert isinstance(window.page, LedgerPage)
    form = window.page.pane.form
    keyboard.press(Qt.Key.Key_F1)
    form.fields.go_to("hearings")
    assert "负责人类别：可选正职、副职" in form.help.text.text()


def test_a_clerk_s_day_from_the_first_key_to_the_sum_of_the_year(
    keyboard: Keyboard, window: MainWindow, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One 普法 session of 180 people with three photos; docs/yearly_tables.md says how many keys it takes."""
    photos = [tmp_path / f"现场{at}.jpg" for at in (1, 2, 3)]
    for at, photo in enumerate(photos):
        photo.write_bytes(bytes([at]) * 2000)
    monkeypatch.setattr(evidence_panel, "choose_files", lambda *_: photos)
    window.session.memory.set("ledger.own", "work")  # where the clerk was yesterday
    keyboard.press(Qt.Key.Key_5, ALT)
    keyboard.press(Qt.Key.Key_N, CTRL)
    shelves = window.page
    assert isinstance(shelves, ShelvesPage)
    form = shelves.pane.form
    typed = {
        "item": "28",
        "kind": "pf",
        "on": f"{workspace.clock.today():%Y%m%d}",
        "content": "民法典进校园",
        "people": "180",
    }
    for name in form.fields.rows:
        if name == "evidence":
            break
        keyboard.write(typed.get(name, ""))
        keyboard.press(Qt.Key.Key_Return)
    keyboard.press(Qt.Key.Key_Space)
    keyboard.press(Qt.Key.Key_S, CTRL)
    keyboard.press(Qt.Key.Key_8, ALT)
    keyboard.press(Qt.Key.Key_F, CTRL)
    keyboard.write("pfgz")
    keyboard.press(Qt.Key.Key_Down)
    assert isinstance(window.page, PrintPage)
    assert window.page.printed
    assert window.page.printed.sheet
    assert window.page.printed.sheet.title.startswith("普法工作年度汇总表")
    assert window.page.printed.sheet.rows[-1].cells[-4:] == (1, 180, 0, 3)
    assert keyboard.keys == CLERK_KEYS


def test_a_form_is_closed_with_the_cursor_in_a_table(
    keyboard: Keyboard, window: MainWindow, capsys: pytest.CaptureFixture[str]
) -> None:
    keyboard.press(Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
    keyboard.press(Qt.Key.Key_N, CTRL)
    assert isinstance(window.page, LedgerPage)
    form = window.page.pane.form
    form.fields.go_to("hearings")
    keyboard.cells(("20200701",), 1)
    form.save()
    keyboard.settle()
    form.setParent(None)
    form.deleteLater()
    keyboard.settle()
    assert capsys.readouterr().err == ""
