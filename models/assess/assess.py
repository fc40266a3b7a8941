"""Score units by a scheme, grade and rank them.

The one engine: a unit's page, its explanation and printed sheet, and the ranking of a whole district come from here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from models.assess.inputs import Basis, UnitInput
from models.assess.measures import UnitYear
from models.assess.pricing import Counts
from models.assess.rules import NOBODY, Hand, Question, score
from models.assess.scheme import ByHand, Category, Indicator, Scheme
from models.assess.score import Assessment, Score, UnitScore, words
from models.assess.totals import ranked, summed
from models.assess.unreported import with_reporting, without_report
from models.records.context import BasicContext
from models.records.entry import BadRecordError, to_record
from models.records.finding import Finding, Level
from models.records.ledgers.score import LEDGER as HAND_SCORES
from models.records.ledgers.score import Score as HandScore
from models.records.registry import ledger


def everyone(_unit: str) -> bool:
    """For `explained`: the records behind the points are named for every unit."""
    return True


def nobody(_unit: str) -> bool:
    """For `explained`: no records are named, which is faster; units with equal counts share a score."""
    return False


def assess(basis: Basis, units: Iterable[UnitInput], explained: Callable[[str], bool] = everyone) -> Assessment:
    """Score every unit, grade and rank them.

    The records behind the points are named for the units whose code is `explained`; the points of the others are the
    same, without them. Units are looked at one after the other, as they come, and the result does not depend on their
    order or that of their records. Units without a category of the scheme are left out and named in the findings, as
    are records that cannot be read and scores that fit no indicator.
    """
    engine = _Engine(basis, explained)
    results = [one for one in map(engine.result, units) if one]
    scheme = basis.scheme
    placed = [one for category in scheme.categories for one in ranked(results, category)]
    return Assessment(
        scheme=scheme.id,
        name=scheme.name,
        year=scheme.year,
        on=basis.day,
        units=tuple(placed),
        findings=tuple(sorted(engine.findings, key=lambda one: one.unit)),
    )


class _Engine:
    """Scores one unit after the other; what is wrong with what it was given is in `findings`."""

    def __init__(self, basis: Basis, explained: Callable[[str], bool]) -> None:
        self.findings: list[Finding] = []
        self._basis, self._explained = basis, explained
        self._shared: dict[tuple[str, str, Counts], Score] = {}
        self._used = {
            one.id: [
                (indicator, indicator.full(one.id), basis.averages.get((one.id, indicator.id), NOBODY))
                for indicator in basis.scheme.indicators_for(one.id)
            ]
            for one in basis.scheme.categories
        }

    def result(self, given: UnitInput) -> UnitScore | None:
        """The unit's result, not ranked yet; None where it is in no category of the scheme."""
        scheme = self._basis.scheme
        category = scheme.category(given.unit.category)
        if category is None:
            self.findings.append(_homeless(given))
            return None
        year = year_of(self._basis, given)
        before = _year_before(year) if self._basis.knows_last_year else None
        hands = _hand_scores(scheme, category, given, self.findings)
        scores = tuple(
            self._score(category, Question(one, full, year, hands.get(one.id), given.submissions, average, before))
            for one, full, average in self._used[category.id]
        )
        self.findings += _unreadable(year)
        if given.reporting.is_silent:
            scores = without_report(scheme, scores, given.reporting)
        found = summed(scheme, category, (given.unit.code, given.unit.name), scores)
        return with_reporting(found, given.reporting)

    def _score(self, category: Category, question: Question) -> Score:
        """Of units that are not explained, equal counts make one score, which they share."""
        counts, explained = question.counts, self._explained(question.year.unit.code)
        if explained or question.hand:
            return score(question, counts, explained=explained)
        key = category.id, question.indicator.id, counts
        if key not in self._shared:
            self._shared[key] = score(question, counts, explained=False)
        return self._shared[key]


def year_of(basis: Basis, given: UnitInput) -> UnitYear:
    """The unit's year as measures see it, by what was read of its records already and else by its entries."""
    context = BasicContext(given.entries, basis.day, basis.calendar, basis.terms, basis.place)
    about = given.unit, basis.scheme.year, basis.day, basis.plan
    more = basis.units, None if basis.scheme.waived == "claimed" else given.waivers
    whole = UnitYear(*about, context, None, *more)
    if given.rows is None:
        return whole
    context = BasicContext(given.entries, basis.day, basis.calendar, basis.terms, basis.place, records=given.rows)
    return UnitYear(*about, context, whole, *more)


def _year_before(year: UnitYear) -> UnitYear:
    """The year before as it stood at its end."""
    whole = _year_before(year.whole) if year.whole else None
    last = year.year - 1
    return UnitYear(year.unit, last, dt.date(last, 12, 31), year.plan, year.context, whole)


def _homeless(given: UnitInput) -> Finding:
    said = f"“{given.unit.category}”" if given.unit.category else "空的"
    message = f"{given.unit.name}的考核类别是{said}，方案里没有，没有给它评分，请在单位名册里改正。"
    return Finding(
        level=Level.ERROR, code="assess.category", message=message, unit=given.unit.code, title=given.unit.name
    )


def _hand_scores(scheme: Scheme, category: Category, given: UnitInput, findings: list[Finding]) -> dict[str, Hand]:
    """The unit's scores given by hand with their uids, by indicator; what fits no indicator becomes a finding."""
    if not given.scores:
        return {}
    manual = {one.id: one for one in scheme.indicators_for(category.id) if one.by_hand}
    kept: dict[str, Hand] = {}
    for entry in sorted(given.scores, key=lambda one: one.uid):
        fields = entry.fields
        if entry.deleted or (fields.get("scored"), fields.get("year")) != (given.unit.code, scheme.year):
            continue
        try:
            hand = to_record(HAND_SCORES, fields, entry.uid)
        except BadRecordError:
            findings.append(_about_score(given, entry.uid, "人工评分的内容读不出，没有计入，请重新评分。"))
            continue
        indicator = manual.get(fields.get("indicator") or "")
        if indicator is None or not isinstance(hand, HandScore):
            message = f"人工评分的指标代号“{fields.get('indicator')}”在方案里不是人工评分的指标，没有计入，请核对。"
            findings.append(_about_score(given, entry.uid, message))
            continue
        wrong = _hand_problem(indicator, indicator.full(category.id), hand)
        if wrong:
            findings.append(_about_score(given, entry.uid, f"指标“{indicator.name}”{wrong}"))
        kept[indicator.id] = Hand(hand, entry.uid)
    return kept


def _hand_problem(indicator: Indicator, full: Decimal, hand: HandScore) -> str:
    """What of the points given does not count."""
    points = hand.points
    if points is None or indicator.by_hand is ByHand.TIMES:
        return ""
    if points < 0 and indicator.by_hand is ByHand.EXTRA:
        return f"是附加项，只加分不扣分，人工扣{words(-points)}分没有计入：请改正，或者在会扣分的指标里扣。"
    if points > 0 and indicator.by_hand is ByHand.TAKEN_OFF:
        return f"是总分以外的扣分项，人工评分{words(points)}分没有计入：要扣的分填负数。"
    return f"满分{words(full)}分，人工评分{words(points)}分，超出的不计，请核对。" if abs(points) > full else ""


def _about_score(given: UnitInput, uid: str, message: str) -> Finding:
    return Finding(
        level=Level.WARNING,
        code="assess.hand_score",
        message=f"{given.unit.name}：{message}",
        ledger=HAND_SCORES.id,
        unit=given.unit.code,
        uid=uid,
        title=given.unit.name,
    )


def _unreadable(year: UnitYear) -> Iterator[Finding]:
    """Records of the ledgers that were looked at that do not fit their ledger."""
    looked_at = [(one.context, ledger_id) for one in (year, year.whole) if one for ledger_id in one.used]
    for name, uid in sorted({(one, uid) for context, one in looked_at for uid in context.unreadable(one)}):
        message = f"{year.unit.name}的{ledger(name).label}里有一条记录读不出，没有计入考核，请该单位改正后重报。"
        yield Finding(
            level=Level.WARNING,
            code="assess.unreadable",
            message=message,
            ledger=name,
            unit=year.unit.code,
            uid=uid,
        )
