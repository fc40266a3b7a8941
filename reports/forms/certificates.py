"""执法人员证件汇总表 and 证件换发登记表."""

from __future__ import annotations

import datetime as dt

from models.records.context import BasicContext
from models.records.due_rule import ENDING
from models.records.ledgers.certificate import IN_USE, RENEWED, TO_RENEW, VALID, Certificate, is_to_renew, situation
from models.records.ledgers.person import ON_DUTY, Person, has_left, is_on_duty
from models.store.base.workspace import Workspace
from reports.base.sheet import CellValue, Fact, Row
from reports.figures.certificates import HeldCertificate, counted_certificates, held_in
from reports.figures.counted import Counted, counted_fact, named
from reports.figures.form_data import FormData, read_form_data
from reports.layouts.filled import Filled, date_values, number_values, text_values
from reports.layouts.filling import (
    fill_form,
    form_rows_by_unit,
    holder_clauses,
    id_text,
    line_row,
    scope_of,
    twice_note,
    until_note,
)
from reports.layouts.form import Form, FormRequest

SUMMARY, RENEWAL = "certificates", "certificate-renewal"

VALUES = (
    *number_values("number"),
    *text_values("name", "sex", "id_number", "staffing", "post", "status", "kind", "certificate", "field"),
    *date_values("from", "to"),
    *text_values("situation", "renewal", "review"),
)


def make(workspace: Workspace, request: FormRequest) -> Filled:
    """Officers with their certificates, one line a certificate."""
    books = read_form_data(workspace, scope_of(request), "person", "certificate")
    context = books.context()
    rows = form_rows_by_unit(
        books, lambda unit, first: _rows(held_in(context, books.year, unit), context, books, first)
    )
    figures = counted_certificates(context, books.year)
    notes = (*twice_note(books, context), *_notes(books))
    return fill_form(SUMMARY, books, request, VALUES, rows, facts=_facts(figures), notes=notes)


def _notes(books: FormData) -> tuple[str, ...]:
    return (*holder_clauses(books), until_note(books))


def _facts(figures: dict[str, Counted]) -> tuple[Fact, ...]:
    count = {name: figure.amount for name, figure in figures.items()}

    def fact(label: str, value: str, **parts: str) -> Fact:
        """A fact with what is behind it, each figure by the part of the fact that it is."""
        return counted_fact(label, value, *(named(part, figures[name]) for name, part in parts.items()))

    return (
        fact(
            "执法人员",
            f"{ON_DUTY}{count['people']}人，持有在用证件{count['holders']}人",
            people=ON_DUTY,
            holders="持有在用证件",
        ),
        fact(
            "在用证件",
            f"{count['in_use']}本，有效{count['valid']}本（其中{ENDING}{count['ending']}本）",
            in_use=IN_USE,
            valid=VALID,
            ending=ENDING,
        ),
        fact("过期仍在用", f"{count['expired']}本", expired=""),
        fact(
            "本年变动",
            f"新领{count['issued']}本，换发{count['renewed']}本，收回注销等{count['given_up']}本",
            issued="新领",
            renewed="换发",
            given_up="收回注销等",
        ),
    )


def _rows(held: list[HeldCertificate], context: BasicContext, books: FormData, first: int) -> list[Row]:
    return [
        line_row(number, *_person(one.person, context.today), *_certificate(one.certificate, context, books))
        for number, one in enumerate(held, first)
    ]


def _person(person: Person | None, day: dt.date) -> list[CellValue]:
    if person is None:
        return ["（未登记）", None, None, None, None, None]
    id_number = id_text(person.id_number, full=False)
    status = ON_DUTY if has_left(person) and is_on_duty(person, day) else person.status
    return [person.name, person.sex, id_number, person.staffing, person.post, status]


def _certificate(one: Certificate | None, context: BasicContext, books: FormData) -> list[CellValue]:
    if one is None:
        return ["（无证件）", *[None] * 7]
    review = next((review.result for review in one.reviews if review.year == books.year), None)
    is_told = one.renewal == RENEWED or is_to_renew(one, books.day, past=books.past)
    return [
        *(one.kind, one.number, one.field, one.valid_from, one.valid_to),
        *(situation(one, context), one.renewal if is_told else None, review),
    ]


RENEWAL_VALUES = (
    *number_values("number"),
    *text_values("name", "sex", "id_number", "post", "kind", "old"),
    *date_values("to"),
    *text_values("field", "renewal"),
    *date_values("applied", "renewed"),
    *text_values("new", "receipt"),
)


def make_renewal(workspace: Workspace, request: FormRequest) -> Filled:
    """Certificates to be renewed or renewed in the year, with ID numbers in full."""
    books = read_form_data(workspace, scope_of(request), "person", "certificate")
    context = books.context()

    def rows_of(unit: str, first: int) -> list[Row]:
        held = [
            one for one in held_in(context, books.year, unit) if one.certificate and _renewing(one.certificate, books)
        ]
        return [_renewal_row(number, one) for number, one in enumerate(held, first)]

    rows = form_rows_by_unit(books, rows_of)
    return fill_form(RENEWAL, books, request, RENEWAL_VALUES, rows, notes=_notes(books))


def _renewing(one: Certificate, books: FormData) -> bool:
    if one.renewal == RENEWED:
        return one.renewed_on is not None and one.renewed_on.year == books.year
    ends = one.valid_to is not None and one.valid_to.year == books.year
    return one.status == IN_USE and (ends or is_to_renew(one, books.day, past=books.past))


def _renewal_row(number: int, held: HeldCertificate) -> Row:
    person, one = held.person or Person(), held.certificate or Certificate()
    fresh = one.renewal == RENEWED and one.old_number is not None
    return line_row(
        number,
        person.name,
        person.sex,
        id_text(person.id_number, full=True),
        person.post,
        one.kind,
        one.old_number if fresh else one.number,
        None if fresh else one.valid_to,
        one.field,
        one.renewal or TO_RENEW,
        one.applied_on,
        one.renewed_on,
        one.number if fresh else None,
        None,
    )


FORMS = (
    Form(SUMMARY, "执法人员证件汇总表", "both", make, note="每本证件一行，含有效情况、换发和审验，身份证号脱敏。"),
    Form(
        RENEWAL,
        "证件换发登记表",
        "both",
        make_renewal,
        full_ids=True,
        note="本年要换发和已换发的证件，含完整身份证号，生成时记入日志。",
    ),
)
