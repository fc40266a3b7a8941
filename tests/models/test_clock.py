from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator

import pytest

from models.clock import SYSTEM, Clock, local_day, local_minute, staying_on

LATE = "2020-12-20T16:30:00Z"
ZONES = {"Asia/Shanghai": "2020-12-21 00:30", "America/New_York": "2020-12-20 11:30", "UTC": "2020-12-20 16:30"}
DAYS = [dt.date(2020, 12, 25), dt.date(2020, 2, 29), dt.date(2026, 12, 31), dt.date(2027, 3, 1)]


@pytest.mark.parametrize("day", DAYS)
def test_a_clock_stays_on_its_day_while_its_time_goes_on(day: dt.date) -> None:
    clock = staying_on(day)
    first, second = clock.now(), clock.now()
    assert (clock.today(), first.date(), first.hour, first.utcoffset() is None) == (day, day, 17, False)
    assert first < second


@pytest.mark.parametrize(("last", "starts"), [("2020-12-01T00:00:00Z", False), ("2021-01-01T20:00:00Z", True)])
def test_a_clock_that_stays_never_goes_back(last: str, starts: bool) -> None:
    """Neither behind what was kept by it, nor to the next day after many hours."""
    clock = staying_on(dt.date(2020, 12, 25), last)
    assert (clock.stamp() > last, clock.stamp()[:19] == "2021-01-01T20:00:01", clock.today().day) == (True, starts, 25)


def test_a_clock_goes_as_what_it_reads() -> None:
    moments = iter(dt.datetime(2020, 12, 31, 15, 59, second, tzinfo=dt.UTC).astimezone() for second in (58, 59))
    clock = Clock(read=lambda: next(moments))
    assert [clock.stamp(), clock.stamp()] == ["2020-12-31T15:59:58Z", "2020-12-31T15:59:59Z"]


def test_the_computers_clock_knows_its_zone() -> None:
    assert (SYSTEM.as_of, SYSTEM.now().utcoffset() is None, SYSTEM.stamp()[-1]) == (None, False, "Z")


@pytest.fixture(params=ZONES)
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The computer stands in this time zone."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", request.param)
        time.tzset()
        yield request.param
    time.tzset()


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="Windows keeps its time zone elsewhere")
def test_a_kept_moment_is_shown_where_the_computer_stands(zone: str) -> None:
    """The day of a stamp is not its first ten letters: in China it is the next one until eight in the morning."""
    assert (local_minute(LATE), local_day(LATE)) == (ZONES[zone], ZONES[zone][:10])
