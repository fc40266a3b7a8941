"""行政应诉案件统计表（按管理类别）: like the statistics of reconsideration, of which no official twin was found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from models.records.entry import Entry
from models.records.ledgers.case.attendance import attended, counts
from models.records.ledgers.case.codes import COMPENSATION, HEAD, ORGAN_KINDS
from models.records.ledgers.case.record import Case
from models.store.base.workspace import Workspace
from reports.figures.case_year import decided_in, known_cases
from reports.figures.cases import cases_as_on, cases_of, ended_on, once_each, started_on, whole_cases
from reports.figures.form_data import FormData, read_form_data
from reports.layouts.filled import Filled
from reports.layouts.filling import fill_form, lost_words, scope_of, until_note
from reports.layouts.form import Form, FormRequest
from reports.layouts.layout import shipped_layout
from reports.layouts.layout_choice import layout_in_force
from reports.layouts.matrix import OTHERWISE, MarkedRecord, matrix_rows, matrix_values

ID = "suit-matrix"
PAID = "paid"


def make(workspace: Workspace, request: FormRequest) -> Filled:
    """Every instance (案号) that was open in the year, under its branch."""
    books = read_form_data(workspace, scope_of(request), "case")
    layout = layout_in_force(workspace, ID, shipped_layout(ID))
    values = matrix_values(layout, frozenset({PAID}))
    rows = list(matrix_rows(layout, values, "case", list(_records(books))))
    return fill_form(ID, books, request, values, rows, notes=(until_note(books),), words=lost_words(books))


def _records(books: FormData) -> Iterator[MarkedRecord]:
    entries = once_each(books.entries["case"])
    cases = cases_of(cases_as_on(entries, books.day), books.day)
    first = dt.date(books.year, 1, 1)
    lost = _lost(entries, cases, books)
    for uid, case in cases.items():
        begun, ended = started_on(case), ended_on(case)
        performed = case.performed_on is not None and case.performed_on.year == books.year
        paid = {PAID: case.compensation_paid} if performed and case.compensation_paid else {}
        if begun is None or (ended and ended < first):
            if uid in lost or paid:  # judged before, in effect or paid this year
                only = frozenset({"lost"} if uid in lost else ())
                yield MarkedRecord(uid, case.field or OTHERWISE, only, amounts=paid)
            continue
        said = {"act_other": case.act_kind or OTHERWISE}
        marks = {"carried" if begun < first else "new", "active", "closed" if ended else "open", case.instance or ""}
        marks |= {"lost"} if uid in lost else set()
        yield MarkedRecord(
            uid,
            case.field or OTHERWISE,
            frozenset(marks | _more(case, books)),
            said | ({"end_other": case.outcome or OTHERWISE} if ended else {}),
            paid,
        )


def _lost(entries: list[Entry], cases: dict[str, Case], books: FormData) -> set[str]:
    """The last instances of the cases lost in the year, as the year's statistics count them."""
    courses = whole_cases(cases)
    _, lost = decided_in(known_cases(entries, books.year, books.context()))
    return {courses[root][-1] for root in lost}


def _more(case: Case, books: FormData) -> set[str]:
    heard = [one for one in case.hearings if counts(case, one, books.year, books.day)]
    return {
        name
        for name, holds in {
            "compensation": case.suit == COMPENSATION,
            "second_organ": case.organ_kind == ORGAN_KINDS[1],
            "document": bool(case.reviewed_document),
            "heard": bool(heard),
            "with_leader": any(map(attended, heard)),
            "with_head": any(one.leader and one.leader_role == HEAD for one in heard),
        }.items()
        if holds
    }


FORMS = (
    Form(
        ID,
        "行政应诉案件统计表（按管理类别）",
        "both",
        make,
        note="按管理类别分行，收结案、被诉行为、裁判结果、出庭和赔偿。",
    ),
)
