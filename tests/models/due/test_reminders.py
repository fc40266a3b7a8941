"""The calendar: what comes next, for whom, what the office changed for itself, and what is done."""

import datetime as dt

import msgspec
import pytest

from models.due.reminders import (
    Origin,
    OwnCalendar,
    next_day,
    reminder_dues,
    reminders,
    reminders_of_year,
    with_done,
    with_own_day,
    without_own_day,
)
from models.records.place import CENTRES, NATIONAL, UNITS, CalendarDay
from models.records.place_file import read_place
from models.records.shipped_places import shipped_files

NONE = OwnCalendar()
FILED = CalendarDay(what="报备", on="12-20", law="某县办法", article="第三条")
ASKED = CalendarDay(what="统计", on="01-10", doubtful=True)
CENTRE = CalendarDay(what="汇总", on="12-25", who=CENTRES)
PLACE = msgspec.structs.replace(NATIONAL, calendar=(FILED, ASKED, CENTRE))


def dues(today: str, own: OwnCalendar = NONE, *, centre: bool = False) -> list[tuple[str, int]]:
    found = reminder_dues(PLACE, own, dt.date.fromisoformat(today), centre=centre)
    return [(one.title.partition("（")[0], one.left) for one in found]


@pytest.mark.parametrize(
    ("on", "today", "next_one"),
    [
        ("12-20", "2020-11-01", "2020-12-20"),
        ("12-20", "2020-12-20", "2020-12-20"),
        ("01-10", "2020-12-20", "2021-01-10"),
        ("02-29", "2021-01-01", "2021-03-01"),
    ],
)
def test_a_day_of_every_year_comes_again(on: str, today: str, next_one: str) -> None:
    assert next_day(on, dt.date.fromisoformat(today)) == dt.date.fromisoformat(next_one)


@pytest.mark.parametrize(
    ("today", "shown"),
    [
        ("2020-06-01", []),
        ("2020-11-01", [("报备", 49), ("统计", 70)]),
        ("2020-12-21", [("报备", -1), ("统计", 20)]),
        ("2021-01-19", [("报备", -30), ("统计", -9)]),
        ("2021-01-20", [("统计", -10)]),
    ],
)
def test_it_is_late_for_a_while_and_not_for_ever(today: str, shown: list[tuple[str, int]]) -> None:
    assert dues(today) == shown


def test_each_role_has_its_own() -> None:
    assert [what for what, _ in dues("2020-12-01", centre=True)] == ["报备", "汇总", "统计"]


def test_where_it_is_said_and_what_is_not_sure() -> None:
    first, second = (one.title for one in reminder_dues(PLACE, NONE, dt.date(2020, 12, 1), centre=False))
    assert first == "报备（《某县办法》第三条）"
    assert second == "统计（†没有查到条文，请按当地要求核对）"


def test_done_counts_for_the_year_alone() -> None:
    today = dt.date(2020, 12, 1)
    filed = reminders(PLACE, NONE, today, centre=False)[0]
    own = with_done(NONE, filed, "2020-12-01 张三")
    assert dues("2020-12-01", own) == [("统计", 40)]
    assert reminders(PLACE, own, today, centre=False)[0].done == "2020-12-01 张三"
    assert ("报备", 19) in dues("2021-12-01", own)
    assert dues("2020-12-01", with_done(own, filed, "")) == dues("2020-12-01")


def test_the_office_changes_adds_and_switches_off() -> None:
    moved = with_own_day(NONE, msgspec.structs.replace(FILED, on="12-10"), "报备")
    assert dues("2020-12-01", moved) == [("报备", 9), ("统计", 40)]
    added = with_own_day(moved, CalendarDay(what="年会", on="12-05"), "")
    renamed = with_own_day(added, CalendarDay(what="总结会", on="12-06"), "年会")
    assert dues("2020-12-01", renamed)[0] == ("总结会", 5)
    off = with_own_day(renamed, msgspec.structs.replace(FILED, off=True), "报备")
    assert "报备" not in dict(dues("2020-12-01", off))
    shown = {
        one.day.what: (one.origin, one.day.off) for one in reminders(PLACE, off, dt.date(2020, 12, 1), centre=False)
    }
    assert shown == {
        "报备": (Origin.CHANGED, True),
        "统计": (Origin.ISSUED, False),
        "总结会": (Origin.OWN, False),
    }
    assert [one.day.what for one in reminders_of_year(PLACE, off, 2020, centre=False)] == ["统计", "总结会"]
    assert dues("2020-12-01", without_own_day(off, "报备"))[1] == ("报备", 19)


def test_a_year_has_each_day_once() -> None:
    found = [(one.on, one.day.what) for one in reminders_of_year(PLACE, NONE, 2021, centre=True)]
    assert found == [(dt.date(2021, 1, 10), "统计"), (dt.date(2021, 12, 20), "报备"), (dt.date(2021, 12, 25), "汇总")]


def test_every_shipped_place_has_the_national_days_with_their_source() -> None:
    for path in shipped_files():
        assert read_place(path.read_bytes()).calendar[: len(NATIONAL.calendar)] == NATIONAL.calendar
    assert all(bool(one.citation) is not one.doubtful for one in NATIONAL.calendar)
    assert {one.who for one in NATIONAL.calendar} == {"", UNITS, CENTRES}
