"""Measures over progress, trainings and 零报送."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

from models.assess.measures.found import Found, Measure, UnitYear, by_name, measure
from models.records.ledgers.progress import DONE, Progress
from models.records.ledgers.training import KINDS, Training
from models.records.ledgers.zero_report import ZeroReport
from models.records.registry import ledgers


def progress_of(year: UnitYear) -> dict[str, Progress]:
    """The year's progress records by uid."""
    kept = cast("Mapping[str, Progress]", year.records("progress"))
    return {uid: one for uid, one in kept.items() if one.year == year.year}


def item_title(year: UnitYear, number: int | None) -> str:
    """第3项 with its title from the plan."""
    title = next((item.title for item in year.plan.items if item.number == number), "")
    return f"第{number}项{title}" if number else "（未填项号）"


def _done(year: UnitYear) -> Iterator[tuple[str, Progress]]:
    return ((uid, one) for uid, one in progress_of(year).items() if one.state == DONE)


def _found(year: UnitYear, uid: str, one: Progress) -> Found:
    proof = f"有{len(one.evidence)}份佐证材料。" if one.evidence else "没有佐证材料。"
    return Found("progress", uid, "", item_title(year, one.item), f"已完成，{proof}")


@measure("已完成的事项", "事项")
def progress_done(year: UnitYear) -> Iterator[Found]:
    """Items reported as completed."""
    return (_found(year, uid, one) for uid, one in _done(year))


@measure("已完成且有佐证材料的事项", "事项")
def progress_with_evidence(year: UnitYear) -> Iterator[Found]:
    """Those with evidence."""
    return (_found(year, uid, one) for uid, one in _done(year) if one.evidence)


@measure("已完成但没有佐证材料的事项", "事项")
def progress_without_evidence(year: UnitYear) -> Iterator[Found]:
    """Those without."""
    return (_found(year, uid, one) for uid, one in _done(year) if not one.evidence)


@measure("零报送", "零报送")
def zero_reports(year: UnitYear) -> Iterator[Found]:
    """Ledgers the unit declared empty."""
    for uid, one in cast("Mapping[str, ZeroReport]", year.records("zero_report")).items():
        if one.year == year.year:
            declared = ledgers().get(one.ledger or "")
            title = f"{declared.label if declared else one.ledger}（{one.period}）"
            yield Found("zero_report", uid, "", title, f"理由：{one.reason or '未填'}。")


def _trainings(kinds: tuple[str, ...], year: UnitYear) -> Iterator[Found]:
    for uid, one in cast("Mapping[str, Training]", year.records("training")).items():
        if one.kind in kinds and year.in_year(one.held_on):
            yield Found("training", uid, "", one.topic or "（未填主题的培训）", f"{one.held_on}，{one.kind}。")


def _of_kind(kind: str) -> Measure:
    return Measure(f"trainings.{kind}", kind, "培训", lambda year: _trainings((kind,), year))


ALL_TRAININGS = Measure("trainings", "学法培训", "培训", lambda year: _trainings(KINDS, year))

WORK_MEASURES = by_name(
    progress_done,
    progress_with_evidence,
    progress_without_evidence,
    zero_reports,
    ALL_TRAININGS,
    *map(_of_kind, KINDS),
)
