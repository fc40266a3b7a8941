from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from reports.base.sheet import Column, Row, Style
from reports.excel.workbook import write_workbook

COLUMNS = (Column("unit", "单位", 40), Column("count", "件数", 20, "number"))
HEAD_ROWS = 3


def opened(path: Path) -> Any:
    return load_workbook(path).active


def column(make_sheet: Any, tmp_path: Path, *rows: tuple[Style, Any, Any]) -> list[Any]:
    """The figures' column as the workbook holds it, below the head; the first line of the table is row 4."""
    sheet = make_sheet(columns=COLUMNS, rows=tuple(Row((name, value), style) for style, name, value in rows))
    write_workbook(sheet, tmp_path / "t.xlsx")
    page = opened(tmp_path / "t.xlsx")
    return [page.cell(HEAD_ROWS + at, 2).value for at in range(1, len(rows) + 1)]


@pytest.mark.parametrize(
    ("rows", "sums"),
    [
        ([("body", "甲", 1), ("body", "乙", 2), ("total", "合计", 3)], ["=SUM(B4:B5)"]),
        ([("body", "甲", 1), ("body", "乙", 2), ("total", "合计", 2)], [2]),
        ([("body", "甲", 1), ("body", "乙", "—"), ("total", "合计", 1)], ["=SUM(B4:B5)"]),
        ([("body", "甲", 0), ("total", "合计", 0)], ["=SUM(B4:B4)"]),
        ([("body", "甲", None), ("total", "合计", 0)], [0]),
        ([("body", "甲", "=1+1"), ("total", "合计", 2)], [2]),
        ([("body", "甲", 1), ("total", "合计", "=A1")], ["=A1"]),
        ([("total", "合计", 0)], [0]),
        ([("subtotal", "满分", 5), ("body", "甲", 3), ("total", "合计", 3)], [5, "=SUM(B5:B5)"]),
        (
            [
                *[("section", "一", None), ("body", "甲", 1), ("subtotal", "小计", 1)],
                *[("section", "二", None), ("body", "乙", 2), ("subtotal", "小计", 2), ("total", "合计", 3)],
            ],
            ["=SUM(B5:B5)", "=SUM(B8:B8)", "=SUM(B5:B5,B8:B8)"],
        ),
    ],
)
def test_sums(rows: list[tuple[Style, Any, Any]], sums: list[Any], make_sheet: Any, tmp_path: Path) -> None:
    found = column(make_sheet, tmp_path, *rows)
    assert [value for value, row in zip(found, rows, strict=True) if row[0] in ("subtotal", "total")] == sums


def test_empty_cells_that_add_one_are_counted_by_the_lines(make_sheet: Any, tmp_path: Path) -> None:
    """场次 that nobody filled in count once each: heads between the lines do not."""
    columns = (Column("number", "序号", 20, "number"), Column("times", "场次", 20, "number"))
    lines: tuple[tuple[Style, Any, Any], ...] = (
        *(("section", "甲", None), ("body", 1, 3), ("body", 2, None)),
        *(("section", "乙", None), ("body", 3, None), ("total", "合计", 5)),
    )
    sheet = make_sheet(columns=columns, rows=tuple(Row((name, value), style) for style, name, value in lines))
    write_workbook(sheet, tmp_path / "t.xlsx")
    said = opened(tmp_path / "t.xlsx").cell(HEAD_ROWS + len(lines), 2).value
    assert said == "=SUM(B5:B8)+COUNT(A5:A8)-COUNT(B5:B8)"


def test_text_in_a_sum_stays_text(make_sheet: Any, tmp_path: Path) -> None:
    column(make_sheet, tmp_path, ("body", "甲", 1), ("total", "=1", "=B4"))
    page = opened(tmp_path / "t.xlsx")
    assert {page.cell(HEAD_ROWS + 2, at).data_type for at in (1, 2)} == {"s"}


def test_rates_are_never_summed(make_sheet: Any, tmp_path: Path) -> None:
    rate = (Column("unit", "单位", 40), Column("rate", "比率", 20, "percent"))
    rows = (Row(("甲", Decimal("0.5"))), Row(("合计", Decimal("0.5")), "total"))
    write_workbook(make_sheet(columns=rate, rows=rows), tmp_path / "t.xlsx")
    assert opened(tmp_path / "t.xlsx").cell(5, 2).value == 0.5


@pytest.mark.parametrize("figure", [3, Decimal("3.50"), 0])
def test_what_does_not_calculate_still_shows_sums(figure: Any, make_sheet: Any, tmp_path: Path) -> None:
    rows = (Row(("甲", figure)), Row(("合计", figure), "total"))
    write_workbook(make_sheet(columns=COLUMNS, rows=rows), tmp_path / "t.xlsx")
    kept: Any = load_workbook(tmp_path / "t.xlsx", data_only=True).active
    assert (kept.cell(5, 2).value, opened(tmp_path / "t.xlsx").cell(5, 2).value) == (figure, "=SUM(B4:B4)")


def test_sums_of_every_sheet_are_kept(make_sheet: Any, tmp_path: Path) -> None:
    rows = (Row(("甲", 4)), Row(("合计", 4), "total"))
    behind = make_sheet(columns=COLUMNS, rows=rows, title="第二表")
    write_workbook(make_sheet(columns=COLUMNS, rows=rows, more=(behind,)), tmp_path / "t.xlsx")
    book = load_workbook(tmp_path / "t.xlsx", data_only=True)
    assert [page.cell(5, 2).value for page in book.worksheets] == [4, 4]
