import datetime as dt
import subprocess
import sys

import pytest

from models.rules.holidays import DEFAULT_CALENDAR, Calendar

UNPUBLISHED = 2090


@pytest.mark.parametrize(
    ("date", "worked"),
    [
        (dt.date(2020, 1, 19), True),  # a Sunday worked before 春节
        (dt.date(2020, 1, 24), False),
        (dt.date(2020, 1, 31), False),  # the holiday prolonged in 2020
        (dt.date(2020, 10, 8), False),
        (dt.date(2020, 10, 9), True),
        (dt.date(2020, 10, 10), True),  # a Saturday worked after 国庆
        (dt.date(2020, 10, 11), False),
        (dt.date(2024, 2, 10), False),
        (dt.date(2024, 2, 18), True),
        (dt.date(2024, 10, 7), False),
        (dt.date(2024, 10, 12), True),
        (dt.date(2025, 1, 28), False),
        (dt.date(2025, 2, 4), False),
        (dt.date(2025, 10, 8), False),
        (dt.date(2025, 10, 11), True),
        (dt.date(2018, 12, 31), False),  # by the arrangement of 2019
    ],
)
def test_published_days(date: dt.date, worked: bool) -> None:
    assert DEFAULT_CALENDAR.is_workday(date) is worked
    assert DEFAULT_CALENDAR.is_rest_day(date) is not worked
    assert DEFAULT_CALENDAR.certain(date)


@pytest.mark.parametrize(("year", "published"), [(2003, False), (2004, True), (2020, True), (UNPUBLISHED, False)])
def test_published_years(year: int, published: bool) -> None:
    assert DEFAULT_CALENDAR.published(year) is published


@pytest.mark.parametrize(
    "date",
    [dt.date(UNPUBLISHED, 10, day) for day in range(1, 9)],
)
def test_unpublished_year_goes_by_weekends_and_the_law_and_says_so(date: dt.date) -> None:
    assert DEFAULT_CALENDAR.is_workday(date) is (date.weekday() < 5 and date.day > 3)
    assert not DEFAULT_CALENDAR.certain(date)


def test_the_last_week_waits_for_the_next_years_arrangement() -> None:
    last = max(year for year in range(2004, UNPUBLISHED) if DEFAULT_CALENDAR.published(year))
    assert DEFAULT_CALENDAR.certain(dt.date(last, 12, 24))
    assert not DEFAULT_CALENDAR.certain(dt.date(last, 12, 31))
    assert DEFAULT_CALENDAR.certain(dt.date(last - 1, 12, 31))


def test_own_table_wins_over_the_built_in_years() -> None:
    calendar = Calendar({dt.date(2020, 10, 9): False})
    assert calendar.is_rest_day(dt.date(2020, 10, 9))
    assert calendar.first_workday(dt.date(2020, 10, 1)) == dt.date(2020, 10, 10)


@pytest.mark.parametrize(
    ("days", "published"),
    [([(1, 1)], False), ([(10, 1)], False), ([(1, 1), (10, 1)], True)],
)
def test_own_table_publishes_a_year_only_when_whole(days: list[tuple[int, int]], published: bool) -> None:
    calendar = Calendar({dt.date(UNPUBLISHED, month, day): False for month, day in days})
    assert calendar.published(UNPUBLISHED) is published
    assert calendar.certain(dt.date(UNPUBLISHED, 6, 1)) is published
    assert calendar.certain(dt.date(UNPUBLISHED, *days[0]))


@pytest.mark.parametrize(
    ("date", "first"),
    [
        (dt.date(2020, 10, 1), dt.date(2020, 10, 9)),
        (dt.date(2024, 10, 1), dt.date(2024, 10, 8)),
        (dt.date(2025, 10, 5), dt.date(2025, 10, 9)),
        (dt.date(2025, 1, 30), dt.date(2025, 2, 5)),
        (dt.date(2020, 9, 27), dt.date(2020, 9, 27)),  # a Sunday, but worked
        (dt.date(2020, 3, 2), dt.date(2020, 3, 2)),
    ],
)
def test_first_workday(date: dt.date, first: dt.date) -> None:
    assert DEFAULT_CALENDAR.first_workday(date) == first


def test_the_library_is_loaded_only_when_asked() -> None:
    code = "import sys, models.rules.holidays; sys.exit('chinese_calendar' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
