"""An assessment scheme (考核方案): what is scored, for whom, by which rule. A scheme is data, never code.

A share lies within 0 and 1. Points are `Decimal`; in the file they stand as numbers or as text.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

import msgspec

from models.records.plan import Counting

WhenNone = Literal["full", "not_applicable"]
"""What an indicator is worth when there is nothing to measure: full marks, or it is left out for that unit."""


Unreported = Literal["no_points", "counted"]
"""What a unit that reported nothing gets for what its silence would earn: nothing, or what counting comes to."""


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From a measured share of `at_least` on, `share` of the full marks."""

    at_least: Decimal
    share: Decimal


class Manual(msgspec.Struct, frozen=True, tag="manual", tag_field="kind", forbid_unknown_fields=True):
    """Points given by hand: those of the `score` ledger, a negative figure being taken off the full marks.

    With `extra` they are a bonus up to the weight: outside the total, and 0 while nobody has given any.
    """

    extra: bool = False


class Completion(
    msgspec.Struct, frozen=True, kw_only=True, tag="completion", tag_field="kind", forbid_unknown_fields=True
):
    """Share of the indicator's items that the unit has completed; 不适用 with a reason is left out of both sides.

    Without `steps` points are in proportion.
    """

    steps: tuple[Step, ...] = ()
    when_none: WhenNone = "not_applicable"


class Quota(msgspec.Struct, frozen=True, kw_only=True, tag="quota", tag_field="kind", forbid_unknown_fields=True):
    """At least so many of the year's records of a ledger whose fields have the values of `where`.

    With `summed` their number is what that field of theirs adds up to. Every missing one costs `each`; without `each`
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
        """What it is counted from, as a quota of the plan is."""
        return Counting(self.ledger, tuple(self.where.items()), self.summed)


class PlanQuotas(
    msgspec.Struct, frozen=True, kw_only=True, tag="plan_quotas", tag_field="kind", forbid_unknown_fields=True
):
    """Share of the quotas that the plan sets for the indicator's items that the unit has met.

    As long as one that nothing counts (要人工认定) could change the points, there are none. Without `steps` points are
    in proportion.
    """

    steps: tuple[Step, ...] = ()
    when_none: WhenNone = "not_applicable"


class Rate(msgspec.Struct, frozen=True, kw_only=True, tag="rate", tag_field="kind", forbid_unknown_fields=True):
    """Share of what `denominator` finds that `numerator` finds too; without `steps` points are in proportion."""

    numerator: str
    denominator: str
    steps: tuple[Step, ...] = ()
    when_none: WhenNone = "not_applicable"


class Deduction(
    msgspec.Struct, frozen=True, kw_only=True, tag="deduction", tag_field="kind", forbid_unknown_fields=True
):
    """Full marks less `each` for everything the measure finds: never below 0, never more than `cap` taken.

    With a measure of what is late (`late_document_filings`, `late_decision_publications`, `late_disclosure_answers`,
    `late_complaints` …) every late record costs `each`; the first three go by the periods the centre has set.
    """

    measure: str
    each: Decimal
    cap: Decimal | None = None


class Bonus(msgspec.Struct, frozen=True, kw_only=True, tag="bonus", tag_field="kind", forbid_unknown_fields=True):
    """Outside the total: `each` for everything the measure finds, up to the indicator's weight."""

    measure: str
    each: Decimal


class Veto(msgspec.Struct, frozen=True, kw_only=True, tag="veto", tag_field="kind", forbid_unknown_fields=True):
    """Once the measure finds `from_count`, the grade is no better than `at_most`, or one lower if that is empty."""

    measure: str
    at_most: str = ""
    from_count: int = 1


class Report(msgspec.Struct, frozen=True, kw_only=True, tag="report", tag_field="kind", forbid_unknown_fields=True):
    """Full marks less `late` for every period reported late and `missing` for every one not reported."""

    late: Decimal
    missing: Decimal


Rule = Manual | Completion | Quota | PlanQuotas | Rate | Deduction | Bonus | Veto | Report


class Band(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From `at_least` points on, the grade (优秀, 良好, …)."""

    grade: str
    at_least: Decimal


class Category(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A group of units that is ranked together; `bands` from the best grade down to 0 points."""

    id: str
    name: str
    bands: tuple[Band, ...]


class Indicator(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One indicator (指标).

    Attributes:
        id: Stable id; scores given by hand refer to it.
        name: What people read.
        chapter: Head it is printed under.
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

    @property
    def outside_total(self) -> bool:
        """Whether its points come on top of the total: bonuses and vetoes."""
        return isinstance(self.rule, Bonus | Veto) or (isinstance(self.rule, Manual) and self.rule.extra)

    def applies_to(self, category: str) -> bool:
        """Whether units of the category with this id are scored by it."""
        weighed = category in self.weight if isinstance(self.weight, dict) else True
        return weighed and (not self.categories or category in self.categories)

    def full(self, category: str) -> Decimal:
        """Full marks for units of the category with this id; 0 where it is not used."""
        if not self.applies_to(category):
            return Decimal(0)
        return self.weight[category] if isinstance(self.weight, dict) else self.weight


class Scheme(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The scheme of one year. `total` is what the weights of each category add up to, bonuses apart.

    `unreported` says whether silence earns points where a rule takes off what it finds, or divides by it; unless it is
    counted, there are none.
    """

    id: str
    name: str
    year: int
    categories: tuple[Category, ...]
    indicators: tuple[Indicator, ...]
    total: Decimal = Decimal(100)
    note: str = ""
    unreported: Unreported | msgspec.UnsetType = msgspec.UNSET

    def category(self, wording: str) -> Category | None:
        """The category with this id or name, as rosters write it: with or without 各, brackets of either width."""
        plain = _plain(wording)
        return next((one for one in self.categories if wording == one.id or plain == _plain(one.name)), None)

    def indicators_for(self, category: str) -> tuple[Indicator, ...]:
        """The indicators used for the category with this id, in order."""
        return tuple(one for one in self.indicators if one.applies_to(category))


def _plain(name: str) -> str:
    return name.strip().split("各", 1)[-1].replace("（", "(").replace("）", ")")
