"""The figures of the annual report: the plan, officers, litigation and trainings, each beside last year's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from models.records.ledgers.progress import DONE
from models.records.ledgers.training import KINDS
from models.records.quotas import BY_HAND, QuotaState
from models.store.records.held_years import NO_LAST_YEAR
from reports.base.paper import Block, Gap, Grid, note_paragraph, paragraph
from reports.base.sheet import CellValue, Column, Row
from reports.drafts.enforcement_words import coercion_sentence, licence_sentence, others_sentence, penalty_sentence
from reports.drafts.year_facts import YearFacts, attendance_count, figure_text, last_year_note
from reports.figures.case_year import Figure
from reports.figures.progress import ALL_STATES, completion

_CHAPTERS = (
    Column("chapter", "工作要点", 46),
    Column("items", "事项", 14, "number"),
    Column("all", "项次", 15, "number"),
    *(Column(state, state, 15, "number") for state in ALL_STATES),
    Column("rate", "完成率", 26, "percent"),
    Column("before", "上年完成率", 26, "percent"),
)
_BESIDE = (
    Column("label", "指标", 74),
    Column("unit", "计量单位", 22, align="center"),
    Column("now", "本年", 28, "number"),
    Column("before", "上年", 28, "number"),
)
_CASES = (
    ("上年结转案件", "件", "cases.carried"),
    ("新收案件", "件", "cases.new"),
    ("审结案件", "件", "cases.closed"),
    ("期末未结案件", "件", "cases.pending"),
    ("认定胜败的案件", "件", "lost.decided"),
    ("败诉案件", "件", "lost.lost"),
    ("败诉率", "%", "lost.rate"),
    ("开庭的案件", "件", "attendance.heard"),
    ("负责人出庭的案件", "件", "attendance.with_leader"),
    ("负责人出庭率", "%", "attendance.rate"),
    ("正职出庭的案件", "件", "attendance.with_head"),
    ("正职出庭率", "%", "attendance.head_rate"),
    ("应提交的答辩", "件", "answers.due"),
    ("按期提交的答辩", "件", "answers.in_time"),
    ("收到司法建议、检察建议", "件", "after.advice"),
)


def overview_blocks(facts: YearFacts) -> Iterator[Block]:
    """How far the plan is carried out, by chapter."""
    if facts.books.issue is None:
        yield paragraph(Gap(f"工作区里没有{facts.books.year}年度的工作要点，请导入后重新生成，或者手工补写"))
        return
    chapters = list(facts.chapters())
    items = [item for _, some in chapters for item in some]
    states = facts.states(items)
    whole, rate = sum(states.values()), completion(states)
    units = f"，涉及{len(facts.books.owing)}个单位共{whole}项次" if facts.books.all_units else ""
    yield paragraph(
        f"对照{facts.books.year}年度工作要点{len(chapters)}章{len(items)}项{units}，"
        f"已完成{states[DONE]}项{'次' if units else ''}，完成率{figure_text(rate, '%')}。"
    )
    lines = [
        Row((chapter.title, len(some), *_line(facts.states(some)), _before(facts.completed_before(chapter))))
        for chapter, some in chapters
    ]
    whole_before = _before(facts.completed_before())
    yield Grid(_CHAPTERS, (*lines, Row(("合计", len(items), *_line(states), whole_before), "total")))
    yield note_paragraph(f"完成率＝已完成的项次÷（全部项次－不适用的项次）；没有落实情况的计为未填报。{_beside(facts)}")


def _before(rate: Decimal | None) -> CellValue:
    return "—" if rate is None else rate


def _beside(facts: YearFacts) -> str:
    if facts.plan_before is None:
        return f"没有{facts.books.year - 1}年度的工作要点，上年完成率无从计算。"
    return "上年完成率按章名对应，上年没有同名的章记“—”。"


def _line(states: dict[str, int]) -> tuple[Figure, ...]:
    return sum(states.values()), *states.values(), completion(states)


def _last(facts: YearFacts, figure: str) -> str:
    return last_year_note(figure, held=facts.books.has_last_year)


def officer_blocks(facts: YearFacts) -> Iterator[Block]:
    """Officers and certificates as they stand, and what was done with them in both years."""
    now, before = facts.certificates, facts.certificates_before
    yield paragraph(
        f"现有在岗执法人员{now['people']}人，在用执法证件{now['in_use']}本，其中有效{now['valid']}本、"
        f"过期仍在用{now['expired']}本。"
    )
    figures = (("新领", "issued"), ("换发", "renewed"), ("收回、注销等", "given_up"), ("审验通过", "reviewed"))
    words = "，".join(f"{label}{now[name]}本{_last(facts, f'{before[name]}本')}" for label, name in figures)
    yield paragraph(f"全年执法证件{words}。")


def enforcement_blocks(facts: YearFacts) -> Iterator[Block]:
    """What was decided by 行政执法, and complaints about it."""
    now, before = facts.enforcement, facts.enforcement_before
    held = facts.books.has_last_year
    said = (penalty_sentence(now, before, held=held), licence_sentence(now, before, held=held), coercion_sentence(now))
    found = [sentence for sentence in (*said, others_sentence(now)) if sentence]
    yield from map(paragraph, found)
    if not found:
        yield paragraph(Gap("行政处罚、许可、强制的数字：台账里没有，没有这项职能的删去"))
    if facts.complaints:
        handled = sum(one.handled_on is not None and one.handled_on <= facts.books.day for one in facts.complaints)
        last = last_year_note(f"{len(facts.complaints_before)}件", held=bool(facts.complaints_before))
        yield paragraph(f"全年收到投诉举报{len(facts.complaints)}件{last}，已办结{handled}件。")
    else:
        yield paragraph("全年没有登记投诉举报。")


def litigation_blocks(facts: YearFacts) -> Iterator[Block]:
    """The year's litigation beside last year's."""
    now, before = facts.cases, facts.cases_before
    new, closed, lost = (_last(facts, f"{before[name]}件") for name in ("cases.new", "cases.closed", "lost.lost"))
    yield paragraph(
        f"全年新收行政应诉案件{now['cases.new']}件{new}，"
        f"审结{now['cases.closed']}件{closed}，"
        f"败诉{now['lost.lost']}件{lost}，"
        f"负责人出庭率{figure_text(now['attendance.rate'], '%')}"
        f"{_last(facts, figure_text(before['attendance.rate'], '%'))}。"
        f"{'' if facts.books.has_last_year else f'{NO_LAST_YEAR}。'}"
    )
    rows = (
        Row(
            (label, unit, figure_text(now[name], unit * (unit == "%")), figure_text(before[name], unit * (unit == "%")))
        )
        for label, unit, name in _CASES
    )
    yield Grid(_BESIDE, tuple(rows))
    yield note_paragraph("口径同《行政应诉年度统计表》：案件各审级合并计一件，开庭、答辩按案号计；同一案号只计一件。")


def training_blocks(facts: YearFacts) -> Iterator[Block]:
    """Trainings by kind, and the quotas of the plan."""
    now, before = facts.trainings, facts.trainings_before
    yield paragraph(
        f"全年举办学法培训{len(now)}次、{attendance_count(now)}人次，各场学时合计{sum(one.hours or 0 for one in now)}。"
    )
    yield note_paragraph(f"{f'上年{len(before)}次、{attendance_count(before)}人次' if before else '上年没有记录'}。")
    kinds, kinds_before = Counter(one.kind for one in now), Counter(one.kind for one in before)
    occurred = [kind for kind in KINDS if kinds[kind] or kinds_before[kind]]
    if occurred:
        words = "，".join(
            f"{kind}{kinds[kind]}次{last_year_note(f'{kinds_before[kind]}次', held=bool(before))}" for kind in occurred
        )
        yield paragraph(f"其中{words}。")
    quotas = facts.quotas()
    if quotas:
        states = Counter(one.result.state for one in quotas)
        left, short = states[QuotaState.BY_HAND], states[QuotaState.SHORT]
        more = f"，没有台账计数、{BY_HAND}{left}个" if left else ""
        met = states[QuotaState.MET]
        yield paragraph(f"工作要点规定的各类定额共{len(quotas)}个，已完成{met}个，未完成{short}个{more}。")
