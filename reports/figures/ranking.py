"""What a ranking says, as a printed form and as a Word draft: the lines of each category, and what is noted below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from models.assess.scheme import Band, Category, Scheme
from models.assess.score import EXTRA, ROUNDING, ScoreState, UnitScore, rounded, words
from models.assess.totals import conversion_words, scaled_words
from reports.base.sheet import CellValue, Row
from reports.base.wording import long_date
from reports.figures.counted import counted_row
from reports.figures.scores import Assessed

RANKING = "考核得分汇总与排名"


def ranking_name(found: Assessed) -> str:
    """What was assessed, such as 2020年度依法行政考核."""
    return found.result.name.replace("考核方案", "考核")


def ranking_groups(scheme: Scheme) -> dict[str, None]:
    """The parts that have a column of their own, in order."""
    return dict.fromkeys(one.chapter for one in scheme.indicators)


def category_rows(found: Assessed, category: Category) -> Iterator[Row]:
    """Head, full points and the units of a category by rank: rank, unit, total, grade, a cell for each group, note."""
    groups = ranking_groups(found.scheme)
    units = [one for one in found.result.units if one.category == category.id]
    if not units:
        return
    full = {name: Decimal(0) for name in groups}
    for one in found.scheme.indicators_for(category.id):
        full[one.chapter] += one.full(category.id) if not one.outside_total else 0
    head = f"{category.name}（{len(units)}个单位，满分{words(found.scheme.total)}分{_converted(found, category)}）"
    yield Row((head,), "section")
    yield Row(("满分", None, _plain(found.scheme.total), None, *map(_full, full.values()), None), "subtotal")
    for unit in units:
        yield counted_row(
            unit.rank or unit.reporting or "—",
            unit.name,
            rounded(unit.total),
            unit.grade_text,
            *(_points(unit, name) for name in groups),
            _note(found, category, unit),
        )


def _converted(found: Assessed, category: Category) -> str:
    """How the points of the parts or of another total become the total."""
    if found.scheme.parts:
        return "，" + "、".join(f"{one.name}占{words(one.share * 100)}%" for one in found.scheme.parts)
    own = category.total
    return f"，由{words(own)}分折算" if own is not None and own != found.scheme.total else ""


def _note(found: Assessed, category: Category, unit: UnitScore) -> str:
    """What is special; of pending indicators only how many, and nothing that is said once for all below the table."""
    paper = "代录（未签名）。" if unit.unit in found.on_paper else ""
    note = f"还有{len(unit.pending)}项待评。{unit.note.partition('。')[2]}" if unit.pending else unit.note
    if not found.scheme.parts:
        note = note.replace(conversion_words(found.scheme, category, unit.scores), "")
    out = [one.full for one in unit.scores if one.state is ScoreState.NOT_APPLICABLE]
    scaled = f"{words(sum(out, Decimal(0)))}分不适用。" if out else ""
    return paper + note.replace(scaled_words(found.scheme, unit.scores), scaled)


def ranking_notes(found: Assessed) -> tuple[str, ...]:
    """What stands below a ranking."""
    return (
        _bands(found.scheme),
        ROUNDING,
        *_open_points(found),
        *on_paper_notes(found, found.result.units),
        *_accepted(found),
        f"以{long_date(found.result.on)}的台账和报送为准。",
    )


def on_paper_notes(found: Assessed, units: Iterable[UnitScore]) -> Iterator[str]:
    """A note for every unit whose records the centre typed: its points rest on paper."""
    for unit in units:
        if unit.unit in found.on_paper:
            yield f"{unit.name}的台账由汇总单位代录：{found.on_paper[unit.unit]}。"


def _accepted(found: Assessed) -> Iterator[str]:
    """What was left open when the result was frozen, and why."""
    for one in found.frozen.accepted if found.frozen else ():
        yield f"冻结时{one.line}：{one.open}；接受的理由：{one.reason.rstrip('。')}。"


def _plain(points: Decimal) -> Decimal:
    return Decimal(words(points))


def _full(points: Decimal) -> Decimal | None:
    return _plain(points) if points else None


def _points(unit: UnitScore, group: str) -> CellValue:
    mine = [one for one in unit.scores if one.chapter == group]
    scored = [one.points for one in mine if one.state is ScoreState.SCORED]
    points = sum(scored, Decimal(0))
    if any(one.state is ScoreState.PENDING for one in mine):
        return f"{words(points)}*"
    return _plain(points) if scored else "—"


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
