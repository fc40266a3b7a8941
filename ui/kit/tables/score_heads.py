"""Columns of points and of the records behind them, at the centre and at a unit alike."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from models.assess.score import RecordRef, Score, ScoreState, UnitScore, words
from models.records.registry import ledgers
from models.records.tone import Tone
from ui.kit.tables.head import ColumnHead

STATE_TONES = {
    ScoreState.SCORED: None,
    ScoreState.PENDING: Tone.WARN,
    ScoreState.NOT_APPLICABLE: Tone.CALM,
    ScoreState.NOT_DUE: Tone.CALM,
}


def _points(score: Score) -> object:
    return Decimal(words(score.points)) if score.state is ScoreState.SCORED else None


def _grade(one: UnitScore) -> str:
    return one.reporting or one.grade_text


def _grade_tone(one: UnitScore) -> Tone | None:
    if one.reporting:
        return Tone.BAD
    return None if one.grade else Tone.WARN


SCORE_HEADS: list[ColumnHead[Score]] = [
    ColumnHead("指标", 4, lambda one: one.indicator),
    ColumnHead("名称", 12, lambda one: one.title),
    ColumnHead("得分", 4, _points),
    ColumnHead("满分", 3, lambda one: Decimal(words(one.full))),
    ColumnHead("状态", 5, lambda one: one.state.value, tone=lambda one: STATE_TONES[one.state]),
    ColumnHead("依据", 24, lambda one: one.reason),
]


def unit_heads(category: Callable[[UnitScore], str], paper: Callable[[UnitScore], str]) -> list[ColumnHead[UnitScore]]:
    """Columns of the ranking; `category` is a unit's in words, `paper` what was typed for it from paper."""
    return [
        ColumnHead("类别", 7, category),
        ColumnHead("名次", 3, lambda one: one.rank),
        ColumnHead("单位", 9, lambda one: f"{one.name}{'（代录）' if paper(one) else ''}"),
        ColumnHead("得分", 4, lambda one: one.total),
        ColumnHead("等次", 5, _grade, tone=_grade_tone),
    ]


REF_HEADS: list[ColumnHead[RecordRef]] = [
    ColumnHead("得失分", 4, lambda one: words(one.effect) if one.effect else ""),
    ColumnHead("台账", 6, lambda one: ledgers()[one.ledger].label if one.ledger in ledgers() else "报送"),
    ColumnHead("记录", 14, lambda one: one.title),
    ColumnHead("原因", 22, lambda one: one.why),
]
