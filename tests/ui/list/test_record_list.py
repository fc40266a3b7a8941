"""Search, sort, filter and speed of lists."""

import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QLineEdit, QTableView, QWidget
from pytestqt.qtbot import QtBot

from models.records.registry import ledger
from models.store.base import search
from models.store.base.workspace import Workspace
from models.store.records import records
from ui.base.session import Session
from ui.kit.labels import column
from ui.list import asked_list
from ui.list.list_reader import FIRST, FOUND
from ui.list.record_list import RecordList
from ui.list.row_numbers import RowNumbers

PERSON = ledger("person")
MANY = 20_000


def names(shown: RecordList) -> list[object]:
    return [one.row.fields["name"] for at in range(shown.model.rowCount()) if (one := shown.model.shown(at))]


@pytest.fixture
def shown(qtbot: QtBot, session: Session, people: list[str], idle: Callable[[], None]) -> RecordList:
    made = RecordList(session, PERSON)
    qtbot.addWidget(made)
    made.show()
    idle()
    return made


@pytest.mark.parametrize(
    ("words", "found"),
    [("", ["张娜", "李芳", "王伟"]), ("芳", ["李芳"]), ("zn", ["张娜"]), ("0003", ["张娜"]), ("没有", [])],
)
def test_search_finds_text_initials_and_digits(
    shown: RecordList, idle: Callable[[], None], words: str, found: list[str]
) -> None:
    shown.search.setText(words)
    shown.reload()
    idle()
    assert names(shown) == found


def test_what_is_added_up_stands_below(qtbot: QtBot, session: Session, idle: Callable[[], None]) -> None:
    work = ledger("work")
    with session.workspace.write("张三") as tx:
        kept: tuple[dict[str, object], ...] = ({"sessions": 3, "people": 1200, "amount": "2000.50"}, {}, {"pieces": 0})
        for place, counts in enumerate(kept):
            fields = {"item": 1, "kind": "普法", "on": "2020-05-06", "content": f"宣传{place}", **counts}
            records.save(tx, work, session.unit, fields)
    shown = RecordList(session, work)
    qtbot.addWidget(shown)
    shown.show()
    idle()
    assert shown.count.text() == "共 3 条　场次 5　人数 1,200　金额（元） 2,000.50"
    assert shown.count.minimumSizeHint().width() < shown.count.sizeHint().width() // 2  # sums push nothing aside
    assert shown.count.toolTip().endswith("2,000.50")
    shown.search.setText("宣传1")
    shown.reload()
    idle()
    assert shown.count.text() == "共 1 条　场次 1"


def test_heads_sort_both_ways(shown: RecordList, idle: Callable[[], None]) -> None:
    seen = []
    for _ in range(2):
        shown.header.sectionClicked.emit(shown.model.sort_name(0) and 0)
        idle()
        seen.append(names(shown))
    assert seen == [["张娜", "李芳", "王伟"], ["王伟", "李芳", "张娜"]]


def test_a_column_filter_narrows(shown: RecordList, idle: Callable[[], None]) -> None:
    shown.filter_button.setChecked(True)
    shown.header.edits[0].setText("李")
    shown.reload()
    idle()
    assert names(shown) == ["李芳"]
    shown.clear_filters()
    shown.reload()
    idle()
    assert len(names(shown)) == 3


def test_columns_chosen_are_remembered(shown: RecordList, session: Session, idle: Callable[[], None]) -> None:
    shown.columns._show(0, False)
    again = RecordList(session, PERSON)
    idle()
    assert again.header.isSectionHidden(0)
    again.deleteLater()


def test_the_empty_list_says_what_to_do(qtbot: QtBot, session: Session, idle: Callable[[], None]) -> None:
    shown = RecordList(session, PERSON)
    qtbot.addWidget(shown)
    idle()
    assert "Ctrl+N" in shown.empty.text()
    assert shown.empty.text().startswith("还没有记录")


@pytest.mark.parametrize(("served", "due"), [("2099-03-02", "2099-03-17（暂）"), ("2020-03-02", "2020-03-17")])
def test_a_day_that_rests_on_no_arranged_holidays_says_so(
    qtbot: QtBot, session: Session, workspace: Workspace, idle: Callable[[], None], served: str, due: str
) -> None:
    case = ledger("case")
    with workspace.write("张三") as tx:
        records.save(tx, case, "X01", {"number": "1", "instance": "一审", "role": "被告", "served_on": served})
    shown = RecordList(session, case)
    qtbot.addWidget(shown)
    shown.show()
    idle()
    at = [one.name if one else "" for one in shown.model.columns].index("answer_due")
    cell = shown.model.index(0, at)
    assert cell.data(Qt.ItemDataRole.DisplayRole) == due
    assert ("暂按周末和法定节日计算" in cell.data(Qt.ItemDataRole.ToolTipRole)) is due.endswith("）")


def test_many_rows_appear_and_are_filtered_at_once(
    qtbot: QtBot, session: Session, workspace: Workspace, idle: Callable[[], None]
) -> None:
    with workspace.write("导入") as tx:
        made = [records.new_entry(tx, PERSON, "X01", {"name": f"人{at}", "status": "在岗"}) for at in range(MANY)]
        tx.save_entries("import", PERSON, [(entry, entry.line()) for entry in made])
    start = time.process_time()
    shown = RecordList(session, PERSON)
    qtbot.addWidget(shown)
    shown.show()
    idle()
    shown.table.grab()
    shown.header.edits[0].setText("人19")
    shown.reload()
    idle()
    assert shown.model.rowCount() == 1111
    assert time.process_time() - start < 2
    assert shown.model.index(0, 0).data(Qt.ItemDataRole.DisplayRole) == "人19999"


def test_the_first_rows_come_before_all_of_them(
    qtbot: QtBot, session: Session, workspace: Workspace, idle: Callable[[], None]
) -> None:
    with workspace.write("张晓明") as tx:
        entries = [records.new_entry(tx, PERSON, "X01", {"name": f"人{at}"}) for at in range(2 * FIRST + 1)]
        tx.save_entries("import", PERSON, [(entry, entry.line()) for entry in entries])
    shown, seen = RecordList(session, PERSON), list[tuple[bool, int]]()
    qtbot.addWidget(shown)
    shown._reader.answered.connect(lambda _: seen.append((shown.whole, shown.model.rowCount())))
    shown.show()
    idle()
    assert seen == [(False, FIRST), (True, 2 * FIRST + 1)]
    assert names(shown)[:: 2 * FIRST] == [f"人{2 * FIRST}", "人0"]
    assert shown.count.text() == f"共 {2 * FIRST + 1} 条"
    seen.clear()
    shown.reload(keep=entries[0].uid)
    idle()
    assert seen == [(True, 2 * FIRST + 1)]
    assert shown.current_uid() == entries[0].uid


def test_saving_does_not_wait_for_the_whole_index(
    qtbot: QtBot, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, shown: RecordList, idle: Callable[[], None]
) -> None:
    monkeypatch.setattr(asked_list, "SOME", 1)
    jobs, pending = shown.session.jobs, list[int]()
    with workspace.write("张晓明") as tx:
        for at in range(9):
            records.save(tx, PERSON, "X01", {"name": f"人{at}"})

    def look(_: object) -> None:
        with workspace.read() as connection:
            pending.append(search.count_unindexed(connection, PERSON))

    shown.search.setText("人")
    shown.reload()
    qtbot.waitUntil(lambda: jobs.visible is not None)
    jobs.run(look, writes=True)
    idle()
    assert names(shown) == [f"人{at}" for at in range(8, -1, -1)]
    assert 0 < pending[0] < 12


def test_what_the_index_finds_comes_at_once(
    qtbot: QtBot, session: Session, workspace: Workspace, idle: Callable[[], None]
) -> None:
    with workspace.write("张晓明") as tx:
        entries = [records.new_entry(tx, PERSON, "X01", {"name": f"人{at}"}) for at in range(FOUND + 1)]
        tx.save_entries("import", PERSON, [(entry, entry.line()) for entry in entries])
    shown, seen = RecordList(session, PERSON), list[tuple[bool, int]]()
    qtbot.addWidget(shown)
    idle()
    shown._reader.answered.connect(lambda answer: seen.append((answer.whole, len(answer.ids))))
    whole = (True, FOUND + 1)
    for words, order, answers in (
        ("人1", "name", [(True, 1111)]),
        ("人", "", [whole]),
        ("人", "name", [(False, FOUND), whole]),
    ):
        seen.clear()
        shown._sort = (order, False)
        shown.search.setText(words)
        shown.reload()
        idle()
        assert seen == answers


def test_the_numbers_are_as_wide_as_the_last_one(qtbot: QtBot) -> None:
    table, widths = QTableView(), list[int]()
    qtbot.addWidget(table)
    rows = RowNumbers()
    table.setVerticalHeader(rows)
    for count in (1, 99, 100, 1_000):
        model = QStandardItemModel(count, 1, table)
        table.setModel(model)
        widths.append(rows.sizeHint().width())
    assert widths[0] == widths[1] < widths[2] < widths[3]
    assert widths[3] > rows.fontMetrics().horizontalAdvance("1000")


def test_column_filters_come_behind_the_table(qtbot: QtBot, shown: RecordList) -> None:
    whole = QWidget()
    qtbot.addWidget(whole)
    whole.setLayout(column(shown, QLineEdit()))
    shown.filter_button.setChecked(True)
    order: list[QWidget] = [shown.table]
    while (one := order[-1].nextInFocusChain()) and one is not whole:
        order.append(one)
    boxes = [each for each in order if isinstance(each, QLineEdit)]
    assert boxes[: len(shown.header.edits)] == shown.header.edits


def test_only_the_last_question_is_answered(shown: RecordList, idle: Callable[[], None]) -> None:
    seen = list[int]()
    shown._reader.answered.connect(lambda answer: seen.append(len(answer.ids)))
    for words in ("芳", "王", "没有", "n"):
        shown.search.setText(words)
        shown.reload()
    idle()
    assert seen == [1]
    assert names(shown) == ["张娜"]
