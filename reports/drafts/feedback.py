"""反馈意见书: what a unit's assessment came to, what was lost with the records behind it, and what to put right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from models.assess.scheme import Scheme
from models.assess.score import EXTRA, RecordRef, Score, ScoreState, UnitScore, words
from models.records.registry import ledgers
from models.store.base.workspace import Workspace
from reports.base.paper import Block, Gap, Grid, Heading, Paper, address_paragraph, note_paragraph, paragraph
from reports.base.sheet import Column, Row
from reports.base.wording import long_date
from reports.drafts.draft import WordDraft
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
from reports.layouts.form import FormRequest

ID = "feedback"

GROUPS = (
    Column("group", "考核部分", 76),
    Column("full", "满分", 20, "text", "right"),
    Column("points", "得分", 20, "text", "right"),
    Column("lost", "失分", 20, "text", "right"),
)


def make(workspace: Workspace, request: FormRequest) -> list[Paper]:
    """A letter to the unit asked, or one to each unit in order of rank.

    All units are assessed in any case: a rank is one among others.

    Raises:
        NoSchemeError: There is nothing to score by.
    """
    found = standing_of(workspace, Scope(request.year, request.today, None), request.goes_to)
    wanted = [unit for unit in found.result.units if request.goes_to(unit.unit)]
    return [_letter(workspace.name, found, unit, request) for unit in wanted]


def _letter(office: str, found: Assessed, unit: UnitScore, request: FormRequest) -> Paper:
    blocks = (
        address_paragraph(f"{unit.name}："),
        paragraph(
            f"根据{found.result.name}，对你单位{found.result.year}年度法治政府建设工作进行了考核。"
            f"考核以{long_date(found.result.on)}的台账和报送为准，现将结果和意见反馈如下。"
        ),
        Heading(1, "考核结果"),
        *_result(found, unit),
        Heading(1, "主要成绩"),
        *_strengths(unit),
        Heading(1, "失分情况"),
        *_losses(lost_indicators(unit)),
        Heading(1, "整改意见"),
        *_corrections(lost_indicators(unit)),
    )
    title = f"{found.result.year}年度法治政府建设考核{FEEDBACK}"
    return Paper(ID, title, office, request.today, blocks)


def _result(found: Assessed, unit: UnitScore) -> Iterator[Block]:
    if unit.pending:
        yield paragraph(
            f"已评部分得{unit.total:.2f}分。", Gap(f"{len(unit.pending)}项指标还没有评分，评完后重新生成本文稿")
        )
    else:
        full, place = f"满分{words(found.scheme.total)}分{extra_words(unit.scores)}", place_words(found, unit)
        yield paragraph(f"你单位得{unit.total:.2f}分（{full}），{place}，等次为{unit.grade_text}。")
    if unit.note and not unit.pending:
        yield paragraph(unit.note)
    yield Grid(GROUPS, tuple(_group_rows(found.scheme, unit)))
    extra = f"{EXTRA}；" if found.scheme.has_extra else ""
    yield note_paragraph(f"{extra}表中是各部分指标得分之和，有不适用指标的，总分按比例折算。")


def _group_rows(scheme: Scheme, unit: UnitScore) -> Iterator[Row]:
    counted = [one for one in unit.scores if one.state is not ScoreState.NOT_APPLICABLE]
    for group in dict.fromkeys(one.chapter for one in scheme.indicators):
        mine = [one for one in counted if one.chapter == group]
        if mine:
            inside = [one for one in mine if not one.outside_total]
            full, points = _sum(one.full for one in inside), _sum(one.points for one in mine)
            lost = _sum(one.lost for one in mine)
            yield Row((group, f"{full:.2f}" if full else "—", f"{points:.2f}", f"{lost:.2f}"))
    yield Row(("总分", f"{scheme.total:.2f}", f"{unit.total:.2f}", None), "total")


def _sum(points: Iterator[Decimal] | Sequence[Decimal]) -> Decimal:
    return sum(points, Decimal(0))


def _strengths(unit: UnitScore) -> Iterator[Block]:
    scored = [one for one in unit.scores if one.state is ScoreState.SCORED]
    full = [one.name for one in scored if not one.outside_total and one.points == one.full]
    if full:
        yield paragraph(f"下列{len(full)}项指标得满分：{'、'.join(full)}。")
    for one in scored:
        if one.outside_total and one.points > 0:
            yield paragraph(f"附加项“{one.name}”加{words(one.points)}分：{one.reason.rstrip('。')}。")
    yield paragraph(Gap("结合日常了解，写明工作中值得肯定的做法"))


def _loss_words(one: Score) -> str:
    if one.outside_total:
        return f"{one.title}（从总分里扣{words(one.lost)}分）"
    return f"{one.title}（满分{words(one.full)}分，得{words(one.points)}分，失{words(one.lost)}分）"


def _losses(lost: list[Score]) -> Iterator[Block]:
    if not lost:
        yield paragraph("各项已评指标均未失分。")
    for number, one in enumerate(lost, 1):
        yield paragraph(f"{number}．{_loss_words(one)}：{one.reason.rstrip('。')}。")
        if behind := costly_records(one):
            cited = filter(None, [*map(_record, behind[:SHOWN]), others_words(behind)])
            yield paragraph(f"依据的记录：{'；'.join(cited)}。")


def _record(one: RecordRef) -> str:
    declared = ledgers().get(one.ledger)
    label = f"{declared.label}“{one.title}”" if declared else one.title
    return f"{label}（扣{words(-one.effect)}分，{one.why.rstrip('。')}）"


def _corrections(lost: list[Score]) -> Iterator[Block]:
    """What the records show one by one; what was judged by hand together, since only its judges know what to ask."""
    shown = [one for one in lost if costly_records(one)]
    for number, one in enumerate(shown, 1):
        about = f"对上列{len(costly_records(one))}条记录逐条查明原因、补办补正"
        yield paragraph(f"{number}．{one.name}：{about}，", Gap("具体要求"), "。")
    names = [one.name for one in lost if not costly_records(one)]
    if names:
        yield paragraph(f"{len(shown) + 1}．{'、'.join(names)}：对照指标要求查找差距，", Gap("具体要求"), "。")
    yield paragraph(
        "请于",
        Gap("整改报告的报送期限"),
        "前将整改情况书面报送，并在台账中如实更新。对本意见有异议的，可在同一期限前书面提出。",
    )


_NOTE = "考核结果、成绩、失分和背后的记录、整改意见，每单位一份。"
DRAFTS = (WordDraft(ID, FEEDBACK, "centre", make, note=_NOTE, whole_year=True),)
