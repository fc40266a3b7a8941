"""Measures over progress, trainings and 零报送."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from models.assess.measures.measure import Counted, Look, Measure, UnitYear, Words, by_name, measure
from models.records.ledgers.progress import DONE, Progress
from models.records.ledgers.training import KINDS, Training
from models.records.ledgers.zero_report import ZeroReport
from models.records.plan import Plan
from models.records.registry import ledgers

_PROVEN = Look(("year", "item", "state", "evidence"))
_TRAINING = {"training": Look(("kind", "held_on"), words=("topic",))}


STANDING = {"progress": Look(("year", "item", "state", "not_applicable"))}
"""What tells how far an item is."""
JUDGED = {"progress": Look(("year", "item", "judged", "evidence"))}
"""What a unit says of quotas that no ledger counts."""


def _progress_of(year: UnitYear) -> dict[str, Progress]:
    kept = cast("Mapping[str, Progress]", year.records("progress"))
    return {uid: one for uid, one in kept.items() if one.year == year.year}


def progress_by_item(year: UnitYear) -> dict[int | None, tuple[str, Progress]]:
    """The year's progress records with their uids by uid of the item; the first of them where an item has several."""
    kept = year.once(_progress_of)
    return {kept[uid].item: (uid, kept[uid]) for uid in sorted(kept, reverse=True)}


def item_title(plan: Plan, uid: int | None) -> str:
    """What the item is called and its title, such as 第3项…; （未填项号） where a record names none."""
    item = plan.by_uid.get(uid or 0) or plan.dropped_by_uid.get(uid or 0)
    return f"{plan.name(uid)}{item.title if item else ''}" if uid else "（未填项号）"


def _done(year: UnitYear) -> dict[str, tuple[Plan, Progress]]:
    return {uid: (year.plan, one) for uid, one in year.once(_progress_of).items() if one.state == DONE}


def _proof(about: tuple[Plan, Progress]) -> Words:
    plan, one = about
    proof = f"有{len(one.evidence)}份佐证材料。" if one.evidence else "没有佐证材料。"
    return item_title(plan, one.item), f"已完成，{proof}"


@measure("已完成的事项", "事项", _proof, progress=_PROVEN)
def progress_done(year: UnitYear) -> Counted:
    """Plan items the unit reported as completed."""
    return year.once(_done)


@measure("已完成且有佐证材料的事项", "事项", _proof, progress=_PROVEN)
def progress_with_evidence(year: UnitYear) -> Counted:
    """Plan items reported as completed that link at least one evidence file."""
    return {uid: about for uid, about in year.once(_done).items() if about[1].evidence}


@measure("已完成但没有佐证材料的事项", "事项", _proof, progress=_PROVEN)
def progress_without_evidence(year: UnitYear) -> Counted:
    """Plan items reported as completed that link no evidence file."""
    return {uid: about for uid, about in year.once(_done).items() if not about[1].evidence}


def _empty(one: ZeroReport) -> Words:
    declared = ledgers().get(one.ledger or "")
    return f"{declared.label if declared else one.ledger}（{one.period}）", f"理由：{one.reason or '未填'}。"


@measure("零报送", "零报送", _empty, zero_report=Look(("year",), words=("ledger", "period", "reason")))
def zero_reports(year: UnitYear) -> Counted:
    """Ledgers the unit declared empty."""
    kept = cast("Mapping[str, ZeroReport]", year.records("zero_report"))
    return {uid: one for uid, one in kept.items() if one.year == year.year}


def _held(one: Training) -> Words:
    return one.topic or "（未填主题的培训）", f"{one.held_on}，{one.kind}。"


def _trainings(label: str, *kinds: str, name: str) -> Measure:
    def held(year: UnitYear) -> Counted:
        kept = cast("Mapping[str, Training]", year.records("training"))
        return {uid: one for uid, one in kept.items() if one.kind in kinds and year.in_year(one.held_on)}

    return Measure(name, label, "培训", "training", held, _held, _TRAINING)


ALL_TRAININGS = _trainings("学法培训", *KINDS, name="trainings")

WORK_MEASURES = by_name(
    progress_done,
    progress_with_evidence,
    progress_without_evidence,
    zero_reports,
    ALL_TRAININGS,
    *(_trainings(kind, kind, name=f"trainings.{kind}") for kind in KINDS),
)
