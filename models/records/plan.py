"""The year's plan (工作要点): what every unit has to do.

Read from official text by `models.plan_text`, corrected by the centre, carried by the plan package.
"""

from __future__ import annotations

import datetime as dt
import secrets
from functools import cached_property

import msgspec

from models.rules.topics import suggested_topics

FRESH = 10**12
"""Uids from here on are no numbers of a first import."""
UNNAMED = "未点名"
"""Shown where the official wording names no responsible unit."""


UNASSIGNED = "未对应"
"""Stands alone in `Item.units` where no unit of the roster could be found; no unit has such a code."""
LEAD, RESPONSIBLE, ASSISTS = "牵头", "责任", "配合"
RANGES = {1: "每月", 2: "每两个月", 3: "每季度", 6: "每半年", 12: "全年"}
"""Ranges in which a quota may want its number, by their months."""


Value = str | int | bool


class Counting(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a quota is counted from: records of a ledger whose fields have the values of `where` (see `counting`).

    Their number, or what the field `summed` of theirs adds up to; of the quota's own item alone with `of_item`.
    """

    ledger: str
    where: tuple[tuple[str, Value], ...] = ()
    summed: str = ""
    of_item: bool = False


class Quota(msgspec.Struct, frozen=True, omit_defaults=True):
    """A number in the wording: `who` must do `what` at least `at_least` times in the year.

    `unit` is what is counted (次, 场, 人, 卷, 学时, %, 万元 …). `every` are the months of a range, each of which wants
    its share of the year's number. With `together` all that `who` means do it between them (合计), else each of them.
    `counted` is what the centre has it counted from, None that a person has to judge; UNSET leaves it to the wording
    (`models.records.quotas`).
    """

    who: str
    what: str
    at_least: int
    unit: str = "次"
    every: int = 12
    together: bool = False
    counted: Counting | msgspec.UnsetType | None = msgspec.UNSET

    @property
    def months(self) -> int:
        """The months of a range, the whole year where a package says what divides no year."""
        return self.every if self.every in RANGES else 12

    @property
    def each(self) -> int:
        """How many are wanted in each range."""
        return -(-self.at_least * self.months // 12)

    @property
    def wanted(self) -> str:
        """What is wanted in words: 每季度不少于1次."""
        span = RANGES[self.months] if self.months < 12 else ""  # noqa: PLR2004 - a year
        return f"{span}不少于{self.each}{self.unit}"


class Item(msgspec.Struct, frozen=True, omit_defaults=True):
    """One item (事项): `number` is printed and runs through the whole plan, `text` is the wording after the title.

    `responsible` are the names as printed, `leads` (牵头) and `assists` (配合) those of them that the text says so of.
    `units` are the codes of those who owe it: () for every unit, `UNASSIGNED` alone for nobody yet.
    `uid` is what it is: records and indicators name it by that, whatever number it is printed under later
    (docs/decisions/0009-item-identity.md). It is the number of the first import unless something else is given, so
    that what 0.1.0 kept holds uids already. `origin` are uids of items that were split or merged into this one.
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
    leads: tuple[str, ...] = ()
    assists: tuple[str, ...] = ()
    uid: int = 0
    origin: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        """Let an item that has no uid yet be known by its number."""
        if not self.uid:
            msgspec.structs.force_setattr(self, "uid", self.number)

    def is_for(self, unit: str) -> bool:
        """Whether the unit of this code owes it."""
        return not self.units or unit in self.units

    def role_of(self, name: str) -> str:
        """What a responsible name is to do: LEAD, ASSISTS or RESPONSIBLE."""
        return LEAD if name in self.leads else ASSISTS if name in self.assists else RESPONSIBLE

    @property
    def subjects(self) -> tuple[str, ...]:
        """The topics that hold: the centre's, or what the wording speaks of."""
        return suggested_topics(self.title, self.text) if self.topics is None else self.topics


class Chapter(msgspec.Struct, frozen=True):
    """A chapter (章) with its items; `uid` as in `Item`."""

    number: int
    title: str
    items: tuple[Item, ...]
    uid: int = 0

    def __post_init__(self) -> None:
        """Let a chapter that has no uid yet be known by its number."""
        if not self.uid:
            msgspec.structs.force_setattr(self, "uid", self.number)


class Plan(msgspec.Struct, frozen=True, dict=True):
    """The plan of one year. `title` and `year` are None where the text does not say.

    `dropped` are items that an earlier number of the year had, as they were last: what was recorded of them stays.
    """

    title: str | None
    year: int | None
    preamble: str
    closing: str
    chapters: tuple[Chapter, ...]
    dropped: tuple[Item, ...] = ()

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The items of all chapters, in the order of the official text."""
        return tuple(item for chapter in self.chapters for item in chapter.items)

    @cached_property
    def by_uid(self) -> dict[int, Item]:
        """The items by uid."""
        return {item.uid: item for item in self.items}

    @cached_property
    def dropped_by_uid(self) -> dict[int, Item]:
        """The items that are no longer in the plan by uid."""
        return {item.uid: item for item in self.dropped}

    @property
    def is_renumbered(self) -> bool:
        """Whether a program that knows items by their numbers alone would take one item for another."""
        return bool(self.dropped) or any(item.uid != item.number for item in self.items)

    def name(self, uid: int) -> str:
        """What an item is called today: 第7项; of one that was dropped, that it was; by its uid where it is unknown."""
        if item := self.by_uid.get(uid):
            return f"第{item.number}项"
        gone = self.dropped_by_uid.get(uid)
        if gone:
            return f"原第{gone.number}项（{self.fate(uid)}）"
        return f"第{uid}项" if uid < FRESH else "已不在工作要点里的一项"

    def fate(self, uid: int) -> str:
        """What became of an item that is no longer there: 已删去, or 已并入第7项."""
        into = next((item.number for item in self.items if uid in item.origin), 0)
        return f"已并入第{into}项" if into else "已删去"

    def item(self, number: int) -> Item | None:
        """The item printed under this number."""
        return next((one for one in self.items if one.number == number), None)


def new_item_uid() -> int:
    """A uid for an item that comes after the first import: greater than any number of an item, and met by no other."""
    return FRESH + secrets.randbelow(9 * FRESH)
