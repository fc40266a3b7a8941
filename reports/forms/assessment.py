"""考核得分汇总与排名, 单位考核明细 and 自评表: points, and the records that cost or earned them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from models.assess.scheme import Band, Category, Scheme
from models.assess.score import EXTRA, ROUNDING, RecordRef, Score, ScoreState, UnitScore, rounded, words
from models.records.registry import ledgers
from models.store.base.workspace import Workspace
from reports.base.sheet import CellValue, Fact, Row
from reports.base.wording import long_date
from reports.figures.current_scores import points_of, standing_of
from reports.figures.scores import Assessed, assess_workspace
from reports.layouts.filled import Filled, FormValue, number_values, text_values
from reports.layouts.filling import fill_form, line_row, plain_points, scope_of, section_row, total_row
from reports.layouts.form import Form, FormRequest

RANKING, DETAIL, SELF = "assessment-ranking", "assessment-detail", "self-assessment"
_SHOWN = 12
"""Records named below an indicator; the others are counted."""


def make_ranking(workspace: Workspace, request: FormRequest) -> Filled:
    """Units by category in order of rank, with the points of each group of indicators."""
    found = points_of(workspace, scope_of(request))
    groups = _groups(found.scheme)
    values = (
        *number_values("rank"),
        *text_values("unit"),
        *number_values("total"),
        *text_values("grade"),
        *(FormValue("group", "number", name) for name in groups),
        *text_values("note"),
    )
    rows = [row for category in found.scheme.categories for row in _category(found, category, groups)]
    return fill_form(
        RANKING,
        found.books,
        request,
        values,
        rows,
        words={"考核": _name(found)},
        notes=(
            _bands(found.scheme),
            ROUNDING,
            *_open_points(found),
            *_on_paper(found, found.result.units),
            *_accepted(found),
            f"以{long_date(found.result.on)}的台账和报送为准。",
        ),
    )


def _name(found: Assessed) -> str:
    return found.result.name.replace("考核方案", "考核")


def _groups(scheme: Scheme) -> dict[str, None]:
    return dict.fromkeys(one.chapter for one in scheme.indicators)


def _category(found: Assessed, category: Category, groups: dict[str, None]) -> Iterator[Row]:
    units = [one for one in found.result.units if one.category == category.id]
    if not units:
        return
    full = {name: Decimal(0) for name in groups}
    for one in found.scheme.indicators_for(category.id):
        full[one.chapter] += one.full(category.id) if not one.outside_total else 0
    yield section_row(
        f"{category.name}（{len(units)}个单位，满分{words(found.scheme.total)}分{_converted(found, category)}）"
    )
    yield Row(("满分", None, plain_points(found.scheme.total), None, *map(_full, full.values()), None), "subtotal")
    for unit in units:
        yield line_row(
            unit.rank or unit.reporting or "—",
            unit.name,
            *_standing(unit),
            *(_points(unit, name) for name in groups),
            _note(found, unit),
        )


def _converted(found: Assessed, category: Category) -> str:
    """How the points of the parts or of another total become the total."""
    if found.scheme.parts:
        return "，" + "、".join(f"{one.name}占{words(one.share * 100)}%" for one in found.scheme.parts)
    own = category.total
    return f"，由{words(own)}分折算" if own is not None and own != found.scheme.total else ""


def _note(found: Assessed, unit: UnitScore) -> str:
    """What is special; of pending indicators only how many, since their names fill the detail sheet."""
    paper = "代录（未签名）。" if unit.unit in found.on_paper else ""
    if not unit.pending:
        return paper + unit.note
    return f"{paper}还有{len(unit.pending)}项待评。{unit.note.partition('。')[2]}"


def _on_paper(found: Assessed, units: Iterable[UnitScore]) -> Iterator[str]:
    """A note for every unit whose records the centre typed: its points rest on paper."""
    for unit in units:
        if unit.unit in found.on_paper:
            yield f"{unit.name}的台账由汇总单位代录：{found.on_paper[unit.unit]}。"


def _accepted(found: Assessed) -> Iterator[str]:
    """What was left open when the result was frozen, and why."""
    for one in found.frozen.accepted if found.frozen else ():
        yield f"冻结时{one.line}：{one.open}；接受的理由：{one.reason.rstrip('。')}。"


def _full(points: Decimal) -> Decimal | None:
    return plain_points(points) if points else None


def _standing(unit: UnitScore) -> tuple[CellValue, CellValue]:
    return rounded(unit.total), unit.grade_text


def _points(unit: UnitScore, group: str) -> CellValue:
    mine = [one for one in unit.scores if one.chapter == group]
    scored = [one.points for one in mine if one.state is ScoreState.SCORED]
    points = sum(scored, Decimal(0))
    if any(one.state is ScoreState.PENDING for one in mine):
        return f"{words(points)}*"
    return plain_points(points) if scored else "—"


def _bands(scheme: Scheme) -> str:
    return "等次：" + "；".join(f"{one.name}{_steps(one)}" for one in scheme.categories) + "。"


def _steps(category: Category) -> str:
    *better, worst = category.bands
    return "、".join([*map(_step, better), f"其余{worst.grade}"])


def _step(band: Band) -> str:
    most = f"（不超过{words(band.most * 100)}%）" if band.most is not None else ""
    return f"{words(band.at_least)}分以上{band.grade}{most}"


def _open_points(found: Assessed) -> tuple[str, ...]:
    pending = ["带*的部分还有指标待评"] if any(unit.pending for unit in found.result.units) else []
    said = "；".join([*pending, *([EXTRA] if found.scheme.has_extra else [])])
    return (f"{said}。",) if said else ()


DETAIL_VALUES = (*text_values("number", "name"), *number_values("full", "points"), *text_values("reason", "records"))


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
    notes = (ROUNDING, *left_out, *_on_paper(found, units), on)
    words_ = {"考核": _name(found)}
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
        return f"满分{words(inside)}分，得{points}分"
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
    Form(RANKING, "考核得分汇总与排名", "centre", make_ranking, note="分类排名、等次和各部分得分。", whole_year=True),
    Form(DETAIL, "单位考核明细", "centre", make_detail, note="每个指标的得分和扣分依据，追到记录。", whole_year=True),
    Form(SELF, "自评表", "unit", make_self, note="按下发的考核方案预计本单位得分。", whole_year=True),
)
