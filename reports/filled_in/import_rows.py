"""Rows of somebody's workbook as values of a ledger's fields, and what was not read of them, with the reason."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from models.errors import FazhiError
from models.records.field import BoundField, Field, Kind
from models.records.ledger import Ledger
from models.records.natural_key import comparable, natural_key
from models.rules.identity import mask_id
from reports.excel.ledger_workbook import UID_HEAD, UNIT_HEAD
from reports.filled_in.cells import ReadCell
from reports.filled_in.columns import Column, FieldColumn, passed_over
from reports.filled_in.head import COUNTING, plain_label
from reports.filled_in.head_units import HeadUnit, head_unit
from reports.filled_in.read_values import (
    CellRefusedError,
    folded,
    is_code,
    read_value,
    says_nothing,
    tells_more_than_day,
)
from reports.filled_in.read_workbook import ReadRow, SheetRows
from reports.filled_in.row_kinds import (
    AHEAD,
    ASIDE,
    HIDDEN,
    LONE,
    NOTHING,
    NUMBERING,
    STRUCK,
    is_numbering,
    is_zero,
    why_no_record,
)
from reports.filled_in.scan import column_letters

EVIDENCE_HEAD = "佐证材料"
DITTO = frozenset({"同上", "〃", "″", "同前"})
ANY_TEXT = BoundField("", Kind.TEXT, Field(""))
_MANY = 3
"""Rows from which on what half of them say is filled in ahead."""
_ID_NUMBER = re.compile(r"(?<![0-9])[0-9]{15}(?:[0-9]{2}[0-9Xx])?(?![0-9])")
_SPACED_NAME = re.compile(r"[\u4e00-\u9fff][ \u3000]+[\u4e00-\u9fff]")
"""A name of two letters set as wide as one of three."""
_IN_ROWS = frozenset({AHEAD, NOTHING, HIDDEN, STRUCK})
"""What is said once of rows that follow each other."""
_SAID_OFTEN = frozenset({Kind.CHOICE, Kind.DATE, Kind.FLAG, Kind.INTEGER})
_ZERO_IS_NOTHING = frozenset({Kind.TEXT, Kind.DATE, Kind.CHOICE, Kind.REFERENCE})


class NoHeadsError(FazhiError):
    """No column of the workbook is one of the ledger's."""

    path: Path
    ledger: Ledger

    @property
    def sentence(self) -> str:
        """Names the file and the required columns its heading must have."""
        labels = "、".join(one.label for one in self.ledger.fields if one.spec.required)
        return (
            f"“{self.path.name}”里没有找到{self.ledger.label}的表头，没有导入：表头要有{labels}等栏目，"
            "可以先导出一份作样表。"
        )


@dataclass(frozen=True)
class Refused:
    """A cell, or with an empty column a whole row, that was not taken, and why.

    `sheet` is named where rows of several are read; `cell` is the address of the cell, if it is one; `title` is what
    the row calls its record.
    """

    row: int
    column: str
    reason: str
    sheet: str = ""
    cell: str = ""
    title: str = ""

    @property
    def told(self) -> str:
        """The reason, with the cell: D7：…."""
        return f"{self.cell}：{self.reason}" if self.cell else self.reason


class Unread(NamedTuple):
    """Rows that look like no record, from `row` to `last`: how the first begins, and why they were not read."""

    row: int
    last: int
    text: str
    why: str
    sheet: str = ""

    @property
    def rows(self) -> str:
        """The numbers of the rows: 5, 5至9."""
        return str(self.row) if self.row == self.last else f"{self.row}至{self.last}"

    @property
    def place(self) -> str:
        """Where: 第5行, 工作表“一月”第5至9行."""
        return f"工作表“{self.sheet}”第{self.rows}行" if self.sheet else f"第{self.rows}行"


@dataclass
class GivenRow:
    """A row as given: values by field name (references still as text), and what was wrong with its cells.

    `uid` and `unit` are what our own columns say; `refused` is set once the row is not to be taken. Of the fields in
    `partial`, tables, only some columns are given. `sheet` is named where rows of several are read.
    """

    number: int
    values: dict[str, Any]
    cells: dict[str, ReadCell]
    faults: dict[str, str]
    uid: str = ""
    unit: str = ""
    refused: bool = False
    sheet: str = ""
    partial: set[str] = field(default_factory=set)

    @property
    def place(self) -> str:
        """Where it stands: 第5行, 工作表“一月”第5行."""
        return f"工作表“{self.sheet}”第{self.number}行" if self.sheet else f"第{self.number}行"


@dataclass(frozen=True)
class GivenRows:
    """All rows that say something for a ledger, and sentences about what was passed over.

    `read_otherwise` are those of the sentences that tell which cells mean something else than what stands in them;
    `beside` are the rows for other ledgers that the same rows of the workbook feed.
    """

    path: Path
    ledger: Ledger
    rows: list[GivenRow]
    notes: list[str] = field(default_factory=list)
    read_otherwise: list[str] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    beside: tuple[GivenRows, ...] = ()


def rows_under(
    tables: Sequence[SheetRows], ledger: Ledger, columns: Sequence[Sequence[Column]], *, hidden: bool = False
) -> GivenRows:
    """The rows of tables whose columns mean `columns`; those that nobody sees only with `hidden`.

    Raises:
        NoHeadsError: None of them is a field.
    """
    if not any(isinstance(column, FieldColumn) for some in columns for column in some):
        raise NoHeadsError(tables[0].path, ledger)
    found = GivenRows(tables[0].path, ledger, [])
    several = len({one.sheet for one in tables}) > 1
    for table, meant in zip(tables, columns, strict=True):
        reading = _Reading(table, ledger, meant, table.sheet if several else "")
        found.rows.extend(reading.rows(hidden=hidden))
        found.unread.extend(reading.unread())
        found.read_otherwise.extend(reading.read_otherwise())
        found.notes.extend(one for one in (*reading.notes(), *reading.read_otherwise()) if one not in found.notes)
    return found


class _ReadColumn(NamedTuple):
    """A column that is read: where, under which name, as what field, which column of that table, in what unit.

    `plain` are texts met before that need no word, with their values.
    """

    at: int
    name: str
    field: BoundField
    table: str
    unit: HeadUnit
    is_code: bool
    plain: dict[str, Any]


class _Reading:
    """One table being read for a ledger."""

    def __init__(self, table: SheetRows, ledger: Ledger, columns: Sequence[Column], sheet: str) -> None:
        self.table, self.ledger, self.columns, self.sheet = table, ledger, columns, sheet
        self.read = list(_read_columns(table, columns))
        self.counting = {one.column for one in table.headings if plain_label(one.label) in COUNTING}
        self.passed: list[tuple[int, str, str]] = []
        self.folded, self.zeros, self.dittos = list[ReadCell](), list[ReadCell](), list[ReadCell]()
        self.spaced, self.blanks, self.struck = list[ReadCell](), list[ReadCell](), list[ReadCell]()
        self.takes_struck = False
        self.timed: list[tuple[ReadCell, str]] = []
        self.spelled: dict[tuple[str, str], list[ReadCell]] = {}
        self._above: GivenRow | None = None

    def rows(self, *, hidden: bool) -> list[GivenRow]:
        """The rows that are records, in their order."""
        seen, read = list[ReadRow](), list[tuple[ReadRow, GivenRow, str]]()
        self.takes_struck = hidden
        for row in self.table.rows:
            if hidden or row.number not in self.table.hidden | self.table.struck:
                seen.append(row)
            else:
                why = HIDDEN if row.number in self.table.hidden else STRUCK
                self.passed.append((row.number, _words(row), why))
        for row in seen:
            given = self._row(row)
            read.append((row, given, "" if given.uid else self._why_unread(row, given)))
        if 2 * sum(why == LONE for _, _, why in read) >= len(read):  # a list of one column, more or less
            read = [(row, given, "" if why == LONE else why) for row, given, why in read]
        ahead = self._filled_ahead([given for _, given, why in read if not why])
        for row, _, why in read:
            reason = why or ahead.get(row.number, "")
            if reason:
                self.passed.append((row.number, _words(row), reason))
        return _gathered(self.ledger, [given for _, given, why in read if not why and given.number not in ahead])

    def _why_unread(self, row: ReadRow, given: GivenRow) -> str:
        filled = [cell for cell in (*row.cells, *row.beside) if cell.text]
        counting = sum(cell.column in self.counting for cell in filled) if self.counting else 0
        if row is self.table.rows[0] and is_numbering(filled, len(self.table.headings)):
            return NUMBERING
        why = why_no_record(filled, len(self.table.headings), len(filled) - counting)
        return "" if why == LONE and self._is_told_by_code(given) else why

    def _is_told_by_code(self, given: GivenRow) -> bool:
        """Whether the number is there that alone tells a record, say a case's."""
        return bool(natural_key(self.ledger, given.values)) and all(
            is_code(self.ledger.by_name[name]) for name in self.ledger.key
        )

    def _filled_ahead(self, rows: list[GivenRow]) -> dict[int, str]:
        """Rows that are only numbered, or say nothing but what half of all rows say, and not what they are about."""
        names = {self.ledger.title, *self.ledger.key}
        doubtful = [row for row in rows if not (row.uid or row.faults or names & row.values.keys())]
        if not doubtful:
            return {}
        common = Counter((name, str(value)) for row in rows for name, value in row.values.items())
        often = {pair for pair, count in common.items() if 2 * count >= len(rows) >= _MANY}
        return {
            row.number: AHEAD if row.values else NOTHING
            for row in doubtful
            if all((name, str(value)) in often for name, value in row.values.items())
        }

    def unread(self) -> list[Unread]:
        """What was not read, by row; rows of one kind that follow each other in one."""
        asides = dict[int, list[str]]()
        for cell in self.table.asides:
            asides.setdefault(cell.row, []).append(cell.text)
        passed = [*self.passed, *((number, shown_words(texts), ASIDE) for number, texts in asides.items())]
        found = list[Unread]()
        for number, text, why in sorted(passed):
            last = found[-1] if found else None
            if last and why in _IN_ROWS and last.why == why and last.last == number - 1:
                found[-1] = last._replace(last=number)
            else:
                found.append(Unread(number, number, text, why, self.sheet))
        return found

    def _row(self, row: ReadRow) -> GivenRow:
        given = GivenRow(row.number, {}, {}, {}, sheet=self.sheet)
        for column in self.read:
            cell = row.cells[column.at]
            if not cell.text:
                given.cells[column.name] = cell
            elif column.name == UID_HEAD:
                given.uid = cell.text
            elif column.name == UNIT_HEAD:
                given.unit = cell.text
            elif cell.text in column.plain and cell.kind == "text" and not cell.struck:
                given.cells[column.name] = cell
                self._keep(given, column, column.plain[cell.text])
            else:
                self._take(given, column, cell)
        self._above = given
        return given

    def _take(self, row: GivenRow, column: _ReadColumn, cell: ReadCell) -> None:
        meant = self._as_meant(column, cell)
        row.cells[column.name] = meant
        try:
            value = read_value(column.field, meant, column.unit.factor)
        except CellRefusedError as problem:
            row.faults[column.name] = problem.reason
            return
        if value in (None, []):
            return
        if meant.text != value and value in column.field.spec.choices and comparable(meant.text) != comparable(value):
            self.spelled.setdefault((meant.text, value), []).append(meant)
        elif column.field.kind is Kind.DATE and tells_more_than_day(meant.text):
            self.timed.append((meant, value))
        elif meant is cell and cell.kind == "text" and column.field.kind in _SAID_OFTEN:
            column.plain[cell.text] = value
        self._keep(row, column, value)

    def _keep(self, row: GivenRow, column: _ReadColumn, value: Any) -> None:
        if column.table:
            row.partial.add(column.table)
            row.values.setdefault(column.table, [{}])[0][column.field.name] = value
        else:
            row.values[column.name] = value

    def _as_meant(self, column: _ReadColumn, cell: ReadCell) -> ReadCell:
        """The cell without what spreadsheets and clerks do to it: 0 or a stroke for nothing, 同上, full width."""
        if cell.text in DITTO:
            self.dittos.append(cell)
            above = self._above.cells.get(column.name) if self._above else None
            return above._replace(row=cell.row) if above else cell
        otherwise = self._otherwise(column, cell)
        if otherwise is None:
            return cell
        told, text = otherwise
        told.append(cell)
        return cell._replace(text=text) if text else ReadCell(cell.row, cell.column)

    def _otherwise(self, column: _ReadColumn, cell: ReadCell) -> tuple[list[ReadCell], str] | None:
        """Where it is told that a cell is read otherwise than it stands there, and as what; None for most."""
        if cell.struck == "whole" and not self.takes_struck:
            return self.struck, ""
        if cell.kind != "text":
            return (self.zeros, "") if column.field.kind in _ZERO_IS_NOTHING and is_zero(cell) else None
        if says_nothing(column.field, cell.text):
            return self.blanks, ""
        if column.is_code and folded(cell.text) != cell.text:
            return self.folded, folded(cell.text)
        return (self.spaced, "".join(cell.text.split())) if _SPACED_NAME.fullmatch(cell.text) else None

    def notes(self) -> Iterator[str]:
        """What was passed over."""
        known = passed_over(self.ledger)
        pairs = list(zip(self.table.headings, self.columns, strict=True))
        strange = [head.label for head, column in pairs if not column and plain_label(head.label) not in known]
        strange = [one for one in strange if plain_label(one) not in COUNTING]
        if strange:
            yield f"{self.ledger.label}没有这些栏目，没有读：{'、'.join(strange)}。"
        named = [head.column for head in self.table.headings if plain_label(head.label) == EVIDENCE_HEAD]
        if any(cell.text for row in self.table.rows for cell in row.cells if cell.column in named):
            yield "佐证材料只能在程序里添加，表里写的文件名没有读。"
        unseen = [head for head, meant in pairs if isinstance(meant, FieldColumn) and head in self.table.hidden_columns]
        if unseen:
            yield f"隐藏的列也读了：{'、'.join(f'{one.label}（{column_letters(one.column)}列）' for one in unseen)}。"
        if self.table.spread:
            yield f"有{self.table.spread}个格子和上面的合并成一格，按合并格的内容读。"
        stray = self.table.unlabelled
        if stray:
            yield f"有{len(stray)}个单元格上面没有表头，没有读，第一个是{stray[0].address}。"

    def read_otherwise(self) -> Iterator[str]:
        """Which cells mean something else than what stands in them."""
        for column in self.read:
            if column.unit.factor > 1:
                label = self.table.headings[column.at].label
                yield f"“{label}”的单位是{column.unit.words}，已经换算：表里的1读作{column.unit.factor}。"
        for cells, words in (
            (self.struck, "是划掉的（加了删除线），按没有填读"),
            (self.zeros, "是0（引用了空格子），按没有填读"),
            (self.dittos, "写的是同上，按上一行的内容读"),
            (self.folded, "里的全角数字和字母，按半角读"),
            (self.spaced, "里是中间空开的两个字，去掉空格读"),
        ):
            if cells:
                yield f"有{len(cells)}个格子{words}，第一个是{cells[0].address}。"
        if self.blanks:
            first = self.blanks[0]
            yield f"有{len(self.blanks)}个格子写的是“{first.text}”一类，按没有填读，第一个是{first.address}。"
        if self.timed:
            cell, day = self.timed[0]
            yield f"有{len(self.timed)}个格子的日期还带着时间或星期，只读那一天，第一个是{cell.address}，读作{day}。"
        for (text, choice), cells in self.spelled.items():
            yield f"有{len(cells)}个格子写的是“{text}”，按“{choice}”读，第一个是{cells[0].address}。"


def _read_columns(table: SheetRows, columns: Sequence[Column]) -> Iterator[_ReadColumn]:
    for at, (column, heading) in enumerate(zip(columns, table.headings, strict=True)):
        if isinstance(column, FieldColumn):
            one = column.inside or column.field
            unit = head_unit(one, heading, table.titles)
            yield _ReadColumn(at, column.name, one, column.field.name if column.inside else "", unit, is_code(one), {})
        elif column in (UID_HEAD, UNIT_HEAD):
            yield _ReadColumn(at, column, ANY_TEXT, "", HeadUnit(), False, {})


def _words(row: ReadRow) -> str:
    """How a row begins."""
    return shown_words([cell.text for cell in (*row.cells, *row.beside) if cell.text][:3])


def shown_words(texts: Iterable[str]) -> str:
    """Texts of a row for people to see, ID numbers masked."""
    return _ID_NUMBER.sub(lambda found: mask_id(found[0]), "　".join(texts))


def _gathered(ledger: Ledger, rows: list[GivenRow]) -> list[GivenRow]:
    """Rows that go on with the table of a record above them, say its second hearing, joined with the first of it."""
    if not any(row.partial for row in rows):
        return rows
    found, by_key = list[GivenRow](), dict[tuple[str, ...], GivenRow]()
    for row in rows:
        key = natural_key(ledger, row.values)
        plain = {name: value for name, value in row.values.items() if name not in row.partial}
        owner = by_key.get(key) if key else found[-1] if found and not plain and not row.faults else None
        if row.partial and owner and all(owner.values.get(name) == plain[name] for name in plain):
            for name in row.partial:
                owner.values.setdefault(name, []).extend(row.values[name])
            owner.partial |= row.partial
            owner.faults |= row.faults
            owner.cells |= {name: row.cells[name] for name in row.faults}
            continue
        found.append(row)
        if key:
            by_key.setdefault(key, row)
    return found
