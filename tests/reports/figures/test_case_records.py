import datetime as dt
from typing import Any

import pytest

from models.records.entry import Entry
from reports.figures.case_records import case_records
from reports.figures.case_year import case_figures
from tests.reports.figures.samples import case, ending

END = dt.date(2020, 12, 31)
CAME: dict[str, Any] = {"hearings": [{"on": "2020-03-01", "leader": "李", "leader_role": "正职"}]}
ALONE: dict[str, Any] = {"hearings": [{"on": "2020-04-01"}, {"on": "2020-05-01"}]}
OLD = case("o", "（2019）豫7101行初9号", "2019-02-01", **ending("全部撤销", "2019-05-01", "2019-06-01"))
FIRST = case("a", "（2020）豫7101行初1号", "2020-02-01", **CAME, **ending("全部撤销", "2020-05-01"))
SECOND = case(
    "b",
    "（2020）豫71行终1号",
    "2020-06-01",
    instance="二审",
    previous="a",
    **ending("驳回上诉维持原判决", "2020-09-01", "2020-09-01"),
)
OPEN = case("c", "（2020）豫7101行初2号", "2020-03-01", answered_on="2020-03-09", **ALONE)
WON = case("d", "（2020）豫7101行初3号", "2020-03-02", **ending("驳回诉讼请求", "2020-07-01", "2020-07-20"))
ALL = (OLD, FIRST, SECOND, OPEN, WON)


@pytest.mark.parametrize("name", sorted(case_records([], 2020, END)))
@pytest.mark.parametrize("entries", [(), (FIRST,), (FIRST, SECOND), (OPEN, WON), ALL])
@pytest.mark.parametrize("year", [2019, 2020])
def test_as_many_records_as_are_counted(name: str, entries: tuple[Entry, ...], year: int) -> None:
    day = dt.date(year, 12, 31)
    assert len(case_records(entries, year, day)[name]) == case_figures(entries, year, day)[name]


@pytest.mark.parametrize(
    ("name", "uids"),
    [
        ("cases.new", ("a", "c", "d")),
        ("cases.pending", ("c",)),
        ("lost.lost", ("b",)),
        ("lost.decided", ("b", "d")),
        ("attendance.heard", ("a", "c")),
        ("attendance.with_leader", ("a",)),
        ("answers.in_time", ("c",)),
    ],
)
def test_the_records_behind_a_figure(name: str, uids: tuple[str, ...]) -> None:
    assert case_records(ALL, 2020, END)[name] == uids
