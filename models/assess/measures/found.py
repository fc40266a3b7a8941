"""What a measure is: a named function over one unit's records of a year that says which ones count, and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from models.records.context import BasicContext
from models.records.office import Unit
from models.records.plan import Plan
from models.records.record import Record


class Found(NamedTuple):
    """One thing a measure counts: a record, or a `part` of one (a hearing of a case).

    `uid` is empty where a record is missing. `title` is what people call it, `why` a short Chinese reason.
    """

    ledger: str
    uid: str
    part: str
    title: str
    why: str

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes two findings of different measures the same thing."""
        return self.ledger, self.uid, self.part


@dataclass(frozen=True)
class UnitYear:
    """One unit's records as an assessment sees them on the day `on` of its `year` (or after it).

    `used` collects the ledgers that were looked at.
    """

    unit: Unit
    year: int
    on: dt.date
    plan: Plan
    context: BasicContext
    used: set[str] = field(default_factory=set, repr=False)
    _found: dict[str, tuple[Found, ...]] = field(default_factory=dict, repr=False)

    def in_year(self, day: dt.date | None) -> bool:
        """Whether the day lies in the year and has come."""
        return day is not None and day.year == self.year and day <= self.on

    def records(self, ledger: str) -> Mapping[str, Record]:
        """The readable records of a ledger by uid."""
        self.used.add(ledger)
        return self.context.records(ledger)

    def find(self, measure: Measure) -> tuple[Found, ...]:
        """What the measure finds, asked once, in an order that does not depend on that of the records."""
        if measure.name not in self._found:
            self._found[measure.name] = tuple(sorted(measure.of(self)))
        return self._found[measure.name]


@dataclass(frozen=True)
class Measure:
    """A named measure; `label` is what people read, `counts` what one finding stands for (案件, 证件)."""

    name: str
    label: str
    counts: str
    of: Callable[[UnitYear], Iterable[Found]]

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


def measure(label: str, counts: str) -> Callable[[Callable[[UnitYear], Iterable[Found]]], Measure]:
    """Turn a function into the measure of its name."""

    def named(of: Callable[[UnitYear], Iterable[Found]]) -> Measure:
        return Measure(of.__name__, label, counts, of)

    return named


def by_name(*measures: Measure) -> dict[str, Measure]:
    """The measures by name."""
    return {one.name: one for one in measures}
