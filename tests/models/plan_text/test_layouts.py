"""The same plan in every layout reads the same, value for value, and nothing of it is lost."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

import pytest

from models.plan_text import PlanReading, read_plan
from models.plan_text.wording import full_width
from models.records.plan import Item
from tests.models.plan_text.layouts import PLAN, TABLES, TITLE, WRITTEN, Chapters, Task, measures


def bare(text: str) -> str:
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text))


def lost(reading: PlanReading) -> Counter[str]:
    plan = reading.plan
    parts = [plan.title or "", plan.preamble, plan.closing, *reading.unplaced, *(one.title for one in plan.chapters)]
    parts += [part for item in plan.items for part in (item.title, item.text, *item.responsible)]
    content = [TITLE, *(word for title, tasks in PLAN for word in (title, *map("".join, map(words_of, tasks))))]
    return Counter(bare("".join(content))) - Counter(bare("".join(parts)))


def words_of(task: Task) -> list[str]:
    return [task.title, task.text, *task.leads, *task.assists]


def read_of(item: Item) -> tuple[str, str, tuple[str, ...], tuple[str, ...], str]:
    text = re.sub(r"\n?完成时限：.*", "", full_width(item.text))
    return item.title, text, item.leads, item.assists, item.due.isoformat() if item.due else ""


def written(plan: Chapters) -> list[tuple[str, list[tuple[str, ...]]]]:
    return [(bare(title), [tuple(map(str, task)) for task in tasks]) for title, tasks in plan]


def shown(reading: PlanReading) -> list[tuple[str, list[tuple[str, ...]]]]:
    return [
        (bare(chapter.title.rpartition("：")[2]), [tuple(map(str, read_of(item))) for item in chapter.items])
        for chapter in reading.plan.chapters
    ]


@pytest.mark.parametrize("layout", [*WRITTEN, *TABLES])
def test_every_layout_reads_the_same(layout: str) -> None:
    reading = read_plan((WRITTEN | TABLES)[layout](PLAN))
    assert shown(reading) == written(PLAN)
    assert (reading.plan.title and bare(reading.plan.title), reading.plan.year) == (bare(TITLE), 2024)
    assert lost(reading) == Counter()


def test_owners_two_levels_below_a_chapter() -> None:
    assert shown(read_plan(measures(PLAN))) == written(PLAN)
