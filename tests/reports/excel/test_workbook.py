from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import load_workbook

from reports.base.sheet import Column, Fact, Row, Sheet
from reports.excel.workbook import write_workbook


def read_back(sheet: Sheet) -> Any:
    out = io.BytesIO()
    write_workbook(sheet, out)
    return load_workbook(out).active


def one_cell(make_sheet: Callable[..., Sheet], value: Any, kind: Any) -> Any:
    page = read_back(make_sheet(columns=(Column("c", "列", 30, kind),), rows=(Row((value,)),), signers=(), seal=False))
    return page.cell(page.max_row, 1)


@pytest.mark.parametrize(
    ("value", "kind", "held", "type_", "form"),
    [
        ("王𬭎", "text", "王𬭎", "s", "@"),
        ("=1+1", "text", "=1+1", "s", "@"),
        ("=1+1", "number", "=1+1", "s", "@"),
        ("+86", "text", "+86", "s", "@"),
        ("-02", "text", "-02", "s", "@"),
        ("@SUM(A1)", "text", "@SUM(A1)", "s", "@"),
        ("#N/A", "text", "#N/A", "s", "@"),
        ("410105198801010001", "text", "410105198801010001", "s", "@"),
        (410105198801010001, "number", "410105198801010001", "s", "@"),
        (12, "number", 12, "n", "General"),
        (Decimal("1234.5"), "money", 1234.5, "n", "#,##0.00"),
        (Decimal("0.418"), "percent", 0.418, "n", "0.00%"),
        (dt.date(2020, 3, 1), "date", dt.datetime(2020, 3, 1), "d", "yyyy-mm-dd"),  # noqa: DTZ001 - cells have no zone
        (dt.date(1899, 1, 1), "date", "1899-01-01", "s", "@"),
        ("2020年3月", "date", "2020年3月", "s", "@"),
        ("a\x00\x0b\ufffeb", "text", "a b", "s", "@"),
    ],
)
def test_cells(value: Any, kind: str, held: Any, type_: str, form: str, make_sheet: Any) -> None:
    cell = one_cell(make_sheet, value, kind)
    assert (cell.value, cell.data_type, cell.number_format) == (held, type_, form)


@pytest.mark.parametrize(("text", "quoted"), [("=1", True), ("-", True), ("一", False)])
def test_text_stays_text_after_editing(text: str, quoted: bool, make_sheet: Any) -> None:
    assert one_cell(make_sheet, text, "text").quotePrefix == quoted


def test_heads_stand_as_on_paper(make_sheet: Any) -> None:
    page = read_back(make_sheet(code="示例-01"))
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=1, max_row=6)]
    assert rows[0][0] == "表号：示例-01"
    assert rows[1][0] == "行政应诉案件统计表"
    assert [text for text in rows[2] if text] == ["填报单位：商都路办事处", "2020年度", "填报日期：2020年12月31日"]
    assert rows[3] == ["指标名称", "代码", "收案日期", "案件数（件）", None, "增减", "涉案金额（元）"]
    assert rows[4] == [None, None, None, "本年", "上年", None, None]
    assert {"A4:A5", "D4:E4", "G4:G5"} <= {str(merged) for merged in page.merged_cells.ranges}


def test_print_setup(make_sheet: Any) -> None:
    page = read_back(make_sheet())
    assert (page.freeze_panes, page.print_title_rows) == ("A5", "$3:$4")
    assert (page.page_setup.paperSize, page.page_setup.orientation, page.page_setup.fitToHeight) == (9, "portrait", 0)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert "&P" in page.oddFooter.center.text
    assert re.fullmatch(r"打印日期：\d{4}-\d\d-\d\d", page.oddFooter.right.text)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"columns": (), "rows": (), "facts": (Fact("包指纹", "7F3A"),)}, ["包指纹", "7F3A"]),
        ({"letter": ("商都路办事处：",)}, ["商都路办事处：", "商都路办事处（盖章）"]),
        (
            {"signers": (Fact("填表人", "甲"), Fact("接收人", ""), Fact("签收日期", ""))},
            ["填表人：甲" + "　" * 6 + "（盖章）", "接收人：" + "　" * 6 + "签收日期："],
        ),
        ({"notes": ("甲", "乙")}, ["说明：1. 甲", "　　　2. 乙"]),
        ({"title": "a/b:[c]*?" + "长" * 40}, ["a/b:[c]*?" + "长" * 40]),
    ],
)
def test_everything_round_the_table_is_there(given: dict[str, Any], words: list[str], make_sheet: Any) -> None:
    held = {cell for row in read_back(make_sheet(**given)).iter_rows(values_only=True) for cell in row}
    assert set(words) <= held


def test_a_small_sheet_cuts_nothing_off(make_sheet: Any) -> None:
    """Unit, period and day that have no room beside each other stand in one cell; labels get the lines they take."""
    columns = (Column("at", "序号", 10), Column("unit", "单位", 40), Column("day", "收到", 20))
    facts = (Fact("已完成项次", "272个"),)
    page = read_back(make_sheet(columns=columns, rows=(), facts=facts, unit="示例县法治建设委员会办公室"))
    assert page["A2"].value == "填报单位：示例县法治建设委员会办公室　2020年度　填报日期：2020年12月31日"
    assert [page.row_dimensions[at].height > 20 for at in (2, 3)] == [True, True]


def test_the_labels_of_facts_stand_in_one_line(make_sheet: Any) -> None:
    """The first column is as narrow as 序号."""
    columns = (Column("at", "序号", 10), Column("unit", "单位", 40), Column("what", "内容", 120))
    page = read_back(make_sheet(columns=columns, rows=(), facts=(Fact("负责人出庭率", "71.43%"),)))
    assert (page["A3"].value, page["C3"].value, page.row_dimensions[3].height < 25) == ("负责人出庭率", "71.43%", True)
    assert "A3:B3" in {str(merged) for merged in page.merged_cells.ranges}


def test_a_letter_is_as_wide_as_a_page(make_sheet: Any) -> None:
    page = read_back(make_sheet(columns=(), rows=(), letter=("示例县云潭镇：", "你单位得分较好。" * 8)))
    assert {"A1:B1", "A3:B3"} <= {str(merged) for merged in page.merged_cells.ranges}
    assert page.row_dimensions[3].height < 40


def test_no_head_is_cut_and_no_date_is_too_wide(make_sheet: Any) -> None:
    columns = (
        Column("a", "单位", 20),
        Column("b", "经领导小组审定的部分得分合计", 12, "number", group="各部分"),
        Column("c", "签收日期", 8, "date"),
    )
    page = read_back(make_sheet(columns=columns, rows=(Row(("甲局", Decimal("1.50"), dt.date(2020, 3, 1))),)))
    at = next(cell.row for cell in page["A"] if cell.value == "单位")
    label = page.cell(at + 1, 2)
    needed = len(label.value) * 2 / page.column_dimensions["B"].width
    assert page.row_dimensions[at + 1].height >= needed * 14
    assert page.column_dimensions["C"].width >= len("2020-03-01") + 1
    assert page.cell(at + 2, 2).number_format == "0.00"
