"""How urgent what is due looks."""

import datetime as dt

import msgspec
import pytest

from models.check.unit import owed
from models.due.due_dates import Due, due_dates, next_day
from models.records.context import BasicContext
from models.records.place import NATIONAL, CalendarDay
from models.records.tone import Tone
from tests.models.offices import ISSUE


@pytest.mark.parametrize(
    ("left", "words", "tone"),
    [
        (-1, "超过1天", Tone.BAD),
        (0, "就是今天", Tone.WARN),
        (30, "还有30天", Tone.WARN),
        (31, "还有31天", Tone.CALM),
    ],
)
def test_urgency(left: int, words: str, tone: Tone) -> None:
    due = Due(dt.date(2020, 6, 1), left, "报送", "上半年", "submit")
    assert (due.words, due.tone) == (words, tone)


@pytest.mark.parametrize(
    ("on", "today", "next_one"),
    [
        ("12-20", dt.date(2020, 11, 1), dt.date(2020, 12, 20)),
        ("12-20", dt.date(2020, 12, 20), dt.date(2020, 12, 20)),
        ("01-10", dt.date(2020, 12, 20), dt.date(2021, 1, 10)),
        ("02-29", dt.date(2021, 1, 1), dt.date(2021, 3, 1)),
    ],
)
def test_a_day_of_every_year_comes_again(on: str, today: dt.date, next_one: dt.date) -> None:
    assert next_day(on, today) == next_one


@pytest.mark.parametrize(("today", "shown"), [(dt.date(2020, 11, 1), True), (dt.date(2020, 6, 1), False)])
def test_the_place_s_calendar_is_due_and_never_late(today: dt.date, shown: bool) -> None:
    days = (CalendarDay(what="报送年度报告", on="12-20", law="某县办法", article="第三条"),)
    issue = msgspec.structs.replace(ISSUE, place=msgspec.structs.replace(NATIONAL, calendar=days), periods=())
    found = due_dates(BasicContext({}, today), issue, owed(issue, "A01"), ())
    assert [one.title for one in found if one.what == "地方日历"] == ["报送年度报告《某县办法》第三条"] * shown
