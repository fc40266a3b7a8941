"""The story's material as data: year and plan, days, roster, and the words that offices write."""

from __future__ import annotations

import datetime as dt
from functools import cache

import msgspec

from models.records.place import PlaceProfile
from models.records.place_file import read_place
from models.resources import resource

FILE = "zhengdong-2020.toml"
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
    """Names of townships, of bureaus with their field of enforcement, and what sets apart those that come twice."""

    townships: tuple[str, ...]
    bureaus: tuple[Pair, ...]
    quarters: tuple[str, ...]


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
    deeds: tuple[tuple[int, str, str], ...]


class Files(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """File names for the example's evidence, by kind of file."""

    texts: tuple[str, ...]
    papers: tuple[str, ...]
    photos: tuple[str, ...]


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One made-up year; `work` is measure and outcome by item, `not_…` why an item does not concern a category."""

    year: int
    plan: str
    scheme: str
    place: str
    own_code: str
    categories: tuple[str, str, str]
    area_code: str
    website: str
    centre: str
    courts: dict[str, Pair]
    days: Days
    roster: ExampleRoster
    work: dict[int, Pair]
    not_township: dict[int, str]
    not_bureau: dict[int, str]
    vague: Vague
    training: ExampleTraining
    matters: Matters
    files: Files


@cache
def example_place() -> PlaceProfile:
    """The place of the example."""
    return read_place(resource("profiles", example().place).read_bytes())


@cache
def example() -> Example:
    """The example that comes with the program."""
    return msgspec.toml.decode(resource("examples", FILE).read_bytes(), type=Example)
