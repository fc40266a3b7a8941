"""All that the own unit has to do, counted whole."""

import datetime as dt
from dataclasses import replace

import msgspec
import pytest

from models.due import own_dues
from models.records.office import Issue, Period
from models.store.base.workspace import Workspace
from models.store.records.documents import ISSUE, RESULTS, save_document
from tests.clock import stopped_at
from tests.models import offices
from tests.models.offices import put

TODAY = dt.date(2020, 6, 1)


@pytest.mark.parametrize(("most", "listed"), [(500, ["2020-05-30", "2020-06-20", "2020-08-01"]), (1, ["2020-05-30"])])
def test_all_are_counted_and_the_most_urgent_listed(
    unit: Workspace, monkeypatch: pytest.MonkeyPatch, most: int, listed: list[str]
) -> None:
    monkeypatch.setattr(own_dues, "MOST", most)
    put(unit, "certificate", number="1", valid_to="2020-06-20", status="在用")
    put(unit, "certificate", number="2", valid_to="2020-08-01", status="在用")
    put(unit, "case", number="（2020）豫0191行初1号", performance_due="2020-05-30")
    found = own_dues.read_own_dues(unit, TODAY)
    assert [due.on.isoformat() for due in found.first] == listed
    assert (found.late, found.soon, found.all) == (1, 1, 3)


def issued(number: int, year: int, *periods: Period) -> Issue:
    return msgspec.structs.replace(offices.ISSUE, number=number, year=year, periods=periods)


@pytest.mark.parametrize(
    ("day", "results", "listed"),
    [
        (dt.date(2019, 12, 1), False, [("半年", 2020)]),
        (dt.date(2020, 11, 20), False, [("半年", 2020)]),
        (dt.date(2020, 12, 28), False, [("半年", 2020), ("2021年度：半年", 2021)]),
        (dt.date(2021, 1, 4), False, [("2020年度：半年", 2020), ("2020年度", 2020), ("半年", 2021)]),
        (dt.date(2021, 1, 4), True, [("半年", 2021)]),
    ],
)
def test_reports_of_the_year_before_are_wanted_until_its_results_come(
    unit: Workspace, day: dt.date, results: bool, listed: list[tuple[str, int]]
) -> None:
    """The year of 2020 has a report without a last day; that of 2021 is asked for in February."""
    half, whole = Period("h0", "半年", dt.date(2020, 1, 20)), Period("y0", "2020年度")
    issues = issued(1, 2020, half, whole), issued(2, 2021, Period("h1", "半年", dt.date(2021, 2, 10)))
    with unit.write("张三") as tx:
        for one in issues:
            save_document(tx, ISSUE, one.number, one)
        if results:
            save_document(tx, RESULTS, 1, {"year": 2020})
    found = own_dues.read_own_dues(replace(unit, clock=stopped_at(day)), day)
    assert [(due.title, due.year) for due in found.first if due.what == "报送"] == listed
