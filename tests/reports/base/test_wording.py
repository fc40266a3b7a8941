from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from reports.base.sheet import CellValue, Column, Kind, Row, Sheet
from reports.base.wording import cell_text, clean, long_date


@pytest.mark.parametrize(
    ("value", "kind", "words"),
    [
        (None, "money", ""),
        ("（2020）豫0191行初1号", "text", "（2020）豫0191行初1号"),
        (dt.date(2020, 3, 1), "date", "2020-03-01"),
        (12345, "number", "12345"),
        (Decimal("1E+3"), "number", "1000"),
        (Decimal("1234.565"), "money", "1,234.57"),
        (Decimal(-1234), "money", "－1,234.00"),
        (-23, "number", "－23"),
        (Decimal("0.41805"), "percent", "41.81%"),
        (1, "percent", "100.00%"),
        (7, "text", "7"),
    ],
)
def test_cells_read_as_clerks_write_them(value: CellValue, kind: Kind, words: str) -> None:
    assert cell_text(value, kind) == words


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\tb", "a b"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("\ufeff王\u200b伟\x00", "王伟"),
        ("葛\U000e0100", "葛"),
        ("　𠮷", "　𠮷"),
    ],
)
def test_what_paper_cannot_hold_is_dropped(text: str, kept: str) -> None:
    assert clean(text) == kept


def test_long_date() -> None:
    assert long_date(dt.date(2020, 3, 1)) == "2020年3月1日"


@pytest.mark.parametrize(("row", "fits"), [(Row(("a",)), True), (Row(("a", 1)), False), (Row((), "section"), True)])
def test_rows_have_as_many_cells_as_columns(row: Row, fits: bool) -> None:
    def build() -> Sheet:
        return Sheet("f", "表", "单位", "2020年度", dt.date(2020, 1, 1), (Column("a", "甲", 10),), (row,))

    if fits:
        assert build().rows == (row,)
    else:
        with pytest.raises(ValueError, match="row 1 has 2 cells, 1 columns"):
            build()
