"""When things happen in the story: its workspaces go by a clock that the story turns on."""

from __future__ import annotations

import datetime as dt

from models.clock import Clock, moment

MORNING, STEP = dt.time(9), dt.timedelta(seconds=1)


class StoryTime:
    """The days of the story; whatever is done takes a second, from nine in the morning on."""

    def __init__(self, day: dt.date) -> None:
        self.turn_to(day)
        self.clock = Clock(read=self._read)

    def turn_to(self, day: dt.date) -> None:
        """Go on in the morning of `day`."""
        self._moment = moment(day, MORNING)

    def _read(self) -> dt.datetime:
        self._moment += STEP
        return self._moment
