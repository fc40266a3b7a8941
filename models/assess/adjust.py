"""Change one indicator's points in a result that stands, because an appeal was right; everything else follows."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

import msgspec

from models.assess.frozen import Appeal
from models.assess.inputs import Reporting
from models.assess.pricing import ZERO, limits
from models.assess.scheme import Scheme
from models.assess.score import Assessment, RecordRef, Score, ScoreState, UnitScore, rounded, words
from models.assess.totals import ranked, summed
from models.assess.unreported import with_reporting
from models.records.finding import Finding, Level


class Change(NamedTuple):
    """The points `unit` is to have for `indicator`, and why."""

    unit: str
    indicator: str
    points: Decimal
    why: str


def score_of(result: Assessment, unit: str, indicator: str) -> Score | None:
    """The unit's score for an indicator."""
    found = result.of(unit)
    return next((one for one in found.scores if one.indicator == indicator), None) if found else None


def limits_of(scheme: Scheme, score: Score) -> tuple[Decimal, Decimal]:
    """The least and the most points that the indicator of a score can come to."""
    return next((limits(one, score.full) for one in scheme.indicators if one.id == score.indicator), (ZERO, score.full))


def adjusted(scheme: Scheme, result: Assessment, change: Change) -> Assessment:
    """The result with the change; total, grade and the ranks of the unit's category follow from it."""
    units = [_changed(scheme, one, change) if one.unit == change.unit else one for one in result.units]
    placed = [one for category in scheme.categories for one in ranked(units, category)]
    return msgspec.structs.replace(result, units=tuple(placed))


def as_appealed(scheme: Scheme, result: Assessment, appeals: Sequence[Appeal]) -> Assessment:
    """A result counted anew after it was opened again, with the points that appeals (oldest first) gave the frozen one.

    An appeal holds where the indicator has the points it changed; where it has others by now, those stay and a
    finding says so.
    """
    last = dict[tuple[str, str], Appeal]()
    for one in appeals:
        score = score_of(result, one.unit, one.indicator)
        if score is None or one.points is None:
            continue
        last[one.unit, one.indicator] = one
        if score.points == one.before:
            result = adjusted(scheme, result, Change(one.unit, one.indicator, one.points, one.reply))
    others = tuple(found for one in last.values() for found in _overtaken(result, one))
    return msgspec.structs.replace(result, findings=(*result.findings, *others))


def _overtaken(result: Assessment, appeal: Appeal) -> Sequence[Finding]:
    """That an indicator's points are neither those an appeal changed nor those it gave."""
    score, unit = score_of(result, appeal.unit, appeal.indicator), result.of(appeal.unit)
    if score is None or unit is None or appeal.points is None or score.points == appeal.points:
        return ()
    words_ = f"{unit.name}“{score.name}”复核曾调整为{words(appeal.points)}分，后来台账或人工评分又有改动，现在是"
    message = f"{words_}{words(score.points)}分：请核对后再冻结。"
    return (Finding(level=Level.WARNING, code="score.appeal", message=message, unit=appeal.unit),)


def _changed(scheme: Scheme, unit: UnitScore, change: Change) -> UnitScore:
    scores = tuple(_rescored(scheme, one, change) if one.indicator == change.indicator else one for one in unit.scores)
    category = next(one for one in scheme.categories if one.id == unit.category)
    found = summed(scheme, category, (unit.unit, unit.name), scores)
    return with_reporting(found, Reporting(unit.reporting)) if unit.reporting else found


def _rescored(scheme: Scheme, score: Score, change: Change) -> Score:
    low, high = limits_of(scheme, score)
    points = rounded(min(max(change.points, low), high))
    why = change.why.rstrip("。")
    said = f"{score.reason.rstrip('。')}。复核由{words(score.points)}分调整为{words(points)}分：{why}。"
    behind = RecordRef("", score.indicator, "复核", points - score.points, f"{why}。")
    return msgspec.structs.replace(
        score, points=points, state=ScoreState.SCORED, reason=said, because=(*score.because, behind)
    )
