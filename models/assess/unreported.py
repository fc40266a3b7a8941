"""Units of which nothing came in: silence earns no points, and has a state of its own instead of a rank.

Before anything of the year is due it loses none either: what the ledgers have to tell is still to come.
"""

from __future__ import annotations

import msgspec

from models.assess.inputs import Reporting
from models.assess.pricing import ZERO
from models.assess.scheme import Compare, Completion, Deduction, PlanQuotas, Rate, Scheme
from models.assess.score import RecordRef, Score, ScoreState, UnitScore

_BY_SILENCE = Deduction | Rate | Completion | Compare | PlanQuotas
"""Rules by which a unit that keeps nothing loses nothing, or is left out of account."""


def without_report(scheme: Scheme, scores: tuple[Score, ...], reporting: Reporting) -> tuple[Score, ...]:
    """The scores of a unit of which nothing came, without what silence would earn, unless the scheme counts it."""
    if scheme.unreported == "counted":
        return scores
    if reporting is Reporting.NOT_DUE:
        by_hand = {one.id for one in scheme.indicators if one.by_hand}
        return tuple(one if one.outside_total or one.indicator in by_hand else _to_come(one) for one in scores)
    silent = {one.id for one in scheme.indicators if isinstance(one.rule, _BY_SILENCE) and not one.taken_off}
    return tuple(_nothing(one, reporting) if one.indicator in silent else one for one in scores)


def _nothing(score: Score, reporting: Reporting) -> Score:
    said = f"{reporting}，没有可以考核的台账，本项不得分。"
    behind = RecordRef("", score.indicator, "全年报送", -score.full, f"{reporting}。")
    return msgspec.structs.replace(score, points=ZERO, state=ScoreState.SCORED, reason=said, because=(behind,))


def _to_come(score: Score) -> Score:
    said = "报送期限还没有到，也没有收到报送，到时候再评。"
    return msgspec.structs.replace(score, points=ZERO, state=ScoreState.NOT_DUE, reason=said, because=())


def with_reporting(unit: UnitScore, reporting: Reporting) -> UnitScore:
    """The result with the unit's state; one of which nothing came has neither grade nor rank."""
    if not reporting.to_show:
        return unit
    if not reporting.is_silent:
        note = f"{reporting}：得分按退回的一次计算。{unit.note}"
        return msgspec.structs.replace(unit, reporting=reporting.value, note=note)
    said = f"{reporting}：不评等次，不排名次。"
    note = f"{unit.note}{said}" if unit.pending else f"{said}{unit.note}"
    return msgspec.structs.replace(unit, reporting=reporting.value, silent=True, grade="", note=note)
