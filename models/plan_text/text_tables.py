"""Tables in plain text: cells parted by tabs, by strokes, by wide blanks, or each on a line of its own."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence

from models.plan_text.due import is_time
from models.plan_text.marks import MarkLevel, mark_of
from models.plan_text.names import is_unit_name, read_names
from models.plan_text.tables import column_kind, head_row, table_lines
from models.plan_text.tree import is_heading_line

_STROKE = re.compile(r"\s*[|｜│┃]\s*")
_RULE = re.compile(r"[\s|｜│┃:：+\-—─━┼├┤┌┐└┘┬┴]+")
_GAP = re.compile(r" {2,}|[ ]*\u3000[ \u3000]*")
_LINES_IN_CELL = re.compile(r'(?:(?<=\t)|^)"((?:[^"\t]|"")*?\n(?:[^"\t]|"")*)"(?=\t|$)', re.MULTILINE)
"""A cell of several lines, in quotes as spreadsheets put it on the clipboard."""
_FEWEST = 3
_LONGEST_LIMIT = 30
_UNITS = ("lead", "unit", "help")
_LISTS = ("清单", "表", "台账")


def with_tables(text: str) -> str:
    """Turn the work tables in a text into the lines they stand for; whatever else is in it stays as it is."""
    lines: list[str] = _LINES_IN_CELL.sub(lambda cell: " ".join(cell[1].replace('""', '"').split()), text).splitlines()
    for parted in (_by_tabs, _by_strokes, _by_gaps):
        lines = [line for block in _blocks(lines, parted) for line in block]
    return "\n".join(_cells_in_lines(lines))


def _by_tabs(line: str) -> list[str] | None:
    return line.split("\t") if "\t" in line.lstrip() else None


def _by_strokes(line: str) -> list[str] | None:
    if len(_STROKE.findall(line)) < 2:  # noqa: PLR2004 - one stroke parts no table
        return [] if line.strip() and _RULE.fullmatch(line) and len(line.strip()) > _FEWEST else None
    if _RULE.fullmatch(line):
        return []
    return _STROKE.split(line.strip())


def _by_gaps(line: str) -> list[str] | None:
    cells = _GAP.split(line.strip())
    return cells if len(cells) >= _FEWEST and all(cells) else None


def _blocks(lines: Sequence[str], parted: Callable[[str], list[str] | None]) -> Iterator[Sequence[str]]:
    """The lines in order, each run of rows under a known head as the lines that it stands for.

    A line between two rows that names a chapter of the table is a row of one cell.
    """
    read = [parted(line) for line in lines]
    for at in range(1, len(lines) - 1):
        behind = read[at + 1]
        if read[at] is None and read[at - 1] and behind and _names_a_chapter(lines[at]) and head_row([behind]) is None:
            read[at] = [lines[at]]
    for is_row, run in itertools.groupby(range(len(lines)), lambda at: read[at] is not None):
        block = list(run)
        rows = _without_edge([row for at in block if (row := read[at])]) if is_row else []
        yield table_lines(rows) if rows and head_row(rows) is not None else [lines[at] for at in block]


def _without_edge(rows: list[list[str]]) -> list[list[str]]:
    """The rows without a first column that is empty in all of them: a stroke stands in front of every line."""
    has_edge = all(not row[0].strip() for row in rows if len(row) > 1)
    return [row[1:] if has_edge and len(row) > 1 else row for row in rows]


def _names_a_chapter(line: str) -> bool:
    mark = mark_of(line.strip())
    return is_heading_line(mark.rest if mark else line.strip())


def _cells_in_lines(lines: Sequence[str]) -> list[str]:
    """A table copied cell by cell: its heads, then a line for every cell, each row from its number on."""
    cells = [line.strip() for line in lines]
    begin = next((at for at, cell in enumerate(cells) if column_kind(cell) == "number"), None)
    if begin is None:
        return _marked_cells_in_lines(lines, cells)
    first = next((at for at in range(begin, len(cells)) if cells[at].strip(".、") == "1"), None)
    if first is None:
        return list(lines)
    heads = [cell for cell in cells[begin:first] if cell]
    kinds = [column_kind(head) for head in heads]
    if len(heads) < _FEWEST or not {"task", "how"} & set(kinds) or sum(kind is None for kind in kinds) * 2 > len(kinds):
        return list(lines)
    rows, end = _numbered_rows(cells, first, len(heads))
    table = table_lines([heads, *(_in_columns(row, kinds) for row in rows)])
    return [*lines[:begin], *table, *lines[end:]]


def _marked_cells_in_lines(lines: Sequence[str], cells: Sequence[str]) -> list[str]:
    """A table copied cell by cell without a column of numbers: each row begins with a task marked 1., 2., 3."""
    places = [at for at, cell in enumerate(cells) if cell]
    run = next(
        (
            list(group)
            for known, group in itertools.groupby(places, lambda at: column_kind(cells[at]) is not None)
            if known
        ),
        [],
    )
    heads = [cells[at] for at in run]
    kinds = [column_kind(head) for head in heads]
    if kinds[:2] == ["task", "task"] and heads[0].endswith(_LISTS):  # the name of the table
        run, heads, kinds = run[1:], heads[1:], kinds[1:]
    if len(heads) < _FEWEST or kinds[0] != "task" or not {*_UNITS} & set(kinds):
        return list(lines)
    rows, end = _marked_rows(cells, run[-1] + 1, len(heads))
    told = [_in_columns(row, kinds) if len(row) > 1 or _is_task(row[0]) else row for row in rows]
    return [*lines[: run[0]], *table_lines([heads, *told]), *lines[end:]] if rows else list(lines)


def _marked_rows(cells: Sequence[str], begin: int, width: int) -> tuple[list[list[str]], int]:
    """Rows from their mark on, headings of chapters as rows of one cell, and where the last row ends: at the width."""
    rows, number, end = list[list[str]](), 0, begin
    for at in range(begin, len(cells)):
        cell = cells[at]
        mark = mark_of(cell)
        if mark and mark.level <= MarkLevel.BRACKET and is_heading_line(mark.rest):
            rows.append([cell])
        elif mark and mark.level is MarkLevel.DIGIT and mark.number in (number + 1, 1):
            rows.append([cell])
            number = mark.number
        elif cell and not (rows and _is_task(rows[-1][0])):
            break
        elif cell:
            rows[-1].append(cell)
        end = at + 1
    if rows and len(rows[-1]) > width:
        extra = rows[-1][width:]
        rows[-1] = rows[-1][:width]
        end = next(at for at in range(end - 1, -1, -1) if cells[at] == extra[0])
    return (rows, end) if number > 1 else ([], begin)


def _numbered_rows(cells: Sequence[str], first: int, width: int) -> tuple[list[list[str]], int]:
    """The cells of each row, and where the table ends: the last row is no wider than the head."""
    starts = [first]
    while (following := _next_row(cells, starts[-1], len(starts) + 1)) is not None:
        starts.append(following)
    rows = [[cell for cell in cells[begin:stop] if cell] for begin, stop in itertools.pairwise(starts)]
    end, last = starts[-1], list[str]()
    while end < len(cells) and len(last) < width:
        last += [cells[end]] if cells[end] else []
        end += 1
    return [*rows, last], end


def _next_row(cells: Sequence[str], after: int, number: int) -> int | None:
    return next((at for at in range(after + 1, len(cells)) if cells[at].strip(".、") == str(number)), None)


def _in_columns(row: Sequence[str], kinds: Sequence[str | None]) -> list[str]:
    """The cells of a row in their columns; of too many those in the middle are one text, too few go where they fit."""
    if len(row) == len(kinds):
        return list(row)
    words = next(
        at for at, kind in enumerate(kinds) if kind in ("how", "task") and (kind == "how" or "how" not in kinds)
    )
    if len(row) > len(kinds):
        behind = len(kinds) - words - 1
        return [*row[:words], "\n".join(row[words : len(row) - behind]), *row[len(row) - behind :]]
    cells = [*row[: words + 1], *[""] * (len(kinds) - words - 1)]
    for cell in row[words + 1 :]:
        place = next((at for at in range(words + 1, len(kinds)) if not cells[at] and _fits(cell, kinds[at])), words)
        cells[place] = f"{cells[place]}\n{cell}".strip()
    return cells


def _fits(cell: str, kind: str | None) -> bool:
    names = read_names(cell).found
    if kind in _UNITS:
        return bool(names) and all(map(is_unit_name, names)) and "。" not in cell
    return kind == "limit" and len(cell) <= _LONGEST_LIMIT and is_time(cell)


def _is_task(cell: str) -> bool:
    mark = mark_of(cell)
    return mark is not None and mark.level is MarkLevel.DIGIT
