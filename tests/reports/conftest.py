"""One form that has everything, and how to read PDFs back."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pypdfium2
import pytest

from reports.base.sheet import Column, Row, Sheet
from reports.paper.fonts import bundled_fonts
from reports.paper.pdf import write_pdf

DAY = dt.date(2020, 12, 31)
COLUMNS = (
    Column("item", "指标名称", 52),
    Column("code", "代码", 14, align="center"),
    Column("day", "收案日期", 24, "date"),
    Column("this", "本年", 20, "number", group="案件数（件）"),
    Column("last", "上年", 20, "number", group="案件数（件）"),
    Column("rate", "增减", 20, "percent"),
    Column("sum", "涉案金额（元）", 24, "money"),
)
BODY = Row(
    ("　其中：判决驳回原告诉讼请求的案件", "01", dt.date(2020, 3, 1), 12, 11, Decimal("0.0909"), Decimal("81111.5"))
)
ROWS = (
    Row(("一、行政应诉案件", *(None,) * 6), "section"),
    BODY,
    Row(("小计", None, None, 12, 11, Decimal("-0.055"), Decimal(0)), "subtotal"),
    Row(("=1+1", "-02", None, None, None, None, None)),
    Row(("合计", None, None, 12, 11, None, Decimal("1234567.8")), "total"),
)

MakeSheet = Callable[..., Sheet]
Opened = Callable[[Sheet], Any]


@pytest.fixture
def make_sheet() -> MakeSheet:
    def make(body_rows: int | None = None, **given: Any) -> Sheet:
        values: dict[str, Any] = {
            "form_id": "cases",
            "title": "行政应诉案件统计表",
            "unit": "商都路办事处",
            "period": "2020年度",
            "filled_on": DAY,
            "columns": COLUMNS,
            "rows": ROWS if body_rows is None else (BODY,) * body_rows,
        }
        return Sheet(**(values | given))

    return make


@pytest.fixture
def opened() -> Opened:
    """Prints a sheet with the bundled fonts and opens the PDF again."""

    def open_again(sheet: Sheet) -> Any:
        out = io.BytesIO()
        write_pdf(sheet, out, fonts=bundled_fonts())
        return pypdfium2.PdfDocument(out.getvalue())

    return open_again
