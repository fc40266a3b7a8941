"""The yearly notices as they read, against the calendar that is built in."""

import datetime as dt
from pathlib import Path

import pytest

from models.rules.holiday_notice import notice_differences, read_notice
from models.rules.holidays import DEFAULT_CALENDAR, Calendar

NOTICES = sorted((Path(__file__).parent / "notices").glob("*.txt"))
EXTENDED = {dt.date(2020, 1, 31), dt.date(2020, 2, 1)}
"""The spring festival of 2020 was made longer after the notice."""


def days_of(year: int) -> list[dt.date]:
    first = dt.date(year, 1, 1)
    return [first + dt.timedelta(step) for step in range(365)]


@pytest.mark.parametrize("path", NOTICES, ids=lambda path: path.stem)
def test_a_notice_says_what_is_built_in(path: Path) -> None:
    notice, year = read_notice(path.read_text(encoding="utf-8")), int(path.stem)
    assert (notice.year, notice.is_whole) == (year, True)
    assert set(notice_differences(notice, DEFAULT_CALENDAR)) <= EXTENDED
    assert notice.odd == ()
    plain = Calendar(notice.days)
    moved = [day for day in days_of(year) if DEFAULT_CALENDAR.is_workday(day) != (day.weekday() < 5)]
    assert {day for day in moved if day not in plain.extra} <= EXTENDED


@pytest.mark.parametrize(
    ("text", "off", "worked"),
    [
        ("2027年放假：1月1日至3日放假。", ["01-01", "01-02", "01-03"], []),
        ("关于2027年部分节假日安排的通知\n1月4日（星期日）、6日上班", [], ["01-04", "01-06"]),
        ("2027年：2月30日放假。5月1日放假。", ["05-01"], []),
        ("2027年：5月5日至1日放假。", ["05-01", "05-05"], []),
        ("没有年份：5月1日放假。", [], []),
        ("", [], []),
    ],
)
def test_days_off_and_days_worked(text: str, off: list[str], worked: list[str]) -> None:
    notice = read_notice(text)
    assert [f"{day:%m-%d}" for day in notice.off] == off
    assert [f"{day:%m-%d}" for day in notice.worked] == worked
    assert not notice.is_whole


def test_a_new_year_begins_in_the_old_one() -> None:
    notice = read_notice("关于2029年部分节假日安排的通知 一、元旦：12月30日至1月1日放假。")
    assert dt.date(2029, 12, 30) in notice.days
    assert dt.date(2030, 1, 1) in notice.days
    named = read_notice("关于2029年部分节假日安排的通知 一、元旦：2028年12月30日至2029年1月1日放假。")
    assert named.off == [dt.date(2028, 12, 30), dt.date(2028, 12, 31), dt.date(2029, 1, 1)]
