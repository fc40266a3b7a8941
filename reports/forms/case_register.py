"""行政应诉案件台账: the cases of a year, each with its instances below one another."""

from __future__ import annotations

from collections import Counter

from models.records.context import BasicContext
from models.records.ledgers.case.chain import lost
from models.records.ledgers.case.deadlines import answer_deadline, due_of
from models.records.ledgers.case.record import Case, Hearing
from models.store.workspace import Workspace
from reports.books import Books, open_books
from reports.counting.cases import as_on, in_course
from reports.forms.filling import asked, fill, line, party_text, section, until
from reports.forms.form import Form, FormRequest
from reports.sheet import Column, Row, Sheet

ID, LABEL = "case-register", "行政应诉案件台账"

COLUMNS = (
    Column("number", "序号", 10, align="center"),
    Column("case", "案号", 31),
    Column("court", "受诉法院", 24),
    Column("instance", "审级", 12, align="center"),
    Column("plaintiffs", "原告", 22),
    Column("others", "其他被告、第三人", 26),
    Column("role", "本单位地位", 14, align="center"),
    Column("act", "被诉行政行为", 30),
    Column("served", "签收日期", 20, "date"),
    Column("answer_due", "答辩期限", 20, "date"),
    Column("answered", "提交答辩", 20, "date"),
    Column("hearings", "开庭和负责人出庭", 35),
    Column("outcome", "裁判结果", 26),
    Column("judged", "裁判日期", 20, "date"),
    Column("effective", "生效日期", 20, "date"),
    Column("lost", "是否败诉", 14, "text", "center"),
    Column("after", "履行、追责和备注", 27),
)
NOTES = (
    "收录上年结转、本年新收和本年进入后续审级的案件；二审、再审等后续审级排在同一案件之下，序号写作1-2。",
    "答辩期限自签收次日起15日，末日为节假日的顺延（行政诉讼法第六十七条）。",
    "是否败诉按全部审级合并认定，裁判生效前为未定（《郑州市行政败诉案件过错责任追究办法》第三条）。",
)


def make(workspace: Workspace, request: FormRequest) -> Sheet:
    """The ledger of one unit, or of all units one after the other."""
    books = open_books(workspace, asked(request), "case")
    rows: list[Row] = []
    for unit in books.units:
        own = _rows(books, unit.code)
        rows += [section(f"{unit.name}（{_cases(own)}件）")] if books.all_units and own else []
        rows += own
    return fill((ID, LABEL), books, request, COLUMNS, rows, notes=(*NOTES, until(books)), orientation="landscape")


def _cases(rows: list[Row]) -> int:
    return len({str(row.cells[0]).split("-")[0] for row in rows})


def _rows(books: Books, unit: str) -> list[Row]:
    entries = books.of(unit, "case")
    context = BasicContext({"case": as_on(entries, books.day)}, books.day)
    return [
        _row(f"{number}-{place}" if count > 1 else str(number), case, context, foreign=unit != books.own)
        for number, place, count, case in in_course(entries, books.year, books.day)
    ]


def _row(number: str, case: Case, context: BasicContext, *, foreign: bool) -> Row:
    return line(
        number,
        case.number,
        case.court,
        case.instance,
        party_text(case.plaintiffs, foreign=foreign),
        _others(case, foreign=foreign),
        case.role,
        _act(case),
        case.served_on,
        due_of(answer_deadline(case, context)),
        case.answered_on,
        "\n".join(_hearing(hearing) for hearing in case.hearings if hearing.on is None or hearing.on <= context.today),
        case.outcome or "未结",
        case.judged_on,
        case.effective_on,
        lost(case, context),
        _after(case),
    )


def _others(case: Case, *, foreign: bool) -> str:
    parts = [case.defendants or "", party_text(case.third_parties, foreign=foreign)]
    marks = ("", "第三人：")
    return "\n".join(f"{mark}{part}" for mark, part in zip(marks, parts, strict=True) if part)


def _act(case: Case) -> str:
    number = f"（{case.act_number}）" if case.act_number else ""
    return f"{case.act or case.act_kind or ''}{number}"


def _hearing(hearing: Hearing) -> str:
    kind = "" if hearing.kind in (None, "开庭") else f"{hearing.kind}，"
    if hearing.leader:
        return f"{hearing.on or ''} {kind}{hearing.leader_role or '负责人'}{hearing.leader}"
    return f"{hearing.on or ''} {kind}负责人未出庭{f'：{hearing.absence}' if hearing.absence else ''}"


def _after(case: Case) -> str:
    advice = Counter(one.kind or "建议" for one in case.advice)
    parts = [
        f"履行：{case.performed_on or '未履行'}" if case.performance or case.performed_on else "",
        f"赔偿{case.compensation_paid:,.2f}元" if case.compensation_paid else "",
        f"追责：{case.accountable_decision or '未处理'}" if case.accountable else "",
        *(f"{kind}{count}份" for kind, count in advice.items()),
        case.remarks or "",
    ]
    return "；".join(part for part in parts if part)


FORMS = (Form(ID, LABEL, "both", make, note="本年在办的案件，一件一组，按审级排列。"),)
