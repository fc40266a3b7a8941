"""From points to a result: totals, 折算, grades after vetoes, ranks. A result follows from its points alone."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import msgspec

from models.assess.pricing import ZERO
from models.assess.scheme import Category, Scheme, Veto
from models.assess.score import Score, ScoreState, UnitScore, rounded, words


def summed(scheme: Scheme, category: Category, unit: tuple[str, str], scores: tuple[Score, ...]) -> UnitScore:
    """The result of the unit with this code and name, not ranked yet."""
    pending = tuple(one.indicator for one in scores if one.state is ScoreState.PENDING)
    total = _total(scheme, scores)
    grade, lowered = ("", "") if pending else _grade(scheme, category, total, scores)
    return UnitScore(
        unit=unit[0],
        name=unit[1],
        category=category.id,
        total=total,
        scores=scores,
        grade=grade,
        pending=pending,
        note="".join([_still_open(scores), _scaled(scheme, scores), lowered]),
    )


def _total(scheme: Scheme, scores: Iterable[Score]) -> Decimal:
    """The points in proportion to what applies, and the bonuses on top."""
    inside = [one for one in scores if not one.outside_total and one.state is not ScoreState.NOT_APPLICABLE]
    full = sum((one.full for one in inside), ZERO)
    points = sum((one.points for one in inside), ZERO)
    extra = sum((one.points for one in scores if one.outside_total), ZERO)
    return rounded((points * scheme.total / full if full else ZERO) + extra)


def _still_open(scores: Iterable[Score]) -> str:
    left = [one.name for one in scores if one.state is ScoreState.PENDING]
    return f"未完成评分：还有{len(left)}项待评（{'、'.join(left)}）。" if left else ""


def _scaled(scheme: Scheme, scores: Iterable[Score]) -> str:
    out = [one for one in scores if one.state is ScoreState.NOT_APPLICABLE]
    full = sum((one.full for one in out), ZERO)
    said = f"{len(out)}项指标（{words(full)}分）不适用，其余指标按比例折算为{words(scheme.total)}分。"
    return said if out else ""


def _grade(scheme: Scheme, category: Category, total: Decimal, scores: Iterable[Score]) -> tuple[str, str]:
    """The grade after all vetoes, and a sentence where they lowered it."""
    found = {one.indicator: one.found or named(one) for one in scores}
    grades = [band.grade for band in category.bands]
    by_points = next(place for place, band in enumerate(category.bands) if total >= band.at_least)
    place = by_points
    for indicator in scheme.indicators_for(category.id):
        rule = indicator.rule
        if isinstance(rule, Veto) and found.get(indicator.id, 0) >= rule.from_count:
            limit = grades.index(rule.at_most) if rule.at_most else by_points + 1
            place = max(place, min(limit, len(grades) - 1))
    if place == by_points:
        return grades[place], ""
    return grades[place], f"按得分为{grades[by_points]}，因一票降等降为{grades[place]}。"


def named(score: Score) -> int:
    """Number of records behind a score; appeals are left out, since they stand in no ledger."""
    return sum(bool(ref.ledger) for ref in score.because)


def ranked(results: Iterable[UnitScore], category: str) -> list[UnitScore]:
    """The category's units: ranked ones first, equal totals sharing a rank.

    Then come those not scored to the end, last those of which nothing came in.
    """
    mine = sorted((one for one in results if one.category == category), key=lambda one: (-one.total, one.unit))
    done = [one for one in mine if not one.pending and not one.silent]
    ranks: dict[Decimal, int] = {}
    for place, one in enumerate(done, 1):
        ranks.setdefault(one.total, place)
    placed = [_at(one, ranks[one.total]) for one in done]
    waiting = [one for one in mine if one.pending and not one.silent]
    return [*placed, *waiting, *(one for one in mine if one.silent)]


def _at(unit: UnitScore, rank: int) -> UnitScore:
    return unit if unit.rank == rank else msgspec.structs.replace(unit, rank=rank)
