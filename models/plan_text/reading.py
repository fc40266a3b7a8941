"""Official text → plan."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

import msgspec

from models.plan_text.due import Due, is_time, limit_words, read_due
from models.plan_text.front import (
    PlanYear,
    first_title,
    is_letter,
    own_title,
    parted,
    plan_segment,
    plan_year,
    years_of,
)
from models.plan_text.headings import titled
from models.plan_text.lines import paragraphs
from models.plan_text.marks import Mark
from models.plan_text.named_units import named_units
from models.plan_text.names import read_names
from models.plan_text.outline import Outline, RawItem, Section, split_outline
from models.plan_text.quotas import read_quotas
from models.plan_text.responsible import StatedOwners, take_responsible
from models.plan_text.scripts import Script, simplified
from models.plan_text.text_tables import with_tables
from models.plan_text.wording import plain_characters
from models.records.plan import Chapter, Item, Plan

UNDIVIDED = "（未分章）"
"""The title of the one chapter of a plan whose text has none."""


_FEW = 3
"""Fewer items alike are chance."""


class Doubt(NamedTuple):
    """Words of the original that the clerk should look at, and why, in a sentence."""

    words: str
    reason: str


class ItemNote(NamedTuple):
    """What an item's original says beside the item itself.

    `printed` is the number it is printed under there, `original` its text, `limit` a time limit that names no day
    (持续推进).
    """

    printed: str
    original: str
    limit: str
    doubts: tuple[Doubt, ...]


class PlanReading(NamedTuple):
    """A plan as read: `unplaced` holds the lines that are no part of it (the printed notice, page numbers, strays).

    `remarks` says in Chinese sentences what the clerk should compare with the original, `notes` what is to be said of
    single items, by their numbers.
    """

    plan: Plan
    unplaced: tuple[str, ...]
    remarks: tuple[str, ...] = ()
    notes: Mapping[int, ItemNote] = MappingProxyType({})

    @property
    def doubtful(self) -> list[tuple[Item, Doubt, str]]:
        """Items with what is doubtful of them and their original, in the plan's order."""
        noted = ((item, self.notes.get(item.number)) for item in self.plan.items)
        return [(item, doubt, note.original) for item, note in noted if note for doubt in note.doubts]


def read_plan(text: str) -> PlanReading:
    """Read official or pasted text. Every line ends up in the plan or in `unplaced`; nothing is invented."""
    written = plain_characters(text)
    reading = _read(simplified(written))
    return reading if written == simplified(written) else _as_written(reading, Script(written))


def _as_written(reading: PlanReading, script: Script) -> PlanReading:
    """The reading of a text in traditional characters, with these."""
    plan = msgspec.convert(script.restored(msgspec.to_builtins(reading.plan)), Plan)
    notes = {number: _note_as_written(note, script) for number, note in reading.notes.items()}
    return reading._replace(plan=plan, unplaced=script.restored(reading.unplaced), notes=notes)


def _note_as_written(note: ItemNote, script: Script) -> ItemNote:
    printed, original, limit = map(script.restored, (note.printed, note.original, note.limit))
    return ItemNote(printed, original, limit, tuple(Doubt(*map(script.restored, doubt)) for doubt in note.doubts))


def _read(text: str) -> PlanReading:
    body, furniture = paragraphs(with_tables(text))
    segment = plan_segment(parted(body))
    found = split_outline(segment.lines)
    if not found.tops:
        return _unread(body, furniture, segment.title)
    if segment.title is None and not segment.before and (title := first_title(found.head)):
        segment, found.head = segment._replace(title=title), []
    letter = [line for line in found.head if is_letter(line)]
    preamble = [line for line in found.head if not is_letter(line)] + found.general
    title = own_title(segment.title, [*segment.before, *found.head])
    year = plan_year(title, [*segment.before, *found.head], [*found.closing, *segment.after])
    items = _Items(found, year)
    plan = Plan(title, year.year, "\n".join(preamble), "\n".join(found.closing), items.chapters)
    rest = [line for line in letter if line != title]
    if segment.title and segment.title != title:
        rest.insert(0, segment.title)
    unplaced = (*segment.before, *rest, *items.stray, *segment.after, *furniture)
    return PlanReading(plan, unplaced, (*_of_others(segment.others, title), *_remarks(found, title, year)), items.notes)


def _unread(body: Sequence[str], furniture: Sequence[str], title: str | None) -> PlanReading:
    plan = Plan(title, plan_year(title, body, ()).year, "", "", ())
    lines = [line for line in body if line != title]
    if title and len(lines) == len(body):  # the title stood on two lines
        plan = Plan(None, plan.year, "", "", ())
    remark = "没有认出章和事项：正文里没有以“一、”“（一）”“1.”开头的行，请补上编号后重新导入，或者手工录入事项。"
    return PlanReading(plan, (*lines, *furniture), (remark,))


class _Items:
    """Chapters of items made from the outline, notes on them, and what the chapters say beside their items."""

    def __init__(self, found: Outline, year: PlanYear) -> None:
        self.notes: dict[int, ItemNote] = {}
        self.stray = [line for section in found.sections for line in section.body]
        self._year = year
        sections = [section for section in found.sections if section.items or not section.body]
        by_title = _charged_by_title(sections)
        raw = [item for section in sections for item in section.items]
        stated = _stated(raw)
        titles = titled(raw, [one.kept for one in stated])
        numbers = _numbers([item.mark.number if item.mark else None for item in raw])
        charged = [by_title.get(section.title, ()) for section in sections for _ in section.items]
        made = map(self._item, numbers, raw, stated, titles, charged)
        places = _numbers([section.mark.number if section.mark else None for section in sections])
        self.chapters = tuple(
            Chapter(number, section.title or UNDIVIDED, tuple(itertools.islice(made, len(section.items))))
            for number, section in zip(places, sections, strict=True)
        )

    def _item(
        self, number: int, raw: RawItem, stated: StatedOwners, words: tuple[str, str], charged: tuple[str, ...]
    ) -> Item:
        title, text = words
        wording = text if title.endswith("…") else f"{title}。{text}"
        due = read_due(wording, self._year.year, stated.limits, for_year=self._year.is_for_it)
        limit = "" if due.day else limit_words(wording, stated.limits)
        printed = raw.mark.printed.rstrip("、.．") if raw.mark else ""
        self.notes[number] = ItemNote(printed, "\n".join(raw.paragraphs), limit, tuple(_doubts(stated, due)))
        return Item(
            number=number,
            title=title,
            text=text,
            responsible=tuple(dict.fromkeys(charged + stated.names)) or named_units(wording),
            quotas=read_quotas(wording, charged or stated.foremost),
            due=due.day,
            leads=stated.leads,
            assists=stated.assists,
        )


def _charged_by_title(sections: Sequence[Section]) -> dict[str, tuple[str, ...]]:
    """The units that chapters charge by their titles, where each of several is called after units; else none."""
    named = {section.title: read_names(section.title) for section in sections}
    is_by_unit = len(named) > 1 and all(one.whole and one.found and not one.doubtful for one in named.values())
    return {title: one.found for title, one in named.items()} if is_by_unit else {}


def _stated(items: Sequence[RawItem]) -> list[StatedOwners]:
    """The owners of all items: names alone in a bracket are owners where most items end with one."""
    plain = [take_responsible(filter(None, item.paragraphs)) for item in items]
    bare = [take_responsible(filter(None, item.paragraphs), bare=True) for item in items]
    more = sum(len(one.names) > len(other.names) for one, other in zip(bare, plain, strict=True))
    return bare if more >= _FEW and 2 * more >= len(items) else plain


def _doubts(stated: StatedOwners, due: Due) -> Iterator[Doubt]:
    if due.aside:
        yield Doubt(due.aside, f"正文里的“{due.aside}”比完成时限{due.day}晚，期限按完成时限填的，请核对。")
    for name in stated.doubtful:
        yield Doubt(name, f"责任单位“{name}”不像单位名称，请核对。")
    for words in stated.limits:
        if "：" not in words and not is_time(words):
            yield Doubt(words, f"责任单位旁边的“{words}”没有读懂，留在了文字里，请核对。")


def _numbers(printed: Sequence[int | None]) -> list[int]:
    """The printed numbers where they only rise, else a count through the whole plan."""
    known = [number for number in printed if number is not None]
    rising = all(before < after for before, after in itertools.pairwise(known))
    return known if rising and len(known) == len(printed) else list(range(1, len(printed) + 1))


def _of_others(others: Sequence[str], title: str | None) -> Iterator[str]:
    for other in others:
        if other != title:  # it is told once more in its annex
            yield f"文件里另有“{other}”，没有读进来（列在没有归入的文字里）；要用的话，请把它存成单独的文件再导入。"


def _remarks(found: Outline, title: str | None, year: PlanYear) -> Iterator[str]:
    if not found.sections:
        yield "只认出了总体要求一类的部分，没有认出事项：请核对原文是否完整，或者手工录入事项。"
    if years := years_of(title):
        yield f"这是{years[0]}—{years[1]}年的规划，没有单独的年度，请填上要用的年度。"
    if year.year and not year.is_for_it:
        yield f"正文没有写是哪一年度的，年度按发文的{year.year}年填的，请核对。"
    yield from _breaks("章", [None, *found.tops])
    yield from _breaks("事项", [mark for section in found.sections for mark in (None, *_item_marks(section))])
    for printed in found.unsaid:
        yield f"“{printed}”没有写明由谁做，放进了前言；要列为事项的请补上。"
    buried = [item.mark.printed for section in found.sections for item in section.items if item.is_buried and item.mark]
    if buried:
        some = "、".join(buried[:3]) + ("等" if len(buried) > 3 else "")  # noqa: PLR2004 - a few say enough
        yield f"{len(buried)}个事项（{some}）在原文里没有另起一行，是按编号拆开的，请对照原文核对。"


def _item_marks(section: Section) -> Iterator[Mark | None]:
    return (item.mark for item in section.items)


def _breaks(what: str, marks: Sequence[Mark | None]) -> Iterator[str]:
    """A sentence for each place where the printed numbers neither go on by one nor start again after a None.

    Numbers of two levels (（七） and then 三、 for a chapter that is an item itself) say nothing of each other.
    """
    last: dict[int, Mark] = {}
    fresh = set[int]()
    for mark in marks:
        if mark is None:
            fresh = set(last)
            continue
        before = last.get(mark.level)
        restarts = mark.level in fresh and mark.number == 1
        if before is not None and mark.number != before.number + 1 and not restarts:
            yield f"{what}编号不连续：“{before.printed}”之后是“{mark.printed}”，请对照原文核对是否漏项或重号。"
        last[mark.level] = mark
        fresh.discard(mark.level)
