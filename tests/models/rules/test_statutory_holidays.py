"""《全国年节及纪念日放假办法》(2024), checked against the arrangements that were published."""

from __future__ import annotations

import datetime as dt

import pytest

from models.rules import statutory_holidays
from models.rules.holidays import DEFAULT_CALENDAR
from models.rules.periods import answer_due
from models.rules.statutory_holidays import LUNAR, is_statutory_holiday, qingming

PUBLISHED = {
    2021: ("0212", "0614", "0921"),
    2022: ("0201", "0603", "0910"),
    2023: ("0122", "0622", "0929"),
    2025: ("0129", "0531", "1006"),
    2026: ("0217", "0619", "0925"),
}


@pytest.mark.parametrize("year", range(2008, 2027))
def test_qingming_and_the_fixed_days_were_free(year: int) -> None:
    days = [qingming(year), *(dt.date(year, month, day) for month, day in ((1, 1), (5, 1), (10, 1), (10, 2), (10, 3)))]
    assert [day for day in days if DEFAULT_CALENDAR.is_workday(day)] == []


@pytest.mark.parametrize("year", PUBLISHED)
def test_a_year_worked_out_rests_on_no_day_that_was_worked(year: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(statutory_holidays.LUNAR, year, PUBLISHED[year])
    statutory_holidays._movable.cache_clear()
    first = dt.date(year, 1, 1)
    days = [first + dt.timedelta(days=days) for days in range(365)]
    assert [
        day for day in days if day.month != 5 and is_statutory_holiday(day) and DEFAULT_CALENDAR.is_workday(day)
    ] == []
    statutory_holidays._movable.cache_clear()


@pytest.mark.parametrize("year", LUNAR)
def test_a_year_has_its_thirteen_days(year: int) -> None:
    days = {dt.date(year, 1, 1) + dt.timedelta(days=days) for days in range(365)}
    found = [day for day in days if is_statutory_holiday(day)]
    assert 11 <= len(found) <= 13
    spring = min(day for day in found if (day.month, day.day) > (1, 1))
    assert dt.date(year, 1, 20) <= spring <= dt.date(year, 2, 20)


@pytest.mark.parametrize(
    ("served", "due"),
    [(dt.date(2026, 12, 17), dt.date(2027, 1, 4)), (dt.date(2027, 1, 21), dt.date(2027, 2, 9))],
)
def test_a_holiday_is_never_a_due_day(served: dt.date, due: dt.date) -> None:
    found = answer_due(served)
    assert (found.due, found.certain) == (due, False)
    assert "暂按周末和法定节日计算" in found.explain()
