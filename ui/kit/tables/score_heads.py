"""Columns of points and of the records behind them, at the centre and at a unit alike."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from models.assess.score import RecordRef, Score, State, UnitScore, words
from models.records.registry import ledgers
from models.records.tone import Tone
from ui.kit.tables.head import Head

Place = tuple[str, str]
"""A unit's code and an indicator: one score."""
STATE_TONES = {State.SCORED: None, State.PENDING: Tone.WARN, State.NOT_APPLICABLE: Tone.CALM}


def _points(score: Score) -> object:
    return Decimal(words(score.points)) if score.state is State.SCORED else None


SCORE_HEADS: list[Head[Score]] = [
    Head("指标", 4, lambda one: one.indicator),
    Head("名称", 12, lambda one: one.name),
    Head("得分", 4, _points),
    Head("满分", 3, lambda one: Decimal(words(one.full))),
    Head("状态", 5, lambda one: one.state.value, tone=lambda one: STATE_TONES[one.state]),
    Head("依据", 24, lambda one: one.reason),
]


def unit_heads(category: Callable[[UnitScore], str], paper: Callable[[UnitScore], str]) -> list[Head[UnitScore]]:
    """Columns of the ranking; `category` is a unit's in words, `paper` what was typed for it from paper."""
    return [
        Head("类别", 7, category),
        Head("名次", 3, lambda one: one.rank),
        Head("单位", 9, lambda one: f"{one.name}{'（代录）' if paper(one) else ''}"),
        Head("得分", 4, lambda one: one.total),
        Head("等次", 5, lambda one: one.grade or "待评", tone=lambda one: None if one.grade else Tone.WARN),
    ]


REF_HEADS: list[Head[RecordRef]] = [
    Head("得失分", 4, lambda one: words(one.effect) if one.effect else ""),
    Head("台账", 6, lambda one: ledgers()[one.ledger].label if one.ledger in ledgers() else "报送"),
    Head("记录", 14, lambda one: one.title),
    Head("原因", 22, lambda one: one.why),
]
