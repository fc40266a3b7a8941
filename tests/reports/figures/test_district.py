"""Figures that are added up unit by unit stay those over all records, whatever is written in between."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from models.records.registry import ledger
from models.rules.holidays import DEFAULT_CALENDAR
from models.store.base.workspace import Workspace
from models.store.records import records
from reports.figures.changes import unchanged_until
from reports.figures.district import District, Worked, figures_of, records_behind, work_out
from reports.figures.joint_cases import joint_cases
from tests.models.offices import lone_unit
from tests.reports.figures.samples import case, ending

CASE, CERTIFICATE = ledger("case"), ledger("certificate")
LOST = ending("全部撤销", "2020-05-01", "2020-05-20")
FIRST: dict[str, Any] = {"number": "（2020）豫7101行初1号", "served_on": "2020-02-01", "role": "被告", **LOST}
SPELLED = {**FIRST, "number": "(2020)豫7101行初第01号"}
OTHER: dict[str, Any] = {"number": "（2020）豫7101行初2号", "served_on": "2020-03-01", "role": "被告"}
APPEAL: dict[str, Any] = {
    "number": "（2020）豫71行终9号",
    "instance": "二审",
    "served_on": "2020-06-01",
    **ending("驳回上诉维持原判决", "2020-09-01", "2020-09-01"),
}
HELD = {"number": "豫A1", "status": "在用", "issued_on": "2020-03-01", "renewal": "待换发"}


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[Workspace]:
    workspace = lone_unit(tmp_path / "w", None)
    yield workspace
    workspace.close()


def save(workspace: Workspace, unit: str, uid: str | None = None, ledger_id: str = "case", **fields: Any) -> str:
    with workspace.write("李四") as tx:
        return records.save(tx, ledger(ledger_id), unit, fields, uid).uid


def at_once(of: District) -> Worked:
    with of.workspace.read() as connection:
        cases = list(records.entries(connection, CASE))
        return work_out(of, cases, list(records.entries(connection, CERTIFICATE)))


def agree(workspace: Workspace, day: dt.date = dt.date(2020, 12, 31)) -> None:
    of = District(workspace, 2020, day, DEFAULT_CALENDAR)
    whole = at_once(of)
    assert figures_of(of) == whole.totals
    for before, names in ((False, whole.now), (True, whole.before)):
        for name, uids in names.items():
            assert sorted(records_behind(of, name, before=before)) == sorted(uids)


def joined(workspace: Workspace) -> dict[str, int]:
    return {unit: len(uids) for unit, uids in joint_cases(workspace).uids.items()}


def test_whatever_is_written_the_sums_are_those_over_all(centre: Workspace) -> None:
    first = save(centre, "A", **FIRST)
    save(centre, "B", **OTHER)
    save(centre, "B", ledger_id="certificate", **HELD)
    agree(centre)
    assert joined(centre) == {}
    twin = save(centre, "B", **SPELLED)
    agree(centre)
    assert joined(centre) == {"A": 1, "B": 1}
    appeal = save(centre, "A", **APPEAL, previous=first)
    agree(centre)
    assert joined(centre) == {"A": 2, "B": 1}
    save(centre, "B", twin, number="（2020）豫7101行初3号")
    agree(centre)
    assert joined(centre) == {}
    with centre.write("李四") as tx:
        records.delete(tx, CASE, [appeal])
    agree(centre)


def test_a_case_that_follows_another_units_is_counted_with_it(centre: Workspace) -> None:
    first = save(centre, "A", **FIRST)
    agree(centre)
    save(centre, "B", **APPEAL, previous=first)
    agree(centre)
    assert joined(centre) == {"A": 1, "B": 1}


@pytest.mark.parametrize("day", ["2019-06-01", "2020-01-31", "2020-03-16", "2020-05-01", "2020-12-31", "2021-02-01"])
def test_what_was_kept_on_another_day_is_not_shown(centre: Workspace, day: str) -> None:
    for unit, fields in (("A", FIRST), ("B", OTHER)):
        save(centre, unit, **fields)
    save(centre, "B", ledger_id="certificate", **HELD)
    for each in ("2020-04-01", day, "2020-04-01"):
        agree(centre, dt.date.fromisoformat(each))


CASES = (
    case("a", "（2020）豫7101行初1号", "2020-02-01", **LOST),
    case("b", "（2020）豫7101行初2号", "2020-03-01", hearings=[{"on": "2020-07-01"}]),
    case("c", "（2020）豫7101行初3号", None, year=2020, answered_on="2020-08-08"),
)


@pytest.mark.parametrize("cases", [CASES[:1], CASES[1:2], CASES[2:], CASES])
def test_figures_are_the_same_until_a_day_that_is_named(centre: Workspace, cases: tuple[Any, ...]) -> None:
    day, end = dt.date(2020, 1, 1), dt.date(2020, 12, 31)
    while day < end:
        until = min(dt.date.fromisoformat(unchanged_until(cases, [], day, DEFAULT_CALENDAR)), end)
        on = [District(centre, 2020, one, DEFAULT_CALENDAR) for one in (day, until)]
        assert work_out(on[0], cases, []) == work_out(on[1], cases, [])
        day = until + dt.timedelta(days=1)


def test_the_case_before_may_come_after_the_one_that_follows_it(centre: Workspace) -> None:
    first = save(centre, "A", **FIRST)
    with centre.write("李四") as tx:
        records.delete(tx, CASE, [first])
    save(centre, "B", **APPEAL, previous=first)
    agree(centre)
    with centre.write("李四") as tx:
        records.restore(tx, CASE, [first])
    agree(centre)
    assert joined(centre) == {"A": 1, "B": 1}


@pytest.mark.parametrize("year", [5, 99999, 0, -3])
def test_a_year_that_is_none_stops_nothing(centre: Workspace, year: int) -> None:
    save(centre, "A", **OTHER, year=year)
    save(centre, "A", number="（2020）豫7101行初4号", year=year)
    agree(centre)
