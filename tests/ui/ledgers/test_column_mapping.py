"""Cells from the clipboard, as Excel, WPS and LibreOffice put them."""

from __future__ import annotations

import pytest

from models.records.registry import ledger
from reports.filled_in.errors import SideBySideError, UprightTableError
from reports.filled_in.given_book import given_tables
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


def test_a_table_is_pasted_as_it_stands_in_the_sheet() -> None:
    """With titles, heads of two lines, a line numbering the columns, 合计 and signatures: as in a workbook."""
    head, lines = "姓名\t性别\t联系电话", "张三\t男\t1\n李四\t女\t2"
    for text in (
        f"{head}\n{lines}",
        f"执法人员名册\t\t\n{head}\n{lines}",
        f"名册\t\t\n填报单位：某局\t\t2024年\n{head}\n{lines}",
        f"基本情况\t\t联系方式\n姓名\t性别\t联系电话\n{lines}",
        f"{head}\n甲\t1\t2\n{lines}",
        f"附件1\t\t\n{head}\n{lines}\n合计\t2人\t",
        f"{head}\n{lines}\n填表人：王五\t\t",
        f"{head}\n张三\t男\t1\n{head}\n李四\t女\t2",
    ):
        found = read_pasted(text, ledger("person"), [])
        assert found is not None
        rows = given_tables(found, ledger("person"), {}).rows
        said = [(row.values["name"], row.values["sex"], row.values["phone"]) for row in rows]
        assert (text, said) == (text, [("张三", "男", "1"), ("李四", "女", "2")])
    with pytest.raises(UprightTableError):
        read_pasted("姓名\t张三\n性别\t男\n联系电话\t1", ledger("person"), [])
    beside = read_pasted(f"{head}\t{head}\n张三\t男\t1\t李四\t女\t2", ledger("person"), [])
    assert beside is not None
    with pytest.raises(SideBySideError, match="姓名在A列和D列"):
        given_tables(beside, ledger("person"), {})


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
