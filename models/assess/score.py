"""What an assessment says: points, and the records that cost or earned them."""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

import msgspec

from models.records.finding import Finding

CENT = Decimal("0.01")
ROUNDING = "每项得分和总分都保留两位小数，第三位四舍五入；有不适用指标的，其余指标的得分按比例折算为满分。"
"""Printed below every sheet of points."""
EXTRA = "附加项是总分以外的加分"
"""Printed with points where a scheme has such (`Scheme.has_extra`)."""


def rounded(points: Decimal) -> Decimal:
    """Points to two places, half up."""
    return points.quantize(CENT, ROUND_HALF_UP)


def words(points: Decimal) -> str:
    """Points as people write them: 5, 4.5, -0.25."""
    text = f"{rounded(points):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


class ScoreState(StrEnum):
    """Whether an indicator has its points."""

    SCORED = "已评"
    PENDING = "待评"
    NOT_APPLICABLE = "不适用"
    NOT_DUE = "未到期"


class RecordRef(msgspec.Struct, frozen=True):
    """A record, or part of one, that cost (`effect` below 0) or earned points; `uid` is "" where one is missing."""

    ledger: str
    uid: str
    title: str
    effect: Decimal
    why: str


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """One indicator's points, 0 to `full`, or 0 to -`full` of what is taken off the total; 0 while not SCORED.

    `reason` is one Chinese sentence with the calculation, `because` the records behind it, costs first. `found` is how
    many a veto counted; results kept by older programs do not say it, but name all of them in `because`.
    """

    indicator: str
    name: str
    chapter: str
    full: Decimal
    points: Decimal
    state: ScoreState
    reason: str
    because: tuple[RecordRef, ...] = ()
    outside_total: bool = False
    found: int = 0
    section: str = ""
    part: str = ""
    scorer: str = ""

    @property
    def title(self) -> str:
        """The name below that of its section."""
        return f"{self.section}：{self.name}" if self.section else self.name

    @property
    def lost(self) -> Decimal:
        """The points that were to be had and are not, or that were taken off."""
        if self.state is not ScoreState.SCORED:
            return Decimal(0)
        return max(-self.points, Decimal(0)) if self.outside_total else self.full - self.points


class UnitScore(msgspec.Struct, frozen=True, kw_only=True):
    """One unit's result.

    While indicators are `pending` (their ids), `total` is what is sure so far, `grade` is "" and `rank` None. `note`
    says in Chinese what is special: points still to come, 折算, a grade lowered. `reporting` is its state where reports
    are wanting (未报送, 退回未重报 …), else "". `silent` means that nothing came of it: it has neither grade nor rank.
    `limited` is the grade the points are worth where so many units may not have it.
    """

    unit: str
    name: str
    category: str
    total: Decimal
    scores: tuple[Score, ...]
    grade: str = ""
    rank: int | None = None
    pending: tuple[str, ...] = ()
    note: str = ""
    reporting: str = ""
    silent: bool = False
    limited: str = ""

    @property
    def grade_text(self) -> str:
        """The grade as printed, or why there is none."""
        return self.grade or (self.reporting if self.silent else "待评")

    @property
    def total_text(self) -> str:
        """The total in points as printed, marked 未完成评分 while hand-given points are missing."""
        return f"{self.total}分（未完成评分）" if self.pending else f"{self.total}分"


class Assessment(msgspec.Struct, frozen=True, kw_only=True):
    """All units, by category in the scheme's order, then rank, then code; as things stood `on` that day."""

    scheme: str
    name: str
    year: int
    on: dt.date
    units: tuple[UnitScore, ...]
    findings: tuple[Finding, ...] = ()

    def of(self, unit: str) -> UnitScore | None:
        """The result of the unit with this code."""
        return next((one for one in self.units if one.unit == unit), None)
