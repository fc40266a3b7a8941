"""国家部委执法证件备案表: ministries' certificates held by a unit, with the basis they were issued on."""

from __future__ import annotations

from models.records.ledgers.certificate import GIVEN_UP, MINISTRY, Certificate
from models.records.ledgers.person import Person
from models.store.base.workspace import Workspace
from reports.base.sheet import Fact, Row
from reports.figures.certificates import HeldCertificate, held_in
from reports.figures.form_data import FormData, read_form_data
from reports.layouts.filled import Filled, date_values, number_values, text_values
from reports.layouts.filling import fill_form, form_rows_by_unit, id_text, line_row, scope_of, until_note
from reports.layouts.form import Form, FormRequest

ID, LABEL = "ministry-filing", "国家部委执法证件备案表"

VALUES = (
    *number_values("number"),
    *text_values("name", "sex", "id_number", "post", "authority", "certificate", "issuer", "field", "area", "basis"),
    *date_values("issued", "from", "to", "filed"),
    *text_values("filing_number", "status"),
)


def make(workspace: Workspace, request: FormRequest) -> Filled:
    """Ministries' certificates in hand on the day, and those filed in the year, with ID numbers in full."""
    books = read_form_data(workspace, scope_of(request), "person", "certificate")
    context = books.context()
    found: list[Certificate] = []

    def rows_of(unit: str, first: int) -> list[Row]:
        held = [one for one in held_in(context, books.year, unit) if _wanted(one.certificate, books)]
        found.extend(one.certificate for one in held if one.certificate)
        return [_row(number, one) for number, one in enumerate(held, first)]

    rows = form_rows_by_unit(books, rows_of)
    return fill_form(ID, books, request, VALUES, rows, facts=_facts(found, books), notes=(until_note(books),))


def _wanted(one: Certificate | None, books: FormData) -> bool:
    if one is None or one.kind != MINISTRY:
        return False
    return one.status not in GIVEN_UP or (one.filed_on is not None and one.filed_on.year == books.year)


def _row(number: int, held: HeldCertificate) -> Row:
    person, one = held.person or Person(name="（未登记）"), held.certificate or Certificate()
    return line_row(
        number,
        person.name,
        person.sex,
        id_text(person.id_number, full=True),
        person.post,
        one.authority,
        one.number,
        one.issuer,
        one.field,
        one.area,
        one.basis,
        one.issued_on,
        one.valid_from,
        one.valid_to,
        one.filed_on,
        one.filing_number,
        one.status,
    )


def _facts(found: list[Certificate], books: FormData) -> tuple[Fact, ...]:
    filed = [one for one in found if one.filed_on and one.filed_on <= books.day]
    this_year = sum(one.filed_on is not None and one.filed_on.year == books.year for one in filed)
    return (
        Fact("部委证件", f"{len(found)}本"),
        Fact("已备案", f"{len(filed)}本，其中本年备案{this_year}本"),
        Fact("未备案", f"{len(found) - len(filed)}本"),
        Fact("没有填制发依据", f"{sum(not one.basis for one in found)}本"),
    )


FORMS = (
    Form(
        ID,
        LABEL,
        "both",
        make,
        full_ids=True,
        note="国务院部委证件和制发依据、备案情况，含完整身份证号，生成时记入日志。",
    ),
)
