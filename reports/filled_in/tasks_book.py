"""The year's tasks as a workbook: out for correcting in Excel, and back in, whole or not at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from models.records.office import Unit
from models.records.place import NATIONAL, PlaceProfile
from models.records.plan import Item, Plan, Quota
from models.records.unit_names import assigned_units, reassigned
from models.rules.dates import read_date
from reports.filled_in.task_words import (
    QUOTA_SHAPE,
    counted_words,
    owner_words,
    quota_words,
    read_quota_words,
    read_unit_names,
    responsible_words,
    topic_words,
    unit_names,
    with_counted_words,
    with_responsible,
    with_topic_words,
)
from reports.filled_in.tasks_rows import CHAPTER, NUMBER, TEXT, TITLE, UID, TaskLine, arrange, recognise
from reports.filled_in.text_book import TextBookError, read_texts, write_texts

RESPONSIBLE, DUE, UNITS, QUOTAS, COUNTED, TOPICS = "责任单位", "期限", "落实单位", "定额", "定额怎么数", "主题"
OWNERS = "责任单位对应情况"
"""Explains how the roster was understood, and is not read back."""
HEADS = {
    NUMBER: 6,
    CHAPTER: 24,
    TITLE: 30,
    TEXT: 60,
    RESPONSIBLE: 24,
    DUE: 12,
    UNITS: 30,
    QUOTAS: 36,
    COUNTED: 40,
    TOPICS: 24,
    OWNERS: 40,
    UID: 18,
}


class TasksFileError(TextBookError):
    """The workbook is not a table of the plan's tasks."""

    what = "任务表"


def write_tasks(path: Path, plan: Plan, units: tuple[Unit, ...], place: PlaceProfile = NATIONAL) -> None:
    """Write one line an item; every cell is text.

    Raises:
        NotWrittenError: It cannot be written: open in another program, no space, a stick that was pulled.
    """
    write_texts(path, "任务", HEADS, _lines(plan, units, place), keep="B2", hidden=(UID,))


def _lines(plan: Plan, units: tuple[Unit, ...], place: PlaceProfile) -> Iterator[list[str]]:
    for chapter in plan.chapters:
        for item in chapter.items:
            yield [
                str(item.number),
                f"{chapter.number}. {chapter.title}",
                item.title,
                item.text,
                responsible_words(item),
                str(item.due or ""),
                unit_names(item.units, units),
                quota_words(item.quotas),
                counted_words(item.quotas, place),
                topic_words(item),
                owner_words(item, units),
                str(item.uid),
            ]


class TasksRead(NamedTuple):
    """What a workbook makes of the plan.

    Attributes:
        plan: Without the items that have no line; they are kept as dropped.
        kept: With them, where they stood.
        missing: The items that have no line.
        added: How many lines are new items.
    """

    plan: Plan
    kept: Plan
    missing: tuple[Item, ...]
    added: int


def read_tasks(path: Path, plan: Plan, units: tuple[Unit, ...], place: PlaceProfile = NATIONAL) -> TasksRead:
    """The plan with what the workbook says of its items; columns that it leaves out stay as they are.

    An item is known by its uid, where that column is gone by its wording or number; a line that is none is a new item.

    Raises:
        TasksFileError: Something in it cannot be read; nothing is taken.
        WorkbookError: It is no workbook that can be read.
    """
    found = read_texts(path, HEADS)
    if NUMBER not in found.heads:
        raise TasksFileError(path, (f"没有找到“{NUMBER}”一栏，请用“存为 Excel”导出的表来改",))
    taken, faults = list[TaskLine](), list[str]()
    for line in recognise(found.lines, plan):
        item, wrong = _item(line.item, line.line.texts, units, place)
        taken.append(line._replace(item=item))
        faults += [f"第{line.line.number}行：{one}" for one in (*_line_faults(line, taken), *wrong)]
    arranged = arrange(plan, taken, faults)
    if faults:
        raise TasksFileError(path, tuple(faults))
    return TasksRead(*arranged, sum(line.is_new for line in taken))


def _line_faults(line: TaskLine, so_far: Sequence[TaskLine]) -> Iterator[str]:
    """What is wrong with the number of a line, and with a new one that says nothing."""
    given = line.line.texts[NUMBER]
    if given and not line.number:
        yield f"项号“{given}”不是数字"
    if line.number and sum(one.number == line.number for one in so_far) > 1:
        yield f"项号“{given}”出现了不止一次"
    if line.is_new and not line.line.texts.get(TITLE):
        yield "新增的一行没有写标题" if TITLE in line.line.texts else f"项号“{given}”不在工作要点里"


def _item(item: Item, line: Mapping[str, str], units: tuple[Unit, ...], place: PlaceProfile) -> tuple[Item, list[str]]:
    """The item with what the line says, and what cannot be read."""
    changes: dict[str, object] = {}
    faults: list[str] = []
    if line.get(TITLE):
        changes["title"] = line[TITLE]
    if TEXT in line:
        changes["text"] = line[TEXT]
    if DUE in line:
        changes["due"] = _due(line[DUE], faults)
    if line.get(UNITS):
        codes, unknown = read_unit_names(line[UNITS], units)
        changes["units"] = codes
        faults += [f"名册里没有“{'、'.join(unknown)}”，请写单位名称、代码或类别"] if unknown else []
    changes["quotas"] = _quotas(item, line, place, faults)
    changed = msgspec.structs.replace(item, **changes)
    if RESPONSIBLE in line:
        changed = with_responsible(changed, line[RESPONSIBLE])
    if line.get(UNITS) == "":
        changed = msgspec.structs.replace(changed, units=assigned_units(changed, units))
    changed = reassigned(item, changed, units)
    if TOPICS in line:
        changed, wrong = with_topic_words(changed, line[TOPICS])
        faults += [wrong] if wrong else []
    return (item if faults else changed), faults


def _quotas(item: Item, line: Mapping[str, str], place: PlaceProfile, faults: list[str]) -> tuple[Quota, ...]:
    """The quotas of the line, and how they are counted where it says so; a quota that is new goes by its wording."""
    quotas = read_quota_words(line[QUOTAS], item.quotas) if QUOTAS in line else item.quotas
    if quotas is None:
        faults.append(f"定额“{line[QUOTAS]}”读不出，请写成“{QUOTA_SHAPE}”")
        return item.quotas
    if COUNTED not in line or line[COUNTED] == counted_words(item.quotas, place):
        return quotas
    counted, wrong = with_counted_words(quotas, line[COUNTED], place)
    faults += [f"{COUNTED}“{line[COUNTED]}”读不出：{wrong}"] if wrong else []
    return counted


def _due(text: str, faults: list[str]) -> dt.date | None:
    day = read_date(text) if text else None
    if text and day is None:
        faults.append(f"期限“{text}”认不出是哪一天，请写成 年-月-日")
    return day
