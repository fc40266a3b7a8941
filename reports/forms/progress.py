"""工作要点落实情况汇总表: the year's items by chapter; of one unit in words, of all units in figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from models.plan_text.numerals import chinese_numeral
from models.records.ledgers.progress import DONE, NOT_APPLICABLE, Progress
from models.records.plan import UNNAMED, Chapter, Item
from models.records.quotas import BY_HAND, QuotaState
from models.store.base.workspace import Workspace
from reports.base.sheet import Fact, Row
from reports.figures.form_data import FormData, read_form_data
from reports.figures.progress import (
    ALL_STATES,
    QuotaOf,
    completion,
    counted,
    progress_by,
    quotas_of,
    state_of,
    units_of,
)
from reports.layouts.filled import Filled, FormValue, date_values, number_values, text_values
from reports.layouts.filling import fill_form, line_row, scope_of, section_row, total_row, until_note, value_or_dash
from reports.layouts.form import Form, FormRequest

ID, LABEL = "progress", "工作要点落实情况汇总表"
ALL = "progress-all"
DROPPED = "已删去的事项（填过的照印，不再要求，不计入合计和完成率）"
MOST_NAMED = 12  # a box above the table cannot go on to another page

UNIT_VALUES = (
    *number_values("item"),
    *text_values("title", "responsible", "state"),
    *date_values("completed"),
    *text_values("measures", "outcome", "problems"),
    *number_values("evidence"),
)
CENTRE_VALUES = (
    *number_values("item"),
    *text_values("title"),
    *number_values("units", *ALL_STATES),
    FormValue("rate", "percent"),
)


def make(workspace: Workspace, request: FormRequest) -> Filled:
    """One unit's work on each item, or how many units stand where with each."""
    books = read_form_data(workspace, scope_of(request), "progress", quotas=True)
    return _for_all(books, request) if books.all_units else _for_unit(books, request)


def _for_unit(books: FormData, request: FormRequest) -> Filled:
    known = progress_by(books.context(), books.year)
    unit = books.units[0]
    items = [item for item in books.plan.items if units_of(item, books.owing)]
    rows = list(_by_chapter(books, lambda item: _unit_row(item, known.get((unit.code, item.uid))), items))
    gone = [(item, one) for item in books.plan.dropped if (one := known.get((unit.code, item.uid)))]
    rows += [section_row(DROPPED), *(_unit_row(_as_dropped(item, books), one) for item, one in gone)] if gone else []
    states = [state_of(known.get((unit.code, item.uid))) for item in items]
    counts = counted(states)
    rate = completion(counts)
    words = "，".join(f"{state}{count}项" for state, count in counts.items())
    share = f"，完成率{rate * 100:.2f}%" if rate is not None else ""
    return fill_form(
        ID,
        books,
        request,
        UNIT_VALUES,
        rows,
        facts=(Fact("落实情况", f"共{len(items)}项：{words}{share}"), *_quota_facts(books)),
        notes=(*_no_plan(books), until_note(books)),
    )


def _unit_row(item: Item, one: Progress | None) -> Row:
    said = one or Progress()
    measures = f"不适用：{said.not_applicable or '未写理由'}" if said.state == NOT_APPLICABLE else said.measures
    further = "\n".join(filter(None, [said.problems, said.next_step and f"下步：{said.next_step}"]))
    return line_row(
        item.number,
        item.title,
        _responsible(item),
        state_of(one),
        said.completed_on,
        measures,
        said.outcome,
        further,
        len(said.evidence) or None,
    )


def _as_dropped(item: Item, books: FormData) -> Item:
    """The item as it is printed among those that are gone: its number says nothing any more."""
    return msgspec.structs.replace(item, title=f"{books.plan.name(item.uid)}{item.title}")


def _responsible(item: Item) -> str:
    return "、".join(item.responsible) or UNNAMED


def _quota_facts(books: FormData) -> list[Fact]:
    said = [one.result.words for one in quotas_of(books)]
    return [Fact("定额完成", "；".join(said))] if said else []


def _for_all(books: FormData, request: FormRequest) -> Filled:
    known = progress_by(books.context(), books.year)

    def states(item: Item) -> list[str]:
        return [state_of(known.get((unit.code, item.uid))) for unit in units_of(item, books.owing)]

    items = list(books.plan.items)
    rows = list(_by_chapter(books, lambda item: _count_row(item.number, item.title, states(item)), items))
    every = [state for item in items for state in states(item)]
    gone = [
        (item, some)
        for item in books.plan.dropped
        if (some := [state_of(one) for unit in books.units if (one := known.get((unit.code, item.uid)))])
    ]
    rows += [total_row("合计", None, *_count_row(0, "", every).cells[2:])] if items else []
    if gone:
        rows.append(section_row(DROPPED))
        rows += [_count_row(item.number, _as_dropped(item, books).title, some) for item, some in gone]
    return fill_form(
        ALL,
        books,
        request,
        CENTRE_VALUES,
        rows,
        form_id=ID,
        facts=_whole_facts(books, every),
        notes=(*_no_plan(books), until_note(books)),
    )


def _count_row(number: int, title: str, states: list[str]) -> Row:
    counts = counted(states)
    return line_row(number, title, len(states), *counts.values(), value_or_dash(completion(counts)))


def _whole_facts(books: FormData, states: list[str]) -> tuple[Fact, ...]:
    quotas = quotas_of(books)
    return (
        Fact("填报单位", f"{len(books.owing)}个"),
        Fact("已完成项次", f"{states.count(DONE)}个"),
        *((Fact("定额", _quotas_words(own)),) if (own := [one for one in quotas if one.unit]) else ()),
        *(Fact("合计定额", f"{one.result.quota.who}：{one.result.words}") for one in quotas if one.unit is None),
    )


def _quotas_words(quotas: list[QuotaOf]) -> str:
    """How many quotas there are, are met, are short and whose, and how many a person has to judge."""
    short = [one for one in quotas if one.result.state is QuotaState.SHORT]
    named = list(dict.fromkeys(f"{one.owner}（第{one.result.item.number}项）" for one in short))
    names = "、".join(named[:MOST_NAMED])
    if len(named) > MOST_NAMED:
        names += f"等{len({one.owner for one in short})}个单位，各单位见工作要点落实情况分单位汇总表"
    left = sum(one.result.state is QuotaState.BY_HAND for one in quotas)
    more = f"，{BY_HAND}{left}个" if left else ""
    unmet = f"，未完成{len(short)}个：{names}" if short else ""
    return f"共{len(quotas)}个，已完成{len(quotas) - left - len(short)}个{more}{unmet}"


def _by_chapter(books: FormData, row_of: Callable[[Item], Row], wanted: list[Item]) -> Iterator[Row]:
    uids = {item.uid for item in wanted}
    for chapter in books.plan.chapters:
        items = [item for item in chapter.items if item.uid in uids]
        if items:
            yield section_row(_heading(chapter))
            yield from map(row_of, items)


def _heading(chapter: Chapter) -> str:
    return f"{chinese_numeral(chapter.number)}、{chapter.title}"


def _no_plan(books: FormData) -> tuple[str, ...]:
    return () if books.issue else (f"工作区里没有{books.year}年度的工作要点，本表没有事项。",)


FORMS = (Form(ID, LABEL, "both", make, note="按章列出全部事项；汇总单位看到每项有多少单位完成。", layouts=(ID, ALL)),)
