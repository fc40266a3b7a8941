"""One unit's points by one indicator, with the records behind them: one function per kind of rule.

Each gathers what the rule looks at, has `models.assess.pricing` turn numbers into points, and lays these on records.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from typing import Any

from models.assess.inputs import Submission, Timing
from models.assess.measures import MEASURES, Found, UnitYear
from models.assess.measures.work import item_title, progress_of
from models.assess.pricing import MONTHS, ZERO, Counts, Priced, as_score, priced, taken_off
from models.assess.scheme import (
    Bonus,
    Completion,
    Deduction,
    Indicator,
    Manual,
    Quota,
    Rate,
    Report,
    Veto,
)
from models.assess.score import CENT, RecordRef, Score, State, words
from models.records.context import title_of
from models.records.ledgers.progress import DONE, NOT_APPLICABLE, OPEN, Progress
from models.records.ledgers.score import Score as HandScore
from models.records.record import Record
from models.records.registry import ledger


@dataclass(frozen=True)
class Question:
    """One indicator asked of one unit; `full` are the full marks for its category, `hand` the points given by hand."""

    indicator: Indicator
    full: Decimal
    year: UnitYear
    hand: HandScore | None = None
    hand_uid: str = ""
    submissions: tuple[Submission, ...] = ()

    def price(self, *counts: int) -> Priced:
        """What the counts are worth."""
        return priced(self.indicator.rule, self.full, counts)

    def score(self, price: Priced, because: Iterable[RecordRef] = ()) -> Score:
        """The score with the records behind it."""
        return as_score(self.indicator, self.full, price, tuple(because))

    def find(self, name: str) -> tuple[Found, ...]:
        """What the measure of this name finds in the unit's year."""
        return self.year.find(MEASURES[name])


def score(question: Question) -> Score:
    """The indicator's points for the unit, with reason and records."""
    rule = question.indicator.rule
    if isinstance(rule, Manual):
        return by_hand(rule, question.indicator, question.full, question.hand, question.hand_uid)
    return _RULES[type(rule)](rule, question)


def by_hand(rule: Manual, indicator: Indicator, full: Decimal, hand: HandScore | None, uid: str) -> Score:
    """The points somebody gave, with the reason."""
    if hand is None or hand.points is None:
        none_yet = Priced(State.PENDING, ZERO, "待评：还没有人工评分。")
        return as_score(indicator, full, Priced(State.SCORED, ZERO, "没有加分。") if rule.extra else none_yet)
    given = hand.points if hand.points >= 0 or rule.extra else full + hand.points
    how = f"人工评分{words(hand.points)}分" if hand.points >= 0 else f"人工扣{words(-hand.points)}分"
    names = "、".join(one.name or "" for one in hand.evidence)
    proof = f"佐证材料：{names}。" if names else "没有附佐证材料。"
    behind = RecordRef("score", uid, f"{indicator.name}的人工评分", ZERO, proof)
    reason = f"{how}：{(hand.reason or '没有写明理由').rstrip('。')}。"
    return as_score(indicator, full, Priced(State.SCORED, given, reason), (behind,))


def _completion(_rule: Completion, question: Question) -> Score:
    year, wanted = question.year, set(question.indicator.items)
    items = [
        item.number
        for item in year.plan.items
        if item.number in wanted and (not item.units or year.unit.code in item.units)
    ]
    kept: dict[int | None, tuple[str, Progress]] = {}
    for uid, one in sorted(progress_of(year).items()):
        kept.setdefault(one.item, (uid, one))
    states = [_standing(year, number, *kept.get(number, ("", None))) for number in items]
    left_out = [found for share, found in states if share is None]
    done = [found for share, found in states if share]
    open_ = [found for share, found in states if share is False]
    price = question.price(len(items), len(left_out), len(done))
    return question.score(price, [*_shared(question, price, open_, done), *(_ref(one, ZERO) for one in left_out)])


def _standing(year: UnitYear, number: int, uid: str, one: Progress | None) -> tuple[bool | None, Found]:
    """Whether an item is completed (None: does not apply), and the record that says so."""
    if one is None:
        return False, Found("progress", "", "", item_title(year, number), "没有填写落实情况。")
    if one.state == NOT_APPLICABLE and one.not_applicable:
        why = f"不适用：{one.not_applicable.rstrip('。')}。"
        return None, Found("progress", uid, "", item_title(year, number), why)
    without = "，没有写明理由" if one.state == NOT_APPLICABLE else ""
    found = Found("progress", uid, "", item_title(year, number), f"落实状态：{one.state or OPEN}{without}。")
    return one.state == DONE, found


def _rate(rule: Rate, question: Question) -> Score:
    reached = {found.key for found in question.find(rule.numerator)}
    whole = question.find(rule.denominator)
    good = [found for found in whole if found.key in reached]
    bad = [found for found in whole if found.key not in reached]
    price = question.price(len(whole), len(good))
    return question.score(price, _shared(question, price, bad, good))


def _shared(question: Question, price: Priced, bad: Sequence[Found], good: Sequence[Found]) -> list[RecordRef]:
    """What is lost is laid on `bad` in equal parts, what is earned on `good`."""
    return [*_spread(bad, price.points - question.full), *_spread(good, price.points)]


def _quota(rule: Quota, question: Question) -> Score:
    slots = _by_slot(rule, question.year)
    price = question.price(*map(len, slots))
    return question.score(price, _spread([found for slot in slots for found in slot], price.points))


def _by_slot(rule: Quota, year: UnitYear) -> list[list[Found]]:
    """The year's records of the ledger that have the wanted values, by the part of the year they fall in."""
    declared = ledger(rule.ledger)
    slots: list[list[Found]] = [[] for _ in range(12 // MONTHS[rule.per])]
    for uid, record in sorted(year.records(rule.ledger).items()):
        wanted = all(getattr(record, name) == value for name, value in rule.where.items())
        if wanted and _of_year(year, declared.year_of, record):
            found = Found(rule.ledger, uid, "", title_of(declared, record), "计入定额。")
            slots[_slot(rule, declared.year_of, record)].append(found)
    return slots


def _slot(rule: Quota, name: str, record: Record) -> int:
    day = getattr(record, name) if name else None
    return (day.month - 1) // MONTHS[rule.per] if isinstance(day, dt.date) else 0


def _of_year(year: UnitYear, name: str, record: Record) -> bool:
    if not name:
        return True
    value = getattr(record, name)
    return value == year.year if isinstance(value, int) else year.in_year(value)


def _deduction(rule: Deduction, question: Question) -> Score:
    found = question.find(rule.measure)
    taken = taken_off(rule, question.full, len(found))
    return question.score(question.price(len(found)), _in_turn(found, rule.each, taken, sign=-1))


def _bonus(rule: Bonus, question: Question) -> Score:
    found = question.find(rule.measure)
    price = question.price(len(found))
    return question.score(price, _in_turn(found, rule.each, price.points, sign=1))


def _veto(rule: Veto, question: Question) -> Score:
    found = question.find(rule.measure)
    return question.score(question.price(len(found)), [_ref(one, ZERO) for one in found])


def late_and_missing(submissions: Iterable[Submission]) -> Counts:
    """How many reports came late, and how many not at all."""
    timings = [one.timing for one in submissions]
    return timings.count(Timing.LATE), timings.count(Timing.MISSING)


def _report(rule: Report, question: Question) -> Score:
    fines = {Timing.LATE: rule.late, Timing.MISSING: rule.missing}
    left = question.full
    refs = []
    for one in sorted(question.submissions, key=lambda one: one.period):
        fine = min(fines.get(one.timing, ZERO), left)
        left -= fine
        if one.timing in fines:
            refs.append(RecordRef("", one.period, one.label, ZERO - fine, f"{one.timing}：{one.note}"))
    return question.score(question.price(*late_and_missing(question.submissions)), refs)


def _ref(found: Found, effect: Decimal) -> RecordRef:
    return RecordRef(found.ledger, found.uid, found.title, effect, found.why)


def _in_turn(found: Iterable[Found], each: Decimal, amount: Decimal, sign: int) -> list[RecordRef]:
    """`each` for one after the other until the amount is used up."""
    refs = []
    for one in found:
        effect = min(each, amount)
        amount -= effect
        refs.append(_ref(one, ZERO + sign * effect))
    return refs


def _spread(found: Sequence[Found], amount: Decimal) -> list[RecordRef]:
    """The amount in equal parts of whole cents that add up; the first ones take what does not divide."""
    if not found:
        return []
    part = (amount / len(found)).quantize(CENT, ROUND_DOWN)
    over = int((amount - part * len(found)) / CENT)
    cent = CENT if over >= 0 else -CENT
    return [_ref(one, part + (cent if place < abs(over) else ZERO)) for place, one in enumerate(found)]


_RULES: dict[type, Callable[[Any, Question], Score]] = {
    Completion: _completion,
    Quota: _quota,
    Rate: _rate,
    Deduction: _deduction,
    Bonus: _bonus,
    Veto: _veto,
    Report: _report,
}
