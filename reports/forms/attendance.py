"""负责人出庭应诉统计表: every hearing of the year with who came, and the rates over all of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from models.records.entry import Entry
from models.records.ledgers.case.attendance import attended, counts
from models.records.ledgers.case.record import Case, Hearing
from models.store.base.workspace import Workspace
from reports.base.sheet import Fact, Row
from reports.figures.case_year import CaseFigures, counted_cases, opened
from reports.figures.cases import cases_as_on, cases_of, once_each
from reports.figures.counted import counted_fact, counted_row, named, of_record
from reports.figures.form_data import FormData, read_form_data
from reports.layouts.filled import Filled, date_values, number_values, text_values
from reports.layouts.filling import fill_form, party_text, scope_of, section_row, until_note
from reports.layouts.form import Form, FormRequest

ID, LABEL = "attendance", "负责人出庭应诉统计表"

VALUES = (
    *number_values("number"),
    *date_values("on"),
    *text_values("case", "court", "plaintiffs", "came", "leader", "role", "staff", "absence"),
)


def make(workspace: Workspace, request: FormRequest) -> Filled:
    """The hearings of one unit, or of all units one after the other."""
    books = read_form_data(workspace, scope_of(request), "case")
    rows: list[Row] = []
    for unit in books.units:
        own = [
            _row(books, unit.code, *one)
            for one in sorted(hearings_of_year(books.of(unit.code, "case"), books), key=_order)
        ]
        rows += [section_row(unit.name)] if books.all_units and own else []
        rows += own
    numbers = iter(range(1, len(rows) + 1))
    rows = [row if row.style == "section" else replace(row, cells=(next(numbers), *row.cells[1:])) for row in rows]
    figures = counted_cases(
        once_each(books.entries["case"]), books.year, books.day, calendar=books.calendar, place=books.place
    )
    return fill_form(
        ID,
        books,
        request,
        VALUES,
        rows,
        facts=_facts(figures),
        notes=(*_together(books), until_note(books)),
    )


def _together(books: FormData) -> tuple[str, ...]:
    said = "几个单位同为被告的案件，各单位分别列出；计算比率时同一案号只计一件，有一个单位的负责人出庭即为出庭。"
    return (said,) if books.all_units else ()


def hearings_of_year(entries: list[Entry], books: FormData) -> Iterator[tuple[str, Case, Hearing]]:
    """The sessions of the year that count for attendance, each with its case and the uid of that."""
    for uid, case in cases_of(cases_as_on(entries, books.day), books.day).items():
        for one in case.hearings:
            if counts(case, one, books.year, books.day):
                yield uid, case, one


def _order(found: tuple[str, Case, Hearing]) -> tuple[dt.date, str]:
    return found[2].on or dt.date.max, found[1].number or ""


def _row(books: FormData, unit: str, uid: str, case: Case, one: Hearing) -> Row:
    reason = one.represented or "" if attended(one) else "；".join(filter(None, [one.absence or "未填理由", one.proof]))
    return counted_row(
        of_record("case", uid, None),
        one.on,
        case.number,
        case.court,
        party_text(case.plaintiffs, foreign=unit != books.own),
        "是" if attended(one) else "否",
        one.leader,
        one.leader_role if one.leader else None,
        one.staff,
        reason or None,
    )


def _facts(figures: CaseFigures) -> tuple[Fact, ...]:
    heard, sessions, led, headed = (
        opened(figures, f"attendance.{name}", figures[f"attendance.{name}"].amount)
        for name in ("heard", "sessions", "with_leader", "with_head")
    )
    return (
        counted_fact("开庭的案件", f"{heard.amount}件，开庭{sessions.amount}次", heard),
        counted_fact("负责人出庭", f"{led.amount}件，其中正职{headed.amount}件", led, named("其中正职", headed)),
        _rate("负责人出庭率", figures, "attendance.rate"),
        _rate("正职出庭率", figures, "attendance.head_rate"),
    )


def _rate(label: str, figures: CaseFigures, name: str) -> Fact:
    ratio = figures[name].amount
    said = "—（本年没有开庭）" if ratio is None else f"{ratio * 100:.2f}%"
    return counted_fact(label, said, opened(figures, name, said))


FORMS = (Form(ID, LABEL, "both", make, note="本年每次开庭谁出庭，出庭率和正职出庭率。"),)
