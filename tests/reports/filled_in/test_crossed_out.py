"""Rows and cells that people crossed out instead of deleting them, and hidden columns (docs/workbooks.md, tables)."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from models.records.registry import ledger
from reports.filled_in.given_book import given_rows
from reports.filled_in.row_kinds import STRUCK
from tests.reports.filled_in.books import HEAD, PEOPLE

PERSON = ledger("person")
BOOKS = sorted((Path(__file__).parents[2] / "data" / "crossed-out").iterdir())
"""One register in every format: row 3 crossed out, D4 and D5 as well, E6 in part, column C hidden."""
OLD = (".xls", ".et")
"""Of these only whole cells are told; E6 has the look of its first letters."""


def test_there_is_one_of_every_format() -> None:
    assert {path.suffix for path in BOOKS} == {".xlsx", ".xls", ".ods", ".et"}


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.suffix)
def test_what_is_crossed_out_is_asked_about(path: Path) -> None:
    found = given_rows(path, PERSON)
    seen = [("王伟", "13800000010"), ("赵强", None), ("钱明", None), ("孙丽", "13800000014")]
    assert [(row.values["name"], row.values.get("phone")) for row in found.rows] == seen
    assert [(one.rows, one.why) for one in found.unread] == [("3", STRUCK)]
    faults = "有一部分字是划掉的（加了删除线）：请删去划掉的字，只留要的"
    assert found.rows[-1].faults == ({} if path.suffix in OLD else {"remarks": faults})
    cells = 3 if path.suffix in OLD else 2
    assert found.notes == [
        "隐藏的列也读了：职务（C列）。",
        f"有{cells}个格子是划掉的（加了删除线），按没有填读，第一个是D4。",
    ]
    asked = given_rows(path, PERSON, hidden=True)
    assert [row.values.get("phone") for row in asked.rows] == [f"1380000001{at}" for at in range(5)]


def test_lines_of_whole_and_of_mixed_texts(tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(HEAD)
    line, plain = InlineFont(strike=True), InlineFont(b=True)
    for at, one in enumerate(PEOPLE, 2):
        page.append(one)
        page.cell(at, 1).font = Font(bold=True)
    page["G2"].font = Font(strike=False)
    page["G3"] = CellRichText(TextBlock(line, "产"), TextBlock(line, "假"))
    page["G4"] = CellRichText(TextBlock(plain, "到"), TextBlock(plain, "县里"))
    page["G5"] = CellRichText(TextBlock(plain, "新"), TextBlock(line, "来"))
    page["G6"] = CellRichText(TextBlock(line, " "), TextBlock(plain, "返聘"))
    book.save(tmp_path / "表.xlsx")
    rows = given_rows(tmp_path / "表.xlsx", PERSON).rows
    assert [row.values.get("remarks") for row in rows] == ["队长", None, "到县里", None, "返聘"]
    assert [list(row.faults) for row in rows] == [[], [], [], ["remarks"], []]
