"""A workbook read for a ledger, and for the ledgers that the same rows feed: the list of certificates of every office.

A row of such a list says who the person is and which certificate is theirs: it feeds 执法人员 and 执法证件 in one go,
whichever of the two is asked for (docs/workbooks.md, ledgers).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from models.records.ledger import Ledger
from models.records.registry import ledger as ledger_with
from models.records.registry import ledgers
from reports.excel.ledger_workbook import EXPLAINED
from reports.filled_in.columns import (
    Column,
    FieldColumn,
    bare_label,
    expected_labels,
    guess_columns,
    refuse_side_by_side,
    refuse_twice,
)
from reports.filled_in.head import ColumnHeading
from reports.filled_in.import_rows import GivenRow, GivenRows, Unread, rows_under, shown_words
from reports.filled_in.read_workbook import ReadTables, read_tables
from reports.filled_in.row_kinds import NOTHING

ELSEWHERE = "（另一本台账）"
"""What a column means for a ledger when only another one reads it."""
Meant = dict[str, list[Column]]
"""What each heading of a table means, by ledger id, the one asked for first."""


@cache
def companions(ledger: Ledger) -> tuple[Ledger, ...]:
    """Ledgers that its records refer to, and those whose records refer to it."""
    to = {one.spec.to for one in ledger.fields if one.spec.to}
    back = {one.id for one in ledgers().values() if any(each.spec.to == ledger.id for each in one.fields)}
    return tuple(one for name, one in ledgers().items() if name in to | back and name != ledger.id)


@cache
def labels_for(ledger: Ledger) -> frozenset[str]:
    """Every name that a heading may have in a workbook for the ledger, those of its companions too."""
    return expected_labels(ledger).union(*(expected_labels(one) for one in companions(ledger)))


def meant_columns(
    ledger: Ledger, headings: Sequence[ColumnHeading], kept: Mapping[str, str] | None = None, *, alone: bool = False
) -> Meant:
    """What the headings mean for the ledger and, unless it is read `alone`, for each companion that they feed.

    `kept` says by plain heading what was chosen: "phone", "certificate:number" of a companion, "" for nothing.
    """
    chosen = kept or {}
    own = {label: "" if ":" in name else name for label, name in chosen.items()}
    found: Meant = {ledger.id: guess_columns(ledger, headings, own)}
    for one in () if alone else companions(ledger):
        theirs = {label: _of(one, name) for label, name in chosen.items() if not name or ":" in name}
        columns = guess_columns(one, headings, theirs)
        shared = _shared(ledger, one)
        for at, column in enumerate(columns):
            if found[ledger.id][at] and (not isinstance(column, FieldColumn) or column.field.name not in shared):
                columns[at] = ""
        names = {column.name for column in columns if isinstance(column, FieldColumn)}
        if one.key and shared & _links(ledger, one) <= names and set(one.key) <= names:
            found[one.id] = columns
    return {name: _elsewhere(name, columns, found) for name, columns in found.items()}


def _of(companion: Ledger, name: str) -> str:
    """The part of what was chosen that is the companion's."""
    return name.removeprefix(f"{companion.id}:") if name.startswith(f"{companion.id}:") else ""


def _links(ledger: Ledger, companion: Ledger) -> set[str]:
    """Fields of the companion by which its record and the ledger's belong together."""
    referring = {one.name for one in companion.fields if one.spec.to == ledger.id}
    return referring or {companion.title}


def _shared(ledger: Ledger, companion: Ledger) -> set[str]:
    """Fields of the companion that may stand in a column which the ledger reads as well: 姓名."""
    return {companion.title, *companion.key, *_links(ledger, companion)}


def _elsewhere(name: str, columns: list[Column], found: Meant) -> list[Column]:
    others = [some for other, some in found.items() if other != name]
    return [column or (ELSEWHERE if any(some[at] for some in others) else "") for at, column in enumerate(columns)]


def given_rows(path: Path, ledger: Ledger, *, sheet: str = "", hidden: bool = False, alone: bool = False) -> GivenRows:
    """Read a workbook's rows for a ledger and, unless `alone`, for those that the same rows feed.

    Raises:
        WorkbookError: It cannot be read, or two tables stand side by side.
        NoHeadsError, HeadTwiceError: Its columns cannot be told.
    """
    read = read_tables(path, labels_for(ledger), sheet=sheet, hidden=hidden)
    given = given_tables(read, ledger, None, hidden=hidden, alone=alone)
    renamed = _renamed(ledger, read, alone=alone)
    if renamed:
        given.notes.insert(0, f"这些栏目按台账的叫法读：{'、'.join(renamed)}。")
    return given


def given_tables(
    read: ReadTables, ledger: Ledger, kept: Mapping[str, str] | None, *, hidden: bool = False, alone: bool = False
) -> GivenRows:
    """The rows of tables that have been read, with headings as `meant_columns` tells them.

    Raises:
        NoHeadsError, HeadTwiceError, SideBySideError: Their columns cannot be told.
    """
    for table in read.tables:
        refuse_side_by_side(table, labels_for(ledger))
    meant = [meant_columns(ledger, table.headings, kept, alone=alone) for table in read.tables]
    if kept is None:
        for table, one in zip(read.tables, meant, strict=True):
            refuse_twice(read.path, ledger, table.headings, one[ledger.id])
    fed = [name for name in meant[0] if all(name in one for one in meant)]
    parts = [rows_under(read.tables, ledger_with(name), [one[name] for one in meant], hidden=hidden) for name in fed]
    asked, *beside = (_own_rows(one, meant[0], parts) for one in parts)
    read_for = {(row.sheet, row.number) for one in (asked, *beside) for row in one.rows}
    idle = [row for row in parts[0].rows if (row.sheet, row.number) not in read_for]
    unread = [*asked.unread, *(_idle(row) for row in idle)]
    notes = [*_about_tables(read), *asked.notes]
    notes += dict.fromkeys(note for one in beside for note in one.read_otherwise if note not in notes)
    return replace(asked, notes=notes, unread=unread, beside=tuple(beside))


def _idle(row: GivenRow) -> Unread:
    text = shown_words(cell.text for cell in row.cells.values() if cell.text)
    return Unread(row.number, row.number, text, NOTHING, row.sheet)


def _own_rows(given: GivenRows, meant: Meant, parts: Sequence[GivenRows]) -> GivenRows:
    """Where several ledgers are fed, only the rows that say more of this one than whose record of another it is."""
    columns = {one.name for one in meant[given.ledger.id] if isinstance(one, FieldColumn)}
    own = columns.difference(*(_links(one.ledger, given.ledger) for one in parts if one is not given))
    if len(parts) == 1:
        return given
    return replace(given, rows=[row for row in given.rows if own & (row.values.keys() | row.faults.keys())])


def _about_tables(read: ReadTables) -> Iterator[str]:
    sheets = list(dict.fromkeys(one.sheet for one in read.tables))
    if len(sheets) > 1:
        yield f"读了{len(sheets)}张同样的工作表：{'、'.join(sheets)}。"
    for one in read.passed:
        where = f"工作表“{one.sheet}”第{one.head}行起的表"
        if one.is_hidden:
            yield f"{where}是隐藏的，没有读：要读的，选定隐藏的也读。"
        else:
            yield f"{where}栏目不同，没有读：要读的，另外选定这张工作表。"
    for names, words in (
        (read.upright, "是竖着的（栏目在左边一列），没有读：要导入的，请改成横表。"),
        (read.idle, "没有要导入的栏目，没有读。"),
    ):
        if others := [f"“{name}”" for name in names if name != EXPLAINED]:
            yield f"工作表{'、'.join(others)}{words}"


def _renamed(ledger: Ledger, read: ReadTables, *, alone: bool) -> list[str]:
    found = dict[str, None]()
    for table in read.tables:
        for name, columns in meant_columns(ledger, table.headings, alone=alone).items():
            for heading, column in zip(table.headings, columns, strict=True):
                if isinstance(column, FieldColumn) and not _is_called(column, heading):
                    said = column.label if name == ledger.id else f"{ledger_with(name).label}的{column.label}"
                    found[f"{heading.label}→{said}"] = None
    return list(found)


def _is_called(column: FieldColumn, heading: ColumnHeading) -> bool:
    one = column.inside or column.field
    return bare_label(heading.label) in (bare_label(one.label), one.name)
