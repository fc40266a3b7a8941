"""工作台's figures, worked out unit by unit, beside the same over all records at once, on the December day."""

from __future__ import annotations

import datetime as dt

import pytest

from models.records.entry import Entry
from models.records.registry import ledger
from models.rules.holidays import DEFAULT_CALENDAR
from models.store.base.workspace import Workspace
from models.store.records import records
from models.submit.unit import check_workspace
from models.submit.warnings import all_warnings
from reports.figures.district import LOST_EVER, District, figures_of, records_behind, work_out
from ui.desk.district_facts import YearFigure, district_figures, year_figures

DAYS = [dt.date(2020, 12, 31), dt.date(2020, 12, 16), dt.date(2020, 6, 30), dt.date(2021, 3, 1), dt.date(2019, 5, 1)]


@pytest.fixture(scope="module")
def kept(centre: Workspace) -> dict[str, list[Entry]]:
    with centre.read() as connection:
        return {name: list(records.entries(connection, ledger(name))) for name in ("case", "person", "certificate")}


def district(centre: Workspace, day: dt.date) -> District:
    return District(centre, 2020, day, DEFAULT_CALENDAR)


def at_once(kept: dict[str, list[Entry]], day: dt.date) -> list[YearFigure]:
    return year_figures(kept, 2020, day)


@pytest.mark.parametrize("on", DAYS)
def test_every_figure_is_the_same(centre: Workspace, kept: dict[str, list[Entry]], on: dt.date) -> None:
    found = district_figures(figures_of(district(centre, on)))
    assert [one[:5] for one in found] == [one[:5] for one in at_once(kept, on)]
    assert len({one.now for one in found}) > 1


@pytest.mark.parametrize("on", DAYS[:3])
def test_every_figure_opens_the_same_records(centre: Workspace, kept: dict[str, list[Entry]], on: dt.date) -> None:
    of = district(centre, on)
    for one, behind in zip(at_once(kept, on), [line.behind for line in district_figures(figures_of(of))], strict=True):
        assert sorted(records_behind(of, behind)) == sorted(one.records)
        if one.records_before:
            assert sorted(records_behind(of, behind, before=True)) == sorted(one.records_before)


def test_lost_cases_and_outcomes_are_the_same(centre: Workspace, kept: dict[str, list[Entry]]) -> None:
    of = district(centre, DAYS[0])
    whole = work_out(of, kept["case"], kept["certificate"])
    assert sorted(records_behind(of, LOST_EVER)) == sorted(whole.now[LOST_EVER]) != []
    assert figures_of(of).outcomes == whole.totals.outcomes


def test_the_warnings_are_those_of_every_unit(centre: Workspace) -> None:
    day = dt.date(2020, 12, 31)
    warned = all_warnings(centre, dt.date(2021, 3, 1))
    found = [one for one in warned.findings if one.level.value == "warning"]
    assert warned.wrong == len(warned.findings) - len(found)
    assert (warned.whole, warned.silent) == (len(found), sum(not one.explained for one in found))
    units = dict.fromkeys(one.unit for one in found)
    each = [one for unit in units for one in check_workspace(centre, day, unit) if one.level.value == "warning"]
    assert sorted(map(repr, found)) == sorted(map(repr, each)) != []
    assert [bool(one.explained) for one in found] == sorted(bool(one.explained) for one in found)
