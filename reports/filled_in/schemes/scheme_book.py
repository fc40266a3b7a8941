"""A scheme as a workbook: out for filling in Excel, and back in, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from models.assess.reading import read_scheme
from models.assess.rule_words import RULES
from models.assess.scheme_words import Raw, read_number
from models.records.finding import Finding, Level
from models.records.plan import Plan
from reports.base.atomic import save_whole
from reports.filled_in.cells import ReadCell
from reports.filled_in.errors import EmptyWorkbookError
from reports.filled_in.head import plain_label
from reports.filled_in.read_workbook import SheetRows, read_rows
from reports.filled_in.scan import column_letters
from reports.filled_in.schemes.scheme_sheets import (
    BANDS,
    CATEGORIES,
    CATEGORY,
    CONTENT,
    DEFINITION,
    ID,
    INDICATORS,
    ITEM,
    ITEMS,
    NAME,
    RULE,
    SCHEME,
    TOTAL,
    WEIGHT,
    Line,
    NotReadError,
    category_lines,
    indicator_heads,
    indicator_lines,
    parameter_heads,
    read_category,
    read_indicator,
    read_setting,
    setting_lines,
    weight_heads,
)
from reports.filled_in.text_book import TextBookError

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

CHOICES = "可选项"
"""The sheet of what can be chosen; it is not read back."""
ROOM = 200
"""Lines below the head that lists of choices are for."""
_WIDTHS = {
    **dict.fromkeys((NAME, "部分", "条件", "分档"), 24),
    **dict.fromkeys((DEFINITION, BANDS), 60),
    CONTENT: 70,
    ITEM: 18,
    CATEGORY: 20,
    ITEMS: 12,
}
_KINDS = {"date": "日期", "time": "时间", "bool": "TRUE或FALSE", "error": "错误"}
_PLACES = 9
"""Decimals of a figure in a cell that mean something: 0.1+0.2 is 0.30000000000000004."""


class SchemeFileError(TextBookError):
    """The workbook is not a scheme that can be used."""

    what = "考核方案"


class SchemeBook(NamedTuple):
    """The scheme that a workbook says, and what the check warns of."""

    raw: Raw
    warnings: tuple[Finding, ...]


# Out


def write_scheme_book(path: Path, raw: Raw, plan: Plan) -> None:
    """Write the scheme, faults and all: a sheet of its own for indicators, categories and the rest.

    Raises:
        NotWrittenError: It cannot be written: open in another program, no space, a stick that was pulled.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    figures = {one.head for one in parameter_heads().values() if one.figures}
    heads = indicator_heads(raw.get("categories", ()))
    marks = {head for head in heads if head.startswith(WEIGHT)}
    _fill(book, INDICATORS, heads, indicator_lines(raw, plan), figures | marks)
    _fill(book, CATEGORIES, [ID, CATEGORY, TOTAL, BANDS], category_lines(raw), {TOTAL})
    _fill(book, SCHEME, [ITEM, CONTENT], setting_lines(raw), set())
    _offer(book, heads)
    save_whole(path, book.save)


def _fill(book: Workbook, name: str, heads: Sequence[str], lines: Sequence[Line], figures: set[str]) -> None:
    from openpyxl.styles import Alignment, Font

    page = book.create_sheet(name)
    above = Alignment(wrap_text=True, vertical="top")
    for at, head in enumerate(heads, 1):
        page.cell(1, at, head).font = Font(bold=True)
        page.cell(1, at).alignment = above
        column = page.column_dimensions[column_letters(at)]
        column.width = _WIDTHS.get(head, 12)
        column.number_format = "General" if head in figures else "@"  # of the lines that people add
    for number, line in enumerate(lines, 2):
        for at, head in enumerate(heads, 1):
            _write(page, number, at, line[head], figure=head in figures)
            page.cell(number, at).alignment = above
    page.freeze_panes = "E2" if name == INDICATORS else "A2"


def _write(page: Worksheet, row: int, column: int, text: str, *, figure: bool) -> None:
    number = read_number(text) if figure else None
    cell = page.cell(row, column)
    if number is not None:
        cell.value = number
    else:
        cell.number_format = "General" if figure else "@"
    if number is None and text:
        cell.value, cell.data_type = text, "s"


def _offer(book: Workbook, heads: Sequence[str]) -> None:
    """A sheet of what can be chosen, and lists to choose from in the columns that take nothing else."""
    from openpyxl.worksheet.datavalidation import DataValidation

    page, lists, choices = book[INDICATORS], book.create_sheet(CHOICES), _choices()
    for at, (head, labels) in enumerate(choices.items(), 1):
        for number, label in enumerate([head, *labels], 1):
            lists.cell(number, at, label)
        lists.column_dimensions[column_letters(at)].width = 36
        letters = column_letters(at)
        offered = DataValidation("list", f"'{CHOICES}'!${letters}$2:${letters}${len(labels) + 1}", allow_blank=True)
        offered.showErrorMessage = False
        column = column_letters(heads.index(head) + 1)
        offered.add(f"{column}2:{column}{ROOM}")
        page.add_data_validation(offered)


def _choices() -> dict[str, list[str]]:
    found = {RULE: [words.label for words in RULES.values()]}
    columns = parameter_heads()
    for words in RULES.values():
        for one in words.parameters:
            if one.choices:
                known = found.setdefault(columns[one.name].head, [])
                known += [label for label in one.choices().values() if label not in known]
    return found


# Back


def read_scheme_book(path: Path, plan: Plan) -> SchemeBook:
    """The scheme that the workbook says.

    Raises:
        SchemeFileError: Something in it cannot be read or used; every fault names sheet and cell. Nothing is taken.
        WorkbookError: It is no workbook that can be read.
    """
    return _Reading(path, plan).read()


class _Reading:
    """One workbook as it is read: faults found so far, and which cell says what of the scheme."""

    def __init__(self, path: Path, plan: Plan) -> None:
        self._path, self._plan = path, plan
        self._faults: list[str] = []
        self._places: dict[str, str] = {}
        """By path in the scheme, as findings name it, the cell in words."""

    def read(self) -> SchemeBook:
        raw = self._settings()
        raw["categories"] = self._categories()
        raw["indicators"] = self._indicators(raw["categories"])
        reading = read_scheme(raw, self._plan if self._plan.items else None)
        if not self._faults:
            errors = [one for one in reading.findings if one.level is Level.ERROR]
            self._faults += [f"{self._place(one.field)}{one.message.rstrip('。')}" for one in errors]
        if self._faults:
            raise SchemeFileError(self._path, tuple(self._faults))
        return SchemeBook(raw, tuple(one for one in reading.findings if one.level is not Level.ERROR))

    def _place(self, field: str) -> str:
        """The cell that a finding is about, as close as it is known."""
        while field and field not in self._places:
            field = field[: max(field.rfind("."), field.rfind("["))] if {".", "["} & set(field) else ""
        return f"{self._places[field]}：" if field else ""

    def _sheet(self, name: str, heads: Sequence[str]) -> SheetRows | None:
        try:
            found = read_rows(self._path, sheet=name, expected=heads)
        except EmptyWorkbookError:
            self._faults.append(f"没有找到“{name}”表，请用“存为 Excel”导出的工作簿来填，不要改表名")
            return None
        known = {plain_label(head) for head in heads}
        for heading in found.headings:
            label = plain_label(heading.label)
            if label not in known and not label.startswith(plain_label(WEIGHT)):
                address = f"{column_letters(heading.column)}{found.head[1]}"
                self._faults.append(
                    f"“{name}”表{address}：不认识“{heading.label}”这一栏，请改回原来的栏名，或者删去这一栏"
                )
        for cell in found.unlabelled:
            self._faults.append(f"“{name}”表{cell.address}：“{cell.text}”上面没有栏名，请补上栏名，或者清空")
        for cell in found.asides:
            self._faults.append(f"“{name}”表{cell.address}：“{cell.text}”这一行认不出是什么，请填全，或者删去")
        return found

    def _lines(self, name: str, heads: Sequence[str]) -> list[dict[str, ReadCell]]:
        """The cells of every line that says something, by head."""
        found = self._sheet(name, heads)
        if found is None:
            return []
        by_label = {plain_label(head): head for head in heads}
        labels = [by_label.get(plain_label(one.label), one.label) for one in found.headings]
        return [dict(zip(labels, row.cells, strict=True)) for row in found.rows]

    def _text(self, sheet: str, head: str, cell: ReadCell) -> str:
        """What stands in a cell, as text; dates and the like that Excel made of it are a fault."""
        if cell.kind in _KINDS:
            self._fault(sheet, head, cell, f"是{_KINDS[cell.kind]}，请把格式改成文本再填")
            return ""
        if isinstance(cell.value, Decimal):
            return f"{round(cell.value, _PLACES).normalize():f}"
        return cell.text.strip()

    def _fault(self, sheet: str, head: str, cell: ReadCell, message: str) -> None:
        self._faults.append(f"“{sheet}”表{cell.address}“{head}”：{message}")

    def _settings(self) -> Raw:
        raw: Raw = {}
        for line in self._lines(SCHEME, (ITEM, CONTENT)):
            if not {ITEM, CONTENT} <= line.keys():
                continue
            label, cell = line[ITEM].text.strip(), line[CONTENT]
            try:
                name, value = read_setting(label, self._text(SCHEME, label, cell))
            except NotReadError as error:
                self._fault(SCHEME, label, cell, str(error))
                continue
            self._places[name] = f"“{SCHEME}”表{cell.address}“{label}”"
            raw |= {} if value is None else {name: value}
        return raw

    def _categories(self) -> list[Raw]:
        found: list[Raw] = []
        for at, line in enumerate(self._lines(CATEGORIES, (ID, CATEGORY, TOTAL, BANDS))):
            texts = {head: self._text(CATEGORIES, head, cell) for head, cell in line.items()}
            above = f"categories[{at}]"
            cells = {f"{above}.id": ID, f"{above}.name": CATEGORY, f"{above}.total": TOTAL, f"{above}.bands": BANDS}
            self._note(CATEGORIES, line, above, CATEGORY, cells)
            try:
                one = read_category(texts)
            except NotReadError as error:
                self._fault(CATEGORIES, BANDS, line.get(BANDS, next(iter(line.values()))), str(error))
                one = {"id": texts.get(ID, ""), "name": texts.get(CATEGORY, ""), "bands": []}
            found.append(one | ({} if one["id"] else {"id": _fresh("c", [str(other["id"]) for other in found])}))
        return found

    def _indicators(self, categories: Sequence[Raw]) -> list[Raw]:
        heads = indicator_heads(categories)
        lines = self._lines(INDICATORS, heads)
        for head in lines[0] if lines else ():
            if head not in heads and head.startswith(WEIGHT):
                said = f"“{head.removeprefix(WEIGHT)}”不在“{CATEGORIES}”表里，请改成那里的名称，或者在那里加上这个类别"
                self._fault(INDICATORS, head, lines[0][head]._replace(row=1), said)
        found: list[Raw] = []
        for at, line in enumerate(lines):
            one = self._indicator(at, line, weight_heads(categories))
            found.append(one | ({} if one["id"] else {"id": _fresh("新", [str(other["id"]) for other in found])}))
        return found

    def _indicator(self, at: int, line: Mapping[str, ReadCell], weights: Mapping[str, str]) -> Raw:
        texts = {head: self._text(INDICATORS, head, cell) for head, cell in line.items()}
        above = f"indicators[{at}]"
        cells = {f"{above}.rule.{name}": one.head for name, one in parameter_heads().items()}
        cells |= {f"{above}.weight.{category}": head for category, head in weights.items()}
        cells |= {f"{above}.weight": next(iter(weights.values()), NAME), f"{above}.rule": RULE, f"{above}.items": ITEMS}
        cells |= {f"{above}.id": ID, f"{above}.part": "组成部分"}
        self._note(INDICATORS, line, above, NAME, cells)

        def put(head: str, read: Callable[[], object]) -> object:
            try:
                return read()
            except NotReadError as error:
                self._fault(INDICATORS, head, line.get(head, next(iter(line.values()))), str(error))
                return None

        return read_indicator(texts, weights, self._plan, put)

    def _note(self, sheet: str, line: Mapping[str, ReadCell], above: str, name: str, cells: Mapping[str, str]) -> None:
        """Remember which cell says what of the scheme."""
        for path, head in {above: name, **cells}.items():
            if head in line:
                self._places[path] = f"“{sheet}”表{line[head].address}“{head}”"


def _fresh(before: str, taken: Sequence[str]) -> str:
    return next(name for at in range(1, len(taken) + 2) if (name := f"{before}{at}") not in taken)
