"""From counts to points: what an indicator is worth by its rule, in numbers and in one sentence.

Nothing here looks at records. Who counted them, one by one or in the database, makes no difference to the points.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from models.assess.measures import MEASURES, Measure
from models.assess.scheme import (
    Bonus,
    Completion,
    Deduction,
    Indicator,
    PlanQuotas,
    Quota,
    Rate,
    Report,
    Rule,
    Step,
    Veto,
    WhenNone,
)
from models.assess.score import RecordRef, Score, ScoreState, rounded, words
from models.records.registry import ledger

ZERO = Decimal(0)
MONTHS = {"year": 12, "half": 6, "quarter": 3, "month": 1}
_EACH = {"year": "", "half": "每半年", "quarter": "每季度", "month": "每月"}

Counts = tuple[int, ...]
"""What a rule goes by.

Of a completion the items wanted, left out and done; of a quota what there is in each part of the year; of the plan's
quotas how many there are, are met and are for a person to judge; of a rate what there is and what of it is good; of a
report the late and the missing ones; else the number found, and that of what may turn out to count.
"""


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
    """The indicator's score, kept within 0 and full marks."""
    return Score(
        indicator=indicator.id,
        name=indicator.name,
        chapter=indicator.chapter,
        full=full,
        points=rounded(min(max(price.points, ZERO), full)) if price.state is ScoreState.SCORED else ZERO,
        state=price.state,
        reason=price.reason,
        because=because,
        outside_total=indicator.outside_total,
        found=price.found,
    )


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
    return _share(rule.steps, full, wanted - aside, done, what)


def _rate(rule: Rate, full: Decimal, whole: int, good: int) -> Priced:
    base, part = MEASURES[rule.denominator], MEASURES[rule.numerator]
    if not whole:
        return _nothing(rule.when_none, full, f"没有{base.label}")
    return _share(rule.steps, full, whole, good, f"{_counted(base, whole)}，其中{_counted(part, good)}")


def _share(steps: Sequence[Step], full: Decimal, whole: int, good: int, what: str) -> Priced:
    """Points from the share of what is good."""
    if steps:
        earned = next((step.share for step in steps if good >= step.at_least * whole), ZERO)
    else:
        earned = Decimal(good) / whole
    points = rounded(full * earned)
    percent = words(Decimal(good * 100) / whole)
    return Priced(ScoreState.SCORED, points, f"{what}，比率{percent}%，得{words(points)}分（满分{words(full)}分）。")


def _quota(rule: Quota, full: Decimal, *slots: int) -> Priced:
    wanted = rule.at_least * len(slots)
    missing = sum(max(rule.at_least - found, 0) for found in slots)
    points = rounded(full * (wanted - missing) / wanted if rule.each is None else max(full - missing * rule.each, ZERO))
    declared = ledger(rule.ledger)
    told = [
        value if isinstance(value, str) else f"{declared.by_name[name].label}{value}"
        for name, value in rule.where.items()
    ]
    summed = declared.by_name[rule.summed].label if rule.summed else ""
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
    price, other = (_share(rule.steps, full, whole, good, what) for good in (met, met + by_hand))
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
        return Priced(ScoreState.SCORED, full, f"没有{measure.label}，得满分{words(full)}分。")
    taken = taken_off(rule, full, count)
    ended = f"，最多扣{words(taken)}分" if count * rule.each > taken else ""
    reason = (
        f"{_counted(measure, count)}，每{measure.classifier}扣{words(rule.each)}分{ended}，"
        f"扣{words(taken)}分，得{words(full - taken)}分。"
    )
    return Priced(ScoreState.SCORED, full - taken, reason)


def _bonus(rule: Bonus, full: Decimal, count: int) -> Priced:
    measure = MEASURES[rule.measure]
    given = min(count * rule.each, full)
    most = f"，最多加{words(full)}分" if count * rule.each > full else ""
    each = f"每{measure.classifier}加{words(rule.each)}分{most}"
    return Priced(ScoreState.SCORED, given, f"{_counted(measure, count)}，{each}，加{words(given)}分。")


def _veto(rule: Veto, _full: Decimal, count: int) -> Priced:
    counted = _counted(MEASURES[rule.measure], count)
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
    return Priced(ScoreState.PENDING, ZERO, f"{_counted(doubt, doubtful)}，查清以前不评分；{price.reason}", count)


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
    Report: _report,
    **dict.fromkeys(_BY_FOUND, _found),
}
