"""三年数据对比表 and 年度工作概览: what the printed statistics of several years come to, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache, partial
from itertools import groupby
from typing import NamedTuple

from models.assess.score import UnitScore
from models.records.ledgers.progress import DONE
from models.store.base.workspace import Workspace
from models.store.records.documents import issue_of_year
from models.store.records.held_years import is_held
from reports.base.sheet import Behind, CellValue, Column, Fact, Kind, Row
from reports.base.wording import cell_text
from reports.figures.counted import NOTHING, Counted, counted_row
from reports.figures.current_scores import points_of
from reports.figures.form_data import FormData, read_form_data
from reports.figures.missing_reports import NobodyToUrgeError, units_to_urge
from reports.figures.progress import MISSING
from reports.figures.scores import NoSchemeError
from reports.forms import form, layout_of
from reports.forms.case_statistics import STATISTICS
from reports.forms.certified import ID as CERTIFIED
from reports.forms.deeds import DUTIES_ID, PUBLICITY_ID
from reports.forms.submissions import make as make_submissions
from reports.forms.trainings import ID as TRAININGS
from reports.forms.unit_lines import CERTIFICATES, PROGRESS
from reports.layouts.filled import Filled, FormValue, lay_out_form, number_values, text_values
from reports.layouts.filling import fill_form, scope_of, section_row, unit_names, until_note
from reports.layouts.form import Form, FormRequest

THREE, OVERVIEW = "three-years", "overview"
SOURCES = (PROGRESS, CERTIFIED, CERTIFICATES, TRAININGS, PUBLICITY_ID, DUTIES_ID, STATISTICS)
"""The forms whose totals are set side by side, as far as the office prints them."""
NOT_SUMMED = ("上年", "增减")
AT_A_GLANCE = {
    "工作要点": (
        (PROGRESS, "items", "应落实事项（项次）"),
        (PROGRESS, DONE, DONE),
        (PROGRESS, MISSING, MISSING),
        (PROGRESS, "rate", "完成率"),
        (PROGRESS, "quotas_met", "定额完成（个）"),
    ),
    "执法人员和证件": (
        (CERTIFIED, "people", "在编在岗执法人员（人）"),
        (CERTIFIED, "rate", "持证率"),
        (CERTIFICATES, "in_use", "在用证件（本）"),
        (CERTIFICATES, "expired", "过期仍在用（本）"),
    ),
    "学法、普法和第一责任人履职": (
        (TRAININGS, "sum", "学法培训（次）"),
        (TRAININGS, "people", "参加学法培训（人次）"),
        (PUBLICITY_ID, "sessions", "普法活动（场次）"),
        (DUTIES_ID, "sum", "第一责任人履职（次）"),
    ),
    "行政应诉": (
        (STATISTICS, "cases.new", "新收案件（件）"),
        (STATISTICS, "cases.closed", "审结案件（件）"),
        (STATISTICS, "lost.lost", "败诉案件（件）"),
        (STATISTICS, "lost.rate", "败诉率"),
        (STATISTICS, "attendance.rate", "负责人出庭率"),
        (STATISTICS, "attendance.head_rate", "正职出庭率"),
        (STATISTICS, "answers.rate", "答辩按期率"),
    ),
}
"""What the heads of an office ask for first: form, figure and what it is called here. With their heads one page."""
Key = tuple[str, str]
"""Id of the form, and the figure there."""


class Total(NamedTuple):
    """A figure of a form: under which head and name it is printed, and the records behind it."""

    head: str
    name: str
    value: CellValue
    kind: Kind
    behind: tuple[Behind, ...]

    @property
    def printed(self) -> Counted:
        """As a cell of a column in which shares stand beside counts."""
        value = cell_text(self.value, self.kind) if self.kind == "percent" else self.value
        return Counted(NOTHING if value is None else value, self.behind)


Totals = dict[Key, Total]


def totals_of(workspace: Workspace, request: FormRequest, year: int) -> Totals:
    """What the forms of a year come to; nothing of a year that the workspace was not in use for."""
    with workspace.read() as connection:
        if not is_held(connection, year):
            return {}
        has_plan = issue_of_year(connection, year) is not None
    asked, layouts = replace(request, year=year), cache(partial(layout_of, workspace))
    found: Totals = {}
    for source in SOURCES:
        wanted = form(source)
        if wanted.open_to(centre=workspace.is_centre) and (has_plan or source != PROGRESS):
            filled = wanted.make(workspace, asked)
            if source == STATISTICS:
                figures = [row.figure for row in layouts(STATISTICS).rows if row.figure and not row.each]
                found |= _statistics(wanted.label, filled, figures)
            else:
                sheet = lay_out_form(filled, layouts)
                whole = next((row for row in reversed(sheet.rows) if row.style == "total"), None)
                found |= _whole(source, wanted.label, sheet.columns, whole) if whole else {}
    return found


def _whole(source: str, head: str, columns: Sequence[Column], row: Row) -> Totals:
    """The figures in a row of totals."""
    found: Totals = {}
    for column, value, behind in zip(columns, row.cells, row.behind or ((),) * len(columns), strict=True):
        if column.kind in ("number", "money", "percent") and column.key != "number" and column.label not in NOT_SUMMED:
            name = "·".join(part for part in (column.group, column.label) if part)
            found[source, column.key] = Total(head, name.removesuffix("·本年"), value, column.kind, behind)
    return found


def _statistics(head: str, filled: Filled, figures: Sequence[str]) -> Totals:
    """The lines of the yearly statistics that have a code, each the figure of that number."""
    keys = [value.key for value in filled.values]
    label, unit, code, now = (keys.index(name) for name in ("label", "unit", "code", "now"))
    found: Totals = {}
    section = ""
    for row in filled.rows:
        if row.style == "section":
            section = str(row.cells[0]).partition("、")[2]
            continue
        number, value = row.cells[code], row.cells[now]
        if isinstance(number, int):
            kind: Kind = "percent" if row.cells[unit] == "%" else "number"
            amount = value / 100 if kind == "percent" and isinstance(value, Decimal) else value
            key = STATISTICS, figures[number - 1]
            found[key] = Total(f"{head}：{section}", str(row.cells[label]), amount, kind, row.behind[now])
    return found


def make_three(workspace: Workspace, request: FormRequest) -> Filled:
    """The totals of the year and of the two before it; what is nothing in all of them is left out."""
    years = (request.year - 2, request.year - 1, request.year)
    found = [totals_of(workspace, request, year) for year in years]
    known = {key: total for one in found for key, total in one.items()}
    told = [key for key in known if any(_is_something(one.get(key)) for one in found)]
    rows = _under_heads((known[key].head, counted_row(known[key].name, *_cells(found, key))) for key in told)
    values = (*text_values("label"), *(FormValue("figure", "number", f"{year}年度") for year in years))
    books = read_form_data(workspace, scope_of(request))
    return fill_form(THREE, books, request, values, rows, notes=(until_note(books),))


def _cells(found: Sequence[Totals], key: Key) -> Iterator[Counted]:
    for one in found:
        yield one[key].printed if key in one else Counted(NOTHING)


def _is_something(total: Total | None) -> bool:
    return total is not None and total.value not in (None, 0, NOTHING)


def _under_heads(lines: Iterable[tuple[str, Row]]) -> list[Row]:
    rows = list[Row]()
    for head, some in groupby(lines, key=lambda line: line[0]):
        rows += [section_row(head), *(row for _, row in some)]
    return rows


def make_overview(workspace: Workspace, request: FormRequest) -> Filled:
    """The year on one page: who has reported, how units came out, and the main figures beside those of last year."""
    books = read_form_data(workspace, scope_of(request))
    now, before = (totals_of(workspace, request, year) for year in (request.year, request.year - 1))
    lines = [
        (head, _compared(name, now[source, figure], before.get((source, figure))))
        for head, figures in AT_A_GLANCE.items()
        for source, figure, name in figures
        if (source, figure) in now
    ]
    values = (*text_values("label"), *number_values("now", "before", "change"))
    reported = (Fact(f"报送（{one.label}）", one.value) for one in make_submissions(workspace, request).facts)
    facts = (*reported, *_missing(workspace, books, request), *_points(workspace, request))
    return fill_form(OVERVIEW, books, request, values, _under_heads(lines), facts=facts, notes=(until_note(books),))


def _compared(name: str, now: Total, before: Total | None) -> Row:
    change: CellValue = NOTHING
    if before and isinstance(now.value, int | Decimal) and isinstance(before.value, int | Decimal):
        difference = now.value - before.value
        change = cell_text(difference, now.kind) if now.kind == "percent" else difference
    return counted_row(name, now.printed, before.printed if before else NOTHING, change)


def _missing(workspace: Workspace, books: FormData, request: FormRequest) -> Iterator[Fact]:
    """Whose report is wanting."""
    try:
        found = units_to_urge(workspace, books, request.goes_to, request.today, request.period)
    except NobodyToUrgeError:
        return
    yield Fact("还没有报送到位", unit_names(unit for unit, _ in found))


def _points(workspace: Workspace, request: FormRequest) -> Iterator[Fact]:
    """How the units of each category came out, first and last; nothing where there is no scheme."""
    try:
        found = points_of(workspace, scope_of(request))
    except NoSchemeError:
        return
    for category in found.scheme.categories:
        units = [one for one in found.result.units if one.category == category.id]
        ranked = [one for one in units if one.rank]
        if ranked:
            yield Fact(f"考核（{category.name}）", _first_and_last(ranked, len(units)))


def _first_and_last(ranked: Sequence[UnitScore], among: int) -> str:
    first, last = ranked[0], ranked[-1]
    said = f"{among}个单位，第1名{first.name}{first.total:.2f}分"
    return f"{said}，末位{last.name}{last.total:.2f}分" if last is not first else said


FORMS = (
    Form(
        THREE,
        "三年数据对比表",
        "both",
        make_three,
        note="各统计表的合计，连同前两年并列。",
        letter=True,
        whole_year=True,
    ),
    Form(
        OVERVIEW,
        "年度工作概览",
        "centre",
        make_overview,
        note="一页看全年：报送、考核、主要数字和上年比。",
        letter=True,
        whole_year=True,
    ),
)
