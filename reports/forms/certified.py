"""行政执法人员持证率表: officers on duty, those who hold a certificate, and the rate, a line for each unit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from models.records.context import BasicContext
from models.records.ledgers.certificate import IN_USE, Certificate
from models.records.ledgers.person import Person, barred_staffings, has_left
from models.store.base.workspace import Workspace
from reports.figures.counted import Counted, counted, counted_row, share
from reports.figures.form_data import FormData, read_form_data
from reports.layouts.filled import Filled, FormValue, number_values, text_values
from reports.layouts.filling import fill_form, scope_of, until_note
from reports.layouts.form import Form, FormRequest

ID = "certified"
VALUES = (
    *number_values("number"),
    *text_values("unit"),
    *number_values("people", "holders", "without"),
    FormValue("rate", "percent"),
)


def make(workspace: Workspace, request: FormRequest) -> Filled:
    """The rate of every unit covered, and of all."""
    return fill_certified(ID, read_form_data(workspace, scope_of(request), "person", "certificate"), request)


def fill_certified(layout: str, books: FormData, request: FormRequest) -> Filled:
    """The table by a layout, which may be one of several of a form."""
    context = books.context()
    owners = context.entries("person")
    officers, holders = _on_duty(context), _holders(context)
    rows = []
    for number, unit in enumerate(books.units, 1):
        mine = [uid for uid in officers if owners[uid].unit == unit.code]
        rows.append(counted_row(number, unit.name, *_figures(mine, holders)))
    rows.append(replace(counted_row("合计", None, *_figures(officers, holders)), style="total"))
    return fill_form(layout, books, request, VALUES, rows, notes=(until_note(books),))


def _on_duty(context: BasicContext) -> list[str]:
    """Uids of the officers on duty who belong to the establishment: no kind of staff that may hold no certificate."""
    barred = barred_staffings(context.place)
    people = cast("dict[str, Person]", context.records("person"))
    return [uid for uid, one in people.items() if not has_left(one) and one.staffing not in barred]


def _holders(context: BasicContext) -> frozenset[str]:
    certificates = cast("dict[str, Certificate]", context.records("certificate"))
    return frozenset(one.holder for one in certificates.values() if one.holder and one.status == IN_USE)


def _figures(officers: list[str], holders: frozenset[str]) -> Iterator[Counted]:
    held = [uid for uid in officers if uid in holders]
    yield counted("person", officers)
    yield counted("person", held)
    yield counted("person", [uid for uid in officers if uid not in holders])
    yield share(counted("person", held), counted("person", officers))


FORMS = (
    Form(ID, "行政执法人员持证率表", "both", make, note="在编在岗执法人员、持证人员和持证率，取自人员和证件台账。"),
)
