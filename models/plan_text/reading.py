"""Official text → plan."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from models.plan_text.due import due_date
from models.plan_text.front import is_letter, issued_title, plan_segment, plan_year
from models.plan_text.lines import paragraphs
from models.plan_text.marks import Mark
from models.plan_text.named_units import named_units
from models.plan_text.outline import Outline, RawItem, Section, split_outline
from models.plan_text.quotas import read_quotas
from models.plan_text.responsible import take_responsible
from models.plan_text.tables import head_row, table_lines
from models.records.plan import Chapter, Item, Plan

_BURIED = re.compile(r"(?<=[。；])\s*[（(][一二三四五六七八九十]{1,3}[）)](?=[\u4e00-\u9fff])")

UNDIVIDED = "（未分章）"
"""The title of the one chapter of a plan whose text has none."""

_GENERAL = re.compile(
    r"(?:总体|指导|工作|基本)(?:要求|思想|思路|目标|原则)(?:[和与、及](?:总体|主要|工作|基本)*(?:要求|思想|思路|目标|原则))?"
)
_COLON_TITLE = re.compile(r"([^。，；：:]{2,25})[：:](?=.{8,})")
_SPACED_TITLE = re.compile(r"([^。，；：\s\u3000]{4,40})(?:[\u3000\t]| {2,})(?=.{8,})")


class PlanReading(NamedTuple):
    """A plan as read: `unplaced` holds the lines that are no part of it (the printed notice, page numbers, strays).

    `remarks` says in Chinese sentences what the clerk should compare with the original.
    """

    plan: Plan
    unplaced: tuple[str, ...]
    remarks: tuple[str, ...] = ()


def read_plan(text: str) -> PlanReading:
    """Read official or pasted text. Every line ends up in the plan or in `unplaced`; nothing is invented."""
    body, furniture = paragraphs(_with_tables(text))
    segment = plan_segment(body)
    found = split_outline(segment.lines)
    if not found.sections:
        return _unread(body, furniture, segment.title)
    letter = [line for line in found.head if is_letter(line)]
    preamble = [line for line in found.head if not is_letter(line)]
    title = segment.title or issued_title([*segment.before, *found.head])
    if title in letter:
        letter.remove(title)
    general = [section for section in found.sections if _is_general(section)]
    preamble += [line for section in general for line in (_printed(section), *section.body)]
    sections = [section for section in found.sections if section not in general]
    year = plan_year(title or "", "\n".join(preamble), "\n".join(found.closing), "\n".join([*segment.before, *letter]))
    chapters, stray = _chapters(sections, year)
    plan = Plan(title, year, "\n".join(preamble), "\n".join(found.closing), chapters)
    return PlanReading(plan, (*segment.before, *letter, *stray, *segment.after, *furniture), tuple(_remarks(found)))


def _unread(body: Sequence[str], furniture: Sequence[str], title: str | None) -> PlanReading:
    plan = Plan(title, plan_year(title or "", "\n".join(body)), "", "", ())
    lines = [line for line in body if line != title]
    if title and len(lines) == len(body):  # the title stood on two lines
        plan = Plan(None, plan.year, "", "", ())
    remark = "没有认出章和事项：正文里没有以“一、”“（一）”“1.”开头的行，请补上编号后重新导入，或者手工录入事项。"
    return PlanReading(plan, (*lines, *furniture), (remark,))


def _with_tables(text: str) -> str:
    """Turn rows pasted from a sheet (cells parted by tabs) into the lines they stand for."""
    out: list[str] = []
    rows: list[list[str]] = []
    for line in [*text.splitlines(), ""]:
        if "\t" in line.lstrip():
            rows.append(line.split("\t"))
            continue
        out += table_lines(rows) if head_row(rows) is not None else ["\t".join(row) for row in rows]
        rows = []
        out.append(line)
    return "\n".join(out)


def _is_general(section: Section) -> bool:
    return not section.items and section.mark is not None and bool(_GENERAL.fullmatch(_heading(section)[0]))


def _printed(section: Section) -> str:
    return f"{section.mark.printed if section.mark else ''}{section.heading}"


def _heading(section: Section) -> tuple[str, str]:
    """The heading's title, and what the same line says after it."""
    title, _, rest = section.heading.partition("。")
    return title.rstrip("：:"), rest


def _chapters(sections: Sequence[Section], year: int | None) -> tuple[tuple[Chapter, ...], list[str]]:
    numbers = _numbers([section.mark.number if section.mark else None for section in sections])
    raw = [_items_of(section) for section in sections]
    counted = iter(_numbers([item.mark.number if item.mark else None for items in raw for item in items]))
    chapters = tuple(
        Chapter(number, _heading(section)[0] or UNDIVIDED, tuple(_item(next(counted), item, year) for item in items))
        for number, section, items in zip(numbers, sections, raw, strict=True)
    )
    stray = [line for section in sections if section.items for line in (_heading(section)[1], *section.body) if line]
    return chapters, stray


def _items_of(section: Section) -> list[RawItem]:
    """The section's items; a chapter that only has words of its own is one item under the chapter's title."""
    title, rest = _heading(section)
    words = [line for line in (rest, *section.body) if line]
    if section.items or not words:
        return section.items
    return [RawItem(None, [f"{title}。", *words])]


def _numbers(printed: Sequence[int | None]) -> list[int]:
    """The printed numbers where they only rise, else a count through the whole plan."""
    known = [number for number in printed if number is not None]
    rising = all(before < after for before, after in itertools.pairwise(known))
    return known if rising and len(known) == len(printed) else list(range(1, len(printed) + 1))


def _item(number: int, raw: RawItem, year: int | None) -> Item:
    stated = take_responsible(line for line in raw.paragraphs if line)
    first, *others = stated.kept or ("",)
    title, rest = _split_title(first)
    text = "\n".join(line for line in (rest, *others) if line)
    wording = f"{title}。{text}"
    return Item(
        number=number,
        title=title,
        text=text,
        responsible=stated.names or named_units(wording),
        quotas=read_quotas(wording, stated.foremost),
        due=due_date(wording, year),
        leads=stated.leads,
        assists=stated.assists,
    )


def _split_title(line: str) -> tuple[str, str]:
    """Title and rest: at the first 。, or at a colon or wide blank that ends a short heading before it."""
    for pattern in (_COLON_TITLE, _SPACED_TITLE):
        if match := pattern.match(line):
            return match[1], line[match.end() :].strip()
    title, _, rest = line.partition("。")
    return title.strip(), rest.strip()


def _remarks(found: Outline) -> Iterator[str]:
    yield from _breaks(
        "章",
        [mark for section in found.sections for mark in ((None, section.mark) if section.inner else (section.mark,))],
    )
    marks = [mark for section in found.sections for mark in (None, *(item.mark for item in section.items))]
    yield from _breaks("事项", marks)
    for section in found.sections:
        for item in section.items:
            inner = [match[0] for line in item.paragraphs for match in _BURIED.finditer(line)]
            if inner and item.mark:
                yield f"事项“{item.mark.printed}”的一行里还有编号“{inner[0]}”，可能丢了换行，请对照原文核对。"


def _breaks(what: str, marks: Sequence[Mark | None]) -> Iterator[str]:
    """A sentence for each place where the printed numbers neither go on by one nor start again after a None."""
    last: Mark | None = None
    fresh = False
    for mark in marks:
        if mark is None:
            fresh = True
            continue
        goes_on = last is None or mark.number == last.number + 1 or (fresh and mark.number == 1)
        if not goes_on and last is not None:
            yield f"{what}编号不连续：“{last.printed}”之后是“{mark.printed}”，请对照原文核对是否漏项或重号。"
        last, fresh = mark, False
