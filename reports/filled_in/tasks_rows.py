"""Which item a line of the task workbook is about: by its uid, else by its wording, else by its number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from models.plan_text.comparison import compare_plans
from models.records.plan import Chapter, Item, Plan, new_item_uid
from models.records.plan_edits import with_chapters
from reports.filled_in.text_book import BookLine

NUMBER, CHAPTER, TITLE, TEXT, UID = "项号", "章", "标题", "正文", "编号（勿改）"


class TaskLine(NamedTuple):
    """A line with the item it is about, or with a new one; `number` is what it gives, 0 for none."""

    line: BookLine
    item: Item
    number: int
    is_new: bool


class Arranged(NamedTuple):
    """The plan without the items that have no line, and with them where they stood."""

    plan: Plan
    kept: Plan
    missing: tuple[Item, ...]


def whole(text: str) -> int:
    """A whole number as a workbook gives it, 0 where it is none."""
    plain = text.removesuffix(".0")
    return int(plain) if plain.isdigit() else 0


def recognise(lines: Sequence[BookLine], plan: Plan) -> list[TaskLine]:
    """The lines with their items; no item has two lines. A copied line is a new item."""
    found: dict[int, Item] = {}
    free = dict(plan.dropped_by_uid | plan.by_uid)
    for line in lines:
        item = free.pop(whole(line.texts.get(UID, "")), None)
        if item:
            found[line.number] = item
    rest = [line for line in lines if line.number not in found]
    for number, uid in _by_wording(rest, [free[uid] for uid in plan.by_uid if uid in free]).items():
        found[number] = free.pop(uid)
    by_number = {item.number: item for item in plan.items if item.uid in free}
    for line in rest:
        numbered = by_number.pop(whole(line.texts[NUMBER]), None)
        if line.number not in found and numbered and UID not in line.texts:
            found[line.number] = numbered
    return [_task_line(line, found.get(line.number)) for line in lines]


def _task_line(line: BookLine, item: Item | None) -> TaskLine:
    fresh = Item(0, "", "", (), (), uid=new_item_uid())
    return TaskLine(line, item or fresh, whole(line.texts[NUMBER]), item is None)


def _by_wording(lines: Iterable[BookLine], items: Sequence[Item]) -> dict[int, int]:
    """By number of the line the uid of the item with its wording, among these."""
    worded = [line for line in lines if line.texts.get(TITLE)]
    typed = tuple(Item(line.number, line.texts[TITLE], line.texts.get(TEXT, ""), (), ()) for line in worded)
    old, new = (Plan(None, None, "", "", (Chapter(1, "", tuple(some)),)) for some in (items, typed))
    return dict(compare_plans(old, new).goes_on)


def arrange(plan: Plan, lines: Sequence[TaskLine], faults: list[str]) -> Arranged:
    """The plan with the items of the lines, in the chapters and in the order the lines give; faults are added."""
    numbers = [line.number for line in lines]
    ordered = sorted(lines, key=lambda line: line.number) if all(numbers) else list(lines)
    chapters: dict[int, list[Item]] = {one.number: [] for one in plan.chapters}
    home = {item.uid: one.number for one in plan.chapters for item in one.items}
    last = next(iter(chapters), 0)
    if not plan.chapters:
        faults.append("工作要点里还没有章，请先导入正文")
    for line in ordered:
        last = _chapter(line, plan, home.get(line.item.uid, last), faults)
        if last in chapters:
            chapters[last].append(msgspec.structs.replace(line.item, number=line.number or line.item.number))
    present = {line.item.uid for line in lines}
    missing = tuple(item for item in plan.items if item.uid not in present)
    whole_plan = {number: list(items) for number, items in chapters.items()}
    for item in missing:
        _put_back(whole_plan[home[item.uid]], item, plan)
    recount = not all(numbers)
    return Arranged(_made(plan, chapters, recount=recount), _made(plan, whole_plan, recount=recount), missing)


def _chapter(line: TaskLine, plan: Plan, usual: int, faults: list[str]) -> int:
    """The number of the chapter a line stands in: the one it names, else where the item was, else the line above."""
    text = line.line.texts.get(CHAPTER, "")
    number = whole(text.partition(".")[0].strip())
    named = [one.number for one in plan.chapters if one.number == number or one.title == text]
    if text and not named:
        faults.append(f"第{line.line.number}行：没有“{text}”这一章")
    return named[0] if named else usual


def _put_back(items: list[Item], item: Item, plan: Plan) -> None:
    """Put an item behind the nearest of those that stood before it."""
    order = [one.uid for one in plan.items]
    before = set(order[: order.index(item.uid)])
    place = max((at for at, one in enumerate(items, 1) if one.uid in before), default=0)
    items.insert(place, item)


def _made(plan: Plan, items: Mapping[int, Sequence[Item]], *, recount: bool) -> Plan:
    chapters = [msgspec.structs.replace(one, items=tuple(items[one.number])) for one in plan.chapters]
    numbers = [item.number for one in chapters for item in one.items]
    in_order = numbers == sorted(set(numbers))
    return with_chapters(plan, chapters, recount=recount or not in_order)
