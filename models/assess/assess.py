"""Score units by a scheme, grade and rank them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from decimal import Decimal

import msgspec

from models.assess.inputs import UnitInput
from models.assess.measures import MEASURES, UnitYear
from models.assess.rules import ZERO, Question, score
from models.assess.scheme import Category, Manual, Scheme, Veto
from models.assess.score import Assessment, Score, State, UnitScore, rounded, words
from models.records.context import BasicContext
from models.records.entry import BadRecordError, to_record
from models.records.finding import Finding, Level
from models.records.ledgers.score import LEDGER as HAND_SCORES
from models.records.ledgers.score import Score as HandScore
from models.records.plan import Plan
from models.records.registry import ledger
from models.rules.holidays import DEFAULT_CALENDAR, Calendar


def assess(
    scheme: Scheme,
    plan: Plan,
    units: Iterable[UnitInput],
    on: dt.date | None = None,
    calendar: Calendar = DEFAULT_CALENDAR,
) -> Assessment:
    """Score every unit as things stand `on` a day, by default the last of the scheme's year.

    The result does not depend on the order of units or records. Units without a category of the scheme are left out
    and named in the findings, as are records that cannot be read and scores that fit no indicator.
    """
    day = on or dt.date(scheme.year, 12, 31)
    findings: list[Finding] = []
    results = []
    for given in sorted(units, key=lambda one: one.unit.code):
        category = scheme.category(given.unit.category)
        if category is None:
            findings.append(_homeless(given))
            continue
        year = UnitYear(given.unit, scheme.year, day, plan, BasicContext(given.entries, day, calendar))
        results.append(_unit(scheme, category, given, year, findings))
    ranked = [one for category in scheme.categories for one in _ranked(results, category.id)]
    return Assessment(
        scheme=scheme.id, name=scheme.name, year=scheme.year, on=day, units=tuple(ranked), findings=tuple(findings)
    )


def _homeless(given: UnitInput) -> Finding:
    said = f"“{given.unit.category}”" if given.unit.category else "空的"
    message = f"{given.unit.name}的考核类别是{said}，方案里没有，没有给它评分，请在单位名册里改正。"
    return Finding(
        level=Level.ERROR, code="assess.category", message=message, unit=given.unit.code, title=given.unit.name
    )


def _unit(scheme: Scheme, category: Category, given: UnitInput, year: UnitYear, findings: list[Finding]) -> UnitScore:
    hands = _hand_scores(scheme, category, given, findings)
    scores = tuple(
        score(Question(one, one.full(category.id), year, hands.get(one.id), given.submissions))
        for one in scheme.indicators_for(category.id)
    )
    findings += _unreadable(year)
    pending = tuple(one.indicator for one in scores if one.state is State.PENDING)
    total = _total(scheme, scores)
    grade, lowered = ("", "") if pending else _grade(scheme, category, total, year)
    return UnitScore(
        unit=given.unit.code,
        name=given.unit.name,
        category=category.id,
        total=total,
        scores=scores,
        grade=grade,
        pending=pending,
        note="".join([_still_open(scores), _scaled(scheme, scores), lowered]),
    )


def _hand_scores(scheme: Scheme, category: Category, given: UnitInput, findings: list[Finding]) -> dict[str, HandScore]:
    """The unit's scores given by hand, by indicator; what fits no indicator becomes a finding."""
    manual = {one.id: one for one in scheme.indicators_for(category.id) if isinstance(one.rule, Manual)}
    kept: dict[str, HandScore] = {}
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
        kept[indicator.id] = hand
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


def _unreadable(year: UnitYear) -> Iterator[Finding]:
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


def _total(scheme: Scheme, scores: Iterable[Score]) -> Decimal:
    """The points in proportion to what applies, and the bonuses on top."""
    inside = [one for one in scores if not one.outside_total and one.state is not State.NOT_APPLICABLE]
    full = sum((one.full for one in inside), ZERO)
    points = sum((one.points for one in inside), ZERO)
    extra = sum((one.points for one in scores if one.outside_total), ZERO)
    return rounded((points * scheme.total / full if full else ZERO) + extra)


def _still_open(scores: Iterable[Score]) -> str:
    left = [one.name for one in scores if one.state is State.PENDING]
    return f"未完成评分：还有{len(left)}项待评（{'、'.join(left)}）。" if left else ""


def _scaled(scheme: Scheme, scores: Iterable[Score]) -> str:
    out = [one for one in scores if one.state is State.NOT_APPLICABLE]
    full = sum((one.full for one in out), ZERO)
    said = f"{len(out)}项指标（{words(full)}分）不适用，其余指标按比例折算为{words(scheme.total)}分。"
    return said if out else ""


def _grade(scheme: Scheme, category: Category, total: Decimal, year: UnitYear) -> tuple[str, str]:
    """The grade after all vetoes, and a sentence where they lowered it."""
    grades = [band.grade for band in category.bands]
    by_points = next(place for place, band in enumerate(category.bands) if total >= band.at_least)
    place = by_points
    for indicator in scheme.indicators_for(category.id):
        rule = indicator.rule
        if isinstance(rule, Veto) and len(year.find(MEASURES[rule.measure])) >= rule.from_count:
            limit = grades.index(rule.at_most) if rule.at_most else by_points + 1
            place = max(place, min(limit, len(grades) - 1))
    if place == by_points:
        return grades[place], ""
    return grades[place], f"按得分为{grades[by_points]}，因一票降等降为{grades[place]}。"


def _ranked(results: Iterable[UnitScore], category: str) -> list[UnitScore]:
    """The category's units: ranked ones first, equal totals sharing a rank, then those not scored to the end."""
    mine = sorted((one for one in results if one.category == category), key=lambda one: (-one.total, one.unit))
    done = [one for one in mine if not one.pending]
    totals = [one.total for one in done]
    ranked = [msgspec.structs.replace(one, rank=totals.index(one.total) + 1) for one in done]
    return [*ranked, *(one for one in mine if one.pending)]
