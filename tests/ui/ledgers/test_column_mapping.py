"""Cells from the clipboard, as Excel, WPS and LibreOffice put them."""

from __future__ import annotations

import pytest

from models.records.registry import ledger
from reports.filled_in.head import ColumnHeading
from ui.ledgers.column_mapping import SKIPPED, columns_to_remember, guess_columns, read_pasted

HEADED = "姓名\t备注\n"


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ('张三\t"法治带头人"荣誉\n李四\tx\n', [["张三", '"法治带头人"荣誉'], ["李四", "x"]]),
        ('张三\t"优秀"\n李四\tx\n', [["张三", '"优秀"'], ["李四", "x"]]),
        ('张三\t"优秀\n李四\tx\n', [["张三", '"优秀'], ["李四", "x"]]),
        ('张三\t"第一行\n第二行"\n李四\tx\n', [["张三", "第一行\n第二行"], ["李四", "x"]]),
        ('张三\t"说""好""\n第二行"\r\n李四\tx\r\n', [["张三", '说"好"\n第二行'], ["李四", "x"]]),
        ('"张\n三"\t"甲\t乙"\n', [["张\n三", "甲\t乙"]]),
        ("张三\t\n\t只有备注\n", [["张三", ""], ["", "只有备注"]]),
        ("张三\tx", [["张三", "x"]]),
        ("张三\t", [["张三", ""]]),
        ('""\t""\n张三\t"\n', [['""', '""'], ["张三", '"']]),
        ("张三\t5'6\"\n", [["张三", "5'6\""]]),
    ],
)
def test_quotes_are_those_of_the_spreadsheet_or_of_the_cell(text: str, cells: list[list[str]]) -> None:
    found = read_pasted(HEADED + text, ledger("person"), [])
    assert found is not None
    assert [[cell.text for cell in row.cells] for row in found.tables[0].rows] == cells


def test_many_quotes_are_read_in_no_time() -> None:
    found = read_pasted(HEADED + '"甲\t乙\n' * 50_000, ledger("person"), [])
    assert found is not None
    assert len(found.tables[0].rows) == 50_000


HEADINGS = [ColumnHeading(label, "", at) for at, label in enumerate(["姓名", "身份证号码", "证号", "天气"], 1)]


def test_only_what_a_person_chose_is_remembered() -> None:
    person = ledger("person")
    names = guess_columns(HEADINGS, person, {})
    assert names == ["name", "id_number", "certificate:number", ""]
    assert columns_to_remember(HEADINGS, names, person, {"岗位": "post", "天气": "rank"}) == {"岗位": "post"}
    kept = columns_to_remember(HEADINGS, ["name", "id_number", "", "remarks"], person, {})
    assert kept == {"证号": SKIPPED, "天气": "remarks"}
    assert guess_columns(HEADINGS, person, kept) == ["name", "id_number", "", "remarks"]


def test_what_nobody_knew_before_does_not_stand_in_the_way() -> None:
    assert guess_columns(HEADINGS, ledger("person"), {"证号": "", "身份证号码": ""})[1:3] == [
        "id_number",
        "certificate:number",
    ]
