"""From points to a result: totals, 折算, grades after vetoes, ranks. A result follows from its points alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import groupby, pairwise

import msgspec

from models.assess.pricing import ZERO
from models.assess.scheme import Category, Part, Scheme, Veto
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
        note="".join(
            [_still_open(scores), conversion_words(scheme, category, scores), scaled_words(scheme, scores), lowered]
        ),
    )


def _total(scheme: Scheme, scores: Iterable[Score]) -> Decimal:
    """The points in proportion to what applies, with bonuses and without what is taken off; never below 0."""
    scores = tuple(scores)
    extra = sum((one.points for one in scores if one.outside_total), ZERO)
    parts = [(_converted(scheme, scores, one.name), one.share) for one in scheme.parts] or [
        (_converted(scheme, scores, ""), Decimal(1))
    ]
    counted = [(points, share) for points, share in parts if points is not None]
    whole = sum((share for _, share in counted), ZERO)
    inside = sum((points * share for points, share in counted), ZERO) / whole if whole else ZERO
    return max(rounded(inside + extra), ZERO)


def _converted(scheme: Scheme, scores: Iterable[Score], part: str) -> Decimal | None:
    """The points of a part, in proportion to what applies of it; None where nothing does."""
    inside = [one for one in scores if not one.outside_total and one.state is not ScoreState.NOT_APPLICABLE]
    mine = [one for one in inside if one.part == part or not scheme.parts]
    full = sum((one.full for one in mine), ZERO)
    return sum((one.points for one in mine), ZERO) * scheme.total / full if full else None


def conversion_words(scheme: Scheme, category: Category, scores: Sequence[Score]) -> str:
    """How the points of another total, or of several parts, become the total."""
    if scheme.parts:
        return f"{'，'.join(_part_words(scheme, scores, one) for one in scheme.parts)}，按所占比例合计。"
    if category.total is None or category.total == scheme.total:
        return ""
    return f"满分{words(category.total)}分，折算为{words(scheme.total)}分。"


def _part_words(scheme: Scheme, scores: Sequence[Score], part: Part) -> str:
    points = _converted(scheme, scores, part.name)
    said = "不适用" if points is None else f"得{words(points)}分"
    return f"{part.name}{said}（占{words(part.share * 100)}%）"


def _still_open(scores: Iterable[Score]) -> str:
    left = [one.name for one in scores if one.state is ScoreState.PENDING]
    return f"未完成评分：还有{len(left)}项待评（{'、'.join(left)}）。" if left else ""


def scaled_words(scheme: Scheme, scores: Iterable[Score]) -> str:
    """What does not apply to a unit and is made up by the rest; "" where all applies."""
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


def ranked(results: Iterable[UnitScore], category: Category) -> list[UnitScore]:
    """The category's units: ranked ones first, equal totals sharing a rank.

    Then come those not scored to the end, last those of which nothing came in. Of grades that not all may have, those
    of the lowest ranks get the next one; equal totals are never parted.
    """
    mine = sorted((one for one in results if one.category == category.id), key=lambda one: (-one.total, one.unit))
    done = [_as_earned(one) for one in mine if not one.pending and not one.silent]
    ranks: dict[Decimal, int] = {}
    for place, one in enumerate(done, 1):
        ranks.setdefault(one.total, place)
    placed = _limited([_at(one, ranks[one.total]) for one in done], category, len(mine))
    waiting = [one for one in mine if one.pending and not one.silent]
    return [*placed, *waiting, *(one for one in mine if one.silent)]


def _at(unit: UnitScore, rank: int) -> UnitScore:
    return unit if unit.rank == rank else msgspec.structs.replace(unit, rank=rank)


def _as_earned(unit: UnitScore) -> UnitScore:
    """With the grade its points are worth, however many have it."""
    if not unit.limited:
        return unit
    note = unit.note.removesuffix(_limit_words(unit.limited, unit.grade))
    return msgspec.structs.replace(unit, grade=unit.limited, limited="", note=note)


def _limited(units: list[UnitScore], category: Category, of: int) -> list[UnitScore]:
    """Units in order of rank, none of whose grades more have than may; `of` is how many are in the category."""
    for band, below in pairwise(category.bands):
        if band.most is None:
            continue
        room = int(band.most * of)
        for _, some in groupby([one for one in units if one.grade == band.grade], key=lambda one: one.total):
            equals = list(some)
            room -= len(equals)
            if room < 0:
                over = {one.unit for one in equals}
                units = [_lowered(one, below.grade) if one.unit in over else one for one in units]
    return units


def _lowered(unit: UnitScore, grade: str) -> UnitScore:
    earned = unit.limited or unit.grade
    note = f"{_as_earned(unit).note}{_limit_words(earned, grade)}"
    return msgspec.structs.replace(unit, grade=grade, limited=earned, note=note)


def _limit_words(earned: str, grade: str) -> str:
    return f"{earned}的名额有限，按名次定为{grade}。"
