"""统计图: a sheet of nothing but charts."""

from __future__ import annotations

import datetime as dt

from models.store.workspace import Workspace
from reports.books import Asked, open_books
from reports.chart_data import charts_of
from reports.sheet import Sheet
from reports.wording import long_date

ID, LABEL, TITLE = "charts", "统计图", "法治政府建设统计图"


def chart_sheet(workspace: Workspace, asked: Asked, filled_on: dt.date) -> Sheet:
    """The year's charts of one unit, or of all; the figures stand in words at every bar."""
    books = open_books(workspace, asked)
    return Sheet(
        form_id=ID,
        title=TITLE,
        unit=books.office,
        period=f"{asked.year}年度",
        filled_on=filled_on,
        columns=(),
        rows=(),
        notes=(f"统计截止{long_date(books.day)}。",),
        signers=(),
        seal=False,
        charts=charts_of(workspace, asked),
    )
