"""Score units by a scheme, grade and rank them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from models.assess.inputs import UnitInput
from models.assess.measures import UnitYear
from models.assess.rules import Question, score
from models.assess.scheme import Category, Manual, Scheme
from models.assess.score import Assessment, Score, words
from models.assess.totals import ranked, summed
from models.records.context import BasicContext
from models.records.entry import BadRecordError, to_record
from models.records.finding import Finding, Level
from models.records.ledgers.score import LEDGER as HAND_SCORES
from models.records.ledgers.score import Score as HandScore
from models.records.plan import Plan
from models.records.registry import ledger
from models.rules.holidays import DEFAULT_CALENDAR, Calendar
from models.rules.terms import AS_SHIPPED

Hands = dict[str, tuple[HandScore | None, str]]


Scorer = Callable[[Category, UnitInput, list[Finding]], tuple[Score, ...]]
"""A unit's scores by the indicators of its category; what is wrong with what it was given is added to the findings."""


def assess(
    scheme: Scheme,
    plan: Plan,
    units: Iterable[UnitInput],
    on: dt.date | None = None,
    calendar: Calendar = DEFAULT_CALENDAR,
    terms: Mapping[str, int] = AS_SHIPPED,
) -> Assessment:
    """Score every unit as things stand `on` a day, by default the last of the scheme's year.

    `terms` are the periods that the centre set otherwise than shipped (`Issue.terms`).

    The result does not depend on the order of units or records. Units without a category of the scheme are left out
    and named in the findings, as are records that cannot be read and scores that fit no indicator.
    """
    day = on or dt.date(scheme.year, 12, 31)
    return assess_by(scheme, day, units, partial(by_records, scheme, plan, day, calendar, terms))


def by_records(  # noqa: PLR0913, PLR0917 - what `assess` is given, and what a Scorer is
    scheme: Scheme,
    plan: Plan,
    day: dt.date,
    calendar: Calendar,
    terms: Mapping[str, int],
    category: Category,
    given: UnitInput,
    findings: list[Finding],
) -> tuple[Score, ...]:
    """The unit's scores, with the records behind them."""
    year = UnitYear(given.unit, scheme.year, day, plan, BasicContext(given.entries, day, calendar, terms))
    hands = hand_scores(scheme, category, given, findings)
    scores = tuple(
        score(Question(one, one.full(category.id), year, *hands.get(one.id, (None, "")), given.submissions))
        for one in scheme.indicators_for(category.id)
    )
    findings += unreadable(year)
    return scores


def assess_by(scheme: Scheme, day: dt.date, units: Iterable[UnitInput], scores: Scorer) -> Assessment:
    """Grade and rank units by scores that come from wherever they come."""
    findings: list[Finding] = []
    results = []
    for given in sorted(units, key=lambda one: one.unit.code):
        category = scheme.category(given.unit.category)
        if category is None:
            findings.append(_homeless(given))
            continue
        mine = scores(category, given, findings)
        results.append(summed(scheme, category, (given.unit.code, given.unit.name), mine))
    placed = [one for category in scheme.categories for one in ranked(results, category.id)]
    return Assessment(
        scheme=scheme.id, name=scheme.name, year=scheme.year, on=day, units=tuple(placed), findings=tuple(findings)
    )


def _homeless(given: UnitInput) -> Finding:
    said = f"“{given.unit.category}”" if given.unit.category else "空的"
    message = f"{given.unit.name}的考核类别是{said}，方案里没有，没有给它评分，请在单位名册里改正。"
    return Finding(
        level=Level.ERROR, code="assess.category", message=message, unit=given.unit.code, title=given.unit.name
    )


def hand_scores(scheme: Scheme, category: Category, given: UnitInput, findings: list[Finding]) -> Hands:
    """The unit's scores given by hand with their uids, by indicator; what fits no indicator becomes a finding."""
    if not given.scores:
        return {}
    manual = {one.id: one for one in scheme.indicators_for(category.id) if isinstance(one.rule, Manual)}
    kept: Hands = {}
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
        full = indicator.full(category.id)
        if hand.points is not None and abs(hand.points) > full:
            message = f"指标“{indicator.name}”满分{words(full)}分，人工评分{words(hand.points)}分，超出的不计，请核对。"
            findings.append(_about_score(given, entry.uid, message))
        kept[indicator.id] = hand, entry.uid
    return kept


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


def unreadable(year: UnitYear) -> Iterator[Finding]:
    """Records of the ledgers that were looked at that do not fit their ledger."""
    for name in sorted(year.used):
        for uid in sorted(year.context.unreadable(name)):
            message = f"{year.unit.name}的{ledger(name).label}里有一条记录读不出，没有计入考核，请该单位改正后重报。"
            yield Finding(
                level=Level.WARNING,
                code="assess.unreadable",
                message=message,
                ledger=name,
                unit=year.unit.code,
                uid=uid,
            )
