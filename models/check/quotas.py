"""Findings about the plan's quotas of a unit: short ones, numbers given in vain, records that do not count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import cast

import msgspec

from models.check.duplicates import plain_value
from models.check.left_out import left_out, left_out_words
from models.check.unit import Duty, progress_of
from models.records.context import BasicContext, title_of, year_of
from models.records.counting import item_field
from models.records.finding import Finding, warning
from models.records.ledgers.progress import JudgedQuota, Progress
from models.records.ledgers.work import Work
from models.records.plan import Item
from models.records.quotas import BY_HAND, QuotaResult, QuotaState, counting_note
from models.records.registry import ledger, ledgers


def check_quotas(duty: Duty, context: BasicContext) -> Iterator[Finding]:
    """Quotas that are short, numbers given for none that waits for one, records of no item, and deeds kept twice."""
    for item in duty.items:
        uid, progress = progress_of(duty, item.uid, context)
        if progress:
            results = duty.results(item, context)
            found = [*_short_ones(duty, results, context), *_judged_in_vain(item, results, progress)]
            yield from (_at(one, "progress", uid, f"项号{item.uid}") for one in found)
    yield from _unknown_items(duty, context)
    yield from _kept_twice(duty, context)


def _short_ones(duty: Duty, results: list[QuotaResult], context: BasicContext) -> Iterator[Finding]:
    for one in results:
        if one.state is not QuotaState.MET:
            others = [other for other in results if other is not one]
            yield _short(duty, one, left_out_words(list(left_out(one, others, duty.plan, context))))


def _short(duty: Duty, result: QuotaResult, others: str) -> Finding:
    """What is wrong with a quota; of one that no ledger counts a person says how often it was done, and why."""
    quota = result.quota
    wanted = f"第{result.item.number}项要求{duty.year}年{quota.what}{quota.wanted}"
    if result.state is QuotaState.BY_HAND:
        message = (
            f"{wanted}，没有台账按这个要求计数，{BY_HAND}："
            "请在落实情况的“人工认定的定额”里写明实际完成多少、凭什么，或者说明原因。"
        )
        return warning("judged", f"progress.by_hand.{quota.what}", message)
    how = f"，{counting_note(result.counting)}" if result.counting else ""
    more = f"（{others}）" if others else ""
    message = f"{wanted}{how}，{result.standing}{more}，请补记或者说明原因。"
    return warning("", f"progress.quota.{result.label}", message)


def _judged_in_vain(item: Item, results: list[QuotaResult], progress: Progress) -> Iterator[Finding]:
    """Numbers given by hand that nobody looks at: the quota is counted, or there is none."""
    for row in progress.judged:
        why = _why_in_vain(item, row, results, alone=len(progress.judged) == 1)
        if why:
            message = f"人工认定的“{row.what or '定额'}”没有计入：{why}。"
            yield warning("judged", f"progress.judged_in_vain.{row.what or ''}", message)


def _why_in_vain(item: Item, row: JudgedQuota, results: list[QuotaResult], *, alone: bool) -> str:
    if not row.what and not alone:
        return "没有写明是哪个定额，请照定额的写法填"
    meant = [one for one in results if not row.what or one.quota.what in row.what]
    if not meant:
        return f"第{item.number}项没有本单位的这个定额，请照定额的写法填，或者删去这一行"
    if any(one.counting is None for one in meant):
        return ""
    labels = "、".join(dict.fromkeys(ledger(one.counting.ledger).label for one in meant if one.counting))
    return f"这个定额按{labels}计数，请在{labels}里登记，再删去这一行"


def _unknown_items(duty: Duty, context: BasicContext) -> Iterator[Finding]:
    """Records of items that the plan has not; a plan without items says nothing."""
    if not duty.plan.items:
        return
    for declared in ledgers().values():
        field = item_field(declared) if declared.desk == "unit" else None
        if field is None:
            continue
        for uid, record in context.records(declared.id).items():
            item = getattr(record, field.name)
            unknown = item and item not in duty.plan.by_uid and item not in duty.plan.dropped_by_uid
            if unknown and year_of(declared, record) == duty.year:
                message = f"{duty.plan.name(item)}不在{duty.year}年的工作要点里，不计入任何事项和定额，请改正项号。"
                found = warning(field.name, f"{declared.id}.unknown_item", message)
                yield _at(found, declared.id, uid, title_of(declared, record))


def _kept_twice(duty: Duty, context: BasicContext) -> Iterator[Finding]:
    """One deed under two items counts for both, and twice in every sum: nobody but its unit knows whether it is one."""
    declared, same = ledger("work"), defaultdict[tuple[str, ...], list[tuple[str, Work]]](list)
    for uid, record in context.records(declared.id).items():
        one = cast("Work", record)
        if year_of(declared, one) == duty.year and one.content:
            same[plain_value(one.on), plain_value(one.content)].append((uid, one))
    for group in same.values():
        for uid, one in group:
            others = sorted({other.item for _, other in group if other.item and other.item != one.item})
            if others:
                yield _at(_twice(duty, others), declared.id, uid, title_of(declared, one))


def _twice(duty: Duty, others: list[int]) -> Finding:
    names = "、".join(map(duty.plan.name, others))
    message = (
        f"{names}有同一天、同样内容的记录，现在各计一次：是同一件事的，只留一条，在“证明第几项”里写上另外的项；"
        "确实不是一件的，说明原因。"
    )
    return warning("content", "work.twice", message)


def _at(finding: Finding, ledger_id: str, uid: str, title: str) -> Finding:
    return msgspec.structs.replace(finding, ledger=ledger_id, uid=uid, title=title)
