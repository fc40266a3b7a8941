"""What a measure is: a named function over one unit's records of a year that says which ones count, and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

from models.records.context import BasicContext
from models.records.ledgers.waiver import Waiver
from models.records.office import Unit
from models.records.plan import Plan
from models.records.record import Record
from models.store.records.unit_columns import Excerpt

Made = TypeVar("Made")
Words = tuple[str, str]
"""A title, and a reason in one sentence."""


class Look(NamedTuple):
    """What a measure looks at of a ledger: the `fields` that decide, and those that only its `words` are made of.

    `among`: nothing else counts than records that have one of these values in one of these fields; see `chosen`.
    """

    fields: tuple[str, ...]
    words: tuple[str, ...] = ()
    among: Mapping[str, frozenset[str]] = {}

    def excerpt(self, *, worded: bool) -> Excerpt:
        """What is to be read, with the words or without."""
        return Excerpt(frozenset((*self.fields, *self.words) if worded else self.fields), self.among)


def chosen(records: Mapping[str, Record], among: Mapping[str, frozenset[str]]) -> dict[str, Record]:
    """By uid the records that have one of these values in one of these fields."""
    return {uid: one for name, values in among.items() for uid, one in records.items() if getattr(one, name) in values}


Key = str | tuple[str, int]
"""The uid of a record, or of a record's part (a hearing of a case) its uid and number."""
Counted = Mapping[Any, Any]
"""By `Key` what a measure counts: nothing but what its words are made of, should somebody ask for them."""


class Found(NamedTuple):
    """One thing that counts, with what people call it and a short Chinese reason; the key is "" where it is missing."""

    ledger: str
    key: Key
    words: Words

    @property
    def uid(self) -> str:
        """The record's uid."""
        return self.key if isinstance(self.key, str) else self.key[0]


def as_is(words: Words) -> Words:
    """For `Measure.says` when title and reason are what was counted: gives them unchanged."""
    return words


@dataclass(frozen=True)
class UnitYear:
    """One unit's records as an assessment sees them on the day `on` of its `year` (or after it).

    `context` may know no more of the records than the columns that measures name; `whole` is the same year with all of
    every record, for the measures that name none. `units` is the roster, by which the plan's quotas name units.
    `waivers` is what the centre said of items that the unit claims not to apply to it, by uid; None where all claims
    count. `used` collects the ledgers that were looked at.
    """

    unit: Unit
    year: int
    on: dt.date
    plan: Plan
    context: BasicContext
    whole: UnitYear | None = None
    units: tuple[Unit, ...] = ()
    waivers: Mapping[int, Waiver] | None = None
    used: set[str] = field(default_factory=set, repr=False)
    _counted: dict[str, Counted] = field(default_factory=dict, repr=False)
    _made: dict[Callable[[UnitYear], object], Any] = field(default_factory=dict, repr=False)

    @property
    def until(self) -> dt.date:
        """The last day of the year that has come."""
        return min(self.on, dt.date(self.year, 12, 31))

    def in_year(self, day: dt.date | None) -> bool:
        """Whether the day lies in the year and has come."""
        return day is not None and day.year == self.year and day <= self.on

    def records(self, ledger: str) -> Mapping[str, Record]:
        """The readable records of a ledger by uid."""
        self.used.add(ledger)
        return self.context.records(ledger)

    def once(self, make: Callable[[UnitYear], Made]) -> Made:
        """The result of `make` for this year; called the first time only, then kept."""
        if make not in self._made:
            self._made[make] = make(self)
        made: Made = self._made[make]
        return made

    def counted(self, measure: Measure) -> Counted:
        """What the measure counts, asked once."""
        if self.whole and not measure.columns:
            return self.whole.counted(measure)
        if measure.name not in self._counted:
            self._counted[measure.name] = measure.of(self)
        return self._counted[measure.name]

    def find(self, measure: Measure) -> list[Found]:
        """What the measure counts with its words, in an order that does not depend on that of the records."""
        counted = self.counted(measure)
        return [Found(measure.ledger, key, measure.says(counted[key])) for key in sorted(counted)]


@dataclass(frozen=True)
class Measure:
    """A named measure; `label` is what people read, `counts` what one of the things counted stands for (案件, 证件).

    `of` gives what counts of the records of `ledger` or their parts; `says` makes title and reason of one of these. It
    looks at no other fields of records than those of `columns`, by ledger; at whole records if there are none. `doubt`
    counts what may turn out to count here, but cannot be told from what was recorded: as long as it would change the
    points, there are none.
    """

    name: str
    label: str
    counts: str
    ledger: str
    of: Callable[[UnitYear], Counted]
    says: Callable[[Any], Words] = as_is
    columns: Mapping[str, Look] = field(default_factory=dict)
    doubt: Measure | None = None

    @property
    def classifier(self) -> str:
        """The word between a number and what is counted."""
        return _CLASSIFIERS.get(self.counts, "次")


_CLASSIFIERS = {
    "案件": "件",
    "开庭案件": "件",
    "答辩": "件",
    "建议": "件",
    "证件": "本",
    "部委证件": "本",
    "人员": "人",
    "事项": "项",
    "零报送": "项",
    "投诉举报": "件",
    "建议提案": "件",
    "重大决策": "件",
    "复议案件": "件",
    "规范性文件": "件",
    "执法决定": "件",
    "公开申请": "件",
}


def measure(
    label: str,
    counts: str,
    says: Callable[[Any], Words] = as_is,
    /,
    doubt: Measure | None = None,
    ledger: str = "",
    **columns: Look,
) -> Callable[[Callable[[UnitYear], Counted]], Measure]:
    """Turn a function into the measure of its name.

    `columns` are the fields it looks at, by ledger; the first of these, or else `ledger`, is the one that it counts.
    """

    def named(of: Callable[[UnitYear], Counted]) -> Measure:
        return Measure(of.__name__, label, counts, ledger or next(iter(columns)), of, says, columns, doubt)

    return named


def by_name(*measures: Measure) -> dict[str, Measure]:
    """Index measures by their `name`, the word a scheme uses for them; a later one of the same name wins."""
    return {one.name: one for one in measures}
