"""What a 反馈意见书 says of an assessment, as a Word draft and as a printed letter: the unit's place and its losses."""

from __future__ import annotations

from decimal import Decimal

from models.assess.score import RecordRef, Score, ScoreState, UnitScore
from reports.figures.scores import Assessed

FEEDBACK = "反馈意见书"
SHOWN = 12
"""Records named below an indicator; the others are counted."""


def place_words(found: Assessed, unit: UnitScore) -> str:
    """The unit's rank in its category; alone in it, the category's name; of a silent one why it has none."""
    if unit.silent:
        return f"{unit.reporting}，不排名次"
    among = sum(one.category == unit.category for one in found.result.units)
    category = next(one.name for one in found.scheme.categories if one.id == unit.category)
    return f"在{category}{among}个单位中列第{unit.rank}名" if among > 1 else f"考核类别为{category}"


def points_lost(score: Score) -> Decimal:
    """Full marks less points; 0 for what lies outside the total and for what is not scored yet."""
    return Decimal(0) if score.outside_total or score.state is not ScoreState.SCORED else score.full - score.points


def lost_indicators(unit: UnitScore) -> list[Score]:
    """The indicators that cost points, those that cost most first."""
    return sorted((one for one in unit.scores if points_lost(one) > 0), key=points_lost, reverse=True)


def costly_records(score: Score) -> list[RecordRef]:
    """The records with a negative effect on the score."""
    return [one for one in score.because if one.effect < 0]


def others_words(records: list[RecordRef]) -> str:
    """How many records there are beyond those that are shown, "" for none."""
    return f"另有{len(records) - SHOWN}条" if len(records) > SHOWN else ""
