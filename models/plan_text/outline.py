"""The numbered structure of a plan: which marks are chapters, which are items, what belongs to each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from models.plan_text.front import SIGN_OFF
from models.plan_text.marks import Mark, MarkLevel, mark_of

_ENDING = re.compile(r"(?:附件?\s*\d*\s*[:：]|附件\s*\d*$|抄送|主送|联系人\s*[:：]|联系电话\s*[:：]|[（(]此页无正文)")
_SIGNATURE = re.compile(r"[\u4e00-\u9fff（）()\s\u3000]{3,40}(?:政府|办公室|委员会|管委会|办事处|领导小组|局|办)")
_CLOSING = re.compile(
    r"本(?:要点|方案|安排|计划|意见|通知)(?:中|所列|自|由|印发|确定|涉及)|(?:以上|上述)(?:工作|任务|各项|事项)|特此|请各|"
    r"各.{0,30}(?:本要点|本方案|本安排|本计划|上述|以上)",
)
_BARE = 40
_FEW = 4


class RawItem(msgspec.Struct):
    """The paragraphs of one item, the first without its mark."""

    mark: Mark | None
    paragraphs: list[str]


class Section(msgspec.Struct):
    """A chapter as printed: its mark (None where the text has no chapters), its heading, its own lines, its items.

    `inner` where it stands one level below the printed chapters, whose heading it then repeats.
    """

    mark: Mark | None
    heading: str
    body: list[str]
    items: list[RawItem]
    inner: bool = False


class Outline(NamedTuple):
    """Lines before the first mark, the sections, and the closing lines."""

    head: list[str]
    sections: list[Section]
    closing: list[str]


class _Scheme(NamedTuple):
    top: MarkLevel | None
    inner: MarkLevel | None
    item: MarkLevel | None


def split_outline(lines: Sequence[str]) -> Outline:
    """Split the plan's lines; every line lands in exactly one place, in order."""
    first = next((at for at, line in enumerate(lines) if mark_of(line)), len(lines))
    end = _end_of_body(lines, first)
    sections = _walk(lines[first:end], _scheme(lines[first:end]))
    for section in sections:
        _regroup(section)
    closing = _closing(sections)
    return Outline(list(lines[:first]), sections, [*closing, *lines[end:]])


def _end_of_body(lines: Sequence[str], first: int) -> int:
    """Where 附件, 抄送, signature or date begin, after the first mark."""
    end = next((at for at in range(first + 1, len(lines)) if _is_ending(lines[at])), len(lines))
    while end > first + 1 and end - 1 > first and _SIGNATURE.fullmatch(lines[end - 1]) and not mark_of(lines[end - 1]):
        end -= 1
    return end


def _is_ending(line: str) -> bool:
    return bool(_ENDING.match(line) or SIGN_OFF.fullmatch(line))


def _scheme(lines: Sequence[str]) -> _Scheme:
    marks = [mark for line in lines if (mark := mark_of(line))]
    levels = [level for level in MarkLevel if level is not MarkLevel.CIRCLED and _is_used(marks, level)]
    if len(levels) < 2:  # noqa: PLR2004  one level holds items only
        return _Scheme(None, None, levels[0] if levels else None)
    top, second = levels[0], levels[1]
    if len(levels) > 2 and _second_is_section(lines, marks, levels):  # noqa: PLR2004 - top, second, items
        return _Scheme(top, second, levels[2])
    return _Scheme(top, None, second)


def _is_used(marks: Sequence[Mark], level: MarkLevel) -> bool:
    numbers = [mark.number for mark in marks if mark.level is level]
    return 1 in numbers or len(numbers) >= 3  # noqa: PLR2004  a plan copied from its middle still counts on


def _second_is_section(lines: Sequence[str], marks: Sequence[Mark], levels: Sequence[MarkLevel]) -> bool:
    """Whether the second level only heads groups of third-level items.

    So it is where its lines are bare headings directly followed by the third level, and that level either is
    （一） under 一、 under 第一部分, or counts through the whole plan. Numbers that start again are sub-points.
    """
    second, third = levels[1], levels[2]
    bare = [
        _is_bare(line) and (follows := mark_of(after)) is not None and follows.level is third
        for line, after in zip(lines, [*lines[1:], ""], strict=True)
        if (mark := mark_of(line)) and mark.level is second
    ]
    numbers = [mark.number for mark in marks if mark.level is third]
    through = numbers == sorted(set(numbers)) and len(numbers) > len(bare) > 1
    return sum(bare) * 5 >= len(bare) * 4 and (through or (levels[0], second, third) == (0, 1, 2))


def _is_bare(line: str) -> bool:
    return len(line) <= _BARE and "。" not in line.rstrip("。")


def _walk(lines: Sequence[str], scheme: _Scheme) -> list[Section]:
    sections: list[Section] = []
    above = ""
    for line in lines:
        mark = mark_of(line)
        if mark and mark.level == scheme.top:
            above = mark.rest
            sections.append(Section(mark, mark.rest, [], []))
        elif mark and mark.level == scheme.inner:
            if sections and sections[-1].heading == above and not (sections[-1].body or sections[-1].items):
                sections.pop()
            sections.append(Section(mark, f"{above}：{mark.rest}" if above else mark.rest, [], [], inner=True))
        else:
            _append(sections, line, mark if mark and mark.level == scheme.item else None)
    return sections


def _append(sections: list[Section], line: str, mark: Mark | None) -> None:
    if not sections:
        sections.append(Section(None, "", [], []))
    section = sections[-1]
    if mark:
        section.items.append(RawItem(mark, [mark.rest]))
    elif section.items:
        section.items[-1].paragraphs.append(line)
    else:
        section.body.append(line)


def _regroup(section: Section) -> None:
    """A chapter that numbers its items one level deeper than the others do keeps them as items."""
    marks = [mark for line in section.body if (mark := mark_of(line))]
    if section.items or not marks:
        return
    level = min(mark.level for mark in marks)
    if level is MarkLevel.CIRCLED:
        return
    body, section.body = section.body, []
    for line in body:
        mark = mark_of(line)
        _append([section], line, mark if mark and mark.level is level else None)


def _closing(sections: list[Section]) -> list[str]:
    """Take the closing paragraphs off the last item (or off the last chapter that has none)."""
    if not sections:
        return []
    last = sections[-1]
    lines = last.items[-1].paragraphs if last.items else last.body
    start = next((at for at, line in enumerate(lines) if at and _CLOSING.match(line)), None)
    if start is None and last.items and _is_odd(sections):
        start = 1
    if start is None:
        return []
    taken = lines[start:]
    del lines[start:]
    return taken


def _is_odd(sections: Sequence[Section]) -> bool:
    """Whether only the last item has paragraphs after its own: then they close the plan."""
    items = [item for section in sections for item in section.items]
    *others, last = items
    return (
        len(others) >= _FEW
        and all(len(item.paragraphs) == 1 for item in others)
        and "。" in last.paragraphs[0].rstrip("。")
        and all(mark_of(line) is None and "：" not in line[:8] for line in last.paragraphs[1:])
        and len(last.paragraphs) > 1
    )
