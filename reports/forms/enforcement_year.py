"""行政执法统计年报 in the styles seen (docs/yearly_tables.md), each several tables with layouts of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial

from models.records.ledgers.enforcement import NAME as DECISIONS
from models.records.place import ENFORCEMENT_STYLES
from models.rules import enforcement_kinds as kinds
from models.store.base.workspace import Workspace
from reports.base.sheet import Row
from reports.figures.counted import Counted, counted_row, together
from reports.figures.enforcement_tables import (
    COERCION,
    FIGURES_OF,
    IN_TEN_THOUSANDS,
    INSPECTION,
    LEDGERS,
    LEVY,
    LICENCE,
    OTHERS,
    PENALTY,
    REQUISITION,
    SUMS,
    EnforcementYears,
    Line,
    added_lines,
    apart_of,
    enforcement_years,
    says,
)
from reports.figures.form_data import FormData, read_form_data
from reports.forms.certified import fill_certified
from reports.layouts.filled import Filled, FormValue, number_values, text_values
from reports.layouts.filling import fill_form, scope_of, unit_names, until_note
from reports.layouts.form import Form, FormRequest
from reports.layouts.layout import Layout, parts_of, shipped_layout
from reports.layouts.layout_choice import layout_in_force

CERTIFIED = "certified"
_ZHEJIANG, _SHANXI, _GUANGDONG = ENFORCEMENT_STYLES
STYLES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "zhejiang": (_ZHEJIANG, (PENALTY, LICENCE, COERCION, OTHERS, CERTIFIED)),
    "shanxi": (_SHANXI, (PENALTY, LICENCE, COERCION, OTHERS)),
    "guangdong": (_GUANGDONG, (LICENCE, PENALTY, COERCION, LEVY, REQUISITION, INSPECTION)),
}
"""Whose style it is, and its tables in order."""


def layout_id(style: str, table: str) -> str:
    """Id of the layout by which a style prints a table."""
    return f"enforcement-{style}-{table}"


def make(style: str, workspace: Workspace, request: FormRequest) -> Filled:
    """All tables of a style, one behind the other; units that say nothing for a table are named below it."""
    books = read_form_data(workspace, scope_of(request), *LEDGERS, "person", "certificate")
    years = enforcement_years(books)
    tables = [
        fill_certified(layout_id(style, table), books, request)
        if table == CERTIFIED
        else _table(workspace, style, table, (books, years), request)
        for table in STYLES[style][1]
    ]
    return replace(tables[0], more=tuple(tables[1:]))


def _table(
    workspace: Workspace, style: str, table: str, counted: tuple[FormData, EnforcementYears], request: FormRequest
) -> Filled:
    books, (lines, uncounted) = counted
    wanted = layout_id(style, table)
    values = (*_VALUES, *_added_values(layout_in_force(workspace, wanted, shipped_layout(wanted))))
    saying = [unit for unit in books.units if says(lines[unit.code], table)]
    rows = [_row(values, number, unit.name, lines[unit.code]) for number, unit in enumerate(saying, 1)]
    if saying:
        whole = added_lines(lines[unit.code] for unit in saying)
        rows.append(replace(_row(values, "合计", None, whole), style="total"))
    notes = (
        *_silent(books, lines, table),
        *_unsaid(books, uncounted, table),
        *_apart(books, lines, table),
        until_note(books),
    )
    return fill_form(wanted, books, request, values, rows, form_id=form_id(style), notes=notes)


_MONEY = ("fined", "levied", *IN_TEN_THOUSANDS)
_COUNTS = tuple(dict.fromkeys(name for some in (*FIGURES_OF.values(), SUMS) for name in some if name not in _MONEY))
_VALUES = (
    *number_values("number"),
    *text_values("unit"),
    *number_values(*_COUNTS),
    *(FormValue(name, "money") for name in _MONEY),
)


def _added_values(layout: Layout) -> Iterator[FormValue]:
    """Columns that a layout makes of several figures: warning+criticism."""
    return (FormValue(key, "number") for key in layout.keys if len(parts_of(key)) > 1)


def _row(values: tuple[FormValue, ...], number: int | str, unit: str | None, line: Line) -> Row:
    figures = (
        together(line[part] for part in parts_of(value.key)) for value in values[2 + len(_MONEY) + len(_COUNTS) :]
    )
    return counted_row(number, unit, *(line[name] for name in (*_COUNTS, *_MONEY)), *figures)


def _silent(books: FormData, lines: Mapping[str, Line], table: str) -> Iterator[str]:
    """Who leaves the table out: without the function, or without having said so."""
    units = [unit for unit in books.owing if not says(lines[unit.code], table)]
    if units:
        yield f"没有填报、也没有决定记录的单位不列，没有这项职能的不用填，有职能没有发生的填0：{unit_names(units)}。"


def _unsaid(books: FormData, uncounted: Counted, table: str) -> Iterator[str]:
    """What no kind was said of, in the table it belongs to; one that does not even say what it is, in the first."""
    entries = books.context().entries(DECISIONS)
    acts = (entries[uid].fields.get("kind") for behind in uncounted.behind for uid in behind.uids)
    missing = sum(_TABLE_OF.get(str(act), PENALTY) == table for act in acts)
    if missing:
        yield f"有{missing}件决定没有填种类或者具体种类，没有计入，请补填。"


def _apart(books: FormData, lines: Mapping[str, Line], table: str) -> Iterator[str]:
    """What the sums of one figure hold of units whose share in another one is not known."""
    name, said = _SAID_APART.get(table, ("", ""))
    found = apart_of(lines, name) if name else {}
    if found:
        units = unit_names(unit for unit in books.units if unit.code in found)
        yield said.format(units=units, amount=together(found.values()).amount)


_SAID_APART = {
    LICENCE: ("unaccepted", "{units}没有填受理数：合计里有它们准予、不予的{amount}件，受理数里没有。"),
    PENALTY: ("unfined", "{units}没有填罚没金额：合计里有它们罚款、没收的{amount}宗，罚没金额里没有。"),
}
_TABLE_OF = {kinds.LICENCE: LICENCE, kinds.MEASURE: COERCION, kinds.EXECUTION: COERCION}


def form_id(style: str) -> str:
    """Id of the form in a style."""
    return f"enforcement-{style}"


FORMS = tuple(
    Form(
        form_id(style),
        f"行政执法统计年报（{whose}样式）",
        "both",
        partial(make, style),
        note=f"处罚、许可、强制等各表，{whose}公开的样式；数字取自年报数字和逐件登记的决定，没有填的不编。",
        layouts=tuple(layout_id(style, table) for table in tables),
        style=whose,
    )
    for style, (whose, tables) in STYLES.items()
)
