from typing import Any

from openpyxl import load_workbook

from reports.base.sheet import Column, Row
from reports.excel.lists import LISTS
from reports.excel.workbook import write_workbook

SEXES = ("男", "女")


def book(make_sheet: Any, tmp_path: Any, **more: Any) -> Any:
    columns = (
        Column("name", "姓名", 40),
        Column("sex", "性别", 20, choices=SEXES),
        Column("x", "又一栏", 20, choices=SEXES),
        Column("formula", "怪值", 20, choices=("=1+1", "x" * 300)),
    )
    sheet = make_sheet(columns=columns, rows=(Row(("王", "男", "女", "")),) * 3, **more)
    write_workbook(sheet, tmp_path / "t.xlsx")
    return load_workbook(tmp_path / "t.xlsx")


def test_choices_are_offered_in_the_body(make_sheet: Any, tmp_path: Any) -> None:
    rules = book(make_sheet, tmp_path).active.data_validations.dataValidation
    assert [(str(rule.sqref), rule.formula1) for rule in rules] == [
        ("B4:B6", "选项!$A$1:$A$2"),
        ("C4:C6", "选项!$A$1:$A$2"),
        ("D4:D6", "选项!$B$1:$B$2"),
    ]


def test_the_lists_are_hidden_text(make_sheet: Any, tmp_path: Any) -> None:
    page = book(make_sheet, tmp_path)[LISTS]
    assert page.sheet_state == "hidden"
    assert [cell.value for cell in page["A"]] == list(SEXES)
    assert (page["B1"].value, page["B1"].data_type) == ("=1+1", "s")


def test_sheets_behind_have_pages_of_their_own(make_sheet: Any, tmp_path: Any) -> None:
    letter = make_sheet(letter=("甲办事处：", "请补报。"), columns=(), rows=())
    names = book(make_sheet, tmp_path, more=(letter, letter)).sheetnames
    assert names[:3] == ["行政应诉案件统计表", "甲办事处", "甲办事处1"]
