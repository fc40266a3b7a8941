"""What the sheets of all forms share: head, period, day, and the wording of what is masked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from models.assess.score import words
from models.records.bounds import shortened
from models.records.context import BasicContext
from models.records.office import Unit
from models.records.place import LocalRule, LostDefinition, Question
from models.rules.identity import mask_id, mask_parties
from models.rules.periods import UNPUBLISHED
from models.store.base.workspace import Workspace
from models.store.records import documents
from models.submit.unit import UnknownPeriodError
from reports.base.sheet import CellValue, Row
from reports.base.wording import long_date
from reports.figures.certificates import officers_twice
from reports.figures.form_data import FormData, Scope
from reports.layouts.filled import Filled, FormValue
from reports.layouts.form import FormRequest, WholeYearFormError

NAMED = 20
"""Units that are named in a note."""
DOUBTS = 5
"""Days named in a note on holidays that are not arranged yet."""


def scope_of(request: FormRequest) -> Scope:
    """The year, day and unit of a request, by which its records are read, up to the end of the period asked for."""
    return Scope(request.year, request.today, request.unit, request.until)


def settled(workspace: Workspace, request: FormRequest, label: str, *, whole_year: bool) -> FormRequest:
    """The request with its period as the plan has it, and the last day that this is for.

    Raises:
        UnknownPeriodError: No plan has such a period.
        WholeYearFormError: It is a part of the year, and the form is made for `whole_year` alone.
    """
    if not request.period:
        return request
    with workspace.read() as connection:
        own = documents.issue_of_year(connection, request.year)
        issue = own if own and own.period(request.period) else documents.issue_with_period(connection, request.period)
    period = issue.period(request.period) if issue else None
    if issue is None or period is None:
        raise UnknownPeriodError(request.period, issue.periods if issue else ())
    until = period.ends(request.year)
    if until and whole_year:
        raise WholeYearFormError(label, period.label)
    return replace(request, period=period.id, until=until)


def fill_form(
    layout: str, books: FormData, request: FormRequest, values: tuple[FormValue, ...], rows: list[Row], **more: Any
) -> Filled:
    """A form filled in, with head and period, to be printed by `layout`; `more` are other attributes of `Filled`."""
    names = {
        "填表人": request.operator,
        "审核人": request.reviewer,
        "单位负责人": request.head,
        "联系电话": request.phone,
    }
    given = {"form_id": layout, "period": scope_label(books, request), **more}
    return Filled(
        layout=layout,
        unit=books.office,
        filled_on=request.today,
        values=values,
        rows=tuple(rows),
        names=names,
        **given,
    )


def form_rows_by_unit(books: FormData, rows_of: Callable[[str, int], list[Row]]) -> list[Row]:
    """Rows of every unit, numbered through, under the unit's name where there are several."""
    rows: list[Row] = []
    first = 1
    for unit in books.units:
        own = rows_of(unit.code, first)
        rows += [section_row(unit.name)] if books.all_units and own else []
        rows += own
        first += len(own)
    return rows


def join_letters(letters: list[Filled]) -> Filled:
    """Join letters to several units into one form, each beginning a new page; `letters` is not empty."""
    return replace(letters[0], more=tuple(letters[1:]))


def scope_label(books: FormData, request: FormRequest, period_id: str = "") -> str:
    """The label of `period_id` or of the request's period, such as 2020年上半年; without a period, 2020年度."""
    wanted = period_id or request.period
    period = books.issue.period(wanted) if books.issue and wanted else None
    return period.label if period else wanted or f"{request.year}年度"


def unit_names(units: Iterable[Unit]) -> str:
    """The names of units in a row, of very many only the first."""
    names = [unit.name for unit in units]
    return "、".join(names[:NAMED]) + (f"等{len(names)}个单位" if len(names) > NAMED else "")


def until_note(books: FormData) -> str:
    """The note that says up to which day figures go."""
    if books.until is None:
        return f"统计截止{long_date(books.day)}。"
    return f"统计{books.year}年1月1日至{long_date(books.day)}。落实状态、证件状态等不记日期的，照填表日的登记。"


def twice_note(books: FormData, context: BasicContext) -> tuple[str, ...]:
    """A note where somebody is on duty in the ledgers of several units, and so is counted in each."""
    twice = officers_twice(context) if books.all_units else []
    return (f"有{len(twice)}人在几个单位的台账里都在岗，各单位各计一次，请核实是调动还是兼职。",) if twice else ()


def doubt_notes(books: FormData, rows: Iterable[Row], places: Collection[int]) -> tuple[str, ...]:
    """A note where a day worked out, in a cell at one of `places`, rests on holidays that nobody has arranged yet."""
    days = {row.cells[place] for row in rows for place in places if place < len(row.cells)}
    ahead = (day for day in days if isinstance(day, dt.date) and day > books.day)
    doubtful = sorted(day for day in ahead if not books.calendar.certain(day))
    if not doubtful:
        return ()
    named = "、".join(map(long_date, doubtful[:DOUBTS])) + ("等" if len(doubtful) > DOUBTS else "")
    return (f"期限{named}所在年份的放假安排尚未公布，{UNPUBLISHED}，公布后请核对。",)


def lost_words(books: FormData) -> dict[str, str]:
    """What stands for {败诉依据} in the notes of forms that count lost cases."""
    return {"败诉依据": books.place.lost_basis}


def case_clauses(books: FormData) -> tuple[str, ...]:
    """The place's own law on 败诉, see `clause_notes`."""
    return clause_notes(books.place.lost, books.place.rule(Question.LOST_FILING))


def holder_clauses(books: FormData) -> tuple[str, ...]:
    """The place's own law on who may hold a certificate, see `clause_notes`."""
    return clause_notes(*map(books.place.rule, (Question.BARRED, Question.AGE, Question.EXAM)))


def clause_notes(*clauses: LocalRule | LostDefinition | None) -> tuple[str, ...]:
    """Clauses of local law in their own words, a note each; none of one whose words the place does not give."""
    said = (f"{one.citation}：{one.text}" for one in clauses if one and one.citation and one.text)
    return tuple(dict.fromkeys(said))


def line_row(*cells: CellValue) -> Row:
    """A body row of these cells; a text that nobody could lay out is shortened."""
    return Row(tuple(shortened(cell) if isinstance(cell, str) else cell for cell in cells))


def plain_points(points: Decimal) -> Decimal:
    """Points as a figure that prints as people write them: 5, 4.5, 0.25."""
    return Decimal(words(points))


def value_or_dash(value: CellValue) -> CellValue:
    """The value, a dash where there is nothing to divide by."""
    return "—" if value is None else value


def section_row(words: str) -> Row:
    """A row with one text that heads the rows below it."""
    return Row((words,), "section")


def total_row(*cells: CellValue) -> Row:
    """A row of totals, set apart at the end of a table."""
    return Row(cells, "total")


def id_text(number: str | None, *, full: bool) -> str:
    """The ID number in full if `full`, else masked; "" without one."""
    return number if full and number else mask_id(number or "")


def party_text(names: str | None, *, foreign: bool) -> str:
    """Names of parties: in full in the own ledgers, persons by their first character in those of other units."""
    return mask_parties(names or "") if foreign else names or ""


def flag_text(value: bool | None) -> str:
    """是 or 否; blank where nobody has answered."""
    return "" if value is None else "是" if value else "否"
