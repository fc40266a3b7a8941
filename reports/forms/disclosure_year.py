"""政府信息公开工作年度报告, its tables: what was opened, applications, disputes (国办公开办函〔2021〕30号)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import cast

from models.records.context import BasicContext
from models.records.ledgers.case.codes import LOST, NOT_LOST
from models.records.ledgers.disclosure import APPLICANTS, ON_REQUEST, OPENED, OUTCOMES, Disclosure
from models.records.ledgers.document import Document, has_gone
from models.records.ledgers.reconsideration import Reconsideration
from models.records.ledgers.reconsideration import lost as reconsideration_lost
from models.store.base.workspace import Workspace
from reports.base.sheet import Row
from reports.figures.cases import case_verdicts, cases_as_on, cases_of, ended_on, once_each, started_on, whole_cases
from reports.figures.counted import Counted, counted, counted_row, of_record, together
from reports.figures.deeds import deeds_of
from reports.figures.enforcement_tables import LEDGERS, added_lines, enforcement_years, ten_thousands
from reports.figures.form_data import FormData, read_form_data
from reports.layouts.filled import Filled, FormValue, number_values, text_values
from reports.layouts.filling import fill_form, scope_of, section_row, until_note
from reports.layouts.form import Form, FormRequest
from reports.layouts.layout import Layout, LayoutError, shipped_layout
from reports.layouts.layout_choice import layout_in_force

ID = "disclosure-year"
ACTIVE, APPLICATIONS, DISPUTES = LAYOUTS = (f"{ID}-active", f"{ID}-applications", f"{ID}-disputes")
ABOUT, CHARGES = "政府信息公开", "行政事业性收费"
OTHERWISE = OUTCOMES[-1]
Line = Mapping[str, Counted]


def make(workspace: Workspace, request: FormRequest) -> Filled:
    """The three tables of a unit, or of all units covered together."""
    books = read_form_data(
        workspace, scope_of(request), *LEDGERS, "disclosure", "document", "work", "reconsideration", "case"
    )
    context = books.context()

    def filled(layout_id: str, values: tuple[FormValue, ...], lines: Mapping[str, Line], *notes: str) -> Filled:
        layout = layout_in_force(workspace, layout_id, shipped_layout(layout_id))
        rows = list(_rows(layout, layout_id, values, lines))
        return fill_form(layout_id, books, request, values, rows, form_id=ID, notes=(*notes, until_note(books)))

    applications = _applications(context, books)
    first = filled(ACTIVE, ACTIVE_VALUES, _active(context, books))
    return replace(
        first,
        more=(
            filled(APPLICATIONS, APPLICATION_VALUES, _answered(applications, books), *_unsaid(applications)),
            filled(DISPUTES, DISPUTE_VALUES, _disputes(context, books)),
        ),
    )


def _rows(layout: Layout, layout_id: str, values: tuple[FormValue, ...], lines: Mapping[str, Line]) -> Iterator[Row]:
    for number, row in enumerate(layout.rows, 1):
        if row.section:
            yield section_row(row.section)
        elif row.figure in lines:
            line = lines[row.figure]
            yield counted_row(row.label, *(line.get(value.key, Counted(None)) for value in values[1:]))
        else:
            known = "、".join(lines)
            place = f"rows 第{number}行（{row.label}）"
            raise LayoutError(f"{layout_id}.json", place, f"没有“{row.figure}”这个数，可用的有{known}")


ACTIVE_VALUES = (
    *text_values("label"),
    *number_values("issued", "abolished", "in_force", "decided"),
    FormValue("charged", "money"),
)


def _active(context: BasicContext, books: FormData) -> dict[str, Line]:
    documents = cast("Mapping[str, Document]", context.records("document"))
    year, day = books.year, books.day
    begun = {uid: one for uid, one in documents.items() if one.issued_on and one.issued_on <= day}
    ended = {uid for uid, one in begun.items() if has_gone(one, day)}
    abolished = [uid for uid in ended if (on := begun[uid].cleaned_on) and on.year == year]
    expired = {uid for uid, one in begun.items() if one.valid_until and one.valid_until < day}
    whole = added_lines(enforcement_years(books).lines.values())
    charges = [of_record("work", one.uid, one.work.amount) for one in deeds_of(books, CHARGES)]
    return {
        "rules": {},
        "documents": {
            "issued": counted(
                "document", [uid for uid, one in begun.items() if one.issued_on and one.issued_on.year == year]
            ),
            "abolished": counted("document", sorted(abolished)),
            "in_force": counted("document", [uid for uid in begun if uid not in ended | expired]),
        },
        "licences": {"decided": together(whole[name] for name in ("granted", "refused", "revoked"))},
        "penalties": {"decided": whole["penalties"]},
        "coercion": {"decided": whole["forced"]},
        "charges": {"charged": ten_thousands(together(charges))},
    }


APPLICATION_VALUES = (*text_values("label"), *number_values(*APPLICANTS, "sum"))
Applications = Mapping[str, Disclosure]


def _applications(context: BasicContext, books: FormData) -> Applications:
    """Those received by the day looked at and not answered before its year."""
    every = cast("Applications", context.records("disclosure"))
    return {
        uid: one
        for uid, one in every.items()
        if one.kind == ON_REQUEST
        and one.received_on
        and one.received_on <= books.day
        and not (one.answered_on and one.answered_on.year < books.year)
    }


def _answered(applications: Applications, books: FormData) -> dict[str, Line]:
    """Every row of the table: received and carried over are what was answered and what goes on."""
    done = {uid: one for uid, one in applications.items() if one.answered_on and one.answered_on <= books.day}
    received = {uid for uid, one in applications.items() if one.received_on and one.received_on.year == books.year}
    of_outcome: dict[str, list[str]] = {outcome: [] for outcome in OUTCOMES}
    for uid, one in done.items():
        of_outcome[_outcome(one.outcome or "")].append(uid)
    rows: dict[str, Iterable[str]] = {
        "received": [uid for uid in applications if uid in received],
        "carried": [uid for uid in applications if uid not in received],
        **of_outcome,
        "answered": done,
        "pending": [uid for uid in applications if uid not in done],
    }
    return {name: _by_applicant(uids, applications) for name, uids in rows.items()}


def _outcome(said: str) -> str:
    """The row of an outcome; words of an earlier program or of one's own as far as they can be told."""
    if said in OUTCOMES:
        return said
    return OPENED if said in ("公开", "全部公开", "同意公开") else OTHERWISE


def _by_applicant(uids: Iterable[str], applications: Applications) -> Line:
    found = list(uids)
    kinds = {kind: [uid for uid in found if applications[uid].applicant == kind] for kind in APPLICANTS}
    return {**{kind: counted("disclosure", some) for kind, some in kinds.items()}, "sum": counted("disclosure", found)}


def _unsaid(applications: Applications) -> Iterator[str]:
    nobody = sum(not one.applicant for one in applications.values())
    if nobody:
        yield f"有{nobody}件申请没有填申请人类别，只计入总计，请补填。"


DISPUTE_VALUES = (*text_values("label"), *number_values("upheld", "corrected", "others", "open", "sum"))


def _disputes(context: BasicContext, books: FormData) -> dict[str, Line]:
    return {
        "reconsideration": _by_result("reconsideration", _reconsiderations(context, books)),
        "direct": _by_result("case", _suits(context, books, after=False)),
        "after": _by_result("case", _suits(context, books, after=True)),
    }


def _by_result(ledger: str, results: Mapping[str, str]) -> Line:
    """The figures of a row from what came of each record: upheld, corrected, others or open."""
    names = [value.key for value in DISPUTE_VALUES[1:-1]]
    line = {name: counted(ledger, [uid for uid, result in results.items() if result == name]) for name in names}
    return {**line, "sum": counted(ledger, results)}


def _reconsiderations(context: BasicContext, books: FormData) -> dict[str, str]:
    every = cast("Mapping[str, Reconsideration]", context.records("reconsideration"))
    found = {}
    for uid, one in every.items():
        begun = one.act_kind == ABOUT and one.received_on and one.received_on <= books.day
        if begun and not (one.decided_on and one.decided_on.year < books.year):
            ended = one.decided_on and one.decided_on <= books.day
            found[uid] = _result(one.decision or "", reconsideration_lost(one, context)) if ended else "open"
    return found


def _result(ending: str, verdict: str) -> str:
    if verdict == LOST:
        return "corrected"
    upheld = verdict == NOT_LOST and any(word in ending for word in ("维持", "驳回"))
    return "upheld" if upheld else "others"


def _suits(context: BasicContext, books: FormData, *, after: bool) -> dict[str, str]:
    """Whole cases by their last instance, that came in this year or were not over before it."""
    cases = cases_of(cases_as_on(once_each(books.entries["case"]), books.day), books.day)
    courses = whole_cases(cases)
    verdicts = case_verdicts({root: tuple(cases[uid] for uid in course) for root, course in courses.items()}, context)
    found = {}
    for root, course in courses.items():
        last, wanted = cases[course[-1]], cases[root].act_kind == ABOUT
        ended = ended_on(last)
        if not wanted or bool(cases[root].after_reconsideration) is not after or started_on(cases[root]) is None:
            continue
        if not (ended and ended.year < books.year):
            found[course[-1]] = _result(last.outcome or "", str(verdicts.get(root))) if ended else "open"
    return found


FORMS = (
    Form(
        ID,
        "政府信息公开工作年度报告表",
        "both",
        make,
        note="主动公开、依申请公开、复议诉讼三张表，由台账数出；报告的文字部分另写。",
        layouts=LAYOUTS,
    ),
)
