"""An office at one of its ledgers: what makers of records ask of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from ui.demo.evidence import Link
from ui.demo.example import Example
from ui.demo.luck import Luck, day_in_year, later
from ui.demo.people import anyone
from ui.demo.roster import DemoOffice, Way

Fields = dict[str, Any]


@dataclass(frozen=True)
class DemoDesk:
    """An office at one of its ledgers: its luck there, and the files it may refer to, photos last."""

    office: DemoOffice
    luck: Luck
    files: list[Link]

    @property
    def story(self) -> Example:
        """The example year that is told."""
        return self.office.story

    @property
    def is_slack(self) -> bool:
        """Whether the made-up office is one that does things late."""
        return self.office.way is Way.SLACK

    def between(self, first: str, last: str) -> dt.date:
        """A working day of the example's year between two, as "03-02"."""
        return day_in_year(self.luck, self.story.year, first, last)

    def later(self, day: dt.date, least: int, most: int) -> dt.date:
        """A working day so many days after another."""
        return later(day, self.luck, least, most)

    def anyone(self) -> str:
        """A made-up personal name, drawn from the desk's seeded random source."""
        return anyone(self.luck)

    def evidence(self) -> list[Link]:
        """A list with one link, drawn at random from the desk's files."""
        return [self.luck.choice(self.files)]
