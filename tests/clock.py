"""A clock that tests set: without one, what they find would hang on the day they run."""

from __future__ import annotations

import datetime as dt

from models.clock import Clock, moment


def stopped_at(day: dt.date, time: dt.time = dt.time(12)) -> Clock:
    """A clock that tells this moment of the computer's time zone for ever."""
    stopped = moment(day, time)
    return Clock(read=lambda: stopped)
