"""From counts to points: what an indicator is worth by its rule, in numbers and in one sentence.

Nothing here looks at records. Who counted them, one by one or in the database, makes no difference to the points.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from models.assess.measures import MEASURES, Measure
from models.assess.scheme import (
    Bonus,
    Compare,
    Completion,
    Deduction,
    Indicator,
    PlanQuotas,
    Quota,
    Rate,
    Report,
    Rule,
    Shared,
    Veto,
    WhenNone,
)
from models.assess.score import RecordRef, Score, ScoreState, rounded, words
from models.records.counting import summed_label
from models.records.registry import ledger

ZERO = Decimal(0)
MONTHS = {"year": 12, "half": 6, "quarter": 3, "month": 1}
_EACH = {"year": "", "half": "每半年", "quarter": "每季度", "month": "每月"}
_YARDSTICKS = {"average": "全部单位平均", "category": "同类单位平均", "last_year": "上年"}

Counts = tuple[int, ...]
"""What a rule goes by.

- completion: items wanted, left out, done
- quota: whether it is waived, then what is there in each part of the year
- the plan's quotas: how many there are, are met, and are for a person to judge
- rate: what there is, and what of it is good
- comparison: what is found, and by what it is divided; the same of the yardstick; what may turn out to count
- report: late and missing ones
- else: what is found, and what may turn out to count
"""
UNKNOWN = -1
"""What a yardstick is divided by that cannot be told here: a unit knows no others."""


class Priced(NamedTuple):
    """Points before they are kept within 0 and full marks; `found` is how many a veto counted."""

    state: ScoreState
    points: Decimal
    reason: str
    found: int = 0


def priced(rule: Rule, full: Decimal, counts: Counts) -> Priced:
    """What the counts are worth out of `full` marks; `Manual` is no matter of counting."""
    return _PRICES[type(rule)](rule, full, *counts)


def as_score(indicator: Indicator, full: Decimal, price: Priced, because: tuple[RecordRef, ...] = ()) -> Score:
    """The indicator's score, kept within 0 and full marks; of what is taken off the total, below 0."""
    low, high = limits(indicator, full)
    return Score(
        indicator=indicator.id,
        name=indicator.name,
        chapter=indicator.chapter,
        section=indicator.section,
        part=indicator.part,
        scorer=indicator.scorer,
        full=full,
        points=rounded(min(max(price.points, low), high)) if price.state is ScoreState.SCORED else ZERO,
        state=price.state,
        reason=price.reason,
        because=because,
        outside_total=indicator.outside_total,
        found=price.found,
    )


def limits(indicator: Indicator, full: Decimal) -> tuple[Decimal, Decimal]:
    """The least and the most points it can come to."""
    return (-full, ZERO) if indicator.taken_off else (ZERO, full)


def _nothing(when_none: WhenNone, full: Decimal, what: str) -> Priced:
    """There is nothing to measure."""
    if when_none == "full":
        return Priced(ScoreState.SCORED, full, f"{what}，按方案计满分{words(full)}分。")
    return Priced(ScoreState.NOT_APPLICABLE, ZERO, f"{what}，本项不适用，不计入总分。")


def _completion(rule: Completion, full: Decimal, wanted: int, aside: int, done: int) -> Priced:
    said = f"，{aside}项不适用" if aside else ""
    if wanted == aside:
        return _nothing(rule.when_none, full, f"没有应落实的事项{said}")
    what = f"应落实{wanted - aside}项{said}，已完成{done}项"
    return _share(rule, full, wanted - aside, done, what)


def _rate(rule: Rate, full: Decimal, whole: int, good: int) -> Priced:
    base, part = MEASURES[rule.denominator], MEASURES[rule.numerator]
    if not whole:
        return _nothing(rule.when_none, full, f"没有{base.label}")
    return _share(rule, full, whole, good, f"{_counted(base, whole)}，其中{_counted(part, good)}")


def _share(rule: Shared, full: Decimal, whole: int, good: int, what: str) -> Priced:
    """Points from the share of what is good."""
    slope = ""
    if rule.each is not None:
        points, slope = _down_slope(rule, rule.each, full, Fraction(good * 100, whole))
    elif rule.steps:
        points = rounded(full * next((step.share for step in rule.steps if good >= step.at_least * whole), ZERO))
    else:
        points = rounded(full * Decimal(good) / whole)
    percent = words(Decimal(good * 100) / whole)
    return Priced(
        ScoreState.SCORED, points, f"{what}，比率{percent}%{slope}，得{words(points)}分（满分{words(full)}分）。"
    )


def _down_slope(rule: Shared, each: Decimal, full: Decimal, percent: Fraction) -> tuple[Decimal, str]:
    target = Fraction(1 if rule.target is None else rule.target) * 100
    steps = max(target - percent, Fraction(0)) / Fraction(rule.every)
    steps = {"share": steps, "begun": Fraction(math.ceil(steps)), "full": Fraction(math.floor(steps))}[rule.part]
    points = rounded(max(full - each * _exact(steps), ZERO))
    goal = f"{words(_exact(target))}%"
    by = f"每低{words(rule.every)}个百分点扣{words(each)}分"
    return points, f"，低于{goal}，{by}，扣{words(full - points)}分" if steps else f"，不低于{goal}"


def _exact(number: Fraction) -> Decimal:
    return Decimal(number.numerator) / number.denominator


def _compare(rule: Compare, full: Decimal, found: int, by: int, other: int, other_by: int, doubtful: int) -> Priced:
    """By what is found; as long as what is in doubt could change it, there are no points."""
    price = _compared(rule, full, found, by, other, other_by)
    doubt = MEASURES[rule.measure].doubt
    if doubt is None or _compared(rule, full, found + doubtful, by, other, other_by).points == price.points:
        return price
    return _in_doubt(doubt, doubtful, price)


def _in_doubt(doubt: Measure, doubtful: int, price: Priced) -> Priced:
    return Priced(ScoreState.PENDING, ZERO, f"{_counted(doubt, doubtful)}，查清以前不评分；{price.reason}", price.found)


def _compared(rule: Compare, full: Decimal, found: int, by: int, other: int, other_by: int) -> Priced:
    if other_by == UNKNOWN:
        return Priced(ScoreState.PENDING, ZERO, "其他单位的情况只有汇总单位知道，本项由汇总单位计算。")
    if not by or not other_by:
        return _nothing(rule.when_none, full, f"没有可比的{MEASURES[rule.measure].label}")
    per, unit = (100, "%") if rule.out_of else (1, MEASURES[rule.measure].classifier)
    here, there = Fraction(found * per, by), Fraction(other * per, other_by)
    worse = here - there if rule.better == "low" else there - here
    named = f"{MEASURES[rule.measure].label}{f'占{MEASURES[rule.out_of].label}的比率' if rule.out_of else ''}"
    said = f"{named}{words(_exact(here))}{unit}，{_YARDSTICKS[rule.to]}{words(_exact(there))}{unit}"
    if worse <= 0:
        return Priced(ScoreState.SCORED, full, f"{said}，得满分{words(full)}分。")
    points = ZERO if rule.each is None else rounded(max(full - rule.each * _exact(worse), ZERO))
    gap = f"{'高' if rule.better == 'low' else '低'}{words(_exact(worse))}{'个百分点' if rule.out_of else unit}"
    how = f"，每{'个百分点' if rule.out_of else unit}扣{words(rule.each)}分" if rule.each is not None else ""
    return Priced(ScoreState.SCORED, points, f"{said}，{gap}{how}，扣{words(full - points)}分，得{words(points)}分。")


def _quota(rule: Quota, full: Decimal, waived: int, *slots: int) -> Priced:
    if waived:
        return _nothing("not_applicable", full, "涉及的事项都不适用")
    wanted = rule.at_least * len(slots)
    missing = sum(max(rule.at_least - found, 0) for found in slots)
    points = rounded(full * (wanted - missing) / wanted if rule.each is None else max(full - missing * rule.each, ZERO))
    declared = ledger(rule.ledger)
    told = [
        value if isinstance(value, str) else f"{declared.by_name[name].label}{value}"
        for name, value in rule.where.items()
    ]
    summed = summed_label(rule.counting)
    what = ("、".join(told) or declared.label) + summed
    unit = "" if summed else "次"
    short = f"，缺{missing}{unit}，扣{words(full - points)}分" if missing else ""
    each, have = f"{rule.at_least}{unit}", f"{sum(slots)}{unit}"
    wording = f"{what}{_EACH[rule.per]}应不少于{each}，实有{have}{short}，得{words(points)}分。"
    return Priced(ScoreState.SCORED, points, wording)


def _plan_quotas(rule: PlanQuotas, full: Decimal, whole: int, met: int, by_hand: int) -> Priced:
    """By the quotas met; those for a person to judge leave it open while they could change it."""
    if not whole:
        return _nothing(rule.when_none, full, "工作要点对本单位没有定额")
    what = f"工作要点的定额{whole}个，已达到{met}个"
    price, other = (_share(rule, full, whole, good, what) for good in (met, met + by_hand))
    if price.points == other.points:
        return price
    return Priced(ScoreState.PENDING, ZERO, f"有{by_hand}个定额要人工认定，认定以前不评分；{price.reason}")


def taken_off(rule: Deduction, full: Decimal, count: int) -> Decimal:
    """Points deducted for `count` findings: `each` per finding, at most the rule's cap and never more than `full`."""
    return min(count * rule.each, _most(rule, full))


def _most(rule: Deduction, full: Decimal) -> Decimal:
    return full if rule.cap is None else min(rule.cap, full)


def _deduction(rule: Deduction, full: Decimal, count: int) -> Priced:
    measure = MEASURES[rule.measure]
    if not count:
        none = "不扣分" if rule.outside else f"得满分{words(full)}分"
        return Priced(ScoreState.SCORED, ZERO if rule.outside else full, f"没有{measure.label}，{none}。")
    taken = taken_off(rule, full, count)
    ended = f"，最多扣{words(taken)}分" if count * rule.each > taken else ""
    counted = f"{_counted(measure, count)}，每{measure.classifier}扣{words(rule.each)}分{ended}"
    if rule.outside:
        return Priced(ScoreState.SCORED, -taken, f"{counted}，从总分里扣{words(taken)}分。")
    left = full - taken
    return Priced(ScoreState.SCORED, left, f"{counted}，扣{words(taken)}分，得{words(left)}分。")


def _bonus(rule: Bonus, full: Decimal, count: int) -> Priced:
    measure = MEASURES[rule.measure]
    given = min(count * rule.each, full)
    most = f"，最多加{words(full)}分" if count * rule.each > full else ""
    each = f"每{measure.classifier}加{words(rule.each)}分{most}"
    return Priced(ScoreState.SCORED, given, f"{_counted(measure, count)}，{each}，加{words(given)}分。")


def _veto(rule: Veto, _full: Decimal, count: int) -> Priced:
    return veto(rule, _counted(MEASURES[rule.measure], count), count)


def veto(rule: Veto, counted: str, count: int) -> Priced:
    """What `count` comes to, `counted` in words."""
    if count < rule.from_count:
        return Priced(ScoreState.SCORED, ZERO, f"{counted}，不降低等次。", count)
    how = f"等次不高于{rule.at_most}" if rule.at_most else "等次降低一等"
    return Priced(ScoreState.SCORED, ZERO, f"{counted}，{how}。", count)


def _report(rule: Report, full: Decimal, late: int, missing: int) -> Priced:
    left = max(full - late * rule.late - missing * rule.missing, ZERO)
    reason = f"迟报{late}次，未报{missing}次，扣{words(full - left)}分，得{words(left)}分。"
    return Priced(ScoreState.SCORED, left, reason)


def _found(rule: Deduction | Bonus | Veto, full: Decimal, count: int, doubtful: int) -> Priced:
    """By what is found; as long as what is in doubt could change it, there are no points."""
    by_found = _BY_FOUND[type(rule)]
    price, other = by_found(rule, full, count), by_found(rule, full, count + doubtful)
    doubt = MEASURES[rule.measure].doubt
    if doubt is None or _same(rule, price, other):
        return price
    return _in_doubt(doubt, doubtful, price)


def _same(rule: Rule, price: Priced, other: Priced) -> bool:
    if isinstance(rule, Veto):
        return (price.found < rule.from_count) is (other.found < rule.from_count)
    return price.points == other.points


def _counted(measure: Measure, count: int) -> str:
    return f"{measure.label}{count}{measure.classifier}"


_BY_FOUND: dict[type, Callable[[Any, Decimal, int], Priced]] = {Deduction: _deduction, Bonus: _bonus, Veto: _veto}
_PRICES: dict[type, Callable[..., Priced]] = {
    Completion: _completion,
    Quota: _quota,
    PlanQuotas: _plan_quotas,
    Rate: _rate,
    Compare: _compare,
    Report: _report,
    **dict.fromkeys(_BY_FOUND, _found),
}
