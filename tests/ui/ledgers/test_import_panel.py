"""Tables from outside: which column is which, what would become of the rows, and the way back."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from models.records.entry import Entry
from models.records.registry import ledger
from models.store.base.workspace import Workspace, open_workspace
from models.store.records import records
from models.store.records.undo_steps import latest_steps, take_back
from reports.filled_in.head import ColumnHeading
from tests.reports.filled_in.books import Sheet, write_book
from tests.ui.conftest import PASSPHRASE
from ui.base import daily_backup
from ui.base.daily_backup import RISKY
from ui.base.session import Session
from ui.kit.after_backup import NoBackupBox
from ui.ledgers.column_mapping import guess_columns, read_pasted
from ui.ledgers.import_panel import ImportPanel
from ui.ledgers.import_words import COUNTS
from ui.ledgers.page import LedgerPage, LedgerPane
from ui.window.main_window import MainWindow

PERSON = ledger("person")
Wait = Callable[[], None]
HEADS = ("人员姓名", "身份证号码", "手机", "岗位")
ROWS = (
    ("王伟", "410105198801071870", "13900000009", "主任"),
    ("赵强", "410105198801071889", "13800000004", "科员"),
    ("钱明", "4101051988*****889", "", ""),
)


def kept(workspace: Workspace, name: str = "person") -> list[Entry]:
    with workspace.read() as connection:
        return list(records.entries(connection, ledger(name), "X01"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    book = Workbook()
    page = book.active
    assert page is not None
    for row in (HEADS, *ROWS):
        page.append(row)
    book.save(tmp_path / "名单.xlsx")
    return tmp_path / "名单.xlsx"


@pytest.fixture
def panel(qtbot: QtBot, session: Session, people: list[str], file: Path, idle: Wait) -> ImportPanel:
    made = ImportPanel(session, PERSON)
    qtbot.addWidget(made)
    made.read(file)
    idle()
    idle()
    return made


def test_columns_are_guessed_and_the_outcome_is_shown_first(panel: ImportPanel, workspace: Workspace) -> None:
    assert panel.names() == ["name", "id_number", "phone", ""]
    assert panel.counts.text() == "＋ 新增 1　△ 更新 1　○ 不变 0　■ 未导入 1"
    assert len(kept(workspace)) == 3


def test_refused_rows_say_why(panel: ImportPanel) -> None:
    first = [panel.preview.item(0, at) for at in range(4)]
    *named, why = [item.text() for item in first if item]
    assert (named, why[:8]) == (["■ 未导入", "4", "钱明"], "身份证号 B4：")


def test_outcome_and_number_of_a_certificate_are_shown_whole(panel: ImportPanel) -> None:
    for at, words in ((0, max(COUNTS, key=len)), (2, "示例豫J0115000")):
        assert panel.preview.columnWidth(at) > panel.preview.fontMetrics().horizontalAdvance(words) + 8


def test_a_mapping_put_right_is_remembered(panel: ImportPanel, session: Session, file: Path, idle: Wait) -> None:
    box = panel.mapping.cellWidget(3, 2)
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(box.findData("post"))
    panel.look()
    idle()
    panel.take()
    idle()
    again = ImportPanel(session, PERSON)
    again.read(file)
    idle()
    idle()
    assert again.names() == ["name", "id_number", "phone", "post"]
    again.deleteLater()


def test_what_is_imported_can_be_taken_back(panel: ImportPanel, workspace: Workspace, idle: Wait) -> None:
    undo: list[Callable[[], None]] = []
    panel.session.undoable.connect(lambda _, back: undo.append(back))
    panel.take()
    idle()
    assert {(one.fields["name"], one.fields.get("phone")) for one in kept(workspace)} == {
        ("王伟", "13900000009"), ("李芳", "13800000002"), ("张娜", "13800000003"), ("赵强", "13800000004"),
    }  # fmt: skip
    undo[0]()
    idle()
    assert sorted(str(one.fields.get("phone"))[-1] for one in kept(workspace)) == ["1", "2", "3"]


def test_an_import_is_taken_back_after_a_restart(panel: ImportPanel, workspace: Workspace, idle: Wait) -> None:
    before = [entry.fields for entry in kept(workspace)]
    panel.take()
    idle()
    with closing(open_workspace(workspace.folder, PASSPHRASE)) as again:
        with again.read() as connection:
            (step,) = latest_steps(connection)
        assert step.words == f"导入{PERSON.label}：新增1条、更新1条（名单.xlsx）"
        with again.write("王五") as tx:
            take_back(tx, step.number)
        assert [entry.fields for entry in kept(again)] == before


def test_what_was_changed_since_keeps_the_import(
    panel: ImportPanel, session: Session, workspace: Workspace, idle: Wait
) -> None:
    undo, said = list[Callable[[], None]](), list[str]()
    session.undoable.connect(lambda _, back: undo.append(back))
    session.failed.disconnect()
    session.failed.connect(lambda trouble: said.append(trouble.sentence))
    panel.take()
    idle()
    (uid,) = (entry.uid for entry in kept(workspace) if entry.fields["name"] == "赵强")
    with workspace.write("王五") as tx:
        records.save(tx, PERSON, "", {"post": "主任"}, uid)
    after = kept(workspace)
    undo[0]()
    idle()
    assert kept(workspace) == after
    assert ["王五在" in one and "又作了改动" in one for one in said] == [True]


@pytest.fixture
def many(panel: ImportPanel, tmp_path: Path, idle: Wait) -> ImportPanel:
    """So many rows that a backup is made before."""
    book = Workbook()
    assert book.active is not None
    for row in (["姓名"], *([f"王{at}"] for at in range(RISKY))):
        book.active.append(row)
    book.save(tmp_path / "多.xlsx")
    panel.read(tmp_path / "多.xlsx")
    idle()
    return panel


@pytest.mark.parametrize(("button", "count"), [("stop", 3), ("anyway", 3 + RISKY)])
def test_without_the_backup_nothing_is_imported_unless_told(
    many: ImportPanel, workspace: Workspace, tmp_path: Path, idle: Wait, button: str, count: int
) -> None:
    (tmp_path / "挡路").write_bytes(b"")
    many.session.memory.set(daily_backup.FOLDER, str(tmp_path / "挡路"))
    many.take()
    idle()
    assert len(kept(workspace)) == 3
    box = many.findChild(NoBackupBox)
    assert box is not None
    getattr(box, button).click()
    idle()
    assert (len(kept(workspace)), many.go.isEnabled()) == (count, button == "stop")


def test_many_records_are_imported_behind_a_backup(many: ImportPanel, session: Session, idle: Wait) -> None:
    many.take()
    idle()
    made = daily_backup.automatic_backups(daily_backup.backup_folder(session.workspace, session.memory))
    assert [path.name.split("_")[-1] for _, path in made] == ["导入前.fzbak"]


def test_the_user_s_own_file_comes_back_marked(panel: ImportPanel, tmp_path: Path, idle: Wait) -> None:
    panel.write_copy(tmp_path / "marked.xlsx")
    idle()
    page = load_workbook(tmp_path / "marked.xlsx").worksheets[0]
    assert [page.cell(row, 5).value is not None for row in (1, 2, 3, 4)] == [True, False, False, True]
    assert page.cell(1, 5).value == "错误原因"
    assert page.cell(4, 2).fill.fgColor.rgb == "00FCE4E2"


def test_a_file_that_cannot_be_read_says_why(panel: ImportPanel, tmp_path: Path, idle: Wait) -> None:
    (tmp_path / "坏的.xlsx").write_bytes(b"PK\x03\x04")
    panel.read(tmp_path / "坏的.xlsx")
    idle()
    assert "“坏的.xlsx”不是能识别的表格文件" in panel.complaint.text()
    assert (panel.go.isEnabled(), panel.marked.isHidden(), panel.preview.rowCount()) == (False, True, 0)


def test_one_field_cannot_be_filled_from_two_columns(panel: ImportPanel) -> None:
    box = panel.mapping.cellWidget(3, 2)
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(box.findData("phone"))
    panel.look()
    assert "有两栏都导入到“联系电话”" in panel.complaint.text()
    assert not panel.go.isEnabled()


@pytest.mark.parametrize(
    ("text", "heads", "rows"),
    [
        ("姓名\t电话号码\n甲\t1\n", ["姓名", "电话号码"], 1),
        ("甲\t男\n乙\t女", ["姓名", "性别"], 2),
        ('"甲\n乙"\t男\n', ["姓名", "性别"], 1),
    ],
)
def test_cells_from_the_clipboard_mean_heads_or_the_shown_columns(text: str, heads: list[str], rows: int) -> None:
    found = read_pasted(text, PERSON, list(PERSON.columns)[:2])
    assert found is not None
    (table,) = found.tables
    assert ([one.label for one in table.headings], len(table.rows)) == (heads, rows)


@pytest.mark.parametrize(
    ("ledger_id", "heads", "names"),
    [
        ("case", ["原告姓名", "被告单位", "受诉法院名称", "天气"], ["plaintiffs", "defendants", "court", ""]),
        ("case", ["原告", "原告人数", "原告姓名"], ["plaintiffs", "plaintiff_count", ""]),
        ("certificate", ["持证人姓名", "执法证件编号", "有效期止（年月日）"], ["holder", "number", "valid_to"]),
    ],
)
def test_a_heading_that_says_more_than_our_label_is_guessed(ledger_id: str, heads: list[str], names: list[str]) -> None:
    headings = tuple(ColumnHeading(head, "", at) for at, head in enumerate(heads, 1))
    assert guess_columns(headings, ledger(ledger_id), {}) == names


def test_without_any_known_heading_the_clerk_is_asked_to_choose(panel: ImportPanel) -> None:
    for at in range(panel.mapping.rowCount()):
        box = panel.mapping.cellWidget(at, 2)
        assert isinstance(box, QComboBox)
        box.setCurrentIndex(0)
    panel.look()
    assert "逐栏选" in panel.complaint.text()


def test_nothing_on_the_clipboard_is_nothing() -> None:
    assert read_pasted(" \n\n", PERSON, []) is None
    assert read_pasted("字" * 200_000, PERSON, []) is None


def test_a_book_on_the_clipboard_is_no_table(window: MainWindow, session: Session, qtbot: QtBot, idle: Wait) -> None:
    window.show_page("certificates")
    idle()
    assert isinstance(window.page, LedgerPage)
    QApplication.clipboard().setText("字\t字\n" * 5_000_000)
    with qtbot.waitSignal(session.refused) as refused:
        window.page.pane.tools.paste()
    assert "太多了，没有贴入" in refused.args[0]


def test_rows_pasted_into_the_list_are_shown_first(window: MainWindow, workspace: Workspace, idle: Wait) -> None:
    window.show_page("certificates")
    idle()
    assert isinstance(window.page, LedgerPage)
    pane: LedgerPane = window.page.pane
    QApplication.clipboard().setText("姓名\t联系电话\n赵强\t13800000004\n")
    pane.tools.paste()
    idle()
    panel = pane.stack.currentWidget()
    assert isinstance(panel, ImportPanel)
    assert panel.counts.text().startswith("＋ 新增 1")
    panel.take()
    idle()
    assert [one.fields["name"] for one in kept(workspace)] == ["赵强"]
    assert pane.stack.currentWidget() is pane.split


CERTIFICATES = Sheet(
    [
        ["姓名", "身份证号码", "证号", "有效期至"],
        ["王伟", "410105198801071870", "豫A01", "2024.3.4"],
        ["赵强", "410105198801071889", "豫A02", "2024.3.4"],
        ["钱明", "990003198501010210", "豫A03", "2024.3.4"],
        ["合计", "", "3本", ""],
    ],
    hidden=[4],
)


def test_a_list_of_certificates_is_shown_for_both_ledgers(
    qtbot: QtBot, session: Session, people: list[str], workspace: Workspace, tmp_path: Path, idle: Wait
) -> None:
    del people
    undo, reloaded = list[Callable[[], None]](), list[str]()
    session.undoable.connect(lambda _, back: undo.append(back))
    session.records_changed.connect(reloaded.append)
    made = ImportPanel(session, PERSON)
    qtbot.addWidget(made)
    made.read(write_book(tmp_path / "证件.xlsx", CERTIFICATES))
    idle()
    idle()
    assert made.names() == ["name", "id_number", "certificate:number", "certificate:valid_to"]
    assert (made.beside.text(), made.beside.isHidden(), made.hidden.isHidden()) == ("同时导入执法证件", False, False)
    assert made.counts.text() == (
        "执法人员：＋ 新增 1　△ 更新 0　○ 不变 1　■ 未导入 0\n"
        "执法证件：＋ 新增 2　△ 更新 0　○ 不变 0　■ 未导入 0　□ 未读 2"
    )
    made.hidden.click()
    idle()
    idle()
    assert made.counts.text().endswith("执法证件：＋ 新增 3　△ 更新 0　○ 不变 0　■ 未导入 0　□ 未读 1")
    made.take()
    idle()
    assert (len(kept(workspace)), len(kept(workspace, "certificate"))) == (5, 3)
    assert {"person", "certificate"} <= set(reloaded)
    undo[0]()
    idle()
    assert (len(kept(workspace)), len(kept(workspace, "certificate"))) == (3, 0)
    made.beside.click()
    idle()
    assert made.counts.text() == "＋ 新增 0　△ 更新 2　○ 不变 1　■ 未导入 0　□ 未读 1"
