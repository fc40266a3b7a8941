"""行政复议案件统计表 (国法复统字1号, 国统制[2010]103号): 46 branches, 45 columns, on two sheets; for a 行政复议机关."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import cast

from models.records.ledgers.reconsidered import ACCEPTED, MATTERS, NAME, RESPONDENTS, Reconsidered
from models.store.base.workspace import Workspace
from reports.figures.form_data import FormData, read_form_data
from reports.layouts.filled import Filled
from reports.layouts.filling import fill_form, scope_of, until_note
from reports.layouts.form import Form, FormRequest
from reports.layouts.layout import shipped_layout
from reports.layouts.layout_choice import layout_in_force
from reports.layouts.matrix import OTHERWISE, MarkedRecord, matrix_rows, matrix_values

ID = "reconsidered-matrix"
LAYOUTS = (f"{ID}-1", f"{ID}-2")
PAID = "paid"


def make(workspace: Workspace, request: FormRequest) -> Filled:
    """Both sheets over the applications that came in or went on in the year."""
    books = read_form_data(workspace, scope_of(request), NAME)
    records = list(_records(books))
    sheets = []
    for layout_id in LAYOUTS:
        layout = layout_in_force(workspace, layout_id, shipped_layout(layout_id))
        values = matrix_values(layout, frozenset({PAID}))
        rows = list(matrix_rows(layout, values, NAME, records))
        sheets.append(fill_form(layout_id, books, request, values, rows, form_id=ID, notes=(until_note(books),)))
    return replace(sheets[0], more=tuple(sheets[1:]))


def _records(books: FormData) -> Iterator[MarkedRecord]:
    first = dt.date(books.year, 1, 1)
    for uid, record in books.context().records(NAME).items():
        one = cast("Reconsidered", record)
        ended = one.ended_on if one.ended_on and one.ended_on <= books.day else None
        if one.received_on is None or one.received_on > books.day or (ended and ended < first):
            continue
        accepted = (one.accepted_on or one.received_on) if one.acceptance == ACCEPTED else None
        if accepted and accepted <= books.day:
            yield _marked(uid, one, first, accepted=accepted, ended=ended is not None)
        elif one.received_on >= first:
            yield MarkedRecord(uid, one.branch or OTHERWISE, frozenset({"new"}))


def _marked(uid: str, one: Reconsidered, first: dt.date, *, accepted: dt.date, ended: bool) -> MarkedRecord:
    """What was accepted in the year is counted by its kinds, what was before is carried over; it ends or goes on."""
    marks = {"new"} if one.received_on and one.received_on >= first else set()
    amounts: dict[str, int | Decimal] = {}
    if accepted < first:
        marks.add("carried")
    else:
        marks |= {"accepted", f"respondent:{one.respondent_kind or RESPONDENTS[-1]}"}
        marks |= {f"matter:{one.matter or MATTERS[-1]}", f"organ:{one.organ_kind}"} | ({"land"} if one.land else set())
        amounts["applicants"] = 1 if one.applicants is None else one.applicants
    if ended:
        marks |= {"ended", f"ending:{one.ending or OTHERWISE}"} | ({"compensation"} if one.compensation else set())
        amounts |= {PAID: one.paid} if one.paid else {}
    else:
        marks.add("open")
    return MarkedRecord(uid, one.branch or OTHERWISE, frozenset(marks), amounts=amounts)


FORMS = (
    Form(
        ID,
        "行政复议案件统计表（按管理类别）",
        "both",
        make,
        note="行政复议机关用：国法复统字1号的46行45栏，由行政复议案件台账数出。",
        layouts=LAYOUTS,
    ),
)
