"""存在的不足和原因: what the ledgers themselves show as not done, late, expired or lost."""

from __future__ import annotations

from collections.abc import Iterator

from models.records.ledgers.case.codes import LOST
from models.records.ledgers.progress import OPEN, UNDER_WAY
from models.records.plan import Item
from models.records.quotas import QuotaResult, QuotaState
from reports.base.paper import Block, Gap, paragraph
from reports.drafts.year_facts import YearFacts, as_sentence
from reports.figures.progress import MISSING, QuotaOf

_UNFINISHED = (UNDER_WAY, OPEN, MISSING)


def shortcomings(facts: YearFacts) -> Iterator[Block]:
    """Sentences from the ledgers, then what only people know: the reasons."""
    found = [*_unfinished(facts), *_quotas(facts), *_certificates(facts), *_cases(facts)]
    yield from map(paragraph, found)
    if not found:
        yield paragraph("台账中没有反映出未完成的事项、未达到的定额、过期证件和败诉案件。")
    yield from _problems(facts)
    yield paragraph(Gap("存在不足的原因分析"))


def _unfinished(facts: YearFacts) -> Iterator[str]:
    items = [(item, _behind(facts, item)) for item in facts.books.plan.items]
    late = [(item, behind) for item, behind in items if behind]
    if not late:
        return
    several = facts.books.all_units
    names = "；".join(
        f"第{item.number}项{item.title}{f'（{behind}个单位）' if several else ''}" for item, behind in late
    )
    yield f"工作要点中有{len(late)}项没有全部完成：{names}。"


def _behind(facts: YearFacts, item: Item) -> int:
    states = facts.states([item])
    return sum(states[state] for state in _UNFINISHED)


def _quotas(facts: YearFacts) -> Iterator[str]:
    """A sentence for each quota, with those of whom it is short."""
    short = dict[str, list[QuotaOf]]()
    for one in facts.quotas():
        if one.result.state is QuotaState.SHORT:
            wanted = f"第{one.result.item.number}项{one.result.label}应{one.result.quota.wanted}"
            short.setdefault(wanted, []).append(one)
    for wanted, some in short.items():
        if facts.books.all_units:
            names = "、".join(f"{one.owner}（{_done(one.result)}）" for one in some)
            yield f"{wanted}，没有达到的有{len(some)}个单位：{names}。"
        else:
            yield f"{wanted}，{'；'.join(_done(one.result) for one in some)}。"


def _done(result: QuotaResult) -> str:
    """What was done of a quota that is not met."""
    unit = result.quota.unit
    done = f"只有{result.done}{unit}" if result.done or unit == "%" else f"一{unit}也没有"
    return f"{result.done}{unit}，{result.lacking}" if result.lacking and result.done else done


def _certificates(facts: YearFacts) -> Iterator[str]:
    figures = facts.certificates
    if figures["expired"]:
        yield f"有{figures['expired']}本执法证件已过有效期仍登记为在用。"
    if figures["to_renew"]:
        yield f"有{figures['to_renew']}本执法证件待换发。"


def _cases(facts: YearFacts) -> Iterator[str]:
    figures = facts.cases
    if figures["lost.lost"]:
        yield f"{LOST}{figures['lost.lost']}件，其中应当追究责任{figures['lost.accountable']}件。"
    if figures["attendance.without"]:
        yield f"开庭的案件中有{figures['attendance.without']}件负责人没有出庭。"
    if figures["answers.late"]:
        yield f"有{figures['answers.late']}件没有按期提交答辩。"


def _problems(facts: YearFacts) -> Iterator[Block]:
    """One unit's own words; those of many would be a heap."""
    if facts.books.all_units:
        return
    for item in facts.books.plan.items:
        for _, one in facts.said(item):
            if words := as_sentence(one.problems):
                yield paragraph(f"{item.title}：{words}")
