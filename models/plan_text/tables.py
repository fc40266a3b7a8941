"""Work tables (序号、工作任务、责任单位、完成时限) turned into the lines a written plan would have."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from models.plan_text.marks import MarkLevel, mark_of
from models.plan_text.numerals import chinese_numeral

_HEADS = (
    ("number", re.compile(r"序号|编号|项号")),
    ("lead", re.compile(r"牵头(?:责任)?(?:单位|部门)?|主办单位|承办单位")),
    ("help", re.compile(r"(?:配合|协办|参与|协同)(?:责任)?(?:单位|部门)?")),
    ("unit", re.compile(r"(?:主要)?责任(?:单位|部门|主体|分工)|落实单位|完成单位")),
    ("limit", re.compile(r"(?:完成|办理)?(?:时限|时间|期限)(?:要求|节点)?")),
    ("chapter", re.compile(r"类别|工作类别|一级指标|重点领域|工作领域|任务类别|项目")),
    ("task", re.compile(r"(?:工作|重点|主要|目标|年度)*(?:任务|事项|要点)(?:名称)?|任务分解|二级指标")),
    ("how", re.compile(r"(?:具体|主要|工作)*(?:措施|内容|要求|举措|标准)|工作目标|任务内容")),
)
_LABELS = {"lead": "牵头单位", "unit": "责任单位", "help": "配合单位", "limit": "完成时限"}

Row = Sequence[str]


class _Columns(NamedTuple):
    names: tuple[str | None, ...]

    def cell(self, row: Row, name: str) -> str:
        return next((row[at].strip() for at, found in enumerate(self.names) if found == name and at < len(row)), "")


def table_lines(rows: Sequence[Row]) -> list[str]:
    """The lines a table stands for.

    Under a recognised head every row becomes an item with its 责任单位 and 完成时限 lines; the head itself
    lives on in those labels. A table with no such head gives each row as one line.
    """
    at = head_row(rows)
    if at is None:
        return list(_plain(rows))
    return [*_plain(rows[:at]), *_items(rows[at + 1 :], _columns(rows[at]))]


def head_row(rows: Sequence[Row]) -> int | None:
    """Which row is the head of a work table, None where `rows` are no such table."""
    return next((at for at, row in enumerate(rows) if _is_head(_columns(row).names)), None)


def _is_head(names: Sequence[str | None]) -> bool:
    known = [name for name in names if name]
    return len(known) > 1 and ("task" in known or {"how", "number"} <= set(known))


def _columns(row: Row) -> _Columns:
    return _Columns(tuple(_column(cell) for cell in row))


def _column(cell: str) -> str | None:
    words = re.sub(r"\s", "", cell)
    return next((name for name, pattern in _HEADS if pattern.fullmatch(words)), None)


def _plain(rows: Sequence[Row]) -> Iterator[str]:
    for row in rows:
        if words := " ".join(cell for cell, _ in itertools.groupby(cell.strip() for cell in row if cell.strip())):
            yield from words.splitlines()


def _items(rows: Sequence[Row], columns: _Columns) -> Iterator[str]:
    chapter, chapters, items = "", 0, 0
    for row in rows:
        filled = dict.fromkeys(cell.strip() for cell in row if cell.strip())
        if len(filled) == 1:
            yield from next(iter(filled)).splitlines()
            continue
        if (named := columns.cell(row, "chapter")) and named != chapter:
            chapter, chapters = named, chapters + 1
            yield _marked(chapter, f"{chinese_numeral(chapters)}、", MarkLevel.CHINESE)
        if filled:
            items += 1
            yield from _item(row, columns, items)


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
    yield from (cell.strip() for cell, name in zip(row, columns.names, strict=False) if name is None and cell.strip())


def _marked(words: str, mark: str, level: MarkLevel) -> str:
    """Number `words` unless the cell already brings its own mark."""
    own = mark_of(words)
    return words if own and own.level <= level else f"{mark}{words}"


def with_tables(text: str) -> str:
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
