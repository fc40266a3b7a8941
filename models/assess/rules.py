"""How points come about: one function per kind of rule."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from typing import Any

from models.assess.inputs import Submission, Timing
from models.assess.measures import MEASURES, Found, Measure, UnitYear
from models.assess.measures.work import item_title, progress_of
from models.assess.scheme import (
    Bonus,
    Completion,
    Deduction,
    Indicator,
    Manual,
    Quota,
    Rate,
    Report,
    Step,
    Veto,
    WhenNone,
)
from models.assess.score import CENT, RecordRef, Score, State, rounded, words
from models.records.context import title_of
from models.records.ledgers.progress import DONE, NOT_APPLICABLE, OPEN, Progress
from models.records.ledgers.score import Score as HandScore
from models.records.record import Record
from models.records.registry import ledger

ZERO = Decimal(0)


@dataclass(frozen=True)
class Question:
    """One indicator asked of one unit; `full` are the full marks for its category, `hand` the points given by hand."""

    indicator: Indicator
    full: Decimal
    year: UnitYear
    hand: HandScore | None = None
    hand_uid: str = ""
    submissions: tuple[Submission, ...] = ()

    def scored(self, points: Decimal, reason: str, because: Iterable[RecordRef] = ()) -> Score:
        """Points for it, kept within 0 and full marks."""
        return self._score(State.SCORED, rounded(min(max(points, ZERO), self.full)), reason, because)

    def unscored(self, state: State, reason: str, because: Iterable[RecordRef] = ()) -> Score:
        """No points for it, or none yet."""
        return self._score(state, ZERO, reason, because)

    def _score(self, state: State, points: Decimal, reason: str, because: Iterable[RecordRef]) -> Score:
        return Score(
            indicator=self.indicator.id,
            name=self.indicator.name,
            chapter=self.indicator.chapter,
            full=self.full,
            points=points,
            state=state,
            reason=reason,
            because=tuple(because),
            outside_total=self.indicator.outside_total,
        )

    def find(self, name: str) -> tuple[Found, ...]:
        """What the measure of this name finds in the unit's year."""
        return self.year.find(MEASURES[name])

    def nothing(self, when_none: WhenNone, what: str) -> Score:
        """There is nothing to measure."""
        if when_none == "full":
            return self.scored(self.full, f"{what}，按方案计满分{words(self.full)}分。")
        return self.unscored(State.NOT_APPLICABLE, f"{what}，本项不适用，不计入总分。")


def score(question: Question) -> Score:
    """The indicator's points for the unit, with reason and records."""
    return _RULES[type(question.indicator.rule)](question.indicator.rule, question)


def _manual(rule: Manual, question: Question) -> Score:
    hand, full = question.hand, question.full
    if hand is None or hand.points is None:
        if rule.extra:
            return question.scored(ZERO, "没有加分。")
        return question.unscored(State.PENDING, "待评：还没有人工评分。")
    given = hand.points if hand.points >= 0 or rule.extra else full + hand.points
    how = f"人工评分{words(hand.points)}分" if hand.points >= 0 else f"人工扣{words(-hand.points)}分"
    names = "、".join(one.name or "" for one in hand.evidence)
    proof = f"佐证材料：{names}。" if names else "没有附佐证材料。"
    behind = RecordRef("score", question.hand_uid, f"{question.indicator.name}的人工评分", ZERO, proof)
    return question.scored(given, f"{how}：{(hand.reason or '没有写明理由').rstrip('。')}。", [behind])


def _completion(rule: Completion, question: Question) -> Score:
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
    aside = [_ref(found, ZERO) for found in left_out]
    said = f"，{len(left_out)}项不适用" if left_out else ""
    if not done and not open_:
        return question.nothing(rule.when_none, f"没有应落实的事项{said}")
    what = f"应落实{len(items) - len(left_out)}项{said}，已完成{len(done)}项"
    return _by_share(question, rule.steps, done, open_, what, aside)


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
    base, part = MEASURES[rule.denominator], MEASURES[rule.numerator]
    reached = {found.key for found in question.find(rule.numerator)}
    whole = question.find(rule.denominator)
    if not whole:
        return question.nothing(rule.when_none, f"没有{base.label}")
    good = [found for found in whole if found.key in reached]
    bad = [found for found in whole if found.key not in reached]
    what = f"{_counted_as(base, whole)}，其中{_counted_as(part, good)}"
    return _by_share(question, rule.steps, good, bad, what)


def _by_share(
    question: Question,
    steps: Sequence[Step],
    good: Sequence[Found],
    bad: Sequence[Found],
    what: str,
    aside: Sequence[RecordRef] = (),
) -> Score:
    """Points from the share of `good`: what is lost is laid on `bad` in equal parts, what is earned on `good`."""
    whole = Decimal(len(good) + len(bad))
    if steps:
        earned = next((step.share for step in steps if len(good) >= step.at_least * whole), ZERO)
    else:
        earned = len(good) / whole
    points = rounded(question.full * earned)
    percent = words(len(good) * 100 / whole)
    reason = f"{what}，比率{percent}%，得{words(points)}分（满分{words(question.full)}分）。"
    refs = [*_spread(bad, points - question.full), *_spread(good, points), *aside]
    return question.scored(points, reason, refs)


MONTHS = {"year": 12, "half": 6, "quarter": 3}
_EACH = {"year": "", "half": "每半年", "quarter": "每季度"}


def _quota(rule: Quota, question: Question) -> Score:
    slots = _counted(rule, question.year)
    wanted = rule.at_least * len(slots)
    missing = sum(max(rule.at_least - len(found), 0) for found in slots)
    if rule.each is None:
        points = question.full * (wanted - missing) / wanted
    else:
        points = max(question.full - missing * rule.each, ZERO)
    points = rounded(points)
    declared = ledger(rule.ledger)
    told = [
        value if isinstance(value, str) else f"{declared.by_name[name].label}{value}"
        for name, value in rule.where.items()
    ]
    what = "、".join(told) or declared.label
    counted = [found for slot in slots for found in slot]
    short = f"，缺{missing}次，扣{words(question.full - points)}分" if missing else ""
    reason = f"{what}{_EACH[rule.per]}应不少于{rule.at_least}次，实有{len(counted)}次{short}，得{words(points)}分。"
    return question.scored(points, reason, _spread(counted, points))


def _counted(rule: Quota, year: UnitYear) -> list[list[Found]]:
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
    found, measure = question.find(rule.measure), MEASURES[rule.measure]
    if not found:
        return question.scored(question.full, f"没有{measure.label}，得满分{words(question.full)}分。")
    most = question.full if rule.cap is None else min(rule.cap, question.full)
    taken = min(len(found) * rule.each, most)
    ended = f"，最多扣{words(most)}分" if len(found) * rule.each > most else ""
    reason = (
        f"{_counted_as(measure, found)}，每{measure.classifier}扣{words(rule.each)}分{ended}，"
        f"扣{words(taken)}分，得{words(question.full - taken)}分。"
    )
    return question.scored(question.full - taken, reason, _in_turn(found, rule.each, taken, sign=-1))


def _bonus(rule: Bonus, question: Question) -> Score:
    found, measure = question.find(rule.measure), MEASURES[rule.measure]
    given = min(len(found) * rule.each, question.full)
    most = f"，最多加{words(question.full)}分" if len(found) * rule.each > question.full else ""
    each = f"每{measure.classifier}加{words(rule.each)}分{most}"
    reason = f"{_counted_as(measure, found)}，{each}，加{words(given)}分。"
    return question.scored(given, reason, _in_turn(found, rule.each, given, sign=1))


def _veto(rule: Veto, question: Question) -> Score:
    found = question.find(rule.measure)
    counted = _counted_as(MEASURES[rule.measure], found)
    if len(found) < rule.from_count:
        return question.scored(ZERO, f"{counted}，不降低等次。", [_ref(one, ZERO) for one in found])
    how = f"等次不高于{rule.at_most}" if rule.at_most else "等次降低一等"
    return question.scored(ZERO, f"{counted}，{how}。", [_ref(one, ZERO) for one in found])


def _counted_as(measure: Measure, found: Sequence[Found]) -> str:
    return f"{measure.label}{len(found)}{measure.classifier}"


def _report(rule: Report, question: Question) -> Score:
    fines = {Timing.LATE: rule.late, Timing.MISSING: rule.missing}
    left = question.full
    refs = []
    for one in sorted(question.submissions, key=lambda one: one.period):
        fine = min(fines.get(one.timing, ZERO), left)
        left -= fine
        if one.timing in fines:
            refs.append(RecordRef("", one.period, one.label, ZERO - fine, f"{one.timing}：{one.note}"))
    late, missing = (sum(1 for one in question.submissions if one.timing is timing) for timing in fines)
    reason = f"迟报{late}次，未报{missing}次，扣{words(question.full - left)}分，得{words(left)}分。"
    return question.scored(left, reason, refs)


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
    Manual: _manual,
    Completion: _completion,
    Quota: _quota,
    Rate: _rate,
    Deduction: _deduction,
    Bonus: _bonus,
    Veto: _veto,
    Report: _report,
}
