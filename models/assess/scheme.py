"""An assessment scheme (考核方案): what is scored, for whom, by which rule. A scheme is data, never code.

What is not said is left out of the file: programs that know less read what they know.

A share lies within 0 and 1. Points are `Decimal`; in the file they stand as numbers or as text.
"""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from enum import StrEnum
from typing import Literal

import msgspec

from models.records.counting import item_field, with_times
from models.records.plan import Counting
from models.records.registry import ledger

WhenNone = Literal["full", "not_applicable"]
"""What an indicator is worth when there is nothing to measure: full marks, or it is left out for that unit."""


Unreported = Literal["no_points", "counted"]
"""What a unit that reported nothing gets for what its silence would earn: nothing, or what counting comes to."""
Waived = Literal["agreed", "claimed"]
"""Which items of a unit do not apply: those the centre agreed to, or all that the unit gives a reason for."""
Remainder = Literal["share", "begun", "full"]
"""What less than a whole step costs: its share, as much as a whole one, or nothing."""
Yardstick = Literal["average", "category", "last_year"]
"""What a unit is compared with: the average of all units or of its category, or itself a year before."""


class ByHand(StrEnum):
    """What a person gives for an indicator."""

    POINTS = "points"
    EXTRA = "extra"
    TAKEN_OFF = "taken_off"
    TIMES = "times"


class Step(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """From a measured share of `at_least` on, `share` of the full marks."""

    at_least: Decimal
    share: Decimal


class Manual(
    msgspec.Struct, frozen=True, omit_defaults=True, tag="manual", tag_field="kind", forbid_unknown_fields=True
):
    """Points given by hand: those of the `score` ledger, a negative figure being taken off the full marks.

    With `extra` they are a bonus up to the weight, with `deducts` they are taken off the total, up to the weight: both
    stand outside the total, and are 0 while nobody has given any.
    """

    extra: bool = False
    deducts: bool = False


class Shared(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """How a measured share becomes points: in proportion, by `steps`, or down a slope.

    The slope takes `each` off the full marks for every `every` percentage points below `target` (a share; 1 where it
    is not said); `part` says what less than that costs.
    """

    steps: tuple[Step, ...] = ()
    target: Decimal | None = None
    each: Decimal | None = None
    every: Decimal = Decimal(1)
    part: Remainder = "share"
    when_none: WhenNone = "not_applicable"


class Completion(
    Shared,
    frozen=True,
    omit_defaults=True,
    kw_only=True,
    tag="completion",
    tag_field="kind",
    forbid_unknown_fields=True,
):
    """Share of the indicator's items that the unit has completed; what does not apply is left out of both sides."""


class Quota(
    msgspec.Struct,
    frozen=True,
    omit_defaults=True,
    kw_only=True,
    tag="quota",
    tag_field="kind",
    forbid_unknown_fields=True,
):
    """At least so many of the year's records of a ledger whose fields have the values of `where`.

    With `summed` their number is what that field of theirs adds up to, without it how often they were done (场次, once
    each where a ledger has no such field). Of records of items those of the indicator's items count, if it has any,
    as they do for a quota of the plan. Every missing one costs `each`; without `each`
    points are in proportion to what is there. With `per` half, quarter or month as many are wanted in each of them:
    four trainings in March do not make up for the other quarters.
    """

    ledger: str
    at_least: int
    where: dict[str, str | int | bool] = {}
    each: Decimal | None = None
    per: Literal["year", "half", "quarter", "month"] = "year"
    summed: str = ""

    @property
    def counting(self) -> Counting:
        """What it is counted from, as a quota of the plan is: of items alone where its records are of items."""
        own = item_field(ledger(self.ledger))
        of_item = own is not None and own.name not in self.where
        return with_times(Counting(self.ledger, tuple(self.where.items()), self.summed, of_item))

    def among(self, items: Collection[int]) -> Collection[int]:
        """Of which of the indicator's items records count, of all where there are none: the conditions may name one."""
        own = item_field(ledger(self.ledger))
        return () if own is not None and own.name in self.where else items


class PlanQuotas(
    Shared,
    frozen=True,
    omit_defaults=True,
    kw_only=True,
    tag="plan_quotas",
    tag_field="kind",
    forbid_unknown_fields=True,
):
    """Share of the quotas that the plan sets for the indicator's items that the unit has met.

    As long as one that nothing counts (要人工认定) could change the points, there are none.
    """


class Rate(
    Shared, frozen=True, omit_defaults=True, kw_only=True, tag="rate", tag_field="kind", forbid_unknown_fields=True
):
    """Share of what `denominator` finds that `numerator` finds too."""

    numerator: str
    denominator: str


class Compare(
    msgspec.Struct,
    frozen=True,
    omit_defaults=True,
    kw_only=True,
    tag="compare",
    tag_field="kind",
    forbid_unknown_fields=True,
):
    """Full marks where the unit is no worse than the yardstick.

    What is compared is how many the measure finds, or, with `out_of`, their share of what that measure finds. Every
    one, or every percentage point, by which the unit is worse costs `each`, parts of it their share; without `each`
    whoever is worse gets none. The average of a share is that of all units together.
    """

    measure: str
    out_of: str = ""
    to: Yardstick = "average"
    better: Literal["low", "high"] = "low"
    each: Decimal | None = None
    when_none: WhenNone = "not_applicable"


class Deduction(
    msgspec.Struct,
    frozen=True,
    omit_defaults=True,
    kw_only=True,
    tag="deduction",
    tag_field="kind",
    forbid_unknown_fields=True,
):
    """Full marks less `each` for everything the measure finds: never below 0, never more than `cap` taken.

    With `outside` there are no marks to earn: what is found is taken off the total, never more than the weight.

    With a measure of what is late (`late_document_filings`, `late_decision_publications`, `late_disclosure_answers`,
    `late_complaints` …) every late record costs `each`; the first three go by the periods the centre has set.
    """

    measure: str
    each: Decimal
    cap: Decimal | None = None
    outside: bool = False


class Bonus(
    msgspec.Struct,
    frozen=True,
    omit_defaults=True,
    kw_only=True,
    tag="bonus",
    tag_field="kind",
    forbid_unknown_fields=True,
):
    """Outside the total: `each` for everything the measure finds, up to the indicator's weight."""

    measure: str
    each: Decimal


class Veto(
    msgspec.Struct,
    frozen=True,
    omit_defaults=True,
    kw_only=True,
    tag="veto",
    tag_field="kind",
    forbid_unknown_fields=True,
):
    """Once the measure finds `from_count`, the grade is no better than `at_most`, or one lower if that is empty.

    Without a measure people say how many there are, with a reason (人工认定).
    """

    measure: str = ""
    at_most: str = ""
    from_count: int = 1


class Report(
    msgspec.Struct,
    frozen=True,
    omit_defaults=True,
    kw_only=True,
    tag="report",
    tag_field="kind",
    forbid_unknown_fields=True,
):
    """Full marks less `late` for every period reported late and `missing` for every one not reported."""

    late: Decimal
    missing: Decimal


Rule = Manual | Completion | Quota | PlanQuotas | Rate | Compare | Deduction | Bonus | Veto | Report


class Band(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """From `at_least` points on, the grade (优秀, 良好, …), for no greater share of a category's units than `most`."""

    grade: str
    at_least: Decimal
    most: Decimal | None = None


class Category(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A group of units that is ranked together; `bands` from the best grade down to 0 points.

    `total` is what its weights add up to where that is not the scheme's total: points are converted to that (折算).
    """

    id: str
    name: str
    bands: tuple[Band, ...]
    total: Decimal | None = None


class Part(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A part of the total (自评, 实地考评, 满意度) with its share; the weights of a part add up to a total."""

    name: str
    share: Decimal


class Indicator(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, forbid_unknown_fields=True):
    """One indicator (指标).

    Attributes:
        id: Stable id; scores given by hand refer to it.
        name: What people read.
        chapter: Head it is printed under (一级指标).
        section: The second of three levels, between chapter and name.
        part: Name of the scheme's part it belongs to, where the scheme has parts.
        scorer: Who scores it, as printed.
        items: Uids of the plan's items it looks at.
        weight: Full marks, for every category alike or by category id; it is not used for categories left out.
        rule: How points come about.
        definition: What counts and from which records, as printed.
        categories: Ids of the categories it is used for; () means all (or those of `weight`).
    """

    id: str
    name: str
    chapter: str
    rule: Rule
    items: tuple[int, ...] = ()
    weight: Decimal | dict[str, Decimal] = Decimal(0)
    definition: str = ""
    categories: tuple[str, ...] = ()
    section: str = ""
    part: str = ""
    scorer: str = ""

    @property
    def taken_off(self) -> bool:
        """Whether its points, 0 and below, are taken off the total."""
        return (isinstance(self.rule, Deduction) and self.rule.outside) or self.by_hand is ByHand.TAKEN_OFF

    @property
    def outside_total(self) -> bool:
        """Whether its points are no part of the total: bonuses, vetoes, and what is taken off."""
        return isinstance(self.rule, Bonus | Veto) or self.taken_off or self.by_hand is ByHand.EXTRA

    @property
    def by_hand(self) -> ByHand | None:
        """What a person gives for it; None where the program counts."""
        if isinstance(self.rule, Veto):
            return None if self.rule.measure else ByHand.TIMES
        if not isinstance(self.rule, Manual):
            return None
        return ByHand.EXTRA if self.rule.extra else ByHand.TAKEN_OFF if self.rule.deducts else ByHand.POINTS

    def applies_to(self, category: str) -> bool:
        """Whether units of the category with this id are scored by it."""
        weighed = category in self.weight if isinstance(self.weight, dict) else True
        return weighed and (not self.categories or category in self.categories)

    def full(self, category: str) -> Decimal:
        """Full marks for units of the category with this id; 0 where it is not used."""
        if not self.applies_to(category):
            return Decimal(0)
        return self.weight[category] if isinstance(self.weight, dict) else self.weight


class Scheme(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, forbid_unknown_fields=True):
    """The scheme of one year. `total` is what the weights of each category add up to, bonuses apart.

    `unreported` says whether silence earns points where a rule takes off what it finds, or divides by it; unless it is
    counted, there are none. `waived` says which items do not apply to a unit; unless all that are claimed do, those do
    not that the centre agreed to. With `parts` the points of each are converted to the total and weighed by its share.
    """

    id: str
    name: str
    year: int
    categories: tuple[Category, ...]
    indicators: tuple[Indicator, ...]
    total: Decimal = Decimal(100)
    note: str = ""
    unreported: Unreported | msgspec.UnsetType = msgspec.UNSET
    waived: Waived | msgspec.UnsetType = msgspec.UNSET
    parts: tuple[Part, ...] = ()

    @property
    def has_extra(self) -> bool:
        """Whether points can be had beyond the total (附加项)."""
        return any(isinstance(one.rule, Bonus) or one.by_hand is ByHand.EXTRA for one in self.indicators)

    def category(self, wording: str) -> Category | None:
        """The category with this id or name, as rosters write it: with or without 各, brackets of either width."""
        plain = _plain(wording)
        return next((one for one in self.categories if wording == one.id or plain == _plain(one.name)), None)

    def indicators_for(self, category: str) -> tuple[Indicator, ...]:
        """The indicators used for the category with this id, in order."""
        return tuple(one for one in self.indicators if one.applies_to(category))


def _plain(name: str) -> str:
    return name.strip().split("各", 1)[-1].replace("（", "(").replace("）", ")")
