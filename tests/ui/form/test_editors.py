"""What is typed becomes a value, or a sentence that says how to type it."""

from collections.abc import Callable

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from models.records.bounds import LINE, LONG_TEXT
from models.records.field import Kind
from models.records.plan_edits import without_items
from models.records.registry import ledger, ledgers
from models.store.base import search
from models.store.records import documents, records
from tests.ui.worked_year import plan_of_2020
from ui.base.session import Session
from ui.form.choice_editor import MOST, SOME, ReferenceEditor, only_match
from ui.form.editor import Editor
from ui.form.editors import EDITORS, make_editor
from ui.form.item_editor import ProvenEditor
from ui.form.plain_editors import DateEditor, FlagEditor, LineEditor
from ui.form.table_editor import TableEditor


def made(qtbot: QtBot, session: Session, ledger_id: str, name: str) -> Editor:
    editor = make_editor(ledger(ledger_id).by_name[name], session)
    qtbot.addWidget(editor)
    editor.show()
    return editor


BOOK = "字" * 20_000_000
"""60 MB, as the first version took it from a package."""


@pytest.mark.parametrize("name", ["remarks", "court"])
def test_of_a_book_only_the_beginning_is_laid_out(qtbot: QtBot, session: Session, name: str) -> None:
    """It stays whole while nobody writes into it; what is written then is what is seen."""
    editor = made(qtbot, session, "case", name)
    editor.set_value(BOOK)
    notes = [label.text() for label in editor.findChildren(QLabel) if label.isVisible()]
    assert notes == ["▲ 共20000000字，太长，只显示开头2000字：不改就原样保留，一改就只留这里看得到的。"]
    assert (len(editor.raw()), editor.value() == BOOK) == (LINE, True)
    QTest.keyClicks(editor.inner, "x")
    assert len(editor.value()) == LINE + 1
    editor.set_value("短")
    assert (editor.value(), [label for label in editor.findChildren(QLabel) if label.isVisible()]) == ("短", [])


def test_a_text_that_may_come_in_is_shown_whole(qtbot: QtBot, session: Session) -> None:
    for name in ("remarks", "court"):
        editor = made(qtbot, session, "case", name)
        editor.set_value(BOOK[:LONG_TEXT])
        assert (editor.raw(), editor.value()) == (BOOK[:LONG_TEXT], BOOK[:LONG_TEXT])


def test_every_kind_has_an_editor() -> None:
    assert set(EDITORS) == set(Kind)


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("judged_on", "20200301", "2020-03-01"),
        ("judged_on", "2020.3.1", "2020-03-01"),
        ("judged_on", "2020-3-1", "2020-03-01"),
        ("plaintiff_count", " 1,200 ", 1200),
        ("compensation_paid", "12,000.50", "12000.50"),
        ("compensation_paid", "0.3", "0.3"),
        ("court", "  ab  ", "ab"),
        ("court", "", None),
    ],
)
def test_typed_values(qtbot: QtBot, session: Session, name: str, typed: str, value: object) -> None:
    editor = made(qtbot, session, "case", name)
    assert isinstance(editor, LineEditor)
    QTest.keyClicks(editor.line, typed)
    assert (editor.value(), editor.problem()) == (value, "")


@pytest.mark.parametrize(
    ("name", "typed", "words"),
    [
        ("judged_on", "2020-02-30", "裁判日期认不出来"),
        ("judged_on", "99991231", "裁判日期的年份要在1900年到2100年之间"),
        ("plaintiff_count", "1.5", "要填整数"),
        ("compensation_paid", "1e5", "要填数字"),
        ("compensation_paid", "abc", "要填数字"),
    ],
)
def test_what_cannot_be_read_is_said(qtbot: QtBot, session: Session, name: str, typed: str, words: str) -> None:
    editor = made(qtbot, session, "case", name)
    assert isinstance(editor, LineEditor)
    QTest.keyClicks(editor.line, typed)
    assert editor.value() is None
    assert words in editor.problem()


@pytest.mark.parametrize(
    ("name", "text", "value", "sound"),
    [("instance", "一审", "一审", True), ("instance", "三审", None, False), ("act_kind", "自填", "自填", True)],
)
def test_closed_and_open_choices(
    qtbot: QtBot, session: Session, name: str, text: str, value: object, sound: bool
) -> None:
    editor = made(qtbot, session, "case", name)
    editor.set_value(text)
    assert (editor.value(), editor.problem() == "") == (value, sound)


def test_a_reference_is_found_by_initials(qtbot: QtBot, session: Session, people: list[str]) -> None:
    editor = made(qtbot, session, "certificate", "holder")
    assert isinstance(editor, ReferenceEditor)
    editor.box.wanted.emit()
    editor.box.found.setCompletionPrefix("zn")
    assert editor.box.found.currentCompletion() == "张娜"
    editor.set_value(people[2])
    assert (editor.text(), editor.value()) == ("张娜", people[2])


def test_a_reference_to_what_is_gone_is_kept(qtbot: QtBot, session: Session) -> None:
    editor = made(qtbot, session, "certificate", "holder")
    editor.set_value("0" * 32)
    assert editor.value() == "0" * 32


def test_rows_of_a_table_are_typed_in_place(qtbot: QtBot, session: Session, idle: Callable[[], None]) -> None:
    editor = made(qtbot, session, "case", "agents")
    assert isinstance(editor, TableEditor)
    editor.add_row()
    cell = editor.grid.viewport().findChild(LineEditor)
    assert cell is not None
    QTest.keyClicks(cell.line, "li")
    QTest.keyClick(cell.line, Qt.Key.Key_Tab)
    assert editor.value() == [{"name": "li"}]
    editor.grid.setCurrentCell(0, 0)
    editor.remove.click()
    assert editor.value() is None


OpenCell = tuple[TableEditor, Callable[[], QWidget]]


@pytest.fixture
def open_cell(qtbot: QtBot, session: Session) -> OpenCell:
    """The table of a case's agents with one row, its first cell open, and the widget with the cursor."""
    editor = made(qtbot, session, "case", "agents")
    assert isinstance(editor, TableEditor)
    with qtbot.waitActive(editor):
        editor.show()
        editor.activateWindow()
    editor.add_row()
    return editor, lambda: QApplication.focusWidget() or editor


def test_what_is_typed_into_a_cell_is_held_before_it_is_left(open_cell: OpenCell) -> None:
    editor, cursor = open_cell
    QTest.keyClicks(cursor(), "li")
    assert editor.value() == [{"name": "li"}]


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Return])
def test_the_next_cell_is_open_for_an_input_method(open_cell: OpenCell, key: Qt.Key) -> None:
    editor, cursor = open_cell
    QTest.keyClick(cursor(), key)
    commit(cursor(), "律师")
    assert editor.value() == [{"kind": "律师"}]


def test_tab_leads_out_of_the_last_cell_to_the_buttons(open_cell: OpenCell) -> None:
    editor, cursor = open_cell
    editor.grid.setCurrentCell(0, len(editor.field.columns) - 1)
    QTest.keyClicks(cursor(), "firm")
    QTest.keyClick(cursor(), Qt.Key.Key_Tab)
    assert cursor() is editor.add
    assert editor.value() == [{"organisation": "firm"}]


def test_chinese_typed_at_a_closed_cell_is_not_lost(open_cell: OpenCell) -> None:
    editor, cursor = open_cell
    QTest.keyClick(cursor(), Qt.Key.Key_Escape)
    assert cursor() is editor.grid
    commit(cursor(), "李律师")
    assert editor.value() == [{"name": "李律师"}]


def test_esc_takes_back_what_was_typed_into_a_cell(open_cell: OpenCell) -> None:
    editor, cursor = open_cell
    QTest.keyClicks(cursor(), "li")
    QTest.keyClick(cursor(), Qt.Key.Key_Escape)
    assert editor.value() is None


def commit(widget: QWidget, text: str) -> None:
    """Text as an input method gives it."""
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


@pytest.mark.parametrize("ledger_id", ledgers())
def test_every_field_keeps_an_empty_value(qtbot: QtBot, session: Session, ledger_id: str) -> None:
    for field in ledger(ledger_id).fields:
        editor = make_editor(field, session)
        qtbot.addWidget(editor)
        editor.set_value(None)
        assert (editor.value(), editor.problem()) == (None, "")


def test_of_a_long_ledger_only_what_was_typed_for_is_fetched(qtbot: QtBot, session: Session) -> None:
    person = ledger("person")
    with session.workspace.write("甲") as tx:
        made = [records.new_entry(tx, person, "X01", {"name": f"人{at:04d}"}) for at in range(MOST + 5)]
        tx.save_entries("import", person, [(entry, entry.line()) for entry in made])
        search.update_index(tx.connection, person)
    editor = made_reference(qtbot, session)
    assert editor.box.count() == 0
    editor.box.showPopup()
    assert editor.box.count() == SOME + 1
    QTest.keyClicks(editor.box, "0999")
    editor.settle()
    assert (editor.text(), editor.value()) == ("人0999", made[999].uid)
    editor.set_value(made[700].uid)
    assert editor.text() == "人0700"


def made_reference(qtbot: QtBot, session: Session) -> ReferenceEditor:
    editor = made(qtbot, session, "certificate", "holder")
    assert isinstance(editor, ReferenceEditor)
    return editor


@pytest.mark.parametrize(
    ("typed", "whole", "found"),
    [
        ("ys", False, "一审"),
        ("es", False, "二审"),
        ("审", False, ""),
        ("zss", False, "再审审查"),
        ("再审审", False, "再审审查"),
        ("zs", False, "再审"),
        ("ys", True, "一审"),
        ("再审审", True, ""),
    ],
)
def test_what_was_typed_can_mean_one_option_only(typed: str, whole: bool, found: str) -> None:
    assert only_match(typed, ["一审", "二审", "再审审查", "再审"], whole=whole) == found


def test_a_date_is_seen_whole_in_the_narrowest_form(qtbot: QtBot, session: Session) -> None:
    editor = made(qtbot, session, "case", "judged_on")
    assert isinstance(editor, DateEditor)
    editor.resize(editor.minimumSizeHint())
    QTest.keyClicks(editor.line, "2020-03-01")
    assert editor.line.width() > editor.line.fontMetrics().horizontalAdvance("2020-03-01") + 12


def test_a_flag_is_yes_no_or_not_answered(qtbot: QtBot, session: Session) -> None:
    """应当追责 ticked and unticked again is 否, and can be left open once more."""
    editor = made(qtbot, session, "case", "accountable")
    assert isinstance(editor, FlagEditor)
    told: list[object] = []
    editor.edited.connect(lambda: told.append((editor.value(), editor.box.text())))
    for _ in range(3):
        QTest.keyClick(editor.box, Qt.Key.Key_Space)
    assert told == [(True, "是"), (False, "否"), (None, "未填")]


@pytest.mark.parametrize("value", [True, False, None])
def test_a_flag_shows_what_was_answered(qtbot: QtBot, session: Session, value: object) -> None:
    editor = made(qtbot, session, "case", "accountable")
    editor.set_value(value)
    assert editor.value() is value


@pytest.mark.parametrize(
    ("uid", "text"),
    [(1, "1"), (3, "2"), (2, "原第2项（已删去）"), (None, "")],
    ids=["same", "moved", "dropped", "empty"],
)
def test_an_item_is_shown_by_today_s_number_and_kept(
    qtbot: QtBot, session: Session, uid: int | None, text: str
) -> None:
    correct_plan(session)
    editor = made(qtbot, session, "work", "item")
    editor.set_value(uid)
    assert (editor.raw(), editor.value(), editor.problem()) == (text, uid, "")


@pytest.mark.parametrize(
    ("typed", "uid", "complaint"), [("2", 3, ""), ("36", None, "没有第36项"), ("甲", None, "整数")]
)
def test_an_item_is_typed_by_today_s_number(
    qtbot: QtBot, session: Session, typed: str, uid: int | None, complaint: str
) -> None:
    correct_plan(session)
    editor = made(qtbot, session, "work", "item")
    assert isinstance(editor, LineEditor)
    editor.set_value(None)
    editor.line.setText(typed)
    assert editor.value() == uid
    assert complaint in editor.problem()


def test_several_items_are_typed_by_today_s_numbers(qtbot: QtBot, session: Session) -> None:
    correct_plan(session)
    editor = made(qtbot, session, "training", "proven")
    assert isinstance(editor, ProvenEditor)
    editor.show_usual(ledger("training"))
    usual = editor.line.placeholderText()
    editor.set_value("[2019:2][2020:1][2020:3]")
    shown = editor.raw(), editor.value()
    editor.line.setText("2、3")
    assert (shown, editor.value()) == (("1、2、2019年第2项", "[2019:2][2020:1][2020:3]"), "[2020:3][2020:4]")
    editor.line.setText("36")
    assert "没有的项" in editor.problem()
    assert usual.startswith("空着按主题对应：第")


def correct_plan(session: Session) -> None:
    """The 2020 plan without its second item."""
    issue = plan_of_2020()
    with session.workspace.write("张三") as tx:
        now = msgspec.structs.replace(issue, number=9, plan=without_items(issue.plan, {2}))
        documents.save_document(tx, documents.ISSUE, 9, now)


@pytest.mark.parametrize(
    ("ledger_id", "name", "typed", "value", "said"),
    [
        ("file_review", "score", "85.5", "85.5", ""),
        ("file_review", "score", "85分", "85", ""),
        ("file_review", "score", "85元", None, "评查得分要填数字，例如 92.5，不写单位。"),
        ("inspection", "visits", "3户", 3, ""),
        ("inspection", "visits", "3宗", None, "检查户次要填整数，不带单位。"),
    ],
)
def test_a_number_may_have_its_own_unit_behind_it(
    qtbot: QtBot, session: Session, ledger_id: str, name: str, typed: str, value: object, said: str
) -> None:
    editor = made(qtbot, session, ledger_id, name)
    assert isinstance(editor, LineEditor)
    editor.line.setText(typed)
    assert (editor.value(), editor.problem()) == (value, said)
