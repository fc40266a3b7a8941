"""行政执法统计年报情况说明: the year's figures as sentences, with what only the office can say left open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from models.store.base.workspace import Workspace
from reports.base.paper import Block, Gap, Heading, Paper, address_paragraph, paragraph
from reports.drafts.draft import WordDraft
from reports.drafts.enforcement_words import coercion_sentence, licence_sentence, others_sentence, penalty_sentence
from reports.drafts.year_facts import figure_text
from reports.figures.certificates import establishment, holders
from reports.figures.counted import ratio
from reports.figures.enforcement_tables import LEDGERS, Line, added_lines, enforcement_years
from reports.figures.form_data import FormData, read_form_data
from reports.layouts.filling import scope_of
from reports.layouts.form import FormRequest

ID, LABEL = "enforcement-statement", "行政执法统计年报情况说明"


def make(workspace: Workspace, request: FormRequest) -> list[Paper]:
    """The statement of one unit, or of the district."""
    books = read_form_data(workspace, scope_of(request), *LEDGERS, "person", "certificate")
    last = replace(books, year=books.year - 1, day=dt.date(books.year - 1, 12, 31))
    now, before = (_whole(one) for one in (books, last))
    year, office = request.year, books.office
    blocks = (
        address_paragraph(Gap("主送机关"), "："),
        paragraph(f"现将{office}{year}年度行政执法统计年报的有关情况说明如下。"),
        Heading(1, "行政处罚实施情况"),
        _said("行政处罚", penalty_sentence(now, before, held=books.has_last_year)),
        Heading(1, "行政许可实施情况"),
        _said("行政许可", licence_sentence(now, before, held=books.has_last_year)),
        Heading(1, "行政强制实施情况"),
        _said("行政强制", coercion_sentence(now)),
        Heading(1, "其他行政执法行为实施情况"),
        _said("其他行政执法行为", others_sentence(now)),
        Heading(1, "行政执法人员持证情况"),
        *_certified(books),
        Heading(1, "需要说明的事项"),
        *_left(books),
        paragraph(Gap("数字比上年增减较大的原因，统计范围和口径的变化，没有的删去")),
    )
    return [Paper(ID, f"{office}\n{year}年度行政执法统计年报情况说明", office, request.today, blocks)]


def _whole(books: FormData) -> Line:
    return added_lines(enforcement_years(books).lines.values())


def _said(what: str, sentence: str) -> Block:
    """The sentence, or a gap: what no ledger says is not 0."""
    if sentence:
        return paragraph(sentence)
    return paragraph(f"{what}：", Gap("台账里没有数字；没有这项职能的写明，有职能没有发生的写0"))


def _certified(books: FormData) -> Iterator[Block]:
    officers, held = establishment(books.context()), holders(books.context())
    people, with_card = len(officers), sum(uid in held for uid in officers)
    rate = figure_text(ratio(with_card, people), "%")
    yield paragraph(f"现有在编在岗执法人员{people}人，持证{with_card}人，持证率{rate}。")


def _left(books: FormData) -> Iterator[Block]:
    """What the figures do not hold."""
    years = enforcement_years(books)
    silent = sum(not line for line in years.lines.values())
    if silent and books.all_units:
        yield paragraph(f"有{silent}个单位没有填报年报数字，也没有登记执法决定，没有计入。")
    if years.uncounted.amount:
        yield paragraph(f"有{years.uncounted.amount}件决定没有填种类或者具体种类，没有计入。")


DRAFTS = (WordDraft(ID, LABEL, "both", make, note="随行政执法统计年报报送，数字取自台账，原因和口径留空待补。"),)
