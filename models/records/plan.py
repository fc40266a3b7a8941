"""The year's plan (工作要点): what every unit has to do.

Read from official text by `models.plan_text`, corrected by the centre, carried by the plan package.
"""

from __future__ import annotations

import datetime as dt
from functools import cached_property

import msgspec

from models.rules.topics import suggested_topics

UNNAMED = "未点名"
"""Shown where the official wording names no responsible unit."""


class Quota(msgspec.Struct, frozen=True):
    """A number in the wording: `who` must do `what` at least `at_least` times in the year."""

    who: str
    what: str
    at_least: int


class Item(msgspec.Struct, frozen=True, omit_defaults=True):
    """One item (事项): `number` runs through the whole plan, `text` is the wording after the title.

    `topics` are what it is about as the centre says, () for nothing that a ledger could prove; None leaves it to the
    wording.
    """

    number: int
    title: str
    text: str
    responsible: tuple[str, ...]
    quotas: tuple[Quota, ...]
    due: dt.date | None = None
    units: tuple[str, ...] = ()
    topics: tuple[str, ...] | None = None

    @property
    def subjects(self) -> tuple[str, ...]:
        """The topics that hold: the centre's, or what the wording speaks of."""
        return suggested_topics(self.title, self.text) if self.topics is None else self.topics


class Chapter(msgspec.Struct, frozen=True):
    """A chapter (章) with its items."""

    number: int
    title: str
    items: tuple[Item, ...]


class Plan(msgspec.Struct, frozen=True, dict=True):
    """The plan of one year. `title` and `year` are None where the text does not say."""

    title: str | None
    year: int | None
    preamble: str
    closing: str
    chapters: tuple[Chapter, ...]

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The items of all chapters, in the order of the official text."""
        return tuple(item for chapter in self.chapters for item in chapter.items)
