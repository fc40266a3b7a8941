"""问题整改清单: what was found, by whom it is put right, and whether it is closed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, cast

from models.records.context import BasicContext
from models.records.ledgers.rectification import CLOSED, LATE, NAME, NOT_BEGUN, UNDER_WAY, Rectification, state
from models.store.base.workspace import Workspace
from reports.base.sheet import Fact, Row
from reports.base.wording import cell_text
from reports.figures.counted import counted, counted_fact, counted_row, of_record, share
from reports.figures.form_data import FormData, read_form_data
from reports.layouts.filled import Filled, date_values, number_values, text_values
from reports.layouts.filling import fill_form, form_rows_by_unit, scope_of, until_note
from reports.layouts.form import Form, FormRequest

ID = "rectifications"
VALUES = (
    *number_values("number"),
    *text_values("source", "paper", "problem", "measure", "owner", "person"),
    *date_values("due"),
    *text_values("progress"),
    *date_values("closed_on"),
    *text_values("proof", "state"),
)


class Problem(NamedTuple):
    """A problem with its uid, unit and state on the day looked at."""

    uid: str
    unit: str
    record: Rectification
    state: str


def make(workspace: Workspace, request: FormRequest) -> Filled:
    """The problems found in the year, and those of before that were not closed when it began."""
    books = read_form_data(workspace, scope_of(request), NAME)
    problems = list(_problems(books, books.context()))

    def rows_of(unit: str, first: int) -> list[Row]:
        return [_row(number, one) for number, one in enumerate((one for one in problems if one.unit == unit), first)]

    facts = tuple(_facts(problems))
    return fill_form(
        ID, books, request, VALUES, form_rows_by_unit(books, rows_of), facts=facts, notes=(until_note(books),)
    )


def _problems(books: FormData, context: BasicContext) -> Iterator[Problem]:
    owners = context.entries(NAME)
    for uid, record in context.records(NAME).items():
        one = cast("Rectification", record)
        before = one.closed_on and one.closed_on.year < books.year
        if not before and not (one.found_on and one.found_on > books.day):
            yield Problem(uid, owners[uid].unit, one, state(one, context))


def _row(number: int, problem: Problem) -> Row:
    one = problem.record
    closed_on = one.closed_on if problem.state == CLOSED else None
    return counted_row(
        of_record(NAME, problem.uid, number),
        *(one.source, one.paper, one.problem, one.measure, one.owner, one.person, one.due),
        *(one.progress, closed_on, one.proof, problem.state),
    )


def _facts(problems: list[Problem]) -> Iterator[Fact]:
    """How many there are in each state, and the rate of those closed."""
    every = counted(NAME, [one.uid for one in problems])
    states = {
        name: counted(NAME, [one.uid for one in problems if one.state == name])
        for name in (CLOSED, LATE, UNDER_WAY, NOT_BEGUN)
    }
    yield from (counted_fact(name, f"{one.amount}个", one) for name, one in {"问题": every, **states}.items())
    rate = share(states[CLOSED], every)
    yield Fact("销号率", cell_text(rate.amount, "percent"), rate.behind)


FORMS = (Form(ID, "问题整改清单", "both", make, note="督察、审计等反馈的问题，从整改到销号，附销号率。"),)
