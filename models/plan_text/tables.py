"""Work tables (序号、工作任务、责任单位、完成时限) turned into the lines a written plan would have."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from models.plan_text.marks import MarkLevel, mark_of
from models.plan_text.numerals import CHINESE, chinese_numeral

_WORK = r"(?:[\u4e00-\u9fff]{2}){0,2}"
"""What work a head is about: 重点工作, 普法, 整改."""
_BODY = "(?:单位|部门|科室|处室|股室|机构)"
_HEADS = (
    ("number", re.compile(r"序号?|编号|项号|号")),
    ("lead", re.compile(rf"牵头(?:责任)?{_BODY}?|(?:主办|承办|主责){_BODY}")),
    ("help", re.compile(rf"(?:配合|协办|参与|协同|支撑|协助)(?:责任)?{_BODY}?")),
    ("unit", re.compile(rf"(?:主要|具体)?(?:责任|落实|完成|负责|实施)(?:{_BODY}|主体|分工)")),
    ("limit", re.compile(rf"(?!开始|启动|起始|印发|发文){_WORK}(?:时限|时间|期限)(?:要求|节点|安排)?")),
    ("chapter", re.compile(r"类别|工作类别|一级指标|重点领域|工作领域|任务类别|项目|章节|板块")),
    ("task", re.compile(rf"(?!其他|注意|备注|有关){_WORK}(?:任务|事项|要点)(?:名称|清单)?|任务分解|二级指标")),
    ("how", re.compile(rf"{_WORK}(?:措施|内容|要求|举措|标准)|工作目标|内容清单")),
)
_LABELS = {"lead": "牵头单位", "unit": "责任单位", "help": "配合单位", "limit": "完成时限"}
_NONE = re.compile(r"[—－\-/／]+|无")
_NOTE = re.compile(r"注|备注|说明|合计|填表|附件")
_LONGEST_HEAD, _LONGEST_SECTION = 12, 40

Row = Sequence[str]


class _Columns(NamedTuple):
    """What each column holds (None where its head says nothing known), and its head as printed."""

    names: tuple[str | None, ...]
    heads: tuple[str, ...]

    def cell(self, row: Row, name: str) -> str:
        cell = next((row[at].strip() for at, found in enumerate(self.names) if found == name and at < len(row)), "")
        return "" if _NONE.fullmatch(cell) else cell


def table_lines(rows: Sequence[Row]) -> list[str]:
    """The lines a table stands for.

    Under a recognised head, which comes first, every row becomes an item with its 责任单位 and 完成时限 lines; a
    column of another head gives a line that begins with it. A table with no such head gives each row as one line.
    """
    at = head_row(rows)
    if at is None:
        return list(_plain(rows))
    heads, used = _heads(rows, at)
    columns = _columns(heads)
    printed = [" | ".join(_filled(row)) for row in rows[at : at + used]]
    return [*_plain(rows[:at]), *printed, *_items(*_grouped(rows[at + used :], columns))]


def head_row(rows: Sequence[Row]) -> int | None:
    """Which row is the head of a work table, or the first of its two; None where `rows` are no such table."""
    return next((at for at in range(len(rows)) if _is_head(_columns(_heads(rows, at)[0]).names)), None)


def column_kind(cell: str) -> str | None:
    """What a column of this head holds: number, lead, help, unit, limit, chapter, task or how; None for others."""
    words = re.sub(r"\s", "", cell)
    return next((name for name, pattern in _HEADS if pattern.fullmatch(words)), None)


def _is_head(names: Sequence[str | None]) -> bool:
    known = [name for name in names if name]
    return len(known) > 1 and ("task" in known or {"how", "number"} <= set(known))


def _heads(rows: Sequence[Row], at: int) -> tuple[Row, int]:
    """The head and how many rows it takes: below one that spans several columns stand their own heads."""
    upper = rows[at]
    lower = rows[at + 1] if at + 2 < len(rows) else ()
    first, second = _filled(upper), _filled(lower)
    if not second or any(len(cell) > _LONGEST_HEAD or re.search(r"[\d。，]", cell) for cell in second):
        return upper, 1
    if len(lower) == len(upper) and any(one.strip() and one == other for one, other in zip(upper, lower, strict=True)):
        return [below or above for above, below in zip(upper, lower, strict=True)], 2
    width = Counter(len(_trimmed(row)) for row in rows[at + 2 :]).most_common(1)[0][0]
    spans = len(first) + len(second) - width
    start = next((place for place, head in enumerate(first) if {*_pairs(head)} & {*_pairs(second[0])}), None)
    if start is None or not 0 < spans < len(first) or any(map(column_kind, first[start : start + spans])):
        return upper, 1
    return [*first[:start], *second, *first[start + spans :]], 2


def _filled(row: Row) -> list[str]:
    return [cell.strip() for cell in row if cell.strip()]


def _trimmed(row: Row) -> Row:
    """The row without the empty cells at its end."""
    size = next((at for at in range(len(row), 0, -1) if row[at - 1].strip()), 0)
    return row[:size]


def _pairs(words: str) -> Iterator[str]:
    return (words[at : at + 2] for at in range(len(words) - 1))


def _columns(heads: Row) -> _Columns:
    """What each column holds; of two heads of one kind the second keeps its label."""
    kinds = list(map(column_kind, heads))
    firsts = [kind if kind not in kinds[:at] else None for at, kind in enumerate(kinds)]
    return _Columns(tuple(firsts), tuple(re.sub(r"\s", "", cell) for cell in heads))


def _grouped(rows: Sequence[Row], columns: _Columns) -> tuple[list[Row], _Columns]:
    """责任单位 | 序号, 工作任务 | 序号 | 具体要求: what stands before the number holds for rows that leave it empty.

    A task is a chapter where most of the rows share theirs with another.
    """
    names = columns.names
    rows = list(_moved_back(rows))
    before = names[: names.index("number")] if "number" in names else ()
    rows = _filled_down(rows, [at for at, name in enumerate(before) if name in ("unit", "lead", "help")])
    if not {"task", "how", "number"} <= set(names) or names.index("task") > names.index("number"):
        return list(rows), columns
    at, last, filled = names.index("task"), "", list[Row]()
    for row in rows:
        last = row[at].strip() or last
        filled.append([*row[:at], last, *row[at + 1 :]] if len(_filled(row)) > 1 else row)
    if "chapter" not in names and 2 * len({row[at] for row in filled}) <= len(filled):
        kinds = {"task": "chapter", "how": "task"}
        return filled, columns._replace(names=tuple(kinds.get(name or "", name) for name in names))
    return filled, columns


def _moved_back(rows: Sequence[Row]) -> Iterator[Row]:
    """The rows, with those in their columns that a merged first cell lets begin one too far left: 3. goes on from 2."""
    last = 0
    for row in rows:
        first, second = (mark_of(cell.strip()) for cell in (*row[:2], "", "")[:2])
        if first and first.level is MarkLevel.DIGIT and first.number == last + 1 > 1 and not row[-1].strip():
            yield ["", *row[:-1]]
            last = first.number
        else:
            yield row
            last = second.number if second and second.level is MarkLevel.DIGIT else 0


def _filled_down(rows: Sequence[Row], places: Sequence[int]) -> list[Row]:
    """The rows with what the last one above says in these places, where they leave them empty."""
    found, last = list[Row](), dict[int, str]()
    for row in rows:
        is_item = len(_filled(row)) > 1
        last |= {at: row[at] for at in places if is_item and at < len(row) and row[at].strip()}
        found.append([last.get(at, cell) if at in places else cell for at, cell in enumerate(row)] if is_item else row)
    return found


def _plain(rows: Sequence[Row]) -> Iterator[str]:
    for row in rows:
        if words := " ".join(cell for cell, _ in itertools.groupby(cell.strip() for cell in row if cell.strip())):
            yield from words.splitlines()


def _items(rows: Sequence[Row], columns: _Columns) -> Iterator[str]:
    chapters, items = _Chapters(), 0
    for row in rows:
        named, filled = _section(row, columns)
        if named is not None and named != chapters.last and not _NOTE.match(named):
            yield from chapters.begin(named)
        elif named is not None and filled == 1 and named != chapters.last:
            yield from named.splitlines()
        if filled > 1:
            items += 1
            yield from chapters.line()
            yield from _item(row, columns, items)
    yield from chapters.line()


class _Chapters:
    """The chapters of a table: one printed （二） below 一、 is called after both."""

    def __init__(self) -> None:
        self.last = ""
        self._above, self._waiting, self._count, self._is_joined = "", "", 0, False

    def begin(self, name: str) -> Iterator[str]:
        """Go on with this chapter; gives the one before it as it stands where it has no items, nor parts."""
        own = mark_of(name)
        is_below = bool(self._above) and own is not None and own.level is MarkLevel.BRACKET
        if not is_below or self._waiting != self._above:
            yield from self.line()
        self._above = self._above if is_below else name if own and own.level <= MarkLevel.CHINESE else ""
        upper = mark_of(self._above)
        self._is_joined = self._is_joined or is_below
        self.last = name
        self._waiting = f"{upper.rest}：{own.rest}" if is_below and upper and own else name

    def line(self) -> Iterator[str]:
        """The line of the chapter just begun, under its own mark, or where that is an item's under a new one."""
        if not self._waiting:
            return
        self._count += 1
        own = mark_of(self._waiting)
        is_own = own is not None and own.level <= MarkLevel.CHINESE and not self._is_joined
        name = own.rest if own else self._waiting
        yield self._waiting if is_own else f"{chinese_numeral(self._count)}、{name}"
        self._waiting = ""


def _section(row: Row, columns: _Columns) -> tuple[str | None, int]:
    """The chapter that a row begins or stands under, None where it does not say; and how many cells the item has."""
    filled = list(dict.fromkeys(_filled(row)))
    number = columns.cell(row, "number").strip(".．、 ")
    if len(filled) == 1 and columns.cell(row, "task") == filled[0] and _is_numbered(filled[0], columns):
        return None, 2
    if len(filled) == 1 and (len(filled[0]) <= _LONGEST_SECTION or mark_of(filled[0])):
        return filled[0], 1
    if re.fullmatch(f"[{CHINESE}]+", number) and len(filled) == 2:  # noqa: PLR2004 - its number and its name
        return filled[1], 1
    return columns.cell(row, "chapter") or None, len(filled) + (len(filled) == 1)


def _is_numbered(task: str, columns: _Columns) -> bool:
    """Whether a task brings the number that the table has no column for."""
    mark = mark_of(task)
    return "number" not in columns.names and mark is not None and mark.level is MarkLevel.DIGIT


def _item(row: Row, columns: _Columns, count: int) -> Iterator[str]:
    task, how = columns.cell(row, "task"), columns.cell(row, "how")
    printed = columns.cell(row, "number").strip(".．、 ")
    words = (task or how).splitlines()
    yield _marked(words[0] if words else "", f"{printed or count}.", MarkLevel.DIGIT)
    yield from words[1:]
    if task and how:
        yield from how.splitlines()
    for name, label in _LABELS.items():
        if said := columns.cell(row, name):
            yield f"{label}：{'、'.join(said.split())}"
    for at, cell in enumerate(row):
        head = columns.heads[at] if at < len(columns.heads) else ""
        if (at >= len(columns.names) or columns.names[at] is None) and cell.strip():
            yield f"{head}：{' '.join(cell.split())}" if head else cell.strip()


def _marked(words: str, mark: str, level: MarkLevel) -> str:
    """Number `words` unless the cell already brings its own mark."""
    own = mark_of(words)
    return words if own and own.level <= level else f"{mark}{words}"
