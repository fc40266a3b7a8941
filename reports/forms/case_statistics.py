"""行政应诉年度统计表: the year beside the year before, by a layout an office can edit; and a line for each unit."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from models.rules.lost_case import JUDGMENTS, RULINGS
from models.store.base.workspace import Workspace
from models.store.records.held_years import NO_LAST_YEAR
from reports.base.sheet import CellValue, Row
from reports.figures.case_year import CaseFigure, CaseFigures, Figure, counted_cases, opened
from reports.figures.cases import once_each
from reports.figures.counted import Counted, counted_row
from reports.figures.form_data import FormData, read_form_data
from reports.layouts.filled import Filled, FormValue, number_values, text_values
from reports.layouts.filling import (
    case_clauses,
    fill_form,
    lost_words,
    scope_of,
    section_row,
    until_note,
    value_or_dash,
)
from reports.layouts.form import Form, FormRequest
from reports.layouts.layout import Layout, LayoutError, LayoutRow, shipped_layout
from reports.layouts.layout_choice import layout_in_force

STATISTICS, BY_UNIT = "case-statistics", "case-statistics-by-unit"
_DASH = "—"
_HUNDREDTH = Decimal("0.01")
_KINDS = {"judgments": JUDGMENTS, "rulings": RULINGS}


VALUES = (*text_values("label", "unit"), *number_values("code", "now", "before", "change"))


def make(workspace: Workspace, request: FormRequest) -> Filled:
    """The statistics of one unit, or of the district with every case number once."""
    books = read_form_data(workspace, scope_of(request), "case")
    entries = once_each(books.entries["case"])
    now = counted_cases(entries, books.year, books.day, calendar=books.calendar, place=books.place)
    last = books.year - 1
    before = counted_cases(entries, last, books.day_before, calendar=books.calendar, place=books.place)
    if not books.has_last_year:
        before = dict.fromkeys(before, CaseFigure(None))
    layout = layout_in_force(workspace, STATISTICS, shipped_layout(STATISTICS))
    _check_figures(layout, now)
    unknown = () if books.has_last_year else (f"{NO_LAST_YEAR}：没有{last}年度的工作要点和落实情况，上年一栏不填。",)
    notes = (*case_clauses(books), *unknown, *_twice(books, len(entries)), until_note(books))
    return fill_form(
        STATISTICS, books, request, VALUES, list(_rows(layout, now, before)), notes=notes, words=lost_words(books)
    )


def _check_figures(layout: Layout, known: CaseFigures) -> None:
    """Every line of the layout can be filled in.

    Raises:
        LayoutError: One cannot.
    """
    for number, row in enumerate(layout.rows, 1):
        if not (row.section or row.each in _KINDS or row.figure in known):
            what = f"没有“{row.figure or row.each}”这个数"
            raise LayoutError(f"{STATISTICS}.json", f"rows 第{number}行（{row.label}）", what)


def _rows(layout: Layout, now: CaseFigures, before: CaseFigures) -> Iterator[Row]:
    code = 0
    for row in _expanded(layout, now, before):
        if row.section:
            yield section_row(row.section)
            continue
        code += not row.each
        cells = [opened(of, row.figure, _text(of[row.figure].amount, row.unit)) for of in (now, before)]
        change = _change(now[row.figure].amount, before[row.figure].amount, row.unit)
        yield counted_row(row.label, row.unit, None if row.each else code, *cells, change)


def _expanded(layout: Layout, now: CaseFigures, before: CaseFigures) -> Iterator[LayoutRow]:
    for row in layout.rows:
        if not row.each:
            yield row
            continue
        names = [outcome.name for outcome in _KINDS[row.each]]
        occurred = [name for name in names if any(of[f"outcomes.{name}"].amount for of in (now, before))]
        for place, name in enumerate(occurred):
            lead = "　　　　" if place else "　其中："
            yield LayoutRow(label=f"{lead}{name}", unit="件", figure=f"outcomes.{name}", each=row.each)


def _text(figure: Figure, unit: str) -> CellValue:
    if figure is None:
        return _DASH
    return _percent(figure) if unit == "%" else _plain(figure)


def _plain(figure: int | Decimal) -> int | Decimal:
    return figure.quantize(_HUNDREDTH, ROUND_HALF_UP) if isinstance(figure, Decimal) else figure


def _percent(ratio: int | Decimal) -> Decimal:
    return (Decimal(ratio) * 100).quantize(_HUNDREDTH, ROUND_HALF_UP)


def _change(now: Figure, before: Figure, unit: str) -> CellValue:
    if now is None or before is None:
        return _DASH
    return _percent(now) - _percent(before) if unit == "%" else _plain(now - before)


def _twice(books: FormData, cases: int) -> tuple[str, ...]:
    reported = len(books.entries["case"])
    return (
        (f"各单位台账共有案件记录{reported}条，共同被告等同一案号只计一件，合并后{cases}条。",)
        if reported > cases
        else ()
    )


UNIT_VALUES = (
    *number_values("number"),
    *text_values("unit"),
    *number_values("carried", "new", "again", "closed", "pending", "decided", "lost"),
    FormValue("lost_rate", "percent"),
    *number_values("heard", "came"),
    FormValue("rate", "percent"),
    *number_values("head"),
    FormValue("head_rate", "percent"),
)
_UNIT_FIGURES = (
    *("cases.carried", "cases.new", "cases.again", "cases.closed", "cases.pending"),
    *("lost.decided", "lost.lost", "lost.rate"),
    *("attendance.heard", "attendance.with_leader", "attendance.rate"),
    *("attendance.with_head", "attendance.head_rate"),
)


def make_by_unit(workspace: Workspace, request: FormRequest) -> Filled:
    """A line for each unit, and the district's own total below, in which every case number counts once."""
    books = read_form_data(workspace, scope_of(request), "case")
    rows = [
        counted_row(
            number,
            unit.name,
            *_unit_line(
                counted_cases(
                    books.of(unit.code, "case"), books.year, books.day, calendar=books.calendar, place=books.place
                )
            ),
        )
        for number, unit in enumerate(books.units, 1)
    ]
    entries = once_each(books.entries["case"])
    whole = counted_cases(entries, books.year, books.day, calendar=books.calendar, place=books.place)
    notes = (*case_clauses(books), *_twice(books, len(entries)), until_note(books))
    rows.append(counted_row("合计", None, *_unit_line(whole), style="total"))
    return fill_form(BY_UNIT, books, request, UNIT_VALUES, rows, notes=notes, words=lost_words(books))


def _unit_line(figures: CaseFigures) -> list[Counted]:
    return [opened(figures, name, value_or_dash(figures[name].amount)) for name in _UNIT_FIGURES]


FORMS = (
    Form(STATISTICS, "行政应诉年度统计表", "both", make, note="收结案、裁判结果、败诉和负责人出庭，附上年数。"),
    Form(BY_UNIT, "行政应诉分单位统计表", "centre", make_by_unit, note="每个单位一行，合计里同一案号只计一件。"),
)
