"""How certificate numbers look: typed in boxes, shown by an example, refused at the box."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from models.records.ledgers.certificate import MINISTRY, PROVINCIAL
from ui.issue.number_patterns import NumberPatterns

LATER = "一种新证件"


@pytest.fixture
def shown(qtbot: QtBot) -> NumberPatterns:
    made = NumberPatterns()
    qtbot.addWidget(made)
    made.show()
    made.show_patterns({LATER: "##", MINISTRY: "@####"})
    return made


def type_into(shown: NumberPatterns, text: str) -> None:
    box = shown.boxes[PROVINCIAL]
    box.setText(text)
    box.textEdited.emit(text)


def test_what_was_set_stands_there(shown: NumberPatterns) -> None:
    assert [box.text() for box in shown.boxes.values()] == ["", "", "@####", ""]
    assert shown.examples[MINISTRY].text() == "例如 A1234"


@pytest.mark.parametrize(
    ("typed", "kept", "example", "fault"),
    [
        ("豫A####", {PROVINCIAL: "豫A####"}, "例如 豫A1234", ""),
        ("豫A＃ ＃", {PROVINCIAL: "豫A##"}, "例如 豫A12", ""),
        ("豫A*", {PROVINCIAL: "豫A*"}, "", "■ “*”在这里不代表任意字"),
        ("豫A", {PROVINCIAL: "豫A"}, "", "■ 没有#也没有@"),
        ("", {}, "", ""),
    ],
)
def test_what_is_typed_is_told(
    shown: NumberPatterns, qtbot: QtBot, typed: str, kept: dict[str, str], example: str, fault: str
) -> None:
    with qtbot.waitSignal(shown.edited) as told:
        type_into(shown, typed)
    assert told.args == [{LATER: "##", MINISTRY: "@####"} | kept]
    assert shown.examples[PROVINCIAL].text() == example
    assert not shown.faults[PROVINCIAL].isVisible()
    QTest.keyClick(shown.boxes[PROVINCIAL], Qt.Key.Key_Return)
    assert shown.faults[PROVINCIAL].text().startswith(fault)
    assert shown.faults[PROVINCIAL].isVisible() is bool(fault)


def test_a_fault_goes_as_soon_as_it_is_mended(shown: NumberPatterns) -> None:
    type_into(shown, "豫A*")
    shown.boxes[PROVINCIAL].editingFinished.emit()
    type_into(shown, "豫A#")
    assert not shown.faults[PROVINCIAL].isVisible()


def test_other_patterns_take_the_place_of_what_was_typed(shown: NumberPatterns) -> None:
    type_into(shown, "豫A*")
    shown.show_patterns({})
    assert [box.text() for box in shown.boxes.values()] == ["", "", "", ""]
