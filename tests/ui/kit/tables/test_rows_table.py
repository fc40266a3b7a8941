from decimal import Decimal
from typing import NamedTuple

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from models.records.tone import Tone
from ui.kit.tables.chips import TONE_ROLE
from ui.kit.tables.head import ColumnHead
from ui.kit.tables.rows_table import RowsTable


class Fruit(NamedTuple):
    name: str
    amount: object


HEADS: list[ColumnHead[Fruit]] = [
    ColumnHead("名称", 6, lambda one: one.name, put=lambda one, text: one._replace(name=text)),
    ColumnHead("数量", 3, lambda one: one.amount, tone=lambda one: Tone.WARN if one.amount else None),
]
ROWS = [Fruit("苹果", 10), Fruit("梨\n子", 9), Fruit("桃", None), Fruit("杏", Decimal("9.5"))]


@pytest.fixture
def table(qtbot: QtBot) -> RowsTable[Fruit]:
    made = RowsTable(HEADS, "没有水果。", name="水果")
    qtbot.addWidget(made)
    made.show_rows(ROWS)
    return made


def names(table: RowsTable[Fruit]) -> list[str]:
    return [one.name for one in table.rows.rows]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (Qt.SortOrder.AscendingOrder, ["梨\n子", "杏", "苹果", "桃"]),
        (Qt.SortOrder.DescendingOrder, ["苹果", "杏", "梨\n子", "桃"]),
    ],
)
def test_numbers_sort_as_numbers_and_nothing_last(
    table: RowsTable[Fruit], order: Qt.SortOrder, expected: list[str]
) -> None:
    table.sortByColumn(1, order)
    assert names(table) == expected


@pytest.mark.parametrize(("words", "found"), [("苹", ["苹果"]), ("pg", ["苹果"]), ("9", ["梨\n子", "杏"]), ("鱼", [])])
def test_words_are_looked_for_everywhere(table: RowsTable[Fruit], words: str, found: list[str]) -> None:
    table.rows.narrow(words)
    assert names(table) == found


def test_rows_are_copied_for_excel(table: RowsTable[Fruit]) -> None:
    table.selectRow(1)
    table.copy()
    assert QGuiApplication.clipboard().text() == "名称\t数量\n梨 子\t9"


def test_enter_opens_the_row(table: RowsTable[Fruit], qtbot: QtBot) -> None:
    table.selectRow(2)
    with qtbot.waitSignal(table.opened) as told:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert told.args == [ROWS[2]]


def test_a_cell_is_typed_into(table: RowsTable[Fruit], qtbot: QtBot) -> None:
    with qtbot.waitSignal(table.typed) as told:
        assert table.rows.setData(table.rows.index(0, 0), " 李子 ")
    assert told.args == [Fruit("李子", 10)]
    assert names(table)[0] == "李子"
    assert not table.rows.setData(table.rows.index(0, 1), "3")


def test_states_have_a_tone(table: RowsTable[Fruit]) -> None:
    assert [table.rows.index(at, 1).data(TONE_ROLE) for at in (0, 2)] == [Tone.WARN, None]


def test_an_empty_table_says_what_would_stand_here(table: RowsTable[Fruit], qtbot: QtBot) -> None:
    table.show_rows([])
    with qtbot.waitExposed(table):
        table.show()
    assert table.grab().toImage().pixelColor(3, table.height() - 3).isValid()
    assert table.current() is None


def current(table: RowsTable[Fruit]) -> str | None:
    row = table.current()
    return row and row.name


def test_a_sorted_list_stays_sorted_when_it_is_read_again(table: RowsTable[Fruit]) -> None:
    table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    table.show_rows(ROWS)
    assert names(table) == ["苹果", "杏", "梨\n子", "桃"]
    assert table.rows.all == ROWS


def test_sorting_leaves_the_rows_chosen_and_says_nothing(table: RowsTable[Fruit]) -> None:
    table.selectRow(2)
    table.setCurrentIndex(table.rows.index(0, 0))
    told: list[Fruit] = []
    table.picked.connect(told.append)
    table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert (current(table), [one.name for one in table.chosen()], told) == ("苹果", ["苹果"], [])


def test_what_is_narrowed_away_comes_back_to_the_front(table: RowsTable[Fruit]) -> None:
    table.selectRow(3)
    table.rows.narrow("苹")
    assert current(table) is None
    table.rows.narrow("")
    assert current(table) == "杏"


def test_a_row_gone_gives_its_place_to_the_next(table: RowsTable[Fruit]) -> None:
    table.selectRow(1)
    told: list[Fruit] = []
    table.picked.connect(told.append)
    table.show_rows([ROWS[3], ROWS[1]])
    assert (current(table), told) == ("梨\n子", [ROWS[1]])
    table.show_rows([ROWS[3], ROWS[0]])
    assert (current(table), told[1:]) == ("苹果", [ROWS[0]])


def test_words_that_are_cut_get_the_room_to_spare(table: RowsTable[Fruit], qtbot: QtBot) -> None:
    """Columns have a width of their own; what is longer takes from the last one, until somebody draws a border."""
    with qtbot.waitExposed(table):
        table.resize(600, 300)
        table.show()
    usual = table.columnWidth(0)
    table.show_rows([Fruit("一种名称很长的水果，比栏宽", 1)])
    assert table.columnWidth(0) >= table.sizeHintForColumn(0) > usual
    table.resize(usual + 80, 300)
    assert table.columnWidth(0) == usual
    table.setColumnWidth(0, 90)
    table.resize(600, 300)
    assert table.columnWidth(0) == 90
