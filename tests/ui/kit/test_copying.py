"""What is copied is text in a spreadsheet, and the same again when it is pasted here."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from models.records.registry import ledger
from ui.kit.copying import put_on_clipboard
from ui.kit.text_cells import marked, unmarked
from ui.ledgers.column_mapping import read_pasted

CALCULATED = ["=1+1", '=HYPERLINK("http://x")', "@SUM(A1)", "+cmd|' /C calc'!A0", "-1+1", "＝1", " =1", "\t=1", "'=1"]


@pytest.mark.parametrize("text", CALCULATED)
def test_what_would_be_calculated_is_marked_as_text(text: str) -> None:
    assert marked(text).startswith("'")
    assert unmarked(marked(text)) == " ".join(text.split())


@pytest.mark.parametrize("text", ["", "-5", "+3.5%", "-0.05", "甲=乙", "'甲", "2020-01-01", "李 四"])
def test_what_is_none_stays(text: str) -> None:
    assert marked(text) == unmarked(text) == text


@given(st.text(alphabet="'=@+-＝1.% 甲a\n"))
def test_what_is_pasted_is_what_was_copied(text: str) -> None:
    assert unmarked(marked(text)) == " ".join(text.split())


def test_both_kinds_on_the_clipboard_are_text(qtbot: QtBot) -> None:
    del qtbot
    put_on_clipboard([["姓名", "备注"], ["=甲", "-1+1"]])
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == "姓名\t备注\n'=甲\t'-1+1"
    assert data.html().count("mso-number-format:'\\@'") == 4
    found = read_pasted(data.text(), ledger("person"), [])
    assert found
    assert [cell.text for cell in found.rows[0].cells] == ["=甲", "-1+1"]
