"""Yearly tables of 工作记录: 普法 summary, 述法 roster, 第一责任人履职清单; at the centre by unit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from models.records.ledgers.work import FIRST_DUTY, NAME, PUBLICITY, STATEMENT, WAYS
from models.store.base.workspace import Workspace
from reports.base.sheet import CellValue, Row
from reports.figures.counted import Counted, added, counted, counted_fact, counted_row, of_record
from reports.figures.deeds import DUTIES, OTHER_WAYS, Deed, by_duty, deeds_of, summed
from reports.figures.form_data import FormData, read_form_data
from reports.layouts.filled import Filled, date_values, number_values, text_values
from reports.layouts.filling import fill_form, form_rows_by_unit, scope_of, unit_names, until_note
from reports.layouts.form import Form, FormRequest

SUMMED = ("sessions", "people", "copies")


def _sums(deeds: Sequence[Deed]) -> list[Counted]:
    """What sessions, people and copies add up to, as lists and registers add them."""
    return [summed(deeds, name) for name in SUMMED]


def _own(deed: Deed, value: CellValue) -> Counted:
    return of_record(NAME, deed.uid, value)


def _of_unit(deeds: Iterable[Deed], unit: str) -> list[Deed]:
    return [one for one in deeds if one.unit == unit]


PUBLICITY_ID, PUBLICITY_BY_UNIT = "publicity", "publicity-by-unit"
PUBLICITY_VALUES = (
    *number_values("number"),
    *date_values("on"),
    *text_values("content"),
    *number_values(*SUMMED, "photos"),
)
BY_UNIT_VALUES = (*number_values("number"), *text_values("unit"), *number_values("records", *SUMMED, "photos"))


def make_publicity(workspace: Workspace, request: FormRequest) -> Filled:
    """What was done for 普法, deed by deed; at the centre a line for each unit."""
    books = read_form_data(workspace, scope_of(request), NAME)
    deeds, notes = deeds_of(books, PUBLICITY), (until_note(books),)
    if not books.all_units:
        rows = [_publicity_row(number, one) for number, one in enumerate(deeds, 1)]
        whole = replace(counted_row("合计", None, None, *_sums(deeds), _files(deeds)), style="total")
        return fill_form(PUBLICITY_ID, books, request, PUBLICITY_VALUES, [*rows, whole], notes=notes)
    rows = [
        counted_row(number, unit.name, *_unit_sums(_of_unit(deeds, unit.code)))
        for number, unit in enumerate(books.units, 1)
    ]
    rows.append(replace(counted_row("合计", None, *_unit_sums(deeds)), style="total"))
    return fill_form(PUBLICITY_BY_UNIT, books, request, BY_UNIT_VALUES, rows, form_id=PUBLICITY_ID, notes=notes)


def _publicity_row(number: int, deed: Deed) -> Row:
    counts = [_own(deed, figure.amount) for figure in _sums([deed])]
    return counted_row(number, deed.work.on, deed.work.content, *counts, _own(deed, len(deed.work.evidence)))


def _unit_sums(deeds: Sequence[Deed]) -> list[Counted]:
    return [counted(NAME, [one.uid for one in deeds]), *_sums(deeds), _files(deeds)]


def _files(deeds: Iterable[Deed]) -> Counted:
    return added(NAME, [(one.uid, len(one.work.evidence)) for one in deeds])


STATEMENTS_ID = "statements"
STATEMENT_VALUES = (
    *number_values("number"),
    *text_values("subject", "way"),
    *date_values("on"),
    *text_values("content", "result", "paper"),
)


def make_statements(workspace: Workspace, request: FormRequest) -> Filled:
    """Who reported on their work by law, how, when, and how it was judged."""
    books = read_form_data(workspace, scope_of(request), NAME)
    deeds = deeds_of(books, STATEMENT)
    rows = _roster(books, deeds, _statement_row)
    ways = ((way, [one.uid for one in deeds if one.work.way == way]) for way in WAYS[:2])
    others = [one.uid for one in deeds if one.work.way not in WAYS[:2]]
    every = {"述法": [one.uid for one in deeds], **dict(ways), **({"其他方式和没有填的": others} if others else {})}
    facts = tuple(counted_fact(name, f"{len(uids)}人次", counted(NAME, uids)) for name, uids in every.items())
    return fill_form(
        STATEMENTS_ID,
        books,
        request,
        STATEMENT_VALUES,
        rows,
        facts=facts,
        notes=(*_silent(books, deeds), until_note(books)),
    )


def _statement_row(number: int, deed: Deed) -> Row:
    one = deed.work
    return counted_row(_own(deed, number), one.subject, one.way, one.on, one.content, one.result, one.number)


def _roster(books: FormData, deeds: list[Deed], row_of: Callable[[int, Deed], Row]) -> list[Row]:
    return form_rows_by_unit(
        books, lambda unit, first: [row_of(at, one) for at, one in enumerate(_of_unit(deeds, unit), first)]
    )


def _silent(books: FormData, deeds: list[Deed]) -> Iterator[str]:
    """Units that have no record of it."""
    units = [unit for unit in books.owing if not _of_unit(deeds, unit.code)]
    if units:
        yield f"没有记录的单位：{unit_names(units)}。"


DUTIES_ID, DUTIES_BY_UNIT = "first-duties", "first-duties-by-unit"
DUTY_VALUES = (
    *number_values("number"),
    *text_values("way"),
    *date_values("on"),
    *text_values("subject", "content", "result", "paper"),
)
DUTIES_BY_UNIT_VALUES = (
    *number_values("number"),
    *text_values("unit"),
    *number_values(*DUTIES, OTHER_WAYS, "sum"),
)


def make_duties(workspace: Workspace, request: FormRequest) -> Filled:
    """What the first one responsible did, deed by deed; at the centre how often, by kind of duty."""
    books = read_form_data(workspace, scope_of(request), NAME)
    deeds = deeds_of(books, FIRST_DUTY)
    if not books.all_units:
        rows = [_duty_row(number, one) for number, one in enumerate(deeds, 1)]
        often = {**by_duty(deeds), "合计": summed(deeds, "sessions")}
        facts = tuple(counted_fact(way, f"{number.amount}次", number) for way, number in often.items())
        return fill_form(DUTIES_ID, books, request, DUTY_VALUES, rows, facts=facts, notes=(until_note(books),))
    rows = [
        counted_row(number, unit.name, *_by_way(_of_unit(deeds, unit.code)))
        for number, unit in enumerate(books.units, 1)
    ]
    rows.append(replace(counted_row("合计", None, *_by_way(deeds)), style="total"))
    notes = (*_silent(books, deeds), until_note(books))
    return fill_form(DUTIES_BY_UNIT, books, request, DUTIES_BY_UNIT_VALUES, rows, form_id=DUTIES_ID, notes=notes)


def _duty_row(number: int, deed: Deed) -> Row:
    one = deed.work
    return counted_row(_own(deed, number), one.way, one.on, one.subject, one.content, one.result, one.number)


def _by_way(deeds: list[Deed]) -> list[Counted]:
    return [*by_duty(deeds).values(), summed(deeds, "sessions")]


FORMS = (
    Form(
        PUBLICITY_ID,
        "普法工作年度汇总表",
        "both",
        make_publicity,
        note="普法的场次、人数、份数和佐证材料，数字取自工作记录。",
        layouts=(PUBLICITY_ID, PUBLICITY_BY_UNIT),
    ),
    Form(STATEMENTS_ID, "述法花名册", "both", make_statements, note="谁、怎样、哪天述法，评议结果怎样。"),
    Form(
        DUTIES_ID,
        "第一责任人履职清单",
        "both",
        make_duties,
        note="主要负责人召开会议、学法、听取汇报等，逐次列出；汇总单位每个单位一行。",
        layouts=(DUTIES_ID, DUTIES_BY_UNIT),
    ),
)
