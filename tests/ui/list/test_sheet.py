"""表格录入 under real keys: what Excel's users do, and what only a ledger can say to it."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.records.registry import ledger
from models.store.base.workspace import Workspace
from models.store.records import records
from ui.ledgers.page import LedgerPage, LedgerPane
from ui.ledgers.shelves_page import ShelvesPage
from ui.list.sheet_view import SheetView
from ui.window.main_window import MainWindow

Keys = Qt.Key
CTRL, SHIFT, PLAIN = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.NoModifier,
)
Wait = Callable[[], None]
TypeText = Callable[[str], None]
Press = Callable[..., None]


@pytest.fixture
def press(window: MainWindow) -> Press:
    def send(key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN, times: int = 1) -> None:
        for _ in range(times):
            QTest.keyClick(QApplication.activePopupWidget() or window.focusWidget() or window, key, modifier)

    return send


@pytest.fixture
def pane(people: list[str], window: MainWindow, idle: Wait) -> LedgerPane:
    window.show_page("certificates")
    assert isinstance(window.page, LedgerPage)
    idle()
    QTest.mouseClick(window.page.pane.tools.sheet_button, Qt.MouseButton.LeftButton)
    idle()
    return window.page.pane


@pytest.fixture
def sheet(pane: LedgerPane) -> SheetView:
    assert pane.sheet
    return pane.sheet


def shown(sheet: SheetView, at: int, name: str) -> str:
    row, one = sheet.model.rows[at], sheet.model.ledger.by_name[name]
    return sheet.model.text(row, one)


def put(sheet: SheetView, at: int, name: str) -> None:
    sheet.table.go_to(at, [one.name for one in sheet.model.fields].index(name))


def people_in(workspace: Workspace, *names: str) -> list[list[Any]]:
    with workspace.read() as connection:
        return [[one.fields.get(name) for name in names] for one in records.entries(connection, ledger("person"))]


def test_rows_are_typed_filled_down_undone_and_saved_in_one_step(
    pane: LedgerPane,
    sheet: SheetView,
    workspace: Workspace,
    window: MainWindow,
    idle: Wait,
    type_text: TypeText,
    press: Press,
) -> None:
    assert [shown(sheet, at, "name") for at in range(4)] == ["王伟", "李芳", "张娜", ""]
    assert shown(sheet, 0, "id_number") == "410***********1870"
    assert sheet.table.currentIndex().row() == 3
    for name in ("赵强", "钱多"):
        type_text(name)
        press(Keys.Key_Tab)
        type_text("男")
        press(Keys.Key_Return)
    assert sheet.table.currentIndex() == sheet.model.index(5, 0)
    put(sheet, 3, "post")
    type_text("科员")
    press(Keys.Key_Up)
    press(Keys.Key_Down)
    press(Keys.Key_Down, SHIFT)
    press(Keys.Key_D, CTRL)
    assert [shown(sheet, at, "post") for at in (3, 4)] == ["科员", "科员"]
    press(Keys.Key_Z, CTRL)
    assert shown(sheet, 4, "post") == ""
    put(sheet, 4, "post")
    press(Keys.Key_D, CTRL)
    put(sheet, 2, "post")
    type_text("所长")
    press(Keys.Key_Escape)
    assert shown(sheet, 2, "post") == ""
    type_text("主任")
    press(Keys.Key_S, CTRL)
    idle()
    assert people_in(workspace, "name", "post", "sex", "status")[2:] == [
        ["张娜", "主任", None, None],
        ["赵强", "科员", "男", "在岗"],
        ["钱多", "科员", "男", "在岗"],
    ]
    assert not sheet.model.unsaved()
    press(Keys.Key_Z, CTRL)
    idle()
    assert people_in(workspace, "name", "post")[2:] == [["张娜", None]]
    assert [shown(sheet, at, "name") for at in range(4)] == ["王伟", "李芳", "张娜", ""]


def test_blocks_are_pasted_copied_and_what_is_wrong_stays_until_it_is_put_right(
    pane: LedgerPane, sheet: SheetView, workspace: Workspace, idle: Wait, press: Press, qtbot: QtBot
) -> None:
    with workspace.write("张晓明") as tx:
        records.save(tx, ledger("person"), "X01", {"name": "周末", "post": "所长"})
    put(sheet, 3, "name")
    QApplication.clipboard().setText('孙一\t男\r\n"孙\t二"\t不明\r\n孙三\t女\r\n')
    press(Keys.Key_V, CTRL)
    assert [[shown(sheet, at, name) for name in ("name", "sex")] for at in (3, 4, 5)] == [
        ["孙一", "男"],
        ["孙 二", "不明"],
        ["孙三", "女"],
    ]
    place = sheet.model.index(4, [one.name for one in sheet.model.fields].index("sex"))
    assert place.data().startswith("■ ")
    assert "不在可选范围内" in place.data(Qt.ItemDataRole.ToolTipRole)
    put(sheet, 4, "sex")
    assert "不在可选范围内" in sheet.note.text()
    put(sheet, 0, "post")
    qtbot.waitUntil(lambda: any("没有填" in one.message for one in sheet.model.rows[3].findings))
    assert not pane.settle()
    idle()
    assert [one[0] for one in people_in(workspace, "name")][4:] == ["孙一", "孙三"]
    assert [row.values()["name"] for row in sheet.model.unsaved()] == ["孙 二"]
    put(sheet, 3, "name")
    press(Keys.Key_Right, SHIFT)
    press(Keys.Key_C, CTRL)
    assert QApplication.clipboard().text() == "孙一\t男"
    put(sheet, 4, "name")
    press(Keys.Key_V, CTRL)
    assert [shown(sheet, 4, name) for name in ("name", "sex")] == ["孙一", "男"]
    put(sheet, 3, "phone")
    press(Keys.Key_Delete)
    put(sheet, 4, "phone")
    press(Keys.Key_1)
    press(Keys.Key_Return, CTRL)
    assert shown(sheet, 4, "phone") == "1"
    press(Keys.Key_Delete)
    assert pane.settle()
    idle()
    assert [one[0] for one in people_in(workspace, "name")][4:] == ["孙一", "孙三", "孙一"]
    QTest.mouseClick(sheet.back, Qt.MouseButton.LeftButton)
    assert pane.sheet is None
    pane.list.reload()
    idle()
    assert len(pane.list.model.ids) == 7


def test_what_is_refused_stays_in_the_sheet(
    window: MainWindow, workspace: Workspace, idle: Wait, type_text: TypeText, press: Press
) -> None:
    with workspace.write("张晓明") as tx:
        records.save(tx, ledger("enforcement_year"), "X01", {"year": 2020})
    window.show_page("others")
    window.page.show_record("enforcement_year", "")
    idle()
    assert isinstance(window.page, ShelvesPage)
    pane = window.page.pane
    pane.open_sheet()
    assert pane.sheet
    type_text("2020")
    press(Keys.Key_Return)
    pane.sheet.back.click()
    idle()
    assert pane.sheet
    assert [row.values()["year"] for row in pane.sheet.model.unsaved()] == [2020]
    assert "第2行：年度为2020的已经有一条" in window.banner.text.text()
    press(Keys.Key_Up)
    press(Keys.Key_2)
    type_text("021")
    pane.sheet.back.click()
    idle()
    assert pane.sheet is None
