"""All that the own unit has to do, counted whole."""

import datetime as dt

import pytest

from models.due import own_dues
from models.store.base.workspace import Workspace
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
