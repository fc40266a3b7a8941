"""Records that look as if they were meant for a quota and do not count for it, each with why."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterator
from typing import NamedTuple

from models.records.context import BasicContext, year_of
from models.records.counting import item_field, proven_in, value_words
from models.records.entry import Entry
from models.records.ledger import Ledger
from models.records.plan import Counting, Plan
from models.records.quotas import PERCENT, QuotaResult
from models.records.record import Record
from models.records.registry import ledger


class LeftOut(NamedTuple):
    """A record that does not count, and why in a phrase."""

    uid: str
    why: str


def left_out(
    result: QuotaResult, others: Collection[QuotaResult], plan: Plan, context: BasicContext
) -> Iterator[LeftOut]:
    """What does not count for a quota though it is of its item, or else of its kind; nothing that `others` count.

    A record of a year before is said only where it was entered after that year: those of last year are no mistakes.
    """
    counting = result.counting
    if counting is None:
        return
    counted = {piece.uid for one in (result, *others) for piece in one.found if piece.amount}
    declared, entries = ledger(counting.ledger), context.entries(counting.ledger)
    for uid, record in context.records(counting.ledger).items():
        if uid not in counted and _in_view(declared, record, result.year, entries[uid]):
            why = _why(result, counting, record, plan, context.today)
            if why:
                yield LeftOut(uid, why)


def left_out_lines(results: Collection[QuotaResult], plan: Plan, context: BasicContext) -> Iterator[str]:
    """For each quota of an item what does not count for it, where there is anything: 会议：另有1条没有计入：…."""
    for one in results:
        others = [other for other in results if other is not one]
        if words := left_out_words(list(left_out(one, others, plan, context))):
            yield f"{one.label}：{words}"


def left_out_words(found: Collection[LeftOut]) -> str:
    """另有3条没有计入：2条日期还没有到；1条没有填人数; "" for none."""
    reasons = Counter(one.why for one in found)
    said = "；".join(f"{count}条{why}" if len(reasons) > 1 else why for why, count in reasons.items())
    return f"另有{len(found)}条没有计入：{said}" if found else ""


def _in_view(declared: Ledger, record: Record, year: int, entry: Entry) -> bool:
    of = year_of(declared, record) if declared.year_of else None
    return of is None or of >= year or entry.created[0][:4] > str(of)


def _why(result: QuotaResult, counting: Counting, record: Record, plan: Plan, today: dt.date) -> str:
    """Why the record does not count; "" where nobody would think that it does."""
    strange = _strange(counting, record)
    of_item = _of_item(result, counting, record, plan)
    taken_for_it = of_item == "" if counting.of_item and result.quota.unit != PERCENT else False
    if of_item is None or (strange and not taken_for_it):
        return ""
    return _when(counting, record, result.year, today) or of_item or strange or _blank(counting, record)


def _of_item(result: QuotaResult, counting: Counting, record: Record, plan: Plan) -> str | None:
    """What is wrong with the item it is of, "" for nothing; None where it is another one of the plan."""
    said = proven_in(record, result.year)
    own = item_field(ledger(counting.ledger)) if counting.of_item else None
    if own is None:
        return "写明证明的是别的事项" if said and result.item.uid not in said else ""
    item = getattr(record, own.name)
    if item == result.item.uid or result.item.uid in said:
        return ""
    if item is None:
        return "没有填项号"
    return None if item in plan.by_uid or item in plan.dropped_by_uid else f"项号不在{result.year}年的工作要点里"


def _strange(counting: Counting, record: Record) -> str:
    """The first value that is not the one asked for."""
    for name, wanted in counting.where:
        if (value := getattr(record, name)) != wanted:
            field = ledger(counting.ledger).by_name[name]
            return (
                f"{field.label}“{value_words(value)}”不是“{value_words(wanted)}”" if value else f"没有填{field.label}"
            )
    return ""


def _when(counting: Counting, record: Record, year: int, today: dt.date) -> str:
    declared = ledger(counting.ledger)
    if not declared.year_of:
        return ""
    value, label = getattr(record, declared.year_of), declared.by_name[declared.year_of].label
    if value is None:
        return f"没有填{label}"
    if isinstance(value, dt.date) and value > today:
        return f"{label}还没有到"
    return "" if year_of(declared, record) == year else f"{label}不在{year}年"


def _blank(counting: Counting, record: Record) -> str:
    field = ledger(counting.ledger).by_name.get(counting.summed)
    value = getattr(record, field.name) if field else None
    return "" if field is None else f"没有填{field.label}" if value is None else f"{field.label}是{value_words(value)}"
