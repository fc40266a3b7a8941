"""法治政府建设年度报告: its five parts (厅字〔2019〕28号), with the year's figures and what its writer has to add."""

from __future__ import annotations

from collections.abc import Iterator

from models.records.ledgers.progress import DONE, OPEN, UNDER_WAY, Progress
from models.records.ledgers.work import FIRST_DUTY, STATEMENT
from models.records.place import REPORT_PARTS
from models.records.plan import Chapter, Item
from models.store.base.workspace import Workspace
from models.store.records.documents import issue_of_year
from reports.base.paper import Block, Gap, Heading, Paper, address_paragraph, paragraph
from reports.drafts.annual_figures import (
    enforcement_blocks,
    litigation_blocks,
    officer_blocks,
    overview_blocks,
    training_blocks,
)
from reports.drafts.annual_gaps import shortcomings
from reports.drafts.draft import WordDraft
from reports.drafts.year_facts import LEDGERS, YearFacts, as_sentence, gather_year, last_year_note
from reports.figures.deeds import by_duty, deeds_of, summed
from reports.figures.form_data import read_form_data
from reports.layouts.filling import scope_of
from reports.layouts.form import FormRequest

ID, LABEL = "annual-report", "法治政府建设年度报告"
ACHIEVED, LACKING, LEADERS, PLANNED, ELSE = REPORT_PARTS
GROUP = "中心组学法"
_EXAMPLES = 3
"""Units quoted below a chapter where the centre writes for all."""


def make(workspace: Workspace, request: FormRequest) -> list[Paper]:
    """The report of one unit, or of the district."""
    with workspace.read() as connection:
        before = issue_of_year(connection, request.year - 1)
    facts = gather_year(read_form_data(workspace, scope_of(request), *LEDGERS, quotas=True), before)
    year, office = request.year, facts.books.office
    parts = {
        ACHIEVED: (f"{year}年推进法治政府建设的主要举措和成效", _achievements),
        LACKING: ("存在的不足和原因", shortcomings),
        LEADERS: (f"{year}年党政主要负责人履行推进法治建设第一责任人职责情况", _leaders),
        PLANNED: (f"{year + 1}年推进法治政府建设的主要安排", _plans),
        ELSE: ("其他需要报告的情况", _others),
    }
    order = facts.books.place.report_order
    blocks = (
        address_paragraph(Gap("主送机关"), "："),
        paragraph(f"现将{office}{year}年法治政府建设情况报告如下。", Gap("统领全篇的一段话：指导思想和总的评价")),
        *(block for name in order for block in (Heading(1, parts[name][0]), *parts[name][1](facts))),
    )
    return [Paper(ID, f"{office}\n{year}年法治政府建设年度报告", office, request.today, blocks)]


def _achievements(facts: YearFacts) -> Iterator[Block]:
    yield Heading(2, "年度工作要点落实情况")
    yield from overview_blocks(facts)
    for chapter, items in facts.chapters():
        yield Heading(2, chapter.title)
        yield from _by_unit(facts, items) if facts.books.all_units else _by_item(facts, items)
        yield paragraph(Gap(f"“{_short(chapter)}”方面的亮点、数据和典型做法"))
    yield Heading(2, "行政执法人员和证件管理")
    yield from officer_blocks(facts)
    yield Heading(2, "行政执法和投诉举报")
    yield from enforcement_blocks(facts)
    yield Heading(2, "行政应诉")
    yield from litigation_blocks(facts)
    yield Heading(2, "学法培训")
    yield from training_blocks(facts)


def _short(chapter: Chapter) -> str:
    return chapter.title.rstrip("。")


def _by_item(facts: YearFacts, items: tuple[Item, ...]) -> Iterator[Block]:
    """One unit's own words on each item it has worked on."""
    for item in items:
        for _, one in facts.said(item):
            if words := as_sentence(one.measures) + as_sentence(one.outcome):
                yield paragraph(f"{item.title.rstrip('。')}：{words}")


def _by_unit(facts: YearFacts, items: tuple[Item, ...]) -> Iterator[Block]:
    """Figures of a chapter, and the outcomes of a few units as material for the writer."""
    states = facts.states(items)
    words = "，".join(f"{state}{number}项次" for state, number in states.items() if number)
    yield paragraph(f"本章{len(items)}项工作共{sum(states.values())}项次：{words}。")
    found: dict[str, list[tuple[Item, Progress]]] = {}
    for item in items:
        for name, one in facts.said(item):
            if one.state == DONE and one.outcome:
                found.setdefault(name, []).append((item, one))
    for name, done in sorted(found.items(), key=lambda one: -len(one[1]))[:_EXAMPLES]:
        item, one = done[0]
        yield paragraph(f"{name}（第{item.number}项）：{as_sentence(one.measures)}{as_sentence(one.outcome)}")


def _leaders(facts: YearFacts) -> Iterator[Block]:
    head_before = last_year_note(f"{facts.cases_before['attendance.with_head']}件", held=facts.books.has_last_year)
    yield paragraph(
        f"{'各单位' if facts.books.all_units else ''}{'，'.join(_duties(facts))}；"
        f"行政应诉案件开庭{facts.cases['attendance.heard']}件，"
        f"正职出庭{facts.cases['attendance.with_head']}件{head_before}。"
    )
    yield paragraph("党政主要负责人研究解决的重大问题", Gap("议题、日期和结果"), "，带头述法", Gap("日期和形式"), "。")


def _duties(facts: YearFacts) -> Iterator[str]:
    """What the first ones responsible did, who reported on it, and what their groups studied, as the ledgers say."""
    duties, said = deeds_of(facts.books, FIRST_DUTY), deeds_of(facts.books, STATEMENT)
    ways = "、".join(f"{way}{number.amount}次" for way, number in by_duty(duties).items() if number.amount)
    yield f"主要负责人履行第一责任人职责{summed(duties, 'sessions').amount}次{f'（{ways}）' if ways else ''}"
    yield f"述法{len(said)}人次（含班子成员）"
    group, before = (sum(one.kind == GROUP for one in held) for held in (facts.trainings, facts.trainings_before))
    yield f"组织{GROUP}{group}次{last_year_note(f'{before}次', held=bool(facts.trainings_before))}"


def _plans(facts: YearFacts) -> Iterator[Block]:
    """What was announced as next steps, or at the centre the items that go on."""
    going_on = [item for item in facts.books.plan.items if any(facts.states([item])[one] for one in (UNDER_WAY, OPEN))]
    if facts.books.all_units and going_on:
        yield paragraph(f"继续推进{facts.books.year}年尚未全部完成的{len(going_on)}项工作。")
    if not facts.books.all_units:
        for item in facts.books.plan.items:
            for _, one in facts.said(item):
                if one.next_step:
                    yield paragraph(f"{item.title.rstrip('。')}：{as_sentence(one.next_step)}")
    yield paragraph(Gap(f"{facts.books.year + 1}年的重点任务、完成时限和责任分工"))


def _others(facts: YearFacts) -> Iterator[Block]:
    zero = sum(one.fields.get("year") == facts.books.year for one in facts.books.entries["zero_report"])
    if zero:
        yield paragraph(f"本年没有记录、已作零报送的台账{zero}本次。")
    yield paragraph(Gap("上级要求报告的其他事项；没有的，删去本部分"))


_NOTE = "五部分内容，数字取自台账并附记录数和上年数，要补写的地方有标记。"
DRAFTS = (WordDraft(ID, LABEL, "both", make, note=_NOTE, whole_year=True),)
