"""One unit's points by one indicator, with the records behind them.

Every kind of rule counts what it looks at (`_count_…`) and `models.assess.pricing` turns the numbers into points. Where
somebody wants to know why, the points are laid on the very records that were counted (`_behind_…`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_DOWN, Decimal
from typing import Any, NamedTuple, cast

from models.assess.inputs import Submission, Timing
from models.assess.measures import MEASURES, Found, UnitYear
from models.assess.measures.measure import Counted, Key, Look
from models.assess.measures.work import JUDGED, STANDING, item_title, progress_by_item
from models.assess.pricing import MONTHS, UNKNOWN, ZERO, Counts, Priced, as_score, limits, priced, taken_off, veto
from models.assess.scheme import (
    Bonus,
    ByHand,
    Compare,
    Completion,
    Deduction,
    Indicator,
    PlanQuotas,
    Quota,
    Rate,
    Report,
    Scheme,
    Veto,
)
from models.assess.score import CENT, RecordRef, Score, ScoreState, words
from models.records.context import title_of
from models.records.counting import Piece, in_ranges, item_field, pieces, summed_label
from models.records.ledgers.progress import DONE, NOT_APPLICABLE, OPEN, Progress, judged_count
from models.records.ledgers.score import Score as HandScore
from models.records.ledgers.waiver import claims, decided, decision_words
from models.records.plan import Counting
from models.records.proven import PROVEN_FIELD
from models.records.quotas import Asked, QuotaResult, QuotaState, measure, own_quotas
from models.records.registry import ledger
from models.store.records.unit_columns import Excerpt


class Hand(NamedTuple):
    """Points given by hand, with the uid of the record."""

    score: HandScore
    uid: str


_NOTHING = "", Progress()
"""The uid and record of an item of which nothing was reported."""


NOBODY = 0, UNKNOWN
"""An average that is not known here."""


class Question(NamedTuple):
    """One indicator asked of one unit: all that a rule may look at.

    `full` are the full marks for the unit's category, `hand` the points given by hand. `average` is what all units that
    it is compared with come to, NOBODY where that is not known; `before` the unit's year before, None where that is not
    kept.
    """

    indicator: Indicator
    full: Decimal
    year: UnitYear
    hand: Hand | None = None
    submissions: tuple[Submission, ...] = ()
    average: tuple[int, int] = NOBODY
    before: UnitYear | None = None

    @property
    def counts(self) -> Counts:
        """The figures the rule computes the points from; () where people give them."""
        rule = self.indicator.rule
        return () if self.indicator.by_hand else _KINDS[type(rule)].counts(rule, self)

    def counted(self, name: str) -> Counted:
        """What the measure of this name counts in the unit's year."""
        return self.year.counted(MEASURES[name])

    def find(self, name: str) -> list[Found]:
        """The same with its words, in order."""
        return self.year.find(MEASURES[name])


def score(question: Question, counts: Counts, *, explained: bool) -> Score:
    """The indicator's points for the unit by its counts, with the reason and, if `explained`, the records."""
    indicator, full = question.indicator, question.full
    if indicator.by_hand:
        return _by_hand(indicator.by_hand, question, explained=explained)
    price = priced(indicator.rule, full, counts)
    behind = _KINDS[type(indicator.rule)].behind(indicator.rule, question, price) if explained else ()
    return as_score(indicator, full, price, tuple(behind))


def columns_of(scheme: Scheme, *, worded: bool) -> dict[str, Excerpt]:
    """What the scheme looks at of records, by ledger; measures that look at whole records apart.

    Only if it is `worded` with all that the words of an explanation are made of.
    """
    found: dict[str, Excerpt] = {}
    for one in scheme.indicators:
        for looked_at in _looked_at(one):
            for name, look in looked_at.items():
                excerpt = look.excerpt(worded=worded)
                found[name] = found[name].joined(excerpt) if name in found else excerpt
    return found


def _looked_at(indicator: Indicator) -> Iterator[Mapping[str, Look]]:
    if indicator.by_hand:
        return
    yield from _KINDS[type(indicator.rule)].columns(indicator.rule)
    if isinstance(indicator.rule, Quota) and indicator.items:
        yield STANDING


_NONE_GIVEN = {
    ByHand.POINTS: Priced(ScoreState.PENDING, ZERO, "待评：还没有人工评分。"),
    ByHand.EXTRA: Priced(ScoreState.SCORED, ZERO, "没有加分。"),
    ByHand.TAKEN_OFF: Priced(ScoreState.SCORED, ZERO, "没有扣分。"),
    ByHand.TIMES: Priced(ScoreState.SCORED, ZERO, "没有人工认定的情形，不降低等次。"),
}


def _by_hand(kind: ByHand, question: Question, *, explained: bool) -> Score:
    """The points somebody gave, with the reason."""
    indicator, full, hand = question.indicator, question.full, question.hand.score if question.hand else None
    if question.hand is None or hand is None or hand.points is None:
        return as_score(indicator, full, _NONE_GIVEN[kind])
    why = f"{(hand.reason or '没有写明理由').rstrip('。')}。"
    if isinstance(indicator.rule, Veto):
        price = _times_given(indicator.rule, hand.points, why)
    else:
        price = _points_given(indicator, full, hand.points, why)
    names = "、".join(one.name or "" for one in hand.evidence)
    proof = f"佐证材料：{names}。" if names else "没有附佐证材料。"
    behind = RecordRef("score", question.hand.uid, f"{indicator.name}的人工评分", ZERO, proof)
    nothing = isinstance(indicator.rule, Veto) and not price.found
    return as_score(indicator, full, price, (behind,) if explained and not nothing else ())


def _points_given(indicator: Indicator, full: Decimal, points: Decimal, why: str) -> Priced:
    low, high = limits(indicator, full)
    given = points if points >= 0 or indicator.outside_total else full + points
    how = f"人工评分{words(points)}分" if points >= 0 else f"人工扣{words(-points)}分"
    if given < 0 and indicator.by_hand is ByHand.EXTRA:
        how += "没有计入，附加项只加分不扣分"
    elif given > 0 and indicator.by_hand is ByHand.TAKEN_OFF:
        how += "没有计入，总分外的扣分项只扣分，填负数"
    elif not low <= given <= high:
        how += f"，{'最多扣' if indicator.taken_off else '满分'}{words(full)}分，超出的不计"
    return Priced(ScoreState.SCORED, given, f"{how}：{why}")


def _times_given(rule: Veto, times: Decimal, why: str) -> Priced:
    price = veto(rule, f"人工认定{words(times)}次", max(int(times), 0))
    return price._replace(reason=f"{price.reason.rstrip('。')}：{why}")


def _wanted(question: Question) -> list[int]:
    """Uids of the indicator's items that are the unit's to do, in the plan's order."""
    wanted = question.indicator.items
    return [item for item in question.year.once(_done_items) if item in wanted]


def _done_items(year: UnitYear) -> dict[int, bool | None]:
    """By uid of the plan's items that are the unit's to do whether it is completed; None: it does not apply."""
    kept, code = year.once(progress_by_item), year.unit.code
    own = (one.uid for one in year.plan.items if one.is_for(code))
    return {item: _is_done(kept.get(item, _NOTHING)[1], year, item) for item in own}


def _count_completion(_rule: Completion, question: Question) -> Counts:
    done = question.year.once(_done_items)
    states = [done[item] for item in _wanted(question)]
    return len(states), states.count(None), states.count(True)


def _behind_completion(_rule: Completion, question: Question, price: Priced) -> list[RecordRef]:
    kept = question.year.once(progress_by_item)
    found: dict[bool | None, list[Found]] = {True: [], False: [], None: []}
    for item in _wanted(question):
        uid, one = kept.get(item, _NOTHING)
        words = item_title(question.year.plan, item), _how_far(uid, one, question.year, item)
        found[_is_done(one, question.year, item)].append(Found("progress", uid, words))
    return [*_shared(question, price, found[False], found[True]), *(_ref(one, ZERO) for one in found[None])]


def _is_done(one: Progress, year: UnitYear, item: int) -> bool | None:
    """Whether the item is completed; None: it does not apply."""
    if claims(one) and (year.waivers is None or decided(one, year.waivers.get(item))):
        return None
    return one.state == DONE


def _how_far(uid: str, one: Progress, year: UnitYear, item: int) -> str:
    if not uid:
        return "没有填写落实情况。"
    if claims(one):
        said = f"，{decision_words(one, year.waivers.get(item))}" if year.waivers is not None else ""
        return f"不适用：{(one.not_applicable or '').rstrip('。')}{said}。"
    return f"落实状态：{one.state or OPEN}{'，没有写明理由' if one.state == NOT_APPLICABLE else ''}。"


def _count_rate(rule: Rate, question: Question) -> Counts:
    return len(question.counted(rule.denominator)), len(_good(rule, question))


def _behind_rate(rule: Rate, question: Question, price: Priced) -> list[RecordRef]:
    good, whole = _good(rule, question), question.find(rule.denominator)
    bad = [found for found in whole if found.key not in good]
    return _shared(question, price, bad, [found for found in whole if found.key in good])


def _good(rule: Rate, question: Question) -> set[Key]:
    """Keys of what the denominator counts that the numerator counts too."""
    if MEASURES[rule.denominator].ledger != MEASURES[rule.numerator].ledger:
        return set()
    return question.counted(rule.denominator).keys() & question.counted(rule.numerator).keys()


def _shared(question: Question, price: Priced, bad: Sequence[Found], good: Sequence[Found]) -> list[RecordRef]:
    """What is lost is laid on `bad` in equal parts, what is earned on `good`."""
    return [*_spread(bad, price.points - question.full), *_spread(good, price.points)]


def _count_quota(rule: Quota, question: Question) -> Counts:
    amounts = in_ranges(_pieces(rule, question), MONTHS[rule.per])
    return (_is_waived(question), *(int(amount) for amount in amounts))


def _is_waived(question: Question) -> bool:
    """Whether none of the items that the indicator looks at applies to the unit."""
    done = question.year.once(_done_items) if question.indicator.items else {}
    states = [done[item] for item in question.indicator.items if item in done]
    return bool(states) and all(state is None for state in states)


def _behind_quota(rule: Quota, question: Question, price: Priced) -> list[RecordRef]:
    counted = sorted(_pieces(rule, question), key=lambda one: (one.month // MONTHS[rule.per], one.uid))
    return _spread(list(_basis(rule.counting, "次", counted, question.year, "计入定额")), price.points)


def _basis(counting: Counting, unit: str, counted: Iterable[Piece], year: UnitYear, where: str) -> Iterator[Found]:
    """The records that count for a quota, each with what it adds."""
    declared, records = ledger(counting.ledger), year.records(counting.ledger)
    label = summed_label(counting)
    for one in counted:
        added = f"{label}{words(Decimal(one.amount))}" if label else f"{words(Decimal(one.amount))}{unit}"
        yield Found(counting.ledger, one.uid, (title_of(declared, records[one.uid]), f"{where}：{added}。"))


def _pieces(rule: Quota, question: Question) -> list[Piece]:
    year = question.year
    year.used.add(rule.ledger)
    return pieces(rule.counting, rule.among(question.indicator.items), year.year, year.context)


def _quota_columns(rule: Quota) -> Mapping[str, Look]:
    declared, item = ledger(rule.ledger), item_field(ledger(rule.ledger))
    names = (rule.counting.summed, declared.year_of, item.name if item else "", PROVEN_FIELD)
    known = (name for name in names if name in declared.by_name)
    return {rule.ledger: Look((*rule.where, *known), words=(declared.title,))}


def _measured(question: Question) -> list[QuotaResult]:
    """The plan's quotas of the indicator's items that the unit has to meet, as pages and forms say them."""
    year, progress = question.year, question.year.once(progress_by_item)
    whole = year.whole or year
    results = [
        measure(Asked(quota, item, year.year, judged_count(progress.get(uid, _NOTHING)[1], quota.what)), whole.context)
        for uid in _wanted(question)
        if year.once(_done_items)[uid] is not None
        for item in (year.plan.by_uid[uid],)
        for quota in own_quotas(item, year.unit.code, year.units)
    ]
    whole.used.update(one.counting.ledger for one in results if one.counting)
    return results


def _count_plan_quotas(_rule: PlanQuotas, question: Question) -> Counts:
    states = [one.state for one in _measured(question)]
    return len(states), states.count(QuotaState.MET), states.count(QuotaState.BY_HAND)


def _behind_plan_quotas(_rule: PlanQuotas, question: Question, price: Priced) -> list[RecordRef]:
    """Each quota as it stands, with what is lost on those that are not met."""
    found: dict[bool, list[Found]] = {True: [], False: []}
    records: list[Found] = []
    for one in _measured(question):
        uid = question.year.once(progress_by_item).get(one.item.uid, _NOTHING)[0]
        said = item_title(question.year.plan, one.item.uid), f"{one.words}。"
        found[one.state is QuotaState.MET].append(Found("progress", uid, said))
        if one.counting:
            where = f"计入第{one.item.number}项{one.kind}"
            records += _basis(one.counting, one.quota.unit, one.found, question.year.whole or question.year, where)
    return [*_shared(question, price, found[False], found[True]), *(_ref(one, ZERO) for one in records)]


def _count_compare(rule: Compare, question: Question) -> Counts:
    return (*_compared(rule, question.year), *_yardstick(rule, question), _doubts(rule, question))


def _doubts(rule: Compare, question: Question) -> int:
    doubt = MEASURES[rule.measure].doubt
    return len(question.year.counted(doubt)) if doubt else 0


def _compared(rule: Compare, year: UnitYear) -> tuple[int, int]:
    """What is found and what it is divided by: the number as such, by 1."""
    found = year.counted(MEASURES[rule.measure])
    if not rule.out_of:
        return len(found), 1
    whole = year.counted(MEASURES[rule.out_of])
    return len(found.keys() & whole.keys()), len(whole)


def _yardstick(rule: Compare, question: Question) -> tuple[int, int]:
    if rule.to != "last_year":
        return question.average
    return _compared(rule, question.before) if question.before else (0, 0)


def own_figures(question: Question) -> tuple[int, int, int]:
    """What a unit brings to an average: what is found, what it is divided by, and what is in doubt."""
    rule = cast("Compare", question.indicator.rule)
    return (*_compared(rule, question.year), _doubts(rule, question))


def _behind_compare(rule: Compare, question: Question, price: Priced) -> list[RecordRef]:
    lost = price.points - question.full if price.state is ScoreState.SCORED else ZERO
    found = question.find(rule.measure)
    if rule.better == "low" or not rule.out_of:
        return _spread(found, lost if rule.better == "low" else price.points)
    kept = question.counted(rule.measure)
    return _spread([one for one in question.find(rule.out_of) if one.key not in kept], lost)


def _count_found(rule: Deduction | Bonus | Veto, question: Question) -> Counts:
    doubt = MEASURES[rule.measure].doubt
    return len(question.counted(rule.measure)), len(question.year.counted(doubt)) if doubt else 0


def _doubtful(rule: Deduction | Bonus | Veto, question: Question) -> list[Found]:
    """What may turn out to count by the rule."""
    doubt = MEASURES[rule.measure].doubt
    return question.year.find(doubt) if doubt else []


def _behind_deduction(rule: Deduction, question: Question, _price: Priced) -> list[RecordRef]:
    found = question.find(rule.measure)
    taken = _in_turn(found, rule.each, taken_off(rule, question.full, len(found)), sign=-1)
    return [*taken, *(_ref(one, ZERO) for one in _doubtful(rule, question))]


def _behind_bonus(rule: Bonus, question: Question, price: Priced) -> list[RecordRef]:
    return _in_turn(question.find(rule.measure), rule.each, price.points, sign=1)


def _behind_veto(rule: Veto, question: Question, _price: Priced) -> list[RecordRef]:
    return [_ref(one, ZERO) for one in (*question.find(rule.measure), *_doubtful(rule, question))]


def _count_report(_rule: Report, question: Question) -> Counts:
    timings = [one.timing for one in question.submissions]
    return timings.count(Timing.LATE), timings.count(Timing.MISSING)


def _behind_report(rule: Report, question: Question, _price: Priced) -> Iterator[RecordRef]:
    fines = {Timing.LATE: rule.late, Timing.MISSING: rule.missing}
    left = question.full
    for one in sorted(question.submissions, key=lambda one: one.period):
        fine = min(fines.get(one.timing, ZERO), left)
        left -= fine
        if one.timing in fines:
            yield RecordRef("", one.period, one.label, ZERO - fine, f"{one.timing}：{one.note}")


def _ref(found: Found, effect: Decimal) -> RecordRef:
    title, why = found.words
    return RecordRef(found.ledger, found.uid, title, effect, why)


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


class _Kind(NamedTuple):
    """How a kind of rule counts, which records it lays its points on, and what it looks at of them, by ledger."""

    counts: Callable[[Any, Question], Counts]
    behind: Callable[[Any, Question, Priced], Iterable[RecordRef]]
    columns: Callable[[Any], Iterable[Mapping[str, Look]]]


def _of_measure(rule: Deduction | Bonus | Veto) -> Iterable[Mapping[str, Look]]:
    return (MEASURES[rule.measure].columns,)


_KINDS: dict[type, _Kind] = {
    Completion: _Kind(_count_completion, _behind_completion, lambda _: (STANDING,)),
    Quota: _Kind(_count_quota, _behind_quota, lambda rule: (_quota_columns(rule),)),
    PlanQuotas: _Kind(_count_plan_quotas, _behind_plan_quotas, lambda _: (STANDING, JUDGED)),
    Rate: _Kind(
        _count_rate, _behind_rate, lambda rule: [MEASURES[one].columns for one in (rule.numerator, rule.denominator)]
    ),
    Compare: _Kind(
        _count_compare,
        _behind_compare,
        lambda rule: [MEASURES[one].columns for one in (rule.measure, rule.out_of) if one],
    ),
    Deduction: _Kind(_count_found, _behind_deduction, _of_measure),
    Bonus: _Kind(_count_found, _behind_bonus, _of_measure),
    Veto: _Kind(_count_found, _behind_veto, _of_measure),
    Report: _Kind(_count_report, _behind_report, lambda _: ()),
}
