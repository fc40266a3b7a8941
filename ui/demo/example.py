"""The story's material as data: year and plan, days, roster, and the words that offices write."""

from __future__ import annotations

import datetime as dt
from functools import cache, cached_property
from typing import Any

import msgspec

from models.assess.shipped import shipped_scheme
from models.records.office import Period
from models.records.place import PlaceProfile
from models.records.place_file import read_place
from models.records.shipped_example import ShippedExample
from models.resources import resource

FIRST = "zhengdong-2020"
"""What is told where nobody names another."""
Pair = tuple[str, str]


class Days(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When the plan goes out, the ledgers are as they are sent, reports are due, and each kind of office submits."""

    issued: dt.date
    kept: dt.date
    due: dt.date
    thorough: dt.date
    usual: dt.date
    slack: dt.date
    answered: dt.date
    assessed: dt.date


class ExampleRoster(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Names of townships, of bureaus with their field of enforcement, and what sets apart those that come twice.

    `units` is how many there are where nobody asks for another number, `letters` begin the codes of townships and
    bureaus, `place` every name; `field` is the townships' own.
    """

    units: int
    letters: str
    place: str
    field: str
    townships: tuple[str, ...]
    bureaus: tuple[Pair, ...]
    quarters: tuple[str, ...]


class Excuses(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What offices say of work that goes on, of a quota that is not met, and of an answer to a court that came late."""

    behind: str
    quota: str
    answer: str


class Vague(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The items of which one office says too little, what it says, and what the centre answers."""

    items: tuple[int, ...]
    measures: str
    returned: str
    remark: str


class ExampleTraining(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Topics and audiences by kind of training, and the kinds held by category of office."""

    topics: dict[str, tuple[str, ...]]
    audiences: dict[str, str]
    held: dict[str, tuple[str, ...]]


class Matters(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What records are about; the file says what stands in which place of a row."""

    decisions: tuple[str, ...]
    documents: tuple[str, ...]
    proofs: tuple[tuple[str, str, str], ...]
    powers: tuple[Pair, ...]
    risks: tuple[tuple[str, str, str], ...]
    disputes: tuple[tuple[str, str, str], ...]
    complaints: tuple[Pair, ...]
    proposals: tuple[str, ...]
    opened: tuple[Pair, ...]
    deeds: tuple[tuple[int, str, str, str], ...]
    reviewed: tuple[Pair, ...]
    inspected: tuple[tuple[str, str, str], ...]
    problems: tuple[tuple[str, str, str], ...]
    reviewed_files: tuple[str, ...]
    committees: tuple[Pair, ...]
    reconsidered: tuple[tuple[str, str, str, str], ...] = ()


class Files(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """File names for the example's evidence, by kind of file."""

    texts: tuple[str, ...]
    papers: tuple[str, ...]
    photos: tuple[str, ...]


class Example(ShippedExample, frozen=True, forbid_unknown_fields=True):
    """One made-up year; `work` is measure and outcome by item, `not_…` why an item does not concern a category.

    `given_by_wording` says whether items are owed by those whom the plan charges, or all by everybody; `reconsiders`
    whether the centre's own unit is an organ of reconsideration.
    """

    own_code: str
    categories: tuple[str, str, str]
    given_by_wording: bool
    reconsiders: bool
    area: str
    issuer: str
    reconsidered_by: str
    area_code: str
    website: str
    centre: str
    courts: dict[str, Pair]
    days: Days
    roster: ExampleRoster
    work: dict[int, Pair]
    not_township: dict[int, str]
    not_bureau: dict[int, str]
    excuses: Excuses
    vague: Vague
    training: ExampleTraining
    matters: Matters
    files: Files

    @cached_property
    def profile(self) -> PlaceProfile:
        """The place where it happens."""
        return read_place(resource(self.place).read_bytes())

    @cached_property
    def assessed_by(self) -> dict[str, Any]:
        """Its scheme."""
        return shipped_scheme(self)

    @property
    def period(self) -> Period:
        """The one period of which offices report."""
        return Period(f"{self.year}年度", f"{self.year}年度", self.days.due)


def example_names() -> list[str]:
    """What the examples are called that come with the program."""
    return sorted(path.stem for path in resource("examples").glob("*.toml"))


@cache
def read_example(name: str = FIRST) -> Example:
    """The example of this name."""
    return msgspec.toml.decode(resource("examples", f"{name}.toml").read_bytes(), type=Example)
