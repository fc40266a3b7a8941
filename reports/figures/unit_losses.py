"""What a 反馈意见书 says of an assessment, as a Word draft and as a printed letter: the unit's place and its losses."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from models.assess.score import RecordRef, Score, UnitScore, words
from reports.figures.scores import Assessed

FEEDBACK = "反馈意见书"
SHOWN = 12
"""Records named below an indicator; the others are counted."""


def place_words(found: Assessed, unit: UnitScore) -> str:
    """The unit's rank in its category; alone in it, the category's name; of a silent one why it has none."""
    if unit.silent:
        return f"{unit.reporting}，不排名次"
    others = [one for one in found.result.units if one.category == unit.category]
    ranked = sum(one.rank is not None for one in others)
    category = next(one.name for one in found.scheme.categories if one.id == unit.category)
    among = f"{len(others)}个单位中" if ranked == len(others) else f"{len(others)}个单位、参加排名的{ranked}个中"
    return f"在{category}{among}列第{unit.rank}名" if len(others) > 1 else f"考核类别为{category}"


def extra_words(scores: Iterable[Score]) -> str:
    """What lies outside the full points, to go on with behind them: ，含附加项加分1.5分; "" where nothing does."""
    outside = [one.points for one in scores if one.outside_total]
    added = sum((points for points in outside if points > 0), Decimal(0))
    taken = sum((-points for points in outside if points < 0), Decimal(0))
    said = [f"，含附加项加分{words(added)}分"] if added else []
    return "".join([*said, f"，已从总分里扣{words(taken)}分"] if taken else said)


def lost_indicators(unit: UnitScore) -> list[Score]:
    """The indicators that cost points, those that cost most first."""
    return sorted((one for one in unit.scores if one.lost > 0), key=lambda one: one.lost, reverse=True)


def costly_records(score: Score) -> list[RecordRef]:
    """The records with a negative effect on the score."""
    return [one for one in score.because if one.effect < 0]


def others_words(records: list[RecordRef]) -> str:
    """How many records there are beyond those that are shown, "" for none."""
    return f"另有{len(records) - SHOWN}条" if len(records) > SHOWN else ""
