"""反馈意见书: a letter to each unit on its assessment: points lost, the records behind them, what to put right."""

from __future__ import annotations

from decimal import Decimal

from models.assess.scheme import Deduction, Indicator, Quota, Rate
from models.assess.score import RecordRef, Score, UnitScore, words
from models.records.registry import ledgers
from models.store.base.workspace import Workspace
from reports.base.sheet import CellValue, Row
from reports.base.wording import long_date
from reports.figures.current_scores import standing_of
from reports.figures.form_data import Scope
from reports.figures.scores import Assessed
from reports.figures.unit_losses import (
    FEEDBACK,
    SHOWN,
    costly_records,
    extra_words,
    lost_indicators,
    others_words,
    place_words,
)
from reports.layouts.filled import Filled, points_values, text_values
from reports.layouts.filling import join_letters, line_row, plain_points, scope_label, total_row
from reports.layouts.form import Form, FormRequest
from reports.layouts.layout import Layout, shipped_layout
from reports.layouts.layout_choice import layout_in_force

ID = "feedback-letter"
VALUES = (*text_values("indicator", "name"), *points_values("full", "points", "lost"), *text_values("basis", "advice"))
CASES = PENDING, RANKED, SPECIAL, LOST, NOTHING_LOST = ("未评完", "已评完", "有说明", "有失分", "没有失分")
OTHER = "其他"
"""The advice for what the layout has no words for."""


def make(workspace: Workspace, request: FormRequest) -> Filled:
    """A letter to the unit asked, or one to each. All are assessed in any case: a rank is one among others.

    Raises:
        NoSchemeError: There is nothing to score by.
        LayoutError: The office's layout cannot be used.
    """
    found = standing_of(workspace, Scope(request.year, request.today, None), request.goes_to)
    layout = layout_in_force(workspace, ID, shipped_layout(ID))
    wanted = [unit for unit in found.result.units if request.goes_to(unit.unit)]
    return join_letters([_letter(workspace.name, found, unit, layout, request) for unit in wanted])


def _letter(office: str, found: Assessed, unit: UnitScore, layout: Layout, request: FormRequest) -> Filled:
    lost = lost_indicators(unit)
    rules = {one.id: one for one in found.scheme.indicators}
    rows = [_row(one, _advice(layout, rules[one.indicator])) for one in lost]
    pending = bool(unit.pending)
    holds = (pending, not pending, bool(unit.note) and not pending, bool(lost), not lost)
    return Filled(
        form_id=ID,
        layout=ID,
        unit=office,
        period=scope_label(found.books, request),
        filled_on=request.today,
        values=VALUES if rows else (),
        rows=(*rows, total_row("合计", None, *_figures(*lost), None, None)) if rows else (),
        cases=dict(zip(CASES, holds, strict=True)),
        words=_words(office, found, unit, len(lost)),
    )


def _words(office: str, found: Assessed, unit: UnitScore, lost: int) -> dict[str, str]:
    return {
        "单位": unit.name,
        "年度": str(found.result.year),
        "方案": found.result.name,
        "截止": long_date(found.result.on),
        "得分": f"{unit.total:.2f}",
        "满分": words(found.scheme.total),
        "附加": extra_words(unit.scores),
        "名次": place_words(found, unit),
        "等次": unit.grade_text,
        "说明": unit.note,
        "待评": str(len(unit.pending)),
        "失分项数": str(lost),
        "汇总单位": office,
    }


def _row(one: Score, advice: str) -> Row:
    return line_row(one.indicator, one.name, *_figures(one), _basis(one), advice)


def _figures(*scores: Score) -> list[CellValue]:
    full, points = (sum((getattr(one, name) for one in scores), Decimal(0)) for name in ("full", "points"))
    return [plain_points(full), plain_points(points), plain_points(full - points)]


def _basis(score: Score) -> str:
    """How the points came about, and the records that cost some."""
    behind = costly_records(score)
    return "\n".join(filter(None, [score.reason, *map(_record, behind[:SHOWN]), others_words(behind)]))


def _record(one: RecordRef) -> str:
    declared = ledgers().get(one.ledger)
    label = f"{declared.label}：" if declared else ""
    return f"{label}{one.title}（－{words(-one.effect)}，{one.why.rstrip('。')}）"


def _advice(layout: Layout, indicator: Indicator) -> str:
    """The layout's words for what is measured, or for the kind of rule."""
    known = layout.advice
    return known.get(measured(indicator)) or known.get(OTHER, "")


def measured(indicator: Indicator) -> str:
    """What an indicator looks at: a measure, or the kind of its rule."""
    rule = indicator.rule
    if isinstance(rule, Deduction):
        return rule.measure
    if isinstance(rule, Rate):
        return rule.numerator
    return f"quota.{rule.ledger}" if isinstance(rule, Quota) else str(type(rule).__struct_config__.tag)


FORMS = (
    Form(
        ID,
        FEEDBACK,
        "centre",
        make,
        note="给每个单位一封函：得分、失分和背后的记录、要改什么；各从第1页起。",
        letter=True,
        whole_year=True,
    ),
)
