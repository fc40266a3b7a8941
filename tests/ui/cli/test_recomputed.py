"""Figures and points of the December day, counted once more by other means: plain SQL over the tables."""

from __future__ import annotations

import datetime as dt
import json

import chinese_calendar
import pytest

from models.store.base.workspace import Workspace
from reports.figures.case_year import case_figures
from reports.figures.cases import once_each
from reports.figures.form_data import Scope, read_form_data
from tests.ui.cli.recomputed import annual_table, appearance_rate, total
from ui.demo.december import Day

END = dt.date(2020, 12, 31)


def workdays() -> str:
    days = (dt.date(2019, 1, 1) + dt.timedelta(days=number) for number in range(3 * 365))
    return json.dumps([day.isoformat() for day in days if chinese_calendar.is_workday(day)])


def test_the_annual_table_of_the_district(centre: Workspace) -> None:
    books = read_form_data(centre, Scope(2020, END, None), "case")
    figures = case_figures(once_each(books.entries["case"]), 2020, END)
    with centre.read() as connection:
        counted = annual_table(connection)
        rate = appearance_rate(connection)
    assert {name: figures[name] for name in counted} == counted
    assert min(counted[name] for name in ("cases.new", "cases.carried", "lost.lost", "instances.new.二审")) > 0
    assert (rate, 0 < rate < 1) == (figures["attendance.rate"], True)


@pytest.mark.parametrize("unit", ["GWH", "X01", "J01"])
def test_the_annual_table_of_a_unit(centre: Workspace, unit: str) -> None:
    books = read_form_data(centre, Scope(2020, END, unit), "case")
    figures = case_figures(books.entries["case"], 2020, END)
    with centre.read() as connection:
        counted = annual_table(connection, unit)
    assert {name: figures[name] for name in counted} == counted


def test_the_totals_of_every_unit(day: Day, centre: Workspace) -> None:
    days = workdays()
    with centre.read() as connection:
        counted = {one.unit: total(connection, one.unit, one.category, centre.unit, days) for one in day.result.units}
    assert counted == {one.unit: one.total for one in day.result.units}
    assert len({one.category for one in day.result.units}) > 1
