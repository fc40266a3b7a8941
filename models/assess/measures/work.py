"""Measures over progress, trainings and 零报送."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from operator import itemgetter
from typing import cast

from models.assess.measures.measure import Found, Look, Measure, UnitYear, Words, by_name, measure
from models.records.ledgers.progress import DONE, Progress
from models.records.ledgers.training import KINDS, Training
from models.records.ledgers.zero_report import ZeroReport
from models.records.plan import Plan
from models.records.registry import ledgers

_PROVEN = Look(("year", "item", "state", "evidence"))
_HELD = {"training": Look(("kind", "held_on"), words=("topic",))}


STANDING = {"progress": Look(("year", "item", "state", "not_applicable"))}
"""What tells how far an item is."""


def _progress_of(year: UnitYear) -> Iterator[tuple[str, Progress]]:
    kept = cast("Mapping[str, Progress]", year.records("progress"))
    return ((uid, one) for uid, one in kept.items() if one.year == year.year)


def progress_by_item(year: UnitYear) -> dict[int | None, tuple[str, Progress]]:
    """The year's progress records with their uids by uid of the item; the first of them where an item has several."""
    return {one.item: (uid, one) for uid, one in sorted(_progress_of(year), key=itemgetter(0), reverse=True)}


def item_title(plan: Plan, uid: int | None) -> str:
    """What the item is called and its title, such as 第3项…; （未填项号） where a record names none."""
    item = plan.by_uid.get(uid or 0) or plan.dropped_by_uid.get(uid or 0)
    return f"{plan.name(uid)}{item.title if item else ''}" if uid else "（未填项号）"


def _done(year: UnitYear) -> Iterator[tuple[str, Progress]]:
    return ((uid, one) for uid, one in _progress_of(year) if one.state == DONE)


def _found(year: UnitYear, uid: str, one: Progress) -> Found:
    return Found("progress", uid, "", _proof, (year.plan, one))


def _proof(about: tuple[Plan, Progress]) -> Words:
    plan, one = about
    proof = f"有{len(one.evidence)}份佐证材料。" if one.evidence else "没有佐证材料。"
    return item_title(plan, one.item), f"已完成，{proof}"


@measure("已完成的事项", "事项", progress=_PROVEN)
def progress_done(year: UnitYear) -> Iterator[Found]:
    """Plan items the unit reported as completed; one Found per item."""
    return (_found(year, uid, one) for uid, one in _done(year))


@measure("已完成且有佐证材料的事项", "事项", progress=_PROVEN)
def progress_with_evidence(year: UnitYear) -> Iterator[Found]:
    """Plan items reported as completed that link at least one evidence file."""
    return (_found(year, uid, one) for uid, one in _done(year) if one.evidence)


@measure("已完成但没有佐证材料的事项", "事项", progress=_PROVEN)
def progress_without_evidence(year: UnitYear) -> Iterator[Found]:
    """Plan items reported as completed that link no evidence file."""
    return (_found(year, uid, one) for uid, one in _done(year) if not one.evidence)


@measure("零报送", "零报送", zero_report=Look(("year",), words=("ledger", "period", "reason")))
def zero_reports(year: UnitYear) -> Iterator[Found]:
    """Ledgers the unit declared empty."""
    for uid, one in cast("Mapping[str, ZeroReport]", year.records("zero_report")).items():
        if one.year == year.year:
            yield Found("zero_report", uid, "", _empty, one)


def _empty(one: ZeroReport) -> Words:
    declared = ledgers().get(one.ledger or "")
    return f"{declared.label if declared else one.ledger}（{one.period}）", f"理由：{one.reason or '未填'}。"


def _trainings(kinds: tuple[str, ...], year: UnitYear) -> Iterator[Found]:
    for uid, one in cast("Mapping[str, Training]", year.records("training")).items():
        if one.kind in kinds and year.in_year(one.held_on):
            yield Found("training", uid, "", _held, one)


def _held(one: Training) -> Words:
    return one.topic or "（未填主题的培训）", f"{one.held_on}，{one.kind}。"


def _of_kind(kind: str) -> Measure:
    return Measure(f"trainings.{kind}", kind, "培训", lambda year: _trainings((kind,), year), _HELD)


ALL_TRAININGS = Measure("trainings", "学法培训", "培训", lambda year: _trainings(KINDS, year), _HELD)

WORK_MEASURES = by_name(
    progress_done,
    progress_with_evidence,
    progress_without_evidence,
    zero_reports,
    ALL_TRAININGS,
    *map(_of_kind, KINDS),
)
