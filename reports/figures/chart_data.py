"""Charts made from counted figures: how far the plan is, who ranks where, how cases ended."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import Connection

from models.assess.scheme import Scheme
from models.assess.score import Assessment, ScoreState, UnitScore, words
from models.records.ledgers.progress import DONE, NOT_APPLICABLE, OPEN, STATES
from models.records.registry import ledger
from models.rules.lost_case import OUTCOME_NAMES
from models.store.base.workspace import Workspace
from models.store.records import conditions, documents, records
from models.store.records.calendar import working_calendar
from reports.base.charts import Bar, Chart
from reports.figures.case_year import outcome_figures
from reports.figures.cases import once_each
from reports.figures.current_scores import points_of
from reports.figures.district import District, figures_of
from reports.figures.form_data import FormData, Scope, form_data_of, read_form_data
from reports.figures.progress import ALL_STATES, MISSING, completion, counted, progress_by, state_of, units_of
from reports.figures.scores import Assessed, NoSchemeError

States = Mapping[tuple[str, int], str]
_NUMBERS = "一二三"
_FROM_NOUGHT = "条长从0起按数量成比例。"
GOT, LOST = "得分", "失分"


def charts_of(workspace: Workspace, asked: Scope) -> tuple[Chart, ...]:
    """The year's charts: of one unit, or of all; those with nothing to show are left out, the others are numbered."""
    everybody = workspace.is_centre and asked.unit is None
    found = _of_all(workspace, asked) if everybody else _of_one(workspace, asked)
    try:
        scores = score_charts(points_of(workspace, asked))
    except NoSchemeError:
        scores = ()
    groups = ((progress_chart(found.books, found.states),), (outcome_chart(found.outcomes),), scores)
    shown = [[chart for chart in group if chart.bars] for group in groups]
    numbered = zip(_NUMBERS, filter(None, shown), strict=False)
    return tuple(replace(one, title=f"{number}、{one.title}") for number, group in numbered for one in group)


class _Found(NamedTuple):
    """What the charts show: states by unit and item, and how many instances ended how."""

    books: FormData
    states: States
    outcomes: Mapping[str, int]


def _of_one(workspace: Workspace, asked: Scope) -> _Found:
    books = read_form_data(workspace, asked, "progress", "case")
    known = progress_by(books.context(), books.year)
    outcomes = outcome_figures(once_each(books.entries["case"]), books.year, books.day)
    return _Found(books, {key: state_of(one) for key, one in known.items()}, outcomes)


def _of_all(workspace: Workspace, asked: Scope) -> _Found:
    """Counted by the database, and cases unit by unit, as on 工作台."""
    with workspace.read() as connection:
        issue, calendar = documents.issue_of_year(connection, asked.year), working_calendar(connection)
        known = {unit.code for unit in issue.units} if issue else set[str]()
        others = documents.units_as_last_issued(connection, _with_records(connection, known))
        rows = conditions.columns(connection, "progress", ("item", "state"), year=asked.year)
        states = {(unit, item): state if state in STATES else OPEN for unit, _, item, state in rows if item}
    books = form_data_of(workspace, asked, issue, calendar, {}, others)
    district = District(workspace, asked.year, asked.today, calendar, books.place)
    return _Found(books, states, figures_of(district).outcomes)


def _with_records(connection: Connection, known: Collection[str]) -> list[str]:
    """Units that have progress or cases, though they are not known any more."""
    looked = [ledger("progress"), ledger("case")]
    units = conditions.units_with_records(connection, *(one.id for one in looked))
    return [one for one in units if one not in known and any(records.count(connection, of, one) for of in looked)]


def progress_chart(books: FormData, states: States) -> Chart:
    """Items by chapter, each once for every unit it is for."""
    bars = []
    for chapter in books.plan.chapters:
        mine = [(unit.code, item.uid) for item in chapter.items for unit in units_of(item, books.owing)]
        counts = counted(states.get(one, MISSING) for one in mine)
        if mine:
            bars.append(Bar(chapter.title, tuple(counts.values()), _progress_said(counts)))
    unit = "项次" if books.all_units else "项"
    note = f"单位：{unit}。完成率＝已完成÷（全部－不适用）。{_FROM_NOUGHT}"
    return Chart("工作要点各章落实情况", tuple(bars), ALL_STATES, note=note)


def _progress_said(counts: dict[str, int]) -> str:
    rate = completion(counts)
    share = f"，{rate * 100:.2f}%" if rate is not None else ""
    return f"{counts[DONE]}／{sum(counts.values()) - counts[NOT_APPLICABLE]}{share}"


def outcome_chart(outcomes: Mapping[str, int]) -> Chart:
    """Instances closed in the year by how they ended, in the order of the code table."""
    counts = {name: outcomes.get(name, 0) for name in OUTCOME_NAMES}
    bars = tuple(Bar(name, (count,), f"{count}件") for name, count in counts.items() if count)
    note = f"单位：件，每一案号计一件，共{sum(counts.values())}件。{_FROM_NOUGHT}"
    return Chart("本年审结行政应诉案件的裁判结果", bars, note=note)


def score_charts(found: Assessed) -> tuple[Chart, ...]:
    """For all units a ranking per category, on one scale; for one unit what each part brought and cost."""
    if not found.books.all_units:
        return tuple(_parts_chart(found.scheme, unit) for unit in found.result.units)
    return ranking_charts(found.scheme, found.result)


def ranking_charts(scheme: Scheme, result: Assessment) -> tuple[Chart, ...]:
    """The points of every unit by category, in order of rank, all on one scale."""
    full = max([scheme.total, *(unit.total for unit in result.units)])
    extra = "，附加项另加" if scheme.has_extra else ""
    note = f"单位：分，满分{words(scheme.total)}分{extra}。{_FROM_NOUGHT}"
    charts = []
    for category in scheme.categories:
        mine = [unit for unit in result.units if unit.category == category.id]
        bars = tuple(Bar(_place(unit), (max(unit.total, Decimal(0)),), _standing(unit)) for unit in mine)
        charts.append(Chart(f"考核得分：{category.name}", bars, full=full, note=note))
    return tuple(charts)


def category_charts(scheme: Scheme, result: Assessment) -> tuple[Chart, ...]:
    """The charts of `ranking_charts`, titled by category alone for places that say what is shown."""
    return tuple(replace(chart, title=chart.title.partition("：")[2]) for chart in ranking_charts(scheme, result))


def _place(unit: UnitScore) -> str:
    return f"{unit.rank or unit.reporting}　{unit.name}".strip()


def _standing(unit: UnitScore) -> str:
    waiting = f"待评{len(unit.pending)}项" if unit.pending and not unit.silent else unit.grade_text
    return f"{unit.total:.2f}，{waiting}"


def _parts_chart(scheme: Scheme, unit: UnitScore) -> Chart:
    bars = []
    scored = [one for one in unit.scores if one.state is ScoreState.SCORED and not one.outside_total]
    for part in dict.fromkeys(one.chapter for one in scored):
        mine = [one for one in scored if one.chapter == part]
        full, got = sum((one.full for one in mine), Decimal(0)), sum((one.points for one in mine), Decimal(0))
        bars.append(Bar(part, (max(got, Decimal(0)), full - max(got, Decimal(0))), f"{words(got)}／{words(full)}"))
    extra = "，附加项不计" if scheme.has_extra else ""
    note = f"单位：分，只含已评指标{extra}。{_FROM_NOUGHT}"
    return Chart("考核各部分得分", tuple(bars), (GOT, LOST), note=note)
