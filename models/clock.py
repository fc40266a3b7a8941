"""The clock: the only place that reads the computer's time and time zone.

Whoever judges, keeps or shows a day or a time is given a clock: a workspace carries its own, what belongs to none takes
`SYSTEM` unless it is given another. Only how long something took is measured without one (`time.perf_counter`).
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass

CLOSING = dt.time(17)
"""From when on a clock goes that stays on a day."""
SLACK = dt.timedelta(hours=1)
"""How far a moment may be ahead of a clock that was put right a little."""
STAMP = "%Y-%m-%dT%H:%M:%SZ"
"""How a moment is kept in journal and packages: UTC, seconds, ISO 8601."""


def _computer() -> dt.datetime:
    return dt.datetime.now().astimezone()


@dataclass(frozen=True)
class Clock:
    """Tells the time.

    Attributes:
        as_of: The day it stays on while its time goes on; None where the days go on too.
        read: Gives the moment, aware and in the computer's time zone.
    """

    as_of: dt.date | None = None
    read: Callable[[], dt.datetime] = _computer

    def now(self) -> dt.datetime:
        """The moment, aware and in the computer's time zone."""
        return self.read()

    def today(self) -> dt.date:
        """The day on the office's wall."""
        return self.as_of or self.read().date()

    def stamp(self) -> str:
        """The moment as it is kept, see `STAMP`."""
        return self.now().astimezone(dt.UTC).strftime(STAMP)


SYSTEM = Clock()
"""The computer's own clock."""


def moment(day: dt.date, time: dt.time) -> dt.datetime:
    """This time of this day in the computer's time zone."""
    return dt.datetime.combine(day, time).astimezone()


def staying_on(day: dt.date, last: str = "") -> Clock:
    """A clock for which it is this day for ever; its time goes on from five in the afternoon.

    It starts behind `last`, the last moment that was kept by it ("" for none): what is ordered by time stays in order.
    """
    start, since = moment(day, CLOSING), time.monotonic()
    if last:
        start = max(start, dt.datetime.fromisoformat(last).astimezone() + dt.timedelta(seconds=1))
    return Clock(day, lambda: start + dt.timedelta(seconds=time.monotonic() - since))


def is_ahead(when: dt.datetime, now: dt.datetime) -> bool:
    """Whether a moment that is past lies in the future by a clock, so that one of the two is wrong."""
    return when - now > SLACK


def local_day(stamp: str) -> str:
    """The day on which a kept moment was here, as 2020-12-21; "" for none."""
    return local_minute(stamp)[:10]


def local_minute(stamp: str) -> str:
    """Day and minute at which a kept moment was here, as 2020-12-21 00:30; "" for none."""
    return f"{dt.datetime.fromisoformat(stamp).astimezone():%Y-%m-%d %H:%M}" if stamp else ""


def minute_words(when: dt.datetime) -> str:
    """Day and minute without the year: 12月21日 00:30.

    Not by one pattern: on Windows `strftime` refuses letters that the system's own code page lacks.
    """
    return f"{when.month}月{when.day}日 {when:%H:%M}"


def read_local(text: str, form: str) -> dt.datetime:
    """A moment that was written here without its zone, say into a file's name.

    Raises:
        ValueError: `text` is not of this form.
    """
    return dt.datetime.strptime(text, form).astimezone()


def milliseconds() -> int:
    """Milliseconds since 1970 by the computer: for what has only to be sorted, never to be shown."""
    return time.time_ns() // 1_000_000
