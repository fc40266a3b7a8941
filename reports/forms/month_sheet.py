"""月历: what the office has to do in a month, or in each month of the year, by its calendar and its ledgers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from models.due.own_dues import read_own_dues
from models.due.reminders import CALENDAR_KIND, read_own_calendar, reminders_of_year
from models.records.office import place_of
from models.store.base.workspace import Workspace
from models.store.records import documents
from reports.base.sheet import Row
from reports.base.wording import weekday_words
from reports.figures.form_data import read_form_data
from reports.layouts.filled import Filled, date_values, text_values
from reports.layouts.filling import fill_form, line_row, scope_of, section_row
from reports.layouts.form import Form, FormRequest

ID, LABEL = "month-sheet", "月历"
VALUES = (*date_values("on"), *text_values("weekday", "what", "about", "done"))


class CalendarLine(NamedTuple):
    """Something to be done on a day, what it is about or where it is said, and whether it is done or late."""

    on: dt.date
    what: str
    about: str
    done: str = ""


def make(workspace: Workspace, request: FormRequest) -> Filled:
    """A line for each day that something is due on; without a month, under the name of each month that has some."""
    books = read_form_data(workspace, replace(scope_of(request), unit=workspace.unit))
    found = sorted(one for one in _lines(workspace, request) if one.on.year == request.year)
    month = request.month
    rows = [_row(one) for one in found if one.on.month == month] if month else list(_by_month(found))
    period = f"{request.year}年{month}月" if month else f"{request.year}年"
    return fill_form(ID, books, request, VALUES, rows, period=period, words={"期间": period})


def _lines(workspace: Workspace, request: FormRequest) -> Iterator[CalendarLine]:
    with workspace.read() as connection:
        issue, own = documents.issue_for(connection, None), read_own_calendar(connection)
    for one in reminders_of_year(place_of(issue), own, request.year, centre=workspace.is_centre):
        yield CalendarLine(one.on, one.day.what, one.day.source, f"已办（{one.done}）" if one.done else "")
    for due in read_own_dues(workspace, request.today).first:
        if due.ledger != CALENDAR_KIND:
            yield CalendarLine(due.on, due.what, due.title, due.words if due.left < 0 else "")


def _by_month(found: list[CalendarLine]) -> Iterator[Row]:
    for month, lines in groupby(found, key=lambda one: one.on.month):
        yield section_row(f"{month}月")
        yield from map(_row, lines)


def _row(one: CalendarLine) -> Row:
    return line_row(one.on, weekday_words(one.on), one.what, one.about, one.done)


FORMS = (
    Form(
        ID,
        LABEL,
        "both",
        make,
        note="本单位每个月要办的事：日历上的日子和来源，报送、事项、台账的期限；可以只打一个月。",
        letter=True,
        by_month=True,
    ),
)
