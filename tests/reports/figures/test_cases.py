import datetime as dt
from typing import Any

import pytest

from models.assess.assess import year_of
from models.assess.inputs import Basis, UnitInput
from models.assess.measures import MEASURES
from models.records.entry import Entry
from models.records.office import Unit
from reports.figures.case_year import case_figures
from reports.figures.cases import cases_as_on, cases_of, in_course, is_open, once_each, steps_of, whole_cases
from tests.models.assess.samples import PLAN, scheme
from tests.reports.figures.samples import case, ending

END = dt.date(2020, 12, 31)
FIRST = case("a", "（2020）豫7101行初1号", "2020-02-01", **ending("全部撤销", "2020-05-01"))
SECOND = case(
    "b",
    "（2020）豫71行终1号",
    "2020-06-01",
    instance="二审",
    previous="a",
    **ending("驳回上诉维持原判决", "2020-09-01", "2020-09-01"),
)
BACK = case(
    "b",
    "（2020）豫71行终1号",
    "2020-06-01",
    instance="二审",
    previous="a",
    **ending("撤销原判发回重审", "2020-09-01", "2020-09-01"),
)


def figure(name: str, *entries: Entry, year: int = 2020) -> object:
    return case_figures(entries, year, dt.date(year, 12, 31))[name]


@pytest.mark.parametrize(
    ("name", "expected"),
    [("cases.new", 1), ("instances.new", 2), ("cases.closed", 1), ("lost.lost", 1), ("lost.decided", 1)],
)
def test_instances_of_one_case_count_once(name: str, expected: int) -> None:
    assert figure(name, FIRST, SECOND) == expected


JUDGED = {"outcome": "全部撤销", "judged_on": "2019-11-20"}
WAITING = case("a", "（2019）豫7101行初1号", "2019-09-01", **JUDGED, received_on="2019-12-02")
APPEAL = case("b", "（2020）豫71行终1号", "2020-01-10", instance="二审", previous="a")
OWN_DAY = case(
    "a", "（2019）豫7101行初1号", "2019-09-01", **JUDGED, received_on="2019-12-02", effective_on="2020-01-09"
)
UPHELD = {"outcome": "驳回上诉维持原判决", "judged_on": "2020-03-01", "received_on": "2020-03-05"}


@pytest.mark.parametrize(
    ("entries", "lost", "of_it"),
    [
        ([WAITING], (1, 0), ("lost.presumed", 2019, 1)),
        ([WAITING, APPEAL], (0, 0), ("lost.presumed", 2019, 0)),
        (
            [WAITING, case("b", "（2020）豫71行终1号", "2020-01-10", instance="二审", previous="a", **UPHELD)],
            (0, 1),
            ("lost.presumed", 2020, 0),
        ),
        ([OWN_DAY], (0, 1), ("lost.not_yet", 2019, 1)),
        (
            [case("a", "（2020）豫7101行初1号", "2020-02-01", **{**JUDGED, "judged_on": "2020-05-01"})],
            (0, 0),
            ("lost.in_doubt", 2020, 1),
        ),
    ],
)
def test_a_case_is_lost_in_the_year_its_document_takes_effect(
    entries: list[Entry], lost: tuple[int, int], of_it: tuple[str, int, int]
) -> None:
    assert (figure("lost.lost", *entries, year=2019), figure("lost.lost", *entries)) == lost
    name, year, expected = of_it
    assert figure(name, *entries, year=year) == expected


def test_a_case_sent_back_goes_on() -> None:
    assert figure("cases.pending", FIRST, BACK) == 1
    assert figure("lost.decided", FIRST, BACK) == 0


def test_one_number_of_two_units_is_one_case() -> None:
    mine = case("a", "（2020）豫7101行初1号", "2020-02-01", hearings=[{"on": "2020-03-01"}])
    theirs = case(
        "z",
        "(2020)豫7101行初1号",
        "2020-02-03",
        "X02",
        hearings=[{"on": "2020-03-01", "leader": "李", "leader_role": "正职"}],
        **ending("变更", "2020-05-01", "2020-05-20"),
    )
    merged = once_each([mine, theirs])
    assert [entry.uid for entry in merged] == ["a"]
    assert figure("attendance.sessions", *merged) == figure("attendance.with_head", *merged) == 1
    assert figure("lost.lost", *merged) == 1


def test_what_a_third_party_reports_too_is_lost_by_who_is_sued() -> None:
    ended = ending("变更", "2020-05-01", "2020-05-20")
    theirs = case("a", "（2020）豫7101行初1号", "2020-02-01", "X02", role="第三人", **ended)
    assert figure("lost.decided", theirs) == 0
    mine = case("z", "（2020）豫7101行初1号", "2020-02-01", role="被告", **ended)
    assert figure("lost.lost", *once_each([theirs, mine])) == 1


def test_references_follow_a_merged_report() -> None:
    theirs = case("z", "（2020）豫7101行初1号", "2020-02-03", "X02")
    appeal = case("y", "（2020）豫71行终1号", "2020-06-01", "X02", instance="二审", previous="z")
    assert whole_cases(cases_of(once_each([FIRST, theirs, appeal]), END)) == {"a": ("a", "y")}


def test_cases_without_a_number_stay_apart() -> None:
    assert len(once_each([case("a", "", "2020-01-01"), case("b", "", "2020-01-02")])) == 2


def test_what_came_later_was_not_known() -> None:
    known = cases_as_on([FIRST, SECOND], dt.date(2020, 4, 30))
    assert [entry.uid for entry in known] == ["a"]
    assert "outcome" not in known[0].fields


@pytest.mark.parametrize("number", ["（2020）豫0191行审7号", "（2020）豫01行辖1号"])
def test_what_is_no_suit_is_left_out(number: str) -> None:
    assert cases_as_on([case("a", number, "2020-01-01")], END) == []


def test_a_record_without_any_date_is_left_out() -> None:
    assert cases_as_on([case("a", "", None)], END) == []


def test_lost_last_year_is_not_lost_again() -> None:
    lost = case("a", "（2019）豫7101行初1号", "2019-02-01", **ending("全部撤销", "2019-05-01", "2019-06-01"))
    review = case(
        "b",
        "（2020）豫行申1号",
        "2020-03-01",
        instance="再审审查",
        previous="a",
        **ending("驳回再审申请", "2020-05-01", "2020-05-01"),
    )
    assert figure("lost.lost", lost, review, year=2019) == 1
    assert figure("lost.lost", lost, review) == 0
    assert figure("cases.again", lost, review) == 1


def test_a_retrial_that_turns_the_case_counts_in_its_year() -> None:
    won = case("a", "（2019）豫7101行初1号", "2019-02-01", **ending("驳回诉讼请求", "2019-05-01", "2019-06-01"))
    retrial = case(
        "b",
        "（2020）豫行再1号",
        "2020-03-01",
        instance="再审",
        previous="a",
        **ending("确认违法", "2020-05-01", "2020-05-01"),
    )
    assert (figure("lost.lost", won, retrial), figure("lost.lost", won, retrial, year=2019)) == (1, 0)


def test_two_branches_of_one_first_instance_are_one_case() -> None:
    other = case("c", "（2020）豫71行终2号", "2020-06-02", instance="二审", previous="a")
    assert whole_cases(cases_of([FIRST, SECOND, other], END)) == {"a": ("a", "b", "c")}


@pytest.mark.parametrize("year", [2018, 2019, 2020, 2021, 2022])
def test_balance_holds_in_every_year(year: int) -> None:
    old = case("o", "（2018）豫7101行初1号", "2018-06-01", **ending("驳回起诉", "2019-01-10", "2019-02-01"))
    again = case("p", "（2021）豫行申3号", "2021-09-10", instance="再审审查", previous="o")
    found = case_figures([FIRST, BACK, old, again], year, dt.date(year, 12, 31))
    for kind, more in (("cases", "cases.again"), ("instances", None)):
        came = [found[f"{kind}.carried"], found[f"{kind}.new"], found[more] if more else 0]
        assert sum(came) == found[f"{kind}.closed"] + found[f"{kind}.pending"]  # type: ignore[arg-type,operator]  # numbers


def test_the_ledger_of_a_year_groups_instances() -> None:
    closed = case("o", "（2018）豫7101行初1号", "2018-06-01", **ending("驳回起诉", "2018-11-01"))
    rows = list(in_course([SECOND, FIRST, closed], 2020, END))
    assert rows == [(1, 1, 2, FIRST.uid), (1, 2, 2, SECOND.uid)]


def test_a_circle_of_references_does_not_hang() -> None:
    circle = [
        case("a", "（2020）豫7101行初1号", "2020-01-01", previous="b"),
        case("b", "（2020）豫71行终1号", "2020-02-01", previous="a"),
    ]
    assert all(is_open(steps) for steps in steps_of(cases_of(circle, END)).values())


AHEAD = "2021-02-01"


@pytest.mark.parametrize(
    ("more", "counts"),
    [
        ({}, (0, 0, 0)),
        ({"hearings": [{"on": "2020-09-01"}]}, (1, 1, 0)),
        (ending("全部撤销", "2020-10-01", "2020-10-01"), (1, 0, 1)),
    ],
)
def test_a_day_of_service_ahead_is_read_alike_by_form_and_points(
    more: dict[str, Any], counts: tuple[int, int, int]
) -> None:
    served = case("a", "（2020）豫7101行初1号", AHEAD, **more)
    form = case_figures([served], 2020, END)
    known = UnitInput(Unit("A01", "某办事处", "town"), {"case": [served]})
    year = year_of(Basis(scheme(), PLAN, END), known)
    points = [len(year.counted(MEASURES[name])) for name in ("heard_cases", "lost_cases")]
    assert (form["cases.new"], form["attendance.heard"], form["lost.lost"]) == counts
    assert points == [*counts[1:]]
