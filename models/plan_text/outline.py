"""The tree of a plan divided into chapters and items: what is an item is decided in each chapter, from evidence.

The lowest numbered level that says who has to do it is the item; where none says so, the one below the chapter, or
the one whose numbers count through the chapters. What only says why and in what spirit is the plan's frame.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from models.plan_text.front import SIGN_OFF, annex_list, is_organ
from models.plan_text.marks import Mark, MarkLevel, buried_marks, mark_of
from models.plan_text.named_units import named_units
from models.plan_text.responsible import after_owners, states_owners
from models.plan_text.tree import Node, plan_tree

_ENDING = re.compile(
    r"附件?\s*\d*\s*[:：]|附件\s*\d*$|附件下载|抄送|主送|联系人\s*[:：]|联系电话\s*[:：]|[（(]此页无正文"
    r"|(?:相关)?热词(?:搜索)?\s*[:：]|(?:相关|推荐)(?:阅读|链接|文章)|[上下]一[篇条]\s*[:：]|[【\[]?(?:打印|关闭|收藏)(?:此页|本页|窗口|页面)"
    r"|分享(?:到|至)|扫一扫|责任编辑\s*[:：]|(?:信息)?来源\s*[:：]|浏览(?:次数|量)|(?:本文|以上)?由.{0,12}(?:整理|上传)"
)
_NOTES = re.compile(r"(?:注|说明|填[表报]说明|备注(?=\s*[:：]\s*[1①]))\s*[:：]")
_MOST_NOTES = 12
_CLOSING = re.compile(
    r"本(?:要点|方案|安排|计划|意见|通知|政策|规划)(?:中|所列|自|由|印发|确定|涉及)|(?:以上|上述)(?:工作|任务|各项|事项)|特此|请各|"
    r"各.{0,30}(?:本要点|本方案|本安排|本计划|本意见|上述|以上)",
)
_FRAME_WORD = "要求|思想|思路|目标|原则|意义|背景|依据|范围"
_FRAME = re.compile(
    rf"(?:总体|指导|基本|主要|创建|试点|总|发展|重大|重要|工作(?!要求))+(?:{_FRAME_WORD})(?:[和与、及](?:总体|主要|工作|基本|指导)*(?:目标任务|{_FRAME_WORD}))*"
    r"|(?!明确|扩大|划定|确定|拓展|规范|界定|公开|落实|突出)[\u4e00-\u9fff]{2,4}(?:范围|对象|依据)"
    r"|目标(?:要求)?|前言|(?:充分|深刻|进一步)*(?:认识|把握).{0,40}(?:意义|重要性|必要性|紧迫性)"
)
_RUN_ON_FRAME = re.compile(r"前言|指导思想|总体要求|基本原则|总体思路|[总创主].目标|工作目标")
_FRAME_END = re.compile(rf".{{4,40}}?(?:{_FRAME_WORD})(?=《)")
_SUPPORT = re.compile(
    r"(?:强化|加强|完善|加大)?(?:保障措施|工作保障|组织保障|组织实施|组织领导|工作要求|有关要求|保障机制|组织保障力度)"
)
_BARE = 40
_FEW = 4
_MOSTLY = 0.8


class RawItem(msgspec.Struct):
    """The paragraphs of one item, the first without its mark; `is_buried` where it begins no line of the original."""

    mark: Mark | None
    paragraphs: list[str]
    is_buried: bool = False


class Section(msgspec.Struct):
    """A chapter: the mark it is printed under, its title, what it says besides, its items.

    One that stands below a printed chapter is called “一级：二级”.
    """

    mark: Mark | None
    title: str
    body: list[str]
    items: list[RawItem]


class Outline(msgspec.Struct):
    """A plan's lines, divided.

    Attributes:
        head: Lines before the first mark.
        general: Those of the frame.
        sections: The chapters with their items.
        closing: Lines behind the last item.
        unsaid: Chapters set aside with the frame because they charge nobody, as printed.
        tops: The marks of all chapters.
    """

    head: list[str]
    general: list[str]
    sections: list[Section]
    closing: list[str]
    unsaid: list[str]
    tops: list[Mark | None]


def split_outline(lines: Sequence[str]) -> Outline:
    """Divide the plan's lines; every line lands in exactly one place."""
    listed = annex_list(lines)
    marked = (at for at, line in enumerate(lines) if at not in listed and (mark_of(line) or _has_buried(line)))
    first = next(marked, len(lines))
    end = _end_of_body(lines, first)
    root = plan_tree(lines[:end])
    head, children = root.own, root.children
    if len(children) == 1 and not children[0].heading and children[0].children:  # “第1篇” around all of it
        head, children = [*head, children[0].printed, *children[0].body], children[0].children
    found = Outline(head, [], [], list(lines[end:]), [], [top.mark for top in children])
    tops = _without_frame(children, found)
    if all(map(_is_item, tops)):
        found.sections = [Section(None, "", [], [_raw(top) for top in tops])] if tops else []
    else:
        divide = _Divider(tops)
        found.sections = [section for top in tops for section in divide.sections(top)]
    found.closing = [*_take_closing(found.sections), *found.closing]
    return found


def heading_of(words: str) -> tuple[str, str]:
    """The title that a heading begins with, and what the same line says after it."""
    run_on = _RUN_ON_FRAME.match(words)
    if run_on and len(words) > _BARE and not re.match(r"[。：:和与、及]", words[run_on.end() :]):
        return words[: run_on.end()], words[run_on.end() :]
    title, _, rest = words.partition("。")
    quoted = _FRAME_END.match(title)
    if quoted and not rest:
        title, rest = quoted[0], words[quoted.end() :]
    title = title.rstrip("：: \u3000")
    return re.sub(r"^(\S)[\s\u3000]+(\S)$", r"\1\2", title), rest


def _has_buried(line: str) -> bool:
    return any(one.mark.number == 1 and one.mark.level is MarkLevel.CHINESE for one in buried_marks(line))


# Where the plan ends


def _end_of_body(lines: Sequence[str], first: int) -> int:
    """Where 附件, 抄送, signature or date begin, after the first mark."""
    ends = (at for at in range(first + 1, len(lines)) if _is_ending(lines[at]) or _begins_notes(lines[at:]))
    end = next(ends, len(lines))
    while end - 1 > first and _is_signature(lines[end - 1], signed=end < len(lines)):
        end -= 1
    return end


def _is_ending(line: str) -> bool:
    return bool(_ENDING.match(line) or SIGN_OFF.fullmatch(line))


def _begins_notes(rest: Sequence[str]) -> bool:
    """Whether the notes below a table begin there, numbered or not: no chapter or part of one follows."""
    if not _NOTES.match(rest[0]) or len(rest) > _MOST_NOTES:
        return False
    marks = [mark for line in rest[1:] if (mark := mark_of(line))]
    return all(mark.level >= MarkLevel.DIGIT and mark.number > 1 for mark in marks)


def _is_signature(line: str, *, signed: bool) -> bool:
    """Whether a line names who signs; before a date any short line without a stop does."""
    short = len(line) <= _BARE and not re.search(r"[。；：，:]", line)
    return short and mark_of(line) is None and (is_organ(line) or signed)


def _take_closing(sections: Sequence[Section]) -> list[str]:
    """Take the closing paragraphs off the last item: by their words, or because no other item has any."""
    items = [item for section in sections for item in section.items]
    if not items:
        return []
    *others, last = items
    lines = last.paragraphs
    start = next((at for at, line in enumerate(lines) if at and _CLOSING.match(line)), None)
    if start is None and _is_odd(others, last):
        start = 1
    taken = lines[start:] if start else []
    if start:
        del lines[start:]
    return [*_after_owners(others, last), *taken]


def _after_owners(others: Sequence[RawItem], last: RawItem) -> list[str]:
    """What the last item says behind its owners, where no other item does."""
    rest = after_owners(last.paragraphs[-1])
    stated = [item for item in others if states_owners(item.paragraphs)]
    if not rest or len(stated) < _FEW or any(after_owners(item.paragraphs[-1]) for item in stated):
        return []
    last.paragraphs[-1] = last.paragraphs[-1].removesuffix(rest)
    return [rest]


def _is_odd(others: Sequence[RawItem], last: RawItem) -> bool:
    """Whether only the last item has paragraphs after its own: then they close the plan."""
    return (
        len(others) >= _FEW
        and all(len(item.paragraphs) == 1 for item in others)
        and "。" in last.paragraphs[0].rstrip("。")
        and all(mark_of(line) is None and "：" not in line[:8] for line in last.paragraphs[1:])
        and len(last.paragraphs) > 1
    )


# What is no item


def _without_frame(tops: Sequence[Node], found: Outline) -> list[Node]:
    """The chapters without what is only frame, whose lines go to `found.general`."""
    owned = [top for top in tops if _is_owned(top)]
    is_divided = any(top.children for top in tops if not _SUPPORT.fullmatch(heading_of(top.heading)[0]))
    kept: list[Node] = []
    for top in tops:
        is_told_apart = bool(owned) or (is_divided and not top.children)
        unsaid = is_told_apart and top not in owned and _charges_nobody(top)
        if _is_frame(top) or unsaid:
            found.general += [
                f"{top.mark.printed if top.mark else ''}{line}" if not at else line
                for at, line in enumerate(top.below())
            ]
            found.unsaid += [top.printed] if unsaid and not _is_frame(top) else []
            continue
        for child in [child for child in top.children if child.mark and _is_frame(child)]:
            top.children.remove(child)
            first, *others = child.below()
            found.general += [f"{child.mark.printed if child.mark else ''}{first}", *others]
        kept.append(top)
    return kept


def _is_frame(node: Node) -> bool:
    title = heading_of(node.heading)[0]
    title = re.sub(r"^.{0,20}的(?=指导思想)", "", title)
    return bool(_FRAME.fullmatch(title)) or (bool(node.children) and all(map(_is_frame, node.children)))


def _charges_nobody(top: Node) -> bool:
    """A chapter on 保障措施 in which nobody is told to do anything."""
    title = heading_of(top.heading)[0]
    return bool(_SUPPORT.fullmatch(title)) and not named_units("\n".join(top.below()))


def _is_owned(node: Node) -> bool:
    return any(states_owners(one.own) for one in node.walk())


# Which level is the item


class _Divider:
    """Divides chapters into sections of items."""

    def __init__(self, tops: Sequence[Node]) -> None:
        self._through = _counting_through(tops)

    def sections(self, node: Node, above: Sequence[str] = ()) -> list[Section]:
        """The sections of a chapter, or of a part of one, whose title then stands behind those `above` it."""
        if not above and node.children and _is_item(node):
            return [Section(node.mark, "", [], [_raw(node)])]
        title, rest = heading_of(node.heading)
        path = [*above, title]
        first = Section(node.mark, "：".join(path), [line for line in (rest, *node.body) if line], [])
        if not node.children:
            is_task = len(title) > _BARE or states_owners([node.heading])
            first.items, first.body = [_raw(node)] if first.body or is_task else [], []
            first.title = "" if is_task else first.title
            return [first]
        if above and states_owners(node.own):
            first.items, first.body = [RawItem(node.mark, node.own, node.is_buried)], []
        found, opens = [first], self._opens(node)
        for child in node.children:
            if opens and child.children:
                found += [*self.sections(child, path), Section(node.mark, first.title, [], [])]
            else:
                found[-1].items.append(_raw(child))
        return [section for section in found if section.items or section.body]

    def _opens(self, node: Node) -> bool:
        """Whether the items of a chapter stand two levels below it."""
        below = [one for child in node.children for one in child.children]
        if not below:
            return False
        own = [child for child in node.children if states_owners(child.own) or _owners_trail(child)]
        owned = sum(_is_owned(one) for child in node.children if not _owners_trail(child) for one in child.children)
        if owned:
            return owned * 2 > len(below)
        if own:
            return False
        parents = [child for child in node.children if child.children]
        bare = sum(map(_is_bare, parents)) >= _MOSTLY * len(parents)
        levels = (node.level, parents[0].level, below[0].level)
        usual = levels == (MarkLevel.PART, MarkLevel.CHINESE, MarkLevel.BRACKET)
        return bare and (usual or below[0].level in self._through)


def _is_item(top: Node) -> bool:
    """Whether a chapter is an item itself: nothing stands below it, or it alone says who has to do it."""
    return not top.children or (states_owners(top.own) and not any(map(_is_owned, top.children)))


def _owners_trail(node: Node) -> bool:
    """Whether a line of owners below its last small point is the node's own: no other point has any."""
    *others, last = node.children or [node]
    is_small = bool(node.children) and last.level >= MarkLevel.BRACKET_DIGIT
    return (
        is_small and states_owners(last.body) and not states_owners([last.heading]) and not any(map(_is_owned, others))
    )


def _counting_through(tops: Sequence[Node]) -> set[int]:
    """Levels two below a chapter whose numbers only rise from part to part."""
    numbers: dict[int, list[int]] = {}
    parents: dict[int, int] = {}
    for top in tops:
        for child in top.children:
            for level in {one.level for one in child.children}:
                parents[level] = parents.get(level, 0) + 1
            for one in child.children:
                if one.mark:
                    numbers.setdefault(one.level, []).append(one.mark.number)
    return {
        level for level, found in numbers.items() if found == sorted(set(found)) and len(found) > parents[level] > 1
    }


def _is_bare(node: Node) -> bool:
    return len(node.heading) <= _BARE and "。" not in node.heading.rstrip("。") and not node.body


def _raw(node: Node) -> RawItem:
    return RawItem(node.mark, node.below(), node.is_buried)
