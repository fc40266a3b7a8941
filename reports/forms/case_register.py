"""行政应诉案件台账: the cases of a year, each with its instances below one another."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection
from typing import cast

from models.records.context import BasicContext
from models.records.counting import split_parts
from models.records.ledgers.case.chain import legal_effect, lost
from models.records.ledgers.case.codes import HEARING, OPEN
from models.records.ledgers.case.deadlines import due_of, opinion_deadline
from models.records.ledgers.case.record import Case, Hearing
from models.records.office import Unit
from models.rules.legal_effect import Effect
from models.store.base.workspace import Workspace
from reports.base.sheet import Row
from reports.figures.cases import cases_as_on, in_course
from reports.figures.form_data import FormData, read_form_data
from reports.layouts.filled import Filled, date_values, text_values
from reports.layouts.filling import (
    case_clauses,
    doubt_notes,
    fill_form,
    line_row,
    lost_words,
    party_text,
    scope_of,
    section_row,
    until_note,
)
from reports.layouts.form import Form, FormRequest

ID, LABEL = "case-register", "行政应诉案件台账"

ANSWER_DUE = 9
"""Place of the 答辩期限 in a row."""
VALUES = (
    *text_values("number", "case", "court", "instance", "plaintiffs", "others", "role", "act"),
    *date_values("served", "answer_due", "answered"),
    *text_values("hearings", "outcome"),
    *date_values("judged", "effective"),
    *text_values("lost", "after"),
)


def make(workspace: Workspace, request: FormRequest) -> Filled:
    """The ledger of one unit, or of all units one after the other."""
    books = read_form_data(workspace, scope_of(request), "case")
    rows: list[Row] = []
    before = 0
    for unit in books.units:
        own = _rows(books, unit, before)
        rows += [section_row(f"{unit.name}（{_cases(own)}件）")] if books.all_units and own else []
        rows += own
        before += _cases(own)
    notes = (*case_clauses(books), *doubt_notes(books, rows, [ANSWER_DUE]), until_note(books))
    return fill_form(ID, books, request, VALUES, rows, notes=notes, words=lost_words(books))


def _cases(rows: list[Row]) -> int:
    return len({str(row.cells[0]).split("-")[0] for row in rows})


def _rows(books: FormData, unit: Unit, before: int) -> list[Row]:
    """A unit's cases, numbered on from those of the units before it."""
    entries = books.of(unit.code, "case")
    context = BasicContext({"case": cases_as_on(entries, books.day)}, books.day, books.calendar, place=books.place)
    own = {unit.name, *unit.aliases, *unit.former_names}
    foreign = unit.code != books.own
    return [
        _row(f"{before + number}-{place}" if count > 1 else str(before + number), uid, context, own, foreign=foreign)
        for number, place, count, uid in in_course(entries, books.year, books.day)
    ]


def _row(number: str, uid: str, context: BasicContext, own: Collection[str], *, foreign: bool) -> Row:
    """A line of a case, in which the office's `own` names are no other defendant's."""
    case = cast("Case", context.records("case")[uid])
    return line_row(
        number,
        case.number,
        case.court,
        case.instance,
        party_text(case.plaintiffs, foreign=foreign),
        _others(case, own, foreign=foreign),
        case.role,
        _act(case),
        case.served_on,
        due_of(opinion_deadline(case, context)),
        case.answered_on,
        "\n".join(_hearing(hearing) for hearing in case.hearings if hearing.on is None or hearing.on <= context.today),
        case.outcome or OPEN,
        case.judged_on,
        _effective(case, uid, context),
        lost(case, uid, context),
        _after(case),
    )


def _effective(case: Case, uid: str, context: BasicContext) -> dt.date | str | None:
    """The day of effect, or what is to be looked up about it; None where the document is not in effect."""
    effect = legal_effect(case, uid, context)
    if effect is None or effect.state is Effect.NOT_YET:
        return None
    if effect.state is Effect.IN_FORCE:
        return effect.on
    return effect.state if effect.on is None else f"{effect.on}{effect.state}"


def _others(case: Case, own: Collection[str], *, foreign: bool) -> str:
    others = [name for name in split_parts(case.defendants or "") if name not in own]
    parts = ["、".join(others), party_text(case.third_parties, foreign=foreign)]
    marks = ("", "第三人：")
    return "\n".join(f"{mark}{part}" for mark, part in zip(marks, parts, strict=True) if part)


def _act(case: Case) -> str:
    number = f"（{case.act_number}）" if case.act_number else ""
    return f"{case.act or case.act_kind or ''}{number}"


def _hearing(hearing: Hearing) -> str:
    kind = "" if hearing.kind in (None, HEARING) else f"{hearing.kind}，"
    if hearing.represented and not hearing.leader:
        return f"{hearing.on or ''} {kind}由别的共同被告出庭：{hearing.represented}"
    if hearing.leader:
        return f"{hearing.on or ''} {kind}{hearing.leader_role or '负责人'}{hearing.leader}"
    return f"{hearing.on or ''} {kind}负责人未出庭{f'：{hearing.absence}' if hearing.absence else ''}"


def _after(case: Case) -> str:
    advice = Counter(one.kind or "建议" for one in case.advice)
    parts = [
        f"履行：{case.performed_on or '未履行'}" if case.performance or case.performed_on else "",
        f"赔偿{case.compensation_paid:,.2f}元" if case.compensation_paid else "",
        _accountable(case),
        *(f"{kind}{count}份" for kind, count in advice.items()),
        case.remarks or "",
    ]
    return "；".join(part.rstrip("。；") for part in parts if part)


def _accountable(case: Case) -> str:
    """否 is an answer, and no answer is none."""
    if case.accountable is None:
        return ""
    return f"追责：{case.accountable_decision or '未处理'}" if case.accountable else "不应当追责"


FORMS = (Form(ID, LABEL, "both", make, note="本年在办的案件，一件一组，按审级排列。"),)
