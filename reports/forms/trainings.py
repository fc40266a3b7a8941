"""学法培训统计表: trainings of the year by kind, beside last year; at the centre a line for each unit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast

from models.records.ledgers.training import KINDS, Training
from models.records.quotas import QuotaResult, QuotaState
from models.store.base.workspace import Workspace
from models.store.records.held_years import NO_LAST_YEAR
from reports.figures.counted import Counted, added, counted, counted_row
from reports.figures.form_data import FormData, read_form_data
from reports.figures.progress import QuotaOf, quotas_of
from reports.layouts.filled import Filled, number_values, text_values
from reports.layouts.filling import fill_form, scope_of, until_note
from reports.layouts.form import Form, FormRequest

ID, LABEL = "trainings", "学法培训统计表"
ALL = "trainings-by-unit"
NAME = "training"

VALUES = (
    *text_values("kind"),
    *number_values("now", "before", "people", "people_before", "hours", "exams"),
    *text_values("quota"),
)
BY_UNIT = (
    *number_values("number"),
    *text_values("unit"),
    *number_values(*KINDS, "sum", "people"),
    *text_values("quota"),
)


@dataclass(frozen=True)
class TrainingSum:
    """Trainings of some kind: how many, how many came, hours and examinations."""

    count: Counted
    people: Counted
    hours: Counted
    exams: Counted


def make(workspace: Workspace, request: FormRequest) -> Filled:
    """Trainings counted by kind for one unit, or by unit for all of them."""
    books = read_form_data(workspace, scope_of(request), NAME, quotas=True)
    return _by_unit(books, request) if books.all_units else _by_kind(books, request)


def _by_kind(books: FormData, request: FormRequest) -> Filled:
    code = books.units[0].code
    now = _held(books, code, books.year, books.day)
    before = _held(books, code, books.year - 1, books.day_before)
    quotas = _quotas_of(books)
    held_before = books.has_last_year
    rows = []
    for kind in KINDS:
        this, last = (sum_of({uid: one for uid, one in held.items() if one.kind == kind}) for held in (now, before))
        quota = _quota(one for one in quotas if one.result.kind == kind)
        rows.append(counted_row(kind, *_figures(this, last, held=held_before), quota))
    whole = _figures(sum_of(now), sum_of(before), held=held_before)
    rows.append(counted_row("合计", *whole, None, style="total"))
    unknown = () if held_before else (f"{NO_LAST_YEAR}，上年两栏不填。",)
    return fill_form(ID, books, request, VALUES, rows, notes=(*unknown, until_note(books)))


def _figures(this: TrainingSum, last: TrainingSum, *, held: bool) -> list[Counted]:
    before, people_before = (last.count, last.people) if held else (Counted("—"), Counted("—"))
    return [this.count, before, this.people, people_before, this.hours, this.exams]


def _held(books: FormData, unit: str | None, year: int, day: dt.date) -> dict[str, Training]:
    """The trainings of the year up to the day."""
    context = books.context()
    owners = context.entries(NAME)
    every = ((uid, cast("Training", one)) for uid, one in context.records(NAME).items())
    return {
        uid: one
        for uid, one in every
        if unit in (None, owners[uid].unit) and one.held_on and one.held_on.year == year and one.held_on <= day
    }


def sum_of(trainings: Mapping[str, Training]) -> TrainingSum:
    """The figures of some trainings by uid; what was not filled in counts nothing."""
    return TrainingSum(
        count=counted(NAME, trainings),
        people=added(NAME, [(uid, max(one.people or 0, 0)) for uid, one in trainings.items()]),
        hours=added(NAME, [(uid, max(one.hours or 0, 0)) for uid, one in trainings.items()]),
        exams=counted(NAME, [uid for uid, one in trainings.items() if one.exam]),
    )


def _by_unit(books: FormData, request: FormRequest) -> Filled:
    quotas = _quotas_of(books)
    rows = []
    for number, unit in enumerate(books.units, 1):
        held = _held(books, unit.code, books.year, books.day)
        rows.append(
            counted_row(
                number, unit.name, *_counts(held), _quota((one for one in quotas if one.unit == unit), kind=True)
            )
        )
    rows.append(counted_row("合计", None, *_counts(_held(books, None, books.year, books.day)), None, style="total"))
    return fill_form(ALL, books, request, BY_UNIT, rows, form_id=ID, notes=(until_note(books),))


def _counts(held: Mapping[str, Training]) -> list[Counted]:
    of_kind = ([uid for uid, one in held.items() if one.kind == kind] for kind in KINDS)
    return [*(counted(NAME, uids) for uids in of_kind), counted(NAME, held), sum_of(held).people]


def _quotas_of(books: FormData) -> list[QuotaOf]:
    """The quotas of the units covered that are counted from trainings of some kind."""
    return [
        one
        for one in quotas_of(books)
        if one.unit and one.result.counting and one.result.counting.ledger == NAME and one.result.kind in KINDS
    ]


def _quota(quotas: Iterable[QuotaOf], *, kind: bool = False) -> str | None:
    results = [one.result for one in quotas]
    said = [f"{one.label + '：' if kind else ''}{_done(one)}{_short(one)}" for one in results]
    return "\n".join(said) or None


def _done(one: QuotaResult) -> str:
    unit = one.quota.unit if one.counting and one.counting.summed else ""
    return f"{one.done}／{one.quota.at_least}{unit}"


def _short(one: QuotaResult) -> str:
    why = f"（{one.lacking}）" if one.lacking else ""
    return "" if one.state is QuotaState.MET else f"，未完成{why}"


FORMS = (Form(ID, LABEL, "both", make, note="各类学法培训的场次、人次和定额完成情况。", layouts=(ID, ALL)),)
