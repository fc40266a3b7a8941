"""执法人员证件汇总表 and 证件换发登记表."""

from __future__ import annotations

from collections.abc import Callable

from models.records.context import BasicContext
from models.records.ledgers.certificate import IN_USE, RENEWED, Certificate, situation
from models.records.ledgers.person import Person
from models.store.workspace import Workspace
from reports.books import Books, open_books
from reports.counting.certificates import Held, certificate_figures, held_in
from reports.forms.filling import asked, fill, id_text, line, section, until
from reports.forms.form import Form, FormRequest
from reports.sheet import CellValue, Column, Fact, Row, Sheet

SUMMARY, RENEWAL = "certificates", "certificate-renewal"

COLUMNS = (
    Column("number", "序号", 10, "number", "center"),
    Column("name", "姓名", 18, align="center"),
    Column("sex", "性别", 10, align="center"),
    Column("id_number", "身份证号", 42, align="center"),
    Column("staffing", "编制情况", 22, align="center"),
    Column("post", "职务", 24),
    Column("status", "人员状态", 14, align="center"),
    Column("kind", "证件种类", 32),
    Column("certificate", "证件编号", 27),
    Column("field", "执法类别", 22),
    Column("from", "有效期起", 21, "date"),
    Column("to", "有效期止", 21, "date"),
    Column("situation", "有效情况", 19, align="center"),
    Column("renewal", "换发情况", 15, align="center"),
    Column("review", "本年审验", 14, align="center"),
)
NOTES = (
    "有效情况按有效期和证件状态计算：距有效期止30天以内的为30天内到期，已过有效期止的为已过期；不在用的写证件状态。",
    "身份证号只显示前3位和后4位；需要完整号码的，请打印证件换发登记表。",
)


def make(workspace: Workspace, request: FormRequest) -> Sheet:
    """Officers with their certificates, one line a certificate."""
    books = open_books(workspace, asked(request), "person", "certificate")
    context = books.context()
    rows = _by_unit(books, lambda unit, first: _rows(held_in(context, books.year, unit), context, books.year, first))
    figures = certificate_figures(context, books.year)
    return fill(
        (SUMMARY, "执法人员证件汇总表"),
        books,
        request,
        COLUMNS,
        rows,
        facts=_facts(figures),
        notes=(*NOTES, until(books)),
    )


def _by_unit(books: Books, rows_of: Callable[[str, int], list[Row]]) -> list[Row]:
    """Rows of every unit, numbered through, under the unit's name where there are several."""
    rows: list[Row] = []
    first = 1
    for unit in books.units:
        own = rows_of(unit.code, first)
        rows += [section(unit.name)] if books.all_units and own else []
        rows += own
        first += len(own)
    return rows


def _facts(figures: dict[str, int]) -> tuple[Fact, ...]:
    return (
        Fact("执法人员", f"在岗{figures['people']}人，持有在用证件{figures['holders']}人"),
        Fact("在用证件", f"{figures['in_use']}本，有效{figures['valid']}本（其中30天内到期{figures['ending']}本）"),
        Fact("过期仍在用", f"{figures['expired']}本"),
        Fact("本年变动", f"新领{figures['issued']}本，换发{figures['renewed']}本，收回注销等{figures['given_up']}本"),
    )


def _rows(held: list[Held], context: BasicContext, year: int, first: int) -> list[Row]:
    return [
        line(number, *_person(one.person), *_certificate(one.certificate, context, year))
        for number, one in enumerate(held, first)
    ]


def _person(person: Person | None) -> list[CellValue]:
    if person is None:
        return ["（未登记）", None, None, None, None, None]
    id_number = id_text(person.id_number, full=False)
    return [person.name, person.sex, id_number, person.staffing, person.post, person.status]


def _certificate(one: Certificate | None, context: BasicContext, year: int) -> list[CellValue]:
    if one is None:
        return ["（无证件）", *[None] * 7]
    review = next((review.result for review in one.reviews if review.year == year), None)
    return [
        *(one.kind, one.number, one.field, one.valid_from, one.valid_to),
        *(situation(one, context), one.renewal, review),
    ]


RENEWAL_COLUMNS = (
    Column("number", "序号", 10, "number", "center"),
    Column("name", "姓名", 18, align="center"),
    Column("sex", "性别", 10, align="center"),
    Column("id_number", "身份证号", 46, align="center"),
    Column("post", "职务", 24),
    Column("kind", "证件种类", 33),
    Column("old", "原证件编号", 27),
    Column("to", "原有效期止", 21, "date"),
    Column("field", "执法类别", 22),
    Column("renewal", "换发情况", 15, align="center"),
    Column("applied", "申请日期", 21, "date"),
    Column("renewed", "换发日期", 21, "date"),
    Column("new", "新证件编号", 27),
    Column("receipt", "领证人签字", 22),
)
RENEWAL_NOTES = (
    "收录本年已换发、已申请和待换发的证件，以及有效期止在本年内的在用证件。",
    "本表含完整身份证号，由谁生成已记入日志；用毕请妥善保管或销毁。",
)


def make_renewal(workspace: Workspace, request: FormRequest) -> Sheet:
    """Certificates to be renewed or renewed in the year, with ID numbers in full."""
    books = open_books(workspace, asked(request), "person", "certificate")
    context = books.context()

    def rows_of(unit: str, first: int) -> list[Row]:
        held = [
            one for one in held_in(context, books.year, unit) if one.certificate and _renewing(one.certificate, books)
        ]
        return [_renewal_row(number, one) for number, one in enumerate(held, first)]

    rows = _by_unit(books, rows_of)
    notes = (*RENEWAL_NOTES, until(books))
    return fill((RENEWAL, "行政执法证件换发登记表"), books, request, RENEWAL_COLUMNS, rows, notes=notes)


def _renewing(one: Certificate, books: Books) -> bool:
    if one.renewal == RENEWED:
        return one.renewed_on is not None and one.renewed_on.year == books.year
    ends = one.valid_to is not None and one.valid_to.year == books.year
    return one.status == IN_USE and (one.renewal is not None or ends)


def _renewal_row(number: int, held: Held) -> Row:
    person, one = held.person or Person(), held.certificate or Certificate()
    fresh = one.renewal == RENEWED and one.old_number is not None
    return line(
        number,
        person.name,
        person.sex,
        id_text(person.id_number, full=True),
        person.post,
        one.kind,
        one.old_number if fresh else one.number,
        None if fresh else one.valid_to,
        one.field,
        one.renewal or "待换发",
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
