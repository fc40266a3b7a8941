"""考核得分汇总与排名, 单位考核明细 and 自评表: points, and the records that cost or earned them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from models.assess.score import ROUNDING, RecordRef, Score, ScoreState, UnitScore, rounded, words
from models.records.registry import ledgers
from models.store.base.workspace import Workspace
from reports.base.sheet import CellValue, Fact, Row
from reports.base.wording import long_date
from reports.figures.current_scores import points_of, standing_of
from reports.figures.ranking import RANKING as RANKING_LABEL
from reports.figures.ranking import category_rows, on_paper_notes, ranking_groups, ranking_name, ranking_notes
from reports.figures.scores import Assessed, assess_workspace
from reports.figures.unit_losses import extra_words
from reports.layouts.filled import Filled, FormValue, number_values, points_values, text_values
from reports.layouts.filling import fill_form, line_row, plain_points, scope_of, section_row, total_row
from reports.layouts.form import Form, FormRequest

RANKING, DETAIL, SELF = "assessment-ranking", "assessment-detail", "self-assessment"
_SHOWN = 12
"""Records named below an indicator; the others are counted."""


def make_ranking(workspace: Workspace, request: FormRequest) -> Filled:
    """Units by category in order of rank, with the points of each group of indicators."""
    found = points_of(workspace, scope_of(request))
    values = (
        *number_values("rank"),
        *text_values("unit"),
        *points_values("total"),
        *text_values("grade"),
        *(FormValue("group", "number", name, points=True) for name in ranking_groups(found.scheme)),
        *text_values("note"),
    )
    rows = [row for category in found.scheme.categories for row in category_rows(found, category)]
    names = {"考核": ranking_name(found)}
    return fill_form(RANKING, found.books, request, values, rows, words=names, notes=ranking_notes(found))


DETAIL_VALUES = (*text_values("number", "name"), *points_values("full", "points"), *text_values("reason", "records"))


def make_detail(workspace: Workspace, request: FormRequest) -> Filled:
    """Indicator by indicator for one unit, or for all units one after the other."""
    some = request.unit is None and request.units
    found = (
        standing_of(workspace, scope_of(request), request.goes_to)
        if some
        else assess_workspace(workspace, scope_of(request))
    )
    return _detail(found, request, DETAIL)


def make_self(workspace: Workspace, request: FormRequest) -> Filled:
    """The own unit's points in detail, before the centre has given any by hand."""
    found = assess_workspace(workspace, scope_of(request))
    return _detail(found, request, SELF)


def _detail(found: Assessed, request: FormRequest, layout: str) -> Filled:
    units = tuple(unit for unit in found.result.units if request.goes_to(unit.unit))
    rows = list[Row]()
    for unit in units:
        rows += [section_row(_heading(found, unit))] if found.books.all_units else []
        rows += _unit_rows(unit)
    facts = _facts(found, units[0]) if units and not found.books.all_units else ()
    left_out = tuple(one.message for one in found.result.findings)
    on = f"以{long_date(found.result.on)}的台账和报送为准。"
    notes = (ROUNDING, *left_out, *on_paper_notes(found, units), on)
    words_ = {"考核": ranking_name(found)}
    return fill_form(layout, found.books, request, DETAIL_VALUES, rows, facts=facts, words=words_, notes=notes)


def _heading(found: Assessed, unit: UnitScore) -> str:
    paper = "代录（未签名）。" if unit.unit in found.on_paper else ""
    rank = f"，第{unit.rank}名" if unit.rank else ""
    return f"{unit.name}：{unit.total_text}{rank}{f'，{unit.grade}' if unit.grade else ''}。{paper}{unit.note}"


def _facts(found: Assessed, unit: UnitScore) -> tuple[Fact, ...]:
    paper = found.on_paper.get(unit.unit)
    return (
        Fact("总分", unit.total_text),
        Fact("等次", unit.grade_text),
        *((Fact("代录", paper),) if paper else ()),
        *((Fact("说明", unit.note),) if unit.note else ()),
    )


def _unit_rows(unit: UnitScore) -> Iterator[Row]:
    chapter = None
    for one in unit.scores:
        if one.chapter != chapter:
            chapter = one.chapter
            yield section_row(f"{chapter}（{_sums(unit, chapter)}）")
        yield line_row(one.indicator, _named(one), plain_points(one.full), _scored(one), one.reason, _records(one))
    yield total_row("合计", None, None, rounded(unit.total), None, None)


def _named(one: Score) -> str:
    return f"{one.title}（{one.scorer}评分）" if one.scorer else one.title


def _sums(unit: UnitScore, chapter: str) -> str:
    mine = [one for one in unit.scores if one.chapter == chapter]
    inside = sum((one.full for one in mine if not one.outside_total), Decimal(0))
    points = words(sum((one.points for one in mine), Decimal(0)))
    if inside:
        return f"满分{words(inside)}分，得{points}分{extra_words(mine)}"
    return f"扣{points.removeprefix('-')}分" if points.startswith("-") else f"得{points}分"


def _scored(score: Score) -> CellValue:
    return plain_points(score.points) if score.state is ScoreState.SCORED else str(score.state)


def _records(score: Score) -> str:
    telling = [one for one in score.because if one.effect < 0 or (one.effect and score.outside_total)]
    rest = len(telling) - _SHOWN
    return "\n".join([*map(_record, telling[:_SHOWN]), *([f"另有{rest}条"] if rest > 0 else [])])


def _record(one: RecordRef) -> str:
    declared = ledgers().get(one.ledger)
    label = f"{declared.label}：" if declared else ""
    sign = "＋" if one.effect > 0 else "－"
    return f"{label}{one.title}（{sign}{words(abs(one.effect))}，{one.why.rstrip('。')}）"


FORMS = (
    Form(RANKING, RANKING_LABEL, "centre", make_ranking, note="分类排名、等次和各部分得分。", whole_year=True),
    Form(DETAIL, "单位考核明细", "centre", make_detail, note="每个指标的得分和扣分依据，追到记录。", whole_year=True),
    Form(SELF, "自评表", "unit", make_self, note="按下发的考核方案预计本单位得分。", whole_year=True),
)
