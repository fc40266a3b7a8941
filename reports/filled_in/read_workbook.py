"""Reading the workbooks offices have: xlsx, xls, xlsb, ods and WPS's .et, told by content and not by name.

Nothing is repaired or guessed: each cell comes with its address, its kind, and whether digits were lost.
Error cells say what they show (`#N/A`), numbers what their format adds to them (00990103).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from reports.filled_in.cells import ReadCell
from reports.filled_in.errors import EmptyWorkbookError, HiddenSheetError, UprightTableError
from reports.filled_in.head import (
    COUNTING,
    ColumnHeading,
    find_head,
    head_height,
    is_head_again,
    is_upright,
    plain_label,
    read_headings,
)
from reports.filled_in.row_kinds import is_aside
from reports.filled_in.sheet_looks import Area
from reports.filled_in.sheets import SheetLines, open_book, read_lines

_MOSTLY = 2
"""A table that is not read is worth a word if one in so many of its headings is one hoped for."""
_ALIKE = 0.75
"""Of the headings that two tables have, at least so many both have: then they are of one shape."""


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row with something in it; `number` as the workbook counts. Cells stand under the headings, in their order.

    `beside` are its filled cells that stand under none.
    """

    number: int
    cells: tuple[ReadCell, ...]
    beside: tuple[ReadCell, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetRows:
    """One table of a workbook.

    Attributes:
        sheet: The name of its sheet; `sheets` are the names of all visible ones.
        titles: What stands above the head, cell by cell.
        head: Numbers of the head's first and last row.
        headings: The labelled columns.
        rows: The rows below the head; empty ones are left out.
        asides: Cells below the head that belong to no record: section lines, signatures, notes.
        hidden: Numbers of those of the rows that nobody sees.
        struck: Numbers of those that are crossed out.
        hidden_columns: Those of the headings whose columns nobody sees.
        spread: How many cells of rows say what a merged cell running down over them says.
    """

    path: Path
    sheet: str
    sheets: tuple[str, ...]
    titles: tuple[ReadCell, ...]
    head: tuple[int, int]
    headings: tuple[ColumnHeading, ...]
    rows: tuple[ReadRow, ...]
    asides: tuple[ReadCell, ...] = ()
    hidden: frozenset[int] = frozenset()
    spread: int = 0
    struck: frozenset[int] = frozenset()
    hidden_columns: tuple[ColumnHeading, ...] = ()

    @property
    def is_partly_void(self) -> bool:
        """Whether there is something to ask about: rows hidden or crossed out, or single cells crossed out."""
        is_struck = (cell.struck == "whole" for row in self.rows for cell in row.cells)
        return bool(self.hidden or self.struck) or any(is_struck)

    @property
    def unlabelled(self) -> list[ReadCell]:
        """Cells with content in columns that have no heading."""
        return [cell for row in self.rows for cell in row.beside]

    def matches(self, expected: Collection[str]) -> int:
        """How many of the labels are among the headings, decoration aside."""
        return len({plain_label(label) for label in expected} & {plain_label(each.label) for each in self.headings})


@dataclass(frozen=True, slots=True)
class PassedTable:
    """A table that is not read: its sheet, the number of its head's first row, and whether for being hidden."""

    sheet: str
    head: int
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class ReadTables:
    """The tables of one shape that a workbook holds, in its order, and those that look like others of the kind.

    `idle` are the visible sheets with something else in them, `upright` those whose fields stand one below the other.
    """

    path: Path
    tables: tuple[SheetRows, ...]
    passed: tuple[PassedTable, ...] = ()
    hidden_sheets: tuple[str, ...] = ()
    idle: tuple[str, ...] = ()
    upright: tuple[str, ...] = ()


def read_rows(path: Path, *, sheet: str | None = None, expected: Collection[str] = ()) -> SheetRows:
    """Read one sheet: the one named, else the visible one with most of the `expected` labels, else the first not empty.

    Raises:
        WorkbookError: one of the classes in `reports.filled_in.errors`, whose `explain` has the words.
    """
    book = open_book(path)
    best: SheetRows | None = None
    for name in book.sheets:
        lines = read_lines(book, name) if sheet in (None, name) else None
        found = _parted(path, tuple(book.sheets), lines, _whole(lines.lines, expected), expected) if lines else None
        if found and (best is None or found.matches(expected) > best.matches(expected)):
            best = found
        if best and not expected:
            break
    if best is None:
        raise EmptyWorkbookError(path, f"（工作表“{sheet}”）" if sheet else "")
    return best


def read_tables(path: Path, expected: Collection[str], *, sheet: str = "", hidden: bool = False) -> ReadTables:
    """Read all tables of the shape that has most of the `expected` labels, one or several in a sheet.

    With `hidden` those on hidden sheets as well; with `sheet` those of that one only, whether hidden or not.

    Raises:
        WorkbookError: one of the classes in `reports.filled_in.errors`.
    """
    book = open_book(path)
    plain = frozenset(map(plain_label, expected))
    found, unseen, upright = list[SheetRows](), list[SheetRows](), list[str]()
    for name in (*book.sheets, *book.hidden):
        lines = read_lines(book, name) if sheet in ("", name) else None
        if not lines:
            continue
        if is_upright(lines.lines, plain):
            upright.append(name)
            continue
        is_unseen = name in book.hidden and not hidden and not sheet
        (unseen if is_unseen else found).extend(tables_in(path, tuple(book.sheets), lines, plain))
    best = max(found, key=lambda one: one.matches(plain), default=None)
    if best is None or not best.matches(plain):
        _refuse_unfit(path, upright, [one.sheet for one in unseen if one.matches(plain)])
    if best is None:
        raise EmptyWorkbookError(path, f"（工作表“{sheet}”）" if sheet else "")
    alike = tuple(one for one in found if one is best or _is_alike(best, one, plain))
    passed = [
        PassedTable(one.sheet, one.head[0], one in unseen)
        for one in (*found, *unseen)
        if one not in alike and one.rows and _MOSTLY * one.matches(plain) >= len(one.headings)
    ]
    told = {one.sheet for one in alike} | {one.sheet for one in passed}
    filled = [one.sheet for one in found if one.rows and not sheet]
    idle = dict.fromkeys(name for name in filled if name in book.sheets and name not in told)
    return ReadTables(path, alike, tuple(passed), tuple(book.hidden), tuple(idle), tuple(upright))


def tables_in(path: Path, sheets: tuple[str, ...], lines: SheetLines, expected: Collection[str]) -> list[SheetRows]:
    """The tables of a sheet, one below the other; `expected` are plain labels."""
    return [_parted(path, sheets, lines, place, expected) for place in _tables_at(lines.lines, expected)]


def _refuse_unfit(path: Path, upright: list[str], unseen: list[str]) -> None:
    if upright:
        raise UprightTableError(path, upright[0])
    if unseen:
        raise HiddenSheetError(path, "、".join(f"“{name}”" for name in dict.fromkeys(unseen)))


def _is_alike(best: SheetRows, other: SheetRows, expected: Collection[str]) -> bool:
    ours, theirs = (
        {label for heading in one.headings if (label := plain_label(heading.label)) in expected}
        for one in (best, other)
    )
    return bool(other.rows) and len(ours & theirs) >= _ALIKE * len(ours | theirs) > 0


class _TablePlace(NamedTuple):
    """Where a table stands in the lines of a sheet: where its head begins, how high that is, where the table ends.

    `titles` lines from the top of the sheet are above its first head.
    """

    head: int
    height: int
    end: int
    titles: int


def _whole(lines: list[tuple[ReadCell, ...]], expected: Collection[str]) -> _TablePlace:
    """All of a sheet as one table."""
    first, height = find_head(lines, expected)
    return _TablePlace(first, height, len(lines), first)


def _tables_at(lines: list[tuple[ReadCell, ...]], expected: Collection[str]) -> Iterator[_TablePlace]:
    """One table, or several one below the other, each with a head of its own."""
    titles, height = find_head(lines, expected)
    first = titles
    labels = {plain_label(one.label) for one in read_headings(lines, first, height)} | set(expected)
    at = first + height
    while at < len(lines):
        if is_head_again(lines[at], labels):
            yield _TablePlace(first, height, at, titles)
            first, height = at, head_height(lines, at)
            at += height
        else:
            at += 1
    yield _TablePlace(first, height, len(lines), titles)


def _parted(
    path: Path, sheets: tuple[str, ...], sheet: SheetLines, place: _TablePlace, expected: Collection[str]
) -> SheetRows:
    first, height, end, above = place
    head, body = sheet.lines[first : first + height], sheet.lines[first + height : end]
    labels = _split_spans(read_headings(sheet.lines, first, height, sheet.areas), _spans(sheet.areas, head), expected)
    under = {each.column for each in labels}
    spans = {left: right for left, right in _spans(sheet.areas, head) if not under & set(range(left + 1, right + 1))}
    merged = {(top, left) for top, left, _, right in sheet.areas if right > left}
    over = _over(body, sheet.areas)
    counting = {one.column for one in labels if plain_label(one.label) in COUNTING}
    rows, asides, spread, struck = list[ReadRow](), list[ReadCell](), 0, set[int]()
    for line in body:
        filled = [cell for cell in line if cell.text]
        if is_aside(filled, merged, len(labels)):
            asides += filled
            continue
        if filled[-1].struck and all(cell.struck == "whole" for cell in filled if cell.column not in counting):
            struck.add(line[0].row)
        cells = [line[each.column - 1] for each in labels]
        if over:
            cells = [over.get((cell.row, cell.column), cell) for cell in cells]
            spread += sum(cell is not line[cell.column - 1] for cell in cells)
        if spans:
            cells = [_spanned(line, cell, spans.get(cell.column, 0)) for cell in cells]
        used = {cell.column for cell in cells}
        beside = tuple(cell for cell in filled if cell.column not in under and cell.column not in used)
        rows.append(ReadRow(line[0].row, tuple(cells), beside))
    titles = tuple(cell for line in sheet.lines[:above] for cell in line if cell.text)
    at = (head[0][0].row, head[-1][0].row)
    hidden = frozenset(row.number for row in rows if row.number in sheet.hidden) if sheet.hidden else frozenset()
    unseen = tuple(one for one in labels if one.column in sheet.hidden_columns)
    told = tuple(rows), tuple(asides), hidden, spread, frozenset(struck), unseen
    return SheetRows(path, sheet.sheet, sheets, titles, at, labels, *told)


def _spans(areas: list[Area], head: list[tuple[ReadCell, ...]]) -> list[tuple[int, int]]:
    """First and last column of labels that run over several, down to the last row of the head."""
    top, bottom = head[0][0].row, head[-1][0].row
    return [(left, right) for above, left, below, right in areas if right > left and top <= above and below == bottom]


def _split_spans(
    labels: tuple[ColumnHeading, ...], spans: list[tuple[int, int]], expected: Collection[str]
) -> tuple[ColumnHeading, ...]:
    """The labels, with 有效期 over two columns as 有效期起 and 有效期止 where these are hoped for."""
    found = list[ColumnHeading]()
    for label in labels:
        ends = f"{plain_label(label.label)}起", f"{plain_label(label.label)}止"
        if (label.column, label.column + 1) in spans and set(ends) <= set(expected):
            found += [ColumnHeading(end, label.group, label.column + at) for at, end in enumerate(ends)]
        else:
            found.append(label)
    return tuple(found)


def _spanned(line: tuple[ReadCell, ...], cell: ReadCell, last: int) -> ReadCell:
    """Under a label over several columns the one cell that is filled; else the first."""
    filled = [one for one in line[cell.column - 1 : last] if one.text]
    return filled[0] if len(filled) == 1 else cell


def _over(lines: list[tuple[ReadCell, ...]], areas: list[Area]) -> dict[tuple[int, int], ReadCell]:
    """Cells under one that runs down over several records, say the name of who has two certificates: as it reads."""
    tops = {line[0].row: line for line in lines}
    return {
        (row, left): tops[top][left - 1]._replace(row=row)
        for top, left, bottom, right in areas
        if left == right and top in tops and left <= len(tops[top])
        for row in range(top + 1, bottom + 1)
        if row in tops
    }
