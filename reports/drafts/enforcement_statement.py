"""行政执法统计年报情况说明: the year's figures as sentences, with what only the office can say left open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from models.rules.enforcement_kinds import EXECUTIONS, LICENCES, MEASURES, PENALTIES
from models.store.base.workspace import Workspace
from reports.base.paper import Block, Gap, Heading, Paper, address_paragraph, paragraph
from reports.base.wording import cell_text
from reports.drafts.draft import WordDraft
from reports.drafts.year_facts import figure_text, last_year_note
from reports.figures.case_year import ratio
from reports.figures.certificates import certificate_figures
from reports.figures.enforcement_tables import (
    COERCION,
    LEDGERS,
    LICENCE,
    OTHERS,
    PENALTY,
    Line,
    added_lines,
    enforcement_years,
    says,
)
from reports.figures.form_data import FormData, read_form_data
from reports.layouts.filling import scope_of
from reports.layouts.form import FormRequest

ID, LABEL = "enforcement-statement", "行政执法统计年报情况说明"
_OTHERS = {
    "levies": "征收",
    "requisitions": "征用",
    "inspections": "检查",
    "confirmations": "确认",
    "payments": "给付",
    "rewards": "奖励",
    "rulings": "裁决",
    "other_acts": "其他执法行为",
}


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
        *_penalties(now, before, held=books.has_last_year and says(before, PENALTY)),
        Heading(1, "行政许可实施情况"),
        *_licences(now, before, held=books.has_last_year and says(before, LICENCE)),
        Heading(1, "行政强制实施情况"),
        *_coercion(now),
        Heading(1, "其他行政执法行为实施情况"),
        *_others(now),
        Heading(1, "行政执法人员持证情况"),
        *_certified(books),
        Heading(1, "需要说明的事项"),
        *_left(books),
        paragraph(Gap("数字比上年增减较大的原因，统计范围和口径的变化，没有的删去")),
    )
    return [Paper(ID, f"{office}\n{year}年度行政执法统计年报情况说明", office, request.today, blocks)]


def _whole(books: FormData) -> Line:
    return added_lines(enforcement_years(books).lines.values())


def _amount(line: Line, name: str) -> int | Decimal:
    value = line[name].amount
    return value if isinstance(value, int | Decimal) else 0


def _parts(line: Line, labels: Mapping[str, str], unit: str) -> str:
    """警告3宗、罚款5宗: only what there was."""
    return "、".join(f"{label}{_amount(line, name)}{unit}" for name, label in labels.items() if _amount(line, name))


def _penalties(now: Line, before: Line, *, held: bool) -> Iterator[Block]:
    if not says(now, PENALTY):
        yield _unknown("行政处罚")
        return
    parts = _parts(now, PENALTIES, "宗")
    money, money_before = (cell_text(line["fined_wan"].amount or 0, "money") for line in (now, before))
    yield paragraph(
        f"全年作出行政处罚决定{_amount(now, 'penalties')}宗"
        f"{last_year_note(str(_amount(before, 'penalties')) + '宗', held=held)}"
        f"{f'，其中{parts}' if parts else ''}；"
        f"罚没金额{money}万元{last_year_note(money_before + '万元', held=held)}。"
    )


def _licences(now: Line, before: Line, *, held: bool) -> Iterator[Block]:
    if not says(now, LICENCE):
        yield _unknown("行政许可")
        return
    asked = (("applied", "申请"), ("accepted", "受理"))
    taken = "".join(f"{label}{now[name].amount}件，" for name, label in asked if now[name].behind)
    yield paragraph(
        f"全年行政许可{taken}{_parts(now, LICENCES, '件') or '没有作出决定'}"
        f"{last_year_note('准予许可' + str(_amount(before, 'granted')) + '件', held=held)}。"
    )


def _coercion(now: Line) -> Iterator[Block]:
    if not says(now, COERCION):
        yield _unknown("行政强制")
        return
    parts = _parts(now, {**MEASURES, **EXECUTIONS}, "次")
    yield paragraph(f"全年实施行政强制{_amount(now, 'forced')}次{f'，其中{parts}' if parts else ''}。")


def _others(now: Line) -> Iterator[Block]:
    parts = _parts(now, _OTHERS, "次")
    if not says(now, OTHERS) or not parts:
        yield _unknown("其他行政执法行为")
        return
    yield paragraph(f"全年实施{parts}。")


def _unknown(what: str) -> Block:
    return paragraph(f"{what}：", Gap("台账里没有数字；没有这项职能的写明，有职能没有发生的写0"))


def _certified(books: FormData) -> Iterator[Block]:
    figures = certificate_figures(books.context(), books.year, None)
    people, holders = figures["people"], figures["holders"]
    yield paragraph(f"现有在岗执法人员{people}人，持证{holders}人，持证率{figure_text(ratio(holders, people), '%')}。")


def _left(books: FormData) -> Iterator[Block]:
    """What the figures do not hold."""
    years = enforcement_years(books)
    silent = sum(not line for line in years.lines.values())
    if silent and books.all_units:
        yield paragraph(f"有{silent}个单位没有填报年报数字，也没有登记执法决定，没有计入。")
    if years.uncounted.amount:
        yield paragraph(f"有{years.uncounted.amount}件决定没有填种类或者具体种类，没有计入。")


DRAFTS = (WordDraft(ID, LABEL, "both", make, note="随行政执法统计年报报送，数字取自台账，原因和口径留空待补。"),)
