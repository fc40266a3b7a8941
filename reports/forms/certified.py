"""行政执法人员持证率表: officers on duty, those who hold a certificate, and the rate, a line for each unit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from models.records.context import BasicContext
from models.store.base.workspace import Workspace
from reports.figures.certificates import establishment, holders
from reports.figures.counted import Counted, counted, counted_row, share
from reports.figures.form_data import FormData, read_form_data
from reports.layouts.filled import Filled, FormValue, number_values, text_values
from reports.layouts.filling import fill_form, scope_of, twice_note, until_note
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
    officers, held = establishment(context), holders(context)
    rows = []
    for number, unit in enumerate(books.units, 1):
        mine = [uid for uid in officers if owners[uid].unit == unit.code]
        rows.append(counted_row(number, unit.name, *_figures(mine, held)))
    rows.append(replace(counted_row("合计", None, *_figures(officers, held)), style="total"))
    notes = (*_expired(context, officers), *twice_note(books, context), until_note(books))
    return fill_form(layout, books, request, VALUES, rows, notes=notes)


def _expired(context: BasicContext, officers: list[str]) -> Iterator[str]:
    """How many of the holders hold only what has run out: no source says whether they count."""
    ran_out = holders(context) - holders(context, expired=False)
    number = sum(uid in ran_out for uid in officers)
    if number:
        yield f"持证人员里有{number}人的证件已过有效期、仍登记为在用，已计入。"


def _figures(officers: list[str], held: frozenset[str]) -> Iterator[Counted]:
    mine = [uid for uid in officers if uid in held]
    yield counted("person", officers)
    yield counted("person", mine)
    yield counted("person", [uid for uid in officers if uid not in held])
    yield share(counted("person", mine), counted("person", officers))


FORMS = (
    Form(ID, "行政执法人员持证率表", "both", make, note="在编在岗执法人员、持证人员和持证率，取自人员和证件台账。"),
)
