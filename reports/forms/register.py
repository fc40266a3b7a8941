"""Any ledger's register (登记簿), from its declaration: the columns a list shows, all records of the year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from models.records.context import BasicContext, title_of, year_of
from models.records.field import BoundField, Kind
from models.records.ledger import Derived, Ledger
from models.records.record import Record
from models.records.registry import ledger, ledgers
from models.store.base.workspace import Workspace
from models.store.records.item_numbers import NAMING, ItemNumbers, item_numbers_for
from models.store.records.proxy import MARK, proxy_uids
from reports.base.sheet import CellValue, Row
from reports.base.sheet import Kind as CellKind
from reports.base.wording import cell_text, long_date
from reports.figures.form_data import FormData, read_form_data
from reports.layouts.filled import Filled, FormValue
from reports.layouts.filling import (
    doubt_notes,
    fill_form,
    flag_text,
    id_text,
    line_row,
    party_text,
    scope_of,
    section_row,
    total_row,
    until_note,
)
from reports.layouts.form import Form, FormRequest
from reports.layouts.layout import Layout, LayoutColumn

_KINDS: dict[Kind, CellKind] = {Kind.DATE: "date", Kind.INTEGER: "number", Kind.MONEY: "money"}
_MM_A_CHARACTER = 1.95
_LEAST = 14.0
_SERIAL = "serial"
"""Key of the line's number; many ledgers have a field called number."""
_SHORT = 10
"""Characters up to which a choice is set in the middle of its cell."""
_WIDTHS: dict[Kind, float] = {Kind.DATE: 21.0, Kind.INTEGER: 14.0, Kind.FLAG: 13.0, Kind.TABLE: 13.0}

AnyColumn = BoundField | Derived


class _Known(NamedTuple):
    """What a cell may need beside its record: the other records, and what items are printed as."""

    context: BasicContext
    numbers: ItemNumbers
    year: int


def make(ledger_id: str, workspace: Workspace, request: FormRequest) -> Filled:
    """The register of one ledger; one that belongs to no year is shown whole."""
    declared = ledger(ledger_id)
    wanted = (ledger_id, *(field.spec.to for field in declared.fields if field.spec.to and field.spec.to != ledger_id))
    books = read_form_data(workspace, scope_of(request), *wanted)
    context = books.context()
    with workspace.read() as connection:
        typed = proxy_uids(connection, books.entries[ledger_id])
        numbers = item_numbers_for(connection, declared)
    rows, whole = _rows(declared, books, _Known(context, numbers, books.year), request.only, typed)
    values = (FormValue(_SERIAL, "number"), *map(_value_of, declared.columns))
    until = f"截至{long_date(books.until)}" if books.until else ""
    scope = f"收录{books.year}年{until}的记录。" if declared.year_of else "收录全部记录，不分年度。"
    scope = scope if request.only is None else f"收录列表中筛选出的{len(request.only)}条记录。"
    days = [at for at, one in enumerate(declared.columns, 1) if isinstance(one, Derived) and one.kind is Kind.DATE]
    notes = (
        scope,
        *_added_notes(declared, whole),
        *_masked(declared),
        *doubt_notes(books, rows, days),
        until_note(books),
    )
    return fill_form(register_id(declared), books, request, values, rows, notes=notes)


def register_layout(declared: Ledger) -> Layout:
    """Every column of the ledger, those shown that its list shows."""
    listed = {column.name for column in declared.listed}
    number = LayoutColumn(key=_SERIAL, label="序号", width=11, align="center")
    columns = (_column(column, shown=column.name in listed) for column in declared.columns)
    return Layout(title=f"{declared.label}登记簿", columns=(number, *columns))


def register_id(declared: Ledger) -> str:
    """Id of a ledger's register."""
    return f"register-{declared.id.replace('_', '-')}"


def _rows(
    declared: Ledger, books: FormData, known: _Known, only: frozenset[str] | None, typed: frozenset[str]
) -> tuple[list[Row], list[Record]]:
    """Unit after unit; what was typed from paper (代录) stands behind a unit's other records under its own head.

    With the records themselves, as they are added up.
    """
    owners = known.context.entries(declared.id)
    every = known.context.records(declared.id).items()
    kept = [(uid, one) for uid, one in every if (uid in only if only is not None else _in_scope(declared, one, books))]
    rows: list[Row] = []
    done = 0
    whole: list[Record] = []
    for unit in books.units:
        own = [(uid in typed, (uid, one)) for uid, one in kept if owners[uid].unit == unit.code]
        foreign = unit.code != books.own
        for on_paper in (False, True):
            some = [one for paper, one in own if paper is on_paper]
            rows += _heads(unit.name, len(some), on_paper=on_paper, several=books.all_units)
            for number, kept_one in enumerate(some, done + 1):
                cells = (_cell(column, kept_one, known, foreign=foreign) for column in declared.columns)
                rows.append(line_row(number, *cells))
            done += len(some)
            whole += [one for _, one in some]
    return [*rows, *_sums(declared, whole)], whole


def _sums(declared: Ledger, records: Sequence[Record]) -> list[Row]:
    """A line with what the fields that are added up come to; none where the ledger has no such field or no record."""
    if not declared.summed or not records:
        return []
    sums = {field.name: field.added(getattr(one, field.name) for one in records) for field in declared.summed}
    return [total_row("合计", *(sums.get(column.name) for column in declared.columns))]


def _added_notes(declared: Ledger, records: Sequence[Record]) -> Iterator[str]:
    """What the sums rest on that no cell shows: empty cells that count, and columns that are not printed unasked."""
    for field in declared.summed:
        blank = sum(getattr(one, field.name) is None for one in records)
        if blank and field.spec.blank_adds:
            yield f"{field.label}没有填的{blank}条，各按{field.spec.blank_adds}合计。"
    hidden = [field for field in declared.summed if not field.spec.listed]
    sums = ((field, field.added(getattr(one, field.name) for one in records)) for field in hidden)
    said = "，".join(f"{field.label}{cell_text(amount, _KINDS[field.kind])}" for field, amount in sums if amount)
    if said:
        yield f"没有印出的栏目合计：{said}；要印就在“栏目”里选。"


def _heads(unit: str, count: int, *, on_paper: bool, several: bool) -> list[Row]:
    if not count or not (on_paper or several):
        return []
    return [section_row(f"{unit}，{MARK}（{count}条）" if on_paper else f"{unit}（{count}条）")]


def _in_scope(declared: Ledger, one: Record, books: FormData) -> bool:
    """Whether a record is of the year, or of no year that is known, and not of a day after the part asked for."""
    if not declared.year_of:
        return True
    day = getattr(one, declared.year_of)
    later = books.until is not None and isinstance(day, dt.date) and day > books.until
    return year_of(declared, one) in (books.year, None) and not later


def _column(column: AnyColumn, *, shown: bool) -> LayoutColumn:
    characters = column.width if isinstance(column, Derived) else column.spec.width
    width = _WIDTHS.get(column.kind, max(_LEAST, characters * _MM_A_CHARACTER))
    centred = column.kind in (Kind.FLAG, Kind.TABLE) or (column.kind is Kind.CHOICE and characters <= _SHORT)
    return LayoutColumn(
        key=column.name,
        label=column.label,
        width=round(width, 1),
        align="center" if centred else "",
        shown=shown,
    )


def _value_of(column: AnyColumn) -> FormValue:
    kind = _KINDS.get(column.kind, "text")
    choices = (flag_text(value=True), flag_text(value=False)) if column.kind is Kind.FLAG else ()
    return FormValue(
        column.name, kind, choices=choices if isinstance(column, Derived) else column.spec.choices or choices
    )


def _cell(column: AnyColumn, kept: tuple[str, Record], known: _Known, *, foreign: bool) -> CellValue:
    uid, one = kept
    if isinstance(column, Derived):
        return _value(column.value(one, uid, known.context))
    value = getattr(one, column.name)
    if column.spec.format in NAMING and value is not None:
        return _value(known.numbers.of_field(column, value, known.year))
    if column.spec.private == "id_number":
        return id_text(value, full=False)
    if column.spec.private == "name":
        return party_text(value, foreign=foreign)
    if column.kind is Kind.REFERENCE:
        target = known.context.get(column.spec.to, value)
        return title_of(ledger(column.spec.to), target) if target else None
    return _value(value)


def _value(value: object) -> CellValue:
    if isinstance(value, bool):
        return flag_text(value)
    if isinstance(value, tuple):
        return f"{len(value)}条" if value else None
    return value if isinstance(value, str | int | Decimal | dt.date) else None


def _masked(declared: Ledger) -> tuple[str, ...]:
    private = any(one.spec.private == "id_number" for one in declared.fields)
    return ("身份证号只显示前3位和后4位。",) if private else ()


def _make(ledger_id: str) -> Callable[[Workspace, FormRequest], Filled]:
    return partial(make, ledger_id)


FORMS = tuple(
    Form(
        register_id(one),
        f"{one.label}登记簿",
        "both",
        _make(one.id),
        note=f"{one.label}台账逐条列出；印哪几栏在“栏目”里选。",
        own=partial(register_layout, one),
    )
    for one in ledgers().values()
    if one.desk == "unit"
)
